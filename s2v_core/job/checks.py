"""The small checks that the rules are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from s2v_core.job.findings import Findings, Place, shown
from s2v_core.job.limits import LONGEST_SECONDS, VOLUME
from s2v_core.job.spelling import not_among

__all__ = [
    "CONTROL_CHARACTERS",
    "check_choice",
    "check_colour",
    "check_count",
    "check_length",
    "check_range",
    "check_references",
    "check_seconds",
    "check_times",
    "check_volume",
    "number",
]

_COLOUR = re.compile(r"#?[0-9A-Fa-f]{6}")
CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST_REFERENCE = 4096
_LARGEST_PLAIN = 1e12


def number(value: float) -> str:
    """Write a number as people do: 5, 0.25, 1,000."""
    return f"{value:,.0f}" if value == int(value) and abs(value) < _LARGEST_PLAIN else f"{value:g}"


def check_range(
    found: Findings, place: Place, value: float | None, low: float, high: float, *, hint: str = "", unit: str = ""
) -> None:
    """Reject a number outside ``low`` to ``high``; None passes."""
    if value is not None and not low <= value <= high:
        measure = f" {unit}" if unit else ""
        found.error(
            place, f"The value must be from {number(low)} to {number(high)}{measure}, not {number(value)}.", hint
        )


def check_choice(found: Findings, place: Place, value: str | None, names: Sequence[str]) -> None:
    """Reject a text that is none of ``names``; None and empty pass."""
    if value and value not in names:
        found.error(place, *not_among(value, names))


def check_volume(found: Findings, place: Place, value: float | None) -> None:
    """Reject a volume outside 0 to 10."""
    check_range(found, place, value, *VOLUME, hint="0 is silent, 1 is the original loudness.")


def check_seconds(found: Findings, place: Place, value: float | None, *, least: float = 0.0) -> None:
    """Reject a duration that is not above 0 (or below ``least``) or absurdly long."""
    if value is None:
        return
    if value <= 0:
        found.error(place, f"The duration must be longer than 0 seconds, not {number(value)}.")
    else:
        check_range(found, place, value, least, LONGEST_SECONDS, unit="seconds")


def check_times(found: Findings, here: Place, start: float | None, end: float | None) -> None:
    """Reject a ``TimelineIn`` and ``TimelineOut`` (seconds) that are out of range or in the wrong order."""
    for name, value in (("TimelineIn", start), ("TimelineOut", end)):
        check_range(found, (*here, name), value, 0, LONGEST_SECONDS, unit="seconds")
    if end is not None and (start or 0.0) >= end:
        found.error((*here, "TimelineOut"), f"TimelineOut ({end:g} s) must come after TimelineIn ({start or 0:g} s).")


def check_count(found: Findings, place: Place, values: Sequence[object], most: int, noun: str) -> None:
    """Reject a list with more than ``most`` entries."""
    if len(values) > most:
        found.error(place, f"There are {len(values):,} {noun}; at most {most:,} are allowed.", "Remove some.")


def check_length(found: Findings, place: Place, text: str, most: int, noun: str, hint: str = "Shorten it.") -> None:
    """Reject a text longer than ``most`` characters."""
    if len(text) > most:
        found.error(place, f"The {noun} has {len(text):,} characters; at most {most:,} are allowed.", hint)


def check_colour(found: Findings, place: Place, colour: str | None) -> None:
    """Reject a colour that is not ``#RRGGBB`` (the ``#`` may be missing); None and empty pass."""
    if colour and not _COLOUR.fullmatch(colour.strip()):
        found.error(place, f"{shown(colour)} is not a colour.", 'Write it as "#RRGGBB", for example "#ff8800".')


def check_references(found: Findings, references: Iterable[tuple[Place, str]]) -> None:
    """Reject references to media that are empty, hold control characters, or are too long to be one."""
    for place, reference in references:
        if not reference.strip():
            found.error(place, "The reference to the media is empty.", "Give a path, a URL or a media id.")
        elif CONTROL_CHARACTERS.search(reference) or len(reference) > _LONGEST_REFERENCE:
            found.error(place, f"{shown(reference)} is no path, URL or media id.")

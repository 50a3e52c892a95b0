"""Which part of which material a clip of a timeline document plays, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from s2v_core.errors import S2VError
from s2v_core.timeline.fields import LONGEST_SECONDS, Fields, number

__all__ = ["DurationOf", "Source", "read_bounds", "read_media", "read_source", "seconds_played"]

DurationOf = Callable[[str], float]
"""Tells the length in seconds of the material behind a reference."""

_GIVE_OUT = "Give Out or TimelineOut."


@dataclass(frozen=True)
class Source:
    """Where a clip lies in its material, in seconds; ``maximum`` is ``MaxOut``, ``full`` is ``VirginDuration``."""

    reference: str
    start: float
    end: float | None
    maximum: float | None
    full: float | None
    speed: float


def read_media(fields: Fields, *, needed: bool = True) -> tuple[str | None, str | None]:
    """Take the id and the address of the material."""
    media_id, media_url = fields.text("MediaId"), fields.text("MediaURL")
    if needed and not (media_id or media_url):
        raise fields.error("", "The clip names no material.", "Give MediaURL or MediaId.")
    return media_id, media_url


def read_source(fields: Fields, own: Fields, reference: str) -> Source:
    """Take in and out points and speed; ``own`` (``S2V``) repeats points that four decimals would change."""
    start = _exact(fields.seconds("In") or 0.0, own.seconds("In"))
    end = fields.seconds("Out")
    exact_end = own.seconds("Out")
    end = None if end is None else _exact(end, exact_end)
    maximum = fields.seconds("MaxOut")
    full = fields.seconds("VirginDuration")
    if full is not None:
        fields.keep("VirginDuration", full)
    speed = fields.number("Speed", 0.01, 100)
    if maximum is not None:
        end = min(maximum, maximum if end is None else end)
    if end is not None and end <= start:
        raise fields.error("Out", "The part of the material ends before it begins.")
    return Source(reference, start, end, maximum, full, 1.0 if speed is None else speed)


def read_bounds(own: Fields) -> tuple[float, float] | None:
    """Take the bounds of what may be shown of the material (``S2V.Material``), in seconds."""
    value = own.take("Material")
    if value is None:
        return None
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise own.error("Material", "Expected two points in time.")
    first, last = (number(item, own.at("Material"), 0, LONGEST_SECONDS * 10) for item in value)
    return first, last


def seconds_played(fields: Fields, source: Source, duration_of: DurationOf | None) -> float:
    """Return how many seconds the material plays when nothing cuts it short.

    Raises:
        TimelineError: the length of the material is needed and not known, or the clip begins after its end.
    """
    end = source.end
    if end is None or source.maximum is not None:
        full = _material_length(fields, source, duration_of)
        end = full if end is None else min(end, full)
    if end <= source.start:
        raise fields.error("In", "The clip begins after the end of its material.")
    return (end - source.start) / source.speed


def _material_length(fields: Fields, source: Source, duration_of: DurationOf | None) -> float:
    if source.full:
        return source.full
    if duration_of is None:
        raise fields.error("", "The clip's length is needed and not known.", _GIVE_OUT)
    try:
        found = duration_of(source.reference)
    except S2VError as error:
        raise fields.error("", error.message, error.hint or _GIVE_OUT) from error
    return number(found, fields.path, 0, LONGEST_SECONDS * 10)


def _exact(written: float, exact: float | None) -> float:
    return exact if exact is not None and round(exact, 4) == written else written

"""Reading numbers, colours and names from the free fields of effects and styles, which may hold anything; chance."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Mapping, Sequence
from math import isfinite
from typing import Any

from s2v_core.effects.naming import known_names
from s2v_core.effects.registry import Entry, Registry
from s2v_core.timeline.model import Effect, Timeline
from s2v_core.timeline.names import listed_names

__all__ = ["Colour", "colour", "drawn_name", "named_numbers", "number", "seed_of"]

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""


def colour(text: Any) -> Colour | None:
    """Read ``#RRGGBB`` (or ``RRGGBB``, ``#RGB``); None if it is not a colour."""
    digits = str(text or "").strip().lstrip("#")
    if re.fullmatch(r"[0-9a-fA-F]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch(r"[0-9a-fA-F]{6}([0-9a-fA-F]{2})?", digits):
        return None
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def number(value: Any, low: float, high: float) -> float | None:
    """Return ``value`` as a number within ``low`` to ``high``; None if it is not one."""
    try:
        result = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return None if result != result else min(max(result, low), high)


def named_numbers(params: Mapping[str, Any], wanted: Collection[str]) -> dict[str, float]:
    """Return the parameters given in ``ExtParams`` (``"key=number,..."`` or an object) that are numbers and wanted."""
    given = params.get("ExtParams") or {}
    if isinstance(given, str):
        given = dict(part.split("=", 1) for part in given.split(",") if "=" in part)
    found = {}
    for name, value in given.items() if isinstance(given, Mapping) else ():
        try:
            known = float(value)
        except (TypeError, ValueError, OverflowError):
            continue
        if str(name).strip() in wanted and isfinite(known):
            found[str(name).strip()] = known
    return found


def seed_of(timeline: Timeline, *shown: str) -> int:
    """Return a number that depends on what is shown, not on where in the timeline it stands."""
    return zlib.crc32(repr((timeline.s2v.get("Seed", 0), *shown)).encode("utf-8"))


def drawn_name(
    effect: Effect, registry: Registry[Any], timeline: Timeline, *shown: str, beside: Sequence[Entry[Any]] = ()
) -> str | None:
    """Return the entry that an effect names; None if it is not known.

    Of several names (``"starry,snow"``) and of ``random`` one is drawn by what is ``shown``; ``beside`` as for
    ``known_names``.
    """
    wanted = (effect.sub_type or "").strip()
    known = known_names(listed_names(wanted), registry, beside)
    return known[seed_of(timeline, *shown, wanted) % len(known)] if known else None

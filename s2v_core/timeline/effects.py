"""Reading the effects of a timeline document."""

from __future__ import annotations

from typing import Any

from s2v_core.timeline.fields import LONGEST_SECONDS, Fields, number, style_from
from s2v_core.timeline.model import Effect

__all__ = ["STYLED", "read_effect", "read_effects"]

STYLED = frozenset({"AI_ASR", "Text"})
"""Types of the effects that show a text; they hold the fields of its style."""

_NUMBERS = frozenset({"Duration", "Gain", "Radius", "StartRate", "EndRate", "Degree", "TimelineIn", "TimelineOut"})
_PLACES = frozenset({"X", "Y", "Width", "Height"})
_LARGEST = 1e6


def read_effects(fields: Fields) -> tuple[Effect, ...]:
    """Take the ``Effects`` of a clip."""
    return tuple(read_effect(item) for item in fields.objects("Effects"))


def read_effect(fields: Fields) -> Effect:
    """Read one effect: numbers become floats, text styles and rectangles are checked, the rest is kept as it is.

    Raises:
        TimelineError: it has no type, or a value is malformed.
    """
    kind = fields.text("Type")
    if not kind:
        raise fields.error("Type", "An effect needs its Type.")
    sub_type = fields.text("SubType")
    params = fields.rest()
    if kind in STYLED:
        _check_text(fields, params)
    else:
        params |= _numbers(fields, params)
    if kind == "Volume":
        if params.get("Gain") is None:
            raise fields.error("Gain", "The volume needs its Gain.", "0 is silent, 1 leaves the sound as it is.")
        number(params["Gain"], fields.at("Gain"), 0, 10)
    if kind == "KenBurns":
        _check_rectangles(fields, params)
    return Effect(type=kind, sub_type=sub_type, params=params)


def _numbers(fields: Fields, params: dict[str, Any]) -> dict[str, float]:
    given = {name: params[name] for name in params if name in _NUMBERS | _PLACES and params[name] is not None}
    return {
        name: number(value, fields.at(name), *((-_LARGEST, _LARGEST) if name in _PLACES else (0, LONGEST_SECONDS)))
        for name, value in given.items()
    }


def _check_text(fields: Fields, params: dict[str, Any]) -> None:
    for name in ("AlignmentText", "Content"):
        if not isinstance(params.get(name) or "", str):
            raise fields.error(name, "Expected text.")
    style_from(params, fields.path)


def _check_rectangles(fields: Fields, params: dict[str, Any]) -> None:
    for name in ("Start", "End"):
        value = params.get(name)
        if value is None:
            continue
        parts = value.split(",") if isinstance(value, str) else []
        if len(parts) != 4:
            raise fields.error(name, "Expected a rectangle.", 'Write it as "x,y,width,height", in fractions.')
        for part in parts:
            number(part.strip(), fields.at(name), -_LARGEST, _LARGEST)

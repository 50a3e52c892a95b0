"""What decisions and their values are called, in the language of the session."""

from __future__ import annotations

from typing import Any

from pages.widgets.i18n import t
from pages.widgets.style.gallery import name_of as name_of_entry
from pages.widgets.timeline.clips import NameOf, short_name, value_text
from s2v_core.effects.kinds import KINDS

__all__ = ["call_decision", "call_value"]

_KNOWN = frozenset(
    (
        *("background", "begin", "caption", "effect", "effect_chance", "filter", "filter_chance", "motion", "music"),
        *("order", "script", "shot", "start", "sticker", "subheading", "template", "title", "transition", "voice"),
    )
)
_LOOKS = frozenset(
    (
        *("font", "effect_color_style", "bubble_style_id"),
        *("aai_motion_in_effect", "aai_motion_out_effect", "aai_motion_loop_effect"),
    )
)
_MOTIONS = frozenset(("pan forth", "pan back", "zoom in", "zoom out"))


def call_decision(decision: str, slot: str = "") -> str:
    """Return what a decision is called; with a slot also which of several it is."""
    role, _, look = decision.rpartition(".")
    if look in _LOOKS:
        role, _, level = role.partition(".")
        whose = t("timeline.track.captions") if role == "caption" else call_decision(role, level)
        return t("timeline.of", what=t(f"timeline.look.{look}"), whose=whose)
    name = t(f"timeline.decision.{decision}") if decision in _KNOWN else decision
    node, dot, number = slot.rpartition(".")
    if dot and number.isdecimal():
        return t("timeline.of", what=f"{name} {int(number) + 1}", whose=node)
    if slot.isdecimal():
        counted = int(slot) + (decision != "subheading")
        return f"{name} {counted}"
    return t("timeline.of", what=name, whose=slot) if slot else name


def call_value(decision: str, value: Any, name_of: NameOf = short_name) -> str:
    """Return how people read the value of a decision."""
    if decision in KINDS and isinstance(value, str) and value in KINDS[decision]:
        return name_of_entry(decision, KINDS[decision][value])
    if decision == "motion" and value in _MOTIONS:
        return t(f"timeline.motion.{str(value).replace(' ', '_')}")
    return value_text(value, name_of)

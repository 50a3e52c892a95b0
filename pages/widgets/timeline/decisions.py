"""What was drawn for a video: how people read it, and how it is drawn again, locked and freed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.widgets.i18n import t
from pages.widgets.problems import plain
from pages.widgets.projects import change, changing
from pages.widgets.timeline.clips import RECORDS, NameOf
from pages.widgets.timeline.view import on_page
from pages.widgets.timeline.words import call_decision, call_value
from s2v_core.planning import PlannedOutput
from s2v_core.projects import (
    Fixed,
    Project,
    decision_of,
    fixed_draws,
    lock,
    redraw,
    redraw_output,
    unlock,
    unlock_output,
    value_of,
)

__all__ = [
    "Decision",
    "decisions_of",
    "draw_again",
    "draw_all_of",
    "free",
    "keep",
    "listed",
    "show_decisions",
    "show_fixed",
    "tell_unchanged",
]

_PER_PAGE = 8
_DRAWN = "_s2v_timeline_drawn"
_CHANCES = {
    "effect_chance": "EditingConfig.ProcessConfig.VfxEffectProbability",
    "filter_chance": "EditingConfig.S2V.FilterProbability",
}
"""Decisions that are met below a share, and where that is."""


@dataclass(frozen=True)
class Decision:
    """A decision about an output: its name, its value, and the lock that holds it (None: it is free)."""

    decision: str
    slot: str
    value: Any
    locked: Fixed | None

    @property
    def key(self) -> str:
        """How a plan names it."""
        return f"{self.decision}:{self.slot}" if self.slot else self.decision


@dataclass(frozen=True)
class _Drawn:
    """What was just drawn again, and its value before."""

    output: int
    key: str
    value: Any


def decisions_of(project: Project, output: PlannedOutput, keys: Iterable[str]) -> list[Decision]:
    """Return some decisions about an output, by their keys among its draws."""
    fixed = fixed_draws(project)
    return [_decision(output, key, fixed) for key in keys if key in output.draws and key not in RECORDS]


def draw_again(project: Project, decision: Decision, output: int | None) -> Project:
    """Return the project with a decision drawn once more, in one output or (None) in all of them."""
    return redraw(project, decision.decision, slot=decision.slot, output=output)


def draw_all_of(project: Project, output: PlannedOutput) -> Project:
    """Return the project with everything of an output drawn once more, apart from what is locked."""
    return redraw_output(project, output.index, output.draws)


def keep(project: Project, decision: Decision, output: int | None) -> Project:
    """Return the project with a decision locked to what was drawn, in one output or (None) in all of them."""
    return lock(project, decision.decision, decision.value, slot=decision.slot, output=output)


def free(project: Project, fixed: Fixed) -> Project:
    """Return the project without a lock or a redraw; with that of a whole video all of its own go."""
    if fixed.decision == "start" and fixed.output is not None:
        return unlock_output(project, fixed.output)
    return unlock(project, fixed.decision, slot=fixed.slot, output=fixed.output)


def show_decisions(project: Project, output: PlannedOutput, keys: Iterable[str], name_of: NameOf, *, at: str) -> None:
    """Show some decisions about an output, each with its value and what can be done with it.

    Args:
        at: name of the place on the page that shows what is refused.
    """
    found = decisions_of(project, output, keys)
    if not found:
        return
    scope = output.index if _only_this() else None
    for decision in found:
        _show(decision, _said(project, decision, name_of), output.index, scope, at)


def tell_unchanged(output: PlannedOutput) -> None:
    """Tell when what was drawn again came out as it was, for want of anything else; once, after it was planned."""
    drawn: _Drawn | None = st.session_state.pop(_DRAWN, None)
    if drawn is not None and drawn.output == output.index and output.draws.get(drawn.key) == drawn.value:
        st.toast(t("timeline.nothing_else"), icon=":material/info:")


def show_fixed(project: Project, name_of: NameOf) -> None:
    """Show everything that is locked or was drawn again, and free it; a page at a time.

    Of videos that are locked as a whole, that alone is shown.
    """
    for number, fixed in enumerate(on_page(listed(project), _PER_PAGE, key="timeline_fixed_page")):
        _show_fixed(fixed, number, name_of)


def listed(project: Project) -> list[Fixed]:
    """Return what is fixed, but nothing of videos that are locked as a whole besides that."""
    fixed = fixed_draws(project)
    whole = {one.output for one in fixed if one.decision == "start"}
    return [one for one in fixed if one.decision == "start" or one.output not in whole]


def _decision(output: PlannedOutput, key: str, fixed: Iterable[Fixed]) -> Decision:
    decision, slot = decision_of(key)
    mine = [
        one
        for one in fixed
        if one.decision == decision and one.slot in ("", slot) and one.output in (None, output.index)
    ]
    # The narrowest entry counts, as in the plan.
    narrowest = max(mine, key=lambda one: (one.output is not None, one.slot != ""), default=None)
    locked = narrowest if narrowest is not None and narrowest.locked else None
    return Decision(decision, slot, output.draws[key], locked)


def _only_this() -> bool:
    """Return whether what is drawn again or locked is so in the shown video alone."""
    return bool(st.session_state.get("timeline_scope") != "all")


def _said(project: Project, decision: Decision, name_of: NameOf) -> str:
    """Return how people read the value of a decision; of a chance whether it was met."""
    if decision.decision not in _CHANCES:
        return call_value(decision.decision, decision.value, name_of)
    given = float(value_of(project, _CHANCES[decision.decision]))
    chance = given / 100 if given > 1 else given  # above 1 it is in percent
    return t("timeline.chance_met" if decision.value < chance else "timeline.chance_missed")


def _show(decision: Decision, value: str, shown: int, output: int | None, at: str) -> None:
    key, name = f"timeline_{decision.key}", call_decision(decision.decision)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{plain(name)}  \n:gray[{plain(_short(value))}]", width="stretch")
        with st.container(horizontal=True, width="content", gap="small"):
            st.button(
                t("timeline.draw_again"),
                key=f"{key}_again",
                icon=":material/casino:",
                help=t("timeline.draw_again.help"),
                disabled=decision.locked is not None,
                on_click=lambda: _draw_again(decision, shown, output, at),
            )
            if decision.locked is None:
                _button(f"{key}_lock", "lock", t("timeline.lock"), lambda project: keep(project, decision, output), at)
            else:
                held = decision.locked
                _button(f"{key}_unlock", "lock_open", t("timeline.unlock"), lambda project: free(project, held), at)


def _draw_again(decision: Decision, shown: int, output: int | None, at: str) -> None:
    if change(lambda project: draw_again(project, decision, output), at=at) is not None:
        st.session_state[_DRAWN] = _Drawn(shown, decision.key, decision.value)


def _button(key: str, icon: str, label: str, operation: Any, at: str) -> None:
    st.button(label, key=key, icon=f":material/{icon}:", on_click=changing(operation, at=at))


def _show_fixed(fixed: Fixed, number: int, name_of: NameOf) -> None:
    what = call_decision(fixed.decision, fixed.slot)
    where = t("timeline.everywhere") if fixed.output is None else t("timeline.in_video", number=fixed.output + 1)
    state = _fixed_text(fixed, name_of) if fixed.locked else t("timeline.redrawn", count=fixed.redraw)
    icon = "lock" if fixed.locked else "casino"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        text = f":material/{icon}: {plain(what)} :small[:gray[{plain(where)}]]  \n:gray[{plain(_short(state))}]"
        st.markdown(text, width="stretch")
        label = t("timeline.unlock") if fixed.locked else t("timeline.first_draw")
        st.button(
            label,
            key=f"timeline_fixed_{number}",
            type="tertiary",
            on_click=changing(lambda project: free(project, fixed)),
        )


def _fixed_text(fixed: Fixed, name_of: NameOf) -> str:
    if fixed.decision == "start":
        return t("timeline.as_it_is")
    if fixed.decision == "caption" and isinstance(fixed.value, dict):
        return str(fixed.value.get("Text", ""))
    if fixed.decision == "order" and isinstance(fixed.value, list):
        return " → ".join(str(slot).rpartition(".")[0] for slot in fixed.value)
    return call_value(fixed.decision, fixed.value, name_of)


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:89]}…"

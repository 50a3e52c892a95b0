"""All videos of the open project at a glance: a strip of pictures each, a page at a time, made while one looks."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from pages.widgets.i18n import t
from pages.widgets.problems import boundary, explain, fragment, plain, show_placed
from pages.widgets.projects import changing
from pages.widgets.timeline.decisions import draw_all_of
from pages.widgets.timeline.pictures import strips
from pages.widgets.timeline.view import on_page, show_video
from s2v_core.errors import Problem, S2VError
from s2v_core.planning import Plan, PlannedOutput
from s2v_core.projects import Project, is_locked, lock_output, placed, redraw_all, unlock_output

__all__ = ["VIEW", "show_failure", "show_lock", "show_sheet"]

VIEW = "timeline_view"
"""Key of the control that chooses between one video and all of them."""

_PER_PAGE = 6
_TICK, _BUDGET = 0.2, 0.3


def show_sheet(project: Project, plan: Plan) -> None:
    """Show all videos of a project."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            t("timeline.draw_all"),
            key="timeline_draw_all",
            icon=":material/casino:",
            on_click=changing(redraw_all),
        )
        st.caption(t("timeline.draw_all.help"), width="stretch")
    shown = on_page(plan.outputs, _PER_PAGE, key="timeline_page")
    waiting = next((each.index for each in shown if each.timeline and strips().find(each.timeline) is None), None)
    for output in shown:
        _show(project, output, at_work=output.index == waiting)


def show_lock(project: Project, output: PlannedOutput, key: str) -> None:
    """Show the button that keeps a whole video as it is, or frees it."""
    if is_locked(project, output.index):
        free = changing(lambda now: unlock_output(now, output.index))
        st.button(t("timeline.unlock"), key=key, icon=":material/lock_open:", on_click=free)
        return
    st.button(
        t("timeline.lock"),
        key=key,
        icon=":material/lock:",
        help=t("timeline.lock_video.help"),
        on_click=changing(lambda now: lock_output(now, output.index, output.draws, output.start)),
    )


def show_failure(project: Project, output: PlannedOutput) -> None:
    """Show why there is no timeline of an output, with a link to what mends it."""
    error = output.error
    if error is not None:
        show_placed(placed(project, Problem(path=error.where, message=error.message, hint=error.hint)))


def _show(project: Project, output: PlannedOutput, *, at_work: bool) -> None:
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            length = "" if output.timeline is None else f" :gray[{float(output.timeline.duration):.1f} s]"
            st.markdown(f"**{output.index + 1}** · {plain(output.name)}{length}", width="stretch")
            if output.timeline is not None:
                with st.container(horizontal=True, width="content", gap="small"):
                    _buttons(project, output)
        if output.timeline is None:
            show_failure(project, output)
        else:
            run_every = _TICK if at_work else None
            key = f"timeline_strip_{output.index}"
            fragment(_strip, run_every=run_every, key=key)(output, at_work, iter((True,)))


def _buttons(project: Project, output: PlannedOutput) -> None:
    key = f"timeline_sheet_{output.index}"
    st.button(
        t("timeline.open"),
        key=f"{key}_open",
        icon=":material/view_timeline:",
        on_click=_open,
        args=(project.id, output),
    )
    st.button(
        t("timeline.draw_again"),
        key=f"{key}_again",
        icon=":material/casino:",
        help=t("timeline.draw_video.help"),
        disabled=is_locked(project, output.index),
        on_click=changing(lambda now: draw_all_of(now, output)),
    )
    show_lock(project, output, f"{key}_lock")


def _open(project: str, output: PlannedOutput) -> None:
    show_video(project, output.index)
    st.session_state[VIEW] = "one"


def _strip(output: PlannedOutput, at_work: bool, first: Iterator[bool]) -> None:
    """Show the strip of a video, or go on making it.

    Args:
        output: with a timeline.
        at_work: whether it is the one that is being made.
        first: has an item in the run of the whole page, which does not wait for it.
    """
    timeline = output.required_timeline()
    found = None
    with boundary():
        if at_work and not next(first, False):
            strips().make(timeline, _BUDGET)
        found = strips().find(timeline)
        if isinstance(found, S2VError):
            explain(found)
        elif found is not None:
            st.image(str(found), alt=t("timeline.strip_alt", number=output.index + 1))
        else:
            st.caption(f":material/hourglass_top: {t('timeline.strip_making')}")
    if at_work and found is not None:
        st.rerun()  # on to the next one

"""Timeline: what each video will show and say, before it is made."""

from __future__ import annotations

import streamlit as st

from pages.widgets.guard import page_guard

page_guard(__file__)

from pages.widgets.i18n import t  # noqa: E402
from pages.widgets.parts import next_step, required_project  # noqa: E402
from pages.widgets.problems import callback, show_placed  # noqa: E402
from pages.widgets.projects import changing  # noqa: E402
from pages.widgets.timeline.decisions import draw_all_of, listed, show_fixed  # noqa: E402
from pages.widgets.timeline.editor import name_asset, show_video_editor  # noqa: E402
from pages.widgets.timeline.plans import plan_of  # noqa: E402
from pages.widgets.timeline.player import begin_draft, player  # noqa: E402
from pages.widgets.timeline.sheet import VIEW, show_failure, show_lock, show_sheet  # noqa: E402
from pages.widgets.timeline.view import show_video, view_of  # noqa: E402
from s2v_core.planning import Plan, PlannedOutput  # noqa: E402
from s2v_core.projects import Project, is_locked, placed  # noqa: E402

MOST_REMARKS = 8


def choose_view(plan: Plan) -> str:
    """Show the choice between one video and all of them, if there are several."""
    if len(plan.outputs) == 1:
        return "one"
    st.session_state.setdefault(VIEW, "one")
    st.segmented_control(
        t("timeline.view"),
        ["one", "all"],
        key=VIEW,
        required=True,
        format_func=lambda view: t("timeline.view.one") if view == "one" else t("timeline.view.all"),
        label_visibility="collapsed",
    )
    return str(st.session_state[VIEW])


def choose_video(project: Project, plan: Plan, index: int) -> None:
    """Show the choice of the video, and the ways to the ones beside it."""
    if len(plan.outputs) == 1:
        return
    names = {output.index: f"{output.index + 1} · {output.name}" for output in plan.outputs}
    st.session_state["timeline_video"] = index
    for step, icon in ((-1, "chevron_left"), (1, "chevron_right")):
        label = t("timeline.previous") if step < 0 else t("timeline.next")
        st.button(
            label,
            key=f"timeline_step_{icon}",
            icon=f":material/{icon}:",
            disabled=index + step not in names,
            on_click=show_video,
            args=(project.id, index + step),
        )
    st.selectbox(
        t("timeline.video"),
        list(names),
        format_func=names.__getitem__,
        key="timeline_video",
        on_change=lambda: show_video(project.id, st.session_state["timeline_video"]),
        label_visibility="collapsed",
        width=200,
    )


def video_buttons(project: Project, output: PlannedOutput) -> None:
    """Show what can be done with a whole video."""
    st.button(
        t("timeline.draw_again"),
        key="timeline_draw_video",
        icon=":material/casino:",
        help=t("timeline.draw_video.help"),
        disabled=is_locked(project, output.index),
        on_click=changing(lambda project: draw_all_of(project, output)),
    )
    show_lock(project, output, "timeline_lock_video")
    play = callback(begin_draft)
    st.button(
        t("timeline.play"), key="timeline_play", icon=":material/play_circle:", on_click=play, args=(output.index,)
    )


def show_one(project: Project, plan: Plan) -> None:
    output = plan.outputs[view_of(project.id, len(plan.outputs)).output]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="timeline_toolbar"):
        choose_video(project, plan, output.index)
        if output.timeline is not None:
            video_buttons(project, output)
    if output.timeline is None:
        show_failure(project, output)
    else:
        show_video_editor(project, output, len(plan.outputs))


def show_remarks(project: Project, plan: Plan) -> None:
    """Show what was noticed while planning, and what is fixed."""
    if plan.problems:
        shown = st.expander(
            t("timeline.remarks", count=len(plan.problems)),
            icon=":material/info:",
            key="timeline_remarks",
            on_change="rerun",
        )
        if shown.open:
            with shown:
                for problem in plan.problems[:MOST_REMARKS]:
                    show_placed(placed(project, problem))
    fixed = len(listed(project))
    if fixed:
        shown = st.expander(
            t("timeline.fixed", count=fixed), icon=":material/lock:", key="timeline_fixed", on_change="rerun"
        )
        if shown.open:
            with shown:
                show_fixed(project, name_asset)


project = required_project("timeline")
plan = plan_of(project)
if plan is not None:
    if choose_view(plan) == "all":
        show_sheet(project, plan)
    else:
        show_one(project, plan)
    show_remarks(project, plan)
next_step("timeline")
player.show()

"""The dialog in which a draft of a video is made and played."""

from __future__ import annotations

import streamlit as st

from pages.widgets.dialogs import dialog
from pages.widgets.i18n import t
from pages.widgets.problems import callback, explain, fragment
from pages.widgets.projects import current_project
from pages.widgets.timeline.drafts import drafts
from pages.widgets.timeline.plans import known_plan
from s2v_core.errors import S2VError
from s2v_core.timeline import Timeline

__all__ = ["begin_draft", "player"]

_TICK = 0.6
_HIGHEST, _WIDEST = 520, 640


@dialog("timeline.draft_title", wide=True)
def player(index: int) -> None:
    """Play the draft of a video."""
    timeline = _timeline(index)
    if timeline is None:
        st.caption(t("timeline.draft_gone"))
        return
    working = drafts().state(timeline).state == "working"
    fragment(_play, run_every=_TICK if working else None, key="timeline_draft")(timeline, index, working)


def begin_draft(index: int) -> None:
    """Have the draft of a video made, and open the dialog; in a callback."""
    timeline = _timeline(index)
    if timeline is not None:
        drafts().begin(timeline)
    player.open(index)


def _timeline(index: int) -> Timeline | None:
    project = current_project()
    plan = None if project is None else known_plan(project)
    return plan.outputs[index].timeline if plan is not None and index < len(plan.outputs) else None


def _play(timeline: Timeline, index: int, working: bool) -> None:
    now = drafts().state(timeline)
    if working and now.state != "working":
        st.rerun()  # nothing more to wait for
    if now.state == "ready":
        width = min(_WIDEST, round(_HIGHEST * timeline.canvas.width / timeline.canvas.height))
        st.video(str(now.file), autoplay=True, width=width, alt=t("timeline.draft_alt", number=index + 1))
        st.caption(t("timeline.draft_note"))
        return
    if now.state == "working":
        st.progress(now.progress, t("timeline.draft_working"))
        stop = callback(lambda: drafts().stop(timeline))
        st.button(t("timeline.draft_stop"), key="timeline_draft_stop", icon=":material/stop_circle:", on_click=stop)
        return
    if isinstance(now.error, S2VError):
        explain(now.error)
    elif now.error is not None:
        raise now.error
    again = callback(lambda: drafts().begin(timeline))
    st.button(t("timeline.draft_again"), key="timeline_draft_again", icon=":material/play_circle:", on_click=again)

"""A real frame of the planned first output, beside the settings that change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.widgets.i18n import t
from pages.widgets.pictures import jpeg
from pages.widgets.problems import fragment
from pages.widgets.services import services
from s2v_core.projects import Project

if TYPE_CHECKING:
    from pages.widgets.preview.samples import Samples
    from s2v_core.timeline import Timeline

__all__ = ["frame_preview", "preview_samples"]

_HIGHEST, _WIDEST = 520, 640
"""Of the picture, in pixels of the page."""
_QUALITY = 88


def frame_preview(
    project: Project,
    *,
    key: str,
    focus: str = "",
    timeline: Timeline | None = None,
    moment: bool = True,
    sticky: bool = False,
) -> None:
    """Show a frame of the first output as the settings are now; what keeps it from being made is said in its place.

    Moving through the video reruns nothing else. Call it last, in a container of before: what comes earlier in the page
    is there already while the picture is made. Nothing is spoken for it; texts that nobody has listened to last about
    as long as they will.

    Args:
        project: the open project.
        key: of its controls; unique in the studio, so begin it with the page's.
        focus: what it is about, to show a moment where that is seen, with a sample where the project has none:
            ``captions``, ``title``, a level of sub-headings (``1`` to ``5``), ``sticker``, ``transition``; or nothing.
        timeline: an output that is planned already, to show instead.
        moment: whether there is a control to move through the video.
        sticky: whether it stays in sight while its column is scrolled.
    """
    with st.container(key=f"{key}_preview"):
        if sticky:
            st.html(f"<style>.st-key-{key}_preview {{ position: sticky; top: 4.5rem; }}</style>")
        fragment(_show)(project, key, focus, timeline, moment)


def preview_samples() -> Samples:
    """Return what stands in for missing content, in the language of the session."""
    from pages.widgets.preview.samples import Samples, neutral_pictures

    pictures = neutral_pictures(services().cache)
    return Samples(t("preview.sample.title"), t("preview.sample.sub_heading"), t("preview.sample.script"), pictures)


def _show(project: Project, key: str, focus: str, timeline: Timeline | None, moment: bool) -> None:
    desk = services().previews
    look = desk.look(project, focus, preview_samples(), timeline)
    canvas = look.timeline.canvas
    picture = st.container(width=min(_WIDEST, round(_HIGHEST * canvas.width / canvas.height)))
    start = round(look.moment, 1)
    at = _moment(f"{key}_moment_{focus}_{start}", start, look.seconds) if moment else start
    shown = desk.frame(look, look.moment if at == start else at, ahead=at != start)
    picture.image(jpeg(shown, _QUALITY), width="stretch", alt=t("preview.alt"))
    if look.neutral:
        st.caption(t("preview.neutral"))


def _moment(name: str, start: float, seconds: float) -> float:
    """Show the control that moves through the video; the moment in its key resets it when that changes."""
    last = round(seconds, 1)
    if last <= start:
        return start
    return float(st.slider(t("preview.moment"), 0.0, last, start, 0.1, key=name, format="%.1f s"))

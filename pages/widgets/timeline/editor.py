"""One video of the open project: its frame, what is selected, its visual timeline, and its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import streamlit as st

from pages.widgets.i18n import t
from pages.widgets.listen import voice_name
from pages.widgets.pictures import jpeg
from pages.widgets.preview.frame import preview_samples
from pages.widgets.problems import boundary, callback, fragment
from pages.widgets.projects import current_project
from pages.widgets.services import services
from pages.widgets.timeline.clips import TRACKS, Clip, clips_of, lanes_of, rows_of, short_name
from pages.widgets.timeline.component import Lane, Picked, Shown, show_timeline
from pages.widgets.timeline.decisions import decisions_of, tell_unchanged
from pages.widgets.timeline.panel import show_panel
from pages.widgets.timeline.pictures import Opening, stills
from pages.widgets.timeline.view import View, first_clip, look_at, view_of
from pages.widgets.timeline.words import call_value
from s2v_core.planning import PlannedOutput
from s2v_core.projects import Project

__all__ = ["name_asset", "show_video_editor"]

_HIGHEST, _WIDEST = 400, 520
"""Of the picture, in pixels of the page."""
_BUDGET = 0.12
"""Seconds that a run may spend on small pictures."""
_COMPONENT = "timeline_tracks"
_SHOWN = ("kind", "what", "start", "end", "transition", "begin")
"""Columns of the table unless others are asked for; those on the right are out of sight in a narrow window."""


def name_asset(media: str) -> str:
    """Return what people call an asset."""
    if "/" in media.removeprefix("media://") or media.startswith("pool:") or "\\" in media:
        return short_name(media)
    known = services().library.assets_by_id([media.removeprefix("media://")])
    return next((asset.name for asset in known.values()), short_name(media))


def show_video_editor(project: Project, output: PlannedOutput, count: int) -> None:
    """Show a planned video. It runs on its own: looking around reruns nothing else.

    Args:
        project: the open project.
        output: with a timeline.
        count: of all videos.
    """
    tell_unchanged(output)
    fragment(_editor, key="timeline_editor")(project, output, count)


def _editor(project: Project, output: PlannedOutput, count: int) -> None:
    now = current_project()
    if now is None or now.revision != project.revision:
        st.rerun()  # a change: it has to be planned again
    view = view_of(project.id, count)
    clips = _named(clips_of(output, cache(name_asset)))
    clip, moment = first_clip(clips, view)
    canvas = output.required_timeline().canvas
    width = min(_WIDEST, round(_HIGHEST * canvas.width / canvas.height))
    with st.container(horizontal=True, gap="medium"):
        with st.container(width=width), boundary():
            _show_frame(project, output, moment, ahead=view.moment is not None)
        with st.container(width="stretch"):
            show_panel(project, output, clips, clip, name_asset)
    _show_tracks(project, output, clips, clip, moment, view)
    _show_table(clips, clip, view)


def _named(clips: list[Clip]) -> list[Clip]:
    return [replace(clip, name=voice_name(clip.name)) if clip.track == "voice" else clip for clip in clips]


def _show_frame(project: Project, output: PlannedOutput, moment: float, *, ahead: bool) -> None:
    desk = services().previews
    look = desk.look(project, f"output {output.index}", preview_samples(), output.required_timeline())
    shown = jpeg(desk.frame(look, moment, ahead=ahead), 88)
    st.image(shown, width="stretch", alt=t("timeline.frame_alt", moment=f"{moment:.2f}", number=output.index + 1))


def _show_tracks(
    project: Project, output: PlannedOutput, clips: Sequence[Clip], clip: Clip | None, moment: float, view: View
) -> None:
    timeline = output.required_timeline()
    missing = stills().make([_opening(each) for each in clips if each.track == "video"], _BUDGET)
    held = {one.key for one in decisions_of(project, output, output.draws) if one.locked is not None}

    def pick(picked: Picked) -> None:
        callback(lambda: look_at(view, clip=picked.clip, moment=picked.moment))()

    show_timeline(
        _COMPONENT,
        [lane for track in TRACKS for lane in _lanes(clips, track, held)],
        seconds=float(timeline.duration),
        frame=float(1 / timeline.rate),
        selected=clip.id if clip is not None else "",
        moment=moment,
        words={
            "zoom_in": t("timeline.zoom_in"),
            "zoom_out": t("timeline.zoom_out"),
            "fit": t("timeline.zoom_fit"),
            "playhead": t("timeline.playhead"),
            "timeline": t("timeline.tracks"),
            "fixed": t("timeline.fixed_clip"),
        },
        missing=missing,
        on_pick=pick,
    )
    st.caption(t("timeline.keys"))


def _lanes(clips: Sequence[Clip], track: str, held: set[str]) -> list[Lane]:
    lanes = lanes_of([clip for clip in clips if clip.track == track])
    called = t(f"timeline.track.{track}")
    labels = [called] if len(lanes) == 1 else [t(f"timeline.kind.{lane[0].kind}") for lane in lanes]
    return [
        (track, label, [_of(clip, bool(held.intersection(clip.decisions))) for clip in lane])
        for label, lane in zip(labels, lanes, strict=True)
    ]


def _of(clip: Clip, fixed: bool) -> Shown:
    label = clip.text if clip.track in ("text", "captions", "voice") else clip.name
    times = f"{clip.start:.1f}–{clip.end:.1f} s"
    return Shown(
        id=clip.id,
        start=clip.start,
        end=clip.end,
        label=label,
        title=f"{t(f'timeline.kind.{clip.kind}')}: {label} ({times})",
        picture=stills().find(_opening(clip)) or "" if clip.track == "video" else "",
        lap=clip.lap,
        fixed=fixed,
    )


def _opening(clip: Clip) -> Opening:
    return clip.media, None if clip.begin is None else round(clip.begin, 2)


def _show_table(clips: Sequence[Clip], clip: Clip | None, view: View) -> None:
    import pandas as pd

    rows = [_in_words(row) for row in rows_of(clips)]
    key = f"timeline_table_{view.output}"
    place = next((number for number, each in enumerate(clips) if clip is not None and each.id == clip.id), None)
    wanted: list[int] = [] if place is None else [place]
    st.session_state[key] = {"selection": {"rows": wanted, "columns": [], "cells": []}}

    def select() -> None:
        chosen: list[int] = st.session_state[key]["selection"]["rows"]
        found = clips[chosen[0]] if chosen and chosen[0] < len(clips) else None
        look_at(view, clip=found.id if found else "", moment=found.moment if found else None)

    st.dataframe(
        pd.DataFrame(rows, columns=list(_columns())),
        key=key,
        on_select=callback(select),
        selection_mode="single-row",
        column_config=_columns(),
        column_order=_SHOWN,
        hide_index=True,
        placeholder="",
        height=min(420, 38 + 35 * max(3, len(rows))),
    )


def _in_words(row: dict[str, Any]) -> dict[str, Any]:
    words = {"track": t(f"timeline.track.{row['track']}"), "kind": t(f"timeline.kind.{row['kind']}")}
    if row["transition"]:
        words["transition"] = call_value("transition", row["transition"])
    return row | words


def _columns() -> dict[str, Any]:
    def number(key: str, form: str = "%.2f") -> Any:
        return st.column_config.NumberColumn(t(f"timeline.column.{key}"), format=form, width=76)

    def text(key: str, width: int) -> Any:
        return st.column_config.TextColumn(t(f"timeline.column.{key}"), width=width)

    return {
        "track": text("track", 90),
        "kind": text("kind", 84),
        "start": number("start"),
        "end": number("end"),
        "duration": number("duration"),
        "what": text("what", 190),
        "begin": number("begin"),
        "transition": text("transition", 100),
        "speed": number("speed", "%.2f ×"),
    }

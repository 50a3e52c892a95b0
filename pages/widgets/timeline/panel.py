"""What is selected in the timeline, and what can be changed about it: kept in the project for this video."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from pages.widgets.fields import field
from pages.widgets.i18n import t
from pages.widgets.problems import plain, show_problems
from pages.widgets.projects import change
from pages.widgets.timeline.clips import Clip, NameOf, clip_at, unplaced
from pages.widgets.timeline.decisions import show_decisions
from s2v_core.planning import PlannedOutput
from s2v_core.projects import Project, move_shot, set_begin, set_caption

__all__ = ["begins", "can_move", "show_panel"]

_AT = "timeline_panel"
_STEP, _MOST_BEGINS = 0.05, 200


def show_panel(
    project: Project, output: PlannedOutput, clips: Sequence[Clip], clip: Clip | None, name_of: NameOf
) -> None:
    """Show what is selected and what can be done with it; with nothing selected, how to select something.

    Args:
        project: the open project.
        output, clips: the video.
        clip: what is selected.
        name_of: what people call an asset.
    """
    show_problems(_AT)
    if clip is None:
        st.caption(f":material/touch_app: {t('timeline.pick_something')}")
        keys = unplaced(output, clips)
    else:
        _show_head(clip)
        _show_edits(project, output, clips, clip)
        keys = clip.decisions
    if not keys:
        return
    if project.document.get("OutputConfig", {}).get("Count", 1) != 1:
        _show_scope()
    show_decisions(project, output, keys, name_of, at=_AT)


def can_move(project: Project, slots: Sequence[str], slot: str, step: int) -> bool:
    """Return whether a shot can change places with the next one (-1: the one before).

    In segments, pictures belong to what is spoken, so that shots stay in their node.
    """
    there = slots.index(slot) + step
    if not 0 <= there < len(slots):
        return False
    return project.mode == "global" or slots[there].rpartition(".")[0] == slot.rpartition(".")[0]


def begins(earliest: float, latest: float, now: float) -> list[float]:
    """Return the moments of a video that a shot can begin with, in seconds: evenly spread, and the present one.

    The present one has to be among them, or the browser would take the nearest one for a change.
    """
    count = min(_MOST_BEGINS, int((latest - earliest) / _STEP))
    spread = {round(earliest + (latest - earliest) * number / count, 2) for number in range(count + 1)} if count else ()
    return sorted({*spread, round(now, 2)})


def _show_head(clip: Clip) -> None:
    kind = t(f"timeline.kind.{clip.kind}")
    times = t("timeline.times", start=f"{clip.start:.2f}", end=f"{clip.end:.2f}", duration=f"{clip.duration:.2f}")
    st.markdown(f"**{plain(clip.name)}**  \n:small[:gray[{kind} · {times}]]")


def _show_edits(project: Project, output: PlannedOutput, clips: Sequence[Clip], clip: Clip) -> None:
    if clip.track == "video" and clip.slot:
        _show_shot(project, output, clip)
    voice = clip if clip.track == "voice" else clip_at(clips, clip.voice)
    if voice is not None and voice.text:
        _show_caption(output, voice)


def _show_shot(project: Project, output: PlannedOutput, clip: Clip) -> None:
    if clip.room is not None and clip.begin is not None:
        media = output.draws[f"shot:{clip.slot}"]["Media"]
        moments = begins(*clip.room, clip.begin)
        if len(moments) > 1:
            field(
                st.select_slider,
                t("timeline.begin"),
                name=f"timeline_begin_{output.index}_{clip.slot}",
                value=round(clip.begin, 2),
                save=lambda now, begin: set_begin(now, output.index, clip.slot, media, begin),
                options=moments,
                format_func=lambda begin: f"{begin:.2f} s",
                help=t("timeline.begin.help"),
            )
    with st.container(horizontal=True, gap="small"):
        for step, name, icon in ((-1, "earlier", "arrow_back"), (1, "later", "arrow_forward")):
            st.button(
                t(f"timeline.move.{name}"),
                key=f"timeline_{name}",
                icon=f":material/{icon}:",
                disabled=not can_move(project, output.shots, clip.slot, step),
                on_click=partial(_move, output, clip.slot, step),
            )


def _move(output: PlannedOutput, slot: str, step: int) -> None:
    change(lambda project: move_shot(project, output.index, output.shots, slot, step), at=_AT)


def _show_caption(output: PlannedOutput, voice: Clip) -> None:
    field(
        st.text_area,
        t("timeline.caption"),
        name=f"timeline_caption_{output.index}_{voice.id}",
        value=voice.caption,
        save=lambda now, text: set_caption(now, output.index, voice.slot, text, script=voice.text, draws=output.draws),
        height=100,
        help=t("timeline.caption.help"),
    )


def _show_scope() -> None:
    st.segmented_control(
        t("timeline.scope"),
        ["one", "all"],
        key="timeline_scope",
        default="one",
        required=True,
        format_func=lambda scope: t(f"timeline.scope.{scope}"),
    )

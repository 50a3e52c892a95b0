"""Making more like a finished batch or video: asked for in a dialog, prepared in the project, started on its page."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.widgets.dialogs import close_dialog, dialog, dialog_buttons
from pages.widgets.i18n import t
from pages.widgets.navigation import go_to
from pages.widgets.problems import plain
from pages.widgets.projects import current_project, save_project
from s2v_core.job import limits
from s2v_core.projects import Project, keepable, keeping, redraw_all, value_of, with_more_outputs

__all__ = ["more"]

_WAYS = ("like", "more", "fresh")
_FIRST_KEPT = ("title", "subheading", "script", "music")
_COUNT = "OutputConfig.Count"


@dialog("results.more_title", wide=True)
def more(name: str, draws: dict[str, Any]) -> None:
    """Ask what more is wanted.

    Args:
        name: of the video that is looked at.
        draws: what was drawn for that.
    """
    project = current_project()
    if project is None:
        return
    count = value_of(project, _COUNT)
    left = limits.COUNT[1] - count
    ways = [way for way in _WAYS if way != "more" or left]
    way = st.radio(
        t("results.more.which"),
        ways,
        key="results_more_way",
        format_func=lambda each: f"**{t(f'results.more.{each}')}**",
        captions=[t(f"results.more.{each}.help", count=count, name=plain(name)) for each in ways],
        label_visibility="collapsed",
    )
    kept = _ask_kept(draws) if way == "like" else []
    extra = _ask_extra(left) if way == "more" else 0

    def prepare() -> None:
        save_project(_prepared(project, way, draws, kept, extra))
        close_dialog()
        go_to("render")

    dialog_buttons(t("results.more.prepare"), prepare, key="results_more")


def _ask_kept(draws: dict[str, Any]) -> list[str]:
    options = list(keepable(draws))
    chosen = st.pills(
        t("results.more.keep"),
        options,
        selection_mode="multi",
        default=[each for each in options if each in _FIRST_KEPT],
        format_func=lambda each: t(f"results.keep.{each}"),
        key="results_more_keep",
    )
    return list(chosen)


def _ask_extra(left: int) -> int:
    return int(st.number_input(t("results.more.extra"), 1, left, min(3, left), step=1, key="results_more_extra"))


def _prepared(project: Project, way: str, draws: dict[str, Any], kept: list[str], extra: int) -> Project:
    if way == "more":
        return with_more_outputs(project, extra)
    return redraw_all(keeping(project, draws, kept) if way == "like" else project)

"""What a script node says of itself: its name, how long it lasts, how its footage is cut and how loud it is."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.widgets.fields import field
from pages.widgets.i18n import t
from s2v_core.job.limits import LONGEST_NAME, LONGEST_SECONDS, SHORTEST_SHOT, VOLUME
from s2v_core.projects import (
    DurationMode,
    Project,
    duration_mode_of,
    rename_node,
    set_duration,
    set_split_mode,
    set_volume,
)
from s2v_core.projects.nodes import group_of

__all__ = ["node_length", "node_name", "node_shots", "node_volume"]

_MODES: tuple[DurationMode, ...] = ("voiceover", "fixed", "asset")
_SPLITS = ("AverageSplit", "NoSplit")


def node_name(project: Project, node: str) -> None:
    """Show the name of a node."""
    field(
        st.text_input,
        t("nodes.name"),
        name=f"nodes_name_{node}",
        value=str(group_of(project, node).get("GroupName", "")),
        save=lambda now, name: rename_node(now, node, name),
        max_chars=LONGEST_NAME,
    )


def node_length(project: Project, node: str) -> None:
    """Show what sets the length of a node of a segmented project."""
    mode = duration_mode_of(project, node)
    field(
        st.radio,
        t("nodes.length"),
        name=f"nodes_mode_{node}",
        value=mode,
        save=lambda now, wanted: set_duration(now, node, wanted),
        options=_MODES,
        format_func=lambda one: t(f"nodes.mode.{one}"),
        captions=[t(f"nodes.mode.{one}.help") for one in _MODES],
    )
    if mode != "voiceover":
        field(
            st.number_input,
            t(f"nodes.seconds.{mode}"),
            name=f"nodes_seconds_{node}",
            value=float(group_of(project, node).get("Duration", 5)),
            save=lambda now, seconds: set_duration(now, node, mode, seconds),
            min_value=SHORTEST_SHOT,
            max_value=float(LONGEST_SECONDS),
            step=0.5,
            format="%g",
            width=220,
        )
        if project.aside.get(node):
            st.caption(f":material/inventory_2: {t('nodes.texts_aside', count=len(project.aside[node]))}")


def node_shots(project: Project, node: str) -> None:
    """Show how the time of a node of a segmented project is filled with footage."""
    field(
        st.radio,
        t("nodes.split"),
        name=f"nodes_split_{node}",
        value=group_of(project, node).get("SplitMode", _SPLITS[0]),
        save=lambda now, wanted: set_split_mode(now, node, wanted),
        options=_SPLITS,
        format_func=lambda one: t(f"nodes.split.{one}"),
        captions=[t(f"nodes.split.{one}.help") for one in _SPLITS],
    )


def node_volume(project: Project, node: str) -> None:
    """Show how loud the footage of a node is."""
    given = group_of(project, node).get("Volume")
    field(
        partial(st.number_input, value=None),
        t("nodes.volume"),
        name=f"nodes_volume_{node}",
        value=None if given is None else float(given),
        save=lambda now, volume: set_volume(now, node, volume),
        min_value=float(VOLUME[0]),
        max_value=float(VOLUME[1]),
        step=0.1,
        format="%g",
        placeholder=t("nodes.volume.empty"),
        help=t("nodes.volume.help"),
        width=220,
    )

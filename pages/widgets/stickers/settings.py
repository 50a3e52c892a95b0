"""Where a sticker stands, how large it is and how much shines through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from pages.widgets.assets.facts import Facts
from pages.widgets.fields import field
from pages.widgets.i18n import t
from pages.widgets.projects import change
from s2v_core.projects import (
    SPOTS,
    Project,
    Spot,
    StickerBox,
    box_of,
    change_sticker,
    place_sticker,
    resize_sticker,
    set_sticker_times,
    spot_of,
    sticker_ids,
    stickers,
)

__all__ = ["sticker_settings"]

_STEP = 0.1
_OVER = 0.001
"""Part of the picture by which a sticker may reach over its edge, from rounding, and nobody sees it."""
_FIELDS = {"X": "x", "Y": "y", "Width": "width", "Height": "height"}


def sticker_settings(project: Project, sticker: str, facts: Facts) -> None:
    """Show the controls for one sticker.

    Args:
        project: the open one.
        sticker: its id.
        facts: about its image.
    """
    given = dict(zip(sticker_ids(project), stickers(project), strict=True))[sticker]
    natural = (facts.width, facts.height)
    box = box_of(project, given, natural)
    st.markdown(f"**{t('stickers.place')}**")
    _spots(sticker, natural, spot_of(project, box))
    if max(box.x + box.width, box.y + box.height) > 1 + _OVER:
        st.caption(f":orange[:material/crop: {t('stickers.outside')}]")
    percent = max(1, round(100 * box.width))
    opacity = min(max(round(100 * float(given.get("Opacity", 1))), 0), 100)
    field(
        st.slider,
        t("stickers.size"),
        name="stickers_size",
        value=percent,
        save=lambda project, entered: resize_sticker(project, sticker, entered / 100, natural),
        min_value=1,
        max_value=max(100, percent),
        format="%d%%",
        help=t("stickers.size_help"),
    )
    field(
        st.slider,
        t("stickers.opacity"),
        name="stickers_opacity",
        value=opacity,
        save=lambda project, entered: change_sticker(project, sticker, {"Opacity": entered / 100}),
        min_value=0,
        max_value=100,
        step=5,
        format="%d%%",
    )
    exact = st.expander(t("stickers.exact"), icon=":material/straighten:", key="stickers_exact", on_change="rerun")
    if exact.open:
        with exact:
            _numbers(sticker, given, box)
    _times(sticker, given.get("S2V") or {})


def _spots(sticker: str, natural: tuple[int, int], now: Spot | None) -> None:
    """Show the nine places as they lie on the picture."""

    def place(spot: Spot) -> None:
        change(lambda project: place_sticker(project, sticker, spot, natural))

    with st.container(gap="xsmall", key="stickers_spots"):
        for row in range(3):
            for column, spot in zip(st.columns(3, gap="xsmall"), SPOTS[3 * row : 3 * row + 3], strict=True):
                column.button(
                    t(f"stickers.spot.{spot}"),
                    key=f"stickers_spot_{spot}",
                    type="primary" if spot == now else "secondary",
                    width="stretch",
                    on_click=place,
                    args=(spot,),
                )


def _numbers(sticker: str, given: dict[str, Any], box: StickerBox) -> None:
    """Show its edges and sizes as percents of the picture; no height: as its image asks for."""
    for names in (("X", "Y"), ("Width", "Height")):
        for column, name in zip(st.columns(2), names, strict=True):
            free = name == "Height" and given.get("Height") is None
            with column:
                _number(sticker, name, None if free else round(100.0 * getattr(box, _FIELDS[name]), 2))


def _times(sticker: str, times: Mapping[str, Any]) -> None:
    """Show from when to when it is seen; nothing: from the beginning, to the end."""
    start, end = times.get("TimelineIn"), times.get("TimelineOut")
    left, right = st.columns(2)
    with left:
        _seconds("in", start, "start", lambda project, entered: set_sticker_times(project, sticker, entered, end))
    with right:
        _seconds("out", end, "end", lambda project, entered: set_sticker_times(project, sticker, start, entered))
    if start is None and end is None:
        st.caption(f":material/schedule: {t('stickers.whole')}")


def _seconds(name: str, value: float | None, empty: str, save: Callable[[Project, float | None], Project]) -> None:
    field(
        partial(st.number_input, value=None),
        t(f"stickers.time.{name}"),
        name=f"stickers_{name}",
        value=None if value is None else float(value),
        save=save,
        step=0.5,
        format="%.1f",
        placeholder=t(f"stickers.time.{empty}"),
    )


def _number(sticker: str, name: str, percent: float | None) -> None:
    def save(project: Project, entered: float | None) -> Project:
        return change_sticker(project, sticker, {name: None if entered is None else round(entered / 100, 4)})

    field(
        partial(st.number_input, value=None),  # so that it can be cleared
        t(f"stickers.exact.{_FIELDS[name]}"),
        name=f"stickers_{_FIELDS[name]}",
        value=percent,
        save=save,
        step=_STEP,
        format="%.1f",
        placeholder=t("stickers.exact.free") if name == "Height" else None,
    )

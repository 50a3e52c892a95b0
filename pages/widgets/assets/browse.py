"""Finding assets of the library: search, kinds, tags and pages of results."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from pages.widgets.i18n import t
from pages.widgets.pictures import no_picture, picture
from pages.widgets.services import services
from s2v_core.errors import MediaError
from s2v_core.media.info import MediaKind
from s2v_core.media.library import Asset, Filter, Page

__all__ = ["ICONS", "asset_image", "asset_picture", "browse", "pages_of", "to_first_page"]

ICONS: Mapping[str, str] = {"video": "movie", "image": "image", "animation": "gif_box", "audio": "music_note"}
"""Material symbols of the kinds of assets."""

_PICTURE = (320, 180)


def browse(key: str, kinds: Collection[MediaKind], per_page: int, **more: Any) -> Page:
    """Show the controls that find assets and return the page of them that is to be shown.

    Args:
        key: of the place that this is shown in.
        kinds: what may be found; none: everything.
        per_page: how many are shown at once.
        more: further conditions, as fields of `Filter`.
    """
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    left.text_input(
        t("assets.search"),
        key=f"{key}_search",
        type="search",
        live=True,
        placeholder=t("assets.search_example"),
        icon=":material/search:",
        on_change=to_first_page,
        args=(key,),
    )
    tags = services().library.tags()
    right.multiselect(
        t("assets.tags"),
        list(tags),
        key=f"{key}_tags",
        placeholder=t("assets.tags_any"),
        disabled=not tags,
        on_change=to_first_page,
        args=(key,),
    )
    if len(kinds) != 1:
        _choose_kinds(key, kinds)
    wanted = Filter(
        text=st.session_state.get(f"{key}_search") or "",
        kinds=tuple(st.session_state.get(f"{key}_kinds") or kinds),
        tags=tuple(st.session_state.get(f"{key}_tags") or ()),
        offset=(st.session_state.get(f"{key}_page", 1) - 1) * per_page,
        limit=per_page,
        **more,
    )
    found = services().library.assets(wanted)
    if found.assets or not wanted.offset:
        return found
    return services().library.assets(replace(wanted, offset=0))  # it has become shorter


def _choose_kinds(key: str, kinds: Collection[MediaKind]) -> None:
    st.pills(
        t("assets.kinds"),
        [kind for kind in ICONS if not kinds or kind in kinds],
        selection_mode="multi",
        key=f"{key}_kinds",
        format_func=lambda kind: f":material/{ICONS[kind]}: {t(f'assets.kind.{kind}')}",
        label_visibility="collapsed",
        on_change=to_first_page,
        args=(key,),
    )


def to_first_page(key: str) -> None:
    """Show the first page of what is found from now on; a callback of controls that find."""
    st.session_state.pop(f"{key}_page", None)


def pages_of(key: str, total: int, per_page: int) -> None:
    """Show the way to the other pages of what ``browse`` found, if there are any."""
    if total > per_page:
        st.pagination(-(-total // per_page), key=f"{key}_page")


def asset_picture(asset: Asset) -> Path | None:
    """Return a small picture of an asset; of sound its waveform. None if there is none."""
    if asset.kind != "audio":
        return picture(asset.reference, _PICTURE)
    try:
        return services().library.thumbnail(asset.id, _PICTURE)
    except MediaError:  # the state of the asset says what is wrong with it
        return None


def asset_image(asset: Asset) -> None:
    """Show the small picture of an asset."""
    shown = asset_picture(asset) or no_picture(damaged=asset.state != "ready")
    st.image(str(shown), width="stretch", alt=asset.name)

"""Looking at one asset and listening to it, in the browser where that can play it, and else by its pictures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from pages.widgets.assets.facts import Facts
from pages.widgets.i18n import t
from pages.widgets.problems import explain, fragment
from pages.widgets.services import services
from s2v_core.errors import MediaError
from s2v_core.media import Assets, MediaInfo, thumbnail

__all__ = ["play"]

_TYPES: Mapping[str, str] = {
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
}
"""What browsers play, by the suffixes that the library gives to stored content."""
_CODECS = frozenset({"h264", "vp8", "vp9", "av1"})
_LARGEST = 48_000_000
"""Bytes of a file that is played: the server holds it in memory for as long as it is shown."""
_SHOWN = (640, 360)


def play(facts: Facts, key: str, *, autoplay: bool = False) -> None:
    """Show an asset so that people can judge it: a player, or a picture of any moment; of stills the picture.

    Args:
        facts: about the asset.
        key: of the place that this is shown in.
        autoplay: begin at once, if it is a sound.
    """
    try:
        here = services()
        assets = Assets(here.settings, trusted=here.local)
        info, path = assets.info(facts.reference), assets.path(facts.reference)
    except MediaError as error:
        explain(error)
        return
    suffix = path.suffix.lower()
    playable = suffix in _TYPES and info.size <= _LARGEST
    if info.kind == "audio":
        if playable:
            st.audio(str(path), format=_TYPES[suffix], autoplay=autoplay)
        else:
            st.caption(t("assets.not_played"))
    elif info.kind == "video" and playable and info.codec in _CODECS:
        wide = min(_SHOWN[0], round(_SHOWN[1] * info.width / info.height))
        st.video(str(path), format=_TYPES[suffix], width=max(200, wide))
    elif info.kind == "video":
        fragment(_moment, key=f"{key}_moment")(path, info, facts, key)
    else:
        _picture(path, info, facts)


def _moment(path: Path, info: MediaInfo, facts: Facts, key: str) -> None:
    """Show any moment of a film that browsers do not play."""
    end = max(0.1, (facts.duration or 0.0) - 0.1)
    moment = st.slider(t("assets.moment"), 0.0, end, key=f"{key}_at", step=0.1, format="%.1f s")
    _picture(path, info, facts, at=moment)


def _picture(path: Path, info: MediaInfo, facts: Facts, *, at: float | None = None) -> None:
    try:
        shown = thumbnail(path, info, size=_SHOWN, at=at, max_pixels=services().settings.max_pixels)
    except MediaError as error:
        explain(error)
    else:
        st.image(shown, alt=facts.name)

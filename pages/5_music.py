"""Music: the tracks of which each video takes one, and how loud they are below the voice."""

from __future__ import annotations

import streamlit as st

from pages.widgets.guard import page_guard

page_guard(__file__)

from pages.widgets.assets.picker import asset_picker  # noqa: E402
from pages.widgets.fields import field, setting  # noqa: E402
from pages.widgets.i18n import t  # noqa: E402
from pages.widgets.music.balance import balance_button  # noqa: E402
from pages.widgets.music.tracks import music_player, own_tracks, packaged_tracks  # noqa: E402
from pages.widgets.parts import next_step, required_project  # noqa: E402
from pages.widgets.style.sound import volumes  # noqa: E402
from s2v_core.job.limits import MUSIC_STYLES  # noqa: E402
from s2v_core.media.info import MediaKind  # noqa: E402
from s2v_core.projects import Project, add_music, music, set_value, value_of  # noqa: E402

SOUND: tuple[MediaKind, ...] = ("audio",)
VOLUME, STYLE = "EditingConfig.BackgroundMusicConfig.Volume", "EditingConfig.BackgroundMusicConfig.Style"


def set_music_on(project: Project, on: bool) -> Project:
    """Return the project with music of the usual loudness, or without."""
    return set_value(project, VOLUME, None if on else 0)


def mood_name(style: str) -> str:
    known = style in ("", *MUSIC_STYLES)
    return t(f"style.music.{style.removeprefix('bgm-') or 'any'}") if known else style


def drawing(project: Project) -> str:
    tracks, videos = len(music(project)), value_of(project, "OutputConfig.Count")
    if tracks == 0:
        return t("music.system")
    return t("music.one") if tracks == 1 else t("music.several", count=tracks, videos=videos)


def packaged(project: Project) -> None:
    style = value_of(project, STYLE)
    if not music(project):
        setting(
            st.pills,
            t("music.style"),
            STYLE,
            empty="",
            options=list(dict.fromkeys(["", *MUSIC_STYLES, style])),
            required=True,
            format_func=mood_name,
        )
        packaged_tracks(style)
        return
    shelf = st.expander(t("music.packaged"), icon=":material/library_music:", key="music_shelf", on_change="rerun")
    if shelf.open:
        with shelf:
            packaged_tracks("")


project = required_project("music")
on = field(st.toggle, t("music.on"), name="music_on", value=value_of(project, VOLUME) != 0, save=set_music_on)
if on:
    st.caption(drawing(project))
    music_player()
    if music(project):
        own_tracks(project)
    asset_picker("music_add", add_music, kinds=SOUND, label=t("music.add"), icon=":material/library_add:")
    packaged(project)
    st.subheader(t("music.loudness"), anchor=False)
    st.caption(t("music.always"))
    volumes(project)
    balance_button(project)
else:
    st.info(t("music.off"), icon=":material/music_off:")
next_step("music")

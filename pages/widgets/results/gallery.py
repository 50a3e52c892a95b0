"""The gallery of a batch, and the video that is looked at.

There is one player at a time: what is played lies in the memory of the server, unless the HTTP face is beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.widgets.face import address_of
from pages.widgets.i18n import size_text, t
from pages.widgets.jobs.words import duration_text
from pages.widgets.navigation import VISIT
from pages.widgets.pictures import picture
from pages.widgets.problems import callback, plain
from pages.widgets.results.drawn import show_drawn
from pages.widgets.results.files import LARGEST, Video
from pages.widgets.services import services

__all__ = ["PER_PAGE", "choose", "chosen", "show_gallery", "show_stage"]

PER_PAGE = 12

_CHOSEN, _SHOW = "_s2v_video", "_s2v_video_show"
_SCROLL = "document.querySelector('.st-key-results_stage')?.scrollIntoView({behavior: 'smooth'});"
_CARD, _SHORT_SIDE = 150, 240
_LARGEST = 200_000_000
"""Bytes of a video that is played here from memory."""
_UPRIGHT, _WIDE = 300, 440
"""Widths of the player, in pixels of the page."""


def chosen(job: str, videos: Sequence[Video]) -> Video:
    """Return the video that is looked at: the one that was chosen, or the first."""
    wanted = st.session_state.get(_CHOSEN, ("", 0))
    found = [video for video in videos if (job, video.index) == wanted]
    return (found or list(videos))[0]


def choose(job: str, index: int) -> None:
    """Look at a video from now on; in a callback."""
    st.session_state[_CHOSEN] = (job, index)
    st.session_state[_SHOW] = True
    st.session_state[VISIT] = (job, index)  # to be played at once, but not when somebody comes back to the page


def show_stage(video: Video, size: tuple[int, int]) -> None:
    """Show a video with what was drawn for it.

    Args:
        video: a finished one.
        size: width and height of the batch, in pixels.
    """
    with st.container(border=True, horizontal=True, gap="medium", key="results_stage"):
        with st.container(width=_UPRIGHT if size[1] > size[0] else _WIDE):
            _player(video)
        with st.container(width="stretch"):
            st.markdown(f"#### {plain(video.output.name)}")
            _facts(video)
            show_drawn(video.output.draws)
            _credits(video)
    if st.session_state.pop(_SHOW, False):  # it was chosen further down
        st.html(f"<script>{_SCROLL}</script>", unsafe_allow_javascript=True)


def show_gallery(job: str, videos: Sequence[Video], size: tuple[int, int], at: int) -> None:
    """Show a page of the batch as pictures, each with a button that brings it to the player.

    Args:
        job: the production.
        videos: all of its finished ones.
        size: width and height of the batch, in pixels.
        at: index of the video that is looked at.
    """
    page = min(int(st.session_state.get("results_page", 1)), _pages(videos))
    grid = st.grid("auto", min_column_width=_CARD, gap="small", border=True)
    for video in videos[(page - 1) * PER_PAGE : page * PER_PAGE]:
        with grid.cell(), st.container(gap="xsmall"):
            shown = picture(str(video.film), _poster(size)) if video.film else None
            if shown is not None:
                st.image(str(shown), width="stretch", alt=video.output.name)
            st.markdown(f":small[**{plain(video.output.name)}**]  \n:small[:gray[{duration_text(video.duration)}]]")
            st.button(
                t("results.watched") if video.index == at else t("results.watch"),
                key=f"results_watch_{video.index}",
                disabled=video.index == at,
                icon=":material/play_arrow:",
                width="stretch",
                on_click=callback(choose),
                args=(job, video.index),
            )
    if len(videos) > PER_PAGE:
        st.pagination(_pages(videos), key="results_page")


def _player(video: Video) -> None:
    film = video.film
    address = address_of(video.output, "video") if film is not None else None
    if film is not None and (address or video.size <= _LARGEST):
        tracks = video.captions if video.captions and st.session_state.get("results_captions") else None
        st.video(
            address or str(film),
            subtitles={t("results.captions"): tracks} if tracks else None,
            autoplay=st.session_state.get(VISIT) == (video.output.job, video.index),
            alt=video.output.name,
        )
    elif film is not None:
        st.info(t("results.too_large", size=size_text(video.size)), icon=":material/info:")
    elif video.timeline_only:
        st.info(t("results.timeline_only"), icon=":material/view_timeline:")
    elif not video.address:
        st.warning(t("results.gone"), icon=":material/folder_off:")
    if film is not None and (address or video.size <= LARGEST):
        _take_away(video)
    if video.address:
        st.caption(t("results.brought_to"))
        st.code(video.address, language=None, wrap_lines=True)
    elif film is not None and services().local:
        with st.popover(t("results.lies_at"), icon=":material/folder:", type="tertiary"):
            st.code(str(film), language=None, wrap_lines=True)


def _take_away(video: Video) -> None:
    """Offer the files of one video; they are read when somebody wants them."""
    with st.container(horizontal=True, vertical_alignment="center"):
        for role, label in (("Video", t("results.download")), ("Subtitles", t("results.download_captions"))):
            file = video.files.get(role)
            if file is None or not (role == "Video" or video.captions):
                continue
            address = address_of(video.output, role.lower(), download=True)
            if address:
                st.link_button(label, address, key=f"results_link_{role}", icon=":material/download:")
            else:
                st.download_button(
                    label,
                    data=file.read_bytes,
                    file_name=file.name,
                    mime="video/mp4" if role == "Video" else "application/x-subrip",
                    key=f"results_download_{role}",
                    icon=":material/download:",
                    on_click="ignore",
                )
    if video.captions:
        st.toggle(t("results.captions_on"), key="results_captions", help=t("results.captions_on.help"))


def _facts(video: Video) -> None:
    facts = [duration_text(video.duration), *([size_text(video.size)] if video.film else [])]
    st.caption(" · ".join(facts))


def _credits(video: Video) -> None:
    results = video.output.results
    if results is not None and results.credits:
        st.caption(t("results.credits"))
        st.markdown("  \n".join(plain(line) for line in results.credits))


def _poster(size: tuple[int, int]) -> tuple[int, int]:
    width, height = size
    scale = _SHORT_SIDE / min(width, height)
    return round(width * scale), round(height * scale)


def _pages(videos: Sequence[Video]) -> int:
    return -(-len(videos) // PER_PAGE)

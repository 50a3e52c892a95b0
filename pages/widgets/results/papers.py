"""Taking a batch away in one or a few files, and the papers that go with it: its job document and its manifest."""

from __future__ import annotations

import json
from collections.abc import Sequence

import streamlit as st

from pages.widgets.i18n import size_text, t
from pages.widgets.problems import boundary
from pages.widgets.results.files import LARGEST, Video, manifest_text, pack, volumes
from pages.widgets.services import services

__all__ = ["show_downloads", "show_papers"]


def show_downloads(job: str, videos: Sequence[Video]) -> None:
    """Show the buttons that download all videos of a production; what they give is packed when they are pressed."""

    def papers() -> dict[str, str]:
        manifest = _manifest(job)
        return {"manifest.json": manifest} if manifest else {}

    parts = volumes(videos)
    for number, part in enumerate(parts, 1):
        size, whole = size_text(part.size), len(parts) == 1
        st.download_button(
            t("results.download_all", size=size)
            if whole
            else t("results.download_part", number=number, count=len(parts), size=size),
            data=pack(part, papers, services().settings.cache_dir),
            file_name=f"{job}.zip" if whole else f"{job}_{number}.zip",
            mime="application/zip",
            key=f"results_zip_{number}",
            icon=":material/folder_zip:",
            on_click="ignore",
        )
    if any(video.size > LARGEST for video in videos):
        st.caption(t("results.left_out"))


def show_papers(job: str) -> None:
    """Show what a batch was made from, for those who make it elsewhere or keep records."""
    shelf = st.expander(t("results.papers"), icon=":material/data_object:", on_change="rerun", key="results_papers")
    if not shelf.open:
        return
    with shelf, boundary():
        _show_text("job", t("results.job"), t("results.job.help"), _document(job))
        manifest = _manifest(job)
        if manifest:
            _show_text("manifest", t("results.manifest"), t("results.manifest.help"), manifest)
        st.caption(t("results.number", id=job))


def _show_text(name: str, label: str, use: str, text: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{label}**  \n:small[{use}]", width="content")
        st.download_button(
            t("results.download"),
            data=text,
            file_name=f"{name}.json",
            mime="application/json",
            key=f"results_json_{name}",
            icon=":material/download:",
            on_click="ignore",
        )
    st.json(text, expanded=False)


def _document(job: str) -> str:
    return json.dumps(json.loads(services().jobs.request(job).document), ensure_ascii=False, indent=2)


def _manifest(job: str) -> str:
    return manifest_text(services().jobs, job, services().settings)

"""The pages of the studio: which there are, in which order, and links between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from pages.widgets.guard import aim_at
from pages.widgets.i18n import t
from s2v_core.job import Mode

__all__ = [
    "PLACES",
    "VISIT",
    "Place",
    "arrived_for",
    "begin_work",
    "build_navigation",
    "first_area",
    "go_to",
    "link",
    "next_place",
    "page_files",
]

VISIT = "_s2v_visit"
"""Key in the session of what a page keeps until another one is visited."""

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Place:
    """A page: its key (also its path in the URL), its section of the menu, its icon.

    ``project``: it works on the open project. ``mode``: it is of use in projects of that mode alone.
    """

    key: str
    section: str
    icon: str
    project: bool = False
    mode: Mode | None = None


PLACES = (
    Place("projects", "", "folder_open"),
    Place("nodes", "content", "account_tree", project=True),
    Place("broadcast", "content", "record_voice_over", project=True, mode="global"),
    Place("titles", "content", "title", project=True),
    Place("music", "content", "music_note", project=True),
    Place("stickers", "content", "add_reaction", project=True),
    Place("style", "look", "palette", project=True),
    Place("synthesis", "make", "aspect_ratio", project=True),
    Place("timeline", "make", "view_timeline", project=True),
    Place("render", "make", "movie_creation", project=True),
    Place("results", "make", "video_library", project=True),
    Place("library", "studio", "perm_media"),
    Place("jobs", "studio", "list_alt"),
    Place("storage", "studio", "cloud_upload"),
    Place("settings", "studio", "settings"),
)
"""Every page there will ever be; the menu shows those whose file is there."""

_BY_KEY = {place.key: place for place in PLACES}


def page_files() -> dict[str, str]:
    """Return the files of the pages that are there, by key, as paths from the folder of app.py."""
    return {path.stem.partition("_")[2]: f"pages/{path.name}" for path in (_ROOT / "pages").glob("[0-9]*_*.py")}


def build_navigation(mode: Mode | None) -> Any:
    """Show the menu and return the page to run.

    Args:
        mode: of the open project; None if there is none.
    """
    files = page_files()
    menu: dict[str, list[Any]] = {}
    for place in PLACES:
        if place.key in files:
            section = t(f"section.{place.section}") if place.section else ""
            menu.setdefault(section, []).append(_page(place, files[place.key], mode))
    return st.navigation(menu, expanded=True)


def link(
    key: str,
    label: str | None = None,
    *,
    icon: bool = True,
    help: str | None = None,  # noqa: A002
    parameters: Mapping[str, str] | None = None,
) -> None:
    """Show a link to a page, if that is there, with parameters in its URL; the page reads them by `arrived_for`."""
    file = page_files().get(key)
    if file is not None:
        shown = f":material/{_BY_KEY[key].icon}:" if icon else None
        st.page_link(file, label=label or t(f"nav.{key}"), icon=shown, help=help, query_params=parameters)


def arrived_for(name: str) -> str:
    """Return, once, what a link to this page asks for by a parameter of its URL; nothing if it does not."""
    wanted = st.query_params.get(name, "")
    if wanted:
        del st.query_params[name]
    return wanted


def first_area(key: str, areas: Sequence[str]) -> str | None:
    """Return the default of the control that chooses between the areas of this page: the first one.

    Where a link asks for another one, that is chosen, and there is no default, which would stand against it.
    """
    wanted = arrived_for("area")
    if wanted not in areas:
        return areas[0]
    st.session_state[key] = wanted
    return None


def begin_work() -> None:
    """Go to the first page about a project, if that is there; at the end of a callback."""
    go_to(next(place.key for place in PLACES if place.project))


def go_to(key: str, **parameters: str) -> None:
    """Go to a page with parameters in its URL, if that page is there; at the end of a callback."""
    file = page_files().get(key)
    if file is not None:
        aim_at(file, parameters)


def next_place(key: str, mode: Mode | None) -> Place | None:
    """Return the page that follows on the way to the videos; None after the last one."""
    files = page_files()
    steps = [place for place in PLACES if place.project and place.key in files and place.mode in (None, mode)]
    keys = [place.key for place in steps]
    following = keys.index(key) + 1 if key in keys else len(keys)
    return steps[following] if following < len(steps) else None


def _page(place: Place, file: str, mode: Mode | None) -> Any:
    fits = place.mode is None or mode is None or place.mode == mode
    return st.Page(
        file,
        title=t(f"nav.{place.key}"),
        icon=f":material/{place.icon}:",
        url_path=place.key,
        default=place.key == "projects",
        visibility="visible" if fits else "hidden",
        help=t(f"nav.{place.key}.help"),
    )

"""Parts that pages are made of: the head of a page, cards, and what is shown where there is nothing yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from pages.widgets.i18n import ago, t
from pages.widgets.navigation import begin_work, link, next_place
from pages.widgets.pictures import no_picture, picture
from pages.widgets.problems import callback, plain
from pages.widgets.projects import current_project, open_project, redo, undo
from pages.widgets.services import services
from s2v_core.projects import SAMPLES, Project

__all__ = ["card", "card_grid", "empty_state", "next_step", "page_head", "required_project"]

_CARD_WIDTH = 200


def page_head(key: str) -> None:
    """Show the title of a page and what it is for; the first thing on every page."""
    with st.container(gap=None, width="content"):
        st.title(t(f"nav.{key}"), anchor=False)
        st.caption(t(f"nav.{key}.help"))


def required_project(key: str) -> Project:
    """Show the head of a page about the open project, with undo and redo, and return that; without one, stop there."""
    project = current_project()
    if project is None:
        page_head(key)
        empty_state()
        st.stop()
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom", gap="xsmall", key="head"
    ):
        page_head(key)
        _toolbar(project)
    return project


def empty_state(text: str | None = None, *, icon: str = "folder_open", lead_on: bool = False) -> None:
    """Say that there is nothing here yet, with one button that leads on: "Open the sample project".

    Args:
        text: what is missing and what to do, in the language of the session; None: no project is open.
        icon: name of a Material symbol.
        lead_on: go on to the first page about the project.
    """
    with st.container(border=True, horizontal_alignment="center", key="empty"):
        st.space("small")
        st.markdown(f"## :material/{icon}:", text_alignment="center")
        st.markdown(text or t("common.no_project"), text_alignment="center")
        st.button(
            t("common.open_sample"),
            key="open_sample",
            type="primary",
            icon=":material/play_circle:",
            on_click=callback(_open_sample),
            args=(lead_on,),
        )
        if text is None:
            link("projects", t("common.choose_project"))
        st.space("small")


def next_step(key: str) -> None:
    """Show the way to the page that comes next; the last thing on every page about a project."""
    project = current_project()
    following = next_place(key, project.mode if project else None)
    if following is not None:
        with st.container(horizontal=True, horizontal_alignment="right"):
            link(following.key, t("common.next", page=t(f"nav.{following.key}")))


def card_grid() -> Any:
    """Return a grid for `card`s, with as many columns as there is room for."""
    return st.grid("auto", min_column_width=_CARD_WIDTH, gap="small", border=True)


@contextmanager
def card(grid: Any, title: str, *, reference: str = "", damaged: bool = False) -> Iterator[None]:
    """Show a card in a grid; what is drawn inside comes below its picture and title.

    Args:
        grid: a `card_grid`.
        title: what people called it.
        reference: the asset on its picture.
        damaged: whether a sign of damage stands there when there is no picture.
    """
    with grid.cell(), st.container(gap="xsmall"):
        shown = picture(reference)
        st.image(str(shown or no_picture(damaged=damaged)), width="stretch", alt=title)
        st.markdown(f"**{plain(title)}**")
        yield


def _toolbar(project: Project) -> None:
    store = services().projects
    with st.container(horizontal=True, vertical_alignment="center", width="content", gap="xsmall", key="toolbar"):
        st.caption(f":material/cloud_done: {t('common.saved', time=ago(project.changed))}")
        for name, label, action, possible in (
            ("undo", t("common.undo"), undo, store.can_undo(project)),
            ("redo", t("common.redo"), redo, store.can_redo(project)),
        ):
            icon = f":material/{name}:"
            st.button(label, key=name, icon=icon, type="tertiary", disabled=not possible, on_click=action)


def _open_sample(lead_on: bool) -> None:
    """Open the sample project, made once."""
    store = services().projects
    name = SAMPLES["global"].name
    known = next((card.id for card in store.cards() if card.name == name and card.state != "damaged"), None)
    open_project(known or store.create_sample("global").id)
    if lead_on:
        begin_work()

"""Choosing from the catalogue by what it looks like."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any

import streamlit as st

from pages.widgets.fields import field
from pages.widgets.i18n import language, t, texts
from pages.widgets.services import services
from pages.widgets.style.gallery_pictures import sample_picture
from s2v_core.effects import Entry
from s2v_core.effects.kinds import KINDS
from s2v_core.projects import Project
from s2v_core.rendering.gallery import Words

__all__ = ["gallery", "name_of"]

_PER_PAGE = 18
_CELL = 108

Toggle = Callable[[Project, str, bool], Project]


def gallery(key: str, kind: str, *, chosen: Collection[str], toggle: Toggle) -> None:
    """Show every entry of a kind with a picture and a box to tick: one category or all, and what is searched for.

    Args:
        key: of the controls; begin it with the page's key.
        kind: a key of ``KINDS``.
        chosen: the names that are ticked.
        toggle: takes the project, a name, and whether it is wanted from now on, and returns the changed project.
    """
    category = _category(key, kind, chosen)
    words = _words_searched(key)
    found = [entry for entry in KINDS[kind] if category in _shown_in(entry, chosen) and _is_like(kind, entry, words)]
    if not found:
        st.caption(t("gallery.nothing"))
    start = (st.session_state.get(f"{key}_page", 1) - 1) * _PER_PAGE
    grid = st.grid("auto", min_column_width=_CELL, gap="small")
    for entry in found[start : start + _PER_PAGE] or found[:_PER_PAGE]:
        with grid.cell(), st.container(gap="xsmall"):
            _show(key, kind, entry, entry.name in chosen, toggle)
    if len(found) > _PER_PAGE:
        st.pagination(-(-len(found) // _PER_PAGE), key=f"{key}_page")


def name_of(kind: str, entry: Entry[Any]) -> str:
    """Return what people call an entry; where nobody has found words for it, what it looks like."""
    look = re.split("[,:]", entry.look)[0]
    return _words(f"gallery.{kind}.{entry.name}", f"{look[:1].upper()}{look[1:]}")


def _words(key: str, otherwise: str) -> str:
    """Return a text in the language of the session; there may be none for what is new in the catalogue."""
    known = texts(language()).get(key)
    return known if isinstance(known, str) else otherwise


def _category(key: str, kind: str, chosen: Collection[str]) -> str:
    """Show the choice of a category and return it: ``all``, ``chosen``, or one of the registry's."""
    categories = ["all", "chosen", *dict.fromkeys(entry.category for entry in KINDS[kind])]

    def label(category: str) -> str:
        named = _words(f"gallery.category.{category}", category.capitalize())
        return f"{named} ({len(chosen)})" if category == "chosen" else named

    shown = st.pills(
        t("gallery.category"),
        categories,
        default="all",
        required=True,
        key=f"{key}_category",
        format_func=label,
        label_visibility="collapsed",
        wrap=True,
    )
    return str(shown)


def _words_searched(key: str) -> list[str]:
    """Show the field for searching and return the words in it."""
    label = t("gallery.search")
    entered = st.text_input(
        label, key=f"{key}_search", placeholder=label, label_visibility="collapsed", icon=":material/search:"
    )
    return str(entered or "").casefold().split()


def _is_like(kind: str, entry: Entry[Any], words: Collection[str]) -> bool:
    """Return whether every word is found in what an entry is called or looks like."""
    told = f"{name_of(kind, entry)} {entry.name} {entry.look}".casefold()
    return all(word in told for word in words)


def _shown_in(entry: Entry[Any], chosen: Collection[str]) -> tuple[str, ...]:
    """Return the categories that show an entry."""
    return ("all", entry.category, "chosen") if entry.name in chosen else ("all", entry.category)


def _show(key: str, kind: str, entry: Entry[Any], ticked: bool, toggle: Toggle) -> None:
    name = name_of(kind, entry)
    words = Words(t("gallery.sample.moving"), t("gallery.sample.look"), t("gallery.sample.bubble"))
    picture = sample_picture(services().cache, services().settings.samples_dir, kind, entry, words)
    if picture is not None:
        st.image(picture, width="stretch", alt=name)
    field(
        st.checkbox,
        name,
        name=f"{key}_{entry.name}",
        value=ticked,
        save=lambda project, wanted: toggle(project, entry.name, wanted),
    )

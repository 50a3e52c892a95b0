"""Where the texts of a project come from, shown beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import streamlit as st

from pages.widgets.copy_slot.form import writer_name
from pages.widgets.i18n import t
from pages.widgets.problems import plain
from s2v_core.projects import Project

__all__ = ["origin_of", "show_origins"]


def origin_of(project: Project, text: str) -> str:
    """Return who wrote a text: the name of a model, templates, or nothing if a person did."""
    known = project.provenance_of(text)
    return "" if known is None else writer_name(known.model)


def show_origins(project: Project, texts: Iterable[str]) -> None:
    """Say how many of some texts were written by whom; nothing where people wrote all of them."""
    counts = Counter(filter(None, (origin_of(project, text) for text in texts)))
    said = [t("copy.origin", writer=plain(writer), number=number) for writer, number in counts.most_common()]
    if said:
        st.caption(f":material/edit_note: {' · '.join(said)}")

"""Where the texts of a project come from, shown beside them."""

from __future__ import annotations

from collections.abc import Iterable

from pages.widgets.copy_slot.form import writer_name
from pages.widgets.i18n import t
from pages.widgets.pools.table import Fact
from s2v_core.projects import Project

__all__ = ["origin_fact", "origin_of"]


def origin_of(project: Project, text: str) -> str:
    """Return who wrote a text: the name of a model, templates, or nothing if a person did."""
    known = project.provenance_of(text)
    return "" if known is None else writer_name(known.model)


def origin_fact(project: Project, texts: Iterable[str]) -> dict[str, Fact]:
    """Return the column for a table of texts that says who wrote them; none where people wrote all of them."""
    if not any(origin_of(project, text) for text in texts):
        return {}
    return {"origin": Fact(t("copy.writer"), lambda text: origin_of(project, text), t("copy.writer_help"))}

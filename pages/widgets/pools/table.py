"""A pool of texts of which every video takes one: its table, and the way to add many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.widgets.i18n import t
from pages.widgets.problems import show_problems
from pages.widgets.projects import change, current_project
from pages.widgets.tables import button_column, heights, project_table
from s2v_core.job.limits import MOST_ENTRIES
from s2v_core.projects import (
    Project,
    Row,
    TextPool,
    add_texts,
    lines_of,
    longest_text,
    remove_text,
    set_texts,
    texts_of,
    texts_of_table,
    texts_table,
    value_of,
)

__all__ = ["Action", "Fact", "add_box", "drawing", "text_table"]

_TEXT, _COUNT, _FACT = (160, 226), 54, 66
"""Widths of columns in pixels: of short and of long texts, their counts and facts."""
_FEW = 2
"""Lines of a short text."""


@dataclass(frozen=True)
class Fact:
    """A column that says something about each text."""

    label: str
    of: Callable[[str], str]
    help: str | None = None


@dataclass(frozen=True)
class Action:
    """A column with a button for each text; ``act`` is called with the text, in a callback."""

    label: str
    icon: str
    act: Callable[[str], None]


def text_table(
    name: str,
    pool: TextPool,
    label: str,
    *,
    facts: Mapping[str, Fact],
    actions: Mapping[str, Action],
    lines: int = _FEW,
    saw: Callable[[str], None] | None = None,
) -> None:
    """Show the texts of a pool in a table in which they are edited, with their counts of characters.

    Args:
        name: of the table, the same in every language.
        pool: of the open project.
        label: what a text of it is called.
        facts: more columns, by language-free names.
        actions: buttons before every text, likewise; there is one to remove it at the end.
        lines: of a text that are shown before it is cut, at least two.
        saw: is called with each text that was just changed.
    """
    longest = longest_text(pool)

    def rows(project: Project) -> list[Row]:
        return [_row(row, facts, actions) for row in texts_table(texts_of(project, pool))]

    def apply(project: Project, edited: Iterable[Mapping[str, Any]]) -> Project:
        before, after = texts_of(project, pool), texts_of_table(edited)
        changed = set_texts(project, pool, after)
        for text in texts_of(changed, pool):
            if saw is not None and text not in before:
                saw(text)
        return changed

    columns: dict[str, Any] = {key: _buttons(f"{name}_{key}", action, pool) for key, action in actions.items()}
    width = _TEXT[lines > _FEW]
    columns["text"] = st.column_config.TextColumn(label, width=width, max_chars=longest)
    columns["count"] = st.column_config.TextColumn(
        t("pools.characters"), width=_COUNT, disabled=True, help=t("pools.characters_help", most=longest)
    )
    for key, fact in facts.items():
        columns[key] = st.column_config.TextColumn(fact.label, width=_FACT, disabled=True, help=fact.help)
    columns["remove"] = _buttons(f"{name}_remove", _removing(pool), pool)
    project = current_project()
    tall = heights(texts_of(project, pool) if project else [], width, lines)
    project_table(name, rows, apply, columns, derived=("count", *facts), **tall)


def add_box(name: str, pool: TextPool, *, help_: str, example: str, saw: Callable[[str], None] | None = None) -> None:
    """Show where texts are written or pasted, one in each line, and the button that adds them to a pool.

    Args:
        name: of the box, the same in every language.
        pool: of the open project.
        help_: what is written there.
        example: what is shown while it is empty.
        saw: is called with the first text that was added.
    """

    def add() -> None:
        texts = lines_of(st.session_state[name])
        if texts and change(lambda project: add_texts(project, pool, texts), at=name) is not None:
            st.session_state[name] = ""
            if saw is not None:
                saw(texts[0])

    st.text_area(help_, key=name, placeholder=example, height=110)
    show_problems(name)
    project = current_project()
    first = project is not None and not texts_of(project, pool)
    st.button(
        t("pools.add"),
        key=f"{name}_add",
        type="primary" if first else "secondary",
        icon=":material/playlist_add:",
        on_click=add,
    )


def drawing(project: Project, pool: TextPool) -> str:
    """Return how the texts of a pool, at least one, are spread over the videos."""
    texts, videos = len(texts_of(project, pool)), value_of(project, "OutputConfig.Count")
    many = t("pools.spread" if texts <= videos else "pools.some", count=videos)
    return f"{t('pools.of', count=texts, most=MOST_ENTRIES)} · {many if texts > 1 else t('pools.same')}"


def _row(row: Row, facts: Mapping[str, Fact], actions: Mapping[str, Action]) -> Row:
    text = str(row["text"])
    said = {key: fact.of(text) for key, fact in facts.items()}
    buttons = {key: f":material/{action.icon}:" for key, action in actions.items()}
    return row | {"count": str(len(text)), "remove": ":material/delete:"} | said | buttons


def _removing(pool: TextPool) -> Action:
    def remove(text: str) -> None:
        change(lambda project: remove_text(project, pool, text))

    return Action(t("pools.remove"), "delete", remove)


def _buttons(key: str, action: Action, pool: TextPool) -> Any:
    def texts() -> list[str]:
        project = current_project()
        return texts_of(project, pool) if project else []

    return button_column(action.label, key, texts, action.act)

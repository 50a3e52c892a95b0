"""Tables of the open project that are edited in place.

The grid in the browser keeps its own edits relative to the rows it was given, and loses them when those change. So it
is given the same rows until the project's differ from what its edits made of them (an undo, a button, another tab, a
name that was trimmed), or rows come and go; what it has edited is applied in a callback, before anything of the page
runs. Columns that follow from others are always those of today.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, TypeVar
from unicodedata import east_asian_width

import pandas as pd
import streamlit as st

from pages.widgets.problems import callback, clear_problems, show_problems
from pages.widgets.projects import change, current_project
from s2v_core.projects import Project, Row

__all__ = ["button_column", "edited", "heights", "project_table"]

_TABLES = "_s2v_tables"
_BUTTON = 60
"""Width of a column of buttons, in pixels."""
_LINE, _EDGES, _HEAD = 18, 30, 38
"""Pixels of the height of lines and of what is around them in rows, and of the head; the grid breaks lines only in rows
of more than 64."""
_LETTER, _MARGINS = 6.8, 16
"""Pixels of the width of a letter, on average, and of what is left free in a cell; of a Chinese one twice as many."""
_TALLEST = 600

_Item = TypeVar("_Item")


@dataclass
class _Given:
    """What a grid was given: its rows, and those that the project has when nothing but its own edits changed it."""

    project: str
    turn: int
    rows: list[Row]
    expected: list[Row]


def project_table(
    name: str,
    rows: Callable[[Project], Sequence[Row]],
    apply: Callable[[Project, Iterable[Mapping[str, Any]]], Project],
    columns: Mapping[str, Any],
    *,
    derived: Collection[str] = (),
    **options: Any,
) -> Sequence[Row]:
    """Show rows of the open project as a table, save every edit, and return the rows as the grid was given them.

    Args:
        name: of the table, the same in every language; its problems are shown below it.
        rows: the rows of a project; ``id`` is not shown.
        apply: takes a project and edited rows and returns the changed project, such as ``apply_nodes_table``.
        columns: the columns to show, in their order, as ``st.column_config`` makes them.
        derived: columns that nobody edits because they follow from others, such as a count; kept up to date as long as
            ``num_rows`` is ``fixed``.
        options: of ``st.data_editor``, such as ``num_rows``; not its data, ``key`` and ``on_change``.
    """
    project = current_project()
    if project is None:
        raise RuntimeError(f"The table {name} is shown without a project")
    given = _given(name, project, rows)
    key = f"{name}_{given.turn}"

    def save() -> None:
        edits = st.session_state[key]
        saved = change(lambda now: apply(now, edited(given.rows, edits)), at=name)
        now = [] if saved is None else list(rows(saved))
        if saved is not None and _without(derived, now) == _without(derived, edited(given.rows, edits)):
            given.expected = now

    pairs = zip(given.rows, given.expected, strict=True)
    shown = [row | {name: now[name] for name in derived} for row, now in pairs]
    frame = pd.DataFrame(shown, columns=["id", *columns])
    st.data_editor(
        frame,
        key=key,
        on_change=save,
        column_order=list(columns),
        column_config=dict(columns),
        hide_index=True,
        **options,
    )
    show_problems(name)
    return given.rows


def button_column(label: str, key: str, items: Callable[[], Sequence[_Item]], act: Callable[[_Item], None]) -> Any:
    """Return a column with a button in every row.

    Args:
        label: of the column, in the language of the session.
        key: of its buttons.
        items: what the rows are about, looked at when a button is pressed.
        act: what to do with the item of that row, in a callback.
    """

    def clicked() -> None:
        click, there = st.session_state[key], items()
        if click is not None and click["row"] < len(there):
            act(there[click["row"]])

    return st.column_config.ButtonColumn(label, width=_BUTTON, type="tertiary", key=key, on_click=callback(clicked))


def heights(texts: Sequence[str], width: int, most: int) -> dict[str, Any]:
    """Return the options of a table for the heights, in pixels, of itself and of rows that show its texts whole.

    Args:
        texts: one in each row.
        width: of their column, in pixels, where the window is narrow.
        most: lines of a text that are shown before it is cut; at least two.
    """
    room = (width - _MARGINS) / _LETTER
    needed = max((ceil(_letters(text) / room) for text in texts), default=0)
    row = _EDGES + _LINE * min(max(needed, 2), most)
    return {"row_height": row, "height": min(_HEAD + row * len(texts), _TALLEST)}


def edited(rows: Sequence[Row], edits: Mapping[str, Any]) -> list[Row]:
    """Return rows with what the state of a ``st.data_editor`` says was edited, added and deleted."""
    deleted = set(edits["deleted_rows"])
    changes = {int(place): values for place, values in edits["edited_rows"].items()}
    kept = [row | changes.get(place, {}) for place, row in enumerate(rows) if place not in deleted]
    added = [{key: value for key, value in row.items() if key != "_index"} for row in edits["added_rows"]]
    return [*kept, *added]


def _letters(text: str) -> int:
    """Return how many letters are as wide as a text."""
    return sum(1 + (east_asian_width(letter) in "FW") for letter in text)


def _without(names: Collection[str], rows: Iterable[Row]) -> list[Row]:
    return [{name: value for name, value in row.items() if name not in names} for row in rows]


def _given(name: str, project: Project, rows: Callable[[Project], Sequence[Row]]) -> _Given:
    """Return what the grid was given, or give it the rows of today, under another key."""
    tables: dict[str, _Given] = st.session_state.setdefault(_TABLES, {})
    given, today = tables.get(name), list(rows(project))
    shown = given is not None and f"{name}_{given.turn}" in st.session_state  # not so after a look at another page
    if given is not None and shown and given.project == project.id and given.expected == today:
        return given
    if given is not None:
        clear_problems(name)
    tables[name] = _Given(project.id, 0 if given is None else given.turn + 1, today, today)
    return tables[name]

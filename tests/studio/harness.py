"""The studio without a browser: any page of it, as `streamlit.testing` runs it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, app_test

__all__ = [
    "ROOT",
    "after_navigation",
    "edit_table",
    "labels",
    "open_bench",
    "open_studio",
    "press_in_table",
    "ran_navigation",
    "shown",
]

ROOT = Path(__file__).resolve().parents[2]


class _AfterNavigation(PagesManager):
    """A server on which some session has run ``st.navigation``; otherwise each run would be the server's first."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        PagesManager.uses_pages_directory = False


@contextmanager
def after_navigation() -> Iterator[None]:
    """Have every run go through app.py, as on a server that has been visited."""
    usual = app_test.PagesManager
    app_test.PagesManager = _AfterNavigation  # type: ignore[misc]
    try:
        yield
    finally:
        app_test.PagesManager = usual  # type: ignore[misc]
        PagesManager.uses_pages_directory = None


@pytest.fixture
def ran_navigation() -> Iterator[None]:
    """The same, for a test."""
    with after_navigation():
        yield


def open_studio(page: str = "", *, project: str = "", language: str = "en", timeout: float = 30) -> AppTest:
    """Return the studio after its first run.

    Args:
        page: file of the page, such as ``pages/1_projects.py``; empty: the first one.
        project: id of the project that the URL names.
        language: of the browser.
        timeout: seconds for one run.
    """
    studio = AppTest.from_file(str(ROOT / "app.py"), default_timeout=timeout)
    studio.context = {"locale": language, "timezone": "UTC"}
    if project:
        studio.query_params["project"] = project
    studio.run()
    if page:
        studio.switch_page(page).run()
    assert not studio.exception
    return studio


def open_bench(script: Callable[[], None], *, project: str = "", language: str = "en") -> AppTest:
    """Return a small page of a test's own, written as a function without anything from outside, after its first run."""
    bench = AppTest.from_function(script, default_timeout=30)
    bench.context = {"locale": language, "timezone": "UTC"}
    if project:
        bench.query_params["project"] = project
    return bench.run()


def edit_table(
    studio: AppTest,
    name: str,
    *,
    edited: Mapping[int, Mapping[str, Any]] | None = None,
    added: Sequence[Mapping[str, Any]] = (),
    deleted: Sequence[int] = (),
) -> AppTest:
    """Edit a `project_table` as the grid in the browser does: its callback runs, and then the page.

    Args:
        studio: with the table on its page.
        name: of the table.
        edited: what was typed, by row and column, all of it since the grid was given its rows.
        added, deleted: rows, likewise.
    """
    [table] = [each for each in studio.data_editor if re.search(rf"-{re.escape(name)}_\d+$", each.proto.id)]
    states = studio._tree.get_widget_states()
    kept = [state for state in states.widgets if state.id != table.proto.id]
    state = WidgetState(id=table.proto.id)
    values = {"edited_rows": dict(edited or {}), "added_rows": list(added), "deleted_rows": list(deleted)}
    state.string_value = json.dumps(values)
    return studio._run(WidgetStates(widgets=[*kept, state]))


def press_in_table(studio: AppTest, key: str, row: int) -> AppTest:
    """Press the button in a row of a table, whose column has this key."""
    [button] = {
        widget
        for table in (*studio.data_editor, *studio.dataframe)
        for widget in table.proto.button_click_widgets.values()
        if widget.endswith(f"-{key}")
    }
    states = studio._tree.get_widget_states()
    state = WidgetState(id=button)
    state.string_trigger_value.data = json.dumps({"row": row, "label": ""})
    return studio._run(WidgetStates(widgets=[*states.widgets, state]))


def shown(studio: AppTest) -> str:
    """Return every text on the page, for a look at what a user reads."""
    kinds = (studio.title, studio.markdown, studio.caption, studio.error, studio.warning, studio.info)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def labels(studio: AppTest) -> list[str]:
    """Return the labels of all buttons."""
    return [button.label for button in studio.button]

"""Fixtures of the studio's tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from s2v_core.media.library import Library
from s2v_core.projects import Project, ProjectStore
from s2v_core.settings import load_settings
from tests.studio.browser import Server, open_browser
from tests.studio.harness import ran_navigation
from tests.studio.productions import asked_for_runner, bakery, workshop

__all__ = ["asked_for_runner", "bakery", "ran_navigation", "workshop"]


@pytest.fixture
def store() -> ProjectStore:
    """The projects of the data folder that the studio under test uses."""
    return ProjectStore(load_settings(_env_file=None))


@pytest.fixture
def project(store: ProjectStore) -> Project:
    """An empty project there."""
    return store.create("Autumn", "global")


@pytest.fixture
def library() -> Iterator[Library]:
    """The asset library of that data folder."""
    with Library(load_settings(_env_file=None), trusted=True) as opened:
        yield opened


@pytest.fixture
def previewed(monkeypatch: pytest.MonkeyPatch) -> list[Project]:
    """The projects that the preview is asked to show, instead of drawing them."""
    asked: list[Project] = []
    monkeypatch.setattr("pages.widgets.preview.frame.frame_preview", lambda project, **_: asked.append(project))
    return asked


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for all tests of a module."""
    with open_browser() as opened:
        yield opened


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A fresh server on the data folder."""
    with Server(tmp_path / "home") as started:
        yield started


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A tab of a visitor."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True)
def keeps_the_main_module() -> Iterator[None]:
    """Give the process its main module back, in whose place Streamlit puts the page that it runs.

    Processes that are started later would run that page first.
    """
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main

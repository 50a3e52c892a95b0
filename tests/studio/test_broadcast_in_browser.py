"""The table of the scripts as people use it: what a test without a browser cannot press, type and hear."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from s2v_core.projects import ProjectStore, scripts, set_scripts
from tests.studio.browser import IN_BROWSER, Server, settled

pytestmark = IN_BROWSER

HEAD, ROW, BUTTON = 36, 66, 55
"""Pixels of the head of the table and of its rows, and how far from its left edge the buttons are."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A fresh server, whose voice is quick."""
    with Server(tmp_path / "home", S2V_VOICE_EN="pyttsx3:en-us") as started:
        yield started


def press(page: Any, x: float, row: int, *, twice: bool = False) -> None:
    box = page.get_by_test_id("stDataFrame").bounding_box()
    place = (box["x"] + x, box["y"] + HEAD + (row + 0.5) * ROW)
    (page.mouse.dblclick if twice else page.mouse.click)(*place)


def test_a_script_is_heard_and_then_typed_anew_in_its_row(server: Server, page: Any, store: ProjectStore) -> None:
    project = store.save(set_scripts(store.create("Autumn", "global"), ["Hello there.", "Good day."])).project.id
    page.goto(f"{server.url}/broadcast?project={project}")
    page.locator("canvas").first.wait_for()
    settled(page)
    press(page, BUTTON, 1)
    page.wait_for_function("[...document.querySelectorAll('audio')].some((player) => player.currentTime > 0)")
    assert page.get_by_text("“Good day.”").is_visible()
    settled(page)
    press(page, 250, 0, twice=True)
    entry = page.locator("textarea.gdg-input, .gdg-input textarea, textarea.gdg-growing-entry").first
    entry.fill("Welcome to the show.")
    entry.press("Enter")
    for _ in range(100):
        if scripts(store.open(project))[0] != "Hello there.":
            break
        page.wait_for_timeout(100)
    assert scripts(store.open(project)) == ["Welcome to the show.", "Good day."]

"""The live preview in a real browser: the picture follows the settings, and the gallery shows its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from s2v_core.projects import ProjectStore, set_value
from s2v_core.settings import load_settings
from tests.studio.browser import Server, open_browser, settled, why_no_browser

pytestmark = [
    pytest.mark.skipif(bool(why_no_browser()), reason=why_no_browser() or "there is a browser"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

_PATIENCE = 60_000
"""Milliseconds that a busy machine may take for what is quick."""


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Any]:
    """A visitor's tab on a fresh server."""
    with Server(tmp_path / "home") as server, open_browser() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB", base_url=server.url)
        yield context.new_page()
        context.close()


def test_the_picture_follows_the_settings_and_transitions_show_what_they_look_like(page: Any, tmp_path: Path) -> None:
    store = ProjectStore(load_settings(home=tmp_path / "home", _env_file=None))
    made = store.create("Autumn", "global")
    project = store.save(set_value(made, "EditingConfig.ProcessConfig.AllowTransition", True)).project
    page.goto(f"/style?project={project.id}")
    picture = page.get_by_alt_text("Preview of the first video")
    picture.wait_for(timeout=_PATIENCE)
    before = picture.get_attribute("src")
    page.get_by_role("button", name="White card", exact=True).click()
    page.wait_for_function(
        "before => document.querySelector('img[alt^=Preview]')?.getAttribute('src') !== before",
        arg=before,
        timeout=_PATIENCE,
    )
    page.get_by_role("radio", name="Transitions").click()
    page.get_by_text("Motion blur").wait_for(timeout=_PATIENCE)
    settled(page, timeout=_PATIENCE)
    shown = page.get_by_alt_text("Motion blur")
    shown.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=shown.element_handle())

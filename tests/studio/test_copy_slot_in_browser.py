"""Stopping a model in a real browser: what came stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from s2v_core.projects import ProjectStore, titles
from s2v_core.settings import load_settings
from tests.copywriting.service import KEY, running_service
from tests.studio.browser import Server, open_browser, settled, why_no_browser

pytestmark = [
    pytest.mark.skipif(bool(why_no_browser()), reason=why_no_browser() or "there is a browser"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


def test_a_model_that_falls_silent_is_stopped_and_what_it_wrote_is_added(tmp_path: Path) -> None:
    store = ProjectStore(load_settings(home=tmp_path / "home", _env_file=None))
    project = store.create("Autumn", "global").id
    with running_service() as service:
        model = {"S2V_COPY_BASE_URL": service.url, "S2V_COPY_MODEL": "silent", "S2V_COPY_API_KEY": KEY}
        with Server(tmp_path / "home", **model) as server, open_browser() as browser:
            page = browser.new_page(viewport={"width": 1280, "height": 1000}, locale="en-GB")
            page.goto(f"{server.url}/titles?project={project}")
            settled(page)
            page.get_by_text("Write with keywords").click()
            page.get_by_role("textbox", name="Keywords").fill("tea")
            page.keyboard.press("Tab")
            settled(page)
            page.get_by_role("button", name="Write", exact=True).click()
            page.get_by_text("2 of 10").wait_for()
            page.get_by_role("button", name="Stop").click()
            page.get_by_text("It was stopped.").wait_for()
            page.get_by_role("button", name="Add 2 texts").click()
            page.get_by_text("2 by silent").wait_for()
            assert KEY not in page.content()
            assert KEY not in server.said
    assert len(titles(store.open(project))) == 2

"""Stopping a model in a real browser: what came stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from s2v_core.projects import Project, ProjectStore, titles
from tests.copywriting.service import KEY, running_service
from tests.studio.browser import IN_BROWSER, Server, settled

pytestmark = IN_BROWSER


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A fresh server with a model that falls silent."""
    with running_service() as service:
        model = {"S2V_COPY_BASE_URL": service.url, "S2V_COPY_MODEL": "silent", "S2V_COPY_API_KEY": KEY}
        with Server(tmp_path / "home", **model) as started:
            yield started


def test_a_model_that_falls_silent_is_stopped_and_what_it_wrote_is_added(
    server: Server, page: Any, store: ProjectStore, project: Project
) -> None:
    page.goto(f"{server.url}/titles?project={project.id}")
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
    assert len(titles(store.open(project.id))) == 2

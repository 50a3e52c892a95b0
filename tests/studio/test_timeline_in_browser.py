"""The visual timeline in a real browser: what is picked there, in the table, and by the keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from s2v_core.projects import Project, ProjectStore
from tests.studio.browser import IN_BROWSER, Server, settled
from tests.studio.timeline_projects import small_project

pytestmark = IN_BROWSER

_PATIENCE = 60_000


@pytest.fixture
def project(store: ProjectStore, tmp_path: Path) -> Project:
    return small_project(store, tmp_path / "media")


@pytest.fixture
def page(server: Server, page: Any, project: Project) -> Any:
    """The timeline of the project."""
    page.set_viewport_size({"width": 1280, "height": 1500})
    page.goto(f"{server.url}/timeline?project={project.id}")
    page.get_by_role("slider", name="Moment in the video").wait_for(timeout=_PATIENCE)
    return settled(page, timeout=_PATIENCE)


def picture(page: Any) -> str:
    return str(page.locator("[data-testid=stImage] img").first.get_attribute("src"))


def until_picked(page: Any, clip: str) -> None:
    page.locator(f".clip[data-id='{clip}'][aria-pressed='true']").wait_for(timeout=_PATIENCE)
    settled(page, timeout=_PATIENCE)


def until_picture_is_not(page: Any, before: str) -> None:
    changed = "before => document.querySelector('[data-testid=stImage] img')?.getAttribute('src') !== before"
    page.wait_for_function(changed, arg=before, timeout=_PATIENCE)
    settled(page, timeout=_PATIENCE)


def selected_row(page: Any) -> int:
    """The row that the table shows as selected, counted from 0."""
    shown = page.locator(".stDataFrame [role=row][aria-selected=true]")
    shown.first.wait_for(state="attached", timeout=_PATIENCE)
    return int(shown.first.get_attribute("aria-rowindex")) - 2


def test_clips_are_picked_by_mouse_keys_and_table_and_the_frame_follows_and_a_draft_plays(
    page: Any, project: Project, store: ProjectStore
) -> None:
    assert page.locator(".clip[data-id='video.0']").get_attribute("aria-pressed") == "true"
    first = picture(page)
    page.locator(".clip[data-id='video.1']").click()
    until_picked(page, "video.1")
    until_picture_is_not(page, first)
    assert selected_row(page) == 2

    second = picture(page)
    page.locator(".clip[data-id='video.1']").press("ArrowRight")
    page.keyboard.press("Enter")
    until_picked(page, "video.2")
    until_picture_is_not(page, second)

    third = picture(page)
    playhead = page.get_by_role("slider", name="Moment in the video")
    playhead.press("Home")
    until_picture_is_not(page, third)
    assert playhead.get_attribute("aria-valuenow") == "0.00"
    assert page.locator(".clip[data-id='video.2']").get_attribute("aria-pressed") == "true"

    box = page.locator(".stDataFrame canvas").first.bounding_box()
    page.mouse.click(box["x"] + 18, box["y"] + 35 * 1.5)
    until_picked(page, "text.0")

    clip = page.locator(".clip[data-id='video.1']")
    narrow = clip.bounding_box()["width"]
    page.get_by_role("button", name="Zoom in").click()
    assert clip.bounding_box()["width"] > 1.4 * narrow
    page.get_by_role("button", name="Fit").click()
    assert clip.bounding_box()["width"] == pytest.approx(narrow, abs=1)

    assert store.revision(project.id) == project.revision  # looking changes nothing
    page.get_by_role("button", name="Play a draft").click()
    page.get_by_role("dialog").locator("video").wait_for(timeout=_PATIENCE)
    ready = "() => { const v = document.querySelector('[role=dialog] video'); return v && v.readyState > 1; }"
    page.wait_for_function(ready, timeout=_PATIENCE)

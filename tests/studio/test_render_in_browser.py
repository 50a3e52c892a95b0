"""Making videos in a real browser: they go on being made whatever becomes of the tab and of the server."""

from __future__ import annotations

import os
import re
import signal
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from s2v_core.production.store import JobsStore, StoredJob, runner_of
from s2v_core.projects import ProjectStore, set_scripts, set_values
from s2v_core.settings import load_settings
from tests.studio.browser import IN_BROWSER, Server, settled
from tests.studio.productions import small_project

pytestmark = IN_BROWSER

_PATIENCE = 180_000
"""Milliseconds that a busy machine may take for what is quick."""
_MOMENT, _PRESSES = 10_000, 6
"""Milliseconds after which a press counts as lost, and how often it is made."""
_TINY = {"OutputConfig.Width": 128, "OutputConfig.Height": 228, "OutputConfig.Video.Fps": 10}
_PLAYS = "async player => { player.muted = true; await player.play(); return player.videoWidth }"
_MOVED = "player => player.currentTime > 0.2"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A data folder; the runner that works there is ended with the test."""
    folder = tmp_path / "home"
    yield folder
    jobs = load_settings(home=folder, _env_file=None).jobs_file
    runner = runner_of(jobs)
    if runner is not None and runner.process:
        with suppress(ProcessLookupError):
            os.kill(runner.process, signal.SIGTERM)
        wait_for(lambda: runner_of(jobs) is None)


@pytest.fixture
def server(home: Path) -> Iterator[Server]:
    """A fresh server, whose voice is quick."""
    with Server(home, S2V_VOICE_EN="pyttsx3:en-gb") as started:
        yield started


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE / 1000
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)


def jobs_in(home: Path) -> list[StoredJob]:
    with JobsStore(load_settings(home=home, _env_file=None).jobs_file) as jobs:
        return list(jobs.jobs().jobs)


def begin(tab: Any, count: int) -> None:
    """Press the button that starts the production, again where the press met a page that was being drawn anew."""
    from playwright.sync_api import Error

    button = tab.get_by_role("button", name=f"Make {count} video")
    begun = tab.get_by_text(re.compile(rf"of {count} video|{count} videos? (are|is) ready")).first
    settled(tab, timeout=_PATIENCE)
    for _ in range(_PRESSES):
        with suppress(Error):
            button.dblclick(timeout=_MOMENT)
        with suppress(Error):
            begun.wait_for(timeout=_MOMENT)
            return
    begun.wait_for(timeout=_MOMENT)


def test_from_the_first_click_to_a_playing_video_and_its_download(
    server: Server, page: Any, store: ProjectStore
) -> None:
    page.goto(server.url)
    page.get_by_role("button", name="Open the sample project").click()
    page.wait_for_url("**/*?project=*")
    [card] = store.cards()
    small = set_scripts(set_values(store.open(card.id), {**_TINY, "OutputConfig.Count": 1}), ["Take your time."])
    store.save(small)
    page.get_by_role("link", name="Render", exact=True).click()
    begin(page, 1)
    page.get_by_role("link", name="See the videos").click(timeout=_PATIENCE)
    player = page.locator("video")
    player.wait_for(timeout=_PATIENCE)
    assert player.evaluate(_PLAYS) == 128
    page.wait_for_function(_MOVED, arg=player.element_handle(), timeout=_PATIENCE)
    with page.expect_download(timeout=_PATIENCE) as download:
        page.get_by_role("button", name="Download all").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert {"ambervale_0.mp4", "ambervale_0.srt", "manifest.json"} <= set(archive.namelist())


def test_a_reload_a_second_tab_and_a_restart_lose_nothing(
    server: Server, page: Any, store: ProjectStore, home: Path, tmp_path: Path
) -> None:
    project = small_project(store, tmp_path / "media", Count=12)
    address = f"{server.url}/render?project={project.id}"
    second = page.context.new_page()
    for tab in (page, second):
        tab.goto(address)
        tab.get_by_role("button", name="Make 12 videos").wait_for(timeout=_PATIENCE)
    begin(page, 12)
    page.reload()
    begin(second, 12)
    for tab in (page, second):
        tab.get_by_text("12 videos are ready").wait_for(timeout=_PATIENCE)
    server.stop()
    server.start()
    page.reload()
    for tab in (page, second):
        tab.get_by_role("link", name="See the videos").wait_for(timeout=_PATIENCE)
    [job] = jobs_in(home)
    assert job.outputs == {"Success": 12}


def test_a_production_is_stopped_and_what_is_finished_stays(
    server: Server, page: Any, store: ProjectStore, home: Path, tmp_path: Path
) -> None:
    work = {"Count": 100, "Width": 1080, "Height": 1920}  # more than any machine does before the click
    project = small_project(store, tmp_path / "media", seconds=15, **work)
    page.goto(f"{server.url}/render?project={project.id}")
    begin(page, 100)
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("button", name="Make the missing ones").wait_for(timeout=_PATIENCE)
    [job] = jobs_in(home)
    assert job.state == "Cancelled"
    assert job.outputs.get("Cancelled")
    settled(page)

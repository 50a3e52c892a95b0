"""Pictures of every page of the studio, to look at: ``python -m tests.screenshots [--out DIR]``.

Light and dark, wide and narrow, English and Chinese, with the sample project open and without, and of dialogs and tabs.
A small batch of videos is made first, so that the pages about productions have something to show.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pages.widgets.navigation import PLACES, page_files
from s2v_core.media.library import Library
from s2v_core.production.runner import submit_document
from s2v_core.production.store import JobsStore
from s2v_core.projects import AddressBook, ProjectStore, export_job, set_values
from s2v_core.settings import Settings, load_settings
from tests.studio.browser import Server, open_browser, settled, why_no_browser

__all__ = ["main"]

_HEIGHTS = {1280: 800, 800: 1000}
_TALLEST = 4000
_PATIENCE = 120_000
_UNFINISHED = "[data-testid=stSpinner], [data-testid=stSkeleton]"
_EVERY = (("light", 1280), ("light", 800), ("dark", 1280), ("dark", 800))
_SOME = (("light", 1280), ("dark", 800))


@dataclass(frozen=True)
class _View:
    """One thing to take pictures of: a page, what is clicked there first, and in which looks and languages.

    ``project``: ``open`` is the sample project, ``made`` one with finished videos, empty is none.
    """

    name: str
    path: str
    clicks: tuple[str, ...] = ()
    project: str = "open"
    language: str = "en"
    looks: tuple[tuple[str, int], ...] = _SOME


def main(arguments: list[str] | None = None) -> int:
    """Take all pictures; return 1 where no browser can be had."""
    parser = argparse.ArgumentParser(description="Take pictures of every page of the studio.")
    parser.add_argument("--out", type=Path, default=Path("out/screenshots"), help="folder for the pictures")
    parser.add_argument("--only", default="", help="only views with one of these, separated by commas, in their name")
    options = parser.parse_args(arguments)
    reason = why_no_browser()
    if reason:
        print(f"No pictures were taken: {reason}.", file=sys.stderr)  # noqa: T201 (this is a command)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="s2v-screenshots-")) / "home"
    try:
        projects = _fill(home)
        with Server(home) as server, open_browser() as browser:
            for view in _views():
                if any(part in view.name for part in options.only.split(",")):
                    address = f"{server.url}/{view.path}"
                    project = projects.get(view.project)
                    _take(browser, view, f"{address}?project={project}" if project else address, options.out)
    finally:
        shutil.rmtree(home.parent)
    return 0


def _fill(home: Path) -> dict[str, str]:
    """Fill a data folder, and return the ids of the projects that are open in the pictures."""
    settings = load_settings(home=home, _env_file=None)
    store, places = ProjectStore(settings), AddressBook(settings, trusted=True)
    places.add("Shop videos", "s3://ambervale-shop/videos/")
    places.add("Office server", "/srv/media/finished")
    with Library(settings, trusted=True) as library:
        for _ in library.add_folder(settings.samples_dir / "media", folder="Ambervale", tags=["coffee"]):
            pass
    store.create("Autumn sale: the short one", "segmented")
    store.create_sample("chinese")
    made = _produced(settings, store)
    store.delete(store.create("A first try", "global").id)
    damaged = store.create("Damaged", "global")
    next((home / "projects" / damaged.id).glob("*.json")).write_text("{", "utf-8")
    sample = store.create_sample("global")
    opened = store.save(store.save(sample.with_notes("For the spring")).project.with_notes("")).project
    return {"open": opened.id, "made": made}


def _produced(settings: Settings, store: ProjectStore) -> str:
    """Make the videos of a sample project, small ones, and return its id."""
    sample = store.create_sample("segmented")
    size = {"OutputConfig.Count": 3, "OutputConfig.Width": 540, "OutputConfig.Height": 960}
    project = store.save(set_values(sample, size)).project
    base = settings.projects_dir / project.id
    with JobsStore(settings.jobs_file) as jobs:
        job = submit_document(
            jobs, export_job(project), settings=settings, base=base, trusted=True, name=project.name
        ).job
    store.add_production(project.id, job)
    command = [sys.executable, "-m", "s2v_core", "work", "--until-idle"]
    subprocess.run(command, env={**os.environ, "S2V_HOME": str(settings.home)}, check=True, capture_output=True)
    return project.id


def _views() -> Iterator[_View]:
    for place in PLACES:
        if place.key in page_files():
            path = "" if place.key == "projects" else place.key
            project = "made" if place.key == "results" else "open"
            yield _View(place.key, path, project=project, looks=_EVERY)
            yield _View(f"{place.key}-zh", path, project=project, language="zh-CN", looks=_EVERY)
            if place.project:
                yield _View(f"{place.key}-none", path, project="", looks=_SOME[:1])
    yield _View("nodes-segmented", "nodes", project="made")
    yield _View("render-made", "render", project="made")
    for tab in ("Voices", "Writing", "Cache", "Check-up"):
        clicks = (tab, "Check now") if tab == "Check-up" else (tab,)
        yield _View(f"settings-{tab.lower()}", "settings", clicks=clicks)
    yield _View("storage-add", "storage", clicks=("Add a place",))
    for dialog in ("New project", "Import"):
        yield _View(f"projects-{dialog.split()[0].lower()}", "", clicks=(dialog,))
    for choice in ("Rename", "Duplicate", "Export", "Earlier versions", "Delete"):
        yield _View(f"projects-{choice.split()[0].lower()}", "", clicks=("More", choice))


def _take(browser: Any, view: _View, address: str, out: Path) -> None:
    for scheme, width in view.looks:
        size = {"width": width, "height": _HEIGHTS[width]}
        with browser.new_context(viewport=size, color_scheme=scheme, locale=view.language) as context:
            page = context.new_page()
            page.goto(address)
            page.get_by_role("heading", level=1).first.wait_for(timeout=_PATIENCE)
            _finished(page)
            for click in view.clicks:
                page.get_by_text(click, exact=True).first.click()
                _finished(page)
            page.wait_for_timeout(500)  # what fades in has done so
            _grow(page, width)
            page.screenshot(path=out / f"{view.name}-{scheme}-{width}.png")


def _finished(page: Any) -> None:
    """Wait until nothing is being worked on any more."""
    settled(page, timeout=_PATIENCE)
    page.wait_for_function(f"!document.querySelector('{_UNFINISHED}')", timeout=_PATIENCE)
    settled(page, timeout=_PATIENCE)


def _grow(page: Any, width: int) -> None:
    """Make the window as high as the page, which scrolls inside of it."""
    whole = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    if whole > _HEIGHTS[width]:
        page.set_viewport_size({"width": width, "height": min(whole, _TALLEST)})
        page.wait_for_timeout(300)


if __name__ == "__main__":
    raise SystemExit(main())

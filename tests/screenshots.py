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
from urllib.parse import urlencode

from pages.widgets.i18n import texts
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
_AREAS = ("title", "headings", "transitions", "effects", "colours", "voice", "sound", "shots", "fill")
_OF_TEXTS = ("entrance", "exit", "loop", "look", "bubble")
_KEYWORDS = {"en": "coffee, slow mornings, Berlin", "zh-CN": "咖啡，慢早晨，手工"}
_PROCESS = "EditingConfig.ProcessConfig"

Step = str | tuple[str, str]
"""What is clicked, by its words or the key of its words; or a field, likewise, and what is written there."""


@dataclass(frozen=True)
class _View:
    """One thing to take pictures of: a page, what is done there first, and in which looks and languages.

    ``project``: ``open`` is the sample project, ``made`` one with finished videos, empty is none. ``area``: of a page
    that has several.
    """

    name: str
    path: str
    steps: tuple[Step, ...] = ()
    area: str = ""
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
                    asked = {"project": projects.get(view.project), "area": view.area}
                    query = urlencode({name: value for name, value in asked.items() if value})
                    _take(browser, view, f"{server.url}/{view.path}?{query}", options.out)
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
    noted = store.save(sample.with_notes("For the spring")).project.with_notes("")
    drawn = {f"{_PROCESS}.{name}": True for name in ("AllowTransition", "AllowVfxEffect", "AllowFilter")}
    opened = store.save(set_values(noted, drawn)).project
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
    yield from _opened()
    for language, ending in (("en", ""), ("zh-CN", "-zh")):
        yield from _areas(language, ending)
        yield from _written(language, ending)


def _opened() -> Iterator[_View]:
    """Yield tabs and dialogs."""
    for tab in ("Voices", "Writing", "Cache", "Check-up"):
        steps = (tab, "Check now") if tab == "Check-up" else (tab,)
        yield _View(f"settings-{tab.lower()}", "settings", steps)
    yield _View("storage-add", "storage", ("Add a place",))
    for dialog in ("New project", "Import"):
        yield _View(f"projects-{dialog.split()[0].lower()}", "", (dialog,))
    for choice in ("Rename", "Duplicate", "Export", "Earlier versions", "Delete"):
        yield _View(f"projects-{choice.split()[0].lower()}", "", ("More", choice))


def _areas(language: str, ending: str) -> Iterator[_View]:
    """Yield the areas of the page of styles, with their galleries."""
    for area in _AREAS:
        yield _View(f"style-{area}{ending}", "style", area=area, language=language)
    for kind in _OF_TEXTS:
        steps = (f"style.kind.{kind}",)
        yield _View(f"style-title-{kind}{ending}", "style", steps, area="title", language=language)


def _written(language: str, ending: str) -> Iterator[_View]:
    """Yield the places where texts are written from keywords: what can be asked for, and what comes."""
    asked = ("copy.keywords", _KEYWORDS[language])
    for page in ("titles", "broadcast"):
        yield _View(f"{page}-more{ending}", page, ("copy.heading", "copy.more"), language=language)
        yield _View(f"{page}-write{ending}", page, ("copy.heading", asked, "copy.write"), language=language)


def _take(browser: Any, view: _View, address: str, out: Path) -> None:
    for scheme, width in view.looks:
        size = {"width": width, "height": _HEIGHTS[width]}
        with browser.new_context(viewport=size, color_scheme=scheme, locale=view.language) as context:
            page = context.new_page()
            page.goto(address)
            page.get_by_role("heading", level=1).first.wait_for(timeout=_PATIENCE)
            _finished(page)
            words = texts(view.language.partition("-")[0])
            for step in view.steps:
                named, written = (step, None) if isinstance(step, str) else step
                named = str(words.get(named, named))
                if written is None:
                    page.get_by_text(named, exact=True).first.click()
                else:
                    page.get_by_label(named, exact=True).first.fill(written)
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

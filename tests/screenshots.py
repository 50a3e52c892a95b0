"""Pictures of every page of the studio, to look at: ``python -m tests.screenshots [--out DIR]``.

Light and dark, wide and narrow, with the sample project open and without, and of the dialogs of the projects.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pages.widgets.navigation import PLACES, page_files
from s2v_core.projects import AddressBook, ProjectStore
from s2v_core.settings import load_settings
from tests.studio.browser import Server, open_browser, settled, why_no_browser

__all__ = ["main"]

_HEIGHTS = {1280: 800, 800: 1000}
_TALLEST = 4000
_EVERY = (("light", 1280), ("light", 800), ("dark", 1280), ("dark", 800))
_SOME = (("light", 1280), ("dark", 800))


@dataclass(frozen=True)
class _View:
    """One thing to take pictures of: a page, what is clicked there first, and in which looks and languages."""

    name: str
    path: str
    clicks: tuple[str, ...] = ()
    project: bool = True
    language: str = "en"
    looks: tuple[tuple[str, int], ...] = _SOME


def main(arguments: list[str] | None = None) -> int:
    """Take all pictures; return 1 where no browser can be had."""
    parser = argparse.ArgumentParser(description="Take pictures of every page of the studio.")
    parser.add_argument("--out", type=Path, default=Path("out/screenshots"), help="folder for the pictures")
    parser.add_argument("--only", default="", help="only views with this in their name")
    options = parser.parse_args(arguments)
    reason = why_no_browser()
    if reason:
        print(f"No pictures were taken: {reason}.", file=sys.stderr)  # noqa: T201 (this is a command)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="s2v-screenshots-")) / "home"
    try:
        project = _fill(home)
        with Server(home) as server, open_browser() as browser:
            for view in _views():
                if options.only in view.name:
                    _take(browser, server.url, view, project, options.out)
    finally:
        shutil.rmtree(home.parent)
    return 0


def _fill(home: Path) -> str:
    """Make some projects and return the id of the one that is open in the pictures."""
    store = ProjectStore(load_settings(home=home, _env_file=None))
    places = AddressBook(load_settings(home=home, _env_file=None), trusted=True)
    places.add("Shop videos", "s3://ambervale-shop/videos/")
    places.add("Office server", "/srv/media/finished")
    store.create("Autumn sale: the short one", "segmented")
    store.create_sample("chinese")
    store.create_sample("segmented")
    store.delete(store.create("A first try", "global").id)
    damaged = store.create("Damaged", "global")
    next((home / "projects" / damaged.id).glob("*.json")).write_text("{", "utf-8")
    sample = store.create_sample("global")
    return store.save(store.save(sample.with_notes("For the spring")).project.with_notes("")).project.id


def _views() -> Iterator[_View]:
    for place in PLACES:
        if place.key in page_files():
            path = "" if place.key == "projects" else place.key
            yield _View(place.key, path, looks=_EVERY)
            yield _View(f"{place.key}-zh", path, language="zh-CN")
            if place.project:
                yield _View(f"{place.key}-none", path, project=False, looks=_SOME[:1])
    for tab in ("Voices", "Writing", "Cache", "Check-up"):
        clicks = (tab, "Check now") if tab == "Check-up" else (tab,)
        yield _View(f"settings-{tab.lower()}", "settings", clicks=clicks)
    yield _View("storage-add", "storage", clicks=("Add a place",))
    for dialog in ("New project", "Import"):
        yield _View(f"projects-{dialog.split()[0].lower()}", "", clicks=(dialog,))
    for choice in ("Rename", "Duplicate", "Export", "Earlier versions", "Delete"):
        yield _View(f"projects-{choice.split()[0].lower()}", "", clicks=("More", choice))


def _take(browser: Any, url: str, view: _View, project: str, out: Path) -> None:
    for scheme, width in view.looks:
        size = {"width": width, "height": _HEIGHTS[width]}
        with browser.new_context(viewport=size, color_scheme=scheme, locale=view.language) as context:
            page = context.new_page()
            page.goto(f"{url}/{view.path}{f'?project={project}' if view.project else ''}")
            page.get_by_role("heading", level=1).first.wait_for()
            settled(page)
            for click in view.clicks:
                page.get_by_text(click, exact=True).first.click()
                settled(page)
            page.wait_for_timeout(500)  # what fades in has done so
            _grow(page, width)
            page.screenshot(path=out / f"{view.name}-{scheme}-{width}.png")


def _grow(page: Any, width: int) -> None:
    """Make the window as high as the page, which scrolls inside of it."""
    whole = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    if whole > _HEIGHTS[width]:
        page.set_viewport_size({"width": width, "height": min(whole, _TALLEST)})
        page.wait_for_timeout(300)


if __name__ == "__main__":
    raise SystemExit(main())

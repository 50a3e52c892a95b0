"""The studio: how soon its first page is there, and how fast its pages answer on a project as large as can be."""

from __future__ import annotations

import io
import os
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import numpy as np
from PIL import Image

from benchmarks.apart import run_apart
from benchmarks.parts import Options
from benchmarks.tables import Target, table, targets
from pages.widgets.navigation import PLACES, page_files
from s2v_core.media.library import Library
from s2v_core.projects import ProjectStore, add_assets, add_node, set_node_texts, set_titles
from s2v_core.settings import Settings, load_settings
from tests.studio.browser import Server, open_browser, why_no_browser

_NODES, _ASSETS, _DISTINCT = 40, 200, 400
_SIZE = (36, 64, 3)
_STARTS, _RERUNS = 5, 30
_WANTED_START, _WANTED_RERUN = 3.0, 300.0
"""Seconds until the first page can be used; milliseconds of a rerun."""


def measure(options: Options) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        settings = load_settings(home=Path(folder, "home"), _env_file=None)
        project = _fill(settings)
        return {"starts": _starts(Path(folder)), "pages": run_apart(_pages, settings.home, project)[0]}


def _fill(settings: Settings) -> str:
    """Make a project of forty script nodes with two hundred assets each, and return its id."""
    with Library(settings, trusted=True) as library:
        ids = [_picture(library, number) for number in range(_DISTINCT)]
    store = ProjectStore(settings)
    project = store.create("Large", "segmented")
    for number in range(_NODES):
        project, node = add_node(project, name=f"Node {number + 1}")
        media = [ids[(number * 7 + place) % _DISTINCT] for place in range(_ASSETS)]
        project = set_node_texts(add_assets(project, node, media), node, [f"What is said here, {number}."])
    return store.save(set_titles(project, [f"Title {number}" for number in range(50)])).project.id


def _picture(library: Library, number: int) -> str:
    pixels = np.random.default_rng(number).integers(0, 255, _SIZE, np.uint8)
    content = io.BytesIO()
    Image.fromarray(pixels).save(content, "PNG")
    content.seek(0)
    return library.add_file(content, f"picture {number}.png").asset.id


def _starts(folder: Path) -> list[float]:
    """Return the seconds from the command to a first page that can be used, in an empty data folder."""
    if why_no_browser():
        return []
    with open_browser() as browser:
        return [_start(browser, folder / f"start-{number}" / "home") for number in range(_STARTS)]


def _start(browser: Any, home: Path) -> float:
    with browser.new_context() as context:
        page = context.new_page()
        begun = time.perf_counter()
        with Server(home) as server:
            page.goto(server.url)
            page.get_by_role("button", name="New project").wait_for()
            return time.perf_counter() - begun


def _pages(home: Path, project: str) -> dict[str, dict[str, float]]:
    """Return how long the server works on every page with the large project open, in milliseconds."""
    os.environ["S2V_HOME"] = str(home)
    from tests.studio.harness import after_navigation

    files = page_files()
    with after_navigation():
        return {place.key: _page(files[place.key], project) for place in PLACES if place.key in files}


def _page(file: str, project: str) -> dict[str, float]:
    from tests.studio.harness import open_studio

    studio = open_studio(project=project, timeout=120)
    studio.switch_page(file)
    opened = _took(studio.run)
    again = [_took(studio.run) for _ in range(_RERUNS)]
    return {
        "open": opened,
        "median": median(again),
        "p95": quantiles(again, n=20, method="inclusive")[18],
        "max": max(again),
    }


def _took(work: Any) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def describe(data: dict[str, Any]) -> str:
    starts, pages = data["starts"], data["pages"]
    intro = (
        f"A project of {_NODES} script nodes with {_ASSETS} assets each ({_DISTINCT} different ones) is open. *Opened* "
        f"is the first run of a page, with all pictures to be made; a rerun is what every click costs the server "
        f"({_RERUNS} of them)."
    )
    rows = [(name, *(f"{times[key]:.0f}" for key in ("open", "median", "p95", "max"))) for name, times in pages.items()]
    wanted = [Target("slowest page, 95th percentile", max(t["p95"] for t in pages.values()), _WANTED_RERUN, "ms")]
    if starts:
        wanted.insert(0, Target("first page usable after the start, median", median(starts), _WANTED_START, "s"))
        begun = ", ".join(f"{start:.1f}" for start in starts)
        intro += (
            f" The first page could be used {begun} s after `streamlit run app.py`, in Chromium, empty data folder."
        )
    page_table = table(("page", "opened ms", "median ms", "95 % ms", "highest ms"), rows)
    return "\n\n".join([intro, page_table, "### Targets", targets(wanted)])

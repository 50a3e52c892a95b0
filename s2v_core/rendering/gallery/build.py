"""Making a whole gallery: a picture of every entry in every shape, and the page that shows them."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import cv2

from s2v_core.cache import key_of, write_atomically
from s2v_core.effects import Entry
from s2v_core.effects.kinds import KINDS
from s2v_core.processes import usable_cores
from s2v_core.rendering.gallery.drawing import GALLERY_VERSION, SHOWN, shown
from s2v_core.rendering.gallery.moving import write_moving
from s2v_core.rendering.gallery.page import gallery_page, shown_entry, shown_sheet
from s2v_core.rendering.gallery.scene import Scene, open_scene
from s2v_core.rendering.gallery.sheets import write_sheet

__all__ = ["SHAPES", "build_gallery"]

SHAPES: Mapping[str, tuple[int, int]] = MappingProxyType({"portrait": (180, 320), "landscape": (320, 180)})
"""Width and height of the pictures of each shape."""

_MOST_WORKERS = 16
_PICTURES = "pictures"
_SHEETS: Mapping[str, str] = MappingProxyType(
    {"filter": "All filters on one sheet", "look": "All looks on one sheet", "bubble": "All bubbles on one sheet"}
)
"""Kinds whose entries are also shown together, and the titles of those sheets."""


@dataclass(frozen=True)
class _Task:
    kind: str
    name: str
    shape: str
    target: Path


def build_gallery(
    folder: Path,
    media: Sequence[Path],
    *,
    kinds: Sequence[str],
    shapes: Sequence[str],
    progress: Callable[[int, int], None] = lambda done, total: None,
    workers: int | None = None,
) -> Path:
    """Make what is missing of a gallery and return its page.

    Pictures that are there already, made from the same media, are not made again, so that a gallery whose making was
    stopped goes on where it was.

    Args:
        folder: where to; created if need be.
        media: photos and videos to show the entries on.
        kinds: keys of ``KINDS``; those that are not shown by pictures are left out.
        shapes: keys of ``SHAPES``.
        progress: is told how many pictures there are already and how many there will be.
        workers: processes; by default one for each core. 1: none but this one.

    Raises:
        MediaError: a file of ``media`` cannot be read.
        OSError: a picture cannot be written.
    """
    drawn = [kind for kind in kinds if kind in SHOWN and kind in KINDS]
    key = key_of(GALLERY_VERSION, [(path.name, path.stat().st_size) for path in media])[:8]
    tasks = [_task(folder, kind, entry, shape, key) for kind in drawn for entry in KINDS[kind] for shape in shapes]
    missing = [task for task in tasks if not task.target.is_file()]
    progress(len(tasks) - len(missing), len(tasks))
    for number, _ in enumerate(_made(missing, tuple(media), workers), start=1):
        progress(len(tasks) - len(missing) + number, len(tasks))
    pictures = {(task.kind, task.name, task.shape): task.target.relative_to(folder).as_posix() for task in tasks}
    entries = [
        shown_entry(kind, entry, {shape: pictures[kind, entry.name, shape] for shape in shapes})
        for kind in drawn
        for entry in KINDS[kind]
    ]
    sheets = [_sheet(folder, kind, [task for task in tasks if task.kind == kind]) for kind in drawn if kind in _SHEETS]
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "index.html"
    write_atomically(page, lambda aside: aside.write_text(gallery_page(entries, sheets, shapes), "utf-8"))
    return page


def _sheet(folder: Path, kind: str, tasks: Sequence[_Task]) -> dict[str, Any]:
    """Write the contact sheet of a kind from the pictures of its widest shape, and return what the page shows of it."""
    shape = max((task.shape for task in tasks), key=lambda name: SHAPES[name][0])
    target = folder / _PICTURES / f"{kind}.webp"
    pictures = [(task.name, task.target) for task in tasks if task.shape == shape]
    write_atomically(target, lambda aside: write_sheet(pictures, aside))
    return shown_sheet(kind, _SHEETS[kind], target.relative_to(folder).as_posix())


def _task(folder: Path, kind: str, entry: Entry[Any], shape: str, key: str) -> _Task:
    return _Task(kind, entry.name, shape, folder / _PICTURES / kind / f"{entry.name}-{shape}-{key}.webp")


def _made(tasks: Sequence[_Task], media: tuple[Path, ...], workers: int | None) -> Iterator[None]:
    """Make pictures and yield after each."""
    count = min(workers or usable_cores(_MOST_WORKERS), len(tasks))
    if count <= 1:
        for task in tasks:
            _make(task, media)
            yield
        return
    pool = ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"), initializer=_prepare)
    try:
        for future in as_completed([pool.submit(_make, task, media) for task in tasks]):
            future.result()
            yield
    finally:
        pool.shutdown(cancel_futures=True)


def _prepare() -> None:
    """Leave Ctrl-C to the process that started this one, and the other cores to other workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cv2.setNumThreads(1)


def _make(task: _Task, media: tuple[Path, ...]) -> None:
    moving = shown(task.kind, KINDS[task.kind][task.name], _scene(media, task.shape))
    task.target.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(task.target, lambda aside: write_moving(moving, aside))


@lru_cache(maxsize=len(SHAPES))
def _scene(media: tuple[Path, ...], shape: str) -> Scene:
    return open_scene(media, SHAPES[shape])

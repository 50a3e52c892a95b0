"""Stills that are loaded once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import s2v_core.media.still_memory as module
from s2v_core.errors import MediaNotFound
from s2v_core.media.still_memory import StillMemory
from s2v_core.media.stills import load_still
from tests.support.media import write_image


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were really loaded."""
    loaded: list[Path] = []
    lock = threading.Lock()

    def counting(path: Path, **arguments: Any) -> Any:
        with lock:
            loaded.append(path)
        return load_still(path, **arguments)

    monkeypatch.setattr(module, "load_still", counting)
    return loaded


def test_a_still_is_loaded_once_for_every_size(tmp_path: Path, loads: list[Path]) -> None:
    path, memory = write_image(tmp_path / "a.png", size=(64, 36)), StillMemory()
    sizes: list[tuple[int, int] | None] = [(32, 18), (32, 18), None, (32, 18), None]
    pictures = [memory.load(path, "a", max_size=size, max_pixels=10_000) for size in sizes]
    assert len(loads) == 2
    assert [picture.shape[:2] for picture in pictures] == [(18, 32), (18, 32), (36, 64), (18, 32), (36, 64)]
    assert np.array_equal(pictures[2], load_still(path, max_size=None, max_pixels=10_000))


def test_what_is_kept_cannot_be_drawn_on(tmp_path: Path) -> None:
    path, memory = write_image(tmp_path / "a.png"), StillMemory()
    with pytest.raises(ValueError, match="read-only"):
        memory.load(path, "a", max_size=None, max_pixels=10_000)[:] = 0


def test_threads_that_ask_at_once_share_one_loading(tmp_path: Path, loads: list[Path]) -> None:
    path, memory, gate = write_image(tmp_path / "a.png"), StillMemory(), threading.Barrier(4)

    def ask(_number: int) -> Any:
        gate.wait()
        return memory.load(path, "a", max_size=None, max_pixels=10_000)

    with ThreadPoolExecutor(4) as threads:
        pictures = list(threads.map(ask, range(4)))
    assert len(loads) == 1
    assert all(picture is pictures[0] for picture in pictures)


def test_the_longest_unused_go_first(tmp_path: Path, loads: list[Path]) -> None:
    paths = {name: write_image(tmp_path / f"{name}.png", size=(10, 10)) for name in "abc"}
    memory = StillMemory(limit=2 * 10 * 10 * 3)
    for name in "abacab":
        memory.load(paths[name], name, max_size=None, max_pixels=10_000)
    assert [path.stem for path in loads] == ["a", "b", "c", "b"]


def test_a_failure_is_not_remembered(tmp_path: Path) -> None:
    path, memory = tmp_path / "late.png", StillMemory()
    with pytest.raises(MediaNotFound):
        memory.load(path, "late", max_size=None, max_pixels=10_000)
    write_image(path)
    assert memory.load(path, "late", max_size=None, max_pixels=10_000).ndim == 3

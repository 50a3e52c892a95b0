"""What tests of rendering share."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from s2v_core.cache import Cache
from s2v_core.media import Assets
from s2v_core.settings import Settings
from s2v_core.speech import Speaker
from tests.rendering.scene import BLUE, RED, counting
from tests.support.media import write_video


@pytest.fixture(autouse=True)
def _no_thread_goes_on() -> Iterator[None]:
    yield
    names = [thread.name for thread in threading.enumerate()]
    assert [name for name in names if name.startswith(("chunk", "sound"))] == []


@pytest.fixture
def speaker(settings: Settings) -> Speaker:
    return Speaker(settings)


@pytest.fixture
def assets(settings: Settings) -> Assets:
    return Assets(settings, trusted=True)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def red(tmp_path: Path) -> Path:
    return write_video(tmp_path / "red.mp4", size=(32, 32), frames=30, rate=10, colour=RED, tone=None)


@pytest.fixture
def blue(tmp_path: Path) -> Path:
    return write_video(tmp_path / "blue.mp4", size=(32, 32), frames=30, rate=10, colour=BLUE, tone=None)


@pytest.fixture
def counted(tmp_path: Path) -> Path:
    """Thirty frames at 10 frames per second that tell their number."""
    return write_video(tmp_path / "counted.mp4", size=(32, 32), frames=30, rate=10, colour=counting(), tone=None)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "video.mp4"

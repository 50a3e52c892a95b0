"""What happens when a file cannot be finished."""

from __future__ import annotations

import errno
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

import s2v_core.rendering.write as write_module
from s2v_core.errors import Cancelled, DependencyMissing, MediaError, MediaUnreadable, OutputNotWritable, RenderError
from s2v_core.media import Assets
from s2v_core.media.frames import VideoReader
from s2v_core.rendering import EncoderOptions, write_video
from s2v_core.rendering.encode import Encoder
from s2v_core.speech import Speaker
from s2v_core.timeline import Canvas
from tests.rendering.scene import FAST, Picture, shot, timeline, with_music
from tests.support import media


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_stopping_leaves_nothing_behind(counted: Path, out: Path, assets: Assets, speaker: Speaker) -> None:
    calls = []

    def enough() -> bool:
        calls.append(1)
        return len(calls) > 5

    with pytest.raises(Cancelled):
        write_video(
            timeline([shot(counted, 0, 300)]), out, assets=assets, speaker=speaker, encoder=FAST, cancelled=enough
        )
    assert left_in(out.parent) == []
    assert len(calls) == 6
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("stage", "aside"))]


def test_a_failure_keeps_the_file_that_was_there(counted: Path, out: Path, assets: Assets, speaker: Speaker) -> None:
    out.write_bytes(b"yesterday's")
    with pytest.raises(Cancelled):
        write_video(
            timeline([shot(counted, 0, 9)]), out, assets=assets, speaker=speaker, encoder=FAST, cancelled=lambda: True
        )
    assert left_in(out.parent) == ["video.mp4"]
    assert out.read_bytes() == b"yesterday's"


@pytest.mark.parametrize("moment", ["frame", "sound", "finish", "__init__"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_named_and_nothing_half_made_stays(
    counted: Path,
    out: Path,
    assets: Assets,
    speaker: Speaker,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
    number: int,
) -> None:
    original: Callable[..., Any] = getattr(Encoder, moment)
    calls = []

    def full(self: Encoder, *args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        if len(calls) == (4 if moment == "frame" else 1):
            raise OSError(number, os.strerror(number))
        return original(self, *args, **kwargs)

    monkeypatch.setattr(Encoder, moment, full)
    with pytest.raises(OutputNotWritable, match="disk is full") as caught:
        write_video(timeline([shot(counted, 0, 30)]), out, assets=assets, speaker=speaker, encoder=FAST)
    assert caught.value.where == str(out)
    assert left_in(out.parent) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_libavs_own_report_of_a_full_disk_is_understood(
    counted: Path, out: Path, assets: Assets, speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_module, "write_atomically", lambda _target, write: write(Path("/dev/full")))
    with pytest.raises(OutputNotWritable, match="disk is full"):
        write_video(timeline([shot(counted, 0, 30)]), out, assets=assets, speaker=speaker, encoder=FAST)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Make the system refuse to let any file of this process grow beyond ``size`` bytes."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("part", [0.001, 0.5, 0.95, 0.999])
def test_a_disk_that_fills_up_at_any_moment_leaves_nothing(
    tmp_path: Path, out: Path, assets: Assets, speaker: Speaker, part: float
) -> None:
    def noise(index: int) -> Picture:
        return np.random.default_rng(index).integers(0, 256, (64, 64, 3), dtype=np.uint8)

    noisy = media.write_video(tmp_path / "noise.mp4", size=(64, 64), frames=30, rate=10, colour=noise, tone=None)
    scene = timeline([shot(noisy, 0, 60)], size=(64, 64))
    whole = write_video(scene, out, assets=assets, speaker=speaker, encoder=FAST).size_bytes
    out.unlink()
    with largest_file(int(whole * part)), pytest.raises(OutputNotWritable, match="disk is full"):
        write_video(scene, out, assets=assets, speaker=speaker, encoder=FAST)
    assert left_in(out.parent) == []


@pytest.mark.parametrize("folder", ["nowhere", "a file"])
def test_a_folder_that_cannot_be_written_is_named(
    counted: Path, out: Path, assets: Assets, speaker: Speaker, folder: str
) -> None:
    (out.parent / "a file").write_bytes(b"")
    target = out.parent / folder / "video.mp4"
    with pytest.raises(OutputNotWritable, match=folder):
        write_video(timeline([shot(counted, 0, 3)]), target, assets=assets, speaker=speaker, encoder=FAST)


def test_material_that_goes_away_while_writing_is_named(
    counted: Path, tmp_path: Path, out: Path, assets: Assets, speaker: Speaker
) -> None:
    second = media.write_video(tmp_path / "second.mp4", size=(32, 32), frames=20, rate=10, tone=None)
    scene = timeline([shot(counted, 0, 60), shot(second, 60, 90)])

    def vanish(done: int, _total: int) -> None:
        if done == 1:
            second.unlink()

    with pytest.raises(MediaError, match=r"second\.mp4"):
        write_video(scene, out, assets=assets, speaker=speaker, encoder=FAST, progress=vanish)
    assert left_in(out.parent) == []


@pytest.mark.parametrize("error", [OSError(errno.EIO, "Input/output error"), av.error.InvalidDataError(1, "bad")])
def test_material_that_cannot_be_read_is_not_taken_for_a_bad_target(
    counted: Path, out: Path, assets: Assets, speaker: Speaker, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(_self: VideoReader, seconds: float) -> Picture:
        raise error

    monkeypatch.setattr(VideoReader, "frame_at", fail)
    with pytest.raises(MediaUnreadable, match=r"counted\.mp4"):
        write_video(timeline([shot(counted, 0, 9)]), out, assets=assets, speaker=speaker, encoder=FAST)
    assert left_in(out.parent) == []


def test_a_sound_that_cannot_be_mixed_stops_the_writing(
    counted: Path, out: Path, tmp_path: Path, assets: Assets, speaker: Speaker
) -> None:
    scene = with_music(timeline([shot(counted, 0, 9)]), tmp_path / "gone.mp3")
    with pytest.raises(MediaError, match=r"gone\.mp3"):
        write_video(scene, out, assets=assets, speaker=speaker, encoder=FAST)
    assert left_in(out.parent) == []


def test_unknown_encoders_and_settings_are_named(counted: Path, out: Path, assets: Assets, speaker: Speaker) -> None:
    scene = timeline([shot(counted, 0, 3)])
    with pytest.raises(DependencyMissing, match="h264_dreams"):
        write_video(scene, out, assets=assets, speaker=speaker, encoder=EncoderOptions(codec="h264_dreams"))
    with pytest.raises(RenderError, match="libx264"):
        write_video(scene, out, assets=assets, speaker=speaker, encoder=EncoderOptions(preset="wishful"))
    assert left_in(out.parent) == []


@pytest.mark.parametrize("canvas", [Canvas(33, 32), Canvas(32, 33), Canvas(0, 0)])
def test_sizes_that_cannot_be_encoded_are_refused(
    counted: Path, out: Path, assets: Assets, speaker: Speaker, canvas: Canvas
) -> None:
    scene = timeline([shot(counted, 0, 3)], size=(canvas.width, canvas.height))
    with pytest.raises(RenderError, match=f"{canvas.width} x {canvas.height}"):
        write_video(scene, out, assets=assets, speaker=speaker, encoder=FAST)


def test_an_empty_timeline_is_refused(out: Path, assets: Assets, speaker: Speaker) -> None:
    with pytest.raises(RenderError, match="no frame"):
        write_video(timeline([], length=0), out, assets=assets, speaker=speaker, encoder=FAST)

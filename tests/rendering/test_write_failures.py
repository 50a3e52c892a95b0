"""What happens when a file cannot be finished."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import av
import numpy as np
import pytest

import s2v_core.rendering.chunks.rendering as rendering_module
import s2v_core.rendering.sound.track as track_module
import s2v_core.rendering.write as write_module
from s2v_core.cache import Cache
from s2v_core.errors import (
    DependencyMissing,
    MediaError,
    MediaUnreadable,
    OutputNotWritable,
    RenderError,
    SettingsError,
)
from s2v_core.media import Assets
from s2v_core.media.frames import VideoReader
from s2v_core.rendering import EncoderOptions, write_video
from s2v_core.rendering.compose import Composer
from s2v_core.speech import Speaker
from s2v_core.timeline import Canvas, Timeline
from tests.rendering.scene import FAST, Picture, left_in, shot, slowly, timeline, with_music
from tests.support import media


def unfinished(cache: Cache) -> list[str]:
    return [path.name for path in cache.root.rglob("*") if ".part" in path.name]


def full(number: int) -> Callable[..., None]:
    def refuse(*_args: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_named_and_nothing_half_made_stays(
    counted: Path, out: Path, assets: Assets, speaker: Speaker, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(write_module, "join", full(number))
    with pytest.raises(OutputNotWritable, match="disk is full") as caught:
        write_video(timeline([shot(counted, 0, 30)]), out, assets=assets, speaker=speaker, encoder=FAST)
    assert caught.value.where == str(out)
    assert left_in(out.parent) == []


@pytest.mark.parametrize("module", [rendering_module, track_module], ids=["pictures", "sound"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_a_full_disk_of_the_cache_is_named(
    counted: Path,
    out: Path,
    assets: Assets,
    speaker: Speaker,
    cache: Cache,
    monkeypatch: pytest.MonkeyPatch,
    module: ModuleType,
    number: int,
) -> None:
    part = "encode_chunk" if module is rendering_module else "_encode"
    monkeypatch.setattr(module, part, full(number))
    scene = timeline([shot(counted, 0, 90)])
    with pytest.raises(SettingsError, match="cache") as caught:
        write_video(scene, out, assets=assets, speaker=speaker, cache=cache, encoder=FAST)
    assert caught.value.where == str(cache.root)
    assert left_in(out.parent) == []
    assert unfinished(cache) == []


def test_a_cache_whose_folder_is_a_file_is_named(
    counted: Path, out: Path, assets: Assets, speaker: Speaker, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_bytes(b"")
    scene = timeline([shot(counted, 0, 3)])
    with pytest.raises(SettingsError, match="cache") as caught:
        write_video(scene, out, assets=assets, speaker=speaker, cache=Cache(tmp_path / "taken"), encoder=FAST)
    assert caught.value.where == str(tmp_path / "taken")
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


def noisy_scene(folder: Path) -> Timeline:
    """Two shots whose chunks are each about half as large as the file."""

    def noise(index: int) -> Picture:
        return np.random.default_rng(index).integers(0, 256, (64, 64, 3), dtype=np.uint8)

    noisy = media.write_video(folder / "noise.mp4", size=(64, 64), frames=30, rate=10, colour=noise, tone=None)
    return timeline([shot(noisy, 0, 20), shot(noisy, 20, 40, source_in=1)], size=(64, 64))


@pytest.mark.parametrize("part", [0.6, 0.95, 0.999])
def test_a_target_whose_disk_fills_up_at_any_moment_leaves_nothing(
    tmp_path: Path, out: Path, assets: Assets, speaker: Speaker, part: float
) -> None:
    scene = noisy_scene(tmp_path)
    whole = write_video(scene, out, assets=assets, speaker=speaker, encoder=FAST).size_bytes
    out.unlink()
    with largest_file(int(whole * part)), pytest.raises(OutputNotWritable, match="disk is full") as caught:
        write_video(scene, out, assets=assets, speaker=speaker, encoder=FAST)
    assert caught.value.where == str(out)
    assert left_in(out.parent) == []


@pytest.mark.parametrize("part", [0.001, 0.2, 0.45])
def test_a_cache_whose_disk_fills_up_at_any_moment_keeps_nothing_half_made(
    tmp_path: Path, out: Path, assets: Assets, speaker: Speaker, cache: Cache, part: float
) -> None:
    scene = noisy_scene(tmp_path)
    whole = write_video(scene, out, assets=assets, speaker=speaker, encoder=FAST).size_bytes
    out.unlink()
    with largest_file(int(whole * part)), pytest.raises(SettingsError, match="cache") as caught:
        write_video(scene, out, assets=assets, speaker=speaker, cache=cache, encoder=FAST)
    assert caught.value.where == str(cache.root)
    assert left_in(out.parent) == []
    assert unfinished(cache) == []
    again = write_video(scene, out, assets=assets, speaker=speaker, cache=cache, encoder=FAST)
    assert again.size_bytes == whole


@pytest.mark.parametrize("folder", ["nowhere", "a file"])
def test_a_folder_that_cannot_be_written_is_named(
    counted: Path, out: Path, assets: Assets, speaker: Speaker, folder: str
) -> None:
    (out.parent / "a file").write_bytes(b"")
    target = out.parent / folder / "video.mp4"
    with pytest.raises(OutputNotWritable, match=folder):
        write_video(timeline([shot(counted, 0, 3)]), target, assets=assets, speaker=speaker, encoder=FAST)


def test_a_folder_that_refuses_the_file_does_so_before_the_work(
    counted: Path, out: Path, assets: Assets, speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed = slowly(monkeypatch)
    with pytest.raises(OutputNotWritable):
        write_video(
            timeline([shot(counted, 0, 3)]),
            out.parent / "nowhere" / "video.mp4",
            assets=assets,
            speaker=speaker,
            encoder=FAST,
        )
    assert composed == []


def test_material_that_goes_away_while_writing_is_named(
    counted: Path, tmp_path: Path, out: Path, assets: Assets, speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = media.write_video(tmp_path / "second.mp4", size=(32, 32), frames=20, rate=10, tone=None)
    scene = timeline([shot(counted, 0, 60), shot(second, 60, 90)])
    frame_of = Composer.encodable

    def vanish(self: Composer, index: int) -> av.VideoFrame:
        second.unlink(missing_ok=True)
        return frame_of(self, index)

    monkeypatch.setattr(Composer, "encodable", vanish)
    with pytest.raises(MediaError, match=r"second\.mp4"):
        write_video(scene, out, assets=assets, speaker=speaker, encoder=FAST)
    assert left_in(out.parent) == []


def test_the_failure_of_one_worker_stops_the_others_and_is_the_one_told(
    counted: Path, out: Path, assets: Assets, speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed = slowly(monkeypatch)
    slow = Composer.encodable

    def fail_once(self: Composer, index: int) -> av.VideoFrame:
        if len(composed) == 10:
            composed.append(-1)
            raise MediaUnreadable("The third reel is torn.")
        return slow(self, index)

    monkeypatch.setattr(Composer, "encodable", fail_once)
    with pytest.raises(MediaUnreadable, match="third reel"):
        write_video(timeline([shot(counted, 0, 600)]), out, assets=assets, speaker=speaker, encoder=FAST, workers=3)
    assert len(composed) < 30
    assert left_in(out.parent) == []


def test_a_bug_is_not_swallowed(
    counted: Path, out: Path, assets: Assets, speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def buggy(_self: Composer, _index: int) -> av.VideoFrame:
        raise ZeroDivisionError

    monkeypatch.setattr(Composer, "encodable", buggy)
    with pytest.raises(ZeroDivisionError):
        write_video(timeline([shot(counted, 0, 60)]), out, assets=assets, speaker=speaker, encoder=FAST, workers=2)
    assert left_in(out.parent) == []


@pytest.mark.parametrize("error", [OSError(errno.EIO, "Input/output error"), av.error.InvalidDataError(1, "bad")])
def test_material_that_cannot_be_read_is_not_taken_for_a_bad_target(
    counted: Path, out: Path, assets: Assets, speaker: Speaker, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(_self: VideoReader, *_moments: float) -> Picture:
        raise error

    monkeypatch.setattr(VideoReader, "planes_at", fail)
    with pytest.raises(MediaUnreadable, match=r"counted\.mp4"):
        write_video(timeline([shot(counted, 0, 9)]), out, assets=assets, speaker=speaker, encoder=FAST)
    assert left_in(out.parent) == []


def test_a_sound_that_is_missing_stops_the_writing_before_the_pictures_are_done(
    counted: Path, out: Path, tmp_path: Path, assets: Assets, speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed = slowly(monkeypatch)
    scene = with_music(timeline([shot(counted, 0, 600)]), tmp_path / "gone.mp3")
    with pytest.raises(MediaError, match=r"gone\.mp3"):
        write_video(scene, out, assets=assets, speaker=speaker, encoder=FAST)
    assert len(composed) < 300
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

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from s2v_core.errors import MediaError, MediaNotFound, RenderError
from s2v_core.media import Assets
from s2v_core.rendering import FrameMemory, FramePreview, frame_at
from s2v_core.timeline import Effect, Span, SubtitleClip, Timeline, Track
from tests.rendering.scene import Picture, counting, frames_of, grey, level, shot, timeline, transition, wait_until
from tests.support.media import write_image, write_video

MOMENTS = {-1: 0, 0: 0, 0.05: 0, 0.1: 1, 0.25: 2, 1.9999999: 20, 2: 20, 2.95: 29, 3: 29, 99.5: 29, float("inf"): 29}


def walks() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "preview"]


@pytest.fixture(autouse=True)
def _no_walk_is_left() -> Iterator[None]:
    yield
    gc.collect()
    wait_until(lambda: not walks())


@pytest.fixture
def film(counted: Path) -> Timeline:
    """Three seconds at 10 frames per second that tell their number."""
    return timeline([shot(counted, 0, 30)])


def titled(plain: Timeline, span: Span) -> Timeline:
    return replace(plain, subtitle_tracks=(Track(clips=(SubtitleClip(content="Hi", span=span),)),))


def shows(picture: Picture, index: int) -> bool:
    return abs(level(picture) - grey(index)) < 4


def psnr(one: Picture, other: Picture) -> float:
    return float(cv2.PSNR(one, other))


@pytest.mark.parametrize(("moment", "index"), MOMENTS.items())
def test_a_moment_shows_the_frame_that_is_seen_then(film: Timeline, assets: Assets, moment: float, index: int) -> None:
    assert np.array_equal(frame_at(film, moment, assets=assets), frames_of(film, assets, index)[0])


def test_remembered_frames_are_those_of_their_moments(film: Timeline, assets: Assets) -> None:
    with FramePreview(film, assets) as preview:
        preview.frame(1)
        wait_until(lambda: preview.warmed == 1)
        assert all(shows(preview.frame(moment), index) for moment, index in MOMENTS.items())


def test_every_frame_is_found_by_its_time_at_a_rate_that_is_no_whole_number(tmp_path: Path, assets: Assets) -> None:
    rate = Fraction(30000, 1001)
    path = write_video(tmp_path / "a.mp4", size=(32, 32), frames=40, rate=rate, colour=counting(), tone=None)
    film = timeline([shot(path, 0, 40)], rate=rate)
    with FramePreview(film, assets) as preview:
        for index in range(40):
            assert shows(preview.frame(index / rate), index)
            assert shows(preview.frame(float(index / rate)), index)
            assert shows(preview.frame(round(float(index / rate), 4) + 0.0001), index)


def test_the_first_request_is_exact_and_nothing_is_composed_before_it(film: Timeline, assets: Assets) -> None:
    memory = FrameMemory()
    with FramePreview(film, assets, memory=memory) as preview:
        assert (preview.warmed, walks()) == (0, [])
        assert np.array_equal(preview.frame(1.5), frames_of(film, assets, 15)[0])


def test_remembered_frames_look_like_the_rendered_ones(tmp_path: Path, assets: Assets) -> None:
    def draw(index: int) -> Picture:
        down, across = np.mgrid[0:95, 0:161]
        waves = 127 + 100 * np.sin(across / 9 + index) * np.cos(down / 7)
        return np.dstack([waves, across, 255 - waves]).astype(np.uint8)

    paths = [
        write_video(tmp_path / f"{name}.mkv", size=(161, 95), frames=10, rate=10, colour=draw, tone=None)
        for name in "ab"
    ]
    clips = [shot(paths[0], 0, 10, transition("Transition", 4, "wipeleft")), shot(paths[1], 6, 16)]
    film = titled(timeline(clips, size=(161, 95)), Span(2, 8))
    with FramePreview(film, assets) as preview:
        preview.frame(0)
        wait_until(lambda: preview.warmed == 1)
        real = frames_of(film, assets)
        assert min(psnr(preview.frame(index / 10), real[index]) for index in range(film.length)) > 38


def test_frames_are_the_callers_own(film: Timeline, assets: Assets) -> None:
    with FramePreview(film, assets) as preview:
        for _ in range(3):
            picture = preview.frame(1)
            assert shows(picture, 10)
            picture[:] = 0


def test_an_edit_leaves_the_frames_warm_that_it_did_not_change(film: Timeline, assets: Assets) -> None:
    memory = FrameMemory()
    with FramePreview(film, assets, memory=memory) as preview:
        preview.frame(0)
        wait_until(lambda: preview.warmed == 1)
    with FramePreview(titled(film, Span(20, 30)), assets, memory=memory) as edited:
        assert edited.warmed == pytest.approx(2 / 3)
        edited.frame(2.5)
        wait_until(lambda: edited.warmed == 1)
        assert len(memory) == 40


def test_frames_that_look_the_same_are_remembered_once(tmp_path: Path, assets: Assets) -> None:
    photo = write_image(tmp_path / "a.png", size=(32, 32))
    memory = FrameMemory()
    with FramePreview(timeline([shot(photo, 0, 50, type="Image")]), assets, memory=memory) as preview:
        preview.frame(0)
        assert preview.warmed == 1
        assert len(memory) == 1


def test_the_walk_waits_while_somebody_is_served(film: Timeline, assets: Assets) -> None:
    memory = FrameMemory()
    with FramePreview(film, assets, memory=memory) as preview:
        with memory.gate.serving():
            preview.frame(1)
            assert len(memory) == 1
        wait_until(lambda: preview.warmed == 1)
        wait_until(lambda: not walks())


def test_closing_ends_the_walk_and_frames_can_still_be_asked_for(film: Timeline, assets: Assets) -> None:
    memory = FrameMemory()
    preview = FramePreview(film, assets, memory=memory)
    with ThreadPoolExecutor(1) as other, memory.gate.serving():
        preview.frame(1)
        closing = other.submit(preview.close)
        wait_until(lambda: preview._walker.stopped)
    closing.result()
    assert not walks()
    assert len(memory) <= 2
    assert shows(preview.frame(2), 20)
    assert not walks()


def test_a_forgotten_preview_ends_its_walk(film: Timeline, assets: Assets) -> None:
    memory = FrameMemory()
    with memory.gate.serving():
        preview = FramePreview(film, assets, memory=memory)
        preview.frame(1)
        del preview
        gc.collect()
    wait_until(lambda: not walks())
    assert len(memory) <= 2


def test_a_full_memory_keeps_what_is_nearest(counted: Path, assets: Assets) -> None:
    film = timeline([shot(counted, 0, 30), shot(counted, 30, 60, opacity=0.5), shot(counted, 60, 90)])
    memory = FrameMemory()
    with FramePreview(film, assets, memory=memory) as preview:
        preview.frame(0)
        wait_until(lambda: preview.warmed == 1)
    largest = max(memory.touch(preview._key(index)) for index in range(90))
    small = FrameMemory(limit=largest * 35)
    with FramePreview(film, assets, memory=small) as preview:
        for second in (0.5, 5.5):
            preview.frame(second)
            wait_until(lambda: not walks())
            near = round(second * 10) // 30 * 30
            assert all(preview._key(index) in small for index in range(near, near + 30))
            assert small.size <= small.limit
        assert 0.3 < preview.warmed < 0.7


def test_many_threads_get_the_frames_they_ask_for(film: Timeline, assets: Assets) -> None:
    wanted = [index * 7 % 30 for index in range(90)]
    with FramePreview(film, assets) as preview, ThreadPoolExecutor(6) as threads:
        pictures = list(threads.map(lambda index: preview.frame(index / 10), wanted))
    assert all(shows(picture, index) for picture, index in zip(pictures, wanted, strict=True))


def test_missing_material_is_an_error_at_once(tmp_path: Path, assets: Assets) -> None:
    film = timeline([shot(tmp_path / "nowhere.mp4", 0, 10)])
    with pytest.raises(MediaNotFound):
        FramePreview(film, assets)
    with pytest.raises(MediaNotFound):
        frame_at(film, 0, assets=assets)


def test_material_lost_meanwhile_is_an_error_for_who_asks_for_it_and_for_nobody_else(
    counted: Path, red: Path, assets: Assets
) -> None:
    film = timeline([shot(counted, 0, 10), shot(red, 10, 20)])
    with FramePreview(film, assets) as preview:
        red.unlink()
        preview.frame(0.3)
        wait_until(lambda: preview.warmed == 0.5)
        wait_until(lambda: not walks())
        for _ in range(2):
            with pytest.raises(MediaError, match=r"red\.mp4"):
                preview.frame(1.5)
        assert shows(preview.frame(0.7), 7)


def test_a_timeline_without_frames_has_no_picture(film: Timeline, assets: Assets) -> None:
    with pytest.raises(RenderError, match="no frame"):
        FramePreview(replace(film, length=0), assets)


def test_a_moving_picture_differs_from_frame_to_frame(tmp_path: Path, assets: Assets) -> None:
    photo = tmp_path / "a.png"
    cv2.imwrite(str(photo), np.tile(np.linspace(0, 255, 64).astype(np.uint8)[None, :, None], (64, 1, 3)))
    zoom = Effect(type="Zoom", params={"StartRate": 1.0, "EndRate": 3.0})
    film = timeline([shot(photo, 0, 10, zoom, type="Image")])
    memory = FrameMemory()
    with FramePreview(film, assets, memory=memory) as preview:
        preview.frame(0)
        wait_until(lambda: preview.warmed == 1)
        assert len(memory) == 10


@pytest.mark.real_media
def test_real_footage_with_a_single_key_frame_is_remembered_well(real_media: Path, assets: Assets) -> None:
    footage = real_media / "footage" / "stretch.mp4"
    film = timeline([shot(footage, 0, 12, source_in=3.0, material=(0, 6))], size=(720, 1280), rate=24)
    with FramePreview(titled(film, Span(0, 12)), assets) as preview:
        preview.frame(0.2)
        wait_until(lambda: preview.warmed == 1, 60)
        real = frames_of(preview.timeline, assets)
        assert min(psnr(preview.frame(Fraction(index, 24)), real[index]) for index in range(12)) > 38

"""Frames of a timeline."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import psutil
import pytest

from s2v_core.effects import transitions
from s2v_core.errors import MediaError, MediaNotFound, MediaUnreadable
from s2v_core.media import Assets
from s2v_core.media.planes import Planes, from_rgb, to_rgb
from s2v_core.rendering.compose import Composer
from s2v_core.timeline import Box, Effect, Span, SubtitleClip, SubtitleStyle, Timeline, Track, VideoClip
from tests.rendering.scene import (
    BLUE,
    RED,
    Picture,
    counting,
    frames_of,
    grey,
    is_close,
    level,
    shot,
    timeline,
    transition,
)
from tests.support.media import write_animation, write_image, write_tone, write_video


def test_a_cut_falls_between_two_frames(red: Path, blue: Path, assets: Assets) -> None:
    before, after = frames_of(timeline([shot(red, 0, 7), shot(blue, 7, 12)]), assets, 6, 7)
    assert is_close(before[16, 16], RED)
    assert is_close(after[16, 16], BLUE)


def test_a_frame_is_contiguous_and_the_callers_own(red: Path, assets: Assets) -> None:
    composer = Composer(timeline([shot(red, 0, 5)], size=(34, 30)), assets)
    first = composer.frame(0)
    assert first.shape == (30, 34, 3)
    assert first.flags.c_contiguous
    first[:] = 0
    assert is_close(composer.frame(0)[15, 15], RED)
    composer.close()


def test_the_material_runs_from_its_in_point_at_its_speed(counted: Path, assets: Assets) -> None:
    clips = [shot(counted, 0, 5, source_in=0.5), shot(counted, 5, 10, source_in=1.0, speed=2.0)]
    shown = [level(frame) for frame in frames_of(timeline(clips), assets)]
    assert shown == pytest.approx([grey(n) for n in (5, 6, 7, 8, 9, 10, 12, 14, 16, 18)], abs=4)


def test_another_rate_repeats_or_drops_frames(counted: Path, assets: Assets) -> None:
    faster = timeline([shot(counted, 0, 6)], rate=20)
    slower = timeline([shot(counted, 0, 4)], rate=5)
    odd = timeline([shot(counted, 0, 6)], rate=Fraction(30000, 1001))
    assert [level(f) for f in frames_of(faster, assets)] == pytest.approx([grey(n) for n in (0, 0, 1, 1, 2, 2)], abs=4)
    assert [level(f) for f in frames_of(slower, assets)] == pytest.approx([grey(n) for n in (0, 2, 4, 6)], abs=4)
    assert [level(f) for f in frames_of(odd, assets)] == pytest.approx([grey(n) for n in (0, 0, 0, 1, 1, 1)], abs=4)


def test_a_clip_longer_than_its_piece_of_material_holds_the_last_frame_of_it(counted: Path, assets: Assets) -> None:
    clip = shot(counted, 0, 8, source_in=0.2, source_out=0.5)
    shown = [level(frame) for frame in frames_of(timeline([clip]), assets)]
    assert shown == pytest.approx([grey(n) for n in (2, 3, 4, 4, 4, 4, 4, 4)], abs=4)


@pytest.mark.parametrize("d", [1, 2, 5, 6])
def test_an_overlapping_transition_mixes_both_clips_step_by_step(red: Path, blue: Path, assets: Assets, d: int) -> None:
    clips = [shot(red, 0, 12, transition("Transition", d)), shot(blue, 12 - d, 20)]
    shown = frames_of(timeline(clips), assets)
    pure_red, pure_blue = shown[0][16, 16].astype(float), shown[-1][16, 16].astype(float)
    assert np.array_equal(shown[12 - d - 1], shown[0])
    assert np.array_equal(shown[12], shown[-1])
    for step in range(d):
        p = (step + 1) / (d + 1)
        expected = pure_red * (1 - p) + pure_blue * p
        assert np.abs(shown[12 - d + step][16, 16] - expected).max() <= 1.5


@pytest.mark.parametrize("d", [4, 5])
def test_a_duration_preserving_transition_reads_on_from_the_material(counted: Path, assets: Assets, d: int) -> None:
    a = shot(counted, 0, 10, transition("DLTransition", d), source_in=0, source_out=1.0, material=(0, 3))
    b = shot(counted, 10, 20, source_in=2.0, source_out=3.0, material=(0, 3))
    shown = [level(frame) for frame in frames_of(timeline([a, b]), assets)]
    first, last = 10 - d // 2, 10 - d // 2 + d
    for k in range(20):
        if k < first:
            expected = grey(k)
        elif k >= last:
            expected = grey(10 + k)
        else:
            p = (k - first + 1) / (d + 1)
            expected = grey(k) * (1 - p) + grey(10 + k) * p
        assert shown[k] == pytest.approx(expected, abs=4), k


def test_without_material_to_spare_the_edge_frames_are_held(counted: Path, assets: Assets) -> None:
    a = shot(counted, 0, 10, transition("DLTransition", 4), source_in=0, source_out=1.0)
    b = shot(counted, 10, 20, source_in=2.0, source_out=3.0)
    shown = [level(frame) for frame in frames_of(timeline([a, b]), assets, 8, 9, 10, 11)]
    pairs = [(8, 20), (9, 20), (9, 20), (9, 21)]
    expected = [grey(x) * (1 - p / 5) + grey(y) * p / 5 for p, (x, y) in enumerate(pairs, start=1)]
    assert shown == pytest.approx(expected, abs=4)


def test_every_transition_at_hand_starts_and_ends_at_its_pictures(red: Path, blue: Path, assets: Assets) -> None:
    for name in ("wiperight", "circleopen", "linearblur", "directional"):
        clips = [shot(red, 0, 10, transition("DLTransition", 6, name)), shot(blue, 10, 20)]
        shown = frames_of(timeline(clips), assets, 6, 10, 13)
        assert is_close(shown[0][16, 16], RED)
        assert not np.array_equal(shown[1], shown[0])
        assert not np.array_equal(shown[1], shown[2])
        assert is_close(shown[2][16, 16], BLUE)


def busy(tmp_path: Path) -> Timeline:
    """Footage, stills in motion, a blurred background, transitions, stickers and texts."""
    noise = np.random.default_rng(1).integers(0, 256, (24, 24, 3), dtype=np.uint8).repeat(2, 0).repeat(2, 1)
    moving = write_video(
        tmp_path / "m.mp4", size=(48, 48), frames=40, rate=24, colour=lambda n: np.roll(noise, n, 1), tone=None
    )
    still = write_image(tmp_path / "s.png", size=(80, 60), colour=(90, 140, 30))
    sticker = write_animation(tmp_path / "a.gif", size=(12, 8))
    burns = Effect(type="KenBurns", params={"Start": "0,0,0.6,0.8", "End": "0.3,0.2,0.6,0.8"})
    blur = Effect(type="Background", sub_type="Blur", params={"Radius": 0.1})
    main = [
        shot(moving, 0, 12, transition("DLTransition", 4), material=(0, 1.6), source_out=0.5),
        shot(still, 12, 24, burns, transition("DLTransition", 5, "wipeleft"), type="Image"),
        shot(moving, 24, 36, blur, box=None, source_in=0.7, speed=0.8),
    ]
    over = VideoClip(type="GlobalImage", media_url=str(sticker), box=Box(x=0.5, y=0.1), opacity=0.7)
    built = timeline(main, [over], size=(40, 64), rate=24)
    title = SubtitleClip(content="Hello", style=SubtitleStyle(font_size=12, alignment="TopCenter", y=0.4))
    return Timeline(**{**built.__dict__, "subtitle_tracks": (Track(clips=(title,)),)})


def test_any_order_gives_the_same_frames(tmp_path: Path, assets: Assets) -> None:
    scene = busy(tmp_path)
    in_order = frames_of(scene, assets)
    order = list(range(scene.length))
    random.Random(3).shuffle(order)
    for index, frame in zip(order, frames_of(scene, assets, *order), strict=True):
        assert np.array_equal(frame, in_order[index]), index


def test_frames_do_not_depend_on_where_the_clips_stand(tmp_path: Path, assets: Assets) -> None:
    scene = busy(tmp_path)
    main = scene.video_tracks[0]
    moved = [
        VideoClip(**{**clip.__dict__, "span": Span(clip.span.start + 9, clip.span.end + 9)})
        for clip in main.clips
        if clip.span
    ]
    later = Timeline(
        canvas=scene.canvas, rate=scene.rate, length=scene.length + 9, video_tracks=(Track(clips=tuple(moved)),)
    )
    here = Timeline(canvas=scene.canvas, rate=scene.rate, length=scene.length, video_tracks=(main,))
    for one, other in zip(frames_of(here, assets), frames_of(later, assets, *range(9, later.length)), strict=True):
        assert np.array_equal(one, other)


def test_nothing_at_all_is_black(assets: Assets, red: Path) -> None:
    gap = timeline([shot(red, 0, 3), shot(red, 6, 9)])
    assert frames_of(gap, assets, 4)[0].max() == 0
    assert frames_of(timeline([], length=2), assets, 1)[0].max() == 0


def test_titles_and_captions_are_drawn_in_their_time(red: Path, assets: Assets) -> None:
    style = SubtitleStyle(font_size=14, alignment="TopCenter", y=0.2, font_color="#ffffff")
    titles = (SubtitleClip(content="MM", style=style, span=Span(2, 4)),)
    base = timeline([shot(red, 0, 6)])
    scene = Timeline(**{**base.__dict__, "subtitle_tracks": (Track(clips=titles),)})
    plain, shown = frames_of(base, assets), frames_of(scene, assets)
    changed = [not np.array_equal(one, other) for one, other in zip(plain, shown, strict=True)]
    assert changed == [False, False, True, True, False, False]
    assert shown[2].max() > 240


def written(path: Path, pixels: Picture) -> Path:
    assert cv2.imwrite(str(path), cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))
    return path


def encodable(scene: Timeline, assets: Assets, *wanted: int) -> list[Planes]:
    composer = Composer(scene, assets)
    try:
        return [Planes(composer.encodable(index)) for index in wanted]
    finally:
        composer.close()


def with_title(scene: Timeline, **style: Any) -> Timeline:
    title = SubtitleClip(content="Hi", style=SubtitleStyle(font_size=14, alignment="TopCenter", y=0.2, **style))
    return Timeline(**{**scene.__dict__, "subtitle_tracks": (Track(clips=(title,)),)})


def test_what_is_encoded_is_what_is_shown(tmp_path: Path, assets: Assets) -> None:
    scene = busy(tmp_path)
    wanted = (0, 11, 13, 23, 25, 30)
    for shown, planes in zip(frames_of(scene, assets, *wanted), encodable(scene, assets, *wanted), strict=True):
        assert np.array_equal(to_rgb(planes), shown)
        assert (planes.frame.width, planes.frame.height, planes.frame.format.name) == (40, 64, "yuv420p")
        assert (planes.frame.colorspace, planes.frame.color_range, planes.frame.pict_type) == (1, 1, 0)


@pytest.mark.parametrize("size", [(33, 31), (1, 1), (7, 64)])
def test_a_canvas_may_have_an_odd_size(tmp_path: Path, assets: Assets, red: Path, size: tuple[int, int]) -> None:
    still = write_image(tmp_path / "s.png", size=(20, 10), colour=RED)
    half = VideoClip(
        type="GlobalImage", media_url=str(still), box=Box(x=0.3, y=0.3, width=0.7, height=0.7), opacity=0.5
    )
    burns = Effect(type="KenBurns", params={"Start": "0,0,0.8,0.8", "End": "0.2,0.2,0.8,0.8"})
    wipe = transition("DLTransition", 4, "wipeleft")
    main = [shot(red, 0, 6, wipe), shot(still, 6, 12, burns, type="Image")]
    for frame in frames_of(timeline(main, [half], size=size), assets):
        assert frame.shape == (size[1], size[0], 3)
        assert np.abs(frame.astype(int) - RED).max() <= 6


@pytest.mark.parametrize("p", [1, 3, 5])
def test_a_fade_is_the_one_of_the_catalogue(tmp_path: Path, assets: Assets, p: int) -> None:
    noise = np.random.default_rng(5).integers(0, 256, (2, 16, 16, 3), dtype=np.uint8).repeat(4, 1).repeat(4, 2)
    a, b = (written(tmp_path / f"{n}.png", pixels) for n, pixels in enumerate(noise))
    clips = [shot(a, 0, 10, transition("Transition", 5), type="Image"), shot(b, 5, 20, type="Image")]
    first, mixed, last = encodable(timeline(clips, size=(64, 64)), assets, 0, 4 + p, 15)
    wanted = from_rgb(transitions["fade"].function(to_rgb(first), to_rgb(last), p / 6, 0, {}))
    for plane, other in zip(mixed.all, wanted.all, strict=True):
        assert np.abs(plane.astype(int) - other).max() <= 2


@pytest.mark.parametrize("name", ["fade", "wiperight", "fadegrayscale", "linearblur"])
def test_nothing_jumps_where_a_transition_begins_and_ends(tmp_path: Path, assets: Assets, name: str) -> None:
    grey = write_image(tmp_path / "g.png", size=(64, 64), colour=(120, 120, 120))
    logo = write_image(tmp_path / "l.png", size=(9, 7), colour=(250, 30, 90, 140), mode="RGBA")
    over = VideoClip(type="GlobalImage", media_url=str(logo), box=Box(x=5, y=33))
    clips = [shot(grey, 0, 10, transition("DLTransition", 6, name), type="Image"), shot(grey, 10, 20, type="Image")]
    scene = with_title(timeline(clips, [over], size=(64, 64)), font_color="#ffd21e")
    before, *during, after = encodable(scene, assets, 6, 7, 9, 12, 13)
    for frame in (*during, after):
        for one, other in zip(frame.all, before.all, strict=True):
            assert np.abs(one.astype(int) - other).max() <= 1


def test_a_frame_of_the_material_that_is_shown_twice_is_drawn_on_once_each(
    tmp_path: Path, counted: Path, assets: Assets
) -> None:
    veil = write_image(tmp_path / "v.png", size=(32, 32), colour=(255, 255, 255, 100), mode="RGBA")
    over = VideoClip(type="GlobalImage", media_url=str(veil), box=Box(x=0, y=0, width=1, height=1))
    shown = frames_of(timeline([shot(counted, 0, 30)], [over], rate=30), assets)
    for first in range(0, 30, 3):
        expected = grey(first // 3) * 155 / 255 + 100
        for frame in shown[first : first + 3]:
            assert np.array_equal(frame, shown[first])
            assert level(frame) == pytest.approx(expected, abs=3)


def test_greys_stay_grey_through_everything(tmp_path: Path, counted: Path, assets: Assets) -> None:
    still = write_image(tmp_path / "g.png", size=(80, 60), colour=(77, 77, 77))
    sticker = write_image(tmp_path / "s.png", size=(9, 5), colour=(240, 240, 240, 99), mode="RGBA")
    burns = Effect(type="KenBurns", params={"Start": "0,0,0.6,0.8", "End": "0.3,0.2,0.6,0.8"})
    blur = Effect(type="Background", sub_type="Blur", params={"Radius": 0.1})
    main = [
        shot(counted, 0, 8, transition("DLTransition", 4), material=(0, 3)),
        shot(still, 8, 16, burns, transition("DLTransition", 4, "wipeleft"), type="Image"),
        shot(still, 16, 24, blur, type="Image", box=None, opacity=0.7),
    ]
    over = VideoClip(type="GlobalImage", media_url=str(sticker), box=Box(x=3, y=7), opacity=0.6)
    scene = with_title(timeline(main, [over], size=(50, 64)), font_color="#ffffff")
    for planes in encodable(scene, assets, *range(24)):
        assert (planes.u == 128).all()
        assert (planes.v == 128).all()


def open_files(folder: Path) -> int:
    return sum(Path(file.path).is_relative_to(folder.resolve()) for file in psutil.Process().open_files())


def test_files_are_opened_late_and_closed_early(tmp_path: Path, assets: Assets) -> None:
    paths = [
        write_video(tmp_path / f"{n}.mp4", size=(32, 32), frames=12, rate=10, colour=counting(), tone=None)
        for n in range(6)
    ]
    clips = [shot(path, 10 * n, 10 * n + 10, transition("DLTransition", 4)) for n, path in enumerate(paths)]
    composer = Composer(timeline(clips), assets)
    assert open_files(tmp_path) == 0
    counts = []
    for index in range(60):
        composer.encodable(index)
        counts.append(open_files(tmp_path))
    assert max(counts) == 2
    assert counts[4] == 1
    assert counts[8:12] == [2, 2, 2, 2]
    composer.close()
    assert open_files(tmp_path) == 0


def test_material_that_is_missing_or_no_picture_is_named(tmp_path: Path, assets: Assets, red: Path) -> None:
    with pytest.raises(MediaNotFound, match=r"gone\.mp4"):
        Composer(timeline([shot(tmp_path / "gone.mp4", 0, 2)]), assets)
    tone = write_tone(tmp_path / "tone.wav")
    with pytest.raises(MediaUnreadable, match=r"tone\.wav"):
        Composer(timeline([shot(tone, 0, 2)]), assets)
    composer = Composer(timeline([shot(red, 0, 5), shot(red, 5, 9)]), assets)
    composer.frame(0)
    composer.frame(0)
    composer.close()
    red.unlink()
    with pytest.raises(MediaError, match=r"red\.mp4"):
        composer.frame(6)

"""Colour filters of clips."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest

from s2v_core.effects import filters
from s2v_core.errors import MediaError
from s2v_core.media import Assets
from s2v_core.rendering.chunks.identity import ChunkKeys
from s2v_core.settings import Settings
from s2v_core.timeline import Box, Effect, Span, Timeline, VideoClip
from tests.rendering.scene import FAST, FULL, Picture, frames_of, is_close, shot, timeline
from tests.support.media import moving, write_animation, write_image, write_video

BROWN = (150, 100, 60)
BLACK_AND_WHITE = Effect(type="Filter", sub_type="pfb")


def filter_of(name: str, ext: object = None) -> Effect:
    return Effect(type="Filter", sub_type=name, params={} if ext is None else {"ExtParams": ext})


def is_grey(frame: Picture) -> bool:
    return int(np.ptp(frame, axis=2).max()) <= 4


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return write_video(tmp_path / "film.mp4", size=(32, 32), frames=10, rate=10, colour=BROWN, tone=None)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return write_image(tmp_path / "photo.png", size=(40, 48), colour=BROWN)


def cube(path: Path, brightness: float = 0.5) -> Path:
    path.write_text(f"LUT_1D_SIZE 2\n0 0 0\n{brightness} {brightness} {brightness}\n", encoding="utf-8")
    return path


def test_footage_has_the_colours_of_its_filter_in_every_frame(film: Path, assets: Assets) -> None:
    plain = frames_of(timeline([shot(film, 0, 3)]), assets)
    drawn = frames_of(timeline([shot(film, 0, 3, filter_of("PF4"))]), assets)
    for before, after in zip(plain, drawn, strict=True):
        expected = filters["pf4"].function(before, {})
        assert np.abs(after.astype(int) - expected).max() <= 5


@pytest.mark.parametrize(
    "motion",
    [(), (Effect(type="KenBurns"),), (Effect(type="Zoom", params={"EndRate": 1.5}),)],
    ids=["rest", "pan", "zoom"],
)
def test_stills_and_footage_are_filtered_alike(
    film: Path, photo: Path, assets: Assets, motion: tuple[Effect, ...]
) -> None:
    for path in (film, photo):
        for frame in frames_of(timeline([shot(path, 0, 4, *motion, filter_of("f7"))]), assets):
            expected = filters["f7"].function(np.full((2, 2, 3), BROWN, np.uint8), {})[0, 0]
            assert is_close(frame[16, 16], tuple(expected), 8)


def test_a_still_is_filtered_once_and_stays_so_whatever_is_asked_for(photo: Path, assets: Assets) -> None:
    scene = timeline([shot(photo, 0, 4, BLACK_AND_WHITE)])
    frames = frames_of(scene, assets, 0, 3, 1, 0)
    assert all(np.array_equal(frame, frames[0]) for frame in frames)
    assert is_grey(frames[0])


def test_a_picture_with_alpha_keeps_it(tmp_path: Path, photo: Path, assets: Assets) -> None:
    badge = write_image(tmp_path / "badge.png", size=(16, 16), mode="RGBA", colour=(250, 40, 40, 128))
    sticker = VideoClip(
        type="GlobalImage", media_url=str(badge), box=Box(x=0, y=0, width=0.5, height=0.5), effects=(BLACK_AND_WHITE,)
    )
    (frame,) = frames_of(timeline([shot(photo, 0, 1, BLACK_AND_WHITE)], [sticker]), assets)
    assert is_grey(frame)
    (without,) = frames_of(timeline([shot(photo, 0, 1, BLACK_AND_WHITE)]), assets)
    assert not np.array_equal(frame[:16, :16], without[:16, :16])
    assert np.array_equal(frame[20:, 20:], without[20:, 20:])


def test_an_animated_picture_is_filtered(tmp_path: Path, assets: Assets) -> None:
    sticker = write_animation(tmp_path / "a.gif", size=(12, 12), milliseconds=[100, 100, 100])
    assert all(is_grey(frame) for frame in frames_of(timeline([shot(sticker, 0, 3, BLACK_AND_WHITE)]), assets))


def test_a_blurred_background_has_the_colours_of_its_picture(film: Path, assets: Assets) -> None:
    behind = Effect(type="Background", sub_type="Blur", params={"Radius": 0.2})
    (frame,) = frames_of(timeline([shot(film, 0, 1, behind, BLACK_AND_WHITE, box=None)], size=(32, 64)), assets, 0)
    assert is_grey(frame)
    assert frame[2, 16].min() > 30


def test_several_filters_are_applied_in_order(film: Path, assets: Assets) -> None:
    warm_then_grey, grey_then_warm = (
        frames_of(timeline([shot(film, 0, 1, *order)]), assets)[0]
        for order in ((filter_of("warm"), BLACK_AND_WHITE), (BLACK_AND_WHITE, filter_of("warm")))
    )
    assert is_grey(warm_then_grey)
    assert not is_grey(grey_then_warm)


@pytest.mark.parametrize("ext", ["effect=pfb, strength=0.5", {"strength": "0.5"}])
def test_a_filter_can_be_seen_in_part(film: Path, assets: Assets, ext: object) -> None:
    plain, half, whole = (
        frames_of(timeline([shot(film, 0, 1, *effects)]), assets)[0].astype(int)
        for effects in ((), (filter_of("pfb", ext),), (BLACK_AND_WHITE,))
    )
    assert np.abs(half - (plain + whole) / 2).max() <= 5


def test_the_documented_manual_grading_is_understood(film: Path, assets: Assets) -> None:
    graded = filter_of("color", "effect=color,brightness=-10,contrast=10,saturation=10,dark_corner_ratio=50")
    (frame,) = frames_of(timeline([shot(film, 0, 1, graded)]), assets, 0)
    (plain,) = frames_of(timeline([shot(film, 0, 1)]), assets, 0)
    assert frame[16, 16].mean() < plain[16, 16].mean() - 4
    assert frame[0, 0].mean() < 0.65 * frame[16, 16].mean()


def test_dark_corners_stay_where_they_are_while_the_picture_moves(photo: Path, assets: Assets) -> None:
    graded = filter_of("color", "dark_corner_ratio=80")
    frames = frames_of(timeline([shot(photo, 0, 5, Effect(type="KenBurns"), graded)]), assets)
    for frame in frames:
        assert np.abs(frame.astype(int) - frames[0]).max() <= 4
        assert frame[0, 0].mean() < 0.4 * frame[16, 16].mean()


@pytest.mark.parametrize("name", ["random", "pf1, nothing, m5"])
def test_one_of_several_is_drawn_by_what_is_shown(film: Path, photo: Path, assets: Assets, name: str) -> None:
    drawn = [
        frames_of(timeline([shot(path, 0, 1, filter_of(name), identity=str(number))]), assets)[0].tobytes()
        for path in (film, photo)
        for number in range(8)
    ]
    again = [frames_of(timeline([shot(film, 0, 1, filter_of(name), identity="3")]), assets)[0].tobytes()]
    assert again == [drawn[3]]
    assert len(set(drawn[:8])) > 1


def test_an_unknown_filter_changes_nothing_and_is_logged(
    film: Path, assets: Assets, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        (frame,) = frames_of(timeline([shot(film, 0, 1, filter_of("sepia"))]), assets, 0)
    (plain,) = frames_of(timeline([shot(film, 0, 1)]), assets, 0)
    assert np.array_equal(frame, plain)
    assert "'sepia'" in caplog.text


def test_a_colour_table_of_the_user_is_applied(tmp_path: Path, film: Path, assets: Assets) -> None:
    table = cube(tmp_path / "half.cube")
    (frame,) = frames_of(timeline([shot(film, 0, 1, filter_of(str(table)))]), assets, 0)
    assert is_close(frame[16, 16], (75, 50, 30), 6)
    (part,) = frames_of(timeline([shot(film, 0, 1, filter_of(str(table), "strength=0.5"))]), assets, 0)
    assert is_close(part[16, 16], (112, 75, 45), 6)


def test_a_colour_table_is_only_read_from_where_it_may(
    tmp_path: Path, photo: Path, settings: Settings, assets: Assets
) -> None:
    table = cube(tmp_path / "half.cube")
    inside = write_image(settings.library_dir / "inside.png", size=(8, 8), colour=BROWN)
    strangers = Assets(settings, trusted=False)
    with pytest.raises(MediaError) as caught:
        frames_of(timeline([shot(inside, 0, 1, filter_of(str(table)))]), strangers, 0)
    assert caught.value.where == str(table)
    with pytest.raises(MediaError, match=r"gone\.cube"):
        frames_of(timeline([shot(photo, 0, 1, filter_of(str(tmp_path / "gone.cube")))]), assets, 0)


def keys(scene: Timeline, assets: Assets) -> str:
    return ChunkKeys(scene, assets, FAST).key(Span(0, 2))


def test_whatever_changes_the_colours_changes_the_key(tmp_path: Path, film: Path, assets: Assets) -> None:
    table = cube(tmp_path / "a.cube")
    effects = [
        (),
        (filter_of("m1"),),
        (filter_of("m2"),),
        (filter_of("m1", "strength=0.5"),),
        (filter_of("m1"), filter_of("m2")),
        (filter_of("m2"), filter_of("m1")),
        (filter_of("color", "brightness=5"),),
        (filter_of("color", "brightness=6"),),
        (filter_of(str(table)),),
    ]
    found = [keys(timeline([shot(film, 0, 2, *given)]), assets) for given in effects]
    assert len(set(found)) == len(effects)
    cube(table, 0.6)
    assert keys(timeline([shot(film, 0, 2, filter_of(str(table)))]), assets) not in found


def test_what_changes_no_colour_changes_no_key(tmp_path: Path, film: Path, assets: Assets) -> None:
    one, other = cube(tmp_path / "a.cube"), cube(tmp_path / "b.cube")
    pairs = [
        (filter_of("m1"), filter_of("M1", "effect=m1,else=3")),
        (filter_of(str(one)), filter_of(str(other))),
    ]
    for first, second in pairs:
        assert len({keys(timeline([shot(film, 0, 2, given)]), assets) for given in (first, second)}) == 1


def test_footage_that_moves_is_filtered_as_it_is_shown(tmp_path: Path, assets: Assets) -> None:
    path = write_video(tmp_path / "m.mp4", size=(64, 36), frames=10, rate=10, colour=moving(), tone=None)
    frames = frames_of(timeline([shot(path, 0, 6, BLACK_AND_WHITE, box=FULL)]), assets)
    assert all(is_grey(frame) for frame in frames)
    assert len({frame.tobytes() for frame in frames}) > 2

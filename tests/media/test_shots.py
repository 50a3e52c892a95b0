"""Cutting assets into shots."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.media import MediaInfo, Shot, cut_shots

seconds = st.fractions(min_value=Fraction(1, 1000), max_value=600, max_denominator=30_000)
moments = st.fractions(min_value=-10, max_value=700, max_denominator=1000)
ranges = st.lists(st.tuples(moments, moments), max_size=5)


def video(duration: Fraction | int) -> MediaInfo:
    return MediaInfo(kind="video", identity="v", width=64, height=36, duration=Fraction(duration), rate=Fraction(24))


def cut(duration: Fraction | int, target: Fraction | int, **options: object) -> tuple[Shot, ...]:
    return cut_shots(video(duration), target=Fraction(target), image_duration=Fraction(3), **options)  # type: ignore[arg-type]


def spans(shots: tuple[Shot, ...]) -> list[tuple[Fraction, Fraction]]:
    return [(shot.start, shot.end) for shot in shots]


def test_a_length_that_divides_evenly_gives_equal_shots() -> None:
    assert spans(cut(9, 3)) == [(0, 3), (3, 6), (6, 9)]


def test_a_rest_shorter_than_half_a_shot_is_dropped() -> None:
    assert spans(cut(7, 3)) == [(0, 3), (3, 6)]


def test_a_rest_of_half_a_shot_or_more_is_joined_to_the_last_one() -> None:
    assert spans(cut(Fraction(15, 2), 3)) == [(0, 3), (3, Fraction(15, 2))]
    assert spans(cut(8, 3)) == [(0, 3), (3, 8)]


def test_a_video_shorter_than_a_shot_is_one_shot() -> None:
    assert spans(cut(1, 3)) == [(0, 1)]


def test_ranges_are_cut_one_by_one_and_clamped_to_the_video() -> None:
    shots = cut(10, 2, ranges=[(Fraction(8), Fraction(99)), (Fraction(-5), Fraction(3))])
    assert spans(shots) == [(0, 3), (8, 10)]
    assert [(shot.low, shot.high) for shot in shots] == [(0, 3), (8, 10)]


def test_ranges_outside_the_video_and_empty_ones_give_no_shots() -> None:
    assert cut(10, 2, ranges=[(Fraction(10), Fraction(12)), (Fraction(4), Fraction(4))]) == ()


def test_overlapping_ranges_offer_no_moment_twice() -> None:
    assert spans(cut(10, 3, ranges=[(Fraction(0), Fraction(4)), (Fraction(2), Fraction(6))])) == [(0, 3), (3, 6)]


def test_touching_ranges_stay_apart() -> None:
    shots = cut(10, 3, ranges=[(Fraction(0), Fraction(2)), (Fraction(2), Fraction(4))])
    assert spans(shots) == [(0, 2), (2, 4)]


def test_without_splitting_each_range_is_one_shot() -> None:
    assert spans(cut(100, 3, split=False)) == [(0, 100)]
    two = [(Fraction(1), Fraction(40)), (Fraction(50), Fraction(60))]
    assert spans(cut(100, 3, split=False, ranges=two)) == two


@pytest.mark.parametrize("kind", ["image", "animation"])
def test_pictures_are_one_shot_of_the_image_duration(kind: str) -> None:
    info = MediaInfo(kind=kind, identity="i", duration=None if kind == "image" else Fraction(1, 2))  # type: ignore[arg-type]
    shots = cut_shots(info, target=Fraction(2), image_duration=Fraction(3), ranges=[(Fraction(0), Fraction(1))])
    assert shots == (Shot(Fraction(0), Fraction(3), Fraction(0), Fraction(3)),)


def test_sound_offers_no_shots() -> None:
    info = MediaInfo(kind="audio", identity="a", duration=Fraction(30))
    assert cut_shots(info, target=Fraction(2), image_duration=Fraction(3)) == ()


def test_a_shot_of_no_length_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="more than 0"):
        cut(10, 0)


@given(duration=seconds, target=st.fractions(min_value=Fraction(1, 2), max_value=60), wanted=ranges)
def test_shots_lie_in_the_ranges_in_order_and_never_overlap(
    duration: Fraction, target: Fraction, wanted: list[tuple[Fraction, Fraction]]
) -> None:
    shots = cut(duration, target, ranges=wanted)
    allowed = wanted or [(Fraction(0), duration)]
    for shot in shots:
        assert 0 <= shot.low <= shot.start < shot.end <= shot.high <= duration
        assert any(low <= shot.start < high for low, high in allowed)
        assert any(low < shot.end <= high for low, high in allowed)
    assert all(earlier.end <= later.start for earlier, later in pairwise(shots))


@given(duration=seconds, target=st.fractions(min_value=Fraction(1, 2), max_value=60))
def test_shots_have_the_wanted_length_but_for_the_last(duration: Fraction, target: Fraction) -> None:
    shots = cut(duration, target)
    assert all(isinstance(shot.length, Fraction) for shot in shots)
    assert all(shot.length == target for shot in shots[:-1])
    last = shots[-1].length
    assert last == target or last == duration < target or Fraction(3, 2) * target <= last < 2 * target


@given(duration=seconds, target=st.fractions(min_value=Fraction(1, 2), max_value=60))
def test_less_than_half_a_shot_is_wasted(duration: Fraction, target: Fraction) -> None:
    shots = cut(duration, target)
    assert shots[0].start == 0
    assert all(earlier.end == later.start for earlier, later in pairwise(shots))
    assert 2 * (duration - shots[-1].end) < target

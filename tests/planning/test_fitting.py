"""Fitting: frames sum exactly, material stays in its range."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.media.info import Shot
from s2v_core.planning.draws import Chooser, Draws
from s2v_core.planning.fitting import Placed, Showing, _free, place, share
from s2v_core.planning.materials import gather_groups
from s2v_core.planning.shots import Picker
from s2v_core.planning.sources import Probes
from tests.planning.fakes import FakeAssets, group, job_of

WEIGHTS = st.lists(st.fractions(min_value=Fraction(1, 100), max_value=100), min_size=1, max_size=30)


@given(st.integers(1, 5000), WEIGHTS)
def test_shares_sum_exactly(total: int, weights: list[Fraction]) -> None:
    assert sum(share(total, weights)) == total


@given(st.integers(1, 5000), WEIGHTS)
def test_every_share_has_a_frame_when_there_are_enough(total: int, weights: list[Fraction]) -> None:
    assert min(share(total, weights)) >= (1 if total >= len(weights) else 0)


@given(st.integers(1, 300), st.integers(1, 30))
def test_equal_weights_give_shares_within_one_frame(total: int, number: int) -> None:
    shares = share(total, [Fraction(1)] * number)
    assert max(shares) - min(shares) <= 1


def showing(ref: str, frames: int, **fields: Any) -> Showing:
    pools, _ = gather_groups(job_of([group("g", ref)]), Probes(FakeAssets()))
    return Showing(pick=Picker(Chooser(Draws(0), 0)).pick(pools[0]), frames=frames, **fields)


@given(
    st.integers(1, 400),
    st.integers(1, 400),
    st.fractions(min_value=Fraction(1, 2), max_value=2),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_the_part_shown_lies_inside_its_range(tenths: int, frames: int, speed: Fraction, head: int, tail: int) -> None:
    placed = place(showing(f"a_{tenths / 10}.mp4", frames, speed=speed), Fraction(25), head=head, tail=tail)
    assert placed.low <= placed.begin <= placed.end <= placed.high
    assert 0.5 <= placed.speed <= 2
    held = placed.end == placed.high and placed.speed == 0.5
    assert held or placed.end - placed.begin == pytest.approx(frames / 25 * placed.speed)


def test_a_shot_of_the_right_length_is_shown_as_it_is() -> None:
    placed = place(showing("a_3.mp4", 75), Fraction(25))
    assert placed == Placed(0.0, 3.0, 1.0, 0.0, 3.0)


def test_the_middle_of_a_longer_shot_is_shown() -> None:
    assert place(showing("a_4.mp4", 50), Fraction(25)).begin == 0.5


def test_a_longer_span_takes_material_beside_the_shot_before_slowing_down() -> None:
    placed = place(showing("a_10.mp4", 100), Fraction(25))
    assert placed.speed == 1.0
    assert placed.end - placed.begin == 4.0


def test_short_material_is_slowed_down() -> None:
    assert place(showing("a_2.mp4", 75), Fraction(25)).speed == pytest.approx(2 / 3)


def test_half_speed_is_the_slowest_and_then_the_last_picture_is_held() -> None:
    placed = place(showing("a_1.mp4", 100), Fraction(25))
    assert (placed.speed, placed.end) == (0.5, 1.0)


def test_room_for_transitions_is_left_on_both_sides_where_there_is_some() -> None:
    placed = place(showing("a_4.mp4", 75), Fraction(25), head=6, tail=7)
    assert placed.begin - placed.low >= 6 / 25
    assert placed.high - placed.end >= 7 / 25


def test_too_little_room_for_transitions_is_shared() -> None:
    placed = place(showing("a_3.2.mp4", 75), Fraction(25), head=10, tail=10)
    assert placed.begin == pytest.approx(0.1)


def test_a_still_is_shown_for_any_time() -> None:
    assert place(showing("a.png", 5000), Fraction(25)).speed == 1.0


moments = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), min_size=2, max_size=12)


@given(moments)
def test_a_gap_between_two_shots_is_shared_by_both(spans: list[tuple[int, int]]) -> None:
    shots = [Shot(Fraction(start), Fraction(start + length), Fraction(0), Fraction(70)) for start, length in spans]
    ends, starts = sorted(shot.end for shot in shots), sorted(shot.start for shot in shots)
    for shot in shots:
        before = [(other.end + shot.start) / 2 for other in shots if other.end <= shot.start]
        after = [(other.start + shot.end) / 2 for other in shots if other.start >= shot.end]
        assert _free(shot, ends, starts) == (float(max([shot.low, *before])), float(min([shot.high, *after])))

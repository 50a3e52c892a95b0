"""Drawing shots: from the right group, spread, without needless repetition."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s2v_core.job import DrawOverride
from s2v_core.planning.draws import Chooser, Draws
from s2v_core.planning.materials import GroupPool, gather_groups
from s2v_core.planning.overrides import Overrides
from s2v_core.planning.shots import Pick, Picker
from s2v_core.planning.sources import Probes
from tests.planning.fakes import FakeAssets, group, job_of


def pools(*groups: dict[str, Any], **fields: Any) -> tuple[GroupPool, ...]:
    return gather_groups(job_of(list(groups), **fields), Probes(FakeAssets()))[0]


def picked(pool: GroupPool, number: int, *, output: int = 0, seed: int = 0) -> list[Pick]:
    picker = Picker(Chooser(Draws(seed), output))
    picks: list[Pick] = []
    for _ in range(number):
        picks.append(picker.pick(pool, after=picks[-1].shown if picks else None))
    return picks


def test_a_shot_comes_from_its_own_group() -> None:
    first, second = pools(group("a", "a_9.mp4", "a.png"), group("b", "b_9.mp4", "b.png"))
    for output in range(10):
        picker = Picker(Chooser(Draws(0), output))
        assert picker.pick(first).shown.material in first.materials
        assert picker.pick(second).shown.material in second.materials


def test_first_shots_spread_over_all_assets_of_a_group() -> None:
    (pool,) = pools(group("a", *(f"a{n}.png" for n in range(5))))
    refs = [picked(pool, 1, output=output)[0].shown.material.ref for output in range(10)]
    assert set(Counter(refs).values()) == {2}
    assert len(set(refs[:5])) == 5


def test_the_shots_of_a_long_asset_take_turns_too() -> None:
    (pool,) = pools(group("a", "a_12.mp4"))
    starts = [picked(pool, 1, output=output)[0].shown.shot.start for output in range(4)]
    assert sorted(starts) == [0, 3, 6, 9]


def test_the_shots_of_all_long_assets_come_first_once() -> None:
    (pool,) = pools(group("a", "a_12.mp4", "b_12.mp4"))
    assert {picked(pool, 1, output=output)[0].shown.key for output in range(8)} == pool.keys


def test_assets_take_turns_within_an_output() -> None:
    (pool,) = pools(group("a", "a_30.mp4", "b_30.mp4", "c_30.mp4"))
    for output in range(6):
        refs = [pick.shown.material.ref for pick in picked(pool, 6, output=output)]
        assert len(set(refs[:3])) == len(set(refs[3:])) == 3


@settings(max_examples=60)
@given(st.lists(st.integers(1, 14), min_size=1, max_size=4), st.integers(0, 40), st.integers(0, 5))
def test_no_shot_comes_twice_while_another_is_unused(lengths: list[int], output: int, seed: int) -> None:
    (pool,) = pools(group("a", *(f"a{n}_{length}.mp4" for n, length in enumerate(lengths))))
    keys = [pick.shown.key for pick in picked(pool, len(pool.keys), output=output, seed=seed)]
    assert set(keys) == pool.keys


@settings(max_examples=60)
@given(st.integers(2, 5), st.integers(1, 25), st.integers(0, 40))
def test_equal_shots_never_follow_each_other_while_there_is_another(assets: int, number: int, output: int) -> None:
    (pool,) = pools(group("a", *(f"a{n}.png" for n in range(assets))))
    keys = [pick.shown.key for pick in picked(pool, number, output=output)]
    assert all(one != two for one, two in pairwise(keys))
    assert max(Counter(keys).values()) <= -(-number // assets)


def test_a_group_with_one_shot_repeats_it() -> None:
    (pool,) = pools(group("a", "a.png"))
    assert len({pick.shown.key for pick in picked(pool, 3)}) == 1


def test_a_shot_that_two_groups_share_is_not_drawn_for_both() -> None:
    first, second = pools(group("a", "same.png", "other.png"), group("b", "same.png", "other.png"))
    for output in range(8):
        picker = Picker(Chooser(Draws(0), output))
        assert picker.pick(first).shown.key != picker.pick(second).shown.key


@pytest.mark.parametrize("output", range(8))
def test_an_asset_does_not_follow_itself_from_one_group_to_the_next(output: int) -> None:
    first, second = pools(group("a", "same_30.mp4"), group("b", "same_30.mp4", "other_3.mp4"))
    picker = Picker(Chooser(Draws(0), output))
    before = picker.pick(first)
    assert picker.pick(second, after=before.drawn).shown.material.ref == "other_3.mp4"


@pytest.mark.parametrize("output", range(6))
def test_assets_that_the_output_has_not_shown_yet_come_first(output: int) -> None:
    first, second = pools(group("a", "same_30.mp4"), group("b", "same_30.mp4", "other_3.mp4", "third_3.mp4"))
    picker = Picker(Chooser(Draws(0), output))
    picks = [picker.pick(first), picker.pick(second), picker.pick(second)]
    assert [pick.shown.material.ref for pick in picks].count("same_30.mp4") == 1


def test_the_same_file_twice_in_a_group_counts_once() -> None:
    (pool,) = pools(group("a", "a.png", "a.png", "b.png"))
    assert [material.ref for material in pool.materials] == ["a.png", "b.png"]


def test_a_longer_output_begins_with_the_shots_of_a_shorter_one() -> None:
    (pool,) = pools(group("a", "a_30.mp4", "b_14.mp4", "c.png"))
    long, short = (picked(pool, number, output=3) for number in (9, 4))
    assert [pick.shown.key for pick in long[:4]] == [pick.shown.key for pick in short]


def overridden(pool: GroupPool, number: int, entry: dict[str, Any]) -> list[Pick]:
    fixings = Overrides([DrawOverride.model_validate({"Decision": "shot", **entry})], 1).of(0)
    reserved = frozenset(pick.drawn.key for pick in picked(pool, number))
    picker = Picker(Chooser(Draws(0), 0, fixings=fixings), reserved)
    return [picker.pick(pool) for _ in range(number)]


def test_redrawing_one_shot_leaves_the_others_and_takes_an_unused_one() -> None:
    (pool,) = pools(group("a", *(f"a{n}.png" for n in range(6))))
    free = [pick.shown.key for pick in picked(pool, 3)]
    again = [pick.shown.key for pick in overridden(pool, 3, {"Slot": "a.1", "Redraw": 1})]
    assert again[0] == free[0]
    assert again[2] == free[2]
    assert again[1] not in free


def test_further_redraws_go_through_all_unused_shots() -> None:
    (pool,) = pools(group("a", *(f"a{n}.png" for n in range(6))))
    shown = {overridden(pool, 3, {"Slot": "a.1", "Redraw": n})[1].shown.key for n in (1, 2, 3)}
    assert len(shown) == 3


def test_a_shot_is_locked_by_its_media() -> None:
    (pool,) = pools(group("a", *(f"a{n}.png" for n in range(6))))
    assert overridden(pool, 2, {"Slot": "a.1", "Value": "a4.png"})[1].shown.material.ref == "a4.png"


def test_a_shot_is_locked_by_media_and_in_point() -> None:
    (pool,) = pools(group("a", "a_30.mp4"))
    locked = overridden(pool, 1, {"Slot": "a.0", "Value": {"Media": "a_30.mp4", "In": 21.0}})[0]
    assert locked.shown.shot.start == 21

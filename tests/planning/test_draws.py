"""Draws: pure, spread, independent of each other."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.job import DrawOverride
from s2v_core.planning.draws import Chooser, Draws
from s2v_core.planning.overrides import Overrides

NAMES = st.text(max_size=12)


@given(st.integers(), st.integers(1, 60), NAMES, NAMES)
def test_an_order_is_a_permutation(seed: int, count: int, decision: str, slot: str) -> None:
    assert sorted(Draws(seed).order(count, decision, slot)) == list(range(count))


@given(st.integers(), st.integers(1, 20), st.integers(0, 200), NAMES)
def test_every_element_comes_first_once_in_a_round(seed: int, count: int, turn: int, decision: str) -> None:
    draws = Draws(seed)
    begin = turn - turn % count
    firsts = [draws.ranking(count, begin + step, decision)[0] for step in range(count)]
    assert sorted(firsts) == list(range(count))


@given(st.integers(), st.integers(1, 20), st.integers(0, 200), NAMES)
def test_a_ranking_lists_every_alternative(seed: int, count: int, turn: int, decision: str) -> None:
    assert sorted(Draws(seed).ranking(count, turn, decision)) == list(range(count))


@given(st.integers(), NAMES)
def test_a_fraction_lies_between_0_and_1(seed: int, name: str) -> None:
    assert 0 <= Draws(seed).fraction(name) < 1


def test_draws_are_the_same_on_every_machine() -> None:
    draws = Draws(7)
    assert draws.words(2, "title", "") == [17680807669714301033, 12859708711127369796]
    assert draws.order(8, "music", "", 0) == (7, 0, 5, 6, 1, 2, 3, 4)


def test_rounds_are_different_permutations() -> None:
    draws = Draws(0)
    rounds = {draws.ranking(6, 6 * cycle, "title", "") for cycle in range(8)}
    assert len(rounds) > 5


def test_another_seed_draws_differently() -> None:
    assert Draws(0).order(20, "title") != Draws(1).order(20, "title")


@pytest.mark.parametrize("size", [3, 5, 8])
def test_decisions_over_pools_of_one_size_do_not_move_in_lockstep(size: int) -> None:
    draws = Draws(0)
    pairs = Counter(
        (draws.ranking(size, turn, "title", "")[0], draws.ranking(size, turn, "script", "")[0])
        for turn in range(4 * size)
    )
    assert len(pairs) > size * 3 // 2
    firsts = Counter(pair[0] for pair in pairs.elements())
    assert set(firsts.values()) == {4}


def test_a_title_goes_with_several_scripts_over_many_outputs() -> None:
    draws = Draws(3)
    partners: dict[int, set[int]] = {}
    for turn in range(60):
        title = draws.ranking(3, turn, "title", "")[0]
        partners.setdefault(title, set()).add(draws.ranking(3, turn, "script", "")[0])
    assert all(len(scripts) == 3 for scripts in partners.values())


def chooser(output: int, *entries: dict[str, object]) -> Chooser:
    overrides = Overrides([DrawOverride.model_validate(entry) for entry in entries], 10)
    return Chooser(Draws(0), output, fixings=overrides.of(output))


def test_a_redraw_takes_another_element_and_the_next_one_a_third() -> None:
    pool = ("a", "b", "c")
    taken = [
        chooser(2, {"Output": 2, "Decision": "title", "Redraw": redraw}).choose("title", pool) for redraw in range(3)
    ]
    assert sorted(taken) == ["a", "b", "c"]


def test_a_redraw_never_comes_back_to_the_first_draw() -> None:
    first = chooser(0).choose("title", ("a", "b", "c"))
    again = [chooser(0, {"Decision": "title", "Redraw": n}).choose("title", ("a", "b", "c")) for n in range(1, 8)]
    assert first not in again


def test_a_lock_takes_the_value_whatever_is_drawn() -> None:
    assert chooser(5, {"Output": 5, "Decision": "title", "Value": "b"}).choose("title", ("a", "b", "c")) == "b"


def test_an_entry_without_an_output_holds_for_all() -> None:
    entry = {"Decision": "music", "Value": "calm.mp3"}
    assert {chooser(n, entry).choose("music", ("a.mp3", "calm.mp3")) for n in range(4)} == {"calm.mp3"}


def test_an_entry_for_one_output_wins_over_one_for_all() -> None:
    entries = ({"Output": 1, "Decision": "music", "Value": "a"}, {"Decision": "music", "Value": "b"})
    assert chooser(1, *entries).choose("music", ("a", "b", "c")) == "a"
    assert chooser(2, *entries).choose("music", ("a", "b", "c")) == "b"


def test_an_entry_for_one_slot_wins_over_one_for_all_slots() -> None:
    entries = ({"Decision": "subheading", "Slot": "2", "Value": "a"}, {"Decision": "subheading", "Value": "b"})
    made = chooser(0, *entries)
    assert made.choose("subheading", ("a", "b"), slot="1") == "b"
    assert made.choose("subheading", ("a", "b"), slot="2") == "a"


def test_a_fraction_can_be_drawn_again_and_locked() -> None:
    free = chooser(0).fraction("begin", "g.0")
    assert chooser(0, {"Decision": "begin", "Redraw": 1}).fraction("begin", "g.0") != free
    assert chooser(0, {"Decision": "begin", "Value": 0.25}).fraction("begin", "g.0") == Fraction(1, 4)


def test_every_choice_is_recorded_with_its_slot() -> None:
    made = chooser(0)
    taken = made.choose("subheading", ("a", "b"), slot="2")
    assert made.values == {"subheading:2": taken}

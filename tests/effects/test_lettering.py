"""The contract of animations of texts, and what single ones must do."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from s2v_core.effects import Entry
from s2v_core.effects.kinds import KINDS
from s2v_core.effects.lettering import REST, Animation, Place, Pose, entrances, exits, loops, one_word, spotlight

DOCUMENTED = (
    *("blur", "wave", "scroll_right", "scroll_left", "rotateup", "close", "slingshot", "rotateflip", "elasticzoom"),
    *("zoom", "spring", "fade", "growth", "open", "dissovle", "zoomslightout", "zoomin", "zoomout", "angular"),
    *("rotate1", "rotate2", "brokentypewriter", "typewriter1", "typewriter2", "typewriter3"),
    *("slide_left", "slide_right", "slide_down", "slide_up", "wipe_left", "wipe_right", "wipe_down", "wipe_up"),
    *("sunrise", "heartjump", "musicjump"),
)
PLACES = [
    Place(
        index=index, count=12, word=index // 4, words=3, line=index // 6, lines=2, x=index % 6 - 3.0, y=index // 6 - 0.5
    )
    for index in range(12)
]
EASY = 0.001
"""A step of the progress within which nothing may jump."""


def shown(pose: Pose) -> float:
    """Return how much of a part is seen."""
    revealed = pose.reveal is None or pose.reveal.kind == "horizon"
    return pose.alpha * (1.0 if revealed or pose.reveal is None else pose.reveal.amount)


def distance(one: Pose, other: Pose) -> float:
    """Return how far two poses differ; where nothing of a part is seen does not matter."""
    lengths = ((one.dx, other.dx), (one.dy, other.dy), (one.scale_x, other.scale_x), (one.scale_y, other.scale_y))
    tints = [pose.tint.strength if pose.tint else 0.0 for pose in (one, other)]
    apart = [abs(a - b) for a, b in (*lengths, (one.turn / 90, other.turn / 90), (tints[0], tints[1]))]
    return max(abs(shown(one) - shown(other)), max(shown(one), shown(other)) * max(apart))


def test_every_documented_animation_is_there_under_its_name() -> None:
    assert {entry.name for entry in entrances} == {f"{stem}_in" for stem in DOCUMENTED}
    assert {entry.name for entry in exits} == {*(f"{stem}_out" for stem in DOCUMENTED), "dissolve_out", "sunset_out"}
    assert [entry.name for entry in loops] == [
        "normal_display",
        "naughty_display",
        "heartbeat_display",
        "rainbrush_display",
    ]
    assert [KINDS["entrance"], KINDS["exit"], KINDS["loop"]] == [entrances, exits, loops]


@pytest.mark.parametrize("entry", entrances, ids=lambda entry: entry.name)
def test_an_entrance_hides_everything_at_first_and_ends_in_place_without_a_jump(entry: Entry[Animation]) -> None:
    for place in PLACES[::3]:
        pose = entry.function
        assert pose(0.0, place).alpha == 0
        assert pose(1.0, place) == REST
        assert distance(pose(1 - EASY, place), REST) < 0.03
        steps = [pose(step * EASY, place) for step in range(1 + round(1 / EASY))]
        assert max(distance(one, other) for one, other in pairwise(steps)) < 0.2
        assert all(math.isfinite(value) for one in steps for value in (one.dx, one.dy, one.scale_x, one.turn))


@pytest.mark.parametrize("entry", exits, ids=lambda entry: entry.name)
def test_an_exit_is_the_entrance_played_backwards(entry: Entry[Animation]) -> None:
    stem = {"dissolve_out": "dissovle", "sunset_out": "sunrise"}.get(entry.name, entry.name.removesuffix("_out"))
    assert entry.function is entrances[f"{stem}_in"].function
    assert entry.category == entrances[f"{stem}_in"].category


def test_no_two_entrances_are_alike() -> None:
    drawn = {}
    for entry in entrances:
        poses = [entry.function(p, place) for p in (0.2, 0.45, 0.7) for place in PLACES[:7]]
        ornaments = [tuple(entry.function.ornaments(p, PLACES)) for p in (0.3, 0.6)]
        drawn[entry.name] = repr((entry.function.unit, poses, ornaments))
    assert len(set(drawn.values())) == len(drawn)


@pytest.mark.parametrize("entry", loops, ids=lambda entry: entry.name)
def test_a_loop_moves_steadily_and_stays_near_its_place(entry: Entry[Animation]) -> None:
    for place in PLACES[::3]:
        timed = Place(**{**vars(place), "begin": 0.3 * place.index, "end": 0.3 * place.index + 0.3})
        steps = [entry.function(0.001 * step, timed) for step in range(3000)]
        assert max(distance(one, other) for one, other in pairwise(steps)) < 0.06
        assert all(abs(one.dy) < 0.3 and 0.85 < one.scale_x < 1.2 and one.alpha > 0.3 for one in steps)
        assert any(one != REST for one in steps)


def test_letters_are_lit_when_they_are_spoken() -> None:
    lit = loops["normal_display"].function
    place = Place(begin=1.0, end=1.4)
    assert lit(0.99, place).alpha < 0.5
    assert lit(1.45, place).alpha == 1


def test_a_brush_colours_the_letters_one_after_another() -> None:
    brush = loops["rainbrush_display"].function
    coloured = [[place.index for place in PLACES if brush(t, place).tint] for t in (0.15, 0.4, 0.8)]
    assert coloured[0] == [0]
    assert coloured[0] < coloured[1] < coloured[2]
    assert len({brush(0.8, place).tint.colour for place in PLACES[:6]}) == 6  # type: ignore[union-attr]


def test_a_spoken_word_stands_out_and_steps_back() -> None:
    stands = spotlight((255, 200, 0), 1.2)
    place = Place(begin=1.0, end=1.5, width=0.8)
    assert stands(1.3, replace(place, width=4.0)).scale_x < 1.05
    assert stands(0.9, place) == REST
    assert stands(1.3, place).scale_x == pytest.approx(1.2, abs=0.01)
    assert stands(1.3, place).tint is not None
    assert stands(2.0, place) == REST


def test_a_single_word_pops_in_and_stays() -> None:
    stands = one_word(None, 1.12)
    assert stands(0.0, Place()).scale_x < 0.9
    assert max(stands(0.01 * step, Place()).scale_x for step in range(16)) > 1.01
    assert stands(0.5, Place()) == REST

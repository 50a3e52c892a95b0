"""Transitions: which are drawn, and that they never change a length or need room that is not there."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from s2v_core.effects import transitions as registry
from s2v_core.planning import plan, preflight
from s2v_core.timeline import Effect, Timeline
from tests.planning.fakes import FakeAssets, FakeSpeaker, group, job_of


def made(count: int = 1, groups: list[dict[str, Any]] | None = None, **process: Any) -> list[Timeline]:
    groups = groups or [group(name, f"{name}_30.mp4") for name in "abcd"]
    job = job_of(groups, count=count, process={"AllowTransition": True, **process})
    outputs = plan(job, assets=FakeAssets(), speaker=FakeSpeaker()).outputs
    return [output.timeline for output in outputs if output.timeline]


def effects(timeline: Timeline) -> list[Effect | None]:
    assert timeline.main_track is not None
    return [clip.effect("DLTransition", "Transition") for clip in timeline.main_track.clips]


def names(timeline: Timeline) -> list[str | None]:
    return [effect.sub_type for effect in effects(timeline) if effect]


def test_there_are_none_unless_allowed() -> None:
    assert effects(made(AllowTransition=False)[0]) == [None] * 4


def test_every_cut_has_one_and_the_last_clip_none() -> None:
    found = effects(made(TransitionList=["wiperight"])[0])
    assert [effect and (effect.type, effect.sub_type) for effect in found] == [("DLTransition", "wiperight")] * 3 + [
        None
    ]


def test_lengths_are_those_without_transitions() -> None:
    with_one, without = made(TransitionList=["fade"])[0], made(AllowTransition=False)[0]
    spans = [[clip.span for clip in timeline.video_tracks[0].clips] for timeline in (with_one, without)]
    assert spans[0] == spans[1]


def test_a_uniform_transition_is_the_same_at_every_cut_of_an_output() -> None:
    timelines = made(count=6, TransitionList=["wiperight", "wipeleft", "fade"])
    assert all(len(set(names(timeline))) == 1 for timeline in timelines)
    assert {names(timeline)[0] for timeline in timelines} == {"wiperight", "wipeleft", "fade"}


def test_without_uniformity_every_cut_draws_again() -> None:
    timelines = made(count=6, TransitionList=["wiperight", "wipeleft", "fade"], UseUniformTransition=False)
    assert any(len(set(names(timeline))) > 1 for timeline in timelines)


def test_without_uniformity_the_cuts_take_turns() -> None:
    listed = ["wiperight", "wipeleft", "fade"]
    groups = [group(name, f"{name}_30.mp4") for name in "abcdefg"]
    timelines = made(count=6, groups=groups, TransitionList=listed, UseUniformTransition=False)
    for timeline in timelines:
        assert all(one != other for one, other in pairwise(names(timeline)))
        assert [names(timeline).count(name) for name in listed] == [2, 2, 2]
    assert {names(timeline)[0] for timeline in timelines[:3]} == set(listed)


def test_the_default_list_draws_from_the_built_in_set() -> None:
    drawn = {name for timeline in made(count=12) for name in names(timeline)}
    assert drawn <= {"linearblur", "colordistance", "crosshatch", "dreamyzoom"} & {entry.name for entry in registry}
    assert len(drawn) > 1


def test_random_draws_from_all_standard_ones() -> None:
    drawn = {name for timeline in made(count=30, TransitionList=["random"]) for name in names(timeline)}
    assert len(drawn) == min(30, len(registry.standard()))
    assert drawn <= {entry.name for entry in registry.standard()}


def test_advanced_ones_are_drawn_by_name() -> None:
    listed = ["ot0001-BLINK", "OT0001-normal_pan"]
    drawn = {name for timeline in made(count=6, TransitionList=listed) for name in names(timeline)}
    assert drawn == {"OT0001-blink", "OT0001-normal_pan"}


@pytest.mark.parametrize("listed", ["fade, wipeup", "fade，wipeup"])
def test_a_comma_list_holds_alternatives(listed: str) -> None:
    drawn = {name for timeline in made(count=8, TransitionList=[listed]) for name in names(timeline)}
    assert drawn == {"fade", "wipeup"}


def test_names_are_written_as_the_catalogue_spells_them() -> None:
    assert names(made(TransitionList=["WipeRight"])[0])[0] == "wiperight"


def test_a_transition_takes_at_most_half_of_either_neighbour() -> None:
    groups = [group("a", "a.png", Duration=4), group("b", "b.png", Duration=0.8), group("c", "c.png", Duration=4)]
    for timeline in made(groups=groups, TransitionList=["fade"], TransitionDuration=3):
        assert [effect.params["Duration"] for effect in effects(timeline) if effect] == [0.4, 0.4]


def test_a_transition_below_a_tenth_of_a_second_is_left_out() -> None:
    groups = [group("a", "a.png", Duration=4), group("b", "b.png", Duration=0.16)]
    assert effects(made(groups=groups, TransitionList=["fade"])[0]) == [None, None]


def test_material_is_left_for_both_sides_of_a_cut() -> None:
    (timeline,) = made(TransitionList=["fade"], TransitionDuration=1)
    clips = timeline.video_tracks[0].clips
    for earlier, later in pairwise(clips):
        assert earlier.material is not None
        assert later.material is not None
        assert earlier.source_out is not None
        assert earlier.material[1] - earlier.source_out >= float(Fraction(13, 25)) - 1e-3
        assert later.source_in - later.material[0] >= float(Fraction(12, 25)) - 1e-3


@pytest.mark.parametrize(("name", "closest"), [("wiperigth", "wiperight"), ("fad", "fade")])
def test_an_unknown_name_is_an_error_that_suggests_a_known_one(name: str, closest: str) -> None:
    job = job_of([group("a", "a.png")], process={"AllowTransition": True, "TransitionList": ["random", f"fade,{name}"]})
    (problem,) = preflight(job, assets=FakeAssets(), speaker=FakeSpeaker())
    assert (problem.severity, problem.path) == ("error", "EditingConfig.ProcessConfig.TransitionList[1]")
    assert repr(name) in problem.message
    assert repr(closest) in problem.hint

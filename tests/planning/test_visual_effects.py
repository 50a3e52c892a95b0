"""Visual effects: which are drawn for which shots, and how long they last."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from s2v_core.effects import visual_effects
from s2v_core.errors import Problem
from s2v_core.planning import Plan, plan, preflight
from s2v_core.timeline import Effect, Timeline
from tests.planning.fakes import FakeAssets, FakeSpeaker, group, job_of

_PATH = "EditingConfig.ProcessConfig"


def planned(
    count: int = 1,
    groups: list[dict[str, Any]] | None = None,
    draws: list[dict[str, Any]] | None = None,
    **process: Any,
) -> Plan:
    groups = groups or [group(name, f"{name}_30.mp4") for name in "abcd"]
    given = {"AllowVfxEffect": True, "VfxEffectProbability": 1, **process}
    job = job_of(groups, count=count, process=given, output={"S2V": {"Draws": draws or []}})
    return plan(job, assets=FakeAssets(), speaker=FakeSpeaker())


def made(count: int = 1, **given: Any) -> list[Timeline]:
    return [output.required_timeline() for output in planned(count, **given).outputs]


def effects(timeline: Timeline) -> list[Effect | None]:
    assert timeline.main_track is not None
    return [clip.effect("VFX") for clip in timeline.main_track.clips]


def names(timeline: Timeline) -> list[str | None]:
    return [effect and effect.sub_type for effect in effects(timeline)]


def problems_of(**process: Any) -> list[Problem]:
    job = job_of([group("a", "a.png")], process={"AllowVfxEffect": True, **process})
    return list(preflight(job, assets=FakeAssets(), speaker=FakeSpeaker()))


def test_there_are_none_unless_allowed_and_nothing_else_changes() -> None:
    listed = {"VfxFirstClipEffectList": ["movie"], "VfxNotFirstClipEffectList": ["swing"]}
    assert made(AllowVfxEffect=False, **listed) == made(AllowVfxEffect=False)
    assert names(made(AllowVfxEffect=False, **listed)[0]) == [None] * 4


def test_the_first_shot_draws_from_its_own_list_and_all_others_from_theirs() -> None:
    lists = {"VfxFirstClipEffectList": ["Open", "movie"], "VfxNotFirstClipEffectList": ["swing", "white", "shine"]}
    timelines = made(count=6, **lists)
    assert {names(timeline)[0] for timeline in timelines} == {"open", "movie"}
    assert {name for timeline in timelines for name in names(timeline)[1:]} == {"swing", "white", "shine"}
    assert all(one != other for timeline in timelines for one, other in pairwise(names(timeline)))
    assert effects(timelines[0])[0] == Effect(type="VFX", sub_type=names(timelines[0])[0])


def test_a_comma_list_holds_alternatives_and_random_is_every_standard_one() -> None:
    assert {names(timeline)[0] for timeline in made(count=8, VfxFirstClipEffectList=["open, close ,"])} == {
        "open",
        "close",
    }
    standard = {entry.name for entry in visual_effects.standard()}
    count = min(100, len(standard))
    drawn = {names(timeline)[0] for timeline in made(count=count, VfxFirstClipEffectList=["Random"])}
    assert len(drawn) == count
    assert drawn <= standard


def test_without_lists_a_small_set_that_suits_any_picture_is_drawn_from() -> None:
    timelines = made(count=20)
    first = {names(timeline)[0] for timeline in timelines}
    later = {name for timeline in timelines for name in names(timeline)[1:]}
    assert first | later <= {entry.name for entry in visual_effects}
    assert len(first) > 2
    assert len(later) > 2
    assert not first & later


@pytest.mark.parametrize(("chance", "share"), [(0, 0), (0.5, 0.5), (50, 0.5), (1, 1)])
def test_the_probability_leaves_some_shots_without(chance: float, share: float) -> None:
    drawn = [name for timeline in made(count=50, VfxEffectProbability=chance) for name in names(timeline)]
    assert sum(name is not None for name in drawn) / len(drawn) == pytest.approx(share, abs=0.12)


def test_an_effect_moves_no_other_decision_and_can_be_locked_and_drawn_again() -> None:
    lists = {"VfxNotFirstClipEffectList": ["swing", "white", "shine"]}
    usual, without = planned(**lists).outputs[0], planned(AllowVfxEffect=False).outputs[0]
    assert {key: value for key, value in usual.draws.items() if not key.startswith("effect")} == dict(without.draws)
    lock = [{"Decision": "effect", "Slot": "2", "Value": "shine"}]
    assert names(planned(draws=lock, **lists).outputs[0].required_timeline())[2] == "shine"
    again = planned(draws=[{"Decision": "effect", "Slot": "2", "Redraw": 1}], **lists).outputs[0].required_timeline()
    before = names(usual.required_timeline())
    assert [one == other for one, other in zip(names(again), before, strict=True)] == [True, True, False, True]


def test_an_effect_on_a_still_goes_on_through_its_shots_and_the_transitions_around_them() -> None:
    groups = [
        group(name, file, Duration=3)
        for name, file in (("a", "a_9.mp4"), ("b", "b.png"), ("c", "b.png"), ("d", "d_9.mp4"))
    ]
    lists = {"VfxNotFirstClipEffectList": ["swing", "white", "shine"]}
    (timeline,) = made(groups=groups, AllowTransition=True, TransitionList=["fade"], TransitionDuration=1, **lists)
    _, second, third, fourth = effects(timeline)
    assert second == third
    assert second is not None
    assert second.params == {"TimelineIn": pytest.approx(2.5, abs=0.05), "TimelineOut": pytest.approx(9.5, abs=0.05)}
    assert fourth is not None
    assert fourth.params == {}


@pytest.mark.parametrize("field", ["VfxFirstClipEffectList", "VfxNotFirstClipEffectList"])
@pytest.mark.parametrize(("name", "hint"), [("hart beat", "'heartbeat'"), ("QQQ", "`effects list")])
def test_an_unknown_name_is_an_error_that_suggests_a_known_one(field: str, name: str, hint: str) -> None:
    (problem,) = problems_of(**{field: ["random", f"movie,{name}"]})
    assert (problem.severity, problem.path) == ("error", f"{_PATH}.{field}[1]")
    assert repr(name) in problem.message
    assert hint in problem.hint
    assert problems_of(AllowVfxEffect=False, **{field: [name]}) == []

"""Colour filters: which are drawn for which shots."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from s2v_core.effects import filters
from s2v_core.errors import Problem
from s2v_core.planning import Plan, plan, preflight
from s2v_core.timeline import Effect, Timeline
from tests.planning.fakes import FakeAssets, FakeSpeaker, group, job_of

_PATH = "EditingConfig.ProcessConfig.FilterList"


class LocalAssets(FakeAssets):
    """Those in memory, and the files of a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def path(self, ref: str) -> Path:
        return self.folder / ref if ref.endswith(".cube") else super().path(ref)


def planned(
    count: int = 1,
    groups: list[dict[str, Any]] | None = None,
    own: dict[str, Any] | None = None,
    assets: FakeAssets | None = None,
    draws: list[dict[str, Any]] | None = None,
    **process: Any,
) -> Plan:
    groups = groups or [group(name, f"{name}_30.mp4") for name in "abcd"]
    job = job_of(
        groups,
        count=count,
        process={"AllowFilter": True, **process},
        editing={"S2V": own or {}},
        output={"S2V": {"Draws": draws or []}},
    )
    return plan(job, assets=assets or FakeAssets(), speaker=FakeSpeaker())


def made(count: int = 1, **given: Any) -> list[Timeline]:
    return [output.required_timeline() for output in planned(count, **given).outputs]


def effects(timeline: Timeline) -> list[list[Effect]]:
    assert timeline.main_track is not None
    return [[effect for effect in clip.effects if effect.type == "Filter"] for clip in timeline.main_track.clips]


def names(timeline: Timeline) -> list[str | None]:
    return [found[0].sub_type if found else None for found in effects(timeline)]


def problems_of(**process: Any) -> list[Problem]:
    job = job_of([group("a", "a.png")], process={"AllowFilter": True, **process})
    return list(preflight(job, assets=FakeAssets(), speaker=FakeSpeaker()))


def test_there_are_none_unless_allowed() -> None:
    assert effects(made(AllowFilter=False, FilterList=["m1"])[0]) == [[]] * 4


def test_all_shots_of_an_output_share_one_that_is_drawn_from_the_list() -> None:
    timelines = made(count=6, FilterList=["m1", "PF4", "pv2"])
    assert all(len(set(names(timeline))) == 1 for timeline in timelines)
    assert {names(timeline)[0] for timeline in timelines} == {"m1", "pf4", "pv2"}
    assert effects(timelines[0])[0][0].params == {}


@pytest.mark.parametrize("listed", [[], ["random"]])
def test_without_a_list_and_by_random_all_of_the_catalogue_is_drawn_from(listed: list[str]) -> None:
    drawn = {names(timeline)[0] for timeline in made(count=58, FilterList=listed)}
    assert drawn == {entry.name for entry in filters}


def test_a_comma_list_holds_alternatives() -> None:
    assert {names(timeline)[0] for timeline in made(count=8, FilterList=["m1, m2 ,"])} == {"m1", "m2"}


def test_every_shot_has_its_own_when_they_need_not_be_uniform() -> None:
    groups = [group(name, f"{name}_30.mp4") for name in "abcdefg"]
    for timeline in made(count=3, groups=groups, own={"UniformFilter": False}, FilterList=["m1", "m2", "m3"]):
        assert all(one != other for one, other in pairwise(names(timeline)))


def test_a_still_keeps_its_filter_through_its_shots() -> None:
    groups = [group("a", "a.png"), group("b", "a.png"), group("c", "c.png")]
    for timeline in made(count=4, groups=groups, own={"UniformFilter": False}, FilterList=["m1", "m2", "m3"]):
        first, second, third = names(timeline)
        assert first == second != third


def test_the_probability_leaves_some_outputs_or_shots_without() -> None:
    uniform = made(count=20, own={"FilterProbability": 50}, FilterList=["m1"])
    assert {tuple(names(timeline)) for timeline in uniform} == {("m1",) * 4, (None,) * 4}
    single = made(count=20, own={"FilterProbability": 0.5, "UniformFilter": False}, FilterList=["m1"])
    assert len({tuple(names(timeline)) for timeline in single}) > 3
    never = made(count=5, own={"FilterProbability": 0}, FilterList=["m1"])
    assert {name for timeline in never for name in names(timeline)} == {None}


def test_the_strength_is_written_for_the_timeline() -> None:
    (timeline,) = made(own={"FilterStrength": 0.4}, FilterList=["m1"])
    assert effects(timeline)[0] == [Effect(type="Filter", sub_type="m1", params={"ExtParams": "strength=0.4"})]
    assert effects(made(own={"FilterStrength": 0}, FilterList=["m1"])[0]) == [[]] * 4


def test_manual_grading_comes_before_the_filter_and_without_one() -> None:
    grading = {"Brightness": -10, "KelvinTemperature": 6000, "DarkCornerRatio": 0}
    for allowed in (True, False):
        (timeline,) = made(own={"Grading": grading}, AllowFilter=allowed, FilterList=["m1"])
        first, *others = effects(timeline)[2]
        assert first.sub_type == "color"
        assert first.params == {"ExtParams": "effect=color,brightness=-10,kelvin_temperature=6000"}
        assert [one.sub_type for one in others] == (["m1"] if allowed else [])


def test_a_filter_is_a_decision_that_can_be_locked_and_drawn_again() -> None:
    listed = ["m1", "m2", "m3"]
    (usual,) = planned(FilterList=listed).outputs
    assert usual.draws["filter"] in listed
    (locked,) = planned(FilterList=listed, draws=[{"Decision": "filter", "Value": "m3"}]).outputs
    assert names(locked.required_timeline()) == ["m3"] * 4
    (again,) = planned(FilterList=listed, draws=[{"Decision": "filter", "Redraw": 1}]).outputs
    assert names(again.required_timeline()) != names(usual.required_timeline())
    assert {key: value for key, value in again.draws.items() if key != "filter"} == {
        key: value for key, value in usual.draws.items() if key != "filter"
    }


def test_a_filter_moves_no_other_decision() -> None:
    (without,) = planned(AllowFilter=False).outputs
    (with_one,) = planned(own={"UniformFilter": False, "FilterProbability": 0.5}).outputs
    drawn = {key: value for key, value in with_one.draws.items() if not key.startswith("filter")}
    assert drawn == dict(without.draws)


@pytest.mark.parametrize(
    ("name", "hint"), [("pf44", "'pf4'"), ("tokio", "'tokoyo'"), ("Q", "`effects list`"), ("color", "S2V.Grading")]
)
def test_an_unknown_name_is_an_error_that_suggests_a_known_one(name: str, hint: str) -> None:
    (problem,) = problems_of(FilterList=["random", f"m1,{name}"])
    assert (problem.severity, problem.path) == ("error", f"{_PATH}[1]")
    assert repr(name) in problem.message
    assert hint in problem.hint


def test_a_colour_table_is_drawn_like_a_filter_and_named_as_a_timeline_does(tmp_path: Path) -> None:
    (tmp_path / "my, look.cube").write_text("LUT_1D_SIZE 2\n0 0 0\n1 1 1\n", encoding="utf-8")
    plan = planned(count=2, assets=LocalAssets(tmp_path), FilterList=["my, look.cube", "m1"])
    assert plan.problems == ()
    assert {output.draws["filter"] for output in plan.outputs} == {"my, look.cube", "m1"}
    drawn = {names(output.required_timeline())[0] for output in plan.outputs}
    assert drawn == {"/media/my, look.cube", "m1"}


def test_a_colour_table_that_cannot_be_used_is_an_error_and_is_not_drawn(tmp_path: Path) -> None:
    (tmp_path / "bad.cube").write_text("nothing", encoding="utf-8")
    plan = planned(count=3, assets=LocalAssets(tmp_path), FilterList=["bad.cube", "gone.cube", "m1"])
    assert [problem.path for problem in plan.problems] == [f"{_PATH}[0]", f"{_PATH}[1]"]
    assert {names(output.required_timeline())[0] for output in plan.outputs} == {"m1"}

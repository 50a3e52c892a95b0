"""Locks and redraws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from s2v_core.errors import JobError
from s2v_core.job import parse_job
from s2v_core.planning import PlannedOutput, plan
from s2v_core.projects import (
    Project,
    decision_of,
    fixed_draws,
    is_locked,
    lock,
    lock_output,
    redraw,
    redraw_all,
    redraw_output,
    rename_node,
    unlock,
    unlock_output,
    value_of,
)
from tests.planning.fakes import FakeAssets, FakeSpeaker, document, group
from tests.projects.making import one_story, path_of_refusal, project


def entries(of: Project) -> list[dict[str, object]]:
    found: list[dict[str, object]] = of.document["OutputConfig"].get("S2V", {}).get("Draws", [])
    return found


def test_a_lock_names_the_value_and_says_what_it_means() -> None:
    after = lock(one_story(), "title", "Baked today", output=1)
    assert entries(after) == [{"Decision": "title", "Value": "Baked today", "Output": 1}]
    (fixed,) = fixed_draws(after)
    assert (fixed.locked, fixed.meaning) == (True, "The title in video 2")
    assert (
        fixed_draws(lock(one_story(), "shot", "x", slot="product.2"))[0].meaning
        == "The shot 3 of product in every video"
    )
    assert fixed_draws(lock(one_story(), "subheading", "x", slot="1"))[0].meaning == "The sub-heading 1 in every video"


def test_a_second_lock_of_the_same_decision_replaces_the_first() -> None:
    after = lock(lock(one_story(), "title", "Baked today"), "title", "Corner bakery")
    assert [entry["Value"] for entry in entries(after)] == ["Corner bakery"]


def test_every_redraw_counts_on_and_unlocking_leaves_no_trace() -> None:
    before = one_story()
    once = redraw(before, "music", output=0)
    assert entries(redraw(once, "music", output=0)) == [{"Decision": "music", "Redraw": 2, "Output": 0}]
    assert unlock(once, "music", output=0).document == before.document


def test_what_is_locked_is_not_drawn_again() -> None:
    locked = lock(one_story(), "title", "Baked today")
    with pytest.raises(JobError, match="The title in every video is locked"):
        redraw(locked, "title")
    assert entries(redraw(unlock(locked, "title"), "title")) == [{"Decision": "title", "Redraw": 1}]


def test_an_output_is_drawn_again_as_a_whole_but_for_its_locks() -> None:
    before = lock(lock(one_story(), "title", "Baked today"), "shot", "media://logo.png", slot="closing.0")
    before = redraw(before, "shot", slot="opening.0", output=1)
    keys = ["speech", "title", "music", "shot:opening.0", "shot:closing.0"]
    after = redraw_output(before, 1, keys)
    assert {(one.decision, one.slot, one.output, one.locked) for one in fixed_draws(after)} == {
        ("title", "", None, True),
        ("shot", "closing.0", None, True),
        ("shot", "closing.0", 1, True),
        ("music", "", 1, False),
        ("shot", "", 1, False),
    }


def test_everything_is_drawn_anew_with_another_seed_but_for_the_locks() -> None:
    before = redraw(lock(one_story(), "title", "Baked today"), "music")
    after = redraw_all(before)
    assert value_of(after, "OutputConfig.S2V.Seed") == 1
    assert [one.decision for one in fixed_draws(after)] == ["title"]
    assert value_of(redraw_all(before, seed=77), "OutputConfig.S2V.Seed") == 77


def test_there_is_no_draw_of_an_output_that_is_not_made() -> None:
    with pytest.raises(JobError, match="no output 2; the project makes 2") as caught:
        redraw(one_story(), "title", output=2)
    assert path_of_refusal(caught.value) == "OutputConfig.S2V.Draws"


def outputs(of: Project) -> tuple[PlannedOutput, ...]:
    job, _ = parse_job(of.document)
    assert job is not None
    return plan(job, assets=FakeAssets(), speaker=FakeSpeaker()).outputs


def planned(of: Project) -> list[dict[str, Any]]:
    """What is drawn for each output."""
    return [dict(output.draws) for output in outputs(of)]


def many() -> Project:
    pictures = [[f"{name}{number}.png" for number in range(6)] for name in "abc"]
    groups = [group(name, *media) for name, media in zip("abc", pictures, strict=True)]
    given = {"TitleArray": [f"T{number}" for number in range(6)]}
    return project(document(groups, scripts=["Some words to say", "Others"], count=3, given=given))


def test_a_plan_keeps_to_the_locks_and_changes_the_rest_of_the_output_that_is_drawn_again() -> None:
    before = many()
    first = planned(before)
    (key, kept) = next((key, value) for key, value in first[1].items() if key.startswith("shot:b"))
    decision, slot = decision_of(key)
    locked = lock(before, decision, kept["Media"], slot=slot)
    again = planned(redraw_output(locked, 1, first[1]))
    assert again[1][key]["Media"] == kept["Media"]
    assert again[1]["title"] != first[1]["title"]
    assert all(again[1][shot] != first[1][shot] for shot in first[1] if shot.startswith(("shot:a", "shot:c")))
    assert again[0]["title"] == first[0]["title"]
    assert again[2]["title"] == first[2]["title"]


def test_a_renamed_node_keeps_what_was_fixed_for_it() -> None:
    before = many()
    chosen = next(f"b{number}.png" for number in range(6) if f"b{number}.png" not in str(planned(before)[0]))
    locked = lock(before, "shot", chosen, slot="b.0", output=0)
    renamed = rename_node(locked, locked.nodes[1], "the cake")
    assert planned(renamed)[0]["shot:the cake.0"]["Media"].endswith(chosen)


def ragged() -> Project:
    """A project whose videos have different numbers of shots, depending on what is drawn."""
    lengths = {"a": (1, 2, 13), "b": (1, 5, 8), "c": (2, 3)}
    groups = [group(name, *(f"{name}{at}_{at}.mp4" for at in given), f"{name}.png") for name, given in lengths.items()]
    process = {"SingleShotDuration": 3, "AllowTransition": True}
    return project(document(groups, scripts=["word " * 30, "word " * 50], count=4, process=process))


def locked(before: Project, output: int) -> Project:
    found = outputs(before)[output]
    return lock_output(before, output, found.draws, found.start)


@pytest.mark.parametrize("make", [many, ragged])
def test_a_video_that_pleases_stays_as_it_is_when_all_are_drawn_anew(make: Callable[[], Project]) -> None:
    before = redraw(make(), "script", output=1)
    first = outputs(before)
    kept = locked(before, 1)
    assert is_locked(kept, 1)
    assert not is_locked(kept, 0)
    for seed in range(1, 6):
        again = outputs(redraw_all(kept, seed=seed))
        assert again[1].timeline == first[1].timeline
        assert again[0].timeline != first[0].timeline


def test_a_locked_video_moves_no_other() -> None:
    before = ragged()
    free, kept = outputs(redraw_all(before, seed=9)), outputs(redraw_all(locked(before, 0), seed=9))
    assert [output.timeline for output in kept[1:]] == [output.timeline for output in free[1:]]


def test_locking_a_video_leaves_other_videos_and_its_edits_alone() -> None:
    before = lock(lock(many(), "music", "a.mp3", output=0), "order", ["b.0", "a.0"], output=1)
    kept = locked(before, 1)
    assert kept.document != before.document
    assert unlock_output(kept, 1).document == before.document
    assert unlock_output(locked(many(), 1), 1).document == many().document


def test_a_video_that_is_not_made_cannot_be_locked() -> None:
    with pytest.raises(JobError, match="no output 7"):
        lock_output(many(), 7, planned(many())[0], {"Seed": 0})


@pytest.mark.parametrize("value", ["7", {"Seed": "7"}, {"Digits": {}}, {"Seed": True}])
def test_a_start_that_cannot_be_understood_is_told(value: object) -> None:
    job, _ = parse_job(lock(many(), "start", value, output=0).document)
    assert job is not None
    made = plan(job, assets=FakeAssets(), speaker=FakeSpeaker())
    assert "OutputConfig.S2V.Draws[0]" in [problem.path for problem in made.problems]
    assert made.outputs[0].timeline == outputs(many())[0].timeline

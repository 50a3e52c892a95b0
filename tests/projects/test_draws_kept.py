"""Edits to single outputs that are kept: where shots begin, their order, the texts of captions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s2v_core.errors import JobError
from s2v_core.job import parse_job
from s2v_core.planning import Plan, PlannedOutput, plan
from s2v_core.projects import (
    Project,
    fixed_draws,
    lock,
    move_shot,
    redraw_output,
    rename_node,
    set_begin,
    set_caption,
)
from s2v_core.timeline import VideoClip, cues
from tests.planning.fakes import FakeAssets, FakeSpeaker, document, group
from tests.projects.making import one_story, project

SCRIPT = "Coffee from the vally beans, roasted today"


def planned(of: Project) -> Plan:
    job, problems = parse_job(of.document)
    assert job is not None, problems
    return plan(job, assets=FakeAssets(), speaker=FakeSpeaker())


def story(**values: Any) -> Project:
    groups = [group(name, f"{name}1_20.mp4", f"{name}2_20.mp4") for name in "abc"]
    values.setdefault("process", {"SingleShotDuration": 1})
    return project(document(groups, scripts=[SCRIPT], count=2, **values))


def scenes(**fields: Any) -> Project:
    groups = [group(name, f"{name}_20.mp4", f"{name}.png", SpeechTextArray=[SCRIPT], **fields) for name in "ab"]
    return project(document(groups, process={"SingleShotDuration": 2}))


def clips(output: PlannedOutput) -> tuple[VideoClip, ...]:
    track = output.required_timeline().main_track
    assert track is not None
    return track.clips


def captions(output: PlannedOutput) -> str:
    return " ".join(cue.text for cue in cues(output.required_timeline()))


def test_a_plan_tells_what_its_clips_were_drawn_for() -> None:
    output = planned(story()).outputs[0]
    assert len(output.shots) == len(clips(output))
    assert {slot[0] for slot in output.shots} == {"a", "b", "c"}
    assert output.spoken == ("",)
    assert planned(scenes()).outputs[0].spoken == ("a", "b")


@settings(max_examples=30, deadline=None)
@given(begin=st.floats(0, 25))
def test_a_shot_begins_where_it_was_put_as_far_as_its_video_lasts(begin: float) -> None:
    before = story()
    first = planned(before).outputs[0]
    slot = first.shots[0]
    media = first.draws[f"shot:{slot}"]["Media"]
    after = planned(set_begin(before, 0, slot, media, begin))
    clip = clips(after.outputs[0])[0]
    shown = (len(clip.span) if clip.span else 0) / 25 * clip.speed
    assert clip.media.endswith(media)
    assert clip.source_in == pytest.approx(min(begin, 20 - shown), abs=2e-4)
    assert not after.problems
    assert clips(after.outputs[0])[1:] == clips(first)[1:]
    assert after.outputs[1].timeline == planned(before).outputs[1].timeline


def test_a_moved_beginning_stays_when_the_shots_are_cut_otherwise() -> None:
    before = story(process={"SingleShotDuration": 3})
    first = planned(before).outputs[0]
    slot = first.shots[0]
    kept = set_begin(before, 0, slot, first.draws[f"shot:{slot}"]["Media"], 7.5)
    otherwise = project({**kept.document, "EditingConfig": {"ProcessConfig": {"SingleShotDuration": 5}}})
    assert clips(planned(otherwise).outputs[0])[0].source_in == pytest.approx(7.5)


def test_a_moved_beginning_counts_in_a_node_that_is_not_split_as_well() -> None:
    before = scenes(SplitMode="NoSplit")
    first = planned(before).outputs[0]
    slot = next(slot for slot in first.shots if first.draws[f"shot:{slot}"]["Media"].endswith("mp4"))
    after = planned(set_begin(before, 0, slot, first.draws[f"shot:{slot}"]["Media"], 11)).outputs[0]
    assert clips(after)[after.shots.index(slot)].source_in == 11
    assert f"begin:{slot}" not in after.draws


def test_what_the_plan_says_about_a_moved_shot_can_be_locked_as_it_is() -> None:
    before = story()
    first = planned(before).outputs[0]
    slot = first.shots[0]
    value = (
        planned(set_begin(before, 0, slot, first.draws[f"shot:{slot}"]["Media"], 9)).outputs[0].draws[f"shot:{slot}"]
    )
    assert clips(planned(lock(before, "shot", value, slot=slot, output=0)).outputs[0])[0].source_in == 9


def test_a_moved_shot_whose_video_is_gone_is_told() -> None:
    kept = set_begin(story(), 0, "a.0", "elsewhere.mp4", 3)
    (problem,) = planned(kept).problems
    assert problem.path == "OutputConfig.S2V.Draws[0]"


@pytest.mark.parametrize("seconds", [-1.0, float("nan")])
def test_a_shot_cannot_begin_before_its_video(seconds: float) -> None:
    with pytest.raises(JobError, match="before its video"):
        set_begin(one_story(), 0, "opening.0", "a.mp4", seconds)


def test_shots_keep_the_order_they_were_put_in() -> None:
    before = story()
    first = planned(before).outputs[0]
    slots = first.shots
    after = planned(move_shot(before, 0, slots, slots[0], 1))
    assert after.outputs[0].shots == (slots[1], slots[0], *slots[2:])
    assert not after.problems
    lengths = [len(clip.span) for clip in clips(after.outputs[0]) if clip.span]
    assert sum(lengths) == first.required_timeline().length
    assert after.outputs[1].shots == planned(before).outputs[1].shots


@pytest.mark.parametrize(("step", "place"), [(-5, 0), (-1, 0), (0, 1), (5, 2)])
def test_a_shot_is_moved_no_farther_than_to_the_ends(step: int, place: int) -> None:
    (fixed,) = fixed_draws(move_shot(one_story(), 1, ["a.0", "b.0", "c.0"], "b.0", step))
    assert fixed.value.index("b.0") == place
    assert (fixed.decision, fixed.output) == ("order", 1)


def test_in_segments_shots_change_places_within_their_node_only() -> None:
    before = scenes()
    slots = planned(before).outputs[0].shots
    assert slots[:2] == ("a.0", "a.1")
    after = planned(lock(before, "order", list(reversed(slots)), output=0)).outputs[0]
    assert [slot[0] for slot in after.shots] == [slot[0] for slot in slots]
    assert after.shots[:2] == ("a.1", "a.0")


def test_an_order_of_shots_that_are_not_shown_is_told() -> None:
    after = planned(lock(story(), "order", ["x.0", "y.0"], output=0))
    assert [problem.path for problem in after.problems] == ["OutputConfig.S2V.Draws[0]"]
    assert after.outputs[0].shots == planned(story()).outputs[0].shots


def test_captions_show_what_was_written_while_the_words_keep_their_times() -> None:
    before = story()
    first = planned(before).outputs[0]
    text = SCRIPT.replace("vally", "Valley")
    after = planned(set_caption(before, 0, "", text, script=SCRIPT, draws=first.draws))
    assert captions(after.outputs[0]) == text
    assert captions(after.outputs[1]) == captions(planned(before).outputs[1])
    (said,) = first.required_timeline().voices()
    (shown,) = after.outputs[0].required_timeline().voices()
    assert (shown.content, shown.span) == (said.content, said.span)
    times = {word.text: word.start for word in said.words if word.text != "vally"}
    assert {word.text: word.start for word in shown.words} == times
    assert all(text[word.offset :].startswith(word.text) for word in shown.words)
    assert not after.problems


def test_captions_that_were_written_keep_their_script() -> None:
    before = project(document([group("a", "a_20.mp4")], scripts=[SCRIPT, "Another text"], count=2))
    first = planned(before).outputs
    output = next(output for output in first if output.draws["script"] == SCRIPT)
    kept = set_caption(before, output.index, "", "Shown", script=SCRIPT, draws=output.draws)
    again = planned(redraw_output(kept, output.index, output.draws)).outputs[output.index]
    assert (again.draws["script"], captions(again)) == (SCRIPT, "Shown")


def test_captions_for_a_text_that_is_no_longer_spoken_are_told_and_not_shown() -> None:
    kept = lock(story(), "caption", {"Text": "Shown", "Script": "Something else"}, output=0)
    after = planned(kept)
    assert [problem.path for problem in after.problems] == ["OutputConfig.S2V.Draws[0]"]
    assert captions(after.outputs[0]) == SCRIPT


def test_captions_are_given_back_to_what_is_spoken() -> None:
    first = planned(story()).outputs[0]
    kept = set_caption(story(), 0, "", "Shown", script=SCRIPT, draws=first.draws)
    back = set_caption(kept, 0, "", "  ", script=SCRIPT, draws=first.draws)
    assert [fixed.decision for fixed in fixed_draws(back)] == ["script"]


def test_captions_that_are_cut_short_end_with_the_voice() -> None:
    before = story(output={"MaxDuration": 2})
    first = planned(before).outputs[0]
    after = planned(set_caption(before, 0, "", f"{SCRIPT} for you", script=SCRIPT, draws=first.draws)).outputs[0]
    assert captions(after) == captions(first)


def test_a_renamed_node_keeps_the_order_and_the_captions_of_its_videos() -> None:
    before = scenes()
    output = planned(before).outputs[0]
    kept = set_caption(before, 0, "a", "Shown", script=SCRIPT, draws=output.draws)
    kept = lock(kept, "order", ["a.1", "a.0"], output=0)
    after = planned(rename_node(kept, kept.nodes[0], "The café")).outputs[0]
    assert after.shots[:2] == ("The café.1", "The café.0")
    assert "Shown" in captions(after)


def test_planning_tells_how_many_texts_have_been_spoken() -> None:
    told: list[tuple[int, int]] = []
    job, _ = parse_job(scenes().document)
    assert job is not None
    plan(job, assets=FakeAssets(), speaker=FakeSpeaker(), heard=lambda done, count: told.append((done, count)))
    assert told == [(1, 1)]


def test_what_listens_to_the_planning_can_end_it() -> None:
    def leave(done: int, count: int) -> None:
        raise InterruptedError

    job, _ = parse_job(story().document)
    assert job is not None
    with pytest.raises(InterruptedError):
        plan(job, assets=FakeAssets(), speaker=FakeSpeaker(), heard=leave)

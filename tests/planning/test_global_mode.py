"""Global mode: section 7.2 (with a script) and 7.3 (without) of the job parameters."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from s2v_core.planning import Plan, plan
from s2v_core.timeline import Timeline, VideoClip
from tests.planning.fakes import FakeAssets, FakeSpeaker, group, job_of

STILLS = ("1.png", "2.png", "3.png")


def planned(groups: list[dict[str, Any]], seconds: float | None = None, **fields: Any) -> Plan:
    """Plan a job whose script, if any, takes ``seconds``."""
    scripts = () if seconds is None else (("word " * 200)[: round(seconds * 10) - 1] + "d",)
    return plan(job_of(groups, scripts=scripts, **fields), assets=FakeAssets(), speaker=FakeSpeaker())


def only(made: Plan) -> Timeline:
    (output,) = made.outputs
    assert output.error is None
    assert output.timeline is not None
    return output.timeline


def shots(timeline: Timeline) -> tuple[VideoClip, ...]:
    track = timeline.main_track
    assert track is not None
    return track.clips


def names(timeline: Timeline) -> list[str]:
    return [clip.media.rpartition("/")[2] for clip in shots(timeline)]


def three_groups(**media: str) -> list[dict[str, Any]]:
    return [group(name, *(f"{name}{still}" for still in STILLS)) for name in ("a", "b", "c")]


def test_the_output_is_as_long_as_its_voiceover() -> None:
    assert only(planned(three_groups(), 8.0)).duration == 8


def test_every_group_gives_a_shot_in_order() -> None:
    assert [name[0] for name in names(only(planned(three_groups(), 9.0)))] == ["a", "b", "c"]


def test_missing_picture_is_added_from_inner_groups_inside_their_block() -> None:
    letters = [name[0] for name in names(only(planned(three_groups(), 15.0)))]
    assert letters == ["a", "b", "b", "b", "c"]


@pytest.mark.parametrize("seed", range(6))
def test_shots_of_one_asset_are_not_side_by_side_while_another_can_part_them(seed: int) -> None:
    groups = [group("a", "a.png"), group("b", "m_3.mp4", "s_6.mp4"), group("c", "c.png")]
    drawn = names(only(planned(groups, 15.0, output={"S2V": {"Seed": seed}})))
    assert drawn == ["a.png", "s_6.mp4", "m_3.mp4", "s_6.mp4", "c.png"]


def test_the_inner_group_with_the_most_unused_shots_gives_first() -> None:
    many = [f"c{number}.png" for number in range(5)]
    groups = [group("a", "a.png"), group("b", "b1.png", "b2.png"), group("c", *many), group("d", "d.png")]
    assert [name[0] for name in names(only(planned(groups, 18.0)))] == ["a", "b", "c", "c", "c", "d"]


def test_two_groups_are_both_filled_from() -> None:
    groups = [group("a", "a1.png", "a2.png"), group("b", "b1.png", "b2.png")]
    assert sorted(name[0] for name in names(only(planned(groups, 12.0)))) == ["a", "a", "b", "b"]


def test_outer_groups_give_unused_shots_before_inner_ones_repeat_theirs() -> None:
    groups = [group("a", "a1.png", "a2.png"), group("b", "b.png"), group("c", "c1.png", "c2.png")]
    made = names(only(planned(groups, 15.0)))
    assert len(set(made)) == len(made) == 5


def test_it_is_told_when_one_shot_follows_itself() -> None:
    made = planned([group("a", "a_2.mp4"), group("b", "b_4.mp4", "c_4.mp4")], 24.0)
    assert names(only(made))[:2] == ["a_2.mp4"] * 2
    (problem,) = made.problems
    assert (problem.path, problem.severity) == ("InputConfig.MediaGroupArray[0].MediaArray", "warning")
    assert "'a_2.mp4' is too short: the same shot of it is shown" in problem.message
    assert not planned([group("a", "a.png"), group("b", "b.png")], 12.0).problems


def test_shots_repeat_when_all_are_used_but_not_next_to_each_other() -> None:
    made = names(only(planned([group("a", "a1.png", "a2.png")], 18.0)))
    assert len(made) == 6
    assert all(one != two for one, two in pairwise(made))


def test_auto_speed_plays_every_shot_at_the_same_speed() -> None:
    timeline = only(planned([group("a", "a_9.mp4"), group("b", "b_9.mp4")], 5.0))
    assert [clip.speed for clip in shots(timeline)] == [1.2, 1.2]
    assert [(clip.source_out or 0) - clip.source_in for clip in shots(timeline)] == pytest.approx([3, 3], abs=0.03)


def test_auto_speed_slows_down_a_picture_that_is_a_little_short() -> None:
    timeline = only(planned([group("a", "a_3.mp4"), group("b", "b_3.mp4")], 7.2))
    assert shots(timeline)[0].speed == pytest.approx(6 / 7.2, abs=1e-6)


def test_auto_speed_leaves_out_inner_groups_rather_than_play_faster_than_double() -> None:
    groups = [group(f"g{n}", f"g{n}_3.mp4") for n in range(10)]
    made = planned(groups, 6.0)
    clips = shots(only(made))
    assert len(clips) == 4
    assert max(clip.speed for clip in clips) <= 2
    assert (names(only(made))[0], names(only(made))[-1]) == ("g0_3.mp4", "g9_3.mp4")
    assert any("no room for 6 of 10 groups" in problem.message for problem in made.problems)


def test_different_outputs_leave_out_different_groups() -> None:
    groups = [group(f"g{n}", f"g{n}_3.mp4") for n in range(10)]
    made = planned(groups, 6.0, count=6)
    assert len({tuple(names(output.timeline)) for output in made.outputs if output.timeline}) > 3


def test_cut_plays_at_the_recorded_speed_and_drops_the_overhang() -> None:
    groups = [group(name, f"{name}_3.mp4") for name in "abc"]
    timeline = only(planned(groups, 8.0, process={"AlignmentMode": "Cut"}))
    assert [clip.speed for clip in shots(timeline)] == [1, 1, 1]
    assert [len(clip.span) for clip in shots(timeline) if clip.span] == [75, 75, 50]
    assert timeline.length == 200


def test_cut_adds_shots_until_the_voiceover_is_covered() -> None:
    groups = [group(name, f"{name}_30.mp4") for name in "abc"]
    timeline = only(planned(groups, 10.0, process={"AlignmentMode": "Cut"}))
    assert [len(clip.span) for clip in shots(timeline) if clip.span] == [75, 75, 75, 25]


def test_cut_leaves_no_flash_at_the_end() -> None:
    groups = [group(name, f"{name}_4.mp4") for name in "abc"]
    process = {"AlignmentMode": "Cut", "SingleShotDuration": 4}
    lengths = [len(clip.span) for clip in shots(only(planned(groups, 8.2, process=process))) if clip.span]
    assert lengths == [100, 105]


def test_max_duration_caps_the_output_and_cuts_the_voice_after_a_whole_word() -> None:
    made = planned(three_groups(), 20.0, output={"MaxDuration": 6})
    timeline = only(made)
    (voice,) = timeline.voices()
    caption = voice.effect("AI_ASR")
    assert timeline.duration == 6
    assert voice.span.end <= timeline.length
    assert voice.words[-1].end <= 6
    assert caption is not None
    assert caption.params["AlignmentText"] == ("word " * len(voice.words)).strip()
    assert voice.effect("AFade") is not None
    assert [problem.path for problem in made.problems] == ["InputConfig.SpeechTextArray[0]"]


def test_a_text_that_is_cut_in_many_outputs_is_one_warning() -> None:
    groups = [group("a", *(f"a{n}.png" for n in range(9)))]
    made = planned(groups, 20.0, count=8, output={"MaxDuration": 6})
    assert [problem.path for problem in made.problems] == ["InputConfig.SpeechTextArray[0]"]


def test_max_duration_above_the_voiceover_changes_nothing() -> None:
    assert only(planned(three_groups(), 8.0, output={"MaxDuration": 15})).duration == 8


def test_images_are_shown_for_image_duration() -> None:
    groups = [group("a", "a.png"), group("b", "b_3.mp4")]
    timeline = only(planned(groups, 6.0, process={"ImageDuration": 1, "SingleShotDuration": 3}))
    assert timeline.duration == 6
    lengths = [len(clip.span) for clip in shots(timeline) if clip.span and clip.type == "Image"]
    assert min(lengths) < 60


def test_without_clip_split_an_asset_is_one_shot() -> None:
    timeline = only(planned([group("a", "a_12.mp4")], 10.0, process={"EnableClipSplit": False}))
    (clip,) = shots(timeline)
    assert clip.speed == pytest.approx(1.2)


def test_very_long_uncut_assets_are_shortened_not_left_out() -> None:
    groups = [group(name, f"{name}_60.mp4") for name in "abc"]
    clips = shots(only(planned(groups, 12.0, process={"EnableClipSplit": False})))
    assert [clip.speed for clip in clips] == [1, 1, 1]
    assert [len(clip.span) for clip in clips if clip.span] == [100, 100, 100]


def test_without_a_script_every_group_gives_a_single_shot_duration() -> None:
    timeline = only(planned(three_groups(), process={"SingleShotDuration": 2.4}))
    assert timeline.length == 180
    assert len(shots(timeline)) == 3


def test_without_a_script_max_duration_is_an_upper_bound() -> None:
    assert only(planned(three_groups(), output={"MaxDuration": 7})).duration == 7
    assert only(planned(three_groups(), output={"MaxDuration": 70})).duration == 9


def test_fixed_duration_is_exact_and_filled_with_shots() -> None:
    timeline = only(planned(three_groups(), output={"FixedDuration": 14.96}))
    assert timeline.length == 374
    assert len(shots(timeline)) == 5


def test_without_a_script_nothing_is_sped_up() -> None:
    groups = [group(name, f"{name}_9.mp4") for name in "abc"]
    assert {clip.speed for clip in shots(only(planned(groups, output={"FixedDuration": 8})))} == {1.0}


def test_a_group_volume_wins_over_the_media_volume() -> None:
    groups = [group("a", "a_3.mp4", Volume=2), group("b", "b_3.mp4")]
    timeline = only(planned(groups, 6.0, editing={"MediaConfig": {"Volume": 0.5}}))
    gains = [effect.params["Gain"] for clip in shots(timeline) if (effect := clip.effect("Volume"))]
    assert gains == [2, 0.5]


def test_only_material_inside_the_time_ranges_is_used() -> None:
    ranges = [{"In": 2, "Out": "6.5"}, {"In": 12, "Out": 20}]
    editing = {
        "MediaConfig": {"MediaMetaDataArray": [{"Media": "b_30.mp4", "GroupName": "b", "TimeRangeList": ranges}]}
    }
    groups = [group("a", "a.png"), group("b", "b_30.mp4"), group("c", "c.png")]
    made = planned(groups, 25.0, count=5, editing=editing, process={"AllowTransition": True})
    for output in made.outputs:
        assert output.timeline is not None
        for clip in shots(output.timeline):
            if clip.type == "Video":
                assert clip.material in ((2.0, 6.5), (12.0, 20.0))
                assert clip.source_out is not None
                assert clip.material[0] <= clip.source_in <= clip.source_out <= clip.material[1]

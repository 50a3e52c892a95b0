"""Segmented mode: section 7.4 of the job parameters."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from s2v_core.planning import Plan, plan
from s2v_core.timeline import Timeline, VideoClip
from tests.planning.fakes import FakeAssets, FakeSpeaker, group, job_of


def planned(*groups: dict[str, Any], **fields: Any) -> Plan:
    return plan(job_of(list(groups), **fields), assets=FakeAssets(), speaker=FakeSpeaker())


def timelines(made: Plan) -> list[Timeline]:
    assert not [output.error for output in made.outputs if output.error]
    return [output.timeline for output in made.outputs if output.timeline]


def shots(made: Plan) -> list[VideoClip]:
    track = timelines(made)[0].main_track
    assert track is not None
    return list(track.clips)


def lengths(made: Plan) -> list[int]:
    return [len(clip.span) for clip in shots(made) if clip.span]


def words(seconds: float) -> str:
    """Return a text that takes so long."""
    return ("word " * 200)[: round(seconds * 10) - 1] + "d"


def test_a_group_is_as_long_as_its_voiceover_and_captions_follow_each_other() -> None:
    made = planned(
        group("a", "a.png", SpeechTextArray=[words(2)]),
        group("b", "b.png", SpeechTextArray=[words(1.2)]),
    )
    (timeline,) = timelines(made)
    assert [(voice.span.start, voice.span.end) for voice in timeline.voices()] == [(0, 50), (50, 80)]
    assert timeline.length == 80


def test_a_group_without_voiceover_lasts_its_duration() -> None:
    assert timelines(planned(group("a", "a.png", Duration=3.2)))[0].duration == pytest.approx(3.2)


def test_a_group_without_voiceover_and_duration_lasts_five_seconds() -> None:
    made = planned(group("a", "a.png", SpeechTextArray=[words(2)]), group("b", "b.png"))
    assert timelines(made)[0].duration == 7


def test_a_duration_beside_a_voiceover_is_ignored() -> None:
    assert timelines(planned(group("a", "a.png", SpeechTextArray=[words(2)], Duration=9)))[0].duration == 2


@pytest.mark.parametrize(("seconds", "number"), [(1, 1), (4.4, 1), (4.6, 2), (6, 2), (10, 3), (12.4, 4)])
def test_average_split_makes_equal_shots_of_about_the_single_shot_duration(seconds: float, number: int) -> None:
    made = lengths(planned(group("a", *(f"a{n}.png" for n in range(6)), Duration=seconds)))
    assert len(made) == number
    assert max(made) - min(made) <= 1
    assert sum(made) == round(seconds * 25)


def test_average_split_takes_different_assets_while_there_are_some() -> None:
    made = shots(planned(group("a", "a_30.mp4", "b_30.mp4", "c_30.mp4", Duration=9)))
    assert len({clip.media for clip in made}) == 3


def test_no_split_shows_one_asset_for_the_whole_group() -> None:
    (clip,) = shots(planned(group("a", "a_30.mp4", "b_30.mp4", Duration=12, SplitMode="NoSplit")))
    assert clip.source_out is not None
    assert clip.source_out - clip.source_in == pytest.approx(12)
    assert clip.speed == 1


def test_no_split_starts_anywhere_the_length_allows() -> None:
    made = planned(group("a", "a_30.mp4", Duration=12, SplitMode="NoSplit"), count=12)
    begins = [timeline.video_tracks[0].clips[0].source_in for timeline in timelines(made)]
    assert len(set(begins)) == 12
    assert 0 <= min(begins) < 6
    assert 12 < max(begins) <= 18


def test_no_split_goes_on_with_the_next_asset_where_one_is_too_short() -> None:
    made = shots(planned(group("a", "a_4.mp4", "b_30.mp4", Duration=12, SplitMode="NoSplit"), count=2))
    other = timelines(planned(group("a", "a_4.mp4", "b_30.mp4", Duration=12, SplitMode="NoSplit"), count=2))[1]
    by_length = sorted([len(made), len(other.video_tracks[0].clips)])
    assert by_length == [1, 2]


def test_no_split_slows_down_when_no_asset_is_left() -> None:
    made = planned(group("a", "a_8.mp4", Duration=12, SplitMode="NoSplit"))
    assert [clip.speed for clip in shots(made)] == [pytest.approx(8 / 12, abs=1e-6)]
    assert not made.problems


def test_several_short_assets_are_slowed_down_alike() -> None:
    made = shots(planned(group("a", "a_4.mp4", "b_4.mp4", Duration=12, SplitMode="NoSplit")))
    assert [clip.speed for clip in made] == [pytest.approx(8 / 12, abs=0.01)] * 2


def test_a_single_much_too_short_asset_is_held_and_the_user_told() -> None:
    made = planned(group("a", "a_2.mp4", Duration=12, SplitMode="NoSplit"))
    assert [(clip.speed, clip.source_out) for clip in shots(made)] == [(0.5, 2.0)]
    assert [problem.path for problem in made.problems] == ["InputConfig.MediaGroupArray[0].MediaArray"]
    assert "stands still for 8.0 s" in made.problems[0].message


def test_short_assets_take_turns_rather_than_stand_still() -> None:
    made = planned(group("a", "a_2.mp4", "b_2.mp4", Duration=24, SplitMode="NoSplit"))
    assert len(shots(made)) > 4
    assert not made.problems


def test_an_image_fills_an_uncut_group() -> None:
    assert lengths(planned(group("a", "a.png", Duration=20, SplitMode="NoSplit"))) == [500]


def test_duration_adapts_to_a_shorter_asset() -> None:
    fields = {"Duration": 8, "DurationAutoAdapt": True, "SplitMode": "NoSplit"}
    assert timelines(planned(group("a", "a_6.4.mp4", **fields)))[0].length == 160
    assert timelines(planned(group("a", "a_16.mp4", **fields)))[0].length == 200
    assert timelines(planned(group("a", "a.png", **fields)))[0].length == 200


def test_equal_numbers_of_scripts_are_paired() -> None:
    made = planned(
        group("a", "a.png", SpeechTextArray=["a one", "a two", "a three"]),
        group("silent", "s.png"),
        group("b", "b.png", SpeechTextArray=["b one", "b two", "b three"]),
        count=6,
    )
    said = [tuple(voice.content for voice in timeline.voices()) for timeline in timelines(made)]
    assert all(one and two and one[2:] == two[2:] for one, two in said)
    assert {said[0], said[1], said[2]} == {("a one", "b one"), ("a two", "b two"), ("a three", "b three")}


def test_unequal_numbers_of_scripts_are_drawn_independently() -> None:
    made = planned(
        group("a", "a.png", SpeechTextArray=["a one", "a two"]),
        group("b", "b.png", SpeechTextArray=["b one", "b two", "b three"]),
        count=6,
    )
    said = {tuple(voice.content for voice in timeline.voices()) for timeline in timelines(made)}
    assert len(said) == 6


def test_a_pair_with_an_unspeakable_text_is_not_drawn() -> None:
    made = planned(
        group("a", "a.png", SpeechTextArray=["a one", "!!!"]),
        group("b", "b.png", SpeechTextArray=["b one", "b two"]),
        count=2,
    )
    said = {tuple(voice.content for voice in timeline.voices()) for timeline in timelines(made)}
    assert said == {("a one", "b one")}
    assert made.problems[0].path == "InputConfig.MediaGroupArray[0].SpeechTextArray[1]"


def test_two_shots_of_one_asset_do_not_show_the_same_moments() -> None:
    made = planned(group("a", "a_9.mp4", Duration=7), count=6)
    for timeline in timelines(made):
        one, two = sorted((clip.source_in, clip.source_out or 0) for clip in timeline.video_tracks[0].clips)
        assert one[1] <= two[0] + 0.001
        assert all(clip.speed >= 0.8 for clip in timeline.video_tracks[0].clips)


def test_equal_shots_do_not_meet_where_two_groups_do() -> None:
    both = ("x.png", "y.png")
    made = planned(group("a", *both, Duration=6), group("b", *both, Duration=6), count=8)
    for timeline in timelines(made):
        media = [clip.media for clip in timeline.video_tracks[0].clips]
        assert all(one != two for one, two in pairwise(media))


def test_frames_stay_exact_at_a_fractional_rate() -> None:
    groups = [group(f"g{n}", f"g{n}.png", SpeechTextArray=[words(1.1 + n / 10)]) for n in range(8)]
    made = planned(*groups, output={"Video": {"Fps": "30000/1001"}})
    (timeline,) = timelines(made)
    voices = list(timeline.voices())
    assert [voice.span.start for voice in voices[1:]] == [voice.span.end for voice in voices[:-1]]
    assert voices[-1].span.end == timeline.length == sum(lengths(made))

"""A planned video as rows, tracks and decisions."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.widgets.timeline.clips import (
    TRACKS,
    Clip,
    clip_at,
    clips_of,
    lanes_of,
    rows_of,
    short_name,
    unplaced,
    value_text,
)
from pages.widgets.timeline.panel import begins, can_move
from pages.widgets.timeline.view import View, first_clip
from s2v_core.planning import PlannedOutput, plan
from tests.planning.fakes import FakeAssets, FakeSpeaker, document, group, job_of
from tests.projects.making import project


def planned(**fields: Any) -> PlannedOutput:
    groups = [group("Opening", "a_9.mp4", "b_9.mp4"), group("Closing", "c.png", "d.png")]
    given = {"TitleArray": ["One", "Two"], "SubHeadingArray": [{"Level": 1, "TitleArray": ["Small"]}]}
    values: dict[str, Any] = {
        "scripts": ["Every word of this is spoken aloud, and then some more"],
        "given": {**given, "Sticker": {"MediaURL": "logo.png", "X": 10, "Y": 10}},
        "process": {
            "AllowTransition": True,
            "TransitionList": ["fade,wipeup"],
            "UseUniformTransition": False,
            "SingleShotDuration": 2,
        },
        "editing": {"TitleConfig": {"AaiMotionInEffect": "fade_in,zoom_in"}},
    }
    return plan(job_of(groups, **(values | fields)), assets=FakeAssets(), speaker=FakeSpeaker()).outputs[0]


def of(clips: list[Clip], track: str) -> list[Clip]:
    return [clip for clip in clips if clip.track == track]


def test_every_clip_has_a_row_and_tracks_come_from_the_top_of_the_picture_down() -> None:
    clips = clips_of(planned())
    order = [TRACKS.index(clip.track) for clip in clips]
    assert order == sorted(order)
    assert {clip.track for clip in clips} == {"text", "captions", "sticker", "video", "voice"}
    assert len({clip.id for clip in clips}) == len(clips)
    rows = rows_of(clips)
    assert [row["track"] for row in rows] == [clip.track for clip in clips]
    assert all(row["duration"] == pytest.approx(row["end"] - row["start"], abs=0.02) for row in rows)


def test_shots_fill_the_video_and_name_what_decided_them() -> None:
    output = planned()
    shots = of(clips_of(output), "video")
    assert [clip.slot for clip in shots] == list(output.shots)
    assert shots[0].start == 0
    assert shots[-1].end == float(output.required_timeline().duration)
    assert all(first.end == second.start for first, second in pairwise(shots))
    assert all(f"shot:{clip.slot}" in clip.decisions for clip in shots)
    assert all(clip.next in ("fade", "wipeup") and clip.lap > 0 for clip in shots[:-1])
    assert (shots[-1].next, shots[-1].lap) == ("", 0)
    assert shots[1].decisions[-1] == "transition:1"


def test_what_can_be_moved_in_a_video_and_how_far_is_known() -> None:
    shots = of(clips_of(planned()), "video")
    moving = [clip for clip in shots if clip.kind == "video"]
    assert moving
    for clip in moving:
        assert clip.room is not None
        assert clip.begin is not None
        assert clip.room[0] <= clip.begin <= clip.room[1] + 1e-3
        assert clip.room[1] == pytest.approx(9 - clip.duration * clip.speed)
    assert all(clip.room is None and clip.begin is None for clip in shots if clip.kind == "image")


def test_captions_belong_to_their_voiceover() -> None:
    clips = clips_of(planned())
    (voice,) = of(clips, "voice")
    captions = of(clips, "captions")
    assert captions
    assert all(clip_at(clips, caption.voice) is voice for caption in captions)
    assert " ".join(caption.text for caption in captions) == voice.caption == voice.text
    assert voice.decisions == ("script",)


def test_texts_are_told_apart_by_their_roles_with_the_looks_that_were_drawn() -> None:
    title, small = of(clips_of(planned()), "text")
    assert (title.kind, small.kind) == ("title", "subheading")
    assert title.decisions == ("title", "title.aai_motion_in_effect")
    assert small.decisions == ("subheading:1", "subheading.1.aai_motion_in_effect")


def test_decisions_that_no_clip_shows_are_not_lost() -> None:
    output = planned()
    clips = clips_of(output)
    assert unplaced(output, clips) == ()
    drawn = replace(output, draws={**output.draws, "template": "spring"})
    assert unplaced(drawn, clips) == ("template",)


def test_looks_that_are_drawn_by_place_belong_to_the_shot_there() -> None:
    output = planned()
    drawn = replace(output, draws={**output.draws, "filter:1": "warm"})
    shots = of(clips_of(drawn), "video")
    assert ["filter:1" in clip.decisions for clip in shots[:3]] == [False, True, False]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=12))
def test_no_clip_covers_another_in_its_row(spans: list[tuple[int, int]]) -> None:
    clips = [
        Clip(id=str(number), track="text", kind="text", start=start, end=start + length)
        for number, (start, length) in enumerate(sorted(spans))
    ]
    lanes = lanes_of(clips)
    assert sorted(clip.id for lane in lanes for clip in lane) == sorted(clip.id for clip in clips)
    for lane in lanes:
        assert all(first.end <= second.start for first, second in pairwise(lane))
    most = max((sum(clip.start <= moment < clip.end for clip in clips) for moment in range(71)), default=0)
    assert len(lanes) == most


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"Media": "/footage/slow_pour.mp4", "In": 2.5, "Out": 4.0}, "slow pour · 2.5 s"),
        ({"Media": "a.mp4", "In": 0.0, "Out": 9.0, "From": 3.0}, "a · 3.0 s"),
        ({"Media": "C:\\footage\\bread.png"}, "bread"),
        ("pool:calm/slow_morning", "slow morning"),
        ("https://example.org/a/tune.mp3?token=1", "tune"),
        ("Half price / today only", "Half price / today only"),
        (["One.", "Two."], "One. / Two."),
        (0.25, "25%"),
        ("wipeup", "wipeup"),
    ],
)
def test_values_are_read_as_people_would(value: Any, text: str) -> None:
    assert value_text(value) == text


def test_a_name_that_is_all_suffix_is_shown_as_it_is() -> None:
    assert short_name("") == ""
    assert short_name("media://0a1b") == "0a1b"


def test_what_is_selected_is_found_again_and_the_moment_stays_inside() -> None:
    clips = clips_of(planned())
    shot = of(clips, "video")[0]
    assert first_clip(clips, View("p")) == (shot, shot.moment)
    assert first_clip(clips, View("p", clip="")) == (None, 0.0)
    assert first_clip(clips, View("p", clip="video.99", moment=1e9)) == (None, clips[0].end)
    assert first_clip(clips, View("p", clip="voice.0", moment=-1))[1] == 0


@settings(deadline=None)
@given(st.floats(0, 100), st.floats(0, 5000), st.floats(0, 1))
def test_a_shot_can_begin_where_it_does_now_and_evenly_before_and_after(low: float, room: float, part: float) -> None:
    now = low + room * part
    moments = begins(low, low + room, now)
    assert round(now, 2) in moments
    assert moments == sorted(set(moments))
    assert len(moments) <= 202
    assert all(low - 0.01 <= moment <= low + room + 0.01 for moment in moments)


def test_shots_of_segments_stay_in_their_node() -> None:
    slots = ["a.0", "a.1", "b.0"]
    whole = project(document([group("a", "a_9.mp4")], scripts=["Some words"]))
    parts = project(document([group("a", "a_9.mp4", SpeechTextArray=["Some words"])]))
    assert [can_move(whole, slots, slot, 1) for slot in slots] == [True, True, False]
    assert [can_move(parts, slots, slot, 1) for slot in slots] == [True, False, False]
    assert [can_move(parts, slots, slot, -1) for slot in slots] == [False, True, False]

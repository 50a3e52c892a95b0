"""Video tracks: order, fit, background, sticker, own sound."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from s2v_core.media import MediaInfo
from s2v_core.planning import plan
from s2v_core.timeline import Box, Effect, Timeline, VideoClip
from tests.planning.fakes import FakeAssets, FakeSpeaker, group, job_of, video


def made(*media: str, assets: FakeAssets | None = None, **fields: Any) -> Timeline:
    job = job_of([group("a", *(media or ("a_3.mp4",)))], **fields)
    (output,) = plan(job, assets=assets or FakeAssets(), speaker=FakeSpeaker()).outputs
    assert output.timeline is not None
    return output.timeline


def shot(timeline: Timeline) -> VideoClip:
    assert timeline.main_track is not None
    return timeline.main_track.clips[0]


def effect(clip: VideoClip, kind: str) -> Effect | None:
    return clip.effect(kind)


def test_tracks_are_background_shots_and_sticker_from_the_bottom() -> None:
    given = {"BackgroundImageArray": ["back.png"], "StickerArray": [{"MediaURL": "badge.png"}]}
    timeline = made(given=given)
    assert [track.clips[0].media for track in timeline.video_tracks] == [
        "/media/back.png",
        "/media/a_3.mp4",
        "/media/badge.png",
    ]
    assert [track.main for track in timeline.video_tracks] == [False, True, False]


def test_a_sticker_keeps_its_place_size_opacity_and_frames() -> None:
    sticker = {"MediaURL": "s.gif", "X": 0.8, "Y": 20, "Width": 0.15, "Height": 64, "Opacity": 0.5, "DyncFrames": 25}
    clip = made(given={"StickerArray": [sticker]}).video_tracks[-1].clips[0]
    assert (clip.type, clip.span, clip.opacity) == ("GlobalImage", None, 0.5)
    assert clip.box == Box(x=0.8, y=20, width=0.15, height=64)
    assert clip.extra == {"DyncFrames": 25}


@pytest.mark.parametrize(
    ("times", "seconds"),
    [({"TimelineIn": 1}, (1, 3)), ({"TimelineOut": 2}, (0, 2)), ({"TimelineIn": 1, "TimelineOut": 90}, (1, 3))],
)
def test_a_sticker_is_shown_when_it_asks_for(times: dict[str, float], seconds: tuple[float, float]) -> None:
    timeline = made(given={"StickerArray": [{"MediaURL": "badge.png", "S2V": times}]})
    span = timeline.video_tracks[-1].clips[0].span
    assert span is not None
    assert (span.start / timeline.rate, span.end / timeline.rate) == seconds
    assert timeline.duration == 3


def test_a_sticker_that_begins_after_the_end_is_not_there() -> None:
    timeline = made(given={"StickerArray": [{"MediaURL": "badge.png", "S2V": {"TimelineIn": 60}}]})
    assert [track.main for track in timeline.video_tracks] == [True]


def test_footage_is_shown_whole_by_default() -> None:
    clip = shot(made())
    assert (clip.box, clip.adapt_mode, effect(clip, "Background")) == (None, None, None)


def test_cover_fills_the_canvas() -> None:
    clip = shot(made(editing={"S2V": {"Fit": "cover"}}))
    assert (clip.box, clip.adapt_mode) == (Box(x=0, y=0, width=1, height=1), "Cover")


def test_blur_fills_the_rest_with_the_footage_itself() -> None:
    found = effect(shot(made(editing={"S2V": {"Fit": "blur"}})), "Background")
    assert found == Effect(type="Background", sub_type="Blur", params={"Radius": 0.1})


@pytest.mark.parametrize(
    ("config", "params"),
    [
        ({"SubType": "Color", "Color": "#102030"}, {"Color": "#102030"}),
        ({"SubType": "Blur", "Radius": 0.4}, {"Radius": 0.4}),
    ],
)
def test_the_background_config_wins_over_the_fit(config: dict[str, Any], params: dict[str, Any]) -> None:
    editing = {"BackgroundImageConfig": config, "S2V": {"Fit": "blur"}}
    found = effect(shot(made(editing=editing)), "Background")
    assert found is not None
    assert (found.sub_type, found.params) == (config["SubType"], params)


def test_a_background_picture_wins_over_the_background_config() -> None:
    timeline = made(given={"BackgroundImageArray": ["b.png"]}, editing={"BackgroundImageConfig": {"SubType": "Blur"}})
    clip = timeline.video_tracks[0].clips[0]
    assert (clip.type, clip.box, clip.adapt_mode) == ("GlobalImage", Box(x=0, y=0, width=1, height=1), "Cover")
    assert timeline.main_track is not None
    assert effect(timeline.main_track.clips[0], "Background") is None


def test_footage_keeps_its_sound_at_the_volume_of_the_document() -> None:
    found = effect(shot(made(editing={"MediaConfig": {"Volume": 0.7}})), "Volume")
    assert found == Effect(type="Volume", params={"Gain": 0.7})


def test_footage_is_muted_by_default() -> None:
    assert effect(shot(made()), "Volume") == Effect(type="Volume", params={"Gain": 0.0})


def test_stills_move_and_footage_does_not() -> None:
    assert effect(shot(made("a.png")), "KenBurns") is not None
    assert effect(shot(made("a_3.mp4")), "KenBurns") is None


def test_a_still_that_follows_itself_goes_on_moving_without_a_transition() -> None:
    groups = [group("a", "a.png", Duration=9), group("b", "b.png", Duration=3)]
    job = job_of(groups, process={"AllowTransition": True, "TransitionList": ["fade"]})
    (output,) = plan(job, assets=FakeAssets(), speaker=FakeSpeaker()).outputs
    assert output.timeline is not None
    assert output.timeline.main_track is not None
    *same, _ = clips = output.timeline.main_track.clips
    assert [clip.effect("DLTransition") is not None for clip in clips] == [False, False, True, False]
    ends = [[_window(clip, name) for name in ("Start", "End")] for clip in same]
    steps = [abs(later[0][2] - earlier[1][2]) for earlier, later in pairwise(ends)]
    assert max(steps) < 0.002
    assert abs(ends[-1][1][2] - ends[0][0][2]) > 0.07


def test_an_animation_that_follows_itself_runs_on() -> None:
    animated = MediaInfo(kind="animation", identity="", width=64, height=36, duration=Fraction(1), rate=Fraction(10))
    job = job_of([group("a", "a.gif", Duration=6)], process={"AllowTransition": True})
    (output,) = plan(job, assets=FakeAssets({"a.gif": animated}), speaker=FakeSpeaker()).outputs
    assert output.timeline is not None
    assert output.timeline.main_track is not None
    first, second = output.timeline.main_track.clips
    assert (first.source_in, second.source_in, first.effect("DLTransition")) == (0, 3, None)


def _window(clip: VideoClip, name: str) -> tuple[float, ...]:
    burns = clip.effect("KenBurns")
    assert burns is not None
    return tuple(float(part) for part in str(burns.params[name]).split(","))


def test_motion_can_be_switched_off() -> None:
    assert effect(shot(made("a.png", editing={"S2V": {"Motion": False}})), "KenBurns") is None


def test_clips_carry_the_hash_of_their_content() -> None:
    assets = FakeAssets({"a_3.mp4": video(3, identity="abc")})
    assert shot(made(assets=assets)).identity == "abc"


def test_addresses_and_ids_stand_in_their_own_fields() -> None:
    assets = FakeAssets({"https://example.com/a.mp4": video(9)})
    clip = shot(made("https://example.com/a.mp4", assets=assets))
    assert (clip.media_url, clip.media_id) == ("https://example.com/a.mp4", None)
    assert made(editing={"BackgroundMusicConfig": {"Volume": 1}}).audio_tracks[0].clips[0].media_id is not None

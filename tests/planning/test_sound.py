"""Sound tracks: voice, its choice, and the music."""

from __future__ import annotations

from typing import Any

import pytest

from s2v_core.media import music_for_style
from s2v_core.planning import plan
from s2v_core.timeline import AudioClip, Timeline
from tests.planning.fakes import FakeAssets, FakeSpeaker, group, job_of


def made(speaker: FakeSpeaker | None = None, **fields: Any) -> list[Timeline]:
    job = job_of([group("a", "a1.png", "a2.png", "a3.png"), group("b", "b1.png", "b2.png")], **fields)
    outputs = plan(job, assets=FakeAssets(), speaker=speaker or FakeSpeaker()).outputs
    return [output.timeline for output in outputs if output.timeline]


def music(timeline: Timeline) -> AudioClip:
    (clip,) = timeline.audio_tracks[-1].clips
    return clip


def gain(clip: AudioClip) -> float:
    effect = clip.effect("Volume")
    assert effect is not None
    return float(effect.params["Gain"])


def test_the_voice_clip_says_everything_that_is_needed_to_speak_it_again() -> None:
    speech = {"Voice": "ann", "SpeechRate": 100, "Volume": 1.5}
    (timeline,) = made(scripts=["Hello there"], editing={"SpeechConfig": speech})
    (clip,) = timeline.voices()
    assert (clip.content, clip.voice, clip.speech_rate, gain(clip)) == ("Hello there", "fake:ann", 100, 1.5)
    assert [word.text for word in clip.words] == ["Hello", "there"]


def test_a_comma_list_of_voices_is_drawn_per_output() -> None:
    timelines = made(count=6, scripts=["Hello"], editing={"SpeechConfig": {"Voice": "ann, bob ,cid"}})
    assert {next(timeline.voices()).voice for timeline in timelines} == {"fake:ann", "fake:bob", "fake:cid"}


def test_every_distinct_text_is_spoken_once() -> None:
    speaker = FakeSpeaker()
    made(speaker, count=12, scripts=["One", "Two", "Three"], editing={"SpeechConfig": {"Voice": "ann,bob"}})
    assert set(speaker.said.values()) == {1}
    assert len(speaker.said) <= 6


def test_texts_that_are_not_drawn_are_not_spoken() -> None:
    speaker = FakeSpeaker()
    made(speaker, scripts=["One", "Two", "Three"])
    assert len(speaker.said) == 1


def test_scripts_come_in_rounds() -> None:
    timelines = made(count=5, scripts=["One", "Two", "Three"])
    said = [next(timeline.voices()).content for timeline in timelines]
    assert set(said[:3]) == {"One", "Two", "Three"}
    assert set(said) == {"One", "Two", "Three"}


def test_music_is_repeated_over_the_whole_output_and_faded() -> None:
    given, editing = {"BackgroundMusicArray": ["m.mp3"]}, {"BackgroundMusicConfig": {"Volume": 0.35}}
    (timeline,) = made(given=given, editing=editing, output={"FixedDuration": 12})
    clip = music(timeline)
    fades = [(effect.sub_type, effect.params["Duration"]) for effect in clip.effects if effect.type == "AFade"]
    assert (clip.loop, clip.span.start, clip.span.end) == (True, 0, timeline.length)
    assert (clip.source_in, clip.source_out, gain(clip)) == (0, 30, 0.35)
    assert fades == [("In", 0.3), ("Out", 1.5)]


def test_fades_are_shorter_in_a_short_output() -> None:
    editing = {"BackgroundMusicConfig": {"Volume": 0.2}}
    (timeline,) = made(given={"BackgroundMusicArray": ["m.mp3"]}, editing=editing, output={"FixedDuration": 2})
    assert [e.params["Duration"] for e in music(timeline).effects if e.type == "AFade"] == [0.3, 0.5]


def test_music_spreads_over_the_outputs() -> None:
    given, editing = {"BackgroundMusicArray": ["m.mp3", "n.mp3"]}, {"BackgroundMusicConfig": {"Volume": 0.2}}
    timelines = made(count=4, given=given, editing=editing)
    assert sorted(music(timeline).media for timeline in timelines) == ["/media/m.mp3"] * 2 + ["/media/n.mp3"] * 2


@pytest.mark.parametrize("style", ["", "bgm-romantic"])
def test_without_music_a_packaged_track_of_the_style_is_drawn(style: str) -> None:
    editing = {"BackgroundMusicConfig": {"Volume": 0.2, "Style": style}}
    pool = {track.id for track in music_for_style(style)}
    drawn = {music(timeline).media_id for timeline in made(count=8, editing=editing)}
    assert drawn <= pool
    assert len(drawn) > 1


def test_music_at_volume_0_is_left_out() -> None:
    (timeline,) = made(given={"BackgroundMusicArray": ["m.mp3"]})
    assert timeline.audio_tracks == ()

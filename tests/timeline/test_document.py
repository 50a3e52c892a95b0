"""The timeline's JSON: written, read back, and exact."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s2v_core.errors import TimelineError
from s2v_core.timeline import (
    AudioClip,
    Box,
    Canvas,
    Effect,
    Span,
    SubtitleClip,
    SubtitleStyle,
    Timeline,
    Track,
    VideoClip,
    Word,
    dumps,
    from_json,
    to_json,
)
from tests.timeline.strategies import RATES, timelines

QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@QUICK
@given(timelines)
def test_a_timeline_survives_writing_and_reading(timeline: Timeline) -> None:
    text = dumps(timeline)
    back = from_json(text)
    assert back == timeline
    assert dumps(back) == text


@given(st.sampled_from(RATES), st.integers(0, 5_000_000))
@settings(max_examples=200, deadline=None)
def test_four_decimals_bring_every_frame_back(rate: Fraction, frame: int) -> None:
    rate_number = rate if frame / rate < 86_000 else Fraction(240)
    item = VideoClip(media_url="a", span=Span(frame, frame + 1))
    timeline = Timeline(canvas=Canvas(2, 2), rate=rate_number, length=1, video_tracks=(Track(clips=(item,)),))
    written = to_json(timeline)["VideoTracks"][0]["VideoTrackClips"][0]
    assert written["TimelineIn"] == round(written["TimelineIn"], 4)
    assert from_json(to_json(timeline)) == timeline


def test_the_document_has_the_vendors_shape() -> None:
    timeline = Timeline(
        canvas=Canvas(1080, 1920),
        rate=Fraction(30000, 1001),
        length=180,
        video_tracks=(
            Track(
                main=True,
                clips=(
                    VideoClip(
                        media_url="a.mp4",
                        span=Span(0, 90),
                        source_in=3.0,
                        source_out=6.0030001,
                        box=Box(width=1.0, height=1.0),
                        adapt_mode="Cover",
                        effects=(Effect(type="DLTransition", sub_type="wiperight", params={"Duration": 0.5}),),
                        material=(2.0, 9.0),
                        identity="abc",
                    ),
                ),
            ),
        ),
        audio_tracks=(
            Track(
                clips=(
                    AudioClip(
                        type="AI_TTS",
                        content="Hi.",
                        voice="x:y",
                        speech_rate=100,
                        span=Span(0, 90),
                        words=(Word("Hi", 0, 0.1, 0.5),),
                    ),
                )
            ),
        ),
        subtitle_tracks=(
            Track(
                clips=(
                    SubtitleClip(
                        content="Title", style=SubtitleStyle(font_size=80, y=0.1), extra={"S2V": {"Role": "title"}}
                    ),
                )
            ),
        ),
        s2v={"Seed": 7},
    )
    assert to_json(timeline) == {
        "FECanvas": {"Width": 1080, "Height": 1920},
        "VideoTracks": [
            {
                "MainTrack": True,
                "VideoTrackClips": [
                    {
                        "Type": "Video",
                        "MediaURL": "a.mp4",
                        "In": 3.0,
                        "Out": 6.003,
                        "TimelineIn": 0.0,
                        "TimelineOut": 3.003,
                        "X": 0.0,
                        "Y": 0.0,
                        "Width": 1.0,
                        "Height": 1.0,
                        "AdaptMode": "Cover",
                        "Effects": [{"Type": "DLTransition", "SubType": "wiperight", "Duration": 0.5}],
                        "S2V": {"Material": [2.0, 9.0], "Identity": "abc", "Out": 6.0030001},
                    }
                ],
            }
        ],
        "AudioTracks": [
            {
                "AudioTrackClips": [
                    {
                        "Type": "AI_TTS",
                        "Content": "Hi.",
                        "Voice": "x:y",
                        "SpeechRate": 100,
                        "TimelineIn": 0.0,
                        "TimelineOut": 3.003,
                        "S2V": {"Frames": 90, "Words": [{"Text": "Hi", "Offset": 0, "Start": 0.1, "End": 0.5}]},
                    }
                ]
            }
        ],
        "SubtitleTracks": [
            {
                "SubtitleTrackClips": [
                    {"Type": "Text", "Content": "Title", "Y": 0.1, "FontSize": 80.0, "S2V": {"Role": "title"}}
                ]
            }
        ],
        "S2V": {"Rate": "30000/1001", "Length": 180, "Seed": 7},
    }


def test_an_edited_in_point_wins_over_the_exact_one() -> None:
    clip = {"MediaURL": "a", "In": 4.0, "TimelineIn": 0, "TimelineOut": 1, "S2V": {"In": 2.00001}}
    timeline = from_json({"VideoTracks": [{"VideoTrackClips": [clip]}]})
    assert timeline.video_tracks[0].clips[0].source_in == 4.0


def test_unknown_keys_survive_at_every_level() -> None:
    strange = {"Strange": {"a": [1, None, "x"]}, "Other": None}
    document = {
        "FECanvas": {"Width": 100, "Height": 50, **strange},
        "VideoTracks": [
            {
                **strange,
                "VideoTrackClips": [
                    {
                        "MediaURL": "a",
                        "TimelineOut": 1,
                        "ClipId": "c",
                        **strange,
                        "S2V": strange,
                        "Effects": [{"Type": "VFX", **strange}],
                    }
                ],
            }
        ],
        "SubtitleTracks": [{"SubtitleTrackClips": [{"Content": "x", "ClipId": "t", "S2V": strange, **strange}]}],
        "EffectTracks": [{"EffectTrackItems": [{"Type": "VFX", **strange}]}],
        "Version": 3,
        **strange,
        "S2V": strange,
    }
    written = json.loads(dumps(from_json(document)))
    assert written["FECanvas"] == {"Width": 100, "Height": 50} | strange
    track = written["VideoTracks"][0]
    clip = track["VideoTrackClips"][0]
    assert strange.items() <= track.items()
    assert clip["ClipId"] == "c"
    assert strange.items() <= clip.items()
    assert clip["S2V"] == strange
    assert clip["Effects"] == [{"Type": "VFX"} | strange]
    text = written["SubtitleTracks"][0]["SubtitleTrackClips"][0]
    assert (text["S2V"], text["ClipId"]) == (strange, "t")
    assert strange.items() <= text.items()
    assert strange.items() <= written["EffectTracks"][0]["EffectTrackItems"][0].items()
    assert {"Version": 3, **strange}.items() <= written.items()
    assert strange.items() <= written["S2V"].items()


def test_the_text_is_readable_and_ends_with_a_newline() -> None:
    text = dumps(Timeline(canvas=Canvas(8, 8), rate=Fraction(30), length=1, extra={"Comment": "咖啡"}))
    assert text.endswith("}\n")
    assert "咖啡" in text


def test_a_value_that_json_cannot_hold_is_named() -> None:
    for value in (float("nan"), object(), "\ud800"):
        timeline = Timeline(canvas=Canvas(8, 8), rate=Fraction(30), length=1, extra={"Odd": value})
        with pytest.raises(TimelineError, match="JSON"):
            dumps(timeline)

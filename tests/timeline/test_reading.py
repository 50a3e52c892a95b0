"""Reading timelines that people and other programs wrote."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s2v_core.errors import MediaNotFound, TimelineError
from s2v_core.timeline import Canvas, Span, Timeline, from_json
from s2v_core.timeline.rates import parse_rate
from tests.timeline.strategies import json_values

LENGTHS = {"a.mp4": 4.0, "b.mp4": 2.0, "song.mp3": 10.0}


def read(document: dict[str, Any], *, rate: int = 10) -> Timeline:
    return from_json(document, rate=Fraction(rate), canvas=Canvas(100, 200), duration_of=LENGTHS.__getitem__)


def video(*clips: dict[str, Any], **track: Any) -> dict[str, Any]:
    return {"VideoTracks": [{"VideoTrackClips": list(clips), **track}]}


def spans(timeline: Timeline, track: int = 0) -> list[tuple[int, int] | None]:
    clips = timeline.video_tracks[track].clips
    return [None if clip.span is None else (clip.span.start, clip.span.end) for clip in clips]


def test_clips_without_times_are_laid_end_to_end() -> None:
    timeline = read(
        video(
            {"MediaURL": "a.mp4"},
            {"MediaURL": "b.mp4", "In": 0.5, "Out": 1.5},
            {"Type": "Image", "MediaURL": "c.png", "Duration": 3},
            {"MediaURL": "a.mp4", "Speed": 2},
        )
    )
    assert spans(timeline) == [(0, 40), (40, 50), (50, 80), (80, 100)]
    assert timeline.length == 100


def test_the_default_type_is_video() -> None:
    assert read(video({"MediaURL": "a.mp4"})).video_tracks[0].clips[0].type == "Video"


def test_timeline_out_cuts_short_and_does_not_compress() -> None:
    clip = (
        read(video({"MediaURL": "a.mp4", "In": 1, "Out": 3, "TimelineIn": 5, "TimelineOut": 6}))
        .video_tracks[0]
        .clips[0]
    )
    assert (clip.span, clip.source_in, clip.speed) == (Span(50, 60), 1.0, 1.0)


def test_max_out_cuts_longer_material_only() -> None:
    clips = ({"MediaURL": "a.mp4", "MaxOut": 3}, {"MediaURL": "b.mp4", "MaxOut": 3})
    assert spans(read(video(*clips))) == [(0, 30), (30, 50)]


def test_an_overlapping_transition_pulls_the_next_clip_forward() -> None:
    first = {"MediaURL": "a.mp4", "Effects": [{"Type": "Transition", "SubType": "fade", "Duration": 0.5}]}
    timeline = read(video(first, {"MediaURL": "b.mp4"}))
    assert spans(timeline) == [(0, 40), (35, 55)]
    assert timeline.length == 55


def test_an_overlap_is_at_most_half_of_either_clip() -> None:
    first = {"MediaURL": "a.mp4", "Effects": [{"Type": "Transition", "Duration": 5}]}
    assert spans(read(video(first, {"MediaURL": "b.mp4"}))) == [(0, 40), (30, 50)]


def test_a_transition_without_a_duration_takes_a_second() -> None:
    for effect in ({"Type": "Transition"}, {"Type": "Transition", "Duration": None}):
        timeline = read(video({"MediaURL": "a.mp4", "Effects": [effect]}, {"MediaURL": "a.mp4"}))
        assert spans(timeline) == [(0, 40), (30, 70)]


def test_a_duration_preserving_transition_leaves_the_clips_where_they_are() -> None:
    first = {"MediaURL": "a.mp4", "Effects": [{"Type": "DLTransition", "Duration": 0.5}]}
    assert spans(read(video(first, {"MediaURL": "b.mp4"}))) == [(0, 40), (40, 60)]


def test_a_global_image_lasts_for_the_whole_output_and_takes_no_place_in_the_row() -> None:
    timeline = read(
        video({"MediaURL": "a.mp4"}, {"Type": "GlobalImage", "MediaURL": "logo.png"}, {"MediaURL": "b.mp4"})
    )
    assert spans(timeline) == [(0, 40), None, (40, 60)]


def test_a_global_image_with_a_duration_gives_the_output_its_length() -> None:
    assert read(video({"Type": "GlobalImage", "MediaURL": "logo.png", "Duration": 2})).length == 20


def test_the_output_follows_the_main_track() -> None:
    document = {
        "VideoTracks": [
            {"VideoTrackClips": [{"MediaURL": "a.mp4"}]},
            {"VideoTrackClips": [{"MediaURL": "b.mp4"}], "MainTrack": True},
        ]
    }
    assert read(document).length == 20


def test_max_duration_beats_the_main_track() -> None:
    assert read(video({"MediaURL": "a.mp4"}, MainTrack=True) | {"MaxDuration": 1.5}).length == 15


def test_longer_sound_is_cut_at_the_end_of_the_pictures() -> None:
    document = video({"MediaURL": "a.mp4"}) | {"AudioTracks": [{"AudioTrackClips": [{"MediaURL": "song.mp3"}]}]}
    timeline = read(document)
    assert timeline.length == 40
    assert timeline.audio_tracks[0].clips[0].span == Span(0, 100)


def test_sound_alone_gives_the_length() -> None:
    assert read({"AudioTracks": [{"AudioTrackClips": [{"MediaURL": "song.mp3"}]}]}).length == 100


def test_a_switched_off_track_does_not_count() -> None:
    document = {
        "VideoTracks": [
            {"VideoTrackClips": [{"MediaURL": "a.mp4"}], "Disabled": True},
            {"VideoTrackClips": [{"MediaURL": "b.mp4"}]},
        ]
    }
    timeline = read(document)
    assert timeline.length == 20
    assert timeline.video_tracks[0].disabled


def test_looped_music_without_an_end_lasts_to_the_end() -> None:
    document = video({"MediaURL": "a.mp4"}) | {
        "AudioTracks": [{"AudioTrackClips": [{"MediaURL": "song.mp3", "LoopMode": True, "TimelineIn": 1}]}]
    }
    clip = read(document).audio_tracks[0].clips[0]
    assert (clip.span, clip.loop) == (Span(10, 40), True)


def test_spoken_clips_follow_each_other_by_their_frames_then_by_their_words() -> None:
    clips = [
        {"Type": "AI_TTS", "Content": "One.", "S2V": {"Frames": 12}},
        {"Type": "AI_TTS", "Content": "Two.", "S2V": {"Words": [{"Text": "Two", "Offset": 0, "Start": 0, "End": 0.8}]}},
    ]
    timeline = read({"AudioTracks": [{"AudioTrackClips": clips}]})
    assert [clip.span for clip in timeline.voices()] == [Span(0, 12), Span(12, 20)]


def test_a_spoken_clip_of_unknown_length_asks_for_its_frames() -> None:
    with pytest.raises(TimelineError) as caught:
        read({"AudioTracks": [{"AudioTrackClips": [{"Type": "AI_TTS", "Content": "One."}]}]})
    assert caught.value.where == "AudioTracks[0].AudioTrackClips[0]"
    assert "S2V.Frames" in caught.value.hint


def test_frames_written_at_another_rate_are_converted() -> None:
    document = {
        "S2V": {"Rate": 20, "Length": 60},
        "AudioTracks": [{"AudioTrackClips": [{"Type": "AI_TTS", "Content": "One.", "S2V": {"Frames": 40}}]}],
    }
    timeline = read(document, rate=10)
    assert (timeline.length, next(timeline.voices()).span) == (30, Span(0, 20))


def test_a_reference_takes_the_span_of_the_named_clip_and_slows_a_shorter_one_down() -> None:
    voice = {"Type": "AI_TTS", "Content": "One.", "ClipId": "s1", "S2V": {"Frames": 40}}
    document = video({"MediaURL": "b.mp4", "ReferenceClipId": "s1"}) | {"AudioTracks": [{"AudioTrackClips": [voice]}]}
    clip = read(document).video_tracks[0].clips[0]
    assert (clip.span, clip.speed) == (Span(0, 40), 0.5)


def test_a_reference_cuts_a_longer_clip_and_places_pictures() -> None:
    voices = [
        {"Type": "AI_TTS", "Content": "One.", "S2V": {"Frames": 10}},
        {"Type": "AI_TTS", "Content": "Two.", "ClipId": "s2", "S2V": {"Frames": 15}},
    ]
    document = video(
        {"MediaURL": "a.mp4", "TimelineOut": 1}, {"Type": "Image", "MediaURL": "c.png", "ReferenceClipId": "s2"}
    ) | {"AudioTracks": [{"AudioTrackClips": voices}]}
    timeline = read(document)
    assert spans(timeline) == [(0, 10), (10, 25)]
    assert timeline.video_tracks[0].clips[1].speed == 1.0


def test_own_times_win_over_a_reference() -> None:
    document = video({"MediaURL": "b.mp4", "ReferenceClipId": "nobody", "TimelineIn": 0, "TimelineOut": 1})
    assert spans(read(document)) == [(0, 10)]


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (video({"MediaURL": "b.mp4", "ReferenceClipId": "nobody"}), "No clip"),
        (video({"MediaURL": "b.mp4", "ClipId": "x", "ReferenceClipId": "x"}), "another track"),
        (
            {
                "VideoTracks": [
                    {"VideoTrackClips": [{"MediaURL": "b.mp4", "ClipId": "x", "ReferenceClipId": "y"}]},
                    {"VideoTrackClips": [{"MediaURL": "b.mp4", "ClipId": "y", "ReferenceClipId": "x"}]},
                ]
            },
            "circle",
        ),
    ],
)
def test_references_that_lead_nowhere_are_errors(document: dict[str, Any], message: str) -> None:
    with pytest.raises(TimelineError, match=message) as caught:
        read(document)
    assert caught.value.where == "VideoTracks[0].VideoTrackClips[0].ReferenceClipId"


def test_tracks_are_fitted_to_the_main_track_where_they_ask_for_it() -> None:
    document = {
        "VideoTracks": [{"VideoTrackClips": [{"MediaURL": "b.mp4"}], "MainTrack": True}],
        "AudioTracks": [
            {"AudioTrackClips": [{"MediaURL": "song.mp3"}], "TrackShortenMode": "AutoSpeed"},
            {"AudioTrackClips": [{"MediaURL": "song.mp3", "Out": 1}], "TrackExpandMode": "AutoSpeed"},
        ],
    }
    long, short = (track.clips[0] for track in read(document).audio_tracks)
    assert (long.span, long.speed) == (Span(0, 20), 5.0)
    assert (short.span, short.speed) == (Span(0, 20), 0.5)


def test_legacy_image_tracks_become_the_top_video_tracks() -> None:
    document = video({"MediaURL": "a.mp4"}) | {
        "ImageTracks": [
            {
                "ImageTrackClips": [
                    {"ImageURL": "logo.png", "X": 10, "Y": 20},
                    {"MediaId": "m", "TimelineIn": 1, "TimelineOut": 2},
                ]
            }
        ]
    }
    timeline = read(document)
    logo, picture = timeline.video_tracks[1].clips
    assert (logo.type, logo.media, logo.span) == ("GlobalImage", "logo.png", None)
    assert logo.box is not None
    assert (logo.box.x, logo.box.y, logo.box.width) == (10, 20, None)
    assert (picture.type, picture.span) == ("Image", Span(10, 20))


def test_texts_take_their_style_inline_and_last_for_the_whole_output() -> None:
    document = video({"MediaURL": "a.mp4"}) | {
        "SubtitleTracks": [
            {
                "SubtitleTrackClips": [
                    {"Type": "Text", "Content": "Hello", "FontSize": "60", "FixedX": 3, "Glow": 4},
                    {"Type": "Text", "Content": "Late", "TimelineIn": 1},
                ]
            }
        ]
    }
    whole, late = read(document).subtitle_tracks[0].clips
    assert whole.span is None
    assert whole.style.font_size == 60
    assert whole.style.fixed_x == 3
    assert whole.style.model_extra == {"Glow": 4}
    assert late.span == Span(10, 40)


def test_pixel_sizes_are_scaled_from_the_reference_canvas_and_fractions_are_not() -> None:
    document = video({"MediaURL": "a.mp4", "X": 100, "Y": 0.5, "Width": 200, "Height": 1}) | {
        "FECanvas": {"Width": 1000, "Height": 1000},
        "SubtitleTracks": [{"SubtitleTrackClips": [{"Content": "x", "FontSize": 50, "X": 0.1, "Y": 300}]}],
        "AudioTracks": [
            {
                "AudioTrackClips": [
                    {
                        "Type": "AI_TTS",
                        "Content": "x",
                        "S2V": {"Frames": 9},
                        "Effects": [{"Type": "AI_ASR", "FontSize": 40, "Y": 0.8}],
                    }
                ]
            }
        ],
    }
    timeline = read(document)
    assert timeline.canvas == Canvas(100, 200)
    box, style = timeline.video_tracks[0].clips[0].box, timeline.subtitle_tracks[0].clips[0].style
    assert box is not None
    assert (box.x, box.y, box.width, box.height) == (10, 0.5, 20, 1)
    assert (style.font_size, style.x, style.y) == (5, 0.1, 60)
    assert dict(timeline.audio_tracks[0].clips[0].effects[0].params) == {"FontSize": 4, "Y": 0.8}


def test_json_text_and_numeric_strings_are_read() -> None:
    text = '{"VideoTracks": [{"VideoTrackClips": [{"MediaURL": "a.mp4", "In": "1", "Out": "2.5"}]}]}'
    assert from_json(text, rate=Fraction(10)).length == 15


def test_a_sound_of_no_length_stays_in_its_place() -> None:
    clip = {"MediaURL": "a.wav", "TimelineIn": 1, "TimelineOut": 1}
    document = {**video({"MediaURL": "b.mp4", "Out": 2}), "AudioTracks": [{"AudioTrackClips": [clip]}]}
    assert read(document).audio_tracks[0].clips[0].span == Span(10, 10)


@pytest.mark.parametrize(
    ("value", "rate"),
    [
        (30, Fraction(30)),
        ("30000/1001", Fraction(30000, 1001)),
        (29.97, Fraction(30000, 1001)),
        ("23.976", Fraction(24000, 1001)),
        (59.94, Fraction(60000, 1001)),
        (12.5, Fraction(25, 2)),
    ],
)
def test_rates_are_exact(value: Any, rate: Fraction) -> None:
    assert parse_rate(value) == rate


@pytest.mark.parametrize(
    ("document", "where"),
    [
        (video({"MediaURL": "a"}, {"MediaURL": "a"}, {"MediaURL": "a", "In": "soon"}), "VideoTrackClips[2].In"),
        (video({"MediaURL": "a", "In": -1}), "VideoTrackClips[0].In"),
        (video({"MediaURL": "a", "In": 5, "Out": 5}), "VideoTrackClips[0].Out"),
        (video({"MediaURL": "a", "Speed": 0}), "VideoTrackClips[0].Speed"),
        (video({"MediaURL": "a", "TimelineIn": 2, "TimelineOut": 1}), "VideoTrackClips[0].TimelineOut"),
        (video({"MediaURL": "a", "Opacity": 2}), "VideoTrackClips[0].Opacity"),
        (video({"MediaURL": "a", "X": True}), "VideoTrackClips[0].X"),
        (video({"MediaURL": "a", "AdaptMode": "Squeeze"}), "VideoTrackClips[0].AdaptMode"),
        (video({"MediaURL": "a", "Type": "AI_Avatar"}), "VideoTrackClips[0].Type"),
        (video({"MediaURL": 5}), "VideoTrackClips[0].MediaURL"),
        (video({}), "VideoTrackClips[0]"),
        (video({"MediaURL": "a", "TimelineIn": 1e9}), "VideoTrackClips[0].TimelineIn"),
        (video({"MediaURL": "a", "Effects": {}}), "VideoTrackClips[0].Effects"),
        (video({"MediaURL": "a", "Effects": [{"Volume": 0}]}), "VideoTrackClips[0].Effects[0].Type"),
        (video({"MediaURL": "a", "Effects": [{"Type": "Volume"}]}), "VideoTrackClips[0].Effects[0].Gain"),
        (video({"MediaURL": "a", "Effects": [{"Type": "Volume", "Gain": 11}]}), "VideoTrackClips[0].Effects[0].Gain"),
        (
            video({"MediaURL": "a", "Effects": [{"Type": "KenBurns", "Start": "0,0,1"}]}),
            "VideoTrackClips[0].Effects[0].Start",
        ),
        (video({"MediaURL": "a", "S2V": {"Material": 3}}), "VideoTrackClips[0].S2V.Material"),
        (video({"MediaURL": "a"}, MainTrack="perhaps"), "VideoTracks[0].MainTrack"),
        ({"VideoTracks": "x"}, "VideoTracks"),
        ({"VideoTracks": [{"VideoTrackClips": [3]}]}, "VideoTracks[0].VideoTrackClips[0]"),
        ({"FECanvas": {"Width": 3}}, "FECanvas"),
        ({"S2V": {"Rate": 0}}, "S2V.Rate"),
        ({"S2V": {"Rate": "30/0"}}, "S2V.Rate"),
        (
            {"SubtitleTracks": [{"SubtitleTrackClips": [{"Content": "x", "FontFace": {"Bold": 7}}]}]},
            "SubtitleTracks[0].SubtitleTrackClips[0].FontFace.Bold",
        ),
        (
            {"AudioTracks": [{"AudioTrackClips": [{"Type": "AI_TTS", "S2V": {"Frames": 3}}]}]},
            "AudioTracks[0].AudioTrackClips[0].Content",
        ),
    ],
)
def test_malformed_values_are_named_with_their_place(document: dict[str, Any], where: str) -> None:
    with pytest.raises(TimelineError) as caught:
        from_json(document, duration_of=lambda _: 5.0)
    assert caught.value.where.endswith(where)


def test_a_length_that_is_needed_and_not_known_is_an_error() -> None:
    with pytest.raises(TimelineError, match="needed and not known") as caught:
        from_json(video({"MediaURL": "a"}))
    assert caught.value.where == "VideoTracks[0].VideoTrackClips[0]"
    with pytest.raises(TimelineError, match="picture"):
        read(video({"Type": "Image", "MediaURL": "a.png"}))


def test_material_that_cannot_be_found_is_named_where_it_is_used() -> None:
    def missing(reference: str) -> float:
        raise MediaNotFound(f"There is no {reference}.")

    with pytest.raises(TimelineError, match=r"no a\.mp4") as caught:
        from_json(video({"MediaURL": "a.mp4"}), duration_of=missing)
    assert caught.value.where == "VideoTracks[0].VideoTrackClips[0]"


@pytest.mark.parametrize("text", ["", "{", "[]", "NaN", '{"a": Infinity}', "[" * 100_000])
def test_text_that_is_no_timeline_is_an_error(text: str) -> None:
    with pytest.raises(TimelineError):
        from_json(text)


def test_an_empty_timeline_is_an_error() -> None:
    with pytest.raises(TimelineError, match="length"):
        from_json({})


NAMES = """Type MediaURL MediaId In Out MaxOut TimelineIn TimelineOut Duration Speed X Y Width Height AdaptMode Opacity
Effects ClipId ReferenceClipId S2V Content Voice SpeechRate LoopMode FontSize FontFace SubType Gain Start Frames Words
Material Offset Text End Rate Length"""
KEYS = st.sampled_from(NAMES.split())
TYPES = ["Video", "Image", "GlobalImage", "AI_TTS", "Text", "Volume", "Transition", "KenBurns", "AI_ASR"]
LIKELY = st.sampled_from([*TYPES, "a", "b", 0, 1, 2.5])
VALUES: st.SearchStrategy[Any] = st.recursive(
    LIKELY | json_values | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=10,
)
CLIPS = st.lists(st.dictionaries(KEYS, VALUES, max_size=7), max_size=3)


def _tracks(name: str) -> st.SearchStrategy[Any]:
    return st.lists(st.fixed_dictionaries({name: CLIPS}, optional={"MainTrack": VALUES}), max_size=2) | VALUES


DOCUMENTS = VALUES | st.fixed_dictionaries(
    {},
    optional={
        "VideoTracks": _tracks("VideoTrackClips"),
        "AudioTracks": _tracks("AudioTrackClips"),
        "SubtitleTracks": _tracks("SubtitleTrackClips"),
        "EffectTracks": _tracks("EffectTrackItems"),
        "ImageTracks": _tracks("ImageTrackClips"),
        "FECanvas": VALUES,
        "MaxDuration": VALUES,
        "S2V": VALUES,
    },
)


@given(DOCUMENTS, st.sampled_from([None, lambda _: 3.0, lambda _: float("nan")]))
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_whatever_the_json_there_is_a_timeline_or_a_timeline_error(
    document: Any, duration_of: Callable[[str], float] | None
) -> None:
    with suppress(TimelineError):
        assert from_json(document, duration_of=duration_of, canvas=Canvas(64, 36)).length >= 0

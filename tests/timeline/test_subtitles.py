"""Subtitle files and the table."""

from __future__ import annotations

from fractions import Fraction

from s2v_core.timeline import (
    AudioClip,
    Canvas,
    Effect,
    EffectItem,
    Span,
    SubtitleClip,
    Timeline,
    Track,
    VideoClip,
    to_dataframe,
    to_srt,
    to_vtt,
)
from s2v_core.timeline.table import COLUMNS


def spoken(text: str, start: int, end: int) -> AudioClip:
    effects = (Effect(type="Volume", params={"Gain": 1}), Effect(type="AI_ASR", params={"AlignmentText": text}))
    return AudioClip(type="AI_TTS", content=text, voice="engine:ann", span=Span(start, end), effects=effects)


TIMELINE = Timeline(
    canvas=Canvas(1080, 1920),
    rate=Fraction(30000, 1001),
    length=180,
    video_tracks=(
        Track(
            clips=(
                VideoClip(
                    media_url="a.mp4",
                    span=Span(0, 90),
                    source_in=1.0,
                    speed=1.5,
                    effects=(
                        Effect(type="Background", sub_type="Blur"),
                        Effect(type="DLTransition", sub_type="fade", params={"Duration": 0.5005}),
                    ),
                ),
                VideoClip(
                    media_url="b.mp4",
                    span=Span(90, 150),
                    effects=(Effect(type="Transition", sub_type="wipe", params={"Duration": 0.5005}),),
                ),
                VideoClip(
                    media_url="c.mp4",
                    span=Span(135, 180),
                    effects=(Effect(type="Transition", sub_type="fade"),),
                ),
            )
        ),
        Track(clips=(VideoClip(type="GlobalImage", media_url="logo.png"),)),
        Track(clips=(VideoClip(type="GlobalImage", media_url="off.png"),), disabled=True),
    ),
    audio_tracks=(Track(clips=(spoken("Salt & <sugar>.", 0, 60), spoken("咖啡好了。", 70, 180))),),
    subtitle_tracks=(Track(clips=(SubtitleClip(content="Bakery", extra={"S2V": {"Role": "title"}}),)),),
    effect_tracks=(Track(clips=(EffectItem(effect=Effect(type="VFX", sub_type="snow"), span=Span(5, 9)),)),),
)


def test_srt_has_numbered_cues_with_commas() -> None:
    assert to_srt(TIMELINE) == (
        "1\n00:00:00,000 --> 00:00:02,002\nSalt & <sugar>.\n\n2\n00:00:02,336 --> 00:00:06,006\n咖啡好了\n"
    )


def test_vtt_escapes_what_would_be_markup() -> None:
    assert to_vtt(TIMELINE) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:02.002\nSalt &amp; &lt;sugar&gt;.\n"
        "\n00:00:02.336 --> 00:00:06.006\n咖啡好了\n"
    )


def test_long_timelines_count_hours() -> None:
    timeline = Timeline(
        canvas=Canvas(2, 2),
        rate=Fraction(10),
        length=40_000,
        audio_tracks=(Track(clips=(spoken("Hi you.", 36_610, 36_650),)),),
    )
    assert "01:01:01,000 --> 01:01:05,000" in to_srt(timeline)


def test_without_captions_the_files_are_empty_but_valid() -> None:
    timeline = Timeline(canvas=Canvas(2, 2), rate=Fraction(10), length=10)
    assert (to_srt(timeline), to_vtt(timeline)) == ("", "WEBVTT\n")


def test_the_table_has_a_row_per_clip_transition_and_caption() -> None:
    table = to_dataframe(TIMELINE)
    assert tuple(table.columns) == COLUMNS
    assert list(zip(table["track"], table["kind"], table["what"], strict=True)) == [
        ("V1", "video", "a.mp4"),
        ("V1", "transition", "fade"),
        ("V1", "video", "b.mp4"),
        ("V1", "transition", "wipe"),
        ("V1", "video", "c.mp4"),
        ("V2", "globalimage", "logo.png"),
        ("A1", "voice", "engine:ann"),
        ("A1", "voice", "engine:ann"),
        ("T1", "title", ""),
        ("E1", "effect", "snow"),
        ("CC", "caption", "engine:ann"),
        ("CC", "caption", "engine:ann"),
    ]
    first = table.iloc[0]
    assert (first.start_frame, first.end_frame, first.end, first.duration) == (0, 90, 3.003, 3.003)
    assert (first.source_in, first.speed, first.effects) == (1.0, 1.5, "Background Blur")
    assert table["source_out"].isna().all()
    assert table.iloc[8].text == "Bakery"


def test_a_preserving_transition_lies_across_the_cut_and_an_overlapping_one_before_it() -> None:
    table = to_dataframe(TIMELINE)
    assert tuple(table.iloc[1][["start_frame", "end_frame"]]) == (83, 98)
    assert tuple(table.iloc[3][["start_frame", "end_frame"]]) == (135, 150)


def test_a_transition_of_the_last_clip_leads_nowhere_and_has_no_row() -> None:
    table = to_dataframe(TIMELINE)
    assert list(table[table["kind"] == "transition"]["what"]) == ["fade", "wipe"]


def test_an_empty_timeline_has_an_empty_table() -> None:
    table = to_dataframe(Timeline(canvas=Canvas(2, 2), rate=Fraction(10), length=10))
    assert len(table) == 0
    assert tuple(table.columns) == COLUMNS

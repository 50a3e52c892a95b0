from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    rescaled,
)

HALF = Canvas(540, 960)


def timeline(*texts: SubtitleClip, pictures: tuple[VideoClip, ...] = ()) -> Timeline:
    return Timeline(
        canvas=Canvas(1080, 1920),
        rate=Fraction(30),
        length=30,
        video_tracks=(Track(clips=pictures),),
        subtitle_tracks=(Track(clips=texts),),
    )


def styled(canvas: Canvas = HALF, **fields: float) -> SubtitleStyle:
    return (
        rescaled(timeline(SubtitleClip(content="Hi", style=SubtitleStyle(**fields))), canvas)
        .subtitle_tracks[0]
        .clips[0]
        .style
    )


def test_pixels_follow_the_canvas_and_fractions_stay() -> None:
    style = styled(x=100, y=0.25, font_size=60, text_width=0.5)
    assert (style.x, style.y, style.font_size, style.text_width) == (50, 0.25, 30, 0.5)


def test_texts_follow_the_side_that_shrinks_more() -> None:
    style = styled(Canvas(270, 960), font_size=60, outline=8)
    assert (style.font_size, style.outline) == (15, 2)


def test_a_length_that_shrinks_below_a_pixel_does_not_become_a_fraction() -> None:
    style = styled(Canvas(108, 192), x=5, y=-8, font_size=8)
    assert style.x is not None
    assert style.y is not None
    assert style.font_size is not None
    assert (style.x * 108, style.y * 192, style.font_size * 192) == pytest.approx((0.5, -0.8, 0.8))


def test_outlines_shadows_and_spacings_are_pixels_however_thin() -> None:
    style = styled(outline=1, shadow=0.5, spacing=-1, line_spacing=1)
    assert (style.outline, style.shadow, style.spacing, style.line_spacing) == (0.5, 0.25, -0.5, 0.5)


def test_codes_within_a_text_are_scaled_and_words_are_not() -> None:
    content = r"\fs80 stays {\fs80\bord4\b1}large{\fs} 80 {\i1\xbord3}"
    clip = rescaled(timeline(SubtitleClip(content=content)), HALF).subtitle_tracks[0].clips[0]
    assert clip.content == r"\fs80 stays {\fs40\bord2\b1}large{\fs} 80 {\i1\xbord1.5}"


def test_the_looks_of_single_words_are_scaled_too() -> None:
    words = {"Highlights": [{"Words": ["sale"], "Style": {"FontSize": 90, "Outline": 3, "FontColor": "#ff0000"}}]}
    style = SubtitleStyle.model_validate({"FontSize": 60, **words})
    spoken = AudioClip(span=Span(0, 30), effects=(Effect(type="AI_ASR", params={"FontSize": 60, **words}),))
    whole = replace(timeline(SubtitleClip(content="Big sale", style=style)), audio_tracks=(Track(clips=(spoken,)),))
    small = rescaled(whole, HALF)
    expected = {"FontSize": 45, "Outline": 1.5, "FontColor": "#ff0000"}
    extra = small.subtitle_tracks[0].clips[0].style.model_extra or {}
    assert extra["Highlights"][0]["Style"] == expected
    assert small.audio_tracks[0].clips[0].effects[0].params["Highlights"][0]["Style"] == expected


def test_boxes_follow_their_canvas() -> None:
    picture = VideoClip(media_url="a.mp4", span=Span(0, 30), box=Box(x=880, y=0.5, width=160))
    box = rescaled(timeline(pictures=(picture,)), Canvas(540, 480)).video_tracks[0].clips[0].box
    assert box == Box(x=440, y=0.5, width=80)


@given(value=st.floats(-4000, 4000), width=st.integers(2, 4096))
def test_a_place_keeps_its_share_of_the_canvas(value: float, width: int) -> None:
    def share(x: float, canvas: int) -> float:
        return x if abs(x) <= 1 else x / canvas

    scaled = styled(Canvas(width, 1920), x=value).x
    assert scaled is not None
    assert share(scaled, width) == pytest.approx(share(value, 1080))

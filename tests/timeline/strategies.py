"""Timelines, documents and spoken texts for property tests."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from s2v_core.timeline import (
    AudioClip,
    Box,
    Canvas,
    Effect,
    EffectItem,
    FontFace,
    Span,
    SubtitleClip,
    SubtitleStyle,
    Timeline,
    Track,
    VideoClip,
    Word,
)

RATES = (
    Fraction(24000, 1001),
    Fraction(24),
    Fraction(25),
    Fraction(30000, 1001),
    Fraction(30),
    Fraction(50),
    Fraction(60),
    Fraction(60000, 1001),
)

texts = st.sampled_from(["a", "b.mp4", "咖啡", "🎉", "\u2028", "x y", '"\\', "Width", "é"])
numbers = st.sampled_from([0.0, 1.0, 0.1, 2.5, 1 / 3, 12.345678, 999.99999])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
foreign = st.just({}) | st.dictionaries(texts.map(lambda text: f"Foreign{text}"), json_values, max_size=2)
spans = st.tuples(st.integers(0, 200_000), st.integers(0, 5_000)).map(lambda pair: Span(pair[0], sum(pair)))
names = st.none() | texts
styles = st.builds(
    lambda given, extra: SubtitleStyle.model_validate(given | extra),
    st.fixed_dictionaries(
        {},
        optional={
            "X": numbers,
            "Y": numbers,
            "Font": texts,
            "FontSize": numbers,
            "FontFace": st.builds(FontFace, bold=st.booleans()).map(lambda face: face.model_dump(by_alias=True)),
            "BorderStyle": st.integers(1, 3),
        },
    ),
    foreign,
)


@st.composite
def effects(draw: st.DrawFn) -> tuple[Effect, ...]:
    """A few effects with valid numbers."""
    volume = st.builds(lambda gain: Effect(type="Volume", params={"Gain": gain}), st.floats(0, 10))
    transition = st.builds(
        lambda name, seconds: Effect(type="DLTransition", sub_type=name, params={"Duration": seconds}),
        names,
        st.floats(0, 3),
    )
    other = st.builds(lambda params: Effect(type="Anything", params=params), foreign)
    return tuple(draw(st.lists(volume | transition | other, max_size=3)))


video_clips = st.builds(
    VideoClip,
    type=st.sampled_from(["Video", "Image"]),
    media_url=texts,
    media_id=names,
    span=spans,
    source_in=st.floats(0, 50),
    source_out=st.none() | st.floats(51, 99),
    speed=st.floats(0.25, 4),
    box=st.none() | st.builds(Box, x=numbers, y=numbers, width=st.none() | st.floats(0.01, 2000)),
    adapt_mode=st.sampled_from([None, "Cover", "Contain", "Fill"]),
    opacity=st.floats(0, 1),
    effects=effects(),
    material=st.none() | st.tuples(st.floats(0, 10), st.floats(11, 99)),
    identity=names,
    extra=foreign,
)
global_images = st.builds(VideoClip, type=st.just("GlobalImage"), media_url=texts, span=st.none() | spans)
words = st.builds(
    lambda text, offset, start, length: Word(text, offset, start, start + length),
    texts,
    st.integers(0, 500),
    st.floats(0, 60),
    st.floats(0, 2),
)
sounds = st.builds(
    AudioClip,
    media_url=texts,
    span=spans,
    loop=st.booleans(),
    speed=st.floats(0.5, 2),
    effects=effects(),
    extra=foreign,
)
voices = st.builds(
    AudioClip,
    type=st.just("AI_TTS"),
    content=texts,
    voice=names,
    speech_rate=st.integers(-500, 500),
    span=spans,
    words=st.lists(words, max_size=4).map(tuple),
    extra=foreign,
)
titles = st.builds(
    SubtitleClip,
    content=texts,
    span=st.none() | spans,
    style=styles,
    extra=st.sampled_from([{}, {"S2V": {"Role": "title"}}, {"ClipId": "a"}]),
)
items = st.builds(EffectItem, effect=st.builds(Effect, type=texts, params=foreign), span=st.none() | spans)


def tracks(clips: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[Track[object], ...]]:
    """Up to two tracks of such clips."""
    one = st.builds(
        Track, clips=st.lists(clips, max_size=3).map(tuple), main=st.booleans(), disabled=st.booleans(), extra=foreign
    )
    return st.lists(one, max_size=2).map(tuple)


timelines = st.builds(
    Timeline,
    canvas=st.builds(Canvas, st.integers(2, 4096), st.integers(2, 4096)),
    rate=st.sampled_from(RATES),
    length=st.integers(0, 200_000),
    video_tracks=tracks(video_clips | global_images),
    audio_tracks=tracks(sounds | voices),
    subtitle_tracks=tracks(titles),
    effect_tracks=tracks(items),
    s2v=foreign,
    extra=foreign,
)

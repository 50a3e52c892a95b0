"""A drill: whatever two timelines are like, chunks of theirs with the same key look the same."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from s2v_core.effects import transitions
from s2v_core.rendering.chunks.cutting import cut
from s2v_core.rendering.chunks.identity import ChunkKeys
from s2v_core.rendering.compose import Composer
from s2v_core.timeline import (
    AudioClip,
    Box,
    Canvas,
    Effect,
    EffectItem,
    Span,
    SubtitleClip,
    SubtitleStyle,
    Timeline,
    Track,
    VideoClip,
)
from tests.rendering.chunks.conftest import Shelf
from tests.rendering.scene import FAST, FULL

LENGTH = 36
KINDS = ("clip", "clip", "clip", "clip", "sticker", "title", "title", "voice", "seed", "order", "item")
PHASES = (Phase.explicit, Phase.generate)
"""Making a failing example smaller would take minutes."""

EDITS = 5
"""Edits that each timeline is tried with."""


def effect(kind: str, sub_type: str | None = None, **params: Any) -> Effect:
    return Effect(type=kind, sub_type=sub_type, params=params)


EFFECTS = (
    effect("Crop", X=0.25, Width=0.5),
    effect("KenBurns"),
    effect("KenBurns", Start="0,0,0.5,0.5", End="0.5,0.5,0.5,0.5"),
    effect("Zoom", EndRate=1.5),
    effect("Zoom", StartRate=1.5, EndRate=1.0, Duration=0.7),
    effect("Rotate", Degree=90),
    effect("Flip", Direction="horizontal"),
    effect("Background", "Color", Color="#aa3311"),
    effect("Background", "Blur", Radius=0.3),
    effect("FreezeFrame"),
    effect("Filter", "pf4"),
    effect("Filter", "m1,m5"),
    effect("Filter", "color", ExtParams="brightness=30,dark_corner_ratio=60"),
    effect("VFX", "illusion"),
    effect("VFX", "random", TimelineIn=0.4, TimelineOut=1.1),
)
MOTIONS: tuple[dict[str, Any], ...] = (
    {},
    {},
    {"aai_motion_in_effect": "wave_in", "aai_motion_in": 0.4, "aai_motion_out_effect": "fade_out"},
    {"aai_motion_in_effect": "fade_in,zoom_in"},
    {"aai_motion_loop_effect": "normal_display"},
    {"aai_motion_loop_effect": "naughty_display", "ratio": 2.0},
)
OWN: tuple[dict[str, Any], ...] = ({}, {}, {"S2V": {"ByWord": "line"}}, {"S2V": {"ByWord": "one"}})
NAMES = ("fade", "perlin", "randomsquares", "wipeleft", *sorted(entry.name for entry in transitions))


@st.composite
def joins(draw: st.DrawFn) -> Effect:
    kind = draw(st.sampled_from(["Transition", "DLTransition"]))
    return effect(kind, draw(st.sampled_from(NAMES)), Duration=draw(st.sampled_from([0.3, 0.5, 0.8, 1.0])))


@st.composite
def looks(draw: st.DrawFn, shelf: Shelf) -> dict[str, Any]:
    """Everything about a clip but its span."""
    material = (shelf.counted, shelf.wide, shelf.still, shelf.tall, shelf.animation, shelf.badge)
    bounds = st.sampled_from([None, None, (0.0, 1.0), (0.0, 2.0)])
    few = st.lists(st.sampled_from(EFFECTS), max_size=2)
    return {
        "media_url": str(draw(st.sampled_from(material))),
        "type": draw(st.sampled_from(["Video", "Image", "GlobalImage"])),
        "box": draw(st.sampled_from([FULL, FULL, None, Box(x=0.25, y=0.1, width=0.5, height=0.5)])),
        "adapt_mode": draw(st.sampled_from(["Cover", "Contain", "Fill", None])),
        "opacity": draw(st.sampled_from([1.0, 1.0, 1.0, 0.5, 0.0])),
        "speed": draw(st.sampled_from([1.0, 1.0, 0.5, 2.0])),
        "source_in": draw(st.sampled_from([0.0, 0.0, 0.5, 0.53])),
        "source_out": draw(st.sampled_from([None, 0.8, 3.0])),
        "material": draw(bounds),
        "effects": (*draw(few), *draw(st.lists(joins(), max_size=1))),
        "identity": draw(st.sampled_from([None, "one"])),
    }


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, LENGTH - 1))
    return Span(start, draw(st.integers(start + 1, LENGTH + 3)))


@st.composite
def texts(draw: st.DrawFn) -> SubtitleClip:
    role = draw(st.sampled_from(["title", "subheading", "subheading", ""]))
    style = {"y": draw(st.sampled_from([None, None, 0.1, 0.5])), "font_size": draw(st.sampled_from([8, 12]))}
    style |= draw(st.sampled_from(MOTIONS))
    return SubtitleClip(
        content=draw(st.sampled_from(["Tea", "Milk", "a"])),
        span=draw(st.one_of(st.none(), spans())),
        style=SubtitleStyle(**style),
        extra={"S2V": {"Role": role}},
    )


@st.composite
def voices(draw: st.DrawFn) -> AudioClip:
    style = SubtitleStyle(**draw(st.sampled_from(MOTIONS))).to_json() | draw(st.sampled_from(OWN))
    said = effect("AI_ASR", FontSize=draw(st.sampled_from([8, 12])), Y=draw(st.sampled_from([0.5, 0.8])), **style)
    return AudioClip(
        type="AI_TTS",
        content=draw(st.sampled_from(["Hot tea. Cold milk.", "Hot tea", "Hi"])),
        voice="en",
        span=draw(spans()),
        effects=draw(st.sampled_from([(said,), (said,), ()])),
    )


@st.composite
def items(draw: st.DrawFn) -> EffectItem:
    kinds = [effect("VFX", "illusion"), effect("VFX", "heartbeat"), effect("Filter", "m5")]
    return EffectItem(effect=draw(st.sampled_from(kinds)), span=draw(st.one_of(st.none(), spans())))


@st.composite
def timelines(draw: st.DrawFn, shelf: Shelf) -> Timeline:
    lengths = draw(st.lists(st.integers(2, 16), min_size=1, max_size=4))
    position, main = 0, []
    for length in lengths:
        main.append(VideoClip(span=Span(position, position + length), **draw(looks(shelf))))
        position += length - draw(st.sampled_from([0, 0, 0, min(4, length - 1)]))
    stickers = [VideoClip(span=draw(st.one_of(st.none(), spans())), **draw(looks(shelf))) for _ in range(2)]
    return Timeline(
        canvas=Canvas(32, 32),
        rate=Fraction(10),
        length=LENGTH,
        video_tracks=(Track(clips=tuple(main), main=True), *(Track(clips=(sticker,)) for sticker in stickers)),
        audio_tracks=(Track(clips=tuple(draw(st.lists(voices(), max_size=2)))),),
        subtitle_tracks=(Track(clips=tuple(draw(st.lists(texts(), min_size=1, max_size=3)))),),
        effect_tracks=(Track(clips=tuple(draw(st.lists(items(), max_size=2)))),),
        s2v={"Seed": draw(st.sampled_from([1, 2]))},
    )


@st.composite
def edited(draw: st.DrawFn, timeline: Timeline, shelf: Shelf) -> Timeline:
    """Return the timeline with one thing changed."""
    kind = draw(st.sampled_from(KINDS))
    tracks = list(timeline.video_tracks)
    if kind in ("clip", "sticker"):
        number = 0 if kind == "clip" else draw(st.integers(1, len(tracks) - 1))
        tracks[number] = replace(tracks[number], clips=draw(changed(tracks[number].clips, shelf)))
        return replace(timeline, video_tracks=tuple(tracks))
    if kind == "order":
        return replace(timeline, video_tracks=tuple(draw(st.permutations(tracks))))
    if kind == "title":
        clips = draw(one_drawn_again(timeline.subtitle_tracks[0].clips, texts()))
        return replace(timeline, subtitle_tracks=(Track(clips=clips),))
    if kind == "item":
        given = timeline.effect_tracks[0].clips
        return replace(timeline, effect_tracks=(Track(clips=(*given[1:], draw(items()))),))
    if kind == "voice":
        clips = draw(one_drawn_again(timeline.audio_tracks[0].clips, voices()))
        return replace(timeline, audio_tracks=(Track(clips=clips),))
    return replace(timeline, s2v={"Seed": 3 - timeline.s2v["Seed"]})


@st.composite
def one_drawn_again(draw: st.DrawFn, clips: Sequence[Any], kind: st.SearchStrategy[Any]) -> tuple[Any, ...]:
    """Return the clips with one field of one of them drawn again; without clips, a new one."""
    drawn = draw(kind)
    if not clips:
        return (drawn,)
    number = draw(st.integers(0, len(clips) - 1))
    field = draw(st.sampled_from(["content", "span", "span", "style" if hasattr(drawn, "style") else "effects"]))
    return (*clips[:number], replace(clips[number], **{field: getattr(drawn, field)}), *clips[number + 1 :])


@st.composite
def changed(draw: st.DrawFn, clips: Sequence[VideoClip], shelf: Shelf) -> tuple[VideoClip, ...]:
    """Return the clips with one field of one of them drawn again, or one of them longer and the rest later."""
    number = draw(st.integers(0, len(clips) - 1))
    clip = clips[number]
    kind = draw(st.sampled_from(["length", "effect", "transition", "field"]))
    if kind == "length" and clip.span is not None:
        starts = [other.span.start for other in clips[number + 1 :] if other.span is not None]
        by = draw(st.integers(max([1 - len(clip.span), *(-start for start in starts)]), 5))
        later = [_moved(other, by) for other in clips[number + 1 :]]
        return (*clips[:number], replace(clip, span=Span(clip.span.start, clip.span.end + by)), *later)
    if kind in ("effect", "transition"):
        new = draw(joins() if kind == "transition" else st.sampled_from(EFFECTS))
        fields: dict[str, Any] = {"effects": (*(old for old in clip.effects if old.type != new.type), new)}
    else:
        drawn = draw(looks(shelf))
        field = draw(st.sampled_from(sorted(drawn)))
        fields = {field: drawn[field]}
    return (*clips[:number], replace(clip, **fields), *clips[number + 1 :])


def _moved(clip: VideoClip, by: int) -> VideoClip:
    return clip if clip.span is None else replace(clip, span=Span(clip.span.start + by, clip.span.end + by))


class Pictures:
    """The frames of a timeline, each composed once."""

    def __init__(self, timeline: Timeline, shelf: Shelf) -> None:
        self._composer = Composer(timeline, shelf.assets)
        self._frames: dict[int, NDArray[np.uint8]] = {}

    def of(self, chunk: Span) -> list[NDArray[np.uint8]]:
        for frame in range(chunk.start, chunk.end):
            if frame not in self._frames:
                self._frames[frame] = self._composer.frame(frame)
        return [self._frames[frame] for frame in range(chunk.start, chunk.end)]

    def close(self) -> None:
        self._composer.close()


def pieces(*scenes: Timeline) -> list[Span]:
    """Return the chunks of the timelines, and runs that are cut at no natural place."""
    odd = [Span(start, start + 6) for start in range(0, LENGTH - 5, 10)]
    return sorted({chunk for scene in scenes for chunk in cut(scene)} | set(odd))


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(st.data())
def test_equal_keys_promise_equal_pictures(shelf: Shelf, data: st.DataObject) -> None:
    first = data.draw(timelines(shelf), label="first")
    scenes = [first, *(data.draw(edited(first, shelf), label="edited") for _ in range(EDITS))]
    known: dict[str, tuple[Pictures, Span]] = {}
    with ExitStack() as opened:
        for scene in scenes:
            pictures = opened.enter_context(closing(Pictures(scene, shelf)))
            keys = ChunkKeys(scene, shelf.assets, FAST)
            for chunk in pieces(*scenes):
                others, there = known.setdefault(keys.key(chunk), (pictures, chunk))
                if others is not pictures or there != chunk:
                    pairs = zip(pictures.of(chunk), others.of(there), strict=True)
                    assert all(np.array_equal(a, b) for a, b in pairs), (chunk, there)

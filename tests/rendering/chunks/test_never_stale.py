"""A drill: whatever two timelines are like, chunks of theirs with the same key look the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given
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
KINDS = ("clip", "clip", "clip", "sticker", "title", "voice", "seed", "order")


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
)
NAMES = ("fade", "perlin", "wipeleft", "fade", *sorted(entry.name for entry in transitions))


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
    return SubtitleClip(
        content=draw(st.sampled_from(["Tea", "Milk", "a"])),
        span=draw(st.one_of(st.none(), spans())),
        style=SubtitleStyle(**style),
        extra={"S2V": {"Role": role}},
    )


@st.composite
def voices(draw: st.DrawFn) -> AudioClip:
    said = effect("AI_ASR", FontSize=draw(st.sampled_from([8, 12])), Y=draw(st.sampled_from([0.5, 0.8])))
    return AudioClip(
        type="AI_TTS",
        content=draw(st.sampled_from(["Hot tea. Cold milk.", "Hot tea", "Hi"])),
        voice="en",
        span=draw(spans()),
        effects=draw(st.sampled_from([(said,), (said,), ()])),
    )


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
        subtitle_tracks=(Track(clips=tuple(draw(st.lists(texts(), max_size=3)))),),
        s2v={"Seed": draw(st.sampled_from([1, 2]))},
    )


@st.composite
def edited(draw: st.DrawFn, timeline: Timeline, shelf: Shelf) -> Timeline:
    """Return the timeline with one thing changed, or with everything a little later."""
    kind = draw(st.sampled_from(KINDS))
    tracks = list(timeline.video_tracks)
    if kind in ("clip", "sticker"):
        number = 0 if kind == "clip" else draw(st.integers(1, len(tracks) - 1))
        tracks[number] = replace(tracks[number], clips=draw(changed(tracks[number].clips, shelf)))
        return replace(timeline, video_tracks=tuple(tracks))
    if kind == "order":
        return replace(timeline, video_tracks=tuple(draw(st.permutations(tracks))))
    if kind == "title":
        return replace(timeline, subtitle_tracks=(Track(clips=tuple(draw(st.lists(texts(), max_size=3)))),))
    if kind == "voice":
        return replace(timeline, audio_tracks=(Track(clips=tuple(draw(st.lists(voices(), max_size=2)))),))
    return replace(timeline, s2v={"Seed": 3 - timeline.s2v["Seed"]})


@st.composite
def changed(draw: st.DrawFn, clips: Sequence[VideoClip], shelf: Shelf) -> tuple[VideoClip, ...]:
    """Return the clips with one field of one of them drawn again, or one of them longer and the rest later."""
    number = draw(st.integers(0, len(clips) - 1))
    span = clips[number].span
    if span is not None and draw(st.booleans()):
        by = draw(st.integers(1 - len(span), 5))
        later = [_moved(clip, by) for clip in clips[number + 1 :]]
        longer = replace(clips[number], span=Span(span.start, span.end + by))
        return (*clips[:number], longer, *later)
    drawn = draw(looks(shelf))
    field = draw(st.sampled_from(sorted(drawn)))
    return (*clips[:number], replace(clips[number], **{field: drawn[field]}), *clips[number + 1 :])


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
    odd = [Span(start, start + 6) for start in range(0, LENGTH - 5, 5)]
    return sorted({chunk for scene in scenes for chunk in cut(scene)} | set(odd))


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_equal_keys_promise_equal_pictures(shelf: Shelf, data: st.DataObject) -> None:
    before = data.draw(timelines(shelf), label="before")
    after = data.draw(edited(before, shelf), label="after")
    shown = [Pictures(scene, shelf) for scene in (before, after)]
    keys = [ChunkKeys(scene, shelf.assets, FAST) for scene in (before, after)]
    first: dict[str, tuple[int, Span]] = {}
    try:
        for scene in (0, 1):
            for chunk in pieces(before, after):
                key = keys[scene].key(chunk)
                other, there = first.setdefault(key, (scene, chunk))
                if (other, there) != (scene, chunk):
                    pairs = zip(shown[scene].of(chunk), shown[other].of(there), strict=True)
                    assert all(np.array_equal(a, b) for a, b in pairs), (chunk, there)
    finally:
        for pictures in shown:
            pictures.close()

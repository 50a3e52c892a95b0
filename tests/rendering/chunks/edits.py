"""A small scene with a bit of everything, and ways to change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from s2v_core.media import Assets
from s2v_core.rendering import EncoderOptions
from s2v_core.rendering.chunks.cutting import cut
from s2v_core.rendering.chunks.identity import ChunkKeys
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
from tests.rendering.scene import FAST, FULL, frames_of

Edit = Callable[[Timeline, Shelf], Timeline]
LENGTH = 30


def scene(shelf: Shelf) -> Timeline:
    """Footage that dissolves into a still, a sticker, a title, and a voice with captions."""
    footage = VideoClip(
        media_url=str(shelf.wide),
        span=Span(0, 15),
        source_out=0.75,
        box=FULL,
        adapt_mode="Cover",
        effects=(Effect(type="DLTransition", sub_type="perlin", params={"Duration": 0.8}),),
        identity="wide",
    )
    still = VideoClip(type="Image", media_url=str(shelf.still), span=Span(15, LENGTH), box=FULL, adapt_mode="Cover")
    sticker = VideoClip(type="GlobalImage", media_url=str(shelf.badge), box=Box(x=4, y=4, width=12))
    title = SubtitleClip(content="Tea", span=Span(0, LENGTH), style=SubtitleStyle(y=0.1, font_size=14))
    voice = AudioClip(
        type="AI_TTS",
        content="Hot",
        voice="en",
        span=Span(5, 25),
        effects=(Effect(type="AI_ASR", params={"FontSize": 12, "Y": 0.6}),),
    )
    return Timeline(
        canvas=Canvas(32, 32),
        rate=Fraction(10),
        length=LENGTH,
        video_tracks=(Track(clips=(footage, still), main=True), Track(clips=(sticker,))),
        audio_tracks=(Track(clips=(voice,)),),
        subtitle_tracks=(Track(clips=(title,)),),
        s2v={"Seed": 7, "Output": 1},
    )


def key(timeline: Timeline, assets: Assets, chunk: Span | None = None, options: EncoderOptions = FAST) -> str:
    return ChunkKeys(timeline, assets, options).key(chunk or Span(0, timeline.length))


def keys(timeline: Timeline, assets: Assets) -> list[str]:
    made = ChunkKeys(timeline, assets, FAST)
    return [made.key(chunk) for chunk in cut(timeline)]


def look_the_same(one: Timeline, other: Timeline, assets: Assets) -> bool:
    pairs = zip(frames_of(one, assets), frames_of(other, assets), strict=True)
    return all(np.array_equal(a, b) for a, b in pairs)


def clip(track: int, number: int, **changes: Any) -> Edit:
    """Change fields of a clip of a video track; functions are called with the shelf."""

    def edit(timeline: Timeline, shelf: Shelf) -> Timeline:
        given = {name: value(shelf) if callable(value) else value for name, value in changes.items()}
        tracks = list(timeline.video_tracks)
        clips = list(tracks[track].clips)
        clips[number] = replace(clips[number], **given)
        tracks[track] = replace(tracks[track], clips=tuple(clips))
        return replace(timeline, video_tracks=tuple(tracks))

    return edit


def main(**changes: Any) -> Edit:
    return clip(0, 0, **changes)


def still(**changes: Any) -> Edit:
    return clip(0, 1, **changes)


def sticker(**changes: Any) -> Edit:
    return clip(1, 0, **changes)


def effect(kind: str, sub_type: str | None = None, **params: Any) -> Effect:
    return Effect(type=kind, sub_type=sub_type, params=params)


def title(**changes: Any) -> Edit:
    def edit(timeline: Timeline, _shelf: Shelf) -> Timeline:
        (track,) = timeline.subtitle_tracks
        return replace(timeline, subtitle_tracks=(replace(track, clips=(replace(track.clips[0], **changes),)),))

    return edit


def voice(**changes: Any) -> Edit:
    def edit(timeline: Timeline, _shelf: Shelf) -> Timeline:
        (track,) = timeline.audio_tracks
        return replace(timeline, audio_tracks=(replace(track, clips=(replace(track.clips[0], **changes),)),))

    return edit


def whole(**changes: Any) -> Edit:
    return lambda timeline, _shelf: replace(timeline, **changes)


def both(*edits: Edit) -> Edit:
    def edit(timeline: Timeline, shelf: Shelf) -> Timeline:
        for part in edits:
            timeline = part(timeline, shelf)
        return timeline

    return edit

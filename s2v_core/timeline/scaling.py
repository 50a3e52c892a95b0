"""A timeline drawn on another canvas."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from s2v_core.timeline.effects import STYLED
from s2v_core.timeline.model import AudioClip, Box, Canvas, Effect, SubtitleClip, Timeline, Track, VideoClip
from s2v_core.timeline.style import SubtitleStyle

__all__ = ["rescaled"]

_WIDE = ("X", "TextWidth", "FixedX", "BubbleWidth", "Width", "ScrollStartX", "ScrollEndX")
_HIGH = ("Y", "FixedY", "BubbleHeight", "Height", "ScrollStartY", "ScrollEndY", "ScrollStartShift", "ScrollEndShift")
_SIZES = ("FontSize", "FixedFontSize")
_STRENGTHS = ("Spacing", "LineSpacing", "Outline", "Shadow", "ScrollSpeed")
"""Pixels, however few."""
_OF_LETTERS = ("Bord", "XBord", "YBord", "XShift", "YShift", "Blur", "Radius")
"""Pixels above 1, shares of the font size up to that."""
_FEWEST = 1.001
"""Pixels that stay pixels."""

_INLINE = re.compile(r"\\(fs|[xy]?bord)(\d+(?:\.\d+)?)(?=[^{}]*\})")
"""Codes within a text that give a length in pixels."""


def rescaled(timeline: Timeline, canvas: Canvas) -> Timeline:
    """Return ``timeline`` on ``canvas``: pixel lengths follow its width or height, text sizes the smaller of both.

    Lengths given as fractions stay as they are; what would become less than a pixel becomes the fraction that it is.
    """
    if canvas == timeline.canvas:
        return timeline
    across, down = canvas.width / timeline.canvas.width, canvas.height / timeline.canvas.height
    scale = _Scale(across, down, canvas)
    return replace(
        timeline,
        canvas=canvas,
        video_tracks=tuple(
            replace(track, clips=tuple(scale.video(clip) for clip in track.clips)) for track in timeline.video_tracks
        ),
        audio_tracks=tuple(
            replace(track, clips=tuple(scale.audio(clip) for clip in track.clips)) for track in timeline.audio_tracks
        ),
        subtitle_tracks=tuple(_texts(track, scale) for track in timeline.subtitle_tracks),
    )


class _Scale:
    def __init__(self, across: float, down: float, canvas: Canvas) -> None:
        self._across, self._down, self._text = across, down, min(across, down)
        self._lengths = {
            **dict.fromkeys(_WIDE, (across, canvas.width)),
            **dict.fromkeys(_HIGH, (down, canvas.height)),
            **dict.fromkeys(_SIZES, (self._text, canvas.height)),
        }
        self._canvas = canvas

    def video(self, clip: VideoClip) -> VideoClip:
        return replace(clip, box=self._box(clip.box), effects=tuple(self._effect(effect) for effect in clip.effects))

    def audio(self, clip: AudioClip) -> AudioClip:
        return replace(clip, effects=tuple(self._effect(effect) for effect in clip.effects))

    def style(self, style: SubtitleStyle) -> SubtitleStyle:
        return SubtitleStyle.model_validate(self._values(style.to_json() | dict(style.model_extra or {})))

    def text(self, content: str) -> str:
        """Return a text with its inline codes."""
        return _INLINE.sub(lambda code: f"\\{code[1]}{float(code[2]) * self._text:g}", content)

    def _values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._value(name, value) for name, value in values.items()}

    def _value(self, name: str, value: Any) -> Any:
        if isinstance(value, Mapping):
            return self._values(value)
        if isinstance(value, list):
            return [self._value("", item) for item in value]
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return value
        if name in _STRENGTHS:
            return value * self._text
        if name in _OF_LETTERS:
            return value if abs(value) <= 1 else math.copysign(max(abs(value) * self._text, _FEWEST), value)
        return _length(value, *self._lengths[name]) if name in self._lengths else value

    def _box(self, box: Box | None) -> Box | None:
        if box is None:
            return None
        wide, high = (self._across, self._canvas.width), (self._down, self._canvas.height)
        return Box(
            x=_length(box.x, *wide),
            y=_length(box.y, *high),
            width=None if box.width is None else _length(box.width, *wide),
            height=None if box.height is None else _length(box.height, *high),
        )

    def _effect(self, effect: Effect) -> Effect:
        return replace(effect, params=self._values(effect.params)) if effect.type in STYLED else effect


def _length(value: float, factor: float, extent: int) -> float:
    """Return a length by the unit rule: up to 1 it is a share of ``extent``, the new one, above it pixels."""
    if abs(value) <= 1:
        return value
    pixels = value * factor
    return pixels if abs(pixels) > 1 else pixels / extent


def _texts(track: Track[SubtitleClip], scale: _Scale) -> Track[SubtitleClip]:
    return replace(
        track,
        clips=tuple(
            replace(clip, content=scale.text(clip.content), style=scale.style(clip.style)) for clip in track.clips
        ),
    )

"""A timeline drawn on another canvas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from s2v_core.timeline.model import AudioClip, Box, Canvas, Effect, SubtitleClip, Timeline, Track, VideoClip
from s2v_core.timeline.style import SubtitleStyle

__all__ = ["rescaled"]

_WIDE = ("X", "TextWidth", "FixedX", "BubbleWidth")
_HIGH = ("Y", "FixedY", "BubbleHeight")
_SIZES = ("FontSize", "FixedFontSize", "Spacing", "LineSpacing", "Outline", "Shadow")
_STYLED = ("AI_ASR", "Text")


def rescaled(timeline: Timeline, canvas: Canvas) -> Timeline:
    """Return ``timeline`` on ``canvas``: pixel lengths follow its width or height, text sizes the smaller of both.

    Lengths given as fractions stay as they are.
    """
    if canvas == timeline.canvas:
        return timeline
    across, down = canvas.width / timeline.canvas.width, canvas.height / timeline.canvas.height
    scale = _Scale(across, down)
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
    def __init__(self, across: float, down: float) -> None:
        self._factors = {
            **dict.fromkeys(_WIDE, across),
            **dict.fromkeys(_HIGH, down),
            **dict.fromkeys(_SIZES, min(across, down)),
        }

    def video(self, clip: VideoClip) -> VideoClip:
        return replace(clip, box=self._box(clip.box), effects=tuple(self._effect(effect) for effect in clip.effects))

    def audio(self, clip: AudioClip) -> AudioClip:
        return replace(clip, effects=tuple(self._effect(effect) for effect in clip.effects))

    def style(self, style: SubtitleStyle) -> SubtitleStyle:
        return SubtitleStyle.model_validate(self._values(style.to_json() | dict(style.model_extra or {})))

    def _values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._length(name, value) for name, value in values.items()}

    def _length(self, name: str, value: Any) -> Any:
        factor = self._factors.get(name)
        if factor is None or isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) <= 1:
            return value
        return value * factor

    def _box(self, box: Box | None) -> Box | None:
        if box is None:
            return None
        across, down = self._factors["X"], self._factors["Y"]
        return Box(
            x=_pixels(box.x, across) or 0.0,
            y=_pixels(box.y, down) or 0.0,
            width=_pixels(box.width, across),
            height=_pixels(box.height, down),
        )

    def _effect(self, effect: Effect) -> Effect:
        return replace(effect, params=self._values(effect.params)) if effect.type in _STYLED else effect


def _pixels(value: float | None, factor: float) -> float | None:
    return value if value is None or abs(value) <= 1 else value * factor


def _texts(track: Track[SubtitleClip], scale: _Scale) -> Track[SubtitleClip]:
    return replace(track, clips=tuple(replace(clip, style=scale.style(clip.style)) for clip in track.clips))

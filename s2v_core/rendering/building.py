"""From a clip of the timeline to a layer: which picture it shows, at which moments, turned how."""

from __future__ import annotations

import os
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.errors import MediaUnreadable
from s2v_core.media import Assets, MediaInfo, load_animation, load_still
from s2v_core.media.frames import Conform
from s2v_core.rendering.background import background_of
from s2v_core.rendering.fit import Region
from s2v_core.rendering.layers import Layer
from s2v_core.rendering.pictures import (
    Animated,
    Footage,
    Motion,
    MovingFootage,
    MovingStill,
    Picture,
    SourceTime,
    Still,
)
from s2v_core.rendering.resize import resized
from s2v_core.rendering.transitions import Placed
from s2v_core.rendering.values import number
from s2v_core.rendering.views import View, view_of
from s2v_core.timeline.model import Timeline, VideoClip

__all__ = ["layer_of"]

Pixels = NDArray[np.uint8]

_ROTATIONS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


@dataclass(frozen=True)
class _Pose:
    """How a picture is turned (degrees clockwise) and mirrored."""

    turn: int
    mirror_x: bool
    mirror_y: bool

    def applied(self, pixels: Pixels) -> Pixels:
        turned: Any = pixels
        if self.turn:
            turned = cv2.rotate(turned, _ROTATIONS[self.turn])
        if self.mirror_x or self.mirror_y:
            turned = cv2.flip(turned, -1 if self.mirror_x and self.mirror_y else int(self.mirror_x))
        return np.asarray(turned, np.uint8)


def layer_of(placed: Placed, timeline: Timeline, assets: Assets) -> Layer | None:
    """Return the layer of a clip, or None when nothing of it is seen. Its files are opened only when it is drawn.

    Raises:
        MediaError: the material is missing or is no picture.
    """
    clip = placed.clip
    info = assets.info(clip.media)
    if info.kind == "audio":
        raise MediaUnreadable(f"{clip.media!r} holds no picture.", where=clip.media)
    pose = _pose(clip)
    natural = (info.height, info.width) if pose.turn % 180 else (info.width, info.height)
    view = view_of(placed, natural, timeline)
    opacity = min(max(0.0, clip.opacity), 1.0)
    if view is None or opacity == 0 or not len(placed.visible):
        return None
    maker = _Maker(assets.path(clip.media), info, pose, _times(placed, info, timeline), assets.max_pixels)
    return Layer(
        maker.picture(view, timeline),
        start=placed.span.start,
        visible=placed.visible,
        place=view.place,
        canvas=timeline.canvas,
        opacity=opacity,
        background=background_of(clip.effect("Background"), timeline.canvas),
        transparent=info.has_alpha,
        name=clip.media,
    )


def _pose(clip: VideoClip) -> _Pose:
    turn = (
        sum(
            round((number(e.params.get("Degree"), -1e6, 1e6) or 0.0) / 90) * 90
            for e in clip.effects
            if e.type == "Rotate"
        )
        % 360
    )
    flips = [str(e.params.get("Direction", "horizontal")).lower() for e in clip.effects if e.type == "Flip"]
    return _Pose(turn, flips.count("horizontal") % 2 == 1, flips.count("vertical") % 2 == 1)


def _times(placed: Placed, info: MediaInfo, timeline: Timeline) -> SourceTime:
    """Return which moments of the material are shown: during transitions those around the clip's own, if it may."""
    clip = placed.clip
    step = Fraction(clip.speed).limit_denominator(1_000_000) / timeline.rate
    end = clip.source_out
    if end is None:
        end = clip.source_in + float(len(placed.span) * step)
    low, high = clip.source_in, end
    if clip.material is not None:
        low, high = min(low, clip.material[0]), max(high, clip.material[1])
    if info.kind == "animation":
        low, high = 0.0, float("inf")
    if clip.effect("FreezeFrame") is not None:
        high = end
    return SourceTime(clip.source_in, step, low, high)


@dataclass(frozen=True)
class _Maker:
    """Makes the picture of one clip."""

    path: Path
    info: MediaInfo
    pose: _Pose
    times: SourceTime
    max_pixels: int

    def picture(self, view: View, timeline: Timeline) -> Picture:
        if self.info.kind == "animation":
            size = view.place.size
            return Animated(
                lambda: self._animation(view), lambda pixels: _part(pixels, view.first, size), size, self.times
            )
        motion = Motion(view.first, view.last, view.start, view.length)
        whole = view.kept_size(timeline.canvas)
        if self.info.kind == "video":
            if view.moves:
                return MovingFootage(self._footage(Region(), whole), motion, view.place.size)
            return self._footage(view.first, view.place.size)
        if view.moves:
            return MovingStill(lambda: self._whole_still(whole), motion, view.place.size)
        return Still(lambda: _part(self._still(whole), view.first, view.place.size))

    def _footage(self, region: Region, size: tuple[int, int]) -> Footage:
        crop = (region.x, region.y, region.width, region.height)
        pose = self.pose
        conform = Conform(size, crop, pose.turn, pose.mirror_x, pose.mirror_y)
        return Footage(self.path, conform, self.times, threads=_decoder_threads())

    def _still(self, wanted: tuple[int, int]) -> Pixels:
        size = wanted[::-1] if self.pose.turn % 180 else wanted
        return self.pose.applied(load_still(self.path, max_size=size, max_pixels=self.max_pixels))

    def _whole_still(self, wanted: tuple[int, int]) -> Pixels:
        return resized(self._still(wanted), wanted)

    def _animation(self, view: View) -> tuple[tuple[Pixels, ...], tuple[float, ...]]:
        whole = (round(view.place.width / view.first.width), round(view.place.height / view.first.height))
        size = whole[::-1] if self.pose.turn % 180 else whole
        animation = load_animation(self.path, max_size=size, max_pixels=self.max_pixels)
        frames = tuple(self.pose.applied(frame) for frame in animation.frames)
        return frames, tuple(float(duration) or 1.0 for duration in animation.durations)


def _decoder_threads() -> int:
    """Return how many threads a decoder gets: the encoder needs most of the cores."""
    return max(1, min(4, (os.cpu_count() or 1) // 2))


def _part(pixels: Pixels, region: Region, size: tuple[int, int]) -> Pixels:
    height, width = pixels.shape[:2]
    left, right = _run(region.x, region.width, width)
    top, bottom = _run(region.y, region.height, height)
    return resized(pixels[top:bottom, left:right], size)


def _run(start: float, length: float, whole: int) -> tuple[int, int]:
    first = min(max(0, round(start * whole)), whole - 1)
    return first, min(whole, max(first + 1, round((start + length) * whole)))

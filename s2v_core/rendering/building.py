"""From a clip of the timeline to a layer: which picture, which part of it, where."""

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
from s2v_core.rendering.fit import (
    Fit,
    Place,
    Region,
    fit,
    framed,
    ken_burns,
    on_canvas,
    parse_region,
    place_in_box,
    within,
    zoom,
)
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
    whole_size,
)
from s2v_core.rendering.resize import resized
from s2v_core.rendering.transitions import Placed
from s2v_core.rendering.values import number
from s2v_core.timeline.model import Box, Effect, Timeline, VideoClip

__all__ = ["layer_of"]

Pixels = NDArray[np.uint8]

_LARGEST = 4
"""How many canvases large a picture may be kept to be seen in parts."""

_ROTATIONS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


@dataclass(frozen=True)
class _View:
    """The part of a picture that is seen, and where: at rest, or along a way from ``first`` to ``last``."""

    place: Place
    first: Region
    last: Region
    start: int = 0
    length: int = 1

    @property
    def moves(self) -> bool:
        return self.first != self.last


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
    view = _view(placed, natural, timeline)
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


def _view(placed: Placed, natural: tuple[int, int], timeline: Timeline) -> _View | None:
    clip, canvas = placed.clip, timeline.canvas
    content = _content(clip.effect("Crop"))
    cropped = (max(1, round(natural[0] * content.width)), max(1, round(natural[1] * content.height)))
    box = clip.box or (Box() if clip.type == "GlobalImage" else None)
    place = place_in_box(box, cropped, canvas)
    burns, zooming = clip.effect("KenBurns"), clip.effect("Zoom")
    start, length = 0, 1
    if burns is not None:
        begin, end = burns.params.get("Start"), burns.params.get("End")
        if box is None and begin is not None and end is not None:
            place = framed(cropped, place, begin)
        first, last = ken_burns(cropped, place, begin, end)
        start, length = placed.visible.start - placed.span.start, len(placed.visible)
    else:
        fitted = _fitted(clip, cropped, place, has_box=box is not None)
        place, first, last = fitted.place, fitted.region, fitted.region
        if zooming is not None:
            first, last = _zoomed(zooming, fitted.region)
            length = _frames(zooming.params.get("Duration"), timeline) or len(placed.span)
    seen = on_canvas(place, canvas)
    if seen is None:
        return None
    part, region = seen
    first, last = (within(content, within(whole, region)) for whole in (first, last))
    return _View(part, first, last, start, length)


def _fitted(clip: VideoClip, natural: tuple[int, int], place: Place, *, has_box: bool) -> Fit:
    """Without a box a picture is shown whole and centred, whatever mode is named; in a box ``Fill`` is the default."""
    return fit(natural, place, (clip.adapt_mode or "Fill") if has_box else "Contain")


def _content(crop: Effect | None) -> Region:
    if crop is None:
        return Region()
    values = [crop.params.get(key, default) for key, default in (("X", 0), ("Y", 0), ("Width", 1), ("Height", 1))]
    region = parse_region(values)
    x, y = min(max(0.0, region.x), 0.99), min(max(0.0, region.y), 0.99)
    return Region(x, y, min(region.width, 1 - x), min(region.height, 1 - y))


def _zoomed(effect: Effect, region: Region) -> tuple[Region, Region]:
    rates = [_number(effect.params.get(key), default) for key, default in (("StartRate", 1.0), ("EndRate", 1.2))]
    return zoom(region, rates[0]), zoom(region, rates[1])


def _frames(seconds: Any, timeline: Timeline) -> int:
    return timeline.frame_at(max(0.0, _number(seconds, 0.0)))


def _number(value: Any, default: float) -> float:
    known = number(value, -1e6, 1e6)
    return default if known is None else known


def _pose(clip: VideoClip) -> _Pose:
    turn = sum(round(_number(e.params.get("Degree"), 0) / 90) * 90 for e in clip.effects if e.type == "Rotate") % 360
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

    def picture(self, view: _View, timeline: Timeline) -> Picture:
        if self.info.kind == "animation":
            size = view.place.size
            return Animated(
                lambda: self._animation(view), lambda pixels: _part(pixels, view.first, size), size, self.times
            )
        motion = Motion(view.first, view.last, view.start, view.length)
        whole = _kept_size(view, timeline)
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

    def _animation(self, view: _View) -> tuple[tuple[Pixels, ...], tuple[float, ...]]:
        whole = (round(view.place.width / view.first.width), round(view.place.height / view.first.height))
        size = whole[::-1] if self.pose.turn % 180 else whole
        animation = load_animation(self.path, max_size=size, max_pixels=self.max_pixels)
        frames = tuple(self.pose.applied(frame) for frame in animation.frames)
        return frames, tuple(float(duration) or 1.0 for duration in animation.durations)


def _decoder_threads() -> int:
    """Return how many threads a decoder gets: the encoder needs most of the cores."""
    return max(1, min(4, (os.cpu_count() or 1) // 2))


def _kept_size(view: _View, timeline: Timeline) -> tuple[int, int]:
    """Return the size to keep a whole picture at, bounded for regions that are a tiny part of it."""
    smaller, larger = sorted((view.first, view.last), key=lambda region: region.width)
    width, height = whole_size(view.place, smaller, larger)
    pixels = timeline.canvas.width * timeline.canvas.height * _LARGEST
    scale = min(1.0, (pixels / (width * height)) ** 0.5)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _part(pixels: Pixels, region: Region, size: tuple[int, int]) -> Pixels:
    height, width = pixels.shape[:2]
    left, right = _run(region.x, region.width, width)
    top, bottom = _run(region.y, region.height, height)
    return resized(pixels[top:bottom, left:right], size)


def _run(start: float, length: float, whole: int) -> tuple[int, int]:
    first = min(max(0, round(start * whole)), whole - 1)
    return first, min(whole, max(first + 1, round((start + length) * whole)))

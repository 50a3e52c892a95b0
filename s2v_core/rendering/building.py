"""From a clip of the timeline to a layer: which picture it shows, at which moments, turned how.

A clip is first worked out to a ``LayerPlan``, and the layer made from that alone: who knows the plan knows the pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.errors import MediaUnreadable
from s2v_core.media import Assets, MediaInfo, load_animation
from s2v_core.media.frames import Conform
from s2v_core.media.info import MediaKind
from s2v_core.media.still_memory import StillMemory
from s2v_core.rendering.background import background_of
from s2v_core.rendering.effected import cut_out
from s2v_core.rendering.filtering import AppliedFilter, coloured, filters_of, shaded
from s2v_core.rendering.fit import Place, Region
from s2v_core.rendering.layers import Layer
from s2v_core.rendering.pictures import (
    Animated,
    Footage,
    Motion,
    Moving,
    Picture,
    SourceTime,
    Still,
)
from s2v_core.rendering.resize import resized
from s2v_core.rendering.surrounding import Surrounded
from s2v_core.rendering.transitions import Placed
from s2v_core.rendering.values import number
from s2v_core.rendering.views import View, view_of
from s2v_core.rendering.visual_effects import AppliedEffects, effects_of
from s2v_core.timeline.model import Canvas, Effect, Span, Timeline, VideoClip

__all__ = ["LayerPlan", "Pose", "layer_of", "plan_layer"]

Pixels = NDArray[np.uint8]

_ROTATIONS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


@dataclass(frozen=True)
class Pose:
    """How a picture is turned (degrees clockwise) and mirrored."""

    turn: int
    mirror_x: bool
    mirror_y: bool

    def applied(self, pixels: Pixels) -> Pixels:
        """Return ``pixels`` turned, then mirrored."""
        turned: Any = pixels
        if self.turn:
            turned = cv2.rotate(turned, _ROTATIONS[self.turn])
        if self.mirror_x or self.mirror_y:
            turned = cv2.flip(turned, -1 if self.mirror_x and self.mirror_y else int(self.mirror_x))
        return np.asarray(turned, np.uint8)


@dataclass(frozen=True, kw_only=True)
class LayerPlan:
    """A clip worked out: everything, besides the canvas, that the pixels of its layer depend on.

    ``media`` is what errors call the material and ``identity`` the hash of its content. Frame ``start`` of the
    timeline is frame 0 of the clip; it is seen in the frames ``visible``. ``stills`` is where pictures are loaded.
    """

    media: str
    path: Path
    kind: MediaKind
    identity: str
    transparent: bool
    pose: Pose
    times: SourceTime
    view: View
    start: int
    visible: Span
    opacity: float
    background: Effect | None
    filters: tuple[AppliedFilter, ...]
    effects: AppliedEffects
    max_pixels: int
    stills: StillMemory

    @property
    def bounds(self) -> tuple[int, int]:
        """The first and the last frame of the clip that are seen, as it counts them."""
        return self.visible.start - self.start, self.visible.end - 1 - self.start


def plan_layer(placed: Placed, timeline: Timeline, assets: Assets) -> LayerPlan | None:
    """Work out the layer of a clip; None when nothing of it is seen.

    Raises:
        MediaError: the material is missing or is no picture.
        TimelineError: an effect's values cannot be understood.
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
    effects = effects_of(placed, timeline)
    return LayerPlan(
        media=clip.media,
        path=assets.path(clip.media),
        kind=info.kind,
        identity=info.identity,
        transparent=info.has_alpha,
        pose=pose,
        times=_times(placed, info, timeline),
        view=view,
        start=placed.span.start,
        visible=placed.visible,
        opacity=opacity,
        background=clip.effect("Background") or (_bars(clip, view, timeline) if effects else None),
        filters=filters_of(clip.effects, clip.identity or clip.media, timeline, assets),
        effects=effects,
        max_pixels=assets.max_pixels,
        stills=assets.stills,
    )


def layer_of(plan: LayerPlan, canvas: Canvas) -> Layer:
    """Return the layer that ``plan`` describes. Its files are opened only when it is drawn."""
    picture, place, opacity, transparent = _Maker(plan).picture(canvas), plan.view.place, plan.opacity, plan.transparent
    background = background_of(plan.background, canvas)
    if background is not None:
        picture = Surrounded(picture, place, background, opacity)
        place, opacity, transparent = Place(0, 0, canvas.width, canvas.height), 1.0, False
    return Layer(
        cut_out(picture, plan.effects, *plan.bounds),
        start=plan.start,
        visible=plan.visible,
        place=place,
        canvas=canvas,
        opacity=opacity,
        transparent=transparent or any(effect.is_mask for effect in plan.effects),
        name=plan.media,
    )


def _bars(clip: VideoClip, view: View, timeline: Timeline) -> Effect | None:
    """Return the black that a clip of the lowest track has around it, as visual effects are drawn on all of the canvas.

    A clip in a box, or above another, has nothing around it.
    """
    if clip.box is not None or view.place.covers(timeline.canvas):
        return None
    lowest = next((track for track in timeline.video_tracks if not track.disabled), None)
    alone = lowest is not None and any(other is clip for other in lowest.clips)
    return Effect(type="Background", sub_type="Color") if alone else None


def _pose(clip: VideoClip) -> Pose:
    turn = (
        sum(
            round((number(e.params.get("Degree"), -1e6, 1e6) or 0.0) / 90) * 90
            for e in clip.effects
            if e.type == "Rotate"
        )
        % 360
    )
    flips = [str(e.params.get("Direction", "horizontal")).lower() for e in clip.effects if e.type == "Flip"]
    return Pose(turn, flips.count("horizontal") % 2 == 1, flips.count("vertical") % 2 == 1)


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

    plan: LayerPlan

    def picture(self, canvas: Canvas) -> Picture:
        return shaded(self._coloured(canvas), self.plan.filters)

    def _coloured(self, canvas: Canvas) -> Picture:
        """Return the picture with its colours: footage gets them as it is shown, a moving still once as a whole."""
        plan, view = self.plan, self.plan.view
        if plan.kind != "image" or not view.moves:
            return coloured(self._plain(canvas), plan.filters)
        whole = view.kept_size(canvas)
        return Moving(coloured(Still(lambda: self._whole_still(whole)), plan.filters), self._motion(), view.place.size)

    def _plain(self, canvas: Canvas) -> Picture:
        plan, view = self.plan, self.plan.view
        size = view.place.size
        if plan.kind == "animation":
            return Animated(self._animation, lambda pixels: _part(pixels, view.first, size), size, plan.times)
        whole = view.kept_size(canvas)
        if plan.kind == "image":
            return Still(lambda: _part(self._still(whole), view.first, size))
        if view.moves:
            return Moving(self._footage(Region(), whole), self._motion(), size)
        return self._footage(view.first, size)

    def _motion(self) -> Motion:
        view = self.plan.view
        return Motion(view.first, view.last, view.start, view.length)

    def _footage(self, region: Region, size: tuple[int, int]) -> Footage:
        crop = (region.x, region.y, region.width, region.height)
        pose = self.plan.pose
        conform = Conform(size, crop, pose.turn, pose.mirror_x, pose.mirror_y)
        return Footage(self.plan.path, conform, self.plan.times)

    def _still(self, wanted: tuple[int, int]) -> Pixels:
        plan = self.plan
        size = self._stored(wanted)
        return plan.pose.applied(plan.stills.load(plan.path, plan.identity, max_size=size, max_pixels=plan.max_pixels))

    def _whole_still(self, wanted: tuple[int, int]) -> Pixels:
        return resized(self._still(wanted), wanted)

    def _animation(self) -> tuple[tuple[Pixels, ...], tuple[float, ...]]:
        place, region = self.plan.view.place, self.plan.view.first
        whole = (round(place.width / region.width), round(place.height / region.height))
        animation = load_animation(self.plan.path, max_size=self._stored(whole), max_pixels=self.plan.max_pixels)
        frames = tuple(self.plan.pose.applied(frame) for frame in animation.frames)
        return frames, tuple(float(duration) or 1.0 for duration in animation.durations)

    def _stored(self, size: tuple[int, int]) -> tuple[int, int]:
        """Return ``size`` as the file lies, before it is turned."""
        return size[::-1] if self.plan.pose.turn % 180 else size


def _part(pixels: Pixels, region: Region, size: tuple[int, int]) -> Pixels:
    height, width = pixels.shape[:2]
    left, right = _run(region.x, region.width, width)
    top, bottom = _run(region.y, region.height, height)
    return resized(pixels[top:bottom, left:right], size)


def _run(start: float, length: float, whole: int) -> tuple[int, int]:
    first = min(max(0, round(start * whole)), whole - 1)
    return first, min(whole, max(first + 1, round((start + length) * whole)))

"""Frames of a timeline, each made for itself: any order gives the same pictures."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from s2v_core.effects import transitions
from s2v_core.media import Assets
from s2v_core.media.planes import Planes, from_rgb, to_rgb
from s2v_core.rendering.background import plain
from s2v_core.rendering.building import layer_of, plan_layer
from s2v_core.rendering.effect_tracks import through, track_effects
from s2v_core.rendering.layers import Patch
from s2v_core.rendering.text import TimelineTexts
from s2v_core.rendering.transitions import Window, arrange
from s2v_core.timeline import Timeline, Track, VideoClip

__all__ = ["Composer"]

_BLACK = (0, 0, 0)


@dataclass(frozen=True, eq=False)
class _Mixing:
    """Two layers of a track that flow into each other."""

    a: Patch
    b: Patch
    window: Window
    progress: float

    def mixed(self, a: Planes, b: Planes) -> Planes:
        """Return the picture between the frames ``a`` and ``b``, which are used up."""
        if not transitions[self.window.name].linear:
            return from_rgb(self.window.mix(to_rgb(a), to_rgb(b), self.progress))
        for one, other in zip(a.all, b.all, strict=True):
            cv2.addWeighted(one, 1 - self.progress, other, self.progress, 0, dst=one)
        return a


class Composer:
    """Makes the frames of ``timeline``. May be used from several threads; frames in rising order are fastest.

    Args:
        timeline: what to show.
        assets: where its material comes from.
        texts: those of ``timeline``, if others draw the same ones; None: its own.

    Raises:
        MediaError: material is missing or unreadable (also while frames are made).
        DependencyMissing: texts cannot be drawn (while frames are made).
        TimelineError: an effect's values cannot be understood.
    """

    def __init__(self, timeline: Timeline, assets: Assets, texts: TimelineTexts | None = None) -> None:
        self.timeline = timeline
        self._lock = threading.Lock()
        self._picture = through(_Stack(timeline, assets), track_effects(timeline, assets), timeline.length)
        self._texts = texts or TimelineTexts(timeline, assets.path)

    def frame(self, index: int) -> NDArray[np.uint8]:
        """Return frame ``index`` of the timeline: H x W x 3 uint8 RGB, contiguous, the caller's own."""
        return to_rgb(self._composed(index))

    def encodable(self, index: int) -> VideoFrame:
        """Return frame ``index`` of the timeline as the encoder takes it: yuv420p, BT.709, the caller's own."""
        return self._composed(index).frame

    def close(self) -> None:
        """Close all files. Asking for a frame opens them again."""
        with self._lock:
            self._picture.close()

    def _composed(self, index: int) -> Planes:
        with self._lock:
            frame = cast("Planes", self._picture.at(index))  # what the tracks show together has no alpha
            for overlay in self._texts.at(index):
                stamp = overlay.stamp_at(index)
                if stamp is not None:
                    stamp.draw(frame)
            return frame


class _Stack:
    """All video tracks on each other, as one picture of the size of the canvas."""

    kept = False

    def __init__(self, timeline: Timeline, assets: Assets) -> None:
        self._canvas = timeline.canvas
        tracks = [track for track in timeline.video_tracks if not track.disabled]
        self._tracks = tuple(_TrackView(track, timeline, assets) for track in tracks)

    def at(self, frame: int) -> Planes:
        drawn: Planes | None = None
        for layer in self._layers(frame):
            drawn = self._drawn(drawn, layer)
        return plain(self._canvas, _BLACK) if drawn is None else drawn

    def close(self) -> None:
        for track in self._tracks:
            track.close()

    def _layers(self, index: int) -> list[Patch | _Mixing]:
        """Read what is seen of the tracks, from the bottom up; close the files that the frame does not need."""
        layers: list[Patch | _Mixing] = []
        hidden = False
        for track in reversed(self._tracks):
            track.close_unseen(index)
            if not hidden:
                found, hidden = track.fetch(index)
                layers[:0] = found
        return layers

    def _drawn(self, frame: Planes | None, layer: Patch | _Mixing) -> Planes:
        if isinstance(layer, Patch):
            return self._with_patch(frame, layer)
        below = None if frame is None else frame.copy()
        return layer.mixed(self._with_patch(below, layer.a), self._with_patch(frame, layer.b))

    def _with_patch(self, frame: Planes | None, patch: Patch) -> Planes:
        """Draw ``patch`` on ``frame``, which is used up; None is a black one."""
        canvas, picture = self._canvas, patch.picture
        if picture is not None and patch.opacity >= 1 and picture.y.shape == (canvas.height, canvas.width):
            return picture if patch.own else picture.copy()
        if frame is None:
            frame = plain(canvas, _BLACK)
        patch.draw(frame)
        return frame


class _TrackView:
    """One video track: its layers and the transitions between them."""

    def __init__(self, track: Track[VideoClip], timeline: Timeline, assets: Assets) -> None:
        placed, self._windows = arrange(track.clips, timeline)
        plans = [plan_layer(clip, timeline, assets) for clip in placed]
        self._layers = tuple(layer_of(plan, timeline.canvas) if plan else None for plan in plans)
        self._spans = tuple(clip.span for clip in placed)

    def fetch(self, index: int) -> tuple[list[Patch | _Mixing], bool]:
        """Return what the track adds to frame ``index`` from the bottom up, and whether that hides all below."""
        window = next((window for window in self._windows if index in window.span), None)
        joined = (window.earlier, window.later) if window else ()
        found: list[Patch | _Mixing] = []
        hides = False
        for number, layer in enumerate(self._layers):
            if layer is not None and number not in joined and index in self._spans[number]:
                found.append(layer.patch(index))
                hides |= layer.opaque
        if window is not None:
            mixing, opaque = self._mixing(window, index)
            found.append(mixing)
            hides |= opaque
        return found, hides

    def close_unseen(self, index: int) -> None:
        for layer in self._layers:
            if layer is not None and index not in layer.visible:
                layer.close()

    def close(self) -> None:
        for layer in self._layers:
            if layer is not None:
                layer.close()

    def _mixing(self, window: Window, index: int) -> tuple[_Mixing, bool]:
        a, b = self._layers[window.earlier], self._layers[window.later]
        patches = [layer.patch(index) if layer is not None else Patch() for layer in (a, b)]
        opaque = a is not None and b is not None and a.opaque and b.opaque
        return _Mixing(patches[0], patches[1], window, window.progress(index)), opaque

"""A clip of a video track as something that can be drawn: its picture, its place and what surrounds it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.errors import MediaUnreadable
from s2v_core.rendering.background import Background
from s2v_core.rendering.fit import Place
from s2v_core.rendering.overlay import Overlay, blend
from s2v_core.rendering.pictures import Picture
from s2v_core.timeline.model import Canvas, Span

__all__ = ["Layer", "Patch"]

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Patch:
    """What one layer adds to a frame: opaque ``pixels`` (H x W x 3) at (``left``, ``top``), or an ``overlay``.

    ``own``: nobody else keeps the pixels, so they may become the frame itself.
    """

    left: int = 0
    top: int = 0
    pixels: Pixels | None = None
    overlay: Overlay | None = None
    opacity: float = 1.0
    own: bool = False

    def draw(self, frame: Pixels) -> None:
        """Draw onto ``frame`` (H x W x 3 uint8), which the patch does not stick out of."""
        if self.overlay is not None:
            blend(frame, self.overlay, self.opacity)
        elif self.pixels is not None:
            height, width = self.pixels.shape[:2]
            below: Any = frame[self.top : self.top + height, self.left : self.left + width]
            if self.opacity >= 1:
                below[:] = self.pixels
            else:
                cv2.addWeighted(self.pixels, self.opacity, below, 1 - self.opacity, 0, dst=below)


class Layer:
    """A clip on the canvas. Thread-safe.

    Args:
        picture: what is shown; its frames count from the clip's start.
        start: the frame of the timeline that is frame 0 of ``picture``.
        visible: the frames in which the layer is seen.
        place: where on the canvas; its size is the picture's.
        opacity: above 0, at most 1.
        background: makes the canvas around the picture; None leaves it to the layers below.
        transparent: whether the picture may have alpha.
        name: what errors call the material.
    """

    def __init__(
        self,
        picture: Picture,
        *,
        start: int,
        visible: Span,
        place: Place,
        canvas: Canvas,
        opacity: float = 1.0,
        background: Background | None = None,
        transparent: bool = False,
        name: str = "",
    ) -> None:
        self.visible = visible
        self._picture = picture
        self._start = start
        self._place = place
        self._opacity = opacity
        self._name = name
        self._background = background
        full = background is not None or (place.covers(canvas) and not transparent)
        self.opaque = full and opacity >= 1
        self._kept: dict[int, tuple[Pixels, Patch]] = {}
        self._open = False
        self._lock = threading.Lock()

    def patch(self, frame: int) -> Patch:
        """Return what the layer adds to the timeline's frame ``frame``.

        Raises:
            MediaError: the material cannot be read.
        """
        with self._lock, self._reading():
            self._open = True
            pixels = self._picture.at(frame - self._start)
            if not self._picture.kept:
                return self._patch_of(pixels, own=True)
            if id(pixels) not in self._kept:
                self._kept[id(pixels)] = (pixels, self._patch_of(pixels, own=False))
            return self._kept[id(pixels)][1]

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Name the material in errors that would otherwise look like those of the file being written."""
        try:
            yield
        except (OSError, av.error.FFmpegError) as error:
            raise MediaUnreadable(
                f"{Path(self._name).name!r} cannot be read any further ({error}).",
                where=self._name,
                hint="Check that it is still there and plays in a media player.",
            ) from error

    def close(self) -> None:
        """Let go of files and memory."""
        with self._lock:
            if self._open:
                self._picture.close()
                self._kept.clear()
                self._open = False

    def _patch_of(self, pixels: Pixels, *, own: bool) -> Patch:
        place = self._place
        if pixels.shape[2] == 4:
            inner = Patch(overlay=Overlay(np.ascontiguousarray(pixels), place.left, place.top), opacity=self._opacity)
        else:
            inner = Patch(place.left, place.top, pixels=pixels, opacity=self._opacity, own=own)
        if self._background is None:
            return inner
        surrounded = self._background(_on_black(pixels))
        inner.draw(surrounded)
        return Patch(pixels=surrounded, own=own)


def _on_black(pixels: Pixels) -> Any:
    """Return the picture without alpha, so that colours which nobody is to see lend nothing to a blur."""
    if pixels.shape[2] == 3:
        return pixels
    alpha = cv2.cvtColor(np.ascontiguousarray(pixels[..., 3]), cv2.COLOR_GRAY2RGB)
    covered: Any = cv2.multiply(np.ascontiguousarray(pixels[..., :3]), alpha, scale=1 / 255)
    return covered

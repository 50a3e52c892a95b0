"""A clip of a video track as something that can be drawn: its picture and its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av

from s2v_core.errors import MediaUnreadable
from s2v_core.media.planes import Planes
from s2v_core.rendering.fit import Place
from s2v_core.rendering.pictures import Picture, Seen
from s2v_core.rendering.stamps import Stamp, lay, stamp_of
from s2v_core.timeline.model import Canvas, Span

__all__ = ["Layer", "Patch"]


@dataclass(frozen=True, eq=False)
class Patch:
    """What one layer adds to a frame: an opaque ``picture`` at (``left``, ``top``), or a ``stamp``.

    ``own``: nobody else keeps the picture, so it may become the frame itself.
    """

    left: int = 0
    top: int = 0
    picture: Planes | None = None
    stamp: Stamp | None = None
    opacity: float = 1.0
    own: bool = False

    def draw(self, frame: Planes) -> None:
        """Draw onto ``frame``, which an opaque picture does not stick out of."""
        if self.stamp is not None:
            self.stamp.draw(frame)
        elif self.picture is not None:
            lay(frame, self.picture, self.left, self.top, self.opacity)


class Layer:
    """A clip on the canvas.

    Args:
        picture: what is shown; its frames count from the clip's start.
        start: the frame of the timeline that is frame 0 of ``picture``.
        visible: the frames in which the layer is seen.
        place: where on the canvas; its size is the picture's.
        opacity: above 0, at most 1.
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
        transparent: bool = False,
        name: str = "",
    ) -> None:
        self.visible = visible
        self._picture = picture
        self._start = start
        self._place = place
        self._opacity = opacity
        self._name = name
        self.opaque = place.covers(canvas) and not transparent and opacity >= 1
        self._kept: dict[int, tuple[Seen, Patch]] = {}
        self._open = False

    def patch(self, frame: int) -> Patch:
        """Return what the layer adds to the timeline's frame ``frame``.

        Raises:
            MediaError: the material cannot be read.
        """
        with self._reading():
            self._open = True
            seen = self._picture.at(frame - self._start)
            if not self._picture.kept:
                return self._patch_of(seen, own=True)
            if id(seen) not in self._kept:
                self._kept[id(seen)] = (seen, self._patch_of(seen, own=False))
            return self._kept[id(seen)][1]

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
        if self._open:
            self._picture.close()
            self._kept.clear()
            self._open = False

    def _patch_of(self, seen: Seen, *, own: bool) -> Patch:
        left, top = self._place.left, self._place.top
        if isinstance(seen, Planes):
            return Patch(left, top, picture=seen, opacity=self._opacity, own=own)
        return Patch(stamp=stamp_of(seen, left, top, self._opacity))

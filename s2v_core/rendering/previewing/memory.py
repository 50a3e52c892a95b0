"""Finished frames kept in memory, a tenth of their size."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

import cv2

from s2v_core.media.planes import Planes
from s2v_core.rendering.previewing.gate import Gate

__all__ = ["FrameMemory"]

_LIMIT = 128 << 20
"""About 20 seconds of a usual video in full HD at 30 frames per second."""

_QUALITY = 88
"""Of JPEG. Nobody sees a difference (42 dB and more), and both ways take a few milliseconds."""

_Squeezed = tuple[Any, ...]


class FrameMemory:
    """Remembers frames by what they show. Thread-safe; previews may share one.

    Each plane is a grey JPEG of its own: nothing is converted on the way, and colours keep the size they have.

    Args:
        limit: bytes that it may hold; what was not used for longest is forgotten first.
    """

    def __init__(self, limit: int = _LIMIT) -> None:
        self.limit = limit
        self.gate = Gate()
        self._lock = threading.Lock()
        self._frames: OrderedDict[str, _Squeezed] = OrderedDict()
        self._size = 0

    @property
    def size(self) -> int:
        """Bytes held now."""
        return self._size

    def __len__(self) -> int:
        return len(self._frames)

    def __contains__(self, key: str) -> bool:
        return key in self._frames

    def keep(self, key: str, picture: Planes) -> None:
        """Remember ``picture`` under ``key``; one larger than the limit is not kept."""
        options = (cv2.IMWRITE_JPEG_QUALITY, _QUALITY)
        squeezed = tuple(cv2.imencode(".jpg", plane, options)[1] for plane in picture.all)
        with self._lock:
            self._size += _bytes(squeezed) - _bytes(self._frames.pop(key, ()))
            self._frames[key] = squeezed
            while self._size > self.limit:
                self._size -= _bytes(self._frames.popitem(last=False)[1])

    def find(self, key: str) -> Planes | None:
        """Return the picture remembered under ``key``, to draw on; None: there is none."""
        with self._lock:
            squeezed = self._frames.get(key)
            if squeezed is None:
                return None
            self._frames.move_to_end(key)
        values: list[Any] = [cv2.imdecode(plane, cv2.IMREAD_GRAYSCALE) for plane in squeezed]
        picture = Planes.empty(values[0].shape[1], values[0].shape[0])
        for plane, found in zip(picture.all, values, strict=True):
            plane[:] = found
        return picture

    def touch(self, key: str) -> int:
        """Count ``key`` as used now; return how many bytes its picture takes, 0 if it is not remembered."""
        with self._lock:
            if key not in self._frames:
                return 0
            self._frames.move_to_end(key)
            return _bytes(self._frames[key])


def _bytes(squeezed: _Squeezed) -> int:
    return sum(plane.nbytes for plane in squeezed)

"""Memory for large pictures that is used again.

Fresh memory is slow: the system hands it out and clears it page by page, which takes ten times as long as copying a
picture in full HD. libavfilter keeps the memory of the frames it makes, and takes it back when a frame is let go of,
whoever had it.
"""

from __future__ import annotations

import threading
from functools import lru_cache

from av.filter import Graph
from av.video.frame import VideoFrame

__all__ = ["FramePool", "pool_for"]

_LARGE = 1 << 18
"""Pixels from which it pays; smaller pictures are many, and of many sizes."""

_SIZES = 8
"""So many sizes have memory waiting for them."""


class FramePool:
    """Frames of one size in 4:2:0, BT.709 in limited range. Safe under several threads."""

    def __init__(self, width: int, height: int) -> None:
        self._lock = threading.Lock()
        self._blank = VideoFrame(width, height, "yuv420p")
        self._graph = Graph()
        self._graph.threads = 1
        options = f"video_size={width}x{height}:pix_fmt=yuv420p:time_base=1/1000:pixel_aspect=1/1:colorspace=1:range=1"
        nodes = [self._graph.add("buffer", options), self._graph.add("copy"), self._graph.add("buffersink")]
        self._graph.link_nodes(*nodes).configure()

    def blank(self) -> VideoFrame:
        """Return a frame whose values are yet to be set."""
        return self.copied(self._blank)

    def copied(self, frame: VideoFrame) -> VideoFrame:
        """Return a frame with the values of ``frame``, which is of that size and kind, in memory of its own."""
        with self._lock:
            self._graph.vpush(frame)
            return self._graph.vpull()


def pool_for(width: int, height: int) -> FramePool | None:
    """Return the pool of frames of that size; None for small ones, which need none."""
    return _pool(width, height) if width * height >= _LARGE else None


_pool = lru_cache(maxsize=_SIZES)(FramePool)

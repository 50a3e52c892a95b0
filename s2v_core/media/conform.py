"""Making a decoded frame into the part and size of it that are wanted, in YUV 4:2:0 of BT.709.

Everything runs inside one libavfilter graph. Footage that is BT.709 in limited range is only cropped and scaled; any
other matrix, range or depth is converted on the way, so that colours come out right. Footage with transparency becomes
RGB with alpha.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from av.filter import Graph
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from s2v_core.media.planes import BT709, Planes

__all__ = ["Conform", "Conformer"]

_HD_HEIGHT = 720
_UNSPECIFIED, _BT601, _RGB_MATRIX = 2, 6, 0
"""Numbers of ITU-T H.273."""


@dataclass(frozen=True)
class Conform:
    """What is made of every picture: the part ``crop`` of it, scaled to ``size``, then mirrored.

    ``size`` is (width, height) in pixels. ``crop`` is (x, y, width, height) in fractions of the picture as displayed,
    that is after the rotation in the file and ``turn`` further degrees clockwise (0, 90, 180 or 270).
    """

    size: tuple[int, int]
    crop: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    turn: int = 0
    mirror_x: bool = False
    mirror_y: bool = False


class Conformer:
    """The filter graph for frames of one kind.

    Args:
        frame: a frame of that kind.
        conform: what to make of such frames; None: all of them, upright, in the size they are stored in.
    """

    def __init__(self, frame: VideoFrame, conform: Conform | None) -> None:
        self._kind = _kind(frame)
        self._matrix = _matrix(frame)
        self._alpha = any(component.is_alpha for component in frame.format.components)
        turn = (round(-frame.rotation / 90) * 90 + (conform.turn if conform else 0)) % 360
        size = conform.size if conform else _turned((frame.width, frame.height), turn)
        pixels = "rgba" if self._alpha else "yuv420p"
        scale = "flags=bicubic" if self._alpha else _colours(self._matrix)
        # What is attached to a frame (captions, for instance) would end up in the file that is made of it.
        chain = [*_geometry(frame, conform or Conform(size), turn, scale), ("sidedata", "delete"), ("format", pixels)]
        self._graph = _graph(frame, self._matrix, chain)
        self._last: tuple[VideoFrame, Planes] | None = None

    def suits(self, frame: VideoFrame) -> bool:
        """Say whether ``frame`` is of the kind the graph is made for."""
        return self._kind == _kind(frame)

    def convert(self, frame: VideoFrame, *, again: bool = False) -> Planes | NDArray[np.uint8]:
        """Return the picture, or H x W x 4 uint8 RGB with straight alpha: new at every call, to draw on.

        Args:
            frame: a frame of the kind the graph is made for.
            again: whether the same frame will probably be converted next; that costs a copy and saves the scaling.
        """
        if self._last is not None and self._last[0] is frame:
            return self._last[1].copy()
        made = _through(self._graph, frame, self._matrix)
        # A frame that needed no change still has the memory of the decoded one, which others are decoded from.
        made.make_writable()
        if self._alpha:
            return _pixels(made)
        planes = Planes(made)
        self._last = (frame, planes) if again else None
        return planes.copy() if again else planes


def _kind(frame: VideoFrame) -> tuple[object, ...]:
    return (frame.format.name, frame.width, frame.height, _matrix(frame), frame.color_range, frame.rotation)


def _matrix(frame: VideoFrame) -> int:
    """Return the YUV matrix: the one stated, else the one that is usual for pictures of that size."""
    if frame.format.is_rgb:
        return _RGB_MATRIX
    if frame.colorspace in (_RGB_MATRIX, _UNSPECIFIED):
        return BT709 if min(frame.width, frame.height) >= _HD_HEIGHT else _BT601
    return frame.colorspace


def _colours(matrix: int) -> str:
    """Return the options of a scaler that ends in BT.709; conversions by way of RGB are told to be exact."""
    exact = "" if matrix == BT709 else "+accurate_rnd+full_chroma_int"
    return f"flags=bicubic{exact}:out_color_matrix=bt709:out_range=tv"


def _geometry(frame: VideoFrame, conform: Conform, turn: int, scale: str) -> list[tuple[str, str]]:
    left, top, width, height = _stored_crop(frame, conform.crop, turn)
    columns, rows = _turned(conform.size, turn)
    chain = [
        ("crop", f"{width}:{height}:{left}:{top}"),
        ("scale", f"{columns}:{rows}:{scale}"),
    ]
    if (width, height) == (frame.width, frame.height):
        del chain[0]
    mirrored = {90: [("transpose", "clock")], 180: [("hflip", ""), ("vflip", "")], 270: [("transpose", "cclock")]}
    chain += mirrored.get(turn, [])
    if conform.mirror_x:
        chain.append(("hflip", ""))
    if conform.mirror_y:
        chain.append(("vflip", ""))
    return chain


def _turned(size: tuple[int, int], turn: int) -> tuple[int, int]:
    return size if turn % 180 == 0 else (size[1], size[0])


def _stored_crop(frame: VideoFrame, crop: tuple[float, float, float, float], turn: int) -> tuple[int, int, int, int]:
    """Return the crop in pixels of the stored frame, on even positions as its chroma needs them."""
    x, y, w, h = crop
    across, down, wide, high = {
        0: (x, y, w, h),
        90: (y, 1 - x - w, h, w),
        180: (1 - x - w, 1 - y - h, w, h),
        270: (1 - y - h, x, h, w),
    }[turn]
    left, width = _even_run(across, wide, frame.width)
    top, height = _even_run(down, high, frame.height)
    return left, top, width, height


def _even_run(start: float, length: float, whole: int) -> tuple[int, int]:
    if length >= 1 or whole < 4:
        return 0, whole
    run = min(max(2, 2 * round(length * whole / 2)), whole)
    first = 2 * round(start * whole / 2)
    return min(max(0, first), (whole - run) // 2 * 2), run


def _graph(frame: VideoFrame, matrix: int, filters: list[tuple[str, str]]) -> Graph:
    graph = Graph()
    graph.threads = 1
    arguments = (
        f"video_size={frame.width}x{frame.height}:pix_fmt={frame.format.name}:time_base=1/1000:pixel_aspect=1/1"
        f":colorspace={matrix}:range={frame.color_range}"
    )
    nodes = [graph.add("buffer", arguments)]
    nodes += [graph.add(name, options or None) for name, options in filters]
    nodes.append(graph.add("buffersink"))
    graph.link_nodes(*nodes).configure()
    return graph


def _through(graph: Graph, frame: VideoFrame, matrix: int) -> VideoFrame:
    frame.colorspace = matrix
    graph.vpush(frame)
    return graph.vpull()


def _pixels(frame: VideoFrame) -> NDArray[np.uint8]:
    """Return a view of the only plane of an RGBA frame; the view keeps the frame's memory."""
    plane = frame.planes[0]
    shape = (frame.height, frame.width, 4)
    return np.ndarray(shape, np.uint8, buffer=memoryview(plane), strides=(plane.line_size, 4, 1))

"""A colour map as a table that is fast to apply: exact in one channel, interpolated between nodes in the other two.

For each of the 256 values of the exact channel there is a sheet of 33 x 33 nodes for the other two. The sheets lie side
by side in one picture, so that a whole picture is looked up by one ``cv2.remap``: its bilinear interpolation within a
sheet is the one between the nodes, and the sheet is that of the pixel's own exact value. With eight steps from node to
node the places come out exactly in the 32nds of a pixel that ``cv2.remap`` counts in.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.filters.colours import Colours, Step
from s2v_core.effects.frames import Frame

__all__ = ["ColourTable", "PlanesTable"]

_LEVELS = 256
_STEP = 8
_NODES = _LEVELS // _STEP + 1
_SHEETS = 16
"""Sheets side by side, and one above the other."""
_PARTS = 32
"""Parts of a pixel that ``cv2.remap`` tells apart."""
_ROWS = 64
"""Rows looked up at a time (an even number), so that what lies between the steps stays in the processor's cache."""

Matrix = NDArray[np.float32]
Plane = NDArray[np.uint8]


def _places(exact: NDArray[np.int64], across: NDArray[np.int64], down: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return places in the picture of sheets as ``cv2.remap`` takes them: two 16-bit numbers in each value."""
    left = exact % _SHEETS * _NODES + across
    top = exact // _SHEETS * _NODES + down
    return (left + (top << 16)).astype(np.int32)


_VALUES = np.arange(_LEVELS)
_NOTHING = np.zeros_like(_VALUES)
_SHEET = _places(_VALUES, _NOTHING, _NOTHING)
_ACROSS = _places(_NOTHING, _VALUES // _STEP, _NOTHING)
_DOWN = _places(_NOTHING, _NOTHING, _VALUES // _STEP)
_PART_ACROSS = (_VALUES % _STEP * (_PARTS // _STEP)).astype(np.uint16)
_PART_DOWN = _PART_ACROSS * np.uint16(_PARTS)


class ColourTable:
    """``colour_map`` on RGB pictures."""

    def __init__(self, colour_map: Step) -> None:
        green, red, blue = _nodes()
        mapped = extended(colour_map, np.stack([red, green, blue], axis=1) / np.float32(_LEVELS - 1))
        self._sheets = _sheets(mapped * (_LEVELS - 1))

    def applied(self, frame: Frame) -> Frame:
        """Return ``frame`` (H x W x 3 uint8 RGB) with other colours."""
        result = np.empty(frame.shape, np.uint8)
        for top in range(0, frame.shape[0], _ROWS):
            red, green, blue = cv2.split(np.ascontiguousarray(frame[top : top + _ROWS]))
            places, parts = _within_sheets(red, blue)
            _look_up(self._sheets, _on_sheet(places, green), parts, result[top : top + _ROWS])
        return result


class PlanesTable:
    """``colour_map`` on pictures in 4:2:0, without turning them into RGB and back.

    Args:
        to_yuv: the 3 x 4 matrix from RGB (0 to 255) to the values of the planes.
    """

    def __init__(self, colour_map: Step, to_yuv: Matrix) -> None:
        matrix, offset = to_yuv[:, :3], to_yuv[:, 3]
        values = np.stack(_nodes(), axis=1)
        colours = (values - offset) @ np.linalg.inv(matrix).T.astype(np.float32) / np.float32(_LEVELS - 1)
        mapped = extended(colour_map, colours) * np.float32(_LEVELS - 1) @ matrix.T + offset
        self._sheets = cv2.split(_sheets(mapped))

    def apply(self, y: Plane, u: Plane, v: Plane) -> None:
        """Change a picture in place: ``y`` (H x W), ``u`` and ``v`` (half of that, rounded up), all uint8.

        The colour of a block is looked up with the mean of its brightness.
        """
        for top in range(0, y.shape[0], _ROWS):
            half = slice(top // 2, (top + _ROWS) // 2)
            self._apply(y[top : top + _ROWS], u[half], v[half])

    def _apply(self, y: Plane, u: Plane, v: Plane) -> None:
        (height, width), (rows, columns) = y.shape, u.shape
        places, parts = _within_sheets(u, v)
        doubled = (2 * columns, rows)
        pixels = cv2.resize(places, doubled, interpolation=cv2.INTER_NEAREST)[:, :width]
        shares = cv2.resize(parts, doubled, interpolation=cv2.INTER_NEAREST)[:, :width]
        margins = (0, 2 * rows - height, 0, 2 * columns - width)
        even: Any = cv2.copyMakeBorder(y, *margins, cv2.BORDER_REPLICATE) if any(margins) else y
        mean = cv2.resize(even, (columns, rows), interpolation=cv2.INTER_AREA)
        lines = (y[::2], y[1::2]) if height > 1 else (y,)
        for line in lines:  # the two lines of each block have the same colours
            there = len(line)
            _look_up(self._sheets[0], _on_sheet(pixels[:there], line), shares[:there], line)
        found = _on_sheet(places, mean)
        for sheets, plane in zip(self._sheets[1:], (u, v), strict=True):
            _look_up(sheets, found, parts, plane)


def extended(colour_map: Step, colours: Colours) -> Colours:
    """Return ``colour_map`` of colours that may lie outside 0 to 1, where it goes on as it ended.

    Nodes outside are neighbours of colours inside: a map that was cut off there would bend those as well.
    """
    inside = np.clip(colours, 0, 1)
    mapped = colour_map(inside)
    beyond = np.flatnonzero((inside != colours).any(axis=1))
    mirrored = np.clip(2 * inside[beyond] - colours[beyond], 0, 1)
    mapped[beyond] = 2 * mapped[beyond] - colour_map(mirrored)
    return mapped


def _nodes() -> tuple[Colours, ...]:
    """Return the values of the exact channel, the one across and the one down, in the order of the sheets' nodes."""
    steps = np.arange(_NODES) * _STEP
    exact, down, across = np.meshgrid(_VALUES, steps, steps, indexing="ij")
    return tuple(axis.ravel().astype(np.float32) for axis in (exact, across, down))


def _sheets(values: NDArray[Any]) -> Frame:
    """Lay values (n x 3) of all nodes out as a picture."""
    shape = (_SHEETS, _SHEETS, _NODES, _NODES, 3)
    side = _SHEETS * _NODES
    laid = np.clip(np.rint(values), 0, _LEVELS - 1).astype(np.uint8).reshape(shape).transpose(0, 2, 1, 3, 4)
    return np.ascontiguousarray(laid.reshape(side, side, 3))


def _within_sheets(across: Any, down: Any) -> tuple[Any, Any]:
    places = cv2.add(cv2.LUT(across, _ACROSS), cv2.LUT(down, _DOWN))
    return places, cv2.add(cv2.LUT(across, _PART_ACROSS), cv2.LUT(down, _PART_DOWN))


def _on_sheet(places: Any, exact: Any) -> Any:
    """Return places within a sheet as those in the whole picture."""
    found = cv2.LUT(exact, _SHEET)
    return cv2.add(found, places, found)


def _look_up(sheets: Any, places: Any, parts: Any, target: Any) -> None:
    pairs = places.view(np.int16).reshape(*places.shape, 2)
    cv2.remap(sheets, pairs, parts, cv2.INTER_LINEAR, dst=target, borderMode=cv2.BORDER_REPLICATE)

"""Copies of a picture that fill parts of the frame: cut to fit, never stretched."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from s2v_core.effects.frames import Frame
from s2v_core.effects.kernels.sizes import halved

__all__ = ["Cell", "cropped", "fill", "paste", "slid", "tiled"]


@dataclass(frozen=True)
class Cell:
    """A part of a picture: left, top, right and bottom, in pixels that need not be whole."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def within(cls, picture: Frame, across: tuple[float, float], down: tuple[float, float], *, gap: float) -> Cell:
        """Return a cell from parts (0 to 1) of the picture's width and height, ``gap`` pixels from its neighbours."""
        height, width = picture.shape[:2]
        left, right = _kept_apart(*across, width, gap)
        top, bottom = _kept_apart(*down, height, gap)
        return cls(left, top, right, bottom)

    @property
    def pixels(self) -> tuple[int, int, int, int]:
        """The same in whole pixels, left, top, width and height: neighbours stay neighbours."""
        left, top = round(self.left), round(self.top)
        return left, top, round(self.right) - left, round(self.bottom) - top


def cropped(picture: Frame, width: int, height: int, *, zoom: float = 1.0) -> Frame:
    """Return the middle of the picture, as much of it as has the shape ``width`` x ``height``, at that size.

    ``zoom`` (1 or more) shows a smaller part, larger.
    """
    return _seen_in(picture, Cell(0, 0, width, height), zoom)


def fill(canvas: Frame, cell: Cell, picture: Frame, *, zoom: float = 1.0) -> None:
    """Draw the middle of the picture into a cell of ``canvas`` (changed) as :func:`cropped` does, edges antialiased.

    The cell lies within the canvas; one without an area is not drawn.
    """
    if cell.right - cell.left < 1e-3 or cell.bottom - cell.top < 1e-3:
        return
    tile = _seen_in(picture, cell, zoom)
    left, top = math.floor(cell.left), math.floor(cell.top)
    part = canvas[top : top + tile.shape[0], left : left + tile.shape[1]]
    tile = tile[: part.shape[0], : part.shape[1]]
    for edge, cover in _partly_covered(cell, tile):
        tile[edge] = cv2.addWeighted(np.ascontiguousarray(tile[edge]), cover, part[edge], 1 - cover, 0)
    part[...] = tile


def paste(canvas: Frame, tile: Frame, left: int, top: int) -> None:
    """Put ``tile`` onto ``canvas`` (changed); what lies outside of it is cut off."""
    height, width = canvas.shape[:2]
    first_row, first_column = max(-top, 0), max(-left, 0)
    part = tile[first_row : max(height - top, 0), first_column : max(width - left, 0)]
    if part.size:
        row, column = top + first_row, left + first_column
        canvas[row : row + part.shape[0], column : column + part.shape[1]] = part


def slid(tile: Frame, part: float) -> Frame:
    """Return the tile moved right by a part (0 to 1) of a pixel; what leaves it comes in again at its left border."""
    wider = np.concatenate([tile[:, -1:], tile], axis=1)
    return np.asarray(cv2.addWeighted(wider[:, 1:], 1 - part, wider[:, :-1], part, 0), np.uint8)


def tiled(picture: Frame, columns: int, rows: int, *, gap: float, line: int) -> Frame:
    """Return ``columns`` x ``rows`` copies of the middle of the picture, ``gap`` pixels of grey ``line`` between."""
    height, width = picture.shape[:2]
    tile = cropped(picture, max(1, -(-width // columns)), max(1, -(-height // rows)))
    canvas = np.full_like(picture, line)
    for row in range(rows):
        for column in range(columns):
            across, down = (column / columns, (column + 1) / columns), (row / rows, (row + 1) / rows)
            left, top, wide, tall = Cell.within(picture, across, down, gap=gap).pixels
            x, y = (tile.shape[1] - wide) // 2, (tile.shape[0] - tall) // 2
            paste(canvas, tile[y : y + tall, x : x + wide], left, top)
    return canvas


def _kept_apart(low: float, high: float, length: int, gap: float) -> tuple[float, float]:
    """Return where a cell begins and ends: half a gap inside its part, but not at the borders of the picture."""
    first = low * length + (gap / 2 if low > 1e-6 else 0)
    last = high * length - (gap / 2 if high < 1 - 1e-6 else 0)
    return first, max(first, last)


def _seen_in(picture: Frame, cell: Cell, zoom: float) -> Frame:
    """Return the whole pixels that a cell touches, with the middle of the picture in it."""
    rows, columns = picture.shape[:2]
    scale = max((cell.right - cell.left) / columns, (cell.bottom - cell.top) / rows) * zoom
    across = down = 1.0
    while scale / across <= 0.75 and min(picture.shape[:2]) >= 4:
        picture = halved(picture)
        across, down = picture.shape[1] / columns, picture.shape[0] / rows
    left, top = math.floor(cell.left), math.floor(cell.top)
    size = math.ceil(cell.right) - left, math.ceil(cell.bottom) - top
    middle_x, middle_y = (cell.left + cell.right) / 2 - left, (cell.top + cell.bottom) / 2 - top
    matrix = np.array(
        [
            [across / scale, 0, picture.shape[1] / 2 - 0.5 - (middle_x - 0.5) * across / scale],
            [0, down / scale, picture.shape[0] / 2 - 0.5 - (middle_y - 0.5) * down / scale],
        ]
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(picture, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _partly_covered(cell: Cell, tile: Frame) -> Iterator[tuple[tuple[slice, slice], float]]:
    """Yield the rows and columns at the borders of a cell's pixels that it covers in part, and how much of them."""
    for low, high, length, turned in (
        (cell.left, cell.right, tile.shape[1], False),
        (cell.top, cell.bottom, tile.shape[0], True),
    ):
        covers = (min(math.floor(low) + 1, high) - low, high - max(math.ceil(high) - 1, low))
        for index, cover in zip((0, length - 1)[:length], covers, strict=False):
            if cover < 1:
                edge = slice(index, index + 1)
                yield ((edge, slice(None)) if turned else (slice(None), edge)), cover

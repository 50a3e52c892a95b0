"""Which pixels of a text belong to which of its parts, and which parts touch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from s2v_core.rendering.text.sprites import Area

__all__ = ["Shares"]


class Shares:
    """The pixels of a picture of ``width`` x ``height``, each given to the part whose ink is nearest.

    Args:
        inks: for each part its ink (H x W uint8) and the pixel of the picture where its corner lies.
    """

    def __init__(self, width: int, height: int, inks: Sequence[tuple[Any, int, int]]) -> None:
        areas = [Area(x, y, x + ink.shape[1], y + ink.shape[0]) for ink, x, y in inks]
        self._near = [[other for other, its in enumerate(areas) if area.meets(its)] for area in areas]
        self._owners = _owners(width, height, inks)

    def together(self, values: Sequence[float]) -> list[float]:
        """Return for each part the least of its value and those of the parts it touches."""
        return [min(values[other] for other in near) for near in self._near]

    def spread(self, values: Sequence[float]) -> Any:
        """Return a picture (H x W uint8) with the value of each pixel's part, 0 (0) to 1 (255)."""
        table = np.rint(np.clip(np.asarray(values, np.float32), 0, 1) * 255).astype(np.uint8)
        return table[self._owners]


def _owners(width: int, height: int, inks: Sequence[tuple[Any, int, int]]) -> Any:
    strongest = np.zeros((height, width), np.uint8)
    owners = np.zeros((height, width), np.int32)
    for number, (ink, x, y) in enumerate(inks):
        left, top = max(0, x), max(0, y)
        part = ink[top - y : height - y, left - x : width - x]
        here = np.s_[top : top + part.shape[0], left : left + part.shape[1]]
        stronger = part > strongest[here]
        strongest[here][stronger] = part[stronger]
        owners[here][stronger] = number
    if not strongest.any():
        return owners
    _, labels = cv2.distanceTransformWithLabels(
        np.asarray(strongest == 0, np.uint8), cv2.DIST_L2, 3, labelType=cv2.DIST_LABEL_PIXEL
    )
    inked = strongest > 0
    by_label = np.zeros(int(labels.max()) + 1, np.int32)
    by_label[labels[inked]] = owners[inked]
    return by_label[labels]

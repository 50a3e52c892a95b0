"""Pictures that lie on a frame for a while."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from s2v_core.media.planes import Planes
from s2v_core.rendering.overlay import Overlay
from s2v_core.timeline.model import Span


def noise(*shape: int) -> NDArray[np.uint8]:
    return np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)


def test_moving_keeps_the_picture() -> None:
    overlay = Overlay(noise(1, 1, 4), 5, 6, Span(0, 1))

    moved = overlay.moved(-1, 2)

    assert (moved.x, moved.y, moved.span) == (4, 8, Span(0, 1))
    assert moved.rgba is overlay.rgba


def test_a_picture_without_alpha_is_refused() -> None:
    with pytest.raises(ValueError, match="H x W x 4"):
        Overlay(noise(2, 2, 3))


def test_it_is_drawn_where_it_lies() -> None:
    planes = Planes.plain(8, 6, (0, 0, 0))
    Overlay(np.full((2, 3, 4), 255, np.uint8)).moved(4, 1).stamp.draw(planes)
    assert sorted(zip(*np.nonzero(planes.y == 235), strict=True)) == [(y, x) for y in (1, 2) for x in (4, 5, 6)]

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from s2v_core.media.frame_pool import FramePool, pool_for
from s2v_core.media.planes import Planes

SIZES = [(640, 480), (641, 479), (1081, 243), (64, 48), (1, 1)]


def noise(width: int, height: int) -> Planes:
    picture = Planes.empty(width, height)
    random = np.random.default_rng(width)
    for plane in picture.all:
        plane[:] = random.integers(0, 256, plane.shape, np.uint8)
    return picture


@pytest.mark.parametrize("size", SIZES)
def test_a_copy_has_the_values_in_memory_of_its_own(size: tuple[int, int]) -> None:
    picture = noise(*size)
    values = [plane.copy() for plane in picture.all]
    copy = picture.copy()
    for plane in picture.all:
        plane[:] = 0
    assert all(np.array_equal(plane, value) for plane, value in zip(copy.all, values, strict=True))


def test_pictures_that_are_held_never_share_memory() -> None:
    held = [Planes.plain(640, 480, (level, level, level)) for level in range(0, 250, 10)]
    held += [picture.copy() for picture in held]
    lumas = [np.unique(picture.y) for picture in held]
    assert all(len(luma) == 1 for luma in lumas)
    assert [int(luma[0]) for luma in lumas[:25]] == [int(luma[0]) for luma in lumas[25:]]
    assert len({int(luma[0]) for luma in lumas}) == 25


def test_memory_that_was_let_go_of_is_used_again() -> None:
    pool = FramePool(640, 480)
    frame = pool.blank()
    place = frame.planes[0].buffer_ptr
    del frame
    assert pool.blank().planes[0].buffer_ptr == place


def test_small_pictures_have_no_pool() -> None:
    assert pool_for(64, 48) is None
    assert pool_for(1080, 1920) is pool_for(1080, 1920)


def test_several_threads_copy_at_once() -> None:
    pictures = [Planes.plain(640, 480, (level, 0, 0)) for level in range(8)]

    def copies(picture: Planes) -> bool:
        return all(np.array_equal(picture.copy().y, picture.y) for _ in range(50))

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(copies, pictures))

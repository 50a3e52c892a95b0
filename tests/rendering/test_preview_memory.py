from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.media.planes import Planes
from s2v_core.rendering import FrameMemory


def plain(value: int, size: tuple[int, int] = (16, 16)) -> Planes:
    return Planes.plain(*size, (value, value, value))


@pytest.fixture
def one() -> int:
    """Bytes that a plain picture takes."""
    memory = FrameMemory()
    memory.keep("a", plain(50))
    return memory.size


def test_a_picture_comes_back_as_it_was(one: int) -> None:
    memory = FrameMemory()
    for size in ((16, 16), (17, 9), (1, 1)):
        memory.keep("a", Planes.plain(*size, (200, 40, 90)))
        found = memory.find("a")
        assert found is not None
        assert (found.width, found.height) == size
        for plane, kept in zip(found.all, Planes.plain(*size, (200, 40, 90)).all, strict=True):
            assert np.abs(plane.astype(int) - kept).max() <= 1


def test_what_was_not_used_for_longest_is_forgotten_first(one: int) -> None:
    memory = FrameMemory(limit=3 * one)
    for name in "abc":
        memory.keep(name, plain(50))
    memory.touch("a")
    memory.find("b")
    memory.keep("d", plain(50))
    assert [name in memory for name in "abcd"] == [True, True, False, True]
    assert memory.find("c") is None
    assert memory.touch("c") == 0


def test_a_picture_kept_again_counts_once(one: int) -> None:
    memory = FrameMemory()
    for value in (50, 50, 50):
        memory.keep("a", plain(value))
    assert (len(memory), memory.size, memory.touch("a")) == (1, one, one)


def test_a_picture_larger_than_the_limit_is_not_kept(one: int) -> None:
    memory = FrameMemory(limit=one - 1)
    memory.keep("a", plain(50))
    assert (len(memory), memory.size) == (0, 0)


@given(names=st.lists(st.sampled_from("abcdefgh"), max_size=30), limit=st.integers(0, 6000))
def test_the_limit_is_never_passed(names: list[str], limit: int) -> None:
    memory = FrameMemory(limit=limit)
    for number, name in enumerate(names):
        memory.keep(name, plain(number * 5, (2 + number, 16)))
        assert memory.size <= limit
        assert memory.size == sum(memory.touch(key) for key in "abcdefgh")

"""Every entry of the catalogue at the largest pictures that can be made, in both orientations and of odd sides."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import cv2
import numpy as np
import pytest

from s2v_core.effects import Entry, Filter, Frame, Transition, VisualEffect, filters, transitions, visual_effects

pytestmark = pytest.mark.slow

_SIZES = [(4096, 2303), (2304, 4095)]
"""Height and width."""
_SECONDS, _MOMENT = 4.0, 1.7


@cache
def _picture(height: int, width: int, seed: int) -> Frame:
    small = np.random.default_rng(seed).integers(0, 255, (19, 15, 3), dtype=np.uint8)
    picture = np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
    picture.setflags(write=False)
    return picture


def _check(draw: Callable[[Frame, Frame], Frame], size: tuple[int, int]) -> None:
    pictures = _picture(*size, 1), _picture(*size, 2)
    drawn = draw(*pictures)
    assert (drawn.shape, drawn.dtype) == ((*size, 3), np.uint8)
    assert not any(np.shares_memory(drawn, picture) for picture in pictures)


@pytest.mark.parametrize("size", _SIZES)
@pytest.mark.parametrize("entry", transitions, ids=lambda entry: entry.name)
def test_a_transition_draws_the_largest_pictures(entry: Entry[Transition], size: tuple[int, int]) -> None:
    _check(lambda a, b: entry.function(a, b, 0.4, 7, {}), size)


@pytest.mark.parametrize("size", _SIZES)
@pytest.mark.parametrize("entry", visual_effects, ids=lambda entry: entry.name)
def test_an_effect_draws_the_largest_pictures(entry: Entry[VisualEffect], size: tuple[int, int]) -> None:
    _check(lambda a, b: entry.function(lambda dt: b if dt < 0 else a, _MOMENT, _SECONDS, 7, {}), size)


@pytest.mark.parametrize("size", _SIZES)
@pytest.mark.parametrize("entry", filters, ids=lambda entry: entry.name)
def test_a_filter_draws_the_largest_pictures(entry: Entry[Filter], size: tuple[int, int]) -> None:
    _check(lambda a, _: entry.function(a, {}), size)

"""What single effects of particles and light must show."""

from __future__ import annotations

import numpy as np
import pytest

from s2v_core.effects import Frame, visual_effects


def _drawn(name: str, t: float, level: int = 0, height: int = 120, width: int = 90, seed: int = 3) -> Frame:
    picture = np.full((height, width, 3), level, np.uint8)
    return visual_effects[name].function(lambda dt: picture, t, 8.0, seed, {})


def _moved(name: str, seconds: float) -> int:
    """Return by how many pixels downwards most of what an effect draws moves."""
    total = np.zeros(41)
    for t in (0.7, 2.1, 3.6):
        first, second = (_drawn(name, moment).astype(float) for moment in (t, t + seconds))
        for place, down in enumerate(range(-20, 21)):
            part = np.roll(second, -down, axis=0)[20:-20]
            total[place] += np.abs(part - first[20:-20]).mean()
    return int(np.argmin(total)) - 20


@pytest.mark.parametrize("name", ["snow", "rainy", "fallingheart", "spotfall"])
def test_what_falls_moves_down(name: str) -> None:
    assert _moved(name, 0.02 if name == "rainy" else 0.12) > 0


@pytest.mark.parametrize("name", ["risingheartbubble", "colorfulbubbles"])
def test_what_rises_moves_up(name: str) -> None:
    assert _moved(name, 0.12) < 0


def test_lightning_strikes_now_and_then() -> None:
    bright = [float(_drawn("stormlaser", t, level=120, height=60, width=45).mean()) for t in np.arange(0, 8, 0.05)]
    assert max(bright) > 1.5 * min(bright)
    assert float(np.median(bright)) < min(bright) + 0.3 * (max(bright) - min(bright))


def test_black_has_swallowed_the_picture_in_the_end() -> None:
    assert np.abs(_drawn("blackfade", 0.0, level=120).astype(int) - 120).max() <= 2
    assert _drawn("blackfade", 8.0, level=255).max() <= 2


@pytest.mark.parametrize("name", ["moon_projection", "star_projection", "heart_projection", "sunset_projection"])
def test_a_projection_is_brighter_than_the_wall_around_it(name: str) -> None:
    lit = _drawn(name, 1.0, level=110).mean(axis=2)
    assert lit.max() > 150
    assert np.median(lit[:4]) < 80


@pytest.mark.parametrize("name", ["fallingheart", "starry", "sunset_projection", "colorfulripples", "lightsweep"])
def test_a_layout_does_not_depend_on_the_resolution(name: str) -> None:
    small, large = (_drawn(name, 1.3, level=90, height=16 * side, width=9 * side) for side in (20, 40))
    reduced = large.reshape(320, 2, 180, 2, 3).mean(axis=(1, 3))
    coarse = [picture.reshape(40, 8, 20, 9, 3).mean(axis=(1, 3)) for picture in (small.astype(float), reduced)]
    assert np.abs(coarse[0] - coarse[1]).max() < 12

"""Colour filters for users of MoviePy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from moviepy import ColorClip

from s2v_core.effects import filters
from s2v_core.effects.clips import ColourFile, ColourFilter
from s2v_core.errors import MediaUnreadable


def brown() -> ColorClip:
    return ColorClip((32, 18), (150, 100, 60), duration=1).with_fps(10)


@pytest.mark.parametrize("name", ["pf4", "F7", "pfb"])
def test_a_clip_takes_the_colours_of_a_filter(name: str) -> None:
    clip = brown().with_effects([ColourFilter(name)])
    assert np.array_equal(
        clip.get_frame(0.5), filters[name].function(np.full((18, 32, 3), (150, 100, 60), np.uint8), {})
    )
    assert (clip.duration, clip.fps, tuple(clip.size)) == (1, 10, (32, 18))


def test_strength_and_manual_grading_are_passed_on() -> None:
    same = brown().with_effects([ColourFilter("pfb", {"strength": 0})])
    assert np.array_equal(same.get_frame(0), brown().get_frame(0))
    brighter = brown().with_effects([ColourFilter("color", {"brightness": 20})])
    assert tuple(brighter.get_frame(0)[0, 0]) == (170, 120, 80)


def test_a_colour_table_is_applied(tmp_path: Path) -> None:
    path = tmp_path / "half.cube"
    path.write_text("LUT_1D_SIZE 2\n0 0 0\n0.5 0.5 0.5\n", encoding="utf-8")
    assert tuple(brown().with_effects([ColourFile(path)]).get_frame(0)[0, 0]) == (75, 50, 30)
    assert np.array_equal(brown().with_effects([ColourFile(path, 0)]).get_frame(0), brown().get_frame(0))
    with pytest.raises(MediaUnreadable):
        brown().with_effects([ColourFile(tmp_path / "gone.cube")])


def test_unknown_names_and_parameters_are_refused() -> None:
    with pytest.raises(ValueError, match="no filter 'slowlife'; did you mean 'slowlived'"):
        brown().with_effects([ColourFilter("slowlife")])
    with pytest.raises(ValueError, match="the filter 'pf4' has no parameter 'brightness'"):
        brown().with_effects([ColourFilter("pf4", {"brightness": 3})])
    with pytest.raises(ValueError, match="the filter 'color' has no parameter 'gamma'"):
        brown().with_effects([ColourFilter("color", {"gamma": 3})])

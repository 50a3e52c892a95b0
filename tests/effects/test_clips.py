"""Transitions and visual effects for users of MoviePy."""

from __future__ import annotations

import numpy as np
import pytest
from moviepy import AudioClip, ColorClip, VideoClip

from s2v_core.effects import transitions, visual_effects
from s2v_core.effects.clips import ClipEffect, CrossTransition, transition


def _red(seconds: float = 1.0) -> ColorClip:
    return ColorClip((32, 18), (200, 0, 0), duration=seconds).with_fps(10)


def _blue(seconds: float = 1.0) -> ColorClip:
    return ColorClip((32, 18), (0, 0, 200), duration=seconds).with_fps(10)


def test_the_clips_overlap_by_the_duration() -> None:
    clip = transition(_red(), _blue(2), "fade", duration=0.5)
    assert clip.duration == pytest.approx(2.5)
    assert clip.size == (32, 18)
    assert clip.fps == 10


def test_before_it_is_a_and_after_it_is_b_and_between_both() -> None:
    clip = transition(_red(), _blue(), "fade", duration=0.5)
    assert (clip.get_frame(0.3) == (200, 0, 0)).all()
    assert (clip.get_frame(0.5) == (200, 0, 0)).all()
    assert (clip.get_frame(0.75) == (100, 0, 100)).all()
    assert (clip.get_frame(1.2) == (0, 0, 200)).all()


@pytest.mark.parametrize("name", [entry.name for entry in transitions])
def test_every_transition_can_be_used_as_an_effect(name: str) -> None:
    clip = _red().with_effects([CrossTransition(_blue(), name, duration=0.4)])
    frame = clip.get_frame(0.8)
    assert frame.shape == (18, 32, 3)
    assert not np.array_equal(frame, _red().get_frame(0))


def test_the_second_clip_plays_from_its_start() -> None:
    moving = _red().transform(lambda get_frame, t: np.full((18, 32, 3), round(t * 100), np.uint8))
    clip = transition(_red(), moving, "fade", duration=0.5)
    assert clip.get_frame(1.3)[0, 0, 0] == pytest.approx(80, abs=1)


def test_parameters_and_names_in_any_case_are_passed_on() -> None:
    clip = transition(_red(), _blue(), "FadeColor", duration=0.5, red=255)
    assert tuple(clip.get_frame(0.75)[0, 0]) == (255, 0, 0)


def test_sounds_fade_into_each_other() -> None:
    def steady(t: float) -> np.typing.NDArray[np.float64]:
        return np.full((np.size(t), 2), 0.5) if np.ndim(t) else np.full(2, 0.5)

    loud = _red().with_audio(AudioClip(steady, duration=1, fps=8000))
    clip = transition(loud, _blue(), "fade", duration=0.5)
    assert clip.audio.get_frame(0.2)[0] == pytest.approx(0.5)
    assert clip.audio.get_frame(0.75)[0] == pytest.approx(0.25, abs=0.02)


def test_an_unknown_name_is_refused_with_a_suggestion() -> None:
    with pytest.raises(ValueError, match="did you mean 'circleopen'"):
        transition(_red(), _blue(), "circelopen")


def test_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(ValueError, match="has no parameter 'sharpness'"):
        transition(_red(), _blue(), "circleopen", sharpness=1)


def test_clips_of_two_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="one size"):
        transition(_red(), ColorClip((10, 10), (0, 0, 0), duration=1))


@pytest.mark.parametrize("duration", [0, -1, 1.5])
def test_a_duration_that_does_not_fit_is_refused(duration: float) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        transition(_red(), _blue(), duration=duration)


@pytest.mark.parametrize("name", [entry.name for entry in visual_effects])
def test_every_visual_effect_can_be_used_as_an_effect(name: str) -> None:
    clip = _red(2).with_effects([ClipEffect(name, seed=3)])
    assert clip.duration == 2
    expected = visual_effects[name].function(lambda dt: np.full((18, 32, 3), (200, 0, 0), np.uint8), 0.7, 2.0, 3, {})
    assert np.array_equal(clip.get_frame(0.7), expected)


def test_a_visual_effect_looks_at_its_clip_around_the_moment_and_never_beyond_its_ends() -> None:
    asked = []

    def shown(t: float) -> np.typing.NDArray[np.uint8]:
        asked.append(t)
        return np.full((18, 32, 3), round(100 * t), np.uint8)

    clip = VideoClip(shown, duration=1.0).with_effects([ClipEffect("illusion")])
    clip.get_frame(0.1)
    clip.get_frame(0.9)
    assert min(asked) == 0
    assert 0.6 <= min(t for t in asked if t > 0.5) < 0.9
    assert max(asked) < 1


def test_parameters_of_a_visual_effect_are_passed_on() -> None:
    narrow, wide = (_red().with_effects([ClipEffect("Movie", {"bars": bars})]).get_frame(0.95) for bars in (0.2, 0.5))
    assert narrow[3].any()
    assert not wide[3].any()


def test_a_visual_effect_refuses_what_it_cannot_do() -> None:
    with pytest.raises(ValueError, match="did you mean 'heartbeat'"):
        _red().with_effects([ClipEffect("heartbeet")])
    with pytest.raises(ValueError, match="has no parameter 'sharpness'"):
        _red().with_effects([ClipEffect("movie", {"sharpness": 1})])
    with pytest.raises(ValueError, match="duration"):
        VideoClip(lambda t: np.zeros((4, 4, 3), np.uint8)).with_effects([ClipEffect("movie")])

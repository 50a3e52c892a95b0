"""Words that are not heard: silence or a beep, exactly while they would be spoken."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from s2v_core.loudness import integrated_loudness
from s2v_core.rendering.rates import SAMPLE_RATE
from s2v_core.rendering.sound.parts import parts_of
from s2v_core.rendering.sound.track import _facts
from s2v_core.timeline.model import AudioClip, Effect, Span, Timeline, Track
from tests.rendering.test_sound import Announcer, Folder, _mix, _rms, _timeline, _volume

Samples = NDArray[np.float32]
VOICE = 300
"""Hertz of what the announcer says."""


def spoken(*stretches: dict[str, Any], **fields: Any) -> Timeline:
    """A tone of two seconds in the place of a voice, from 0.5 s on."""
    clip = AudioClip(
        type="AI_TTS", content="hello", voice="any", span=Span(15, 75), extra={"S2V": {"Replaced": stretches}}, **fields
    )
    return _timeline(Track(clips=(clip,)), length=90)


def heard(timeline: Timeline) -> Samples:
    return _mix(timeline, Announcer(seconds=2.0))


def strength(samples: Samples, pitch: float, start: float, end: float) -> float:
    """Return the amplitude of a pitch between two moments."""
    part = samples[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE), 0]
    time = np.arange(len(part)) / SAMPLE_RATE
    return float(2 * np.abs((part * np.exp(-2j * np.pi * pitch * time)).mean()))


def test_a_muted_word_is_silent_and_its_neighbours_are_not() -> None:
    samples = heard(spoken({"Start": 0.6, "End": 1.0, "By": "mute"}))
    assert _rms(samples, 1.12, 1.48) < 1e-4
    assert strength(samples, VOICE, 0.7, 1.05) == pytest.approx(0.5, rel=0.05)
    assert strength(samples, VOICE, 1.55, 2.3) == pytest.approx(0.5, rel=0.05)


def test_a_beep_takes_the_place_of_a_word_at_its_moment() -> None:
    samples = heard(spoken({"Start": 0.6, "End": 1.0, "By": "beep"}))
    assert strength(samples, VOICE, 1.12, 1.48) < 0.001
    assert strength(samples, 1000, 1.12, 1.48) == pytest.approx(0.1, rel=0.05)
    assert strength(samples, 1000, 0.6, 1.08) < 0.001
    assert strength(samples, 1000, 1.52, 2.3) < 0.001


def test_a_beep_is_about_as_loud_as_a_voice_and_follows_its_volume() -> None:
    whole = {"Start": 0.0, "End": 2.0, "By": "beep"}
    usual, loud = (heard(spoken(whole, effects=effects))[24_000:120_000] for effects in ((), (_volume(2.0),)))
    assert integrated_loudness(usual, rate=SAMPLE_RATE) == pytest.approx(-20, abs=0.5)
    assert integrated_loudness(loud, rate=SAMPLE_RATE) == pytest.approx(-14, abs=0.5)


def test_times_count_in_the_material_whatever_is_played_of_it() -> None:
    samples = heard(spoken({"Start": 1.0, "End": 1.4, "By": "beep"}, source_in=0.4))
    assert strength(samples, 1000, 1.12, 1.48) == pytest.approx(0.1, rel=0.05)
    quick = heard(spoken({"Start": 1.0, "End": 1.4, "By": "beep"}, speed=2.0))
    assert strength(quick, 1000, 1.02, 1.18) == pytest.approx(0.1, rel=0.05)


@pytest.mark.parametrize(
    "stretch", [{"Start": 1.0, "End": 0.5}, {"Start": "x", "End": 2}, {}, {"Start": 50, "End": 60, "By": "beep"}]
)
def test_what_makes_no_sense_changes_nothing(stretch: dict[str, Any]) -> None:
    assert np.array_equal(heard(spoken(stretch)), heard(spoken()))


def test_what_is_heard_instead_is_part_of_the_key() -> None:
    stretch = {"Start": 0.6, "End": 1.0}
    keys = []
    for given in ((), ({**stretch, "By": "mute"},), ({**stretch, "By": "beep"},)):
        (part,) = parts_of(spoken(*given, effects=(Effect(type="Volume", params={"Gain": 1.0}),)), Folder())
        keys.append(repr(_facts(part)))
    assert len(set(keys)) == 3

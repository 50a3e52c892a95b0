"""How long texts last, told without speaking them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.settings import Settings
from s2v_core.speech import Speaker, estimated_seconds

TEXTS = [
    (
        "pyttsx3:en-us",
        "Fresh coffee every morning. We pick it by hand, roast it slowly and bring it to your door.",
        0.1,
    ),
    ("pyttsx3:en-us+f3", "Need a quick gift? Choose a card, write two lines, and we take care of the rest.", 0.1),
    ("pyttsx3:cmn", "全新无线耳机，单次充电可播放很长时间。折叠收纳，非常轻便，上下班都能带着走。", 0.1),
    ("pyttsx3:de", "Unsere neuen Kopfhörer spielen vierzig Stunden mit einer einzigen Ladung.", 0.25),
]


@pytest.mark.parametrize(("voice", "text", "tolerance"), TEXTS)
def test_an_estimate_is_near_to_what_a_voice_takes(settings: Settings, voice: str, text: str, tolerance: float) -> None:
    with Speaker(settings) as speaker:
        spoken = speaker.say(text, voice).speech.duration
    assert estimated_seconds(text, voice=voice) == pytest.approx(spoken, rel=tolerance)


def test_what_cannot_be_spoken_takes_no_time() -> None:
    assert estimated_seconds("") == 0
    assert estimated_seconds("☺ …") == 0


def test_pauses_last_as_long_as_they_say_and_the_rest_follows_the_rate() -> None:
    plain, paused = "Hello there.", "<speak>Hello there.<break time='3s'/></speak>"
    assert estimated_seconds(paused) == pytest.approx(estimated_seconds(plain) + 3)
    assert estimated_seconds(paused, 500) > 3
    assert estimated_seconds(plain, -500) > estimated_seconds(plain) > estimated_seconds(plain, 500)


@given(st.text(max_size=200), st.text(max_size=200))
def test_an_estimate_is_never_negative_and_more_words_take_longer(one: str, other: str) -> None:
    assert estimated_seconds(one) >= 0
    assert estimated_seconds(f"{one} word {other} word") > 0

"""Listening to texts, without a browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages.widgets.voice_words import described
from s2v_core.errors import EngineFailed
from s2v_core.speech import Speaker, Voice
from tests.studio.harness import open_bench, shown


@pytest.fixture(autouse=True)
def _quick_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S2V_VOICE_EN", "pyttsx3:en-us")


def bench() -> AppTest:
    def page() -> None:
        from pages.widgets.listen import listen_button

        listen_button("hello_listen", "Hello there.")
        listen_button("symbol_listen", "☺")
        listen_button("foreign_listen", "Good day.", "zhiru")
        listen_button("empty_listen", " ")

    return open_bench(page)


def test_a_text_is_spoken_played_and_said_by_whom_and_pressing_again_ends_it() -> None:
    studio = bench()
    assert not studio.get("audio")
    studio.button(key="hello_listen").click().run()
    assert len(studio.get("audio")) == 1
    assert "English" in shown(studio)
    assert studio.button(key="hello_listen").label == "Stop"
    studio.button(key="hello_listen").click().run()
    assert not studio.get("audio")
    assert studio.button(key="hello_listen").label == "Listen"


def test_what_cannot_be_spoken_is_said_plainly_and_can_be_tried_again() -> None:
    studio = bench()
    studio.button(key="symbol_listen").click().run()
    assert "nothing to speak" in studio.error[0].value
    assert "Write at least one word" in studio.error[0].value
    assert studio.button(key="symbol_listen").label == "Listen"


def test_an_engine_that_fails_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise EngineFailed("The voice engine 'pyttsx3' failed.", hint="Choose another voice.")

    monkeypatch.setattr(Speaker, "say", fail)
    studio = bench()
    studio.button(key="hello_listen").click().run()
    assert "Choose another voice" in studio.error[0].value


@pytest.mark.parametrize(
    ("voice", "chinese"),
    [
        (Voice("hibari:heart", ("en",), "American English, female, natural", "female"), "美式英语，女声，自然"),
        (
            Voice("pyttsx3:pt-br", ("pt",), "Portuguese (Brazil), male (eSpeak NG)", "male"),
            "葡萄牙语（巴西），男声（eSpeak NG）",
        ),
        (Voice("pyttsx3:xx", ("xx",), "Unheard-of, male (eSpeak NG)", "male"), "Unheard-of，男声（eSpeak NG）"),
        (Voice("openai:alloy", ("*",), "some-model (online)"), "some-model (online)"),
    ],
)
def test_what_a_voice_is_is_told_in_the_language_of_the_session(
    monkeypatch: pytest.MonkeyPatch, voice: Voice, chinese: str
) -> None:
    assert described(voice) == voice.description
    monkeypatch.setattr("pages.widgets.voice_words.language", lambda: "zh")
    monkeypatch.setattr("pages.widgets.i18n.language", lambda: "zh")
    assert described(voice) == chinese


def test_a_voice_that_gives_way_to_another_is_told() -> None:
    studio = bench()
    studio.button(key="foreign_listen").click().run()
    assert len(studio.get("audio")) == 1
    assert "belongs to the vendor" in shown(studio)


def test_nothing_can_be_heard_of_an_empty_text() -> None:
    assert bench().button(key="empty_listen").disabled

"""The real engines of this machine, and the alignment of their words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from s2v_core.errors import EngineFailed
from s2v_core.loudness import true_peak
from s2v_core.settings import Settings, load_settings
from s2v_core.speech import Speaker, Speech
from s2v_core.speech.alignment import Aligner
from s2v_core.speech.alignment.spelling import phones_of, spelled
from s2v_core.speech.alignment.sphinx import SphinxAligner
from s2v_core.speech.engines import espeak as espeak_module
from s2v_core.speech.engines.espeak import EspeakEngine
from s2v_core.speech.engines.neural import HibariEngine
from s2v_core.speech.levelling import TARGET, heard_loudness
from s2v_core.speech.sound import tightened, voiced_span
from s2v_core.speech.tokens import split_tokens

SENTENCE = "Take your morning coffee to the next level."


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load_settings(home=tmp_path_factory.mktemp("home"), _env_file=None)


@pytest.fixture(scope="module")
def espeak(own: Settings) -> Iterator[EspeakEngine]:
    engine = EspeakEngine(own)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def hibari(own: Settings) -> Iterator[HibariEngine]:
    engine = HibariEngine(own)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def speaker(own: Settings) -> Iterator[Speaker]:
    with Speaker(own) as speaker:
        yield speaker


def levels(speech: Speech) -> tuple[float, float]:
    return heard_loudness(speech.samples, rate=speech.rate), true_peak(speech.samples[:, None])


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Hello world! Dr. Smith paid $3.14 at 9:30am, really? 🎉", "hibari:heart"),
        ("Hello world! Dr. Smith paid $3.14 at 9:30am, really? 🎉", "pyttsx3:en-us+f3"),
        ("你好，世界。我有42个iPhone手机！", "pyttsx3:cmn"),
        ("你好，世界。我有42个iPhone手机！", "zhitian"),
        ("Привет, мир! Это стоит 42 рубля.", ""),
        ("नमस्ते दुनिया। आप कैसे हैं?", ""),
        ("مرحبا بالعالم", ""),
        ("สวัสดีชาวโลก", ""),
        ("A pangram? Zyxtrion XK9 flumborg [sic] a/b @home #1 50% off.", "hibari:heart"),
    ],
)
def test_every_displayed_word_sounds_within_the_voice(speaker: Speaker, text: str, voice: str) -> None:
    spoken = speaker.say(text, voice)
    words = spoken.speech.words
    assert [(word.offset, word.offset + len(word.text)) for word in words] == list(split_tokens(text))
    moments = [moment for word in words for moment in (word.start, word.end)]
    assert moments == sorted(moments)
    first, last = (sample / spoken.speech.rate for sample in voiced_span(spoken.speech.samples, spoken.speech.rate))
    assert first - 0.08 <= words[0].start <= first + 0.08
    assert last - 0.15 <= words[-1].end <= last + 0.05
    assert sum(word.end > word.start for word in words) >= 0.9 * len(words)
    loudness, peak = levels(spoken.speech)
    assert loudness == pytest.approx(TARGET, abs=1.0)
    assert peak <= 10 ** (-1 / 20) + 0.002


def test_faster_is_shorter(speaker: Speaker) -> None:
    for voice in ("hibari:heart", "pyttsx3:en-us"):
        slow, normal, fast = (speaker.say(SENTENCE, voice, rate).speech.duration for rate in (-500, 0, 500))
        assert slow > 1.5 * normal
        assert fast < 0.7 * normal


@pytest.mark.parametrize("speed", [0.5, 1.25, 2.0])
def test_hibari_speaks_as_fast_as_asked(hibari: HibariEngine, speed: float) -> None:
    ordinary, other = (hibari.speak(SENTENCE, "heart", pace) for pace in (1.0, speed))
    first, last = (voiced_span(speech.samples, speech.rate) for speech in (ordinary, other))
    assert (first[1] - first[0]) / (last[1] - last[0]) == pytest.approx(speed, rel=0.05)
    assert [word.text for word in other.words] == [word.text for word in ordinary.words]
    for word, usual in zip(other.words, ordinary.words, strict=True):
        assert word.start == pytest.approx(usual.start / speed, abs=0.12)


def test_hibari_refuses_what_it_would_leave_silent(hibari: HibariEngine) -> None:
    with pytest.raises(EngineFailed, match="no sound"):
        hibari.speak("你好", "heart", 1.0)


def test_espeak_speaks_text_after_text_whole(espeak: EspeakEngine) -> None:
    """Switching voices used to cancel the next text; a text's length may differ by eSpeak's own jitter only."""
    lengths: dict[str, set[int]] = {}
    for index in range(60):
        voice = ("en-us", "cmn", "en-gb+f3")[index % 3]
        speech = espeak.speak(SENTENCE, voice, 1.0)
        assert len(speech.words) == 8
        lengths.setdefault(voice, set()).add(len(speech.samples))
    assert all(max(found) - min(found) < 0.01 * min(found) for found in lengths.values())


def test_espeak_survives_long_and_odd_texts(espeak: EspeakEngine) -> None:
    assert espeak.speak("word " * 1000, "en-us", 2.0).duration > 60
    assert espeak.speak("<b>[[h@'loU]] & \\ %s {0}", "en-us", 1.0).duration > 0.5


def test_espeak_refuses_voices_that_it_would_ignore(espeak: EspeakEngine) -> None:
    for voice in ("nonsense", "en-us+nonsense", "../en", ""):
        with pytest.raises(EngineFailed, match="no voice"):
            espeak.speak("Hello", voice, 1.0)


def test_espeak_finds_its_data_behind_a_long_path(
    own: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = EspeakEngine(own)
    deep = tmp_path.joinpath(*["a-folder-with-a-rather-long-name"] * 6)
    deep.mkdir(parents=True)
    (deep / "espeak-ng-data").symlink_to(engine._data, target_is_directory=True)
    monkeypatch.setattr(engine, "_data", deep / "espeak-ng-data")
    assert len(os.fsencode(engine._data)) > 200
    assert engine.speak("Hello", "en-us", 1.0).duration > 0.3
    engine.close()
    copied = espeak_module._short(engine._data, tmp_path)
    assert (copied / "phontab").is_file()


def test_nothing_runs_on_after_close(own: Settings) -> None:
    children = set(psutil.Process().children())
    with Speaker(own) as speaker:
        speaker.say("Nothing stays behind.", "pyttsx3:en-us")
        assert set(psutil.Process().children()) - children
    assert not set(psutil.Process().children()) - children


@pytest.mark.parametrize("way", ["sphinx", "comparison", "shared"])
def test_words_of_a_silent_engine_are_found(hibari: HibariEngine, espeak: EspeakEngine, way: str) -> None:
    """The times that hibari knows itself are the truth that each way is measured against."""
    speech = hibari.speak(SENTENCE, "heart", 1.0)
    aligner = Aligner(espeak if way == "comparison" else None)
    words = aligner.align(
        Speech(speech.samples, speech.rate), SENTENCE, "en" if way == "sphinx" else "xx" if way == "shared" else "en-us"
    )
    assert len(words) == len(speech.words)
    errors = [abs(word.start - true.start) for word, true in zip(words, speech.words, strict=True)]
    assert float(np.median(errors)) < {"sphinx": 0.04, "comparison": 0.12, "shared": 0.3}[way]


def test_sphinx_gives_up_on_what_it_does_not_know(hibari: HibariEngine) -> None:
    sphinx = SphinxAligner()
    speech = hibari.speak(SENTENCE, "heart", 1.0)
    assert sphinx.align(speech, "Привет") == ()
    assert sphinx.align(speech, "!") == ()
    assert sphinx.align(speech, "completely different words " * 40) == ()
    assert len(sphinx.align(speech, SENTENCE)) == 8


def test_unknown_words_and_numbers_are_given_a_sound() -> None:
    assert spelled("42") == ["forty", "two"]
    assert spelled("1250") == ["one", "thousand", "two", "hundred", "fifty"]
    assert spelled("007") == ["zero", "zero", "seven"]
    assert spelled("It’s") == ["it's"]
    assert phones_of("shopee") == "SH AA P IY"
    assert phones_of("xk") == "EH K S K EY"
    assert phones_of("") == "AH"


def test_pauses_do_not_belong_to_words() -> None:
    samples = np.zeros(16000, np.float32)
    samples[:4000] = 0.5
    assert tightened(samples, 16000, [(0.0, 1.0)]) == [(0.0, pytest.approx(0.25, abs=0.011))]

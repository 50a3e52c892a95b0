"""The speaker: from text and voice to sound with words, cached by content."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from s2v_core.cache import Cache
from s2v_core.errors import EngineFailed, NothingToSpeak
from s2v_core.loudness import true_peak
from s2v_core.settings import Settings
from s2v_core.speech import Speaker, Spoken, speed_of
from s2v_core.speech.levelling import TARGET, heard_loudness
from tests.speech.fakes import FakeEngine


def speaker(settings: Settings, *engines: FakeEngine) -> Speaker:
    return Speaker(settings, engines={engine.name: engine for engine in engines})


def placed(spoken: Spoken) -> bool:
    words = spoken.speech.words
    moments = [moment for word in words for moment in (word.start, word.end)]
    return (
        bool(words)
        and all(spoken.display[word.offset : word.offset + len(word.text)] == word.text for word in words)
        and moments == sorted(moments)
        and moments[0] >= 0
        and moments[-1] <= spoken.speech.duration
    )


@pytest.mark.parametrize(
    ("rate", "speed"), [(0, 1.0), (-500, 0.5), (500, 2.0), (-125, 0.8), (166, 1.199), (9999, 2.0), (-9999, 0.5)]
)
def test_speed_follows_the_formula(rate: int, speed: float) -> None:
    assert speed_of(rate) == pytest.approx(speed, abs=0.001)


def test_words_sound_when_they_are_said(settings: Settings) -> None:
    spoken = speaker(settings, FakeEngine()).say("Hello, big world!", "fake:a")
    assert spoken.display == "Hello, big world!"
    assert placed(spoken)
    assert [word.text for word in spoken.speech.words] == ["Hello,", "big", "world!"]
    assert spoken.speech.words[0].start == pytest.approx(0.06, abs=0.015)
    assert spoken.speech.words[1].start == pytest.approx(0.31, abs=0.015)
    assert spoken.speech.duration == pytest.approx(0.06 + 0.7 + 0.15, abs=0.03)


def test_what_was_spoken_once_comes_from_the_cache(settings: Settings) -> None:
    engine = FakeEngine()
    first = speaker(settings, engine).say("Hello there.", "fake:a", 100)
    again = speaker(settings, engine).say("Hello there.", "fake:a", 100)
    assert len(engine.calls) == 1
    assert np.array_equal(first.speech.samples, again.speech.samples)
    assert first.speech.samples.dtype == np.float32
    assert (first.display, first.speech.words, first.speech.rate) == (
        again.display,
        again.speech.words,
        again.speech.rate,
    )


@pytest.mark.parametrize(
    ("text", "voice", "rate", "version"),
    [
        ("Hello you.", "fake:a", 0, "1"),
        ("Hello.", "fake:b", 0, "1"),
        ("Hello.", "fake:a", 1, "1"),
        ("Hello.", "fake:a", 0, "2"),
    ],
)
def test_whatever_changes_the_sound_changes_the_key(
    settings: Settings, text: str, voice: str, rate: int, version: str
) -> None:
    voices = {"a": ("*",), "b": ("*",)}
    speaker(settings, FakeEngine(voices=voices)).say("Hello.", "fake:a")
    engine = FakeEngine(voices=voices, version=version)
    speaker(settings, engine).say(text, voice, rate)
    assert len(engine.calls) == 1


def test_what_was_spoken_before_is_known_without_speaking(settings: Settings) -> None:
    engine = FakeEngine()
    here = speaker(settings, engine)
    assert here.known("Hello there.", "fake:a", 100) is None
    assert not engine.calls
    spoken = here.say("Hello there.", "fake:a", 100)
    known = here.known("Hello there.", "fake:a", 100)
    assert known is not None
    assert known.speech.words == spoken.speech.words
    assert here.known("Hello there.", "fake:a", 0) is None


def test_a_damaged_entry_is_made_anew(settings: Settings) -> None:
    engine = FakeEngine()
    speaker(settings, engine).say("Hello.", "fake:a")
    (entry,) = [path for path in (settings.cache_dir / "speech").rglob("*") if path.is_file()]
    entry.write_bytes(entry.read_bytes()[:-7])
    assert placed(speaker(settings, engine).say("Hello.", "fake:a"))
    speaker(settings, engine).say("Hello.", "fake:a")
    assert len(engine.calls) == 2


def test_a_cache_of_ones_own_is_used(settings: Settings, tmp_path: Path) -> None:
    Speaker(settings, Cache(tmp_path / "mine"), engines={"fake": FakeEngine()}).say("Hello.", "fake:a")
    assert list((tmp_path / "mine" / "speech").rglob("*.speech"))


def test_threads_that_want_the_same_text_make_it_once(settings: Settings) -> None:
    engine = FakeEngine()
    one = speaker(settings, engine)
    threads = [threading.Thread(target=one.say, args=(f"Text {index % 2}.", "fake:a")) for index in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(engine.calls) == 2


@pytest.mark.parametrize("text", ["", "  \n", "!!! ...", "🎉👍", "<speak><break time='1s'/></speak>", "。。。"])
def test_nothing_to_speak_is_said_clearly(settings: Settings, text: str) -> None:
    engine = FakeEngine()
    with pytest.raises(NothingToSpeak):
        speaker(settings, engine).say(text, "fake:a")
    assert not engine.calls


def test_a_failing_engine_leaves_nothing_behind(settings: Settings) -> None:
    with pytest.raises(EngineFailed):
        speaker(settings, FakeEngine(fail_on="Two")).say("One. Two.", "fake:a")
    assert not [path for path in settings.cache_dir.rglob("*") if path.is_file()]


def test_breaks_are_silence_of_exactly_their_length(settings: Settings) -> None:
    plain = speaker(settings, FakeEngine()).say("Hello there", "fake:a").speech
    spoken = speaker(settings, FakeEngine()).say('Hello<break time="2s"/>there', "fake:a")
    assert placed(spoken)
    silent = spoken.speech.samples == 0
    edges = np.flatnonzero(np.diff(np.concatenate([[0], silent.astype(int), [0]])))
    longest = max(end - start for start, end in zip(edges[::2], edges[1::2], strict=True))
    assert longest / spoken.speech.rate == pytest.approx(2.0 + 0.02 + 0.06, abs=0.03)
    assert spoken.speech.duration > plain.duration + 1.9


def test_a_break_at_the_end_is_kept(settings: Settings) -> None:
    short = speaker(settings, FakeEngine()).say("<speak>Hi</speak>", "fake:a").speech.duration
    long = speaker(settings, FakeEngine()).say("<speak>Hi<break time='3s'/></speak>", "fake:a").speech.duration
    assert long - short == pytest.approx(3.0, abs=0.001)


def test_rates_of_job_and_tag_multiply_within_the_bounds(settings: Settings) -> None:
    engine = FakeEngine()
    one = speaker(settings, engine)
    for rate in (0, 500, -500):
        one.say(f'<speak rate="200">Rate {rate}</speak>', "fake:a", rate)
    assert [speed for _, _, speed in engine.calls] == pytest.approx([1.25, 2.0, 0.625])


def test_an_alias_is_spoken_and_its_text_is_shown(settings: Settings) -> None:
    engine = FakeEngine()
    spoken = speaker(settings, engine).say('See <sub alias="World Wide Web">WWW</sub> now', "fake:a")
    assert engine.calls[0][0] == "See World Wide Web now"
    assert [word.text for word in spoken.speech.words] == ["See", "WWW", "now"]
    see, www, now = spoken.speech.words
    assert www.end - www.start == pytest.approx(0.7, abs=0.02)
    assert see.end < www.start < www.end < now.start
    assert placed(spoken)


def test_sentences_are_spoken_one_by_one_with_a_breath_between(settings: Settings) -> None:
    engine = FakeEngine()
    spoken = speaker(settings, engine).say("One two. Three 🎉!", "fake:a")
    assert [text for text, _, _ in engine.calls] == ["One two.", "Three  !"]
    words = spoken.speech.words
    assert [word.text for word in words] == ["One", "two.", "Three 🎉!"]
    assert words[2].start - words[1].end == pytest.approx(0.35 + 0.08, abs=0.02)


def test_engines_without_times_get_words_too(settings: Settings) -> None:
    spoken = speaker(settings, FakeEngine(words=False)).say("Привет большой мир. 你好", "fake:a")
    assert placed(spoken)
    assert [word.text for word in spoken.speech.words] == ["Привет", "большой", "мир.", "你", "好"]


def test_every_utterance_has_one_loudness_and_safe_peaks(settings: Settings) -> None:
    for level in (0.01, 0.9):
        speech = speaker(settings, FakeEngine(level=level, version=str(level))).say("Hello big world.", "fake:a").speech
        assert heard_loudness(speech.samples, rate=speech.rate) == pytest.approx(TARGET, abs=1.0)
        assert true_peak(speech.samples[:, None]) <= 10 ** (-1 / 20) + 0.002


def test_a_sentence_in_another_script_gets_a_voice_that_reads_it(settings: Settings) -> None:
    english = FakeEngine("hibari", {"heart": ("en",)}, rate=16000)
    other = FakeEngine("pyttsx3", {"ru": ("ru",)})
    spoken = speaker(settings, english, other).say("Hello dear world. Привет.", "hibari:heart")
    assert [text for text, _, _ in other.calls] == ["Привет."]
    assert spoken.speech.rate == 16000
    assert placed(spoken)


def test_long_texts_take_bounded_time(settings: Settings) -> None:
    text = "Lorem ipsum dolor sit amet, " * 180
    engine = FakeEngine()
    spoken = speaker(settings, engine).say(text, "fake:a")
    assert len(text) > 5000
    assert max(len(said) for said, _, _ in engine.calls) <= 250
    assert placed(spoken)


def test_broken_characters_do_no_harm(settings: Settings) -> None:
    spoken = speaker(settings, FakeEngine()).say("Hello\x00 \ud83dworld", "fake:a")
    assert spoken.display == "Hello \ufffdworld"
    assert placed(spoken)


def test_closing_closes_the_engines(settings: Settings) -> None:
    engine = FakeEngine()
    with speaker(settings, engine):
        pass
    assert engine.closed == 1

"""Trimming, levelling, resampling and storing sound."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s2v_core.loudness import true_peak
from s2v_core.speech.assembly import Part, join
from s2v_core.speech.engine import Speech
from s2v_core.speech.levelling import TARGET, heard_loudness, normalised
from s2v_core.speech.sound import resample, tightened, trim, voiced_span
from s2v_core.speech.store import quantised, read_speech, write_speech
from s2v_core.timeline.model import Word

RATE = 24000


def tone(seconds: float, level: float = 0.5, frequency: float = 997.0, rate: int = RATE) -> np.ndarray:
    return (level * np.sin(2 * np.pi * frequency * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE), np.float32)


def test_silence_at_the_ends_is_trimmed_to_the_margins() -> None:
    sound = np.concatenate([silence(0.5), tone(1.0), silence(0.8)])
    trimmed, shift = trim(sound, RATE, head=0.06, tail=0.15)
    assert len(trimmed) / RATE == pytest.approx(1.21, abs=0.021)
    assert shift == pytest.approx(-0.44, abs=0.011)
    assert not trimmed[: round(0.04 * RATE)].any()


def test_margins_that_are_not_there_are_added() -> None:
    trimmed, shift = trim(tone(0.5), RATE, head=0.06, tail=0.15)
    assert len(trimmed) == round(0.71 * RATE)
    assert shift == pytest.approx(0.06)


def test_silence_is_left_alone() -> None:
    assert voiced_span(silence(0.3), RATE) == (0, round(0.3 * RATE))
    assert not normalised(silence(0.3), rate=RATE)[0].any()
    assert heard_loudness(silence(1.0), rate=RATE) == float("-inf")
    assert heard_loudness(silence(0), rate=RATE) == float("-inf")


def test_words_begin_and_end_with_their_sound_not_with_the_pauses_around() -> None:
    sound = np.concatenate([tone(0.5), silence(0.5), tone(0.5)])
    first, second, none = tightened(sound, RATE, [(0.0, 1.0), (0.8, 1.5), (0.6, 0.9)])
    assert first == (0.0, pytest.approx(0.5, abs=0.01))
    assert second == (pytest.approx(1.0), pytest.approx(1.5))
    assert none == (0.6, 0.9)


def test_loudness_agrees_with_the_reference_signal_of_the_standard() -> None:
    # ITU-R BS.1770: a 997 Hz sine at full scale in one channel is -3.01 LUFS; in both channels 0 LUFS.
    assert heard_loudness(tone(3.0, 1.0, rate=48000), rate=48000) == pytest.approx(0.0, abs=0.05)
    assert heard_loudness(tone(3.0, 0.1), rate=RATE) == pytest.approx(-20.0, abs=0.1)


def test_quiet_passages_do_not_count() -> None:
    loud = tone(2.0, 0.1)
    assert heard_loudness(np.concatenate([loud, silence(5.0)]), rate=RATE) == pytest.approx(
        heard_loudness(loud, rate=RATE), abs=0.5
    )


@pytest.mark.parametrize("level", [0.003, 0.05, 0.9])
def test_every_level_comes_to_the_same_loudness(level: float) -> None:
    assert heard_loudness(*normalised(tone(2.0, level), rate=RATE), rate=RATE) == pytest.approx(TARGET, abs=0.1)


def test_peaks_stay_below_minus_one_decibel() -> None:
    clicks = tone(2.0, 0.02)
    clicks[::4000] = 0.9
    (level,) = normalised(clicks, rate=RATE)
    assert true_peak(level[:, None]) <= 10 ** (-1 / 20) + 1e-4
    assert heard_loudness(level, rate=RATE) == pytest.approx(TARGET, abs=1.5)


def test_resampling_keeps_pitch_and_level() -> None:
    sound = resample(tone(0.5, 0.5, 1000.0), RATE, 22050)
    assert len(sound) == round(0.5 * 22050)
    assert np.abs(np.fft.rfft(sound)).argmax() / 0.5 == pytest.approx(1000, abs=3)
    assert float(np.abs(sound[1000:-1000]).max()) == pytest.approx(0.5, abs=0.02)


def test_voices_of_different_rates_and_levels_are_joined_at_one() -> None:
    parts = [
        Part(tone(1.0, 0.02), RATE, ((0, 1, 0.0, 1.0),), "a"),
        Part(tone(1.0, 0.4, rate=16000), 16000, ((2, 3, 0.0, 1.0),), "b"),
    ]
    whole = join(parts, [0.0, 0.5], 0.25)
    assert whole.rate == RATE
    assert len(whole.samples) == round(2.75 * RATE)
    assert whole.spans == ((0, 1, 0.0, 1.0), (2, 3, 1.5, 2.5))
    first, second = whole.samples[:RATE], whole.samples[round(1.5 * RATE) : round(2.5 * RATE)]
    assert heard_loudness(first, rate=RATE) == pytest.approx(heard_loudness(second, rate=RATE), abs=0.3)
    assert not whole.samples[RATE : round(1.5 * RATE)].any()


WORDS = st.lists(st.builds(Word, st.text(max_size=5), st.integers(0, 99), st.floats(0, 9), st.floats(0, 9)), max_size=4)


@settings(max_examples=30)
@given(words=WORDS, values=st.lists(st.floats(-1.5, 1.5, width=32), max_size=50))
def test_what_is_stored_comes_back(tmp_path_factory: pytest.TempPathFactory, words: list[Word], values: list) -> None:
    path = tmp_path_factory.mktemp("store") / "x.speech"
    words = [Word(w.text.encode("utf-8", "replace").decode(), w.offset, w.start, w.end) for w in words]
    speech = quantised(Speech(np.array(values, np.float32), 16000, tuple(words)))
    write_speech(path, speech)
    back = read_speech(path)
    assert back is not None
    assert (back.rate, back.words) == (speech.rate, speech.words)
    assert np.array_equal(back.samples, speech.samples)


def test_damaged_files_are_recognised(tmp_path: Path) -> None:
    path = tmp_path / "x.speech"
    write_speech(path, Speech(tone(0.01), RATE, (Word("a", 0, 0.0, 0.01),)))
    whole = path.read_bytes()
    for damaged in (b"", whole[:-2], whole[:20], whole.replace(b'"a"', b'"b"'), whole + b"\0\0", b"\n\n"):
        path.write_bytes(damaged)
        assert read_speech(path) is None
    assert read_speech(tmp_path / "none") is None


def test_peaks_between_the_samples_are_found() -> None:
    sound = np.sin(np.pi / 2 * np.arange(4000) + np.pi / 4).astype(np.float32)
    assert float(np.abs(sound).max()) == pytest.approx(0.707, abs=0.001)
    assert true_peak(sound[:, None]) == pytest.approx(1.0, abs=0.03)


def test_peaks_are_limited_also_where_the_loudness_is_right_already() -> None:
    sound = tone(2.0, 0.1)
    sound[20000] = 0.99
    (first,) = normalised(sound, rate=RATE)
    assert true_peak(first[:, None]) <= 10 ** (-1 / 20) + 1e-4

"""The sound of a file as samples."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from s2v_core.errors import MediaNotFound, MediaUnreadable
from s2v_core.media import read_audio
from tests.support import media


def peak_frequency(samples: NDArray[np.float32], rate: int = 48000) -> float:
    spectrum = np.abs(np.fft.rfft(samples[:, 0] * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * rate / len(samples))


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".opus", ".m4a"])
def test_a_tone_keeps_its_length_pitch_and_level(tmp_path: Path, suffix: str) -> None:
    samples = read_audio(media.write_tone(tmp_path / f"a{suffix}", seconds=0.5, frequency=1000))
    assert samples.dtype == np.float32
    assert samples.shape[1] == 2
    assert len(samples) == pytest.approx(24000, abs=1100)
    assert peak_frequency(samples) == pytest.approx(1000, abs=4)
    assert np.abs(samples[4000:20000]).max() == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("rate", [8000, 44100, 96000])
def test_other_rates_are_converted(tmp_path: Path, rate: int) -> None:
    samples = read_audio(media.write_tone(tmp_path / "a.wav", seconds=0.5, frequency=1000, rate=rate))
    assert len(samples) == pytest.approx(24000, abs=2)
    assert peak_frequency(samples) == pytest.approx(1000, abs=4)


def test_the_wanted_rate_is_given(tmp_path: Path) -> None:
    assert len(read_audio(media.write_tone(tmp_path / "a.wav", seconds=0.5), rate=16000)) == 8000


def test_mono_is_put_on_both_sides_at_full_level(tmp_path: Path) -> None:
    samples = read_audio(media.write_tone(tmp_path / "a.wav", channels=1))
    assert np.array_equal(samples[:, 0], samples[:, 1])
    assert np.abs(samples).max() == pytest.approx(0.5, abs=0.001)


def test_five_point_one_is_mixed_down(tmp_path: Path) -> None:
    samples = read_audio(media.write_tone(tmp_path / "a.wav", channels=6))
    assert samples.shape == (48000, 2)
    assert np.abs(samples).max() > 0.5


def test_a_part_holds_the_samples_of_the_whole_at_that_place(tmp_path: Path) -> None:
    path = media.write_tone(tmp_path / "a.flac", seconds=2.0)
    whole, part = read_audio(path), read_audio(path, start=1.25, duration=0.5)
    assert len(part) == 24000
    assert np.abs(part - whole[60000:84000]).max() < 1e-4


def test_a_part_of_a_lossy_file_agrees_with_the_whole(tmp_path: Path) -> None:
    path = media.write_video(tmp_path / "a.mp4", frames=48)
    whole, part = read_audio(path), read_audio(path, start=Fraction(5, 4), duration=Fraction(1, 4))
    assert np.abs(part - whole[60000:72000]).max() < 1e-3


@pytest.mark.parametrize("start", [0.5, 1.003, 1.37])
def test_a_decoder_that_needs_a_run_up_gets_it(tmp_path: Path, start: float) -> None:
    path = media.write_tone(tmp_path / "a.opus", seconds=2.0)
    whole, part = read_audio(path), read_audio(path, start=start, duration=0.1)
    begin = round(start * 48000)
    assert np.abs(part - whole[begin : begin + 4800]).max() < 1e-3


def test_a_part_beyond_the_end_is_shorter_or_empty(tmp_path: Path) -> None:
    path = media.write_tone(tmp_path / "a.wav", seconds=0.5)
    assert len(read_audio(path, start=0.4, duration=1.0)) == pytest.approx(4800, abs=1)
    assert read_audio(path, start=9.0, duration=1.0).shape == (0, 2)
    assert read_audio(path, duration=0.0).shape == (0, 2)


def test_sound_that_begins_after_the_picture_stays_in_step(tmp_path: Path) -> None:
    path = _video_with_late_sound(tmp_path / "a.mkv", delay=0.5)
    samples = read_audio(path)
    assert np.abs(samples[:23900]).max() == 0
    assert np.abs(samples[24100:30000]).max() > 0.4
    assert np.abs(read_audio(path, start=0.25, duration=0.2)).max() == 0


def test_a_video_without_sound_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(MediaUnreadable, match=r"'a\.mp4' has no sound"):
        read_audio(media.write_video(tmp_path / "a.mp4", frames=2, tone=None))


def test_a_picture_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(MediaUnreadable, match=r"a\.png"):
        read_audio(media.write_image(tmp_path / "a.png"))


def test_a_damaged_file_is_refused_by_name(tmp_path: Path) -> None:
    path = media.write_tone(tmp_path / "a.flac")
    path.write_bytes(path.read_bytes()[:60] + bytes(5000))
    with pytest.raises(MediaUnreadable, match=r"a\.flac"):
        read_audio(path)


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(MediaNotFound, match=r"gone\.wav"):
        read_audio(tmp_path / "gone.wav")


@pytest.mark.real_media
def test_real_music_and_footage_are_heard(real_media: Path) -> None:
    music = read_audio(real_media / "music" / "calm_acoustic_1.opus", start=5, duration=2)
    assert music.shape == (96000, 2)
    assert 0.01 < float(np.sqrt(np.mean(music**2))) < 0.5
    assert len(read_audio(real_media / "footage" / "run.mp4")) > 48000


def _video_with_late_sound(path: Path, *, delay: float) -> Path:
    with av.open(str(path), "w") as container:
        picture = container.add_stream("libx264", rate=24, width=64, height=36, pix_fmt="yuv420p")
        sound = container.add_stream("pcm_s16le", rate=48000, layout="stereo")
        for index in range(24):
            frame = av.VideoFrame.from_ndarray(np.zeros((36, 64, 3), np.uint8), format="rgb24")
            frame.pts, frame.time_base = index, Fraction(1, 24)
            container.mux(picture.encode(frame))
        container.mux(picture.encode())
        wave = (np.sin(np.arange(24000) / 8) * 16000).astype(np.int16)
        heard = av.AudioFrame.from_ndarray(np.repeat(wave, 2)[np.newaxis], format="s16", layout="stereo")
        heard.sample_rate, heard.pts, heard.time_base = 48000, round(delay * 48000), Fraction(1, 48000)
        container.mux(sound.encode(heard))
        container.mux(sound.encode())
    return path

"""Twenty seconds of music that end where they begin: electric piano, plucked strings, bass, a little rhythm."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

RATE = 48_000
BEAT = 0.625
"""Seconds; 96 beats a minute, so that eight bars are exactly 20 seconds."""
LENGTH = round(32 * BEAT * RATE)

Wave = NDArray[np.float64]

_CHORDS = (
    (41, (57, 60, 64, 67)),
    (43, (59, 62, 64, 69)),
    (40, (55, 59, 62, 66)),
    (45, (57, 60, 64, 71)),
    (38, (57, 60, 65, 64)),
    (43, (57, 59, 65, 62)),
    (36, (55, 59, 64, 62)),
    (36, (55, 57, 64, 60)),
)
_MELODY = (
    (0.0, 76, 1.5), (1.5, 79, 0.5), (2.0, 72, 2.0), (4.0, 74, 1.0), (5.0, 76, 1.0), (6.0, 71, 2.0),
    (8.5, 74, 0.5), (9.0, 78, 1.0), (10.0, 74, 2.0), (12.0, 72, 1.0), (13.0, 76, 1.0), (14.0, 83, 2.0),
    (16.0, 81, 1.5), (17.5, 77, 0.5), (18.0, 76, 2.0), (20.0, 74, 1.0), (21.0, 77, 1.0), (22.0, 71, 2.0),
    (24.0, 72, 1.5), (25.5, 74, 0.5), (26.0, 76, 2.0), (29.0, 67, 1.0), (30.0, 72, 2.0),
)  # fmt: skip


def compose() -> NDArray[np.float32]:
    """Return the piece, (n, 2) at 48 kHz. Every tail wraps around to the start, so that it loops without a seam."""
    rng = np.random.default_rng(96)
    dry = np.zeros((LENGTH, 2))
    for bar, (root, chord) in enumerate(_CHORDS):
        start = 4 * bar
        for beat, strength in ((0.0, 1.0), (2.5, 0.6)):
            for k, note in enumerate(chord):
                _add(dry, start + beat + 0.02 * k, _piano(note, 2.4, 0.11 * strength), 0.35 + 0.1 * k)
        for beat, length in ((0.0, 1.4), (1.5, 0.5), (2.0, 1.0), (3.5, 0.5)):
            _add(dry, start + beat, _bass(root + (12 if beat == 3.5 else 0), length, 0.2), 0.5)
        for k in range(8):
            note = chord[(0, 2, 1, 3, 2, 1, 3, 2)[k]] + 12
            _add(dry, start + 0.5 * k + (0.04 if k % 2 else 0.0), _pluck(note, 1.6, 0.2, rng), 0.72 if k % 2 else 0.62)
        for k in range(8):
            _add(dry, start + 0.5 * k + (0.05 if k % 2 else 0.0), _shaker(0.075 if k % 2 else 0.04, rng), 0.3)
        for beat in (0.0, 2.0):
            _add(dry, start + beat, _kick(0.24), 0.5)
    for beat, note, length in _MELODY:
        _add(dry, beat, _vibes(note, length + 1.2, 0.16), 0.42)
    wet = dry + 0.2 * _hall(dry, rng)
    wet /= np.abs(wet).max() / 0.82
    return np.tanh(1.15 * wet).astype(np.float32) * np.float32(0.86)


def write(path: Path, samples: NDArray[np.float32], bit_rate: int = 88_000) -> None:
    """Encode as Opus."""
    with av.open(str(path), "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("libopus", rate=RATE, layout="stereo")
        stream.bit_rate = bit_rate
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.reshape(1, -1)), format="flt", layout="stereo")
        frame.sample_rate = RATE
        frame.time_base = Fraction(1, RATE)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _add(target: Wave, beat: float, sound: Wave, place: float) -> None:
    first = round(beat * BEAT * RATE)
    index = np.arange(first, first + len(sound)) % LENGTH
    target[index, 0] += sound * np.cos(place * np.pi / 2)
    target[index, 1] += sound * np.sin(place * np.pi / 2)


def _clock(beats: float) -> Wave:
    return np.arange(round(beats * BEAT * RATE)) / RATE


def _pitch(note: int) -> float:
    return float(440 * 2 ** ((note - 69) / 12))


def _faded(sound: Wave, seconds: float = 0.03) -> Wave:
    n = min(len(sound), round(seconds * RATE))
    sound[len(sound) - n :] *= np.linspace(1, 0, n)
    return sound


def _piano(note: int, beats: float, gain: float) -> Wave:
    t, f = _clock(beats), _pitch(note)
    bell = 1.1 * np.exp(-t * 5) * np.sin(2 * np.pi * 2 * f * t)
    body = np.sin(2 * np.pi * f * t + bell) + 0.25 * np.sin(4 * np.pi * f * t) * np.exp(-t * 3)
    swell = 1 + 0.12 * np.sin(2 * np.pi * 4.8 * t)
    return _faded(gain * body * swell * np.exp(-t * 1.5) * (1 - np.exp(-t * 260)), 0.25)


def _vibes(note: int, beats: float, gain: float) -> Wave:
    t, f = _clock(beats), _pitch(note)
    tone = np.sin(2 * np.pi * f * t) + 0.28 * np.sin(8 * np.pi * f * t) * np.exp(-t * 9)
    return _faded(
        gain * tone * (1 + 0.2 * np.sin(2 * np.pi * 5.2 * t)) * np.exp(-t * 2.1) * (1 - np.exp(-t * 500)), 0.3
    )


def _bass(note: int, beats: float, gain: float) -> Wave:
    t, f = _clock(beats), _pitch(note)
    tone = np.sin(2 * np.pi * f * t) + 0.22 * np.sin(4 * np.pi * f * t) * np.exp(-t * 4)
    return _faded(gain * tone * np.exp(-t * 1.3) * (1 - np.exp(-t * 140)), 0.05)


def _pluck(note: int, beats: float, gain: float, rng: np.random.Generator) -> Wave:
    """Return a plucked string: a burst of noise that goes round a delay line and loses its edge."""
    period = round(RATE / _pitch(note))
    burst = rng.uniform(-1, 1, period)
    burst = (burst + np.roll(burst, 1) + np.roll(burst, 2)) / 3
    rounds = []
    for _ in range(round(beats * BEAT * RATE) // period + 1):
        rounds.append(burst)
        burst = 0.993 * (0.5 * burst + 0.5 * np.roll(burst, 1))
    return _faded(gain * np.concatenate(rounds)[: round(beats * BEAT * RATE)], 0.1)


def _shaker(gain: float, rng: np.random.Generator) -> Wave:
    t = np.arange(round(0.09 * RATE)) / RATE
    noise = np.diff(rng.uniform(-1, 1, len(t) + 1))
    return gain * noise * np.exp(-((t - 0.025) ** 2) / 0.0005)


def _kick(gain: float) -> Wave:
    t = np.arange(round(0.28 * RATE)) / RATE
    return _faded(gain * np.sin(2 * np.pi * (48 * t + 3.2 * (1 - np.exp(-t * 28)))) * np.exp(-t * 13))


def _hall(dry: Wave, rng: np.random.Generator) -> Wave:
    """Return the room's answer, convolved around the loop."""
    t = np.arange(LENGTH) / RATE
    tail = rng.standard_normal((LENGTH, 2)) * (np.exp(-t * 3.4) * (t < 2.2))[:, None]
    spectrum = np.fft.rfft(tail, axis=0)
    mellow = 1 / (1 + (np.fft.rfftfreq(LENGTH, 1 / RATE) / 2600) ** 2)
    answer = np.fft.irfft(np.fft.rfft(dry, axis=0) * spectrum * mellow[:, None], n=LENGTH, axis=0)
    return answer / np.abs(answer).max() * np.abs(dry).max()

"""One pass over all parts: decode, shape, add up, limit."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from s2v_core.errors import MediaError, SpeechError
from s2v_core.loudness import integrated_loudness, limited
from s2v_core.media import read_audio
from s2v_core.rendering.rates import SAMPLE_RATE
from s2v_core.rendering.sound.material import looped, resampled, to_stereo
from s2v_core.rendering.sound.parts import AssetSource, Part, parts_of, samples_until
from s2v_core.rendering.sound.replacing import beep
from s2v_core.speech import Spoken
from s2v_core.tempo import at_tempo
from s2v_core.timeline.model import Timeline

__all__ = ["mix"]

_JOINED_GAP = 5.0
"""Seconds between two used ranges of a file below which they are decoded as one."""
_MARGIN = 0.1
"""Seconds decoded beyond what is needed, for the tempo filter to run out."""
_LARGEST_BOOST = 10 ** (12 / 20)
"""Music that is next to silent is not raised further than this."""


class SpeechSource(Protocol):
    """What mixing needs of a speaker."""

    def say(self, text: str, voice: str, speech_rate: int = 0, /) -> Spoken:
        """Speak a text with a voice."""
        ...


def mix(
    timeline: Timeline, *, assets: AssetSource, speaker: SpeechSource, check: Callable[[], None] = lambda: None
) -> NDArray[np.float32]:
    """Return the whole sound of a timeline: (round(length / rate * 48000), 2) float32 at 48 kHz.

    Gains are plain factors (1 unchanged). A voice comes normalised from its engine; looping music is first brought to
    ``MUSIC_LOUDNESS`` (measured where it is heard), so that the usual 0.2 puts it 14 dB below that, whatever the
    track. A limiter keeps the sum below -1 dBTP. Each range of a file is decoded once, and one range at a time is held.
    ``check`` is called before every part; it raises to stop.

    Raises:
        MediaError: a sound file is missing or broken; ``where`` names the clip.
        SpeechError: a text cannot be spoken; ``where`` names the clip.
        TimelineError: an effect has a value that is not understood.
    """
    bus = np.zeros((samples_until(timeline, timeline.length), 2), np.float32)
    parts = parts_of(timeline, assets)
    for part, sound in chain(_spoken(parts, speaker), _recorded(parts)):
        check()
        _add(bus, part, sound)
    return limited(bus, rate=SAMPLE_RATE)


def _add(bus: NDArray[np.float32], part: Part, sound: NDArray[np.float32]) -> None:
    """Add the samples of a part, shaped by its envelope, at its place."""
    if part.loop:
        sound = looped(sound, part.length)
    sound = sound[: min(part.length, len(bus) - part.start)]
    there = bus[part.start : part.start + len(sound)]
    there += sound * part.envelope.gains(len(sound))[:, None]
    for tone in part.beeps:
        there += beep(tone, len(sound))


def _spoken(parts: Sequence[Part], speaker: SpeechSource) -> Iterator[tuple[Part, NDArray[np.float32]]]:
    for part in parts:
        if part.clip is None:
            continue
        try:
            speech = speaker.say(part.clip.content or "", part.clip.voice or "", part.clip.speech_rate).speech
        except SpeechError as error:
            raise error.at(part.name) from error
        samples = to_stereo(resampled(speech.samples, speech.rate))
        yield part, at_tempo(samples[_index(part.source_in) :], SAMPLE_RATE, part.speed)


@dataclass
class _Range:
    """Seconds ``start`` to ``end`` of one file, and the parts that lie in it."""

    path: Path
    start: float
    end: float
    parts: list[Part]


def _recorded(parts: Sequence[Part]) -> Iterator[tuple[Part, NDArray[np.float32]]]:
    for used in _ranges(parts):
        decoded = _decode(used)
        for part in used.parts:
            begin = _index(part.source_in - used.start)
            end = _index(_needed_end(part) - used.start)
            sound = decoded[begin:end]
            if part.loudness is not None:
                sound = sound * _factor_to(part.loudness, sound)
            yield part, at_tempo(sound, SAMPLE_RATE, part.speed)


def _ranges(parts: Sequence[Part]) -> list[_Range]:
    """Return what must be decoded: per file the used times, near ones joined."""
    ranges: dict[Path, list[_Range]] = {}
    for part in sorted((part for part in parts if part.path), key=lambda part: part.source_in):
        assert part.path is not None
        known = ranges.setdefault(part.path, [])
        end = _needed_end(part)
        if known and part.source_in <= known[-1].end + _JOINED_GAP:
            known[-1].end = max(known[-1].end, end)
            known[-1].parts.append(part)
        else:
            known.append(_Range(part.path, part.source_in, end, [part]))
    return [used for of_file in ranges.values() for used in of_file]


def _needed_end(part: Part) -> float:
    """Return up to which second of its file a part can be heard."""
    end = part.source_in + part.length / SAMPLE_RATE * part.speed + _MARGIN
    return end if part.source_out is None else min(end, part.source_out)


def _decode(used: _Range) -> NDArray[np.float32]:
    try:
        duration = used.end - used.start
        samples = read_audio(used.path, rate=SAMPLE_RATE, start=used.start, duration=duration)
    except MediaError as error:
        raise error.at(f"{used.parts[0].name} ({used.path.name})") from error
    # One infinite or undefined value in a float file would silence the whole mix.
    return np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0)


def _factor_to(target: float, sound: NDArray[np.float32]) -> np.float32:
    loudness = integrated_loudness(sound, rate=SAMPLE_RATE)
    if math.isinf(loudness):
        return np.float32(1.0)
    return np.float32(min(10 ** ((target - loudness) / 20), _LARGEST_BOOST))


def _index(seconds: float) -> int:
    return max(0, round(seconds * SAMPLE_RATE))

"""The sound of a timeline, encoded: once for everything that sounds the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from s2v_core.cache import Cache, key_of
from s2v_core.media import Assets
from s2v_core.rendering.encoding import EncoderOptions, add_audio, encode
from s2v_core.rendering.rates import SAMPLE_RATE
from s2v_core.rendering.recipes import plain, sound_recipe
from s2v_core.rendering.sound.mixing import mix
from s2v_core.rendering.sound.parts import Part, parts_of, samples_until
from s2v_core.speech import Speaker
from s2v_core.timeline import Timeline

__all__ = ["sound_track"]

_KIND = "sound"
_SUFFIX = ".m4a"
_BLOCK = 1024


def sound_track(
    timeline: Timeline,
    cache: Cache,
    *,
    assets: Assets,
    speaker: Speaker,
    options: EncoderOptions,
    check: Callable[[], None],
) -> Path:
    """Return the file in ``cache`` that holds the sound of ``timeline`` as AAC; mix and encode it if there is none.

    Args:
        check: called now and then; it raises to stop.

    Raises:
        MediaError, SpeechError, TimelineError: see ``mix``. SettingsError: the cache cannot be written.
    """
    parts = parts_of(timeline, assets)
    length = samples_until(timeline, timeline.length)
    key = key_of("sound", sound_recipe(), length, options.audio_bitrate, plain([_facts(part) for part in parts]))
    found = cache.find_sealed(_KIND, key, _SUFFIX)
    if found is not None:
        return found
    samples = mix(timeline, assets=assets, speaker=speaker, check=check)
    assets.check_unchanged(part.path for part in parts if part.path is not None)
    return cache.store_sealed(_KIND, key, _SUFFIX, lambda path: _encode(path, samples, options, check))


def _facts(part: Part) -> Any:
    clip = part.clip
    spoken = None if clip is None else (clip.content, clip.voice, clip.speech_rate)
    material = (part.identity, spoken, part.source_in, part.source_out, part.speed)
    shaped = (part.loop, part.loudness, asdict(part.envelope), [asdict(tone) for tone in part.beeps])
    return (part.start, part.length, *material, *shaped)


def _encode(path: Path, samples: NDArray[np.float32], options: EncoderOptions, check: Callable[[], None]) -> None:
    with av.open(str(path), "w", format="mp4") as container:
        stream = add_audio(container, options)
        for block in _blocks(samples):
            check()
            container.mux(encode(stream, block, where=path.name))
        container.mux(encode(stream, None, where=path.name))


def _blocks(samples: NDArray[np.float32]) -> Iterator[av.AudioFrame]:
    for start in range(0, len(samples), _BLOCK):
        planar = np.ascontiguousarray(samples[start : start + _BLOCK].T)
        block = av.AudioFrame.from_ndarray(planar, format="fltp", layout="stereo")
        block.sample_rate, block.pts, block.time_base = SAMPLE_RATE, start, Fraction(1, SAMPLE_RATE)
        yield block

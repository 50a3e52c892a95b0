"""Spoken texts in the cache: one file each with words, sound and a digest of both."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from s2v_core.speech.engine import Speech
from s2v_core.timeline.model import Word

__all__ = ["SUFFIX", "quantised", "read_speech", "write_speech"]

SUFFIX = ".speech"
_SCALE = 32767.0


def _pcm(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    scaled = np.clip(samples, -1.0, 1.0)
    scaled *= _SCALE
    return np.round(scaled, out=scaled).astype("<i2")


def _samples(pcm: NDArray[np.int16]) -> NDArray[np.float32]:
    samples = pcm.astype(np.float32)
    samples /= np.float32(_SCALE)
    return samples


def _digest(facts: bytes, sound: memoryview | bytes) -> bytes:
    digest = hashlib.blake2b(facts, digest_size=16)
    digest.update(sound)
    return digest.hexdigest().encode()


def quantised(speech: Speech) -> Speech:
    """Return ``speech`` with the 16 bits that the cache keeps, so that a hit and a miss give the same samples."""
    return Speech(_samples(_pcm(speech.samples)), speech.rate, speech.words)


def write_speech(path: Path, speech: Speech) -> None:
    """Write one JSON line (digest, rate, words) and the samples as 16-bit little-endian PCM."""
    sound = _pcm(speech.samples).tobytes()
    words = [[word.text, word.offset, word.start, word.end] for word in speech.words]
    facts = json.dumps([speech.rate, words], ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    with path.open("wb") as file:
        file.write(b"%s %s\n" % (_digest(facts, sound), facts))
        file.write(sound)


def read_speech(path: Path) -> Speech | None:
    """Return what :func:`write_speech` wrote, or None when the file is gone or damaged."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    head = content[: content.find(b"\n") + 1]
    digest, _, facts = head.rstrip(b"\n").partition(b" ")
    sound = memoryview(content)[len(head) :]
    if _digest(facts, sound) != digest:
        return None
    rate, words = json.loads(facts)
    return Speech(_samples(np.frombuffer(sound, dtype="<i2")), rate, tuple(Word(*word) for word in words))

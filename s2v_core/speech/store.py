"""Spoken texts in the cache: one file each, holding words and sound, with a digest of both."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np

from s2v_core.speech.engine import Speech
from s2v_core.timeline.model import Word

__all__ = ["SUFFIX", "quantised", "read_speech", "write_speech"]

SUFFIX = ".speech"
_SCALE = 32767.0


def quantised(speech: Speech) -> Speech:
    """Return ``speech`` with the 16 bits that the cache keeps, so that a hit and a miss give the same samples."""
    samples = np.round(np.clip(speech.samples, -1.0, 1.0) * _SCALE) / _SCALE
    return Speech(samples.astype(np.float32), speech.rate, speech.words)


def write_speech(path: Path, speech: Speech) -> None:
    """Write one JSON line (rate, words, digest) and the samples as 16-bit little-endian PCM."""
    sound = np.round(np.clip(speech.samples, -1.0, 1.0) * _SCALE).astype("<i2").tobytes()
    words = [[word.text, word.offset, word.start, word.end] for word in speech.words]
    facts = json.dumps([speech.rate, words], ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.blake2b(facts.encode("utf-8") + sound, digest_size=16).hexdigest()
    path.write_bytes(f"{digest} {facts}\n".encode() + sound)


def read_speech(path: Path) -> Speech | None:
    """Return what :func:`write_speech` wrote, or None when the file is gone or damaged."""
    try:
        head, _, sound = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    digest, _, facts = head.partition(b" ")
    if hashlib.blake2b(facts + sound, digest_size=16).hexdigest().encode() != digest:
        return None
    rate, words = json.loads(facts)
    samples = (np.frombuffer(sound, dtype="<i2") / _SCALE).astype(np.float32)
    return Speech(samples, rate, tuple(Word(*word) for word in words))

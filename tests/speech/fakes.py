"""Engines and worker hosts that behave as a test wants."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from s2v_core.errors import EngineFailed
from s2v_core.speech.engine import Speech, Voice
from s2v_core.speech.hosts import Utterance
from s2v_core.speech.tokens import split_tokens
from s2v_core.timeline.model import Word

RATE = 8000
WORD_SECONDS, PAUSE_SECONDS = 0.2, 0.05


class FakeEngine:
    """Says every word as 0.2 s of tone, 0.05 s apart, after ``lead`` seconds of silence."""

    def __init__(
        self,
        name: str = "fake",
        voices: Mapping[str, tuple[str, ...]] | None = None,
        *,
        version: str = "1",
        words: bool = True,
        lead: float = 0.3,
        level: float = 0.1,
        rate: int = RATE,
        fail_on: str = "",
        gender: str = "",
    ) -> None:
        self.name = name
        self.version = version
        self.calls: list[tuple[str, str, float]] = []
        self.closed = 0
        self._voices = tuple(
            Voice(f"{name}:{voice}", languages, gender=gender) for voice, languages in (voices or {"a": ("*",)}).items()
        )
        self._words, self._lead, self._level, self._rate, self._fail_on = words, lead, level, rate, fail_on
        self._lock = threading.Lock()

    def voices(self) -> tuple[Voice, ...]:
        return self._voices

    def voice(self, name: str) -> Voice | None:
        return next((voice for voice in self._voices if voice.name == name.lower()), None)

    def speak(self, text: str, voice: str, speed: float) -> Speech:
        with self._lock:
            self.calls.append((text, voice, speed))
        if self._fail_on and self._fail_on in text:
            raise EngineFailed("The fake broke.")
        tokens = split_tokens(text)
        words, at = [], self._lead
        samples = np.zeros(round((self._lead * 2 + len(tokens) * 0.25 / speed) * self._rate), np.float32)
        for first, last in tokens:
            end = at + WORD_SECONDS / speed
            span = np.arange(round(at * self._rate), round(end * self._rate))
            samples[span] = self._level * np.sin(2 * np.pi * 440 * span / self._rate)
            words.append(Word(text[first:last], first, at, end))
            at = end + PAUSE_SECONDS / speed
        return Speech(samples, self._rate, tuple(words) if self._words else ())

    def close(self) -> None:
        self.closed += 1


class Obedient:
    """A host that does what the text says: crash, hang, exit, raise, print, say nothing; anything else is spoken."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        if config.get("refuse"):
            raise RuntimeError("I will not start")

    def speak(self, text: str, voice: str, speed: float) -> Utterance:
        if text == "crash":
            os.kill(os.getpid(), signal.SIGSEGV if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        if text == "hang":
            time.sleep(600)
        if text == "exit":
            os._exit(3)
        if text == "raise":
            raise ValueError("no such sound")
        if text == "print":
            os.write(1, b"noise from the library\n")
            sys.stdout.write("Audio saved to nowhere\n")
        if text == "silence":
            return Utterance(np.zeros(0, np.float32), RATE)
        return Utterance(np.full(80, 0.5, np.float32), RATE, ((0, len(text), 0.0, 0.01),))


class LeavesMark:
    """A host that hangs and shows that it lives by touching a file again and again."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self._file = Path(config["file"])

    def speak(self, text: str, voice: str, speed: float) -> Utterance:
        while True:
            self._file.write_text(str(time.time()), encoding="utf-8")
            time.sleep(0.02)

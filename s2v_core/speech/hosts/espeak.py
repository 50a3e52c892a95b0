"""eSpeak NG through pyttsx3, inside a voice worker.

The Linux driver of pyttsx3 2.99 needs care: it returns before the sound is written, hands eSpeak ten times the length
of the text, keeps only the last of several queued texts, ignores voices and rates that it does not like, and prints.
"""

from __future__ import annotations

import ctypes
import queue
import wave
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from s2v_core.speech.hosts import HostWord, Utterance

__all__ = ["EspeakHost"]

_NATURAL_WORDS_PER_MINUTE = 175
_SLOWEST, _FASTEST = 80, 450


def _import_driver(espeak: ctypes.CDLL) -> tuple[ModuleType, ModuleType]:
    """Import pyttsx3 so that, whichever library name its driver asks for, it gets ``espeak``."""
    vars(ctypes.cdll)["LoadLibrary"] = lambda name: espeak
    try:
        import pyttsx3
        from pyttsx3.drivers import _espeak
    finally:
        del vars(ctypes.cdll)["LoadLibrary"]
    return pyttsx3, _espeak


class EspeakHost:
    """One pyttsx3 engine, used for one text at a time."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        library = ctypes.CDLL(config["library"], mode=ctypes.RTLD_GLOBAL)
        pyttsx3, self._espeak = _import_driver(library)
        self._file = Path(config["folder"]) / "speech.wav"
        vars(self._espeak)["Synth"] = self._synth
        self._engine = pyttsx3.init("espeak")
        self._driver = self._engine.proxy._driver
        self._starts: list[tuple[int, int, float]] = []
        self._espeak.SetSynthCallback(self._on_synth)

    def speak(self, text: str, voice: str, speed: float) -> Utterance:
        """Speak ``text``. Voices are eSpeak's, with variants (``en-us+f3``)."""
        rate = round(_NATURAL_WORDS_PER_MINUTE * speed)
        # Set on the driver: the engine's queue would swallow the refusal and keep the voice of before.
        self._driver.setProperty("voice", voice)
        self._driver.setProperty("rate", min(max(rate, _SLOWEST), _FASTEST))
        self._starts.clear()
        self._file.unlink(missing_ok=True)
        # Both before and after: the driver cancels its own text when eSpeak is still busy with a setting or with
        # what comes after its "finished".
        self._espeak.Synchronize()
        if not self._run(text):
            raise RuntimeError("the text was cancelled")
        self._espeak.Synchronize()
        return self._read(text)

    def _run(self, text: str) -> bool:
        finished: queue.SimpleQueue[bool] = queue.SimpleQueue()
        token = self._engine.connect("finished-utterance", lambda name, completed: finished.put(completed))
        try:
            self._engine.save_to_file(text, str(self._file))
            self._engine.runAndWait()
            return finished.get()  # the parent ends us when this takes too long
        finally:
            self._engine.disconnect(token)

    def _read(self, text: str) -> Utterance:
        with wave.open(str(self._file), "rb") as file:
            rate = file.getframerate()
            pcm = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
        samples = (pcm / 32768).astype(np.float32)
        return Utterance(samples, rate, _with_ends(text, self._starts, len(samples) / rate))

    def _synth(self, text: bytes, flags: int = 0) -> int:
        """Stand in for the driver's ``Synth``, which lets eSpeak read far behind the end of the text."""
        result: int = self._espeak.cSynth(text, len(text) + 1, 0, self._espeak.POS_CHARACTER, 0, flags, None, None)
        return result

    def _on_synth(self, wave_data: Any, count: int, events: Any) -> int:
        index = 0
        while events[index].type not in (self._espeak.EVENT_LIST_TERMINATED, self._espeak.EVENT_MSG_TERMINATED):
            event = events[index]
            if event.type == self._espeak.EVENT_WORD:
                self._starts.append((event.text_position - 1, event.length, event.audio_position / 1000))
            index += 1
        result: int = self._driver._onSynth(wave_data, count, events)
        return result


def _with_ends(text: str, starts: list[tuple[int, int, float]], duration: float) -> tuple[HostWord, ...]:
    """eSpeak tells when words begin: each ends when the next one begins.

    Of a Chinese word it tells the first character only: it reaches to the next word.
    """
    words: list[HostWord] = []
    if not starts:
        return ()
    for (offset, length, start), following in zip(starts, [*starts[1:], (len(text), 0, duration)], strict=True):
        gap = text[offset + length : max(following[0], offset)]
        length += next((index for index, character in enumerate(gap) if not character.isalnum()), len(gap))
        words.append((offset, length, start, following[2]))
    return tuple(words)

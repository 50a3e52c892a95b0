"""The engine ``hibari``: natural English voices from a 14 MB package, far faster than real time on one core.

It runs in a worker: the models and dictionaries hold some 300 MB, which ``close`` gives back.
"""

from __future__ import annotations

from functools import cached_property
from importlib.metadata import version

from s2v_core.settings import Settings
from s2v_core.speech.engine import Speech, Voice
from s2v_core.speech.process import WorkerProcess

__all__ = ["HibariEngine"]

_HOST = "s2v_core.speech.hosts.neural:HibariHost"
_SLOWEST, _FASTEST = 0.5, 2.0


class HibariEngine:
    """``heart`` is in the package; the other voices can be used once their files lie in hibari's folder."""

    name = "hibari"

    def __init__(self, settings: Settings) -> None:
        self._worker = WorkerProcess(_HOST, name=self.name, timeout=settings.speech_timeout)

    @cached_property
    def version(self) -> str:
        """Version of the package, which its models are part of (voices are pinned by hash there)."""
        return version("hibari-tts")

    def voices(self) -> tuple[Voice, ...]:
        """Return the voices whose models are on this machine."""
        return self._voices

    def voice(self, name: str) -> Voice | None:
        """Return the voice called ``name``, when its model is on this machine."""
        return next((voice for voice in self._voices if voice.name == name.lower()), None)

    @cached_property
    def _voices(self) -> tuple[Voice, ...]:
        from hibari.voices import VOICES, voice_path

        found = []
        for name, facts in VOICES.items():
            try:
                voice_path(name, download_missing=False)
            except FileNotFoundError:
                continue
            description = f"{facts['accent']} English, {facts['gender']}, natural"
            found.append(Voice(f"hibari:{name}", ("en",), description, facts["gender"]))
        return tuple(found)

    def speak(self, text: str, voice: str, speed: float) -> Speech:
        """See :class:`~s2v_core.speech.engine.Engine`; English only, anything else is silent and so an error."""
        return self._worker.speak(text, voice, min(max(speed, _SLOWEST), _FASTEST))

    def close(self) -> None:
        """End the worker."""
        self._worker.close()

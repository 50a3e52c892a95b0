"""Finding when the words of a known text sound, for engines that do not say.

Three ways, each for what the one before cannot do: forced alignment with pocketsphinx (English), comparison with
eSpeak NG speaking the same text (any of its languages), and sharing the time by length.
"""

from __future__ import annotations

from s2v_core.errors import EngineFailed
from s2v_core.speech.alignment.comparison import transfer
from s2v_core.speech.alignment.sphinx import SphinxAligner
from s2v_core.speech.engine import Engine, Speech
from s2v_core.speech.placing import proportional, tidy
from s2v_core.speech.sound import voiced_span
from s2v_core.timeline.model import Word

__all__ = ["Aligner"]

_REFERENCE_VOICES = {"en": "en-us", "zh": "cmn", "fr": "fr-fr", "pt": "pt-br"}
_LONGEST_COMPARED = 30.0


class Aligner:
    """Gives words their times. Thread-safe.

    Args:
        reference: the engine whose word times are exact for every language (eSpeak NG), or None.
    """

    def __init__(self, reference: Engine | None) -> None:
        self._reference = reference
        self._sphinx = SphinxAligner()

    def align(self, speech: Speech, text: str, language: str) -> tuple[Word, ...]:
        """Return the words of ``text``, which ``speech`` is the sound of; never empty when it has any."""
        words = self._sphinx.align(speech, text) if language == "en" else ()
        words = words or self._compared(speech, text, language)
        if words:
            return words
        first, last = voiced_span(speech.samples, speech.rate)
        return proportional(text, first / speech.rate, last / speech.rate)

    def _compared(self, speech: Speech, text: str, language: str) -> tuple[Word, ...]:
        if self._reference is None or speech.duration > _LONGEST_COMPARED:
            return ()
        try:
            spoken = self._reference.speak(text, _REFERENCE_VOICES.get(language, language), 1.0)
        except EngineFailed:
            return ()
        return tidy(transfer(spoken, speech), speech.duration)

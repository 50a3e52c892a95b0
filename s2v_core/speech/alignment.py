"""Finding when the words of a known text sound, for engines that do not say."""

from __future__ import annotations

from s2v_core.speech.engine import Engine, Speech
from s2v_core.speech.placing import proportional
from s2v_core.speech.sound import voiced_span
from s2v_core.timeline.model import Word

__all__ = ["Aligner"]


class Aligner:
    def __init__(self, reference: Engine | None) -> None:
        self._reference = reference

    def align(self, speech: Speech, text: str, language: str) -> tuple[Word, ...]:
        first, last = voiced_span(speech.samples, speech.rate)
        return proportional(text, first / speech.rate, last / speech.rate)

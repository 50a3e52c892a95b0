"""How long texts will sound, for previews that cannot wait until they are spoken."""

from __future__ import annotations

import numpy as np

from s2v_core.speech import Speaker, Speech, Spoken, VoiceChoice, display_text, estimated_seconds
from s2v_core.speech.placing import proportional

__all__ = ["QuickSpeech", "estimated"]

_RATE = 1000
_SHORTEST = 0.4
"""Seconds that even a text without words is taken to last."""


class QuickSpeech:
    """Voices for planning that never speak: what was spoken before is as it is, everything else is estimated."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def choose(self, requested: str | None, *, text: str, language: str, style: str = "") -> VoiceChoice:
        """Return the voice that would speak; see `Speaker.choose`."""
        return self._speaker.choose(requested, text=text, language=language, style=style)

    def say(self, text: str, voice: str, speech_rate: int = 0) -> Spoken:
        """Return the spoken text, silent where it has not been spoken yet."""
        return self._speaker.known(text, voice, speech_rate) or estimated(text, speech_rate)


def estimated(text: str, speech_rate: int = 0) -> Spoken:
    """Return a text (or SSML) as a usual voice may speak it: silent, the words timed by their length."""
    display = display_text(text)
    seconds = max(_SHORTEST, estimated_seconds(text, speech_rate))
    silence = np.zeros(round(seconds * _RATE), np.float32)
    return Spoken(display, Speech(silence, _RATE, proportional(display, 0.0, seconds)))

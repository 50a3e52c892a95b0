"""How long a text will last, told without speaking it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from s2v_core.speech.language import script_of
from s2v_core.speech.passages import passages_of
from s2v_core.speech.speaker import speed_for
from s2v_core.speech.ssml import clean, parse_script

__all__ = ["estimated_seconds"]

_ENDS = 0.21
"""Seconds of silence before and after every spoken text."""
_SYLLABLES = {"HAN": 0.24, "KANA": 0.15, "HANGUL": 0.2, "BOPOMOFO": 0.12}
_MARKS = ",;:，、；：—–"
_VOWELS = re.compile("[aeiouyàáâäèéêëìíîïòóôöùúûü]+", re.IGNORECASE)


@dataclass(frozen=True)
class _Pace:
    """What a voice takes in seconds for a letter, a run of vowels, a digit, a mark inside a sentence, and a breath."""

    letter: float
    vowel: float
    digit: float
    mark: float
    passage: float


# Fitted to what the voices take for 50 advertising texts in English, German and Chinese.
_USUAL = _Pace(0.047, 0.046, 0.35, 0.24, 0.18)
_PACES = {
    "hibari": _Pace(0.033, 0.074, 0.36, 0.222, 0.154),
    "pyttsx3": _Pace(0.047, 0.038, 0.355, 0.265, 0.21),
    "pyttsx3+": _Pace(0.05, 0.022, 0.355, 0.29, 0.385),
}
_CHINESE = _Pace(0.07, 0.0, 0.2, 0.36, 0.04)
_CHINESE_PACES = {"pyttsx3+": _Pace(0.07, 0.0, 0.2, 0.37, 0.18)}


def estimated_seconds(text: str, speech_rate: int = 0, voice: str = "") -> float:
    """Return about how many seconds ``text`` (or SSML) lasts when it is spoken; 0 if nothing in it can be spoken.

    Usually right within a tenth.

    Args:
        text: plain or SSML.
        speech_rate: -500 to 500, as in `speaker.speed_of`.
        voice: ``engine:name``; how fast its engine speaks is known for those that are installed. Empty: any.
    """
    script = parse_script(clean(text))
    passages, rest = passages_of(script)
    if not passages:
        return 0.0
    natural = sum(_natural(passage.spoken, voice) for passage in passages)
    natural += sum(passage.silence for passage in passages if passage.natural)
    exact = sum(passage.silence for passage in passages if not passage.natural) + rest
    return natural / speed_for(script, speech_rate) + exact + _ENDS


def _natural(spoken: str, voice: str) -> float:
    """Return how long a sentence lasts at natural speed."""
    engine, _, name = voice.partition(":")
    kind = f"{engine}+" if "+" in name else engine
    chinese = any(script_of(character) == "HAN" for character in spoken)
    pace = _CHINESE_PACES.get(kind, _CHINESE) if chinese else _PACES.get(kind, _USUAL)
    sounding = sum(_sounding(character, pace) for character in spoken)
    return pace.passage + sounding + pace.vowel * len(_VOWELS.findall(spoken))


def _sounding(character: str, pace: _Pace) -> float:
    if character.isdigit():
        return pace.digit
    if character.isalpha():
        return _SYLLABLES.get(script_of(character), pace.letter)
    return pace.mark if character in _MARKS else 0.0

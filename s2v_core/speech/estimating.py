"""How long a text will last, told without speaking it."""

from __future__ import annotations

from s2v_core.speech.language import script_of
from s2v_core.speech.passages import passages_of
from s2v_core.speech.speaker import speed_of
from s2v_core.speech.ssml import clean, parse_script

__all__ = ["estimated_seconds"]

# Fitted to what the packaged voices take for 50 advertising texts in English, German and Chinese.
_LETTER, _DIGIT, _MARK, _PASSAGE = 0.062, 0.28, 0.26, 0.1
_SYLLABLES = {"HAN": 0.24, "KANA": 0.15, "HANGUL": 0.2, "BOPOMOFO": 0.12}
_MARKS = ",;:，、；：—–"
_ENDS = 0.21
"""Seconds of silence before and after every spoken text."""


def estimated_seconds(text: str, speech_rate: int = 0, voice: str = "") -> float:
    """Return about how many seconds ``text`` (or SSML) lasts when it is spoken; 0 if nothing in it can be spoken.

    Usually right within a tenth, whichever voice speaks. ``speech_rate`` is -500 to 500, as in `speed_of`.
    """
    script = parse_script(clean(text))
    passages, rest = passages_of(script)
    if not passages:
        return 0.0
    natural = sum(_PASSAGE + sum(map(_sounding, passage.spoken)) for passage in passages)
    natural += sum(passage.silence for passage in passages if passage.natural)
    exact = sum(passage.silence for passage in passages if not passage.natural) + rest
    speed = min(max(speed_of(speech_rate) * speed_of(script.rate), 0.5), 2.0)
    return natural / speed + exact + _ENDS


def _sounding(character: str) -> float:
    if character.isdigit():
        return _DIGIT
    if character.isalpha():
        return _SYLLABLES.get(script_of(character), _LETTER)
    return _MARK if character in _MARKS else 0.0

"""How English words sound that are in no dictionary: numbers in words, and a rough guess from the letters.

Alignment only needs sounds of about the right kind and number; it is not used for speaking.
"""

from __future__ import annotations

import re

__all__ = ["phones_of", "spelled"]

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_LARGEST = 10**12

_LETTER_GROUPS = {
    "tion": "SH AH N",
    "igh": "AY",
    "tch": "CH",
    "ch": "CH",
    "sh": "SH",
    "th": "TH",
    "ph": "F",
    "wh": "W",
    "ck": "K",
    "ng": "NG",
    "qu": "K W",
    "ee": "IY",
    "ea": "IY",
    "oo": "UW",
    "ou": "AW",
    "ow": "OW",
    "ai": "EY",
    "ay": "EY",
    "oy": "OY",
    "er": "ER",
    "ar": "AA R",
    "or": "AO R",
}
_LETTERS = {
    "a": "AE",
    "b": "B",
    "c": "K",
    "d": "D",
    "e": "EH",
    "f": "F",
    "g": "G",
    "h": "HH",
    "i": "IH",
    "j": "JH",
    "k": "K",
    "l": "L",
    "m": "M",
    "n": "N",
    "o": "AA",
    "p": "P",
    "q": "K",
    "r": "R",
    "s": "S",
    "t": "T",
    "u": "AH",
    "v": "V",
    "w": "W",
    "x": "K S",
    "y": "IY",
    "z": "Z",
}
_SPOKEN_LETTERS = {
    "b": "B IY",
    "c": "S IY",
    "d": "D IY",
    "f": "EH F",
    "g": "JH IY",
    "h": "EY CH",
    "j": "JH EY",
    "k": "K EY",
    "l": "EH L",
    "m": "EH M",
    "n": "EH N",
    "p": "P IY",
    "q": "K Y UW",
    "r": "AA R",
    "s": "EH S",
    "t": "T IY",
    "v": "V IY",
    "w": "D AH B AH L Y UW",
    "x": "EH K S",
    "z": "Z IY",
}
_GROUP = re.compile("|".join([*_LETTER_GROUPS, "[a-z]"]))
_VOWEL = re.compile("[aeiouy]")


def spelled(piece: str) -> list[str]:
    """Return the lower-case words in which a word or a whole number is spoken."""
    if not piece.isdigit():
        return [piece.replace("’", "'").lower()]
    number = int(piece)
    if number >= _LARGEST or (piece.startswith("0") and len(piece) > 1):
        return [_ONES[int(digit)] for digit in piece]
    return _cardinal(number)


def _cardinal(number: int) -> list[str]:
    if number < 20:
        return [_ONES[number]]
    if number < 100:
        return [_TENS[number // 10 - 2], *([_ONES[number % 10]] if number % 10 else [])]
    size, name = next((size, name) for size, name in _SCALES if number >= size)
    rest = number % size
    return [*_cardinal(number // size), name, *(_cardinal(rest) if rest else [])]


def phones_of(word: str) -> str:
    """Return ARPAbet phones, separated by spaces, of an unknown ``word``; one without vowels is spelt out."""
    letters = re.sub("[^a-z]", "", word.lower())
    if not _VOWEL.search(letters):
        phones = [_SPOKEN_LETTERS[letter] for letter in letters]
    else:
        silent = letters[:-1] if re.search("..[^e]e$", letters) else letters
        phones = [_LETTER_GROUPS.get(group) or _LETTERS[group] for group in _GROUP.findall(silent)]
    return " ".join(phones) or "AH"

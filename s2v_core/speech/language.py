"""Which language a text is in, told by its script: reliable, offline, and right for the mixed texts of advertising."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

__all__ = ["fits", "is_speakable", "language_of", "script_of", "stands_alone"]

_DEFAULT_LANGUAGE = {
    "LATIN": "en",
    "HAN": "zh",
    "KANA": "ja",
    "BOPOMOFO": "zh",
    "HANGUL": "ko",
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "HEBREW": "he",
    "GREEK": "el",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "GURMUKHI": "pa",
    "GUJARATI": "gu",
    "ORIYA": "or",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "THAI": "th",
    "LAO": "lo",
    "KHMER": "km",
    "MYANMAR": "my",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "ETHIOPIC": "am",
    "TIBETAN": "bo",
    "CHEROKEE": "chr",
}
_OTHER_LANGUAGES = {
    "CYRILLIC": "uk be bg mk sr kk ky tt ba cv nog",
    "ARABIC": "fa ur ug sd ku ps",
    "DEVANAGARI": "mr ne kok",
    "BENGALI": "as bpy",
    "HEBREW": "yi",
    "HAN": "yue hak ja",
    "KANA": "ja",
    "ETHIOPIC": "ti",
}
_TELLING_LETTERS = (("ARABIC", "ٹڈڑے", "ur"), ("ARABIC", "پچژگ", "fa"), ("CYRILLIC", "іїєґІЇЄҐ", "uk"))
_ALONE = frozenset({"HAN", "KANA", "BOPOMOFO", "THAI", "LAO", "KHMER", "MYANMAR"})
_PREFIXES = {"CJK": "HAN", "IDEOGRAPHIC": "HAN", "HIRAGANA": "KANA", "KATAKANA": "KANA", "HALFWIDTH": "KANA"}
_READ_LATIN_TOO = frozenset({"zh", "yue", "ja", "ko"})


@lru_cache(maxsize=8192)
def script_of(character: str) -> str:
    """Return the script of a letter (``LATIN``, ``HAN``, ``KANA``...), empty for everything else."""
    if not unicodedata.category(character).startswith(("L", "Nl")):
        return ""
    name = unicodedata.name(character, "")
    if name.startswith("FULLWIDTH LATIN"):
        return "LATIN"
    first = name.partition(" ")[0].partition("-")[0]
    return _PREFIXES.get(first, first)


def stands_alone(character: str) -> bool:
    """Tell whether the character's script is written without spaces, so that it counts as a word of its own."""
    return script_of(character) in _ALONE


def is_speakable(text: str) -> bool:
    """Tell whether ``text`` has a letter or a digit."""
    return any(unicodedata.category(character)[0] in "LN" for character in text)


def _dominant(text: str) -> str:
    counts = Counter(script for script in map(script_of, text) if script)
    if counts["KANA"]:
        return "KANA"
    if counts["HAN"] and counts["HAN"] >= counts["HANGUL"]:
        return "HAN"
    return counts.most_common(1)[0][0] if counts else ""


def _scripts_of_language(language: str) -> set[str]:
    scripts = {script for script, name in _DEFAULT_LANGUAGE.items() if name == language}
    scripts |= {script for script, names in _OTHER_LANGUAGES.items() if language in names.split()}
    return scripts or {"LATIN"}


def language_of(text: str, hint: str = "") -> str:
    """Return the primary subtag (``en``, ``zh``, ``ru``...) of the language to speak ``text`` in.

    The script decides; ``hint`` (the job's ``SpeechLanguage``) decides between languages that share it and about texts
    without letters. Chinese or Japanese characters win over Latin ones, because voices for them speak both.
    """
    wanted = hint.replace("_", "-").partition("-")[0].lower()
    script = _dominant(text)
    if not script:
        return wanted or "en"
    if wanted and script in _scripts_of_language(wanted):
        return wanted
    for telling_script, letters, language in _TELLING_LETTERS:
        if script == telling_script and any(letter in text for letter in letters):
            return language
    return _DEFAULT_LANGUAGE.get(script, "en")


def fits(languages: tuple[str, ...], text: str) -> bool:
    """Tell whether a voice for ``languages`` can read the script of ``text``."""
    script = _dominant(text)
    if not script or "*" in languages:
        return True
    if script == "LATIN" and not _READ_LATIN_TOO.isdisjoint(languages):
        return True
    return any(script in _scripts_of_language(language) for language in languages)

"""English keywords as parts of sentences: what each one is, and the forms it takes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from s2v_core.copywriting.templates.english_words import ADJECTIVES, COUNTED, DEFINITE, MASS, PLURALS, VERBS
from s2v_core.copywriting.templates.terms import Term

__all__ = ["compound", "finished", "listed", "number_word", "term_of"]

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_QUALITY = re.compile(r".{3,}(?:able|ible|less|ful|ous|proof|-free|-friendly|-made|-resistant|-safe|-based|-fit)\Z")
_NO_NOUN = re.compile(
    r"(?:for|with|without|in|on|at|by|from|to|of|made|made in|ready|now|not|no|as|how|why|what)\b", re.I
)
_MASS_ENDING = re.compile(r".{2,}(?:ness|ity|ism|ware|wear|care|ship|ing|ography|hood|ance|ence|nomy)\Z")
_ARTICLE = re.compile(r"\b([Aa])n? (?=[\"“']?(\w[\w'’-]*))")
_LIKE_CONSONANT = re.compile(r"(?:uni(?!n|m)|use|usa|usu|util|ubi|eu|one\b|once|ufo\b)", re.I)
_LIKE_VOWEL = re.compile(r"(?:[aeiou]|hour|honest|honou?r|heir)", re.I)
_VOWEL = re.compile("[AEIOU]")
_END = re.compile(r"(?<!\.\w)[.,;:!?]+\Z")
"""What ends a sentence or a part of one, but no abbreviation."""
_SENTENCE = re.compile(r"(?:(?<=[.!?] )|(?<=[.!?][\"”] )|\A)[\"“]?[a-z]")


def term_of(keyword: str, brands: Mapping[str, str]) -> Term:
    """Return what a keyword is; ``brands`` are the words with a fixed spelling, by their lower case."""
    brand = brands.get(keyword.casefold())
    if brand is not None:
        return Term(brand, "noun", brand)
    if not re.search("[A-Za-z]", keyword):
        return Term(keyword, "name" if keyword.isdigit() else "noun", keyword)
    words = _END.sub("", keyword).split()
    if len(words) == 1 and keyword[0].isdigit():
        return Term(keyword, "name", keyword)
    last = words[-1].lower()
    if _NO_NOUN.match(keyword) or not last.rstrip("!?.")[-1:].isalnum():
        return Term(keyword, "name", keyword)
    plain = _lowered(words)
    if _is_quality(last):
        return Term(plain, "adjective", plain)
    if _is_action(words):
        return Term(plain, "action", plain)
    return _noun(plain)


def compound(quality: Term, noun: Term) -> Term:
    """Return a noun with a quality before it."""
    single = f"{quality.single} {noun.single}"
    if noun.text == f"the {noun.single}":
        return Term(f"the {single}", "noun", single)
    return Term(f"{quality.text} {noun.text}", "noun", single, noun.plural)


def listed(labels: tuple[str, ...]) -> str:
    """Return things in a row: a, b and c."""
    return " and ".join(filter(None, [", ".join(labels[:-1]), labels[-1]]))


def number_word(number: int) -> str:
    """Return a number, up to ten in words."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def finished(text: str) -> str:
    """Return a filled pattern as it is written: a or an as it sounds, and a capital where a sentence begins."""
    fitted = _ARTICLE.sub(_with_article, text)
    written = _SENTENCE.sub(lambda found: _capital(fitted, found), fitted)
    return re.sub(r"([.!?])[.](?=\s|\Z)", r"\1", written)


def _capital(text: str, found: re.Match[str]) -> str:
    word = re.match(r"\S+", text[found.end() - 1 :])
    inside = word is not None and any(c.isupper() for c in word[0])  # iPhone, eBay
    return found[0] if inside else found[0].upper()


def _with_article(found: re.Match[str]) -> str:
    word = found[2]
    if word.isupper() and len(word) > 1 and (len(word) <= 3 or not _VOWEL.search(word)):
        vowel = word[0] in "AEFHILMNORSX"  # said letter by letter
    elif word[0].isdigit():
        vowel = word[0] == "8" or word in ("11", "18")
    else:
        vowel = bool(_LIKE_VOWEL.match(word)) and not _LIKE_CONSONANT.match(word)
    return f"{found[1]}{'n' if vowel else ''} "


def _lowered(words: list[str]) -> str:
    """Return a keyword without capitals that only say that it begins something; names keep theirs."""
    return " ".join(word.lower() if _is_ordinary(word) else word for word in words)


def _is_ordinary(word: str) -> bool:
    """Tell whether a word is no name, however it is written: all of it in capitals, or its beginning."""
    low = word.lower()
    if word not in (low, low.capitalize(), low.upper()):
        return False
    known = _base(low) in MASS | COUNTED | PLURALS | ADJECTIVES | VERBS
    return known or _is_quality(low) or (len(low) > 5 and bool(_MASS_ENDING.match(low)))


def _is_quality(word: str) -> bool:
    return word in ADJECTIVES or (bool(_QUALITY.match(word)) and word not in COUNTED | MASS)


def _is_action(words: list[str]) -> bool:
    first = words[0].lower()
    if len(words) == 1:
        return first in VERBS and first not in MASS | COUNTED
    return first in VERBS and first not in ADJECTIVES


def _noun(plain: str) -> Term:
    """Return a noun in the form that speaks of it in general: plural where it has one."""
    last = plain.split()[-1]
    low = last.lower()
    name = last[:1].isupper() and last[1:] == low[1:]  # Adidas is one
    if _is_plural(low) and not name:
        return Term(plain, "noun", plain[: len(plain) - len(last)] + _base(last), plural=True)
    named = last != low or any(character.isdigit() for character in last)
    if named or low in MASS or (low not in COUNTED and _MASS_ENDING.match(low)):
        return Term(plain, "noun", plain)
    if low in DEFINITE:
        return Term(f"the {plain}", "noun", plain)
    head = plain[: len(plain) - len(last)]
    return Term(head + _plural_of(last), "noun", plain, plural=True)


def _is_plural(word: str) -> bool:
    if word in PLURALS:
        return True
    if word in MASS or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics")):
        return False
    return word != word.upper() or len(word) > 3


def _plural_of(word: str) -> str:
    irregular = {"child": "children", "person": "people", "knife": "knives", "leaf": "leaves", "shelf": "shelves"}
    irregular |= {"mouse": "mice", "scarf": "scarves"}
    if word in irregular:
        return irregular[word]
    if re.search(r"[^aeiou]y\Z", word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _base(word: str) -> str:
    """Return a word without the ending of its plural, if that makes a known noun."""
    for ending, instead in (("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + instead in COUNTED:
            return word[: -len(ending)] + instead
    return word

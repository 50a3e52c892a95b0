"""Cutting a text into the pieces that a caption never splits, and judging how good a break after each one is.

In scripts with spaces a piece is a word with its punctuation; in Chinese, Japanese and the scripts of South-East Asia
it is one character (or one spoken word, where the voice tells words). Figures, abbreviations and joined emoji stay
whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from s2v_core.timeline.model import Word

__all__ = ["Break", "Token", "display_width", "is_wide_script", "tokens"]


class Break(IntEnum):
    """How well a caption may end after a token."""

    NEVER = 0
    POOR = 1
    TIGHT = 2
    """Between two characters of a script without spaces, perhaps inside a word."""
    PLAIN = 3
    CLAUSE = 4
    SENTENCE = 5


@dataclass(frozen=True)
class Token:
    """Characters ``start`` to ``end`` of the text; ``spaced`` tells whether white space follows them."""

    start: int
    end: int
    width: int
    spaced: bool
    after: Break


_SENTENCE = frozenset(".!?…。！？｡؟۔।॥")
_FULL_SENTENCE = frozenset("。！？｡")
_CLAUSE = frozenset(",;:—–，；：、،؛､")
_FULL_CLAUSE = frozenset("，；：、—…､")
_CLOSING = frozenset("\"'”’»›)]}）】》〉」』］｝〕〗")
_OPENING = frozenset("\"'“‘«‹([{（【《〈「『［｛〔〖¿¡$€£¥￥#@")
_NO_LINE_START = frozenset("ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々〻ゝゞヽヾ·・%％℃°～~的了吗呢吧啊呀着过们")
_NO_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9d\U00020000-\U0003ffff]"
)
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]")
_RUN = re.compile(r"[0-9A-Za-z\u00c0-\u024f]+(?:[.,:'’\-/&+_@][0-9A-Za-z\u00c0-\u024f]+)*[%％℃°]?")
_NEVER_FINAL = re.compile(r"(?:mr|mrs|ms|dr|prof|st|vs|nos?|fig|vol|approx|e\.g|i\.e|cf|al|ca|messrs|bzw|z\.b|usw)")
_ABBREVIATED = re.compile(r"(?:etc|inc|ltd|co|corp|jr|sr|[ap]\.m|u\.s|u\.k|u\.s\.a|u\.n|ave|blvd|dept|est|min|max|tel)")
_LEANING = re.compile(
    r"(?:an?|the|of|to|in|on|at|by|for|from|with|and|or|but|nor|as|is|are|was|were|be|been|than|that|this|these|those"
    r"|my|your|our|their|his|her|its|no|not|very|so|more|most|i|we|you|it|they"
    r"|le|la|les|une?|des|du|de|et|el|los|las|una|y|der|die|das|eine?|und|von|zu)"
)
_WIDE_ENDS = frozenset("的了着过吗呢吧啊里上下中内外后前时はがをにでとも、")
_WIDE_BEGINS = frozenset("我你您他她它这那让把被给从向对为在和与及也都还就才又再不很更最只每用")
_WIDE_LEANING = frozenset("第每这那不很最在和与及把被让给从向对为是一再又都也将")
_NUMBER = re.compile(r"[$€£¥￥#]?\d[\d.,:/\-]*")
_LONGEST_WORD = 8
"""A voice that reports longer "words" in a script without spaces reports phrases, which may be cut."""
_SURROUNDING = "".join(_CLOSING | _OPENING) + ".!?…,;:"


def tokens(text: str, words: Sequence[Word] = ()) -> tuple[Token, ...]:
    """Cut ``text`` into tokens; together they hold every character that is not white space."""
    units = [word for word in words if len(word.text) <= _LONGEST_WORD]
    inside = {k for word in units for k in range(word.offset + 1, word.offset + len(word.text))}
    ends = {word.offset + len(word.text) for word in units} if any(len(word.text) > 1 for word in units) else set()
    pieces = _attached(text, _pieces(text, inside))
    following = [*(text[start:end] for start, end in pieces[1:]), ""][: len(pieces)]
    return tuple(
        Token(
            start=start,
            end=end,
            width=display_width(text[start:end]),
            spaced=text[end : end + 1].isspace(),
            after=_after(text, start, end, next_one, ends),
        )
        for (start, end), next_one in zip(pieces, following, strict=True)
    )


def display_width(text: str) -> int:
    """Return the width of ``text`` in Latin letters: full-width characters and emoji count two, marks none."""
    return sum(_character_width(character) for character in text)


def is_wide_script(text: str) -> bool:
    """Return whether most letters of ``text`` are Chinese, Japanese or another script written without spaces."""
    letters = [character for character in text if character.isalpha()]
    wide = sum(1 for character in letters if _NO_SPACES.match(character))
    return wide * 2 > len(letters)


def _character_width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _pieces(text: str, inside: set[int]) -> list[tuple[int, int]]:
    """Return the runs between white space, those of scripts without spaces cut further."""
    pieces = []
    for match in re.finditer(r"\S+", text):
        start, end = match.span()
        kept = inside | {k for run in _RUN.finditer(text, start, end) for k in range(run.start() + 1, run.end())}
        cuts = [k for k in range(start + 1, end) if k not in kept and _may_cut(text, k)]
        pieces += list(zip([start, *cuts], [*cuts, end], strict=True))
    return pieces


def _may_cut(text: str, k: int) -> bool:
    before, after = text[k - 1], text[k]
    if before in "—–" and after.isalnum():
        return True
    if not (_NO_SPACES.match(before) or _NO_SPACES.match(after) or before in _FULL_SENTENCE | _FULL_CLAUSE):
        return False
    if _KATAKANA.match(before) and _KATAKANA.match(after):
        return False
    if before in _OPENING or before == "\u200d" or not _starts_line(after):
        return False
    return not (before.isdigit() and not after.isascii())


def _starts_line(character: str) -> bool:
    if character in _SENTENCE | _CLAUSE | _CLOSING | _NO_LINE_START:
        return False
    return unicodedata.category(character) not in {"Mn", "Me", "Mc", "Cf", "Sk"}


def _attached(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join pieces that nobody speaks (a dash, an emoji) to the one before, or the first to the next."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        silent = not any(character.isalnum() for character in text[start:end])
        if joined and (silent or not _spoken(text, joined[-1])):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _spoken(text: str, piece: tuple[int, int]) -> bool:
    return any(character.isalnum() for character in text[slice(*piece)])


def _after(text: str, start: int, end: int, following: str, ends: set[int]) -> Break:
    token = text[start:end]
    gap = text[end : end + len(text[end:]) - len(text[end:].lstrip())]
    if not following or "\n" in gap:
        return Break.SENTENCE
    core = token.rstrip("".join(_CLOSING))
    spoken_end = _last_spoken(core)
    marks = core[spoken_end:]
    if any(mark in _SENTENCE for mark in marks) and _ends_sentence(core, marks, following, spaced=bool(gap)):
        return Break.SENTENCE
    if marks and any(mark in _CLAUSE | {"…"} for mark in marks):
        return Break.CLAUSE
    if not gap and _NO_SPACES.match(token[-1]) and _NO_SPACES.match(following[0]):
        return _wide_break(token[-1], following[0], known=end in ends)
    return _plain_break(token, marks, following)


def _wide_break(last: str, following: str, *, known: bool) -> Break:
    if last in _WIDE_LEANING:
        return Break.POOR
    return Break.PLAIN if known or last in _WIDE_ENDS or following in _WIDE_BEGINS else Break.TIGHT


def _last_spoken(token: str) -> int:
    return max((k + 1 for k, character in enumerate(token) if character.isalnum()), default=0)


def _ends_sentence(core: str, marks: str, following: str, *, spaced: bool) -> bool:
    if any(mark in _FULL_SENTENCE for mark in marks):
        return True
    if not spaced and not _NO_SPACES.match(following):
        return False
    if marks.strip(".") or marks == "...":
        return following[:1].isupper() if marks in {"…", "..."} else True
    name = core.strip(_SURROUNDING).lower()
    begins = following.lstrip(_SURROUNDING)[:1]
    if _NEVER_FINAL.fullmatch(name) or (len(name) == 1 and core.strip(_SURROUNDING).isupper()):
        return False
    if _ABBREVIATED.fullmatch(name):
        return begins.isupper() or bool(_NO_SPACES.match(begins))
    return not begins.islower()


def _plain_break(token: str, marks: str, following: str) -> Break:
    name = token.strip(_SURROUNDING).lower()
    if "." in marks and (_NEVER_FINAL.fullmatch(name) or len(name) == 1):
        return Break.NEVER
    leans = _LEANING.fullmatch(name) or ("." in marks and _ABBREVIATED.fullmatch(name))
    counts = _NUMBER.fullmatch(token) and not _NO_SPACES.match(following[:1])
    return Break.POOR if leans or counts else Break.PLAIN

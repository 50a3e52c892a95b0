"""What a text says and how its author marked it: line breaks, inline codes, highlighted words.

Inline codes stand in braces after a backslash (``{\\1c&BBGGRR&}``, ``{\\b1}``, ``{\\fs40}``); a code without a value,
or ``{\\r}``, takes the change back. Codes this product does not know vanish; they are never shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from s2v_core.rendering.values import Colour, colour, number

__all__ = ["Change", "Piece", "highlighted", "parse_markup", "plain_text"]

_CODES = re.compile(r"\{[^{}]*\\[^{}]*\}")
_CODE = re.compile(r"(1c|3c|4c|c|xbord|ybord|bord|fs|fn|b|i|u|s|r)(.*)", re.DOTALL)
_MAX_MARKS = 4
"""Combining marks kept on one character; no language stacks more."""


@dataclass(frozen=True)
class Change:
    """What differs from the style of the whole text; None means "as the whole". Sizes are pixels, colours RGB."""

    fill: Colour | None = None
    outline_colour: Colour | None = None
    shadow_colour: Colour | None = None
    outline: float | None = None
    size: float | None = None
    font: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    strike: bool | None = None


@dataclass(frozen=True)
class Piece:
    """A stretch of text with the same changes."""

    text: str
    change: Change = Change()


def parse_markup(content: str) -> tuple[Piece, ...]:
    """Split ``content`` into pieces; the joined texts are what is shown, with ``\\n`` between lines."""
    pieces: list[Piece] = []
    change, end = Change(), 0
    for match in _CODES.finditer(content):
        pieces.append(Piece(_clean(content[end : match.start()]), change))
        for code in match.group().strip("{}").split("\\")[1:]:
            change = _changed(change, code.strip())
        end = match.end()
    pieces.append(Piece(_clean(content[end:]), change))
    return _trimmed(pieces)


def plain_text(content: str) -> str:
    """Return what ``content`` shows, without inline codes."""
    return "".join(piece.text for piece in parse_markup(content))


def highlighted(pieces: Sequence[Piece], highlights: Sequence[Mapping[str, Any]]) -> tuple[Piece, ...]:
    """Give the words of ``highlights`` (``{"Words": [...], "Style": {...}}``) their own look, in any letter case.

    Words written with spaces between them match whole words only; in scripts without spaces anywhere.
    """
    looks = {
        word.casefold(): _look(_mapping(entry.get("Style")))
        for entry in highlights
        for word in _words(entry.get("Words"))
    }
    if not looks:
        return tuple(pieces)
    longest_first = sorted(looks, key=len, reverse=True)
    pattern = re.compile("|".join(_bounded(word) for word in longest_first), re.IGNORECASE)
    return tuple(part for piece in pieces for part in _split(piece, pattern, looks))


def _split(piece: Piece, pattern: re.Pattern[str], looks: Mapping[str, Change]) -> Iterator[Piece]:
    end = 0
    for match in pattern.finditer(piece.text):
        look = looks.get(match.group().casefold())
        if look is None:
            continue
        if match.start() > end:
            yield Piece(piece.text[end : match.start()], piece.change)
        yield Piece(match.group(), _merged(look, piece.change))
        end = match.end()
    if end < len(piece.text):
        yield Piece(piece.text[end:], piece.change)


def _merged(change: Change, base: Change) -> Change:
    """Return ``change`` with what it leaves open taken from ``base``."""
    given = {name: value for name, value in vars(change).items() if value is not None}
    return replace(base, **given)


def _look(style: Mapping[str, Any]) -> Change:
    face = _mapping(style.get("FontFace"))
    name = style.get("FontName") or style.get("Font")
    return Change(
        fill=colour(style.get("FontColor")),
        outline_colour=colour(style.get("OutlineColour")),
        outline=number(style.get("Outline"), 0, 500),
        size=number(style.get("FontSize"), 0, 5000) or None,
        font=name if isinstance(name, str) else None,
        bold=_switch(face.get("Bold")),
        italic=_switch(face.get("Italic")),
        underline=_switch(face.get("Underline")),
    )


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _words(value: Any) -> tuple[str, ...]:
    listed = value if isinstance(value, list | tuple) else ()
    return tuple(word for word in listed if isinstance(word, str) and word.strip())


def _switch(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _bounded(word: str) -> str:
    before = r"(?<!\w)" if _spaced(word[0]) else ""
    after = r"(?!\w)" if _spaced(word[-1]) else ""
    return before + re.escape(word) + after


def _spaced(sign: str) -> bool:
    return sign.isalnum() and unicodedata.category(sign) != "Lo"


def _changed(change: Change, code: str) -> Change:
    known = _CODE.fullmatch(code)
    if known is None:
        return change
    name, value = known.groups()
    if name == "r":
        return Change()
    field, read = _FIELDS[name]
    new = read(value)
    return change if value and new is None else replace(change, **{field: new})


def _flag(value: str) -> bool | None:
    return value != "0" if value.isdigit() else None


def _bgr(value: str) -> Colour | None:
    digits = re.fullmatch(r"&?[Hh]?([0-9a-fA-F]{1,8})&?", value)
    if digits is None:
        return None
    bgr = int(digits[1], 16) & 0xFFFFFF
    return bgr & 255, bgr >> 8 & 255, bgr >> 16


_FIELDS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "1c": ("fill", _bgr),
    "c": ("fill", _bgr),
    "3c": ("outline_colour", _bgr),
    "4c": ("shadow_colour", _bgr),
    "b": ("bold", _flag),
    "i": ("italic", _flag),
    "u": ("underline", _flag),
    "s": ("strike", _flag),
    "fs": ("size", lambda value: number(value, 1, 5000)),
    "fn": ("font", lambda value: value or None),
    "bord": ("outline", lambda value: number(value, 0, 500)),
    "xbord": ("outline", lambda value: number(value, 0, 500)),
    "ybord": ("outline", lambda value: number(value, 0, 500)),
}


def _clean(content: str) -> str:
    """Remove what cannot be drawn: control characters, halves of surrogate pairs, towers of combining marks."""
    text = content.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"\\[nN]", "\n", text).replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n")
    kept, marks = [], 0
    for sign in unicodedata.normalize("NFC", text):
        category = unicodedata.category(sign)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if (category not in {"Cc", "Cs"} or sign == "\n") and marks <= _MAX_MARKS:
            kept.append(sign)
    return "".join(kept)


def _trimmed(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Drop empty pieces and the blank space around the whole text."""
    texts = [piece.text for piece in pieces]
    whole = "".join(texts)
    first, last = len(whole) - len(whole.lstrip()), len(whole.rstrip())
    result, position = [], 0
    for piece in pieces:
        start, end = max(first - position, 0), max(last - position, 0)
        position += len(piece.text)
        if text := piece.text[start:end]:
            result.append(Piece(text, piece.change))
    return tuple(result)

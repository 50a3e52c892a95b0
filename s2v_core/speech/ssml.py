"""Reading voiceover texts: plain, or with the SSML tags of batch production.

Tags are honoured or removed, never spoken. No XML parser is involved: tags are recognised where they are well-formed
and everything else is text, so a stray ``<`` or ``&`` is harmless and there is nothing to expand.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

from s2v_core.speech.language import stands_alone

__all__ = ["Pause", "Run", "Script", "clean", "display_text", "parse_script"]

_BREAK_SHORTEST, _BREAK_LONGEST, _BREAK_DEFAULT = 0.05, 10.0, 0.5
_KNOWN = "speak|break|s|p|sub|w|phoneme|say-as|emotion|soundEvent|mark|bookmark|voice|prosody|audio|lang"
_SSML = re.compile(rf"</?(?:{_KNOWN})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_REMOVED = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^<>\[]*(?:\[[^\]]*\]\s*)?>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)((?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?)>")
_ATTRIBUTE = re.compile(r"([A-Za-z][\w:-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'/]+))")
_TIME = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*(ms|s)?\s*\Z", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});")
_ONE_BY_ONE = {"digits": " ", "telephone": " ", "characters": ", ", "id": ", "}
_BREAKS_A_WORD = frozenset({"break", "s", "p"})


@dataclass(frozen=True)
class Run:
    """Characters ``start`` to ``end`` of the displayed text, spoken as ``spoken`` (of the same length when the text is
    spoken as it is shown)."""

    start: int
    end: int
    spoken: str
    literal: bool = True


@dataclass(frozen=True)
class Pause:
    """Silence of ``seconds``; zero where only a sentence ends."""

    seconds: float


@dataclass(frozen=True)
class Script:
    """A text as it is shown and as it is spoken. ``rate`` is the speech rate (-500 to 500) that its tags ask for."""

    display: str
    items: tuple[Run | Pause, ...]
    rate: int = 0


def display_text(text: str) -> str:
    """Return ``text`` as captions show it: without tags, entities resolved."""
    return parse_script(text).display


def parse_script(text: str) -> Script:
    """Read a voiceover text. Never raises: what is not a well-formed tag is text."""
    text = clean(text)
    if not _SSML.search(text):
        shown = text.strip()
        return Script(shown, (Run(0, len(shown), _voiced(shown)),) if shown else ())
    reader = _Reader()
    text = _REMOVED.sub("", text)
    at = 0
    for tag in _TAG.finditer(text):
        reader.text(text[at : tag.start()])
        reader.tag(tag.group(2).lower(), closing=bool(tag.group(1)), attributes=tag.group(3))
        at = tag.end()
    reader.text(text[at:])
    return reader.script()


def clean(text: str) -> str:
    """Return ``text`` without what is neither shown nor spoken: control characters, halves of surrogate pairs."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


def _voiced(text: str) -> str:
    """Blank out, at equal length, what engines would read out by name: emoji, pictures, their modifiers."""
    return "".join(" " if _is_picture(character) else character for character in text)


def _is_picture(character: str) -> bool:
    if character in "°№℃℉":
        return False
    code = ord(character)
    if 0xFE00 <= code <= 0xFE0F or 0xE0000 <= code <= 0xE01EF or 0x1F3FB <= code <= 0x1F3FF:
        return True
    return unicodedata.category(character) in ("So", "Co", "Cn", "Me")


def _attributes(text: str) -> dict[str, str]:
    return {
        match.group(1).lower(): html.unescape(match.group(2) or match.group(3) or match.group(4) or "")
        for match in _ATTRIBUTE.finditer(text)
    }


def _entities(text: str) -> str:
    return clean(_ENTITY.sub(lambda match: html.unescape(match.group()), text))


def _break_seconds(attributes: dict[str, str]) -> float:
    match = _TIME.match(attributes.get("time", ""))
    if not match:
        return _BREAK_DEFAULT
    unit = 0.001 if (match.group(2) or "s").lower() == "ms" else 1.0
    return min(max(float(match.group(1)) * unit, _BREAK_SHORTEST), _BREAK_LONGEST)


def _rate(attributes: dict[str, str]) -> int:
    try:
        return round(min(max(float(attributes.get("rate", "0")), -500.0), 500.0))
    except (ValueError, OverflowError):
        return 0


class _Reader:
    """Collects the displayed text and its runs while tags go by."""

    def __init__(self) -> None:
        self._shown = ""
        self._items: list[Run | Pause] = []
        self._rate = 0
        self._alias: str | None = None
        self._interpret = ""
        self._pending_space = False

    def tag(self, name: str, *, closing: bool, attributes: str) -> None:
        given = {} if closing else _attributes(attributes)
        alone = attributes.rstrip().endswith("/")
        if name in _BREAKS_A_WORD and self._shown and not stands_alone(self._shown[-1]):
            self._pending_space = True
        if name == "speak" and not closing:
            self._rate = _rate(given)
        elif name == "break" and not closing:
            self._items.append(Pause(_break_seconds(given)))
        elif name in ("s", "p"):
            self._items.append(Pause(0.0))
        elif name == "sub":
            self._alias = None if closing or alone else given.get("alias") or None
        elif name == "say-as":
            self._interpret = "" if closing or alone else given.get("interpret-as", "").lower()

    def text(self, raw: str) -> None:
        text = _entities(raw)
        shown = " ".join(text.split())
        if not shown:
            self._pending_space = self._pending_space or bool(text)
            return
        if text[0].isspace() or self._pending_space:
            self._space_before(shown)
        start = len(self._shown)
        self._shown += shown
        self._items.append(self._run(start, shown))
        self._pending_space = text[-1].isspace()

    def script(self) -> Script:
        return Script(self._shown, tuple(self._items), self._rate)

    def _space_before(self, following: str) -> None:
        """Line ends of pretty-printed documents become spaces, but not between Chinese characters."""
        if self._shown and not (_takes_no_space(self._shown[-1]) and _takes_no_space(following[0])):
            self._items.append(Run(len(self._shown), len(self._shown) + 1, " "))
            self._shown += " "

    def _run(self, start: int, shown: str) -> Run:
        end = start + len(shown)
        if self._alias is not None:
            alias, self._alias = self._alias, ""
            return Run(start, end, _voiced(clean(alias)), literal=False)
        if self._interpret in _ONE_BY_ONE:
            return Run(start, end, _one_by_one(shown, _ONE_BY_ONE[self._interpret]), literal=False)
        return Run(start, end, _voiced(shown))


def _takes_no_space(character: str) -> bool:
    return stands_alone(character) or character in "。，、；：！？…“”‘’（）《》【】「」"


def _one_by_one(text: str, separator: str) -> str:
    """Separate the characters so that they are spoken one by one; groups stay apart, as in telephone numbers."""
    groups = re.findall(r"[^\W_]+", _voiced(text))
    return ", ".join(separator.join(group) for group in groups)

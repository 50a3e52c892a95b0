"""Stretches of a text that need their own font order or spacing: emoji, Chinese punctuation, joining scripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from s2v_core.media.fonts import EMOJI_FAMILY, fallback_families
from s2v_core.media.typefaces import covered_by

__all__ = ["Kind", "emoji_signs", "is_right_to_left", "segments", "shows_emoji"]

Kind = Literal["emoji", "cjk", "joined", "text"]

# Characters that are shown as colour emoji unless U+FE0E follows (Unicode property Emoji_Presentation).
_EMOJI = (
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be"
    "\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757"
    "\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001f004\U0001f0cf\U0001f18e\U0001f191-\U0001f19a\U0001f201"
    "\U0001f21a\U0001f22f\U0001f232-\U0001f236\U0001f238-\U0001f23a\U0001f250\U0001f251\U0001f300-\U0001f5ff"
    "\U0001f600-\U0001f64f\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7eb\U0001f7f0\U0001f90c-\U0001f9ff\U0001fa70-\U0001faff"
)
_SYMBOL = "\u00a9\u00ae\u203c-\u3299\U0001f170\U0001f171\U0001f17e\U0001f17f\U0001f202\U0001f237"
_FIRST = f"(?:[{_EMOJI}](?!\ufe0e)[\ufe0f\U0001f3fb-\U0001f3ff]?|[{_SYMBOL}](?:\ufe0f|[\U0001f3fb-\U0001f3ff]))"
_NEXT = f"[{_EMOJI}{_SYMBOL}][\ufe0f\U0001f3fb-\U0001f3ff]?"
_SEQUENCE = rf"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_FIRST}[\U000e0020-\U000e007f]*(?:\u200d{_NEXT})*"
_JOINED = (
    r"[\u0600-\u07ff\u0840-\u0dff\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]"
    r"(?:[\u0600-\u07ff\u0840-\u0dff\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc\u200c\u200d ]*"
    r"[\u0600-\u07ff\u0840-\u0dff\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc])?"
)
_WIDE = r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff9f\U00020000-\U0003ffff]"
_SHARED = r"[\u00b7\u2014\u2018\u2019\u201c\u201d\u2026]+"
_CJK = rf"(?<={_WIDE}){_SHARED}|{_SHARED}(?={_WIDE})"
_SEGMENT = re.compile(rf"(?P<emoji>(?:{_SEQUENCE})+)|(?P<joined>{_JOINED})|(?P<cjk>{_CJK})")
_EMOJI_SIGN = re.compile(rf"{_SEQUENCE}|.", re.DOTALL)


def segments(text: str) -> Iterator[tuple[Kind, str]]:
    """Split ``text``; the parts joined are ``text`` again.

    ``emoji`` are whole emoji sequences, ``cjk`` punctuation that Chinese and Latin share and that stands beside a
    Chinese character (it takes the wide form), ``joined`` scripts whose letters must not be spaced out.
    """
    end = 0
    for match in _SEGMENT.finditer(text):
        if match.start() > end:
            yield "text", text[end : match.start()]
        kind: Kind = "emoji" if match["emoji"] else "joined" if match["joined"] else "cjk"
        yield kind, match.group()
        end = match.end()
    if end < len(text):
        yield "text", text[end:]


def emoji_signs(text: str) -> Iterator[str]:
    """Split a stretch of emoji, as the layout takes it (with doubled selectors), into single ones."""
    for sign in _EMOJI_SIGN.findall(text.replace("\ufe0f\ufe0f", "\ufe0f")):
        yield sign.replace("\ufe0f", "\ufe0f\ufe0f")


def shows_emoji(text: str) -> bool:
    """Say whether some part of ``text`` is drawn with the colour emoji font."""
    if any(kind == "emoji" for kind, _ in segments(text)):
        return True
    signs = {sign for sign in text if ord(sign) > 0xFF and unicodedata.category(sign) in {"So", "Sm", "Po"}}
    for family in fallback_families(text):
        if family == EMOJI_FAMILY:
            return bool(covered_by(family, signs))
        signs -= covered_by(family, signs)
    return False


def is_right_to_left(line: str) -> bool:
    """Say whether a line reads from right to left: by its first character that has a direction."""
    directions = (unicodedata.bidirectional(sign) for sign in line)
    return next((direction in {"R", "AL"} for direction in directions if direction in {"L", "R", "AL"}), False)

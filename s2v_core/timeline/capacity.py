"""How much text a caption holds."""

from __future__ import annotations

from dataclasses import dataclass

from s2v_core.timeline.model import Canvas
from s2v_core.timeline.style import SubtitleStyle
from s2v_core.timeline.style_defaults import DEFAULT_SIZES

__all__ = ["Capacity", "caption_capacity"]

_LATIN = {"portrait": 40, "square": 52, "landscape": 76}
_WIDE = {"portrait": 32, "square": 36, "landscape": 48}
_BY_WORD = {"one": (1, 4), "few": (14, 10)}
"""The same, Latin and wide, where a word or a few of them are shown at a time (``S2V.ByWord``)."""
_LETTER = 0.52
"""Average advance of a Latin letter, in text sizes; a Chinese character takes twice that and a little less."""
_DEFAULT_TEXT_WIDTH = 0.86
_LINES = 2
_LEAST = 8


@dataclass(frozen=True)
class Capacity:
    """Widths in Latin letters (a Chinese character counts two): what reads well, and what can be borne at most."""

    comfortable: int
    most: int


def caption_capacity(style: SubtitleStyle, canvas: Canvas, *, wide: bool) -> Capacity:
    """Return how much one caption should hold.

    That is what reads at a glance (about two lines of a phone's or a screen's width), or a word or a few where the
    style asks for that, and less where its font size and text width leave less room.
    """
    usual = (_WIDE if wide else _LATIN)[canvas.shape]
    by_word = _BY_WORD.get(str(style.own.get("ByWord")).lower())
    comfortable = by_word[wide] if by_word else usual
    room = _lines(style, canvas)
    return Capacity(min(comfortable, room), min(comfortable * 5 // 4, room))


def _lines(style: SubtitleStyle, canvas: Canvas) -> int:
    size = style.font_size or DEFAULT_SIZES["caption"] * min(canvas.width, canvas.height)
    pixels = size * canvas.height if size <= 1 else size
    given = style.text_width or _DEFAULT_TEXT_WIDTH
    width = given * canvas.width if given <= 1 else given
    return max(_LEAST, int(_LINES * width / (_LETTER * pixels)))

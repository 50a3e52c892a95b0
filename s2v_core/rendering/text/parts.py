"""The parts of a text that move by themselves: letters with all that belongs to them, words of joining scripts."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from s2v_core.rendering.text.font_book import FontBook
from s2v_core.rendering.text.runs import Run, RunStyle
from s2v_core.rendering.text.segments import emoji_signs, is_right_to_left
from s2v_core.rendering.text.typeset import Block, Restyle

__all__ = ["Letter", "in_parts", "located", "owner", "showing"]

_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_TOGETHER = re.compile(r"f[bfhijklt]+|[-=<>~:|]{2,}|\.{2,}")
"""Letters and signs of which fonts like to make one."""

_FOLLOWING = frozenset("\u0e33\u0eb3\u200c\u200d\u2060\ufe0e\ufe0f")
"""Signs that belong to the one before them without being marks."""

_MEASURED = 64.0
"""Font size in pixels at which places are measured at least."""


@dataclass(frozen=True)
class Letter:
    """A part of a text: characters ``start`` to ``end`` of what is shown, in the ``word``-th word.

    ``left`` to ``right`` (pixels from the left edge of its block) is its room in the ``line``-th line.
    """

    start: int
    end: int
    word: int
    emoji: bool = False
    line: int = 0
    left: float = 0.0
    right: float = 0.0


def in_parts(runs: Sequence[Run]) -> tuple[tuple[Run, ...], tuple[Letter, ...]]:
    """Cut ``runs`` so that each belongs to one part, and return them with the parts, which are yet to be located.

    White space belongs to the part before it (``~number`` in its style, so that it takes no room there).
    """
    cut: list[Run] = []
    found: list[Letter] = []
    place, word, begins = 0, -1, True
    for run in runs:
        for text in _pieces(run):
            length = len(text.replace("\ufe0f\ufe0f", "\ufe0f"))
            blank = text.isspace()
            if blank or (found and _continues(text)):
                number = max(len(found) - 1, 0)
                begins = begins or blank
                if found and not blank:
                    found[-1] = replace(found[-1], end=place + length)
            else:
                word += begins or bool(_WIDE.match(text))
                begins = bool(_WIDE.match(text))
                number = len(found)
                found.append(Letter(place, place + length, word, emoji=run.style.emoji))
            cut.append(replace(run, text=text, style=replace(run.style, part=~number if blank else number)))
            place += length
    return tuple(cut), tuple(found)


def owner(style: RunStyle) -> int:
    """Return the number of the part that runs of a style belong to."""
    return style.part if style.part >= 0 else ~style.part


def showing(numbers: frozenset[int], book: FontBook) -> Restyle:
    """Return the change of styles that leaves nothing visible but the parts ``numbers``."""
    layout, nothing = book.skia.textlayout, book.skia.Paint(Color=0)

    def hide(known: RunStyle, style: Any) -> None:
        if owner(known) not in numbers:
            style.setForegroundPaint(nothing)
            style.setDecoration(layout.TextDecoration.kNoDecoration)

    return hide


def located(letters: Sequence[Letter], block: Block, book: FontBook) -> tuple[Letter, ...]:
    """Return the parts with their places in ``block``.

    The layout does not tell them; so each part is underlined in a colour of its own, and the lines are looked up.
    """
    marks, zoom = _marks(block, book)
    height = block.height * zoom / max(block.lines, 1)
    rows, columns = np.nonzero(marks)
    numbers = marks[rows, columns].astype(np.int64) - 1
    count = len(letters)
    left, right = np.full(count, np.inf), np.full(count, -np.inf)
    top = np.full(count, np.inf)
    np.minimum.at(left, numbers, columns)
    np.maximum.at(right, numbers, columns + 1)
    np.minimum.at(top, numbers, rows)
    result: list[Letter] = []
    for number, letter in enumerate(letters):
        if math.isinf(left[number]):
            known = result[-1] if result else letter
            result.append(replace(letter, line=known.line, left=known.right, right=known.right))
        else:
            line = min(int(top[number] / height), max(block.lines, 1) - 1)
            begin, end = float(left[number]) / zoom, float(right[number]) / zoom
            result.append(replace(letter, line=line, left=begin, right=end))
    return tuple(result)


def _marks(block: Block, book: FontBook) -> tuple[Any, float]:
    """Return where each part has its underline (its number + 1, else 0), enlarged, and by how much."""
    skia, layout = book.skia, book.skia.textlayout
    zoom = max(1.0, _MEASURED / block.size)

    def underline(known: RunStyle, style: Any) -> None:
        number = known.part + 1
        style.setForegroundPaint(skia.Paint(Color=0))
        if known.part < 0:
            style.setDecoration(layout.TextDecoration.kNoDecoration)
            return
        style.setDecoration(layout.TextDecoration.kUnderline)
        style.setDecorationMode(layout.TextDecorationMode.kThrough)
        style.setDecorationThicknessMultiplier(1.0)
        style.setDecorationColor(skia.Color(number & 255, number >> 8 & 255, int(_check(number))))

    surface = skia.Surface(math.ceil(block.width * zoom) + 2, math.ceil(block.height * zoom) + 2)
    canvas = surface.getCanvas()
    canvas.scale(zoom, zoom)
    block.paragraph("fill", underline).paint(canvas, -block.inset, 0)
    pixels = surface.toarray(colorType=skia.kRGBA_8888_ColorType).astype(np.int32)
    numbers = pixels[..., 0] + (pixels[..., 1] << 8)
    pure = (pixels[..., 3] == 255) & (pixels[..., 2] == _check(numbers))
    return np.where(pure, numbers, 0), zoom


def _check(number: Any) -> Any:
    """Return a third value of the colour that stands for a number: where two colours mix it does not fit."""
    return (number * 89 + 57) % 251


def _pieces(run: Run) -> Iterator[str]:
    """Split the text of a run into what may move by itself, and the white space between."""
    if run.style.emoji:
        yield from emoji_signs(run.text)
    elif run.joined or is_right_to_left(run.text):
        yield from re.findall(r"\s+|\S+", run.text)
    else:
        yield from _clusters(run.text)


def _clusters(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        together = _TOGETHER.match(text, start)
        end = together.end() if together else start + 1
        while end < len(text) and _continues(text[end]):
            end += 1
        yield text[start:end]
        start = end


def _continues(text: str) -> bool:
    return text[0] in _FOLLOWING or unicodedata.category(text[0]) in {"Mn", "Mc", "Me"}

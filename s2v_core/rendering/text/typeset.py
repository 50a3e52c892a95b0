"""Text laid out in lines, at the size at which everything fits."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from s2v_core.rendering.text.breaks import keep_phrases, keep_words, longest_stretches, set_directions
from s2v_core.rendering.text.font_book import FontBook
from s2v_core.rendering.text.look import Look
from s2v_core.rendering.text.runs import Run, RunStyle
from s2v_core.rendering.values import Colour

__all__ = ["Block", "Layer", "Restyle", "inked", "turned", "typeset"]

Layer = Literal["outline", "fill"]

Restyle = Callable[[RunStyle, Any], None]
"""Changes the text style that Skia gets for runs of a style; it must not move letters."""

_LINE = 1.22
"""Line height in font sizes; scripts with tall marks get ``_TALL_LINE``."""
_TALL_LINE = 1.5
_TALL = re.compile(r"[\u0590-\u08ff\u0900-\u109f\u1780-\u18af]")
_SHRINK_FOR_A_WORD = 0.7
"""A word that is too long makes the text smaller down to this factor; longer words are broken instead."""
_UNEVEN = 1.3
"""How much longer the longest line may become so that Chinese phrases stay in one piece."""
_SMALLEST = 6.0
_UNLIMITED = 1e6
_UNDERLINE = 0.07
"""Thickness of an underline in font sizes, about."""


@dataclass(frozen=True)
class Block:
    """A laid out text of ``width`` x ``height`` pixels, without outline, in ``lines``; its largest ``size`` and
    ``outline``.

    ``styles`` are the different ones of its runs. ``paragraph(layer)`` is to be painted ``inset`` pixels left of the
    block's top left corner; ``scale`` is how much smaller than asked for it had to become.
    ``paragraph(layer, restyle)`` is the same with other text styles.
    """

    width: float
    height: float
    lines: int
    inset: float
    size: float
    outline: float
    scale: float
    styles: tuple[RunStyle, ...]
    paragraph: Callable[..., Any]


def typeset(runs: Sequence[Run], look: Look, book: FontBook) -> Block:
    """Break ``runs`` into lines of even length, at the largest size up to the one asked for at which they fit.

    They fit when every line is within ``look.width``, all lines within ``look.height`` and the turned block within
    the canvas.
    """
    if look.wrap in {"spaces", "strict"}:
        runs = keep_words(runs)
    setter = _Setter(runs, look, book)
    scale = setter.largest_scale()
    block = setter.block(scale)
    bound = keep_phrases(runs, int(setter.room(scale) / (setter.largest * scale))) if look.wrap == "wrap" else runs
    if bound != runs:
        setter = _Setter(bound, look, book)
        if setter.unbroken(scale) <= setter.room(scale):
            kept = setter.block(scale)
            if kept.height <= block.height + 0.5 and kept.width <= _UNEVEN * block.width:
                return kept
    return block


class _Setter:
    """Lays the same runs out at different sizes."""

    def __init__(self, runs: Sequence[Run], look: Look, book: FontBook) -> None:
        self.runs, self.look, self.book = set_directions(runs), look, book
        self.largest = max(run.style.size for run in runs)
        self.outline = max(run.style.outline for run in runs)
        tall = any(_TALL.search(run.text) for run in runs)
        self.leading = max((_TALL_LINE if tall else _LINE) + look.line_spacing / self.largest, 0.7)

    def largest_scale(self) -> float:
        """Return the largest scale up to 1 at which everything fits."""
        high = self.start()
        if self.fits(high):
            return high
        low = min(high, _SMALLEST / self.largest) / 8
        for _ in range(14):
            middle = math.sqrt(low * high)
            low, high = (middle, high) if self.fits(middle) else (low, middle)
        return low

    def unbroken(self, scale: float) -> float:
        """Return about how much width the longest stretch needs in which no line may break."""
        widths = (self._wide(scale, runs).MaxIntrinsicWidth for runs in longest_stretches(self.runs))
        return float(max(widths, default=0.0)) + 0.6 * self.largest * scale

    def start(self) -> float:
        """Return the scale to try first: 1, or a little less to keep a long word in one piece."""
        scale = min(1.0, self.look.height / (self.largest * self.leading))
        if self.look.wrap != "wrap":
            return scale
        widest, room = self.unbroken(scale), self.room(scale)
        shrunk = room / widest if widest > room else 1.0
        return scale * shrunk if shrunk >= _SHRINK_FOR_A_WORD else scale

    def fits(self, scale: float) -> bool:
        """Say whether everything is inside at ``scale``."""
        room = self.room(scale)
        paragraph = self._wide(scale, self.runs)
        unbroken = {"scale": paragraph.MaxIntrinsicWidth, "strict": paragraph.MinIntrinsicWidth}
        longest = unbroken.get(self.look.wrap, 0.0)
        paragraph.layout(room)
        if scale * self.largest > _SMALLEST and max(longest + 1, paragraph.LongestLine - 1) > room:
            return False
        extra = 2 * self.around(scale)
        width, height = turned(paragraph.LongestLine + extra, paragraph.Height + extra, self.look.angle)
        return bool(height <= self.look.height and width <= self.look.widest)

    def block(self, scale: float) -> Block:
        """Lay out at ``scale``, with lines as even as their number allows."""
        probe, room = self.paragraph(scale, width=self.room(scale)), self.room(scale)
        width = self._even_width(probe, room, math.ceil(self.unbroken(scale)))
        probe.layout(width)
        longest = max(probe.LongestLine, 0.0)
        return Block(
            width=longest,
            height=probe.Height,
            lines=round(probe.Height / (self.largest * scale * self.leading)),
            inset=(width - longest) * self.look.anchor.across,
            size=self.largest * scale,
            outline=self.outline * scale,
            scale=scale,
            styles=tuple(dict.fromkeys(run.style for run in self.runs)),
            paragraph=lambda layer, restyle=None: self.paragraph(scale, layer, width=width, restyle=restyle),
        )

    def room(self, scale: float) -> float:
        """Return the width lines may have at ``scale``; for text that runs rather up or down, the height.

        A whole number, since Skia lays out in whole pixels.
        """
        sideways = abs(math.sin(math.radians(self.look.angle))) > 0.7
        room = min(self.look.width, self.look.height) if sideways else self.look.width
        return max(math.floor(room - 2 * self.around(scale)), 1.0)

    def around(self, scale: float) -> float:
        """Return what outline and box add on every side at ``scale``."""
        return (self.outline + (self.look.box.padding if self.look.box else 0.0)) * scale

    def paragraph(self, scale: float, layer: Layer = "fill", *, width: float, restyle: Restyle | None = None) -> Any:
        """Return the paragraph at ``scale``, laid out in ``width``."""
        paragraph = self._built(scale, layer, self.runs, restyle)
        paragraph.layout(width)
        return paragraph

    def _wide(self, scale: float, runs: Sequence[Run]) -> Any:
        """Lay ``runs`` out without limit: only then do the intrinsic widths of a paragraph tell the longest line and
        the longest stretch without spaces."""
        paragraph = self._built(scale, "fill", runs)
        paragraph.layout(_UNLIMITED)
        return paragraph

    def _built(self, scale: float, layer: Layer, runs: Sequence[Run], restyle: Restyle | None = None) -> Any:
        layout = self.book.skia.textlayout
        style = layout.ParagraphStyle()
        aligns = {0.0: layout.TextAlign.kLeft, 0.5: layout.TextAlign.kCenter, 1.0: layout.TextAlign.kRight}
        style.setTextAlign(aligns[self.look.anchor.across])
        style.setStrutStyle(self._strut(scale))
        builder = layout.ParagraphBuilder.make(style, self.book.collection, self.book.unicode)
        styles = {run.style: _text_style(run.style, scale, layer, self.book) for run in runs}
        if restyle is not None:
            for known, text_style in styles.items():
                restyle(known, text_style)
        for run in runs:
            builder.pushStyle(styles[run.style])
            builder.addText(run.text)
            builder.pop()
        return builder.Build()

    def _strut(self, scale: float) -> Any:
        """Give every line the same height, whatever fonts its characters come from."""
        strut = self.book.skia.textlayout.StrutStyle()
        strut.setStrutEnabled(True)
        strut.setForceStrutHeight(True)
        strut.setFontFamilies(list(self.runs[0].style.families))
        strut.setFontSize(self.largest * scale)
        strut.setHeight(self.leading)
        strut.setHeightOverride(True)
        strut.setHalfLeading(True)
        return strut

    def _even_width(self, paragraph: Any, room: float, word: float) -> float:
        """Return the narrowest width that needs no more lines than ``room`` does and holds the longest ``word``."""
        height, wide = paragraph.Height, min(room, math.ceil(paragraph.LongestLine) + 1.0)
        narrow = min(word, wide)
        while wide - narrow >= 1:
            middle = math.floor((narrow + wide) / 2)
            paragraph.layout(middle)
            narrow, wide = (narrow, middle) if paragraph.Height <= height + 0.5 else (middle + 1, wide)
        return float(wide)


def turned(width: float, height: float, angle: float) -> tuple[float, float]:
    """Return the size of the upright box around a ``width`` x ``height`` box turned by ``angle`` degrees."""
    across, up = abs(math.cos(math.radians(angle))), abs(math.sin(math.radians(angle)))
    return width * across + height * up, width * up + height * across


def inked(style: Any, colour: Colour | None, width: float, skia: Any) -> None:
    """Have letters of a text style painted in ``colour``, or not at all: filled, or their edges ``width`` wide."""
    paint = skia.Paint(Color=0) if colour is None else skia.Paint(AntiAlias=True, Color=skia.Color(*colour))
    if colour is not None and width > 0:
        paint.setStyle(skia.Paint.kStroke_Style)
        paint.setStrokeWidth(width)
        paint.setStrokeJoin(skia.Paint.kRound_Join)
    style.setForegroundPaint(paint)
    style.setDecorationColor(paint.getColor())


def _text_style(look: RunStyle, scale: float, layer: Layer, book: FontBook) -> Any:
    skia, layout = book.skia, book.skia.textlayout
    style = layout.TextStyle()
    style.setFontFamilies(list(look.families))
    style.setFontSize(look.size * scale)
    style.setLetterSpacing(look.spacing * scale)
    if look.italic:
        style.setFontStyle(skia.FontStyle.Italic())
    if look.underline or look.strike:
        _decorate(style, look, layer, layout)
    if layer == "fill":
        inked(style, look.fill, 0, skia)
    else:
        hidden = look.emoji or look.outline <= 0
        inked(style, None if hidden else look.outline_colour, 2 * look.outline * scale, skia)
    return style


def _decorate(style: Any, look: RunStyle, layer: Layer, layout: Any) -> None:
    kinds = {
        (True, False): layout.TextDecoration.kUnderline,
        (False, True): layout.TextDecoration.kLineThrough,
        (True, True): layout.TextDecoration.kUnderlineLineThrough,
    }
    style.setDecoration(kinds[look.underline, look.strike])
    style.setDecorationMode(layout.TextDecorationMode.kThrough)
    if layer == "outline":
        style.setDecorationThicknessMultiplier(1 + 2 * look.outline / (_UNDERLINE * look.size))

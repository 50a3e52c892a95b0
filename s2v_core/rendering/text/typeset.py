"""Text laid out in lines: runs with their own look, line breaks, and the size at which everything fits."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from s2v_core.media.fonts import choose_font
from s2v_core.rendering.text.look import Colour, Look, contrasting
from s2v_core.rendering.text.markup import Piece
from s2v_core.rendering.text.segments import Kind, is_right_to_left, segments
from s2v_core.rendering.text.typefaces import FontBook

__all__ = ["Block", "Layer", "Run", "runs_of", "turned", "typeset"]

Layer = Literal["outline", "fill"]

_LINE = 1.22
"""Line height in font sizes; scripts with tall marks get ``_TALL_LINE``."""
_TALL_LINE = 1.5
_TALL = re.compile(r"[\u0590-\u08ff\u0900-\u109f\u1780-\u18af]")
_SHRINK_FOR_A_WORD = 0.7
"""A word that is too long makes the text smaller down to this factor; longer words are broken instead."""
_SMALLEST = 6.0
_JOINER = "\u2060"
_UNLIMITED = 1e6
_UNDERLINE = 0.07
"""Thickness of an underline in font sizes, about."""
_ISOLATE, _END_ISOLATE = "\u2067", "\u2069"


@dataclass(frozen=True)
class Run:
    """A stretch of text in one look; ``emoji`` runs have no outline."""

    text: str
    families: tuple[str, ...]
    size: float
    fill: Colour
    outline: float
    outline_colour: Colour
    spacing: float
    italic: bool = False
    underline: bool = False
    strike: bool = False
    emoji: bool = False


@dataclass(frozen=True)
class Block:
    """A laid out text of ``width`` x ``height`` pixels, without outline.

    ``paragraph(layer)`` is to be painted ``inset`` pixels left of the block's top left corner; ``scale`` is how much
    smaller than asked for it had to become.
    """

    width: float
    height: float
    inset: float
    scale: float
    paragraph: Callable[[Layer], Any]


def runs_of(pieces: Sequence[Piece], look: Look, book: FontBook) -> tuple[Run, ...]:
    """Resolve the look and the fonts of every piece; the texts of the runs joined are what is shown."""
    whole = "".join(piece.text for piece in pieces)
    glued = look.wrap in {"spaces", "strict"}
    runs = [run for piece in pieces for run in _piece_runs(piece, look, book, whole, glued=glued)]
    return tuple(_directed(runs))


def typeset(runs: Sequence[Run], look: Look, book: FontBook) -> Block:
    """Break ``runs`` into lines of even length, at the largest size up to the one asked for at which they fit.

    They fit when every line is within ``look.width``, all lines within ``look.height`` and the turned block within
    the canvas.
    """
    setter = _Setter(runs, look, book)
    high = setter.start()
    if not setter.fits(high):
        low = min(high, _SMALLEST / max(run.size for run in runs)) / 8
        for _ in range(14):
            middle = math.sqrt(low * high)
            low, high = (middle, high) if setter.fits(middle) else (low, middle)
        high = low
    return setter.block(high)


class _Setter:
    """Lays the same runs out at different sizes."""

    def __init__(self, runs: Sequence[Run], look: Look, book: FontBook) -> None:
        self.runs, self.look, self.book = runs, look, book
        self.largest = max(run.size for run in runs)
        self.outline = max(run.outline for run in runs)
        tall = any(_TALL.search(run.text) for run in runs)
        self.leading = max((_TALL_LINE if tall else _LINE) + look.line_spacing / self.largest, 0.7)

    def start(self) -> float:
        """Return the scale to try first: 1, or a little less to keep a long word in one piece."""
        scale = min(1.0, self.look.height / (self.largest * self.leading))
        if self.look.wrap != "wrap":
            return scale
        widest, room = self.paragraph(scale, width=_UNLIMITED).MinIntrinsicWidth, self.room(scale)
        shrunk = room / widest * 0.99 if widest > room else 1.0
        return scale * shrunk if shrunk >= _SHRINK_FOR_A_WORD else scale

    def fits(self, scale: float) -> bool:
        """Say whether everything is inside at ``scale``."""
        room = self.room(scale)
        paragraph = self.paragraph(scale, width=_UNLIMITED)
        unbroken = {"scale": paragraph.MaxIntrinsicWidth, "strict": paragraph.MinIntrinsicWidth}
        if scale * self.largest > _SMALLEST and unbroken.get(self.look.wrap, 0.0) > room - 1:
            return False
        paragraph.layout(room)
        extra = 2 * self.around(scale)
        width, height = turned(paragraph.LongestLine + extra, paragraph.Height + extra, self.look.angle)
        return bool(height <= self.look.height and width <= self.look.widest)

    def block(self, scale: float) -> Block:
        """Lay out at ``scale``, with lines as even as their number allows."""
        probe, room = self.paragraph(scale, width=_UNLIMITED), self.room(scale)
        width = self._even_width(probe, room, math.ceil(probe.MinIntrinsicWidth))
        probe.layout(width)
        longest = max(min(probe.LongestLine, width), 0.0)
        return Block(
            width=longest,
            height=probe.Height,
            inset=(width - longest) * self.look.anchor.across,
            scale=scale,
            paragraph=lambda layer: self.paragraph(scale, layer, width=width),
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

    def paragraph(self, scale: float, layer: Layer = "fill", *, width: float) -> Any:
        """Return the paragraph at ``scale``, laid out in ``width``.

        Only in unlimited width do its intrinsic widths tell the longest line and word.
        """
        layout = self.book.skia.textlayout
        style = layout.ParagraphStyle()
        aligns = {0.0: layout.TextAlign.kLeft, 0.5: layout.TextAlign.kCenter, 1.0: layout.TextAlign.kRight}
        style.setTextAlign(aligns[self.look.anchor.across])
        style.setStrutStyle(self._strut(scale))
        builder = layout.ParagraphBuilder.make(style, self.book.collection, self.book.unicode)
        for run in self.runs:
            builder.pushStyle(_text_style(run, scale, layer, self.book))
            builder.addText(run.text)
            builder.pop()
        paragraph = builder.Build()
        paragraph.layout(width)
        return paragraph

    def _strut(self, scale: float) -> Any:
        """Give every line the same height, whatever fonts its characters come from."""
        strut = self.book.skia.textlayout.StrutStyle()
        strut.setStrutEnabled(True)
        strut.setForceStrutHeight(True)
        strut.setFontFamilies(list(self.runs[0].families))
        strut.setFontSize(self.largest * scale)
        strut.setHeight(self.leading)
        strut.setHeightOverride(True)
        strut.setHalfLeading(True)
        return strut

    def _even_width(self, paragraph: Any, room: float, word: float) -> float:
        """Return the narrowest width that needs no more lines than ``room`` does and holds the longest ``word``."""
        paragraph.layout(room)
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


def _text_style(run: Run, scale: float, layer: Layer, book: FontBook) -> Any:
    skia, layout = book.skia, book.skia.textlayout
    style = layout.TextStyle()
    style.setFontFamilies(list(run.families))
    style.setFontSize(run.size * scale)
    style.setLetterSpacing(run.spacing * scale)
    if run.italic:
        style.setFontStyle(skia.FontStyle.Italic())
    paint = _paint(run, scale, layer, skia)
    style.setForegroundPaint(paint)
    if run.underline or run.strike:
        _decorate(style, run, paint, layer, layout)
    return style


def _paint(run: Run, scale: float, layer: Layer, skia: Any) -> Any:
    if layer == "fill":
        return skia.Paint(AntiAlias=True, Color=skia.Color(*run.fill))
    if run.emoji or run.outline <= 0:
        return skia.Paint(Color=0)
    return skia.Paint(
        AntiAlias=True,
        Color=skia.Color(*run.outline_colour),
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=2 * run.outline * scale,
        StrokeJoin=skia.Paint.kRound_Join,
    )


def _decorate(style: Any, run: Run, paint: Any, layer: Layer, layout: Any) -> None:
    kinds = {
        (True, False): layout.TextDecoration.kUnderline,
        (False, True): layout.TextDecoration.kLineThrough,
        (True, True): layout.TextDecoration.kUnderlineLineThrough,
    }
    style.setDecoration(kinds[run.underline, run.strike])
    style.setDecorationMode(layout.TextDecorationMode.kThrough)
    style.setDecorationColor(paint.getColor())
    if layer == "outline":
        style.setDecorationThicknessMultiplier(1 + 2 * run.outline / (_UNDERLINE * run.size))


def _piece_runs(piece: Piece, look: Look, book: FontBook, whole: str, *, glued: bool) -> Iterator[Run]:
    change, face = piece.change, look.face
    bold = face.bold if change.bold is None else change.bold
    italic = face.italic if change.italic is None else change.italic
    name = change.font or look.font_name
    font = choose_font(name, bold=bold, italic=italic)
    file = None if change.font else look.font_file
    fill = change.fill or look.fill
    outline = look.outline if change.outline is None else change.outline
    base = Run(
        text="",
        families=(),
        size=change.size or look.size,
        fill=fill,
        outline=outline,
        outline_colour=change.outline_colour or (look.outline_colour if fill == look.fill else contrasting(fill)),
        spacing=look.spacing,
        italic=font.italic,
        underline=face.underline if change.underline is None else change.underline,
        strike=bool(change.strike),
    )
    for kind, text in segments(piece.text):
        families = book.families(whole, kind, font.family, font.weight, italic=font.italic, file=file)
        yield replace(base, text=_shaped(text, kind, glued=glued), families=families, **_by_kind(kind, look))


def _by_kind(kind: Kind, look: Look) -> dict[str, Any]:
    if kind == "emoji":
        return {"emoji": True, "italic": False, "underline": False, "strike": False, "spacing": max(look.spacing, 0.0)}
    return {"spacing": 0.0} if kind == "joined" else {}


def _shaped(text: str, kind: Kind, *, glued: bool) -> str:
    if kind == "emoji":
        # Skia's shaper swallows the first variation selector, and the font's ligatures need to see one.
        return text.replace("\ufe0f", "\ufe0f\ufe0f")
    if glued and kind != "joined":
        return "".join(_glued(text))
    return text


def _glued(text: str) -> Iterator[str]:
    """Keep lines from being broken anywhere but at spaces."""
    for before, sign in zip(" " + text, text, strict=False):
        breakable = not (before.isspace() or sign.isspace()) and not (_plain(before) and _plain(sign))
        yield _JOINER + sign if breakable and not unicodedata.combining(sign) else sign


def _plain(sign: str) -> bool:
    return sign.isalnum() and unicodedata.east_asian_width(sign) not in {"W", "F"}


def _directed(runs: Sequence[Run]) -> Iterator[Run]:
    """Set the lines that read from right to left in that direction (the layout itself begins at the left)."""
    lines = "".join(run.text for run in runs).split("\n")
    directions = iter([is_right_to_left(line) for line in lines])
    leftward = next(directions)
    for number, run in enumerate(runs):
        text = _ISOLATE if leftward and number == 0 else ""
        for part in re.split("(\n)", run.text):
            if part != "\n":
                text += part
                continue
            text += (_END_ISOLATE if leftward else "") + part
            leftward = next(directions)
            text += _ISOLATE if leftward else ""
        yield replace(run, text=text)

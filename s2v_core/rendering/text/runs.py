"""Runs: stretches of text in one look and one order of fonts, as the layout takes them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from s2v_core.media.fonts import choose_font
from s2v_core.media.typefaces import missing_glyphs, open_font_file
from s2v_core.rendering.text.contrast import contrasting
from s2v_core.rendering.text.font_book import FontBook
from s2v_core.rendering.text.look import Look
from s2v_core.rendering.text.markup import Piece
from s2v_core.rendering.text.segments import Kind, segments
from s2v_core.rendering.values import Colour

__all__ = ["Run", "RunStyle", "runs_of"]

_NO_GLYPH = "\u25a1"


@dataclass(frozen=True)
class RunStyle:
    """The look of a run, lengths in pixels; ``families`` are tried in order. ``emoji`` have no outline.

    ``own_fill``: its colour is not that of the whole text. ``shadow_colour`` None: that of the whole text.

    ``part`` numbers the part of the text that runs belong to, for who paints parts alone; it changes nothing.
    """

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
    own_fill: bool = False
    shadow_colour: Colour | None = None
    part: int = -1


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style; ``joined`` are scripts whose letters belong together."""

    text: str
    style: RunStyle
    joined: bool = False


def runs_of(pieces: Sequence[Piece], look: Look, book: FontBook) -> tuple[Run, ...]:
    """Resolve look and fonts of every piece; the texts of the runs joined are what is shown."""
    whole = "".join(piece.text for piece in pieces)
    stand_ins = _stand_ins(whole, look)
    shown = [replace(piece, text=piece.text.translate(stand_ins)) for piece in pieces]
    return tuple(run for piece in shown for run in _piece_runs(piece, look, book, whole))


def _stand_ins(text: str, look: Look) -> dict[int, str]:
    """Map the characters that no font has to an empty square, and their marks to nothing."""
    missing = missing_glyphs(text)
    if missing and look.font_file:
        typeface = open_font_file(look.font_file)
        missing = {sign for sign in missing if not typeface.unicharToGlyph(ord(sign))}
    return {ord(sign): "" if unicodedata.category(sign) in {"Mn", "Me"} else _NO_GLYPH for sign in missing}


def _piece_runs(piece: Piece, look: Look, book: FontBook, whole: str) -> Iterator[Run]:
    change, face = piece.change, look.face
    font = choose_font(
        change.font or look.font_name,
        bold=_either(change.bold, face.bold),
        italic=_either(change.italic, face.italic),
    )
    file = None if change.font else look.font_file
    fill = change.fill or look.fill
    size = change.size or look.size
    base = RunStyle(
        families=(),
        size=size,
        fill=fill,
        outline=look.outline if change.outline is None else min(change.outline, size / 2),
        outline_colour=change.outline_colour or (look.outline_colour if fill == look.fill else contrasting(fill)),
        spacing=look.spacing,
        italic=font.italic,
        underline=_either(change.underline, face.underline),
        strike=bool(change.strike),
        own_fill=change.fill is not None,
        shadow_colour=change.shadow_colour,
    )
    for kind, text in segments(piece.text):
        families = book.families(whole, kind, font.family, font.weight, italic=font.italic, file=file)
        style = replace(base, families=families, **_by_kind(kind, look))
        yield Run(_shaped(text, kind), style, joined=kind == "joined")


def _either(change: bool | None, base: bool) -> bool:
    return base if change is None else change


def _by_kind(kind: Kind, look: Look) -> dict[str, Any]:
    if kind == "emoji":
        return {"emoji": True, "italic": False, "underline": False, "strike": False, "spacing": max(look.spacing, 0.0)}
    return {"spacing": 0.0} if kind == "joined" else {}


def _shaped(text: str, kind: Kind) -> str:
    # Skia's shaper swallows the first variation selector, and the ligatures of the emoji font need to see one.
    return text.replace("\ufe0f", "\ufe0f\ufe0f") if kind == "emoji" else text

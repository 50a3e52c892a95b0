"""Typefaces as Skia reads them: of installed families and of font files, at real weights, and the glyphs they have.

Skia is imported on first use because it links system libraries.
"""

from __future__ import annotations

import importlib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from s2v_core.errors import DependencyMissing, MediaNotFound, MediaTooLarge, MediaUnreadable
from s2v_core.media.fonts import fallback_families, font_families, package_of

__all__ = ["MAX_FONT_BYTES", "covered_by", "load_skia", "missing_glyphs", "open_font_file", "open_typeface"]

MAX_FONT_BYTES = 64 * 1024 * 1024
"""Largest font file that a document may name."""


def load_skia() -> ModuleType:
    """Import Skia.

    Raises:
        DependencyMissing: the package or the system libraries it links are not there.
    """
    try:
        return importlib.import_module("skia")
    except ModuleNotFoundError:
        raise DependencyMissing(
            "Text cannot be drawn: the package skia-python is not installed.", hint="Run `pip install skia-python`."
        ) from None
    except ImportError as error:
        raise DependencyMissing(
            f"Text cannot be drawn: Skia does not load ({error}).",
            hint="On Debian or Ubuntu run `apt-get install -y libgl1 libegl1`.",
        ) from None


@cache
def open_typeface(family: str, weight: int = 400, italic: bool = False) -> Any:
    """Return the Skia typeface of an installed family at a real weight (a clone of its variable font).

    Raises:
        DependencyMissing: the family is not installed, or Skia does not load.
        MediaUnreadable: its file is damaged.
    """
    faces = font_families().get(family)
    if not faces:
        raise DependencyMissing(
            f"The font family {family!r} is not installed.", hint=f"Run `pip install {package_of(family)}`."
        )
    slanted = [face for face in faces if face.italic == italic] or list(faces)
    face = min(slanted, key=lambda face: max(face.weights[0] - weight, weight - face.weights[1], 0))
    skia = load_skia()
    typeface = skia.FontMgr.New_Custom_Empty().makeFromFile(str(face.path), face.index)
    if typeface is None:
        raise MediaUnreadable("This font file is damaged.", where=str(face.path), hint="Install its package again.")
    return _at_weight(typeface, weight)


def open_font_file(path: Path, weight: int = 400) -> Any:
    """Return the Skia typeface of a font file that a document names (TTF, OTF, TTC), at ``weight`` if it can vary.

    Raises:
        MediaNotFound: there is no such file.
        MediaTooLarge: it has more than 64 MiB.
        MediaUnreadable: it is not a font.
    """
    if not path.is_file():
        raise MediaNotFound("There is no such font file.", where=str(path), hint="Check FontUrl.")
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FONT_BYTES + 1)
    except OSError as error:
        raise MediaUnreadable(
            "The font file cannot be read.", where=str(path), hint=f"Check FontUrl ({error.strerror})."
        ) from None
    if len(content) > MAX_FONT_BYTES:
        raise MediaTooLarge(f"The font file has more than {MAX_FONT_BYTES // 2**20} MiB.", where=str(path))
    skia = load_skia()
    typeface = skia.FontMgr.New_Custom_Empty().makeFromData(skia.Data.MakeWithCopy(content), 0) if content else None
    if typeface is None or typeface.countGlyphs() < 1:
        raise MediaUnreadable("This is not a font file.", where=str(path), hint="FontUrl takes TTF, OTF and TTC files.")
    return _at_weight(typeface, weight)


def covered_by(family: str, signs: Iterable[str]) -> set[str]:
    """Return those of ``signs`` (single characters) that an installed ``family`` has a glyph for."""
    ordered = list(signs)
    glyphs = open_typeface(family).unicharsToGlyphs([ord(sign) for sign in ordered])
    return {sign for sign, glyph in zip(ordered, glyphs, strict=True) if glyph}


def missing_glyphs(text: str) -> set[str]:
    """Return the visible characters of ``text`` that no installed font can show."""
    signs = {sign for sign in text if not (sign.isspace() or unicodedata.category(sign) in {"Cc", "Cf", "Cs"})}
    signs -= {chr(selector) for selector in range(0xFE00, 0xFE10)}
    for family in fallback_families(text):
        if not signs:
            break
        signs -= covered_by(family, signs)
    return signs


def _at_weight(typeface: Any, weight: int) -> Any:
    skia = load_skia()
    wanted = {"wght": float(weight), "opsz": 32.0}
    position = skia.FontArguments.VariationPosition
    coordinates = [
        position.Coordinate(axis.tag, min(max(wanted[name], axis.min), axis.max))
        for axis in typeface.getVariationDesignParameters()
        if (name := axis.tag.to_bytes(4, "big").decode("latin-1")) in wanted
    ]
    if not coordinates:
        return typeface
    # Skia only points to the coordinates, so they must stay alive until the clone is made.
    kept = position.Coordinates(coordinates)
    arguments = skia.FontArguments()
    arguments.setVariationDesignPosition(position(kept))
    return typeface.makeClone(arguments)

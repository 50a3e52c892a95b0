"""The fonts of this process as Skia's paragraph layout wants them: each family at each weight under its own name.

A variable font asked for "bold" through Skia's font style is only smeared; so each weight is a clone with an alias.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from s2v_core.media.fonts import EMOJI_FAMILY, fallback_families
from s2v_core.media.typefaces import load_skia, open_font_file, open_typeface
from s2v_core.rendering.text.segments import Kind

__all__ = ["FontBook", "font_book"]


@dataclass
class FontBook:
    """Registers typefaces on first use. Not thread-safe: use it under the lock of ``draw``."""

    skia: Any
    provider: Any
    collection: Any
    unicode: Any
    _known: set[str] = field(default_factory=set)

    def families(
        self, text: str, kind: Kind, family: str, weight: int, *, italic: bool, file: Path | None
    ) -> tuple[str, ...]:
        """Return the aliases to try, in order, for a segment of ``kind``; ``text`` decides the regional Han shapes."""
        chosen = self._file(file, weight) if file else self._alias(family, weight, italic=italic)
        rest = [self._alias(name, weight, italic=italic) for name in fallback_families(text)]
        order = [chosen, *rest]
        if kind == "emoji":
            order.sort(key=lambda alias: not alias.startswith(EMOJI_FAMILY))
        elif kind == "cjk" and file is None:
            order.sort(key=lambda alias: "-cjk-" not in alias)
        return tuple(dict.fromkeys(order))

    def _alias(self, family: str, weight: int, *, italic: bool) -> str:
        if family == EMOJI_FAMILY:
            weight, italic = 400, False
        key = f"{family}/{weight}{'/italic' if italic else ''}"
        if key not in self._known:
            self._register(key, open_typeface(family, weight, italic))
        return key

    def _file(self, path: Path, weight: int) -> str:
        changed = path.stat().st_mtime_ns if path.exists() else 0
        key = f"file:{path}/{changed}/{weight}"
        if key not in self._known:
            self._register(key, open_font_file(path, weight))
        return key

    def _register(self, key: str, typeface: Any) -> None:
        self.provider.registerTypeface(typeface, self.skia.String(key))
        self._known.add(key)


@cache
def font_book() -> FontBook:
    """Return the process's fonts.

    Raises:
        DependencyMissing: Skia does not load.
    """
    skia = load_skia()
    layout = skia.textlayout
    provider = layout.TypefaceFontProvider()
    collection = layout.FontCollection()
    collection.setDefaultFontManager(provider)
    return FontBook(skia, provider, collection, skia.Unicodes.ICU.Make())

"""The pictures of the gallery: made when they are first looked at, and kept on disk."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from PIL import Image

from s2v_core.cache import Cache, key_of
from s2v_core.effects import Entry
from s2v_core.rendering.gallery import GALLERY_VERSION, SHOWN, Scene, Words, open_scene, photo, shown, write_moving

__all__ = ["look_picture", "sample_picture"]

_CACHED = "gallery"
_ENGLISH = Words()
_OF_TEXTS = ("entrance", "exit", "loop", "look", "bubble")
"""Kinds on whose pictures something is written."""
_MEDIA = ("media/tasting_table.jpg", "media/valley_dusk.jpg", "media/pour_over.mp4")
_BACKGROUND = "media/valley_dusk.jpg"
"""Of pictures of looks."""
_SIZE, _LOOK_SIZE = (176, 99), (288, 108)
_LETTERS = 46
"""Font size on the pictures of looks."""


def sample_picture(kept: Cache, samples: Path, kind: str, entry: Entry[Any], words: Words = _ENGLISH) -> str | None:
    """Return a picture that shows an entry of the catalogue, as an address that holds it.

    As a file, Streamlit would make a still of one that moves. None for kinds that are not shown by pictures.

    Args:
        kept: where pictures are kept.
        samples: the folder of the samples, whose photos are used.
        kind: a key of ``KINDS``, which the entry is from.
        entry: what to show.
        words: what is written on pictures of what is done with texts.

    Raises:
        SettingsError: the cache cannot be written.
    """
    if kind not in SHOWN:
        return None
    written = asdict(words) if kind in _OF_TEXTS else {}
    key = key_of(GALLERY_VERSION, kind, entry.name, _SIZE, written)
    made = kept.obtain(_CACHED, key, ".webp", partial(_draw, kind, entry, samples, words))
    return f"data:image/webp;base64,{b64encode(made.read_bytes()).decode('ascii')}"


def look_picture(kept: Cache, samples: Path, text: str, fields: Mapping[str, Any]) -> Path:
    """Return a picture of a text in a ready-made look: fields of its style, ``Outline`` in parts of the font size.

    Raises:
        DependencyMissing: Skia or the fonts are not installed.
        SettingsError: the cache cannot be written.
    """
    key = key_of(GALLERY_VERSION, "look", text, dict(fields), _LOOK_SIZE)
    return kept.obtain(_CACHED, key, ".jpg", partial(_draw_look, samples, text, fields))


def _draw(kind: str, entry: Entry[Any], samples: Path, words: Words, path: Path) -> None:
    write_moving(shown(kind, entry, replace(_scene(samples), words=words)), path)


def _draw_look(samples: Path, text: str, fields: Mapping[str, Any], path: Path) -> None:
    from s2v_core.rendering.text import draw_caption
    from s2v_core.timeline import Canvas, SubtitleStyle

    given = {**fields, "Outline": fields["Outline"] * _LETTERS} if "Outline" in fields else fields
    style = {"Font": "Inter Medium", **given, "FontSize": _LETTERS, "Alignment": "CenterCenter", "Y": 0}
    drawn = draw_caption(text, SubtitleStyle.model_validate(style), Canvas(*_LOOK_SIZE))
    picture = Image.fromarray(photo(samples / _BACKGROUND, _LOOK_SIZE)).convert("RGBA")
    picture.alpha_composite(Image.fromarray(drawn.rgba), (drawn.x, drawn.y))
    picture.convert("RGB").save(path, "JPEG", quality=90)


@cache
def _scene(samples: Path) -> Scene:
    return open_scene([samples / name for name in _MEDIA], _SIZE)

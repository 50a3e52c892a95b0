"""The pictures of the gallery: made when they are first looked at, and kept on disk."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from s2v_core.cache import Cache, key_of
from s2v_core.effects import Entry
from s2v_core.effects.gallery import GALLERY_VERSION, photo, transition_frames, write_moving
from s2v_core.settings import Settings

__all__ = ["moving_picture"]

_CACHED = "gallery"
_PHOTOS = ("tasting_table.jpg", "valley_dusk.jpg")
_SIZE = (192, 108)


def moving_picture(settings: Settings, kind: str, entry: Entry[Any]) -> Path | None:
    """Return a picture that shows an entry of the catalogue; None for kinds that are not shown by pictures.

    Raises:
        SettingsError: the cache cannot be written.
    """
    if kind != "transition":
        return None
    kept = Cache(settings.cache_dir, limit=settings.cache_limit)
    key = key_of(GALLERY_VERSION, kind, entry.name, _SIZE)
    media = settings.samples_dir / "media"
    return kept.obtain(
        _CACHED, key, ".webp", lambda path: write_moving(transition_frames(entry, *_photos(media)), path)
    )


@cache
def _photos(media: Path) -> tuple[Any, Any]:
    first, second = (photo(media / name, _SIZE) for name in _PHOTOS)
    return first, second

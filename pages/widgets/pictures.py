"""Small pictures of assets, all of the same shape, for cards and lists."""

from __future__ import annotations

from base64 import b64encode
from functools import partial
from pathlib import Path

from pages.widgets.services import services
from s2v_core.cache import Cache, key_of
from s2v_core.errors import S2VError

__all__ = ["picture", "picture_uri"]

_KIND, _SUFFIX, _VERSION = "cards", ".webp", 1
_REMOTE = ("http:", "https:", "s3:")


def picture(reference: str, size: tuple[int, int] = (480, 270)) -> Path | None:
    """Return a picture of an asset that fills ``size`` (width, height), cut to its middle; None if there is none.

    It is made once; what lies on another machine is not fetched for it.
    """
    if not reference or reference.startswith(_REMOTE):
        return None
    try:
        return _made(reference, size)
    except S2VError:  # the pages that work on the asset say what is wrong with it
        return None


def picture_uri(reference: str, size: tuple[int, int] = (96, 54)) -> str | None:
    """Return a very small picture for the cells of a table, as an address that holds it; None if there is none."""
    shown = picture(reference, size)
    return None if shown is None else f"data:image/webp;base64,{b64encode(shown.read_bytes()).decode('ascii')}"


def _made(reference: str, size: tuple[int, int]) -> Path:
    from s2v_core.media import Assets

    here = services()
    assets = Assets(here.settings, trusted=here.local)
    path = assets.path(reference)
    status = path.stat()
    key = key_of(_VERSION, str(path), status.st_size, status.st_mtime_ns, size)
    cache = Cache(here.settings.cache_dir, limit=here.settings.cache_limit)
    known = cache.find(_KIND, key, _SUFFIX)
    if known is not None:
        return known
    return cache.store(_KIND, key, _SUFFIX, partial(_draw, path, assets.info(reference), size, assets.max_pixels))


def _draw(path: Path, info: object, size: tuple[int, int], max_pixels: int, target: Path) -> None:
    from PIL import Image, ImageOps

    from s2v_core.media import thumbnail

    whole = thumbnail(path, info, size=(2 * max(size), 2 * max(size)), max_pixels=max_pixels)  # type: ignore[arg-type]
    ImageOps.fit(Image.fromarray(whole), size).save(target, "WEBP", quality=80, method=2)

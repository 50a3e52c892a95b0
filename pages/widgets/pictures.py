"""Small pictures of assets, all of the same shape, for cards and lists."""

from __future__ import annotations

from base64 import b64encode
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pages.widgets.services import services
from s2v_core.cache import key_of
from s2v_core.errors import S2VError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["jpeg", "lies_elsewhere", "no_picture", "picture", "picture_uri"]

_KIND, _SUFFIX, _VERSION = "cards", ".jpg", 2
_STATIC = Path(__file__).resolve().parents[2] / "static"


def no_picture(*, damaged: bool) -> Path:
    """Return what stands where there is no picture: a sign of damage, or an empty frame."""
    return _STATIC / ("damaged.png" if damaged else "empty.png")


def picture(reference: str, size: tuple[int, int] = (480, 270), *, whole: bool = False) -> Path | None:
    """Return a picture of an asset that fills ``size`` (width, height), cut to its middle; None if there is none.

    With ``whole`` nothing is cut: it is as large as fits into ``size``. It is made once; what lies on another machine
    is not fetched for it.
    """
    if not reference or lies_elsewhere(reference):
        return None
    try:
        return _made(reference, size, whole)
    except S2VError:  # the pages that work on the asset say what is wrong with it
        return None


def picture_uri(reference: str, size: tuple[int, int] = (96, 54), *, whole: bool = False) -> str | None:
    """Return a very small picture for the cells of a table, as an address that holds it; None if there is none.

    It fills ``size``, or is as large as fits into that if the ``whole`` asset is to be seen.
    """
    shown = picture(reference, size, whole=whole)
    return None if shown is None else f"data:image/jpeg;base64,{b64encode(shown.read_bytes()).decode('ascii')}"


def lies_elsewhere(reference: str) -> bool:
    """Return whether an asset lies on another machine, from which nothing is fetched while a page is drawn."""
    from s2v_core.media.locate import reference_kind

    return reference_kind(reference) in ("http", "remote")


def jpeg(frame: NDArray[np.uint8], quality: int = 85) -> bytes:
    """Return a picture (H x W x 3 uint8 RGB) as JPEG."""
    import cv2

    ordered = cv2.cvtColor(frame, cv2.COLOR_RGB2BGR)
    return bytes(cv2.imencode(".jpg", ordered, (cv2.IMWRITE_JPEG_QUALITY, quality))[1])


def _made(reference: str, size: tuple[int, int], whole: bool) -> Path:
    from s2v_core.media.library.ids import asset_id_of

    here, asset = services(), asset_id_of(reference)
    # An asset of the library is not looked for in folders first, since lists show many.
    path = here.locator.find(reference if asset is None else f"media://{asset}")
    status = path.stat()
    key = key_of(_VERSION, str(path), status.st_size, status.st_mtime_ns, size, whole)
    known = here.cache.find(_KIND, key, _SUFFIX)
    return known or here.cache.store(_KIND, key, _SUFFIX, partial(_draw, reference, path, size, whole))


def _draw(reference: str, path: Path, size: tuple[int, int], whole: bool, target: Path) -> None:
    from PIL import Image, ImageOps

    from s2v_core.media import Assets, thumbnail

    here = services()
    assets = Assets(here.settings, trusted=here.local)
    limit = size if whole else (2 * max(size), 2 * max(size))
    shown = Image.fromarray(thumbnail(path, assets.info(reference), size=limit, max_pixels=assets.max_pixels))
    # Streamlit sends JPEG as it is, and encodes anew what it does not know.
    (shown if whole else ImageOps.fit(shown, size)).save(target, "JPEG", quality=85)

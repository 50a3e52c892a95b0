"""Opening still and animated pictures with Pillow, with their size known before anything is decoded."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageFile, JpegImagePlugin

from s2v_core.errors import MediaNotFound, MediaTooLarge, MediaUnreadable

__all__ = ["FORMATS", "check_pixels", "is_picture", "open_picture", "orientation"]

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF", "PPM", "ICO")
"""The Pillow formats that may be used: those that photographs and artwork come in, none that runs a program."""

_ORIENTATION = 0x0112
_DAMAGE = (OSError, SyntaxError, ValueError, IndexError, TypeError, EOFError, struct.error)
_TRUNCATED = "damaged or cut short"


def is_picture(path: Path) -> bool:
    """Tell by its first bytes whether a file is a picture of one of ``FORMATS``."""
    with path.open("rb") as file:
        return _format_of(file.read(16)) is not None


@contextmanager
def open_picture(path: Path, *, max_pixels: int) -> Iterator[ImageFile.ImageFile]:
    """Open a picture without decoding it. What goes wrong while it is decoded in the ``with`` body is translated, too.

    Pillow's own guard against huge pictures warns and refuses at sizes of its own through state of the whole process.
    The plug-ins are therefore called directly, and the pixels are counted here.

    Raises:
        MediaNotFound: there is no such file.
        MediaTooLarge: it has more than ``max_pixels`` pixels.
        MediaUnreadable: it is no picture of a known format, or damaged.
    """
    try:
        with path.open("rb") as file:
            image = _plugin(file, path)
            check_pixels(path, *image.size, max_pixels=max_pixels)
            yield image
    except FileNotFoundError:
        raise MediaNotFound(f"{path.name} does not exist.", where=str(path)) from None
    except Image.DecompressionBombError as error:
        raise MediaTooLarge(f"{path.name} holds a picture of too many pixels.", where=str(path)) from error
    except _DAMAGE as error:
        raise MediaUnreadable(
            f"{path.name} cannot be read as a picture ({_TRUNCATED}).",
            where=str(path),
            hint="Check that it opens in an image viewer, or save it anew as JPEG or PNG.",
        ) from error


def check_pixels(path: Path, width: int, height: int, *, max_pixels: int) -> None:
    """Refuse a picture or video frame of more than ``max_pixels`` pixels, naming its size.

    Raises:
        MediaTooLarge: it is too large.
    """
    if width * height > max_pixels:
        raise MediaTooLarge(
            f"{path.name} is {width} x {height} pixels ({width * height / 1e6:.1f} megapixels); "
            f"the limit is {max_pixels / 1e6:g} megapixels.",
            where=str(path),
            hint="Scale it down, or raise S2V_MAX_PIXELS.",
        )


def orientation(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 to 8; 1 when there is none or it makes no sense."""
    if image.format == "PNG" and "exif" not in image.info:
        return 1  # Pillow would decode the whole picture to look for it behind the pixels
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except _DAMAGE:
        return 1
    return value if value in range(1, 9) else 1


def _format_of(prefix: bytes) -> str | None:
    Image.init()
    for name in FORMATS:
        accept = Image.OPEN[name][1] if name in Image.OPEN else None
        if accept is not None and accept(prefix) is True:
            return name
    return None


def _plugin(file: BinaryIO, path: Path) -> ImageFile.ImageFile:
    name = _format_of(file.read(16))
    file.seek(0)
    if name is None:
        raise MediaUnreadable(f"{path.name} is no picture of a known format.", where=str(path))
    if name == "JPEG":
        # The registered opener looks for further pictures in the file (a camera's preview), which nobody asked for.
        return JpegImagePlugin.JpegImageFile(file, str(path))
    image: ImageFile.ImageFile = Image.OPEN[name][0](file, str(path))
    return image

"""Opening still and animated pictures with Pillow, with their size known before anything is decoded."""

from __future__ import annotations

import re
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
_DAMAGE = (
    *(OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, RuntimeError, OverflowError),
    struct.error,
)
"""What Pillow's readers raise over damaged files."""
_FOREIGN = (
    (re.compile(rb"....ftyp(heic|heix|heim|heis|hevc|hevx)", re.DOTALL), "a HEIC photo", "JPEG"),
    (re.compile(rb"....ftyp(mif1|msf1).{0,32}hei[cxms]", re.DOTALL), "a HEIC photo", "JPEG"),
    (re.compile(rb"\xff\x0a|\0\0\0\x0cJXL "), "a JPEG XL picture", "JPEG or PNG"),
    (re.compile(rb"\s*<(svg|\?xml.*<svg)", re.DOTALL | re.IGNORECASE), "an SVG drawing", "PNG"),
    (re.compile(rb"8BPS"), "a Photoshop document", "PNG"),
    (re.compile(rb"%PDF"), "a PDF document", "PNG"),
)
"""How pictures begin that people have and that are not read here, what they are, and what to save them as."""


def is_picture(path: Path) -> bool:
    """Tell by its first bytes whether a file is a picture of one of ``FORMATS``.

    Raises:
        MediaUnreadable: it is a picture of a format that is well known, but not read here.
    """
    with path.open("rb") as file:
        start = file.read(1024)
    for beginning, name, instead in _FOREIGN:
        if beginning.match(start):
            raise MediaUnreadable(
                f"{path.name!r} is {name}, which cannot be read.", where=str(path), hint=f"Save it as {instead}."
            )
    return _format_of(start[:16]) is not None


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
        raise MediaNotFound(f"{path.name!r} does not exist.", where=str(path)) from None
    except Image.DecompressionBombError as error:
        raise MediaTooLarge(f"{path.name!r} holds a picture of too many pixels.", where=str(path)) from error
    except _DAMAGE as error:
        raise MediaUnreadable(
            f"{path.name!r} cannot be read as a picture (damaged or cut short).",
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
            f"{path.name!r} is {width} x {height} pixels ({width * height / 1e6:.1f} megapixels); "
            f"the limit is {max_pixels / 1e6:g} megapixels.",
            where=str(path),
            hint="Scale it down, or raise S2V_MAX_PIXELS.",
        )


def orientation(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 to 8; 1 when there is none or it makes no sense."""
    if image.format == "TIFF":
        return 1  # Pillow turns these itself
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
        raise MediaUnreadable(f"{path.name!r} is no picture of a known format.", where=str(path))
    if name == "JPEG":
        # The registered opener looks for further pictures in the file (a camera's preview), which nobody asked for.
        return JpegImagePlugin.JpegImageFile(file, str(path))
    image: ImageFile.ImageFile = Image.OPEN[name][0](file, str(path))
    return image

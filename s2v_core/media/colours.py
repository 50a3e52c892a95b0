"""From whatever a picture file holds (16 bit, CMYK, palette, a colour profile) to 8 bit sRGB."""

from __future__ import annotations

import io

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

__all__ = ["planes", "to_srgb"]

Values = NDArray[np.uint8]

_SPACES = {1: ("L", "GRAY"), 3: ("RGB", "RGB "), 4: ("CMYK", "CMYK")}
"""By number of channels: the mode in Pillow and the colour space that a fitting ICC profile names."""


def planes(image: Image.Image) -> tuple[Values, Values | None]:
    """Decode a picture into its colours, H x W x 1 (grey), 3 (RGB) or 4 (CMYK, 255 is full ink), and its alpha, H x W.

    All uint8; the alpha is None when there is none. Deeper channels are rounded to 8 bits.
    """
    image.load()
    if image.mode.startswith("I") or image.mode == "F":
        return _shallow(np.asarray(image))[:, :, np.newaxis], None
    if image.has_transparency_data:
        values = _pixels(image, "RGBA")
        return values[:, :, :3], values[:, :, 3]
    if image.mode == "CMYK":
        inks = np.asarray(image)
        # Pillow takes every CMYK JPEG for an inverted one, which only those with Adobe's mark are.
        return (255 - inks if image.format == "JPEG" and "adobe" not in image.info else inks), None
    if image.mode in ("1", "L"):
        return _pixels(image, "L")[:, :, np.newaxis], None
    return _pixels(image, "RGB"), None


def to_srgb(colours: Values, profile: bytes | None) -> Values:
    """Return ``colours`` as made by ``planes`` as H x W x 3 sRGB.

    ``profile`` is the ICC profile of the file. One that is damaged, or for another kind of colours, is ignored.
    """
    converted = _by_profile(colours, profile) if profile else None
    if converted is not None:
        return converted
    if colours.shape[2] == 1:
        return np.repeat(colours, 3, axis=2)
    if colours.shape[2] == 4:
        paper = np.repeat(255 - colours[:, :, 3:], 3, axis=2)
        return np.asarray(cv2.multiply(255 - colours[:, :, :3], paper, scale=1 / 255), np.uint8)
    return colours


def _pixels(image: Image.Image, mode: str) -> Values:
    """Return the pixels in a mode of Pillow's, which would copy them even where nothing is to be converted."""
    return np.asarray(image if image.mode == mode else image.convert(mode))


def _shallow(deep: NDArray[np.generic]) -> Values:
    if deep.dtype.kind == "f":
        scale = 255.0 if float(deep.max()) <= 1.0 else 1.0
        values = np.nan_to_num(deep.astype(np.float32)) * scale
    else:
        values = deep.astype(np.float32) * (255 / 65535)
    rounded: Values = np.clip(values + 0.5, 0, 255).astype(np.uint8)
    return rounded


def _by_profile(colours: Values, profile: bytes) -> Values | None:
    mode, space = _SPACES[colours.shape[2]]
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if source.profile.xcolor_space != space:
            return None
        if "sRGB" in ImageCms.getProfileDescription(source):
            return colours
        image = Image.frombytes(mode, colours.shape[1::-1], colours.tobytes())
        converted = ImageCms.profileToProfile(
            image,
            source,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError):
        return None
    return None if converted is None else np.asarray(converted)

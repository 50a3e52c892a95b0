"""Colours: how they are written, and which stand out from others."""

from __future__ import annotations

from s2v_core.rendering.values import Colour

__all__ = ["DARK", "LIGHT", "contrast", "contrasting", "hex_of"]

DARK: Colour = (16, 16, 16)
LIGHT: Colour = (255, 255, 255)


def hex_of(rgb: Colour) -> str:
    """Return ``#RRGGBB``."""
    return "#{:02X}{:02X}{:02X}".format(*rgb)


def contrasting(fill: Colour) -> Colour:
    """Return near-black or white, whichever stands out from ``fill`` (dark if they are close)."""
    return DARK if contrast(fill, DARK) * 1.2 >= contrast(fill, LIGHT) else LIGHT


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours as WCAG 2 counts it, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(rgb: Colour) -> float:
    linear = [(part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4) for part in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

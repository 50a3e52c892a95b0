"""Colours that stand out from others."""

from __future__ import annotations

from s2v_core.rendering.values import Colour

__all__ = ["DARK", "LIGHT", "contrasting"]

DARK: Colour = (16, 16, 16)
LIGHT: Colour = (255, 255, 255)


def contrasting(fill: Colour) -> Colour:
    """Return near-black or white, whichever stands out from ``fill`` (WCAG 2 contrast, dark if they are close)."""
    light = _luminance(fill)
    against_dark = (light + 0.05) / (_luminance(DARK) + 0.05)
    against_light = 1.05 / (light + 0.05)
    return DARK if against_dark * 1.2 >= against_light else LIGHT


def _luminance(rgb: Colour) -> float:
    linear = [(part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4) for part in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

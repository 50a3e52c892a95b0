"""Small moving pictures that show what entries of the catalogue look like."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from s2v_core.effects.frames import Frame, Transition
from s2v_core.effects.registry import Entry

__all__ = ["GALLERY_VERSION", "photo", "transition_frames", "write_moving"]

GALLERY_VERSION = 1
"""Counts up whenever the pictures would look different."""

_STEPS, _SEED = 16, 3
_STEP, _REST = 60, 800
"""Milliseconds that a frame of the change, and each of the two photos, is shown."""
_QUALITY = 50


def photo(path: Path, size: tuple[int, int]) -> Frame:
    """Return a photo that fills ``size`` (width, height), cut to its middle: H x W x 3 uint8 RGB.

    Raises:
        OSError: it cannot be read.
    """
    with Image.open(path) as opened:
        return np.ascontiguousarray(np.asarray(ImageOps.fit(opened.convert("RGB"), size)))


def transition_frames(entry: Entry[Transition], first: Frame, second: Frame, steps: int = _STEPS) -> tuple[Frame, ...]:
    """Return ``first``, ``steps`` frames of its change to ``second``, and that; all H x W x 3 uint8 RGB."""
    params = {name: parameter.default for name, parameter in entry.parameters.items()}
    between = (entry.function(first, second, step / (steps + 1), _SEED, params) for step in range(1, steps + 1))
    return (first, *between, second)


def write_moving(frames: tuple[Frame, ...], path: Path) -> None:
    """Write frames (at least two) as a WebP that plays for ever and rests at its ends.

    Raises:
        OSError: it cannot be written.
    """
    durations = [_REST, *[_STEP] * (len(frames) - 2), _REST]
    first, *others = (Image.fromarray(frame) for frame in frames)
    first.save(
        path, "WEBP", save_all=True, append_images=others, duration=durations, loop=0, quality=_QUALITY, method=2
    )

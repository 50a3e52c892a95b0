"""Moving pictures as files: animated WebP, which browsers play."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from s2v_core.effects import Frame

__all__ = ["Moving", "write_moving"]

_QUALITY = 50
_STILL_QUALITY = 85


@dataclass(frozen=True)
class Moving:
    """Frames (H x W x 3 uint8 RGB) and the milliseconds for which each is shown; one alone is a still picture."""

    frames: Sequence[Frame]
    milliseconds: Sequence[int]


def write_moving(moving: Moving, path: Path) -> None:
    """Write a WebP that plays for ever, or a still one.

    Raises:
        OSError: it cannot be written.
    """
    first, *others = (Image.fromarray(frame) for frame in moving.frames)
    if not others:
        first.save(path, "WEBP", quality=_STILL_QUALITY)
        return
    first.save(
        path,
        "WEBP",
        save_all=True,
        append_images=others,
        duration=list(moving.milliseconds),
        loop=0,
        quality=_QUALITY,
        method=2,
        kmin=0,
        kmax=1,  # every frame whole: what is left of others shows as blocks
    )

"""Timelines and encoder options for looking something over quickly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from s2v_core.media import Assets
from s2v_core.rendering.compose import Composer
from s2v_core.rendering.encoding import EncoderOptions
from s2v_core.timeline import Canvas, Timeline, rescaled

__all__ = ["draft", "draft_canvas", "draft_options", "thumbnails"]

_SHORT_SIDE = 360
_THUMBNAIL = 180
_CODEC, _PRESET, _CRF = "libx264", "ultrafast", 26


def draft(timeline: Timeline, short_side: int = _SHORT_SIDE) -> Timeline:
    """Return ``timeline`` on a small canvas of the same shape; one that is no larger stays as it is.

    ``short_side`` is in pixels (rounded to even numbers, as the encoder wants them, like the other side).
    """
    return rescaled(timeline, draft_canvas(timeline.canvas, short_side))


def draft_canvas(canvas: Canvas, short_side: int = _SHORT_SIDE) -> Canvas:
    """Return the canvas of a draft on a timeline's ``canvas``."""
    scale = short_side / min(canvas.width, canvas.height)
    return canvas if scale >= 1 else Canvas(_even(canvas.width * scale), _even(canvas.height * scale))


def draft_options(options: EncoderOptions | None = None) -> EncoderOptions:
    """Return how drafts are encoded: fast, by an encoder that every machine has. The rest stays as in ``options``."""
    return replace(options or EncoderOptions(), codec=_CODEC, preset=_PRESET, crf=_CRF, profile=None)


def thumbnails(
    timeline: Timeline, count: int, *, assets: Assets, short_side: int = _THUMBNAIL
) -> tuple[NDArray[np.uint8], ...]:
    """Return ``count`` small pictures from the middles of equal parts of ``timeline``: H x W x 3 uint8 RGB.

    Raises:
        MediaError: material is missing or unreadable.
        TimelineError: an effect's values cannot be understood.
    """
    small = draft(timeline, short_side)
    composer = Composer(small, assets)
    try:
        return tuple(composer.frame(small.length * (2 * part + 1) // (2 * count)) for part in range(count))
    finally:
        composer.close()


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)

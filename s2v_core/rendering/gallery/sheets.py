"""Contact sheets: the still pictures of many entries side by side, each with its name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

__all__ = ["write_sheet"]

_COLUMNS = 6
_GAP, _NAME = 10, 22
"""Pixels between pictures, and for a name below each."""
_PAPER, _INK = (246, 245, 242), (28, 35, 39)


def write_sheet(pictures: Sequence[tuple[str, Path]], path: Path) -> None:
    """Write pictures (all of one size) with their names as one WebP.

    Raises:
        OSError: one cannot be read, or the sheet cannot be written.
    """
    with Image.open(pictures[0][1]) as first:
        width, height = first.size
    columns = min(_COLUMNS, len(pictures))
    rows = -(-len(pictures) // columns)
    step_x, step_y = width + _GAP, height + _NAME + _GAP
    sheet = Image.new("RGB", (columns * step_x + _GAP, rows * step_y + _GAP), _PAPER)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(14)
    for number, (name, file) in enumerate(pictures):
        left, top = _GAP + number % columns * step_x, _GAP + number // columns * step_y
        with Image.open(file) as picture:
            sheet.paste(picture.convert("RGB"), (left, top))
        pen.text((left, top + height + 3), name, fill=_INK, font=font)
    sheet.save(path, "WEBP", quality=85)

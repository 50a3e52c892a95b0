"""Where stickers stand: nine places of the picture, and sizes that keep a sticker at its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from s2v_core.projects.pools import add_sticker, change_sticker, sticker_ids, stickers
from s2v_core.projects.project import Project
from s2v_core.projects.values import values_of

__all__ = ["SPOTS", "Spot", "StickerBox", "add_stickers", "box_of", "place_sticker", "resize_sticker", "spot_of"]

Spot = Literal["top-left", "top", "top-right", "left", "centre", "right", "bottom-left", "bottom", "bottom-right"]
SPOTS: tuple[Spot, ...] = get_args(Spot)
"""Row by row."""

Size = tuple[float, float]

_MARGIN = 0.05
"""Between a sticker and the edges of the picture, as a part of its shorter side."""
_NEAR = 0.004
"""Distance, as a part of the picture, at which a sticker counts as being at a place."""
_WIDTH = 0.2
_LAST = 0.9999
"""The largest fraction: from 1 on, numbers are the whole, or pixels."""


@dataclass(frozen=True)
class StickerBox:
    """Where a sticker stands, in fractions of the picture."""

    x: float
    y: float
    width: float
    height: float


def box_of(project: Project, sticker: Mapping[str, Any], natural: Size) -> StickerBox:
    """Return where a sticker stands.

    Args:
        project: says how large the picture is.
        sticker: as the document has it.
        natural: width and height of its image in pixels; those of an unknown one are 0.
    """
    canvas, (wide, high) = _canvas(project), natural
    width, height = (_fraction(sticker.get(name), side) for name, side in zip(("Width", "Height"), canvas, strict=True))
    shape = (wide / high if wide and high else 1.0) * canvas[1] / canvas[0]
    if width is None:
        width = (wide / canvas[0] or _WIDTH) if height is None else height * shape
    if height is None:
        height = width / shape
    x, y = (_fraction(sticker.get(name), side) or 0.0 for name, side in zip("XY", canvas, strict=True))
    return StickerBox(x, y, width, height)


def spot_of(project: Project, box: StickerBox) -> Spot | None:
    """Return at which of the places a sticker stands; None if it is elsewhere."""
    canvas = _canvas(project)
    for spot in SPOTS:
        x, y = _corner(canvas, box, spot)
        if abs(x - box.x) < _NEAR and abs(y - box.y) < _NEAR:
            return spot
    return None


def place_sticker(project: Project, sticker: str, spot: Spot, natural: Size) -> Project:
    """Return the project with a sticker at one of the places.

    Raises:
        ProjectError: there is no such sticker.
    """
    box = box_of(project, _known(project, sticker), natural)
    x, y = _corner(_canvas(project), box, spot)
    return change_sticker(project, sticker, {"X": x, "Y": y})


def resize_sticker(project: Project, sticker: str, width: float, natural: Size) -> Project:
    """Return the project with a sticker of another width (a fraction of the picture), in the proportions of its image;
    one that stands at one of the places stays there.

    Raises:
        JobError: the width is out of range.
        ProjectError: there is no such sticker.
    """
    spot = spot_of(project, box_of(project, _known(project, sticker), natural))
    resized = change_sticker(project, sticker, {"Width": round(width, 4), "Height": None})
    return place_sticker(resized, sticker, spot, natural) if spot else resized


def add_stickers(project: Project, media: Sequence[str]) -> Project:
    """Return the project with more stickers, in the top left corner.

    Raises:
        JobError: there are too many then, or a reference is none.
    """
    x, y = _corner(_canvas(project), StickerBox(0, 0, _WIDTH, 0), "top-left")
    for reference in media:
        project = add_sticker(project, reference, x=x, y=y, width=_WIDTH)
    return project


def _corner(canvas: Size, box: StickerBox, spot: Spot) -> Size:
    """Return the top left corner of a sticker that stands at a place."""
    place, margin = SPOTS.index(spot), _MARGIN * min(canvas)
    across, down = (
        _along(step, size, margin / side)
        for step, size, side in zip((place % 3, place // 3), (box.width, box.height), canvas, strict=True)
    )
    return across, down


def _along(step: int, size: float, margin: float) -> float:
    start = (margin, (1 - size) / 2, 1 - margin - size)[step]
    return round(min(max(start, 0.0), _LAST), 4)


def _known(project: Project, sticker: str) -> dict[str, Any]:
    found = dict(zip(sticker_ids(project), stickers(project), strict=True))
    return found.get(sticker, {})


def _canvas(project: Project) -> Size:
    width, height = values_of(project, ["OutputConfig.Width", "OutputConfig.Height"]).values()
    return max(1.0, float(width)), max(1.0, float(height))


def _fraction(value: float | None, side: float) -> float | None:
    """Return a length as a fraction of a side; documents give it as that, or in pixels."""
    return None if value is None else value if value <= 1 else value / side

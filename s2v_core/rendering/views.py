"""Which part of a clip's picture is seen, and where on the canvas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from s2v_core.rendering.fit import (
    Fit,
    Place,
    Region,
    fit,
    framed,
    ken_burns,
    on_canvas,
    parse_region,
    place_in_box,
    within,
    zoom,
)
from s2v_core.rendering.pictures import whole_size
from s2v_core.rendering.transitions import Placed
from s2v_core.rendering.values import number
from s2v_core.timeline.model import Box, Canvas, Effect, Timeline, VideoClip

__all__ = ["View", "view_of"]

_LARGEST = 4
"""How many canvases large a picture may be kept to be seen in parts."""


@dataclass(frozen=True)
class View:
    """The part of a picture that is seen, and where: at rest, or along a way from ``first`` to ``last``."""

    place: Place
    first: Region
    last: Region
    start: int = 0
    length: int = 1

    @property
    def moves(self) -> bool:
        """Whether the part changes from frame to frame."""
        return self.first != self.last

    def kept_size(self, canvas: Canvas) -> tuple[int, int]:
        """Return the size to keep a whole picture at, bounded for regions that are a tiny part of it."""
        smaller, larger = sorted((self.first, self.last), key=lambda region: region.width)
        width, height = whole_size(self.place, smaller, larger)
        scale = min(1.0, (canvas.width * canvas.height * _LARGEST / (width * height)) ** 0.5)
        return max(1, round(width * scale)), max(1, round(height * scale))


def view_of(placed: Placed, natural: tuple[int, int], timeline: Timeline) -> View | None:
    """Return what is seen of a clip whose picture has the size ``natural``, or None when it lies off the canvas.

    Raises:
        TimelineError: an effect names a region that is none.
    """
    clip, canvas = placed.clip, timeline.canvas
    content = _content(clip.effect("Crop"))
    cropped = (max(1, round(natural[0] * content.width)), max(1, round(natural[1] * content.height)))
    box = clip.box or (Box() if clip.type == "GlobalImage" else None)
    place = place_in_box(box, cropped, canvas)
    burns, zooming = clip.effect("KenBurns"), clip.effect("Zoom")
    start, length = 0, 1
    if burns is not None:
        begin, end = burns.params.get("Start"), burns.params.get("End")
        if box is None and begin is not None and end is not None:
            place = framed(cropped, place, begin)
        first, last = ken_burns(cropped, place, begin, end)
        start, length = placed.visible.start - placed.span.start, len(placed.visible)
    else:
        fitted = _fitted(clip, cropped, place, has_box=box is not None)
        place, first, last = fitted.place, fitted.region, fitted.region
        if zooming is not None:
            first, last = _zoomed(zooming, fitted.region)
            length = _frames(zooming.params.get("Duration"), timeline) or len(placed.span)
    seen = on_canvas(place, canvas)
    if seen is None:
        return None
    part, region = seen
    first, last = (within(content, within(whole, region)) for whole in (first, last))
    return View(part, first, last, start, length)


def _fitted(clip: VideoClip, natural: tuple[int, int], place: Place, *, has_box: bool) -> Fit:
    """Without a box a picture is shown whole and centred, whatever mode is named; in a box ``Fill`` is the default."""
    return fit(natural, place, (clip.adapt_mode or "Fill") if has_box else "Contain")


def _content(crop: Effect | None) -> Region:
    if crop is None:
        return Region()
    values = [crop.params.get(key, default) for key, default in (("X", 0), ("Y", 0), ("Width", 1), ("Height", 1))]
    region = parse_region(values)
    x, y = min(max(0.0, region.x), 0.99), min(max(0.0, region.y), 0.99)
    return Region(x, y, min(region.width, 1 - x), min(region.height, 1 - y))


def _zoomed(effect: Effect, region: Region) -> tuple[Region, Region]:
    rates = [_number(effect.params.get(key), default) for key, default in (("StartRate", 1.0), ("EndRate", 1.2))]
    return zoom(region, rates[0]), zoom(region, rates[1])


def _frames(seconds: Any, timeline: Timeline) -> int:
    return timeline.frame_at(max(0.0, _number(seconds, 0.0)))


def _number(value: Any, default: float) -> float:
    known = number(value, -1e6, 1e6)
    return default if known is None else known

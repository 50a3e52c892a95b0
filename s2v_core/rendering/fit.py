"""Where a picture lies on the canvas and which part of it is seen: pure geometry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from s2v_core.errors import TimelineError
from s2v_core.timeline.model import AdaptMode, Box, Canvas

__all__ = [
    "Fit",
    "Place",
    "Region",
    "fit",
    "follow",
    "framed",
    "ken_burns",
    "on_canvas",
    "parse_region",
    "place_in_box",
    "within",
    "zoom",
]

Size = tuple[int, int]

_SNAP = 0.005
"""Part of a side by which a picture may be stretched, unseen, rather than leave a thin line of background."""

_HIDDEN = 0.12
"""Part of the picture that the default zoom leaves out at its nearer end."""


@dataclass(frozen=True)
class Region:
    """A part of a picture, in fractions of its width and height."""

    x: float = 0.0
    y: float = 0.0
    width: float = 1.0
    height: float = 1.0


@dataclass(frozen=True)
class Place:
    """A rectangle of whole pixels on the canvas; it may stick out."""

    left: int
    top: int
    width: int
    height: int

    @property
    def size(self) -> Size:
        """Width and height."""
        return self.width, self.height

    def covers(self, canvas: Canvas) -> bool:
        """Say whether no pixel of the canvas lies outside."""
        right, bottom = self.left + self.width, self.top + self.height
        return self.left <= 0 and self.top <= 0 and right >= canvas.width and bottom >= canvas.height


@dataclass(frozen=True)
class Fit:
    """The part ``region`` of a picture, scaled to ``place``."""

    region: Region
    place: Place


def place_in_box(box: Box | None, natural: Size, canvas: Canvas) -> Place:
    """Return the rectangle of ``box`` in pixels (0 to 1: fractions of the canvas; above 1: pixels).

    A missing width or height follows the other by the aspect ratio of ``natural``; with both missing the size is
    natural. Without a box it is the whole canvas.
    """
    if box is None:
        return Place(0, 0, canvas.width, canvas.height)
    width = _pixels(box.width, canvas.width)
    height = _pixels(box.height, canvas.height)
    if width is None and height is None:
        width, height = natural
    elif width is None:
        width = (height or 0) * natural[0] / natural[1]
    elif height is None:
        height = width * natural[1] / natural[0]
    left, top = _pixels(box.x, canvas.width) or 0, _pixels(box.y, canvas.height) or 0
    return _whole(left, top, width, height or 0)


def fit(natural: Size, place: Place, mode: AdaptMode) -> Fit:
    """Return how a picture of the size ``natural`` is put into ``place``.

    ``Contain`` shows all of it, centred; ``Cover`` fills the place and evenly cuts what hangs over; ``Fill`` stretches.
    """
    if mode == "Cover":
        return Fit(_covering(natural, place), place)
    if mode == "Contain":
        return Fit(Region(), _contained(natural, place))
    return Fit(Region(), place)


def framed(natural: Size, place: Place, window: Any) -> Place:
    """Return the part of ``place`` that the window ``"x,y,w,h"`` of a picture of the size ``natural`` fills, centred.

    A window with the picture's own aspect ratio leaves the borders that the whole picture would leave.
    """
    region = parse_region(window)
    return _contained((natural[0] * region.width, natural[1] * region.height), place)


def ken_burns(natural: Size, place: Place, start: Any = None, end: Any = None) -> tuple[Region, Region]:
    """Return the regions of a still seen first and last when it is moved within ``place``.

    ``start`` and ``end`` are ``"x,y,w,h"`` in fractions, or missing: then a landscape picture in a portrait place
    slides right, a portrait picture in a landscape place slides down, any other slowly zooms out. Regions are
    brought to the place's aspect ratio, so that nothing is stretched, and into the picture.
    """
    first, last = _default_motion(natural, place)
    if start is not None or end is not None:
        first = parse_region(start) if start is not None else Region()
        last = parse_region(end) if end is not None else Region()
    return _shaped(first, natural, place), _shaped(last, natural, place)


def on_canvas(place: Place, canvas: Canvas) -> tuple[Place, Region] | None:
    """Return the part of ``place`` that lies on the canvas, and which region of the place it is; None if empty."""
    left, top = max(0, place.left), max(0, place.top)
    right = min(canvas.width, place.left + place.width)
    bottom = min(canvas.height, place.top + place.height)
    if left >= right or top >= bottom:
        return None
    part = Place(left, top, right - left, bottom - top)
    across, down = place.width, place.height
    seen = Region((left - place.left) / across, (top - place.top) / down, part.width / across, part.height / down)
    return part, seen


def within(outer: Region, inner: Region) -> Region:
    """Return the region of the whole that ``inner`` is when it is given in fractions of ``outer``."""
    return Region(
        outer.x + inner.x * outer.width,
        outer.y + inner.y * outer.height,
        inner.width * outer.width,
        inner.height * outer.height,
    )


def follow(first: Region, last: Region, progress: float) -> Region:
    """Return the region at ``progress`` (0 to 1) on the straight way from ``first`` to ``last``."""
    rest = 1 - progress
    return Region(
        first.x * rest + last.x * progress,
        first.y * rest + last.y * progress,
        first.width * rest + last.width * progress,
        first.height * rest + last.height * progress,
    )


def zoom(region: Region, rate: float) -> Region:
    """Return ``region`` seen ``rate`` times (at least 1) as large, about its centre."""
    width, height = region.width / max(rate, 1), region.height / max(rate, 1)
    return Region(region.x + (region.width - width) / 2, region.y + (region.height - height) / 2, width, height)


def parse_region(text: Any) -> Region:
    """Read ``"x,y,w,h"`` (or a sequence of four numbers).

    Raises:
        TimelineError: it is something else, or the region is empty.
    """
    parts = text.split(",") if isinstance(text, str) else text
    try:
        x, y, width, height = (float(part) for part in parts)
    except (TypeError, ValueError):
        raise TimelineError(f"{text!r} is no region.", hint='Write "x,y,w,h" in fractions of the picture.') from None
    if not (width > 0 and height > 0 and -10 < x < 10 and -10 < y < 10):
        raise TimelineError(f"The region {text!r} is empty.", hint="Width and height must be above 0.")
    return Region(x, y, width, height)


def _pixels(value: float | None, whole: int) -> float | None:
    if value is None:
        return None
    return value * whole if abs(value) <= 1 else value


def _whole(left: float, top: float, width: float, height: float) -> Place:
    """Round the edges, not the sizes, so that boxes that meet on paper meet in pixels."""
    first, above = round(left), round(top)
    return Place(first, above, max(1, round(left + width) - first), max(1, round(top + height) - above))


def _contained(natural: tuple[float, float], place: Place) -> Place:
    scale = min(place.width / natural[0], place.height / natural[1])
    width = _snapped(natural[0] * scale, place.width)
    height = _snapped(natural[1] * scale, place.height)
    left = place.left + (place.width - width) // 2
    return Place(left, place.top + (place.height - height) // 2, width, height)


def _snapped(length: float, whole: int) -> int:
    return whole if whole - length <= _SNAP * whole else max(1, round(length))


def _covering(natural: Size, place: Place) -> Region:
    wanted = place.width / place.height
    actual = natural[0] / natural[1]
    if actual > wanted:
        return Region((1 - wanted / actual) / 2, 0, wanted / actual, 1)
    return Region(0, (1 - actual / wanted) / 2, 1, actual / wanted)


def _default_motion(natural: Size, place: Place) -> tuple[Region, Region]:
    seen = _covering(natural, place)
    if natural[0] > natural[1] and place.width < place.height:
        return Region(0, 0, seen.width, 1), Region(1 - seen.width, 0, seen.width, 1)
    if natural[0] < natural[1] and place.width > place.height:
        return Region(0, 0, 1, seen.height), Region(0, 1 - seen.height, 1, seen.height)
    return zoom(seen, 1 / (1 - _HIDDEN)), seen


def _shaped(region: Region, natural: Size, place: Place) -> Region:
    """Shrink ``region`` about its centre to the place's aspect ratio and move it into the picture."""
    wanted = place.width / place.height * natural[1] / natural[0]
    width, height = min(region.width, 1.0), min(region.height, 1.0)
    if width / height > wanted:
        width_kept, height_kept = height * wanted, height
    else:
        width_kept, height_kept = width, width / wanted
    x = region.x + (region.width - width_kept) / 2
    y = region.y + (region.height - height_kept) / 2
    return Region(min(max(0.0, x), 1 - width_kept), min(max(0.0, y), 1 - height_kept), width_kept, height_kept)

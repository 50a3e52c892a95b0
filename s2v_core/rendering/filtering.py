"""The colours of a clip: which filters it has, and its picture through them."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from s2v_core.effects.filters import (
    CUBE_SUFFIX,
    ColourTable,
    Filter,
    PlanesTable,
    Step,
    chained,
    darken_planes,
    darkened,
    filters,
    grading,
    read_cube,
    weakened,
)
from s2v_core.effects.registry import Entry
from s2v_core.media import Assets
from s2v_core.media.planes import TO_YUV, Planes
from s2v_core.rendering.altered import Altered
from s2v_core.rendering.pictures import Picture, Seen
from s2v_core.rendering.values import drawn_name, named_numbers, number
from s2v_core.timeline.model import Effect, Timeline

__all__ = ["AppliedFilter", "AppliedFilters", "coloured", "filters_of", "shaded"]

_TABLES = 16
"""Tables kept: those of a few clips that are seen at once; one is 0.8 MB."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class AppliedFilter:
    """A filter with its values. Equal ones give equal pictures.

    ``name`` is that of the catalogue; for a colour table ``path`` it is the hash of the file's content.
    """

    name: str
    values: tuple[tuple[str, float], ...] = ()
    path: Path | None = field(default=None, compare=False)

    def colour_map(self) -> Step | None:
        """Return the map from colours to colours; None when it would change nothing.

        Raises:
            MediaError: the colour table cannot be used.
        """
        values = dict(self.values)
        if self.path is not None:
            return weakened(read_cube(self.path), values.get("strength", 1.0))
        return _entry(self.name).function.colour_map(values)

    @property
    def changes_colours(self) -> bool:
        """Whether there is a map that does anything."""
        if self.path is not None:
            return dict(self.values).get("strength", 1.0) > 0
        return self.colour_map() is not None

    @property
    def corners(self) -> float:
        """How dark the corners get, 0 to 1."""
        return 0.0 if self.path is not None else _entry(self.name).function.corners(dict(self.values))


AppliedFilters = tuple[AppliedFilter, ...]


def filters_of(effects: Iterable[Effect], shown: str, timeline: Timeline, assets: Assets) -> AppliedFilters:
    """Return the filters among ``effects`` in the order in which they are applied; unknown ones are left out.

    Of several names (``"m1,m2"``) and of ``random`` one is drawn by what is ``shown``.

    Raises:
        MediaError: a colour table is missing, unreadable or not allowed.
    """
    found = (_filter_of(effect, shown, timeline, assets) for effect in effects if effect.type == "Filter")
    return tuple(one for one in found if one is not None)


def coloured(picture: Picture, applied: AppliedFilters) -> Picture:
    """Return ``picture`` with the colours that the filters give it.

    Asking it for a frame raises MediaError when a colour table cannot be used.
    """
    changing = tuple(one for one in applied if one.changes_colours)
    return _Changed(picture, _Colours(changing)) if changing else picture


def shaded(picture: Picture, applied: AppliedFilters) -> Picture:
    """Return ``picture`` with the dark corners that the filters give it."""
    light = 1.0
    for one in applied:
        light *= 1 - one.corners
    return _Changed(picture, _Corners(1 - light)) if light < 1 else picture


def _filter_of(effect: Effect, shown: str, timeline: Timeline, assets: Assets) -> AppliedFilter | None:
    wanted = (effect.sub_type or "").strip()
    if wanted.lower().endswith(CUBE_SUFFIX):
        strength = number(named_numbers(effect.params, ("strength",)).get("strength"), 0, 1)
        part = () if strength is None else (("strength", strength),)
        return AppliedFilter(assets.content_hash(wanted), part, assets.path(wanted))
    name = drawn_name(effect, filters, timeline, shown, beside=(grading,))
    if name is None:
        _log.warning("The filter %r is not known here; the picture is shown without it.", effect.sub_type)
        return None
    values = named_numbers(effect.params, _entry(name).parameters)
    return AppliedFilter(name, tuple(sorted(values.items())))


def _entry(name: str) -> Entry[Filter]:
    return grading if name == grading.name else filters[name]


class _Change(Protocol):
    """Something done to pictures."""

    def planes(self, planes: Planes) -> None:
        """Change a picture in 4:2:0 in place."""
        ...

    def rgb(self, frame: Any) -> Any:
        """Return a changed H x W x 3 uint8 RGB picture."""
        ...


class _Colours:
    def __init__(self, applied: AppliedFilters) -> None:
        self._applied = applied

    def planes(self, planes: Planes) -> None:
        _planes_table(self._applied).apply(*planes.all)

    def rgb(self, frame: Any) -> Any:
        return _rgb_table(self._applied).applied(frame)


class _Corners:
    def __init__(self, amount: float) -> None:
        self._amount = amount

    def planes(self, planes: Planes) -> None:
        darken_planes(planes.all, self._amount)

    def rgb(self, frame: Any) -> Any:
        return darkened(np.ascontiguousarray(frame), self._amount)


class _Changed(Altered):
    def __init__(self, picture: Picture, change: _Change) -> None:
        super().__init__(picture)
        self._change = change

    def alter(self, seen: Seen, *, own: bool) -> Seen:
        if isinstance(seen, Planes):
            planes = seen if own else seen.copy()
            self._change.planes(planes)
            return planes
        return np.dstack([self._change.rgb(seen[..., :3]), seen[..., 3]])


def _colour_map(applied: AppliedFilters) -> Step:
    maps = (one.colour_map() for one in applied)
    return chained(*(one for one in maps if one is not None))


@lru_cache(_TABLES)
def _planes_table(applied: AppliedFilters) -> PlanesTable:
    return PlanesTable(_colour_map(applied), TO_YUV)


@lru_cache(_TABLES)
def _rgb_table(applied: AppliedFilters) -> ColourTable:
    return ColourTable(_colour_map(applied))

"""Keeping book of the malformed values that were taken out of a document, so that the rest can be checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from s2v_core.job.findings import Finding, Place, path_of, place_of

__all__ = ["Removals", "entry_of"]


@dataclass
class Removals:
    """Which values were taken out because they are malformed.

    List positions shift when an item goes; `original` gives the place in the document as it was written. It says
    nothing about the job that was built, so all are equal.
    """

    places: set[Place] = field(default_factory=set, compare=False)
    _positions: dict[Place, list[int]] = field(default_factory=dict, compare=False)

    def take(self, document: dict[str, Any], place: Place) -> bool:
        """Take the value at ``place`` (of the shortened document) out; return whether there was one."""
        *way, last = place
        holder: Any = document
        for part in way:
            holder = entry_of(holder, part)
        if isinstance(last, str) and isinstance(holder, dict) and last in holder:
            self.places.add(self.original(place))
            del holder[last]
            return True
        if isinstance(last, int) and isinstance(holder, list) and last < len(holder):
            self.places.add(self.original(place))
            key = self.original(tuple(way))
            if key not in self._positions:
                self._positions[key] = list(range(len(holder)))
            del holder[last], self._positions[key][last]
            return True
        return False

    def original(self, place: Place) -> Place:
        """Return where the value at ``place`` of the shortened document stands in the document as written."""
        written: list[str | int] = []
        for part in place:
            positions = self._positions.get(tuple(written), ())
            written.append(positions[part] if isinstance(part, int) and part < len(positions) else part)
        return tuple(written)

    def cover(self, place: Place) -> bool:
        """Return whether ``place`` (as written) lies at or below something that was taken out."""
        return any(place[:end] in self.places for end in range(1, len(place) + 1))

    def explain(self, finding: Finding) -> bool:
        """Return whether ``finding`` only follows from what was taken out (and was named already)."""
        length = len(finding.place)
        emptied = finding.absence and any(place[:length] == finding.place for place in self.places)
        return emptied or self.cover(finding.place)

    def path_as_written(self, path: str) -> str | None:
        """Return ``path`` of the shortened document as a path of the written one; None for what was taken out there."""
        place = self.original(place_of(path))
        return None if self.cover(place) else path_of(place)


def entry_of(holder: Any, part: str | int) -> Any:
    """Return what ``holder`` has under a key or at a list position; None when there is nothing."""
    if isinstance(holder, Mapping) and isinstance(part, str):
        return holder.get(part)
    if isinstance(holder, list) and isinstance(part, int) and part < len(holder):
        return holder[part]
    return None

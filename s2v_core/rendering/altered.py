"""A picture that something is done to."""

from __future__ import annotations

from abc import ABC, abstractmethod

from s2v_core.rendering.pictures import Picture, Seen

__all__ = ["Altered"]


class Altered(ABC):
    """A picture as `alter` makes it; what the picture keeps is altered once."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._kept: dict[int, tuple[Seen, Seen]] = {}

    @property
    def kept(self) -> bool:
        return self._picture.kept

    def at(self, frame: int) -> Seen:
        seen = self._picture.at(frame)
        if not self._picture.kept:
            return self.alter(seen, own=True)
        if id(seen) not in self._kept:
            self._kept[id(seen)] = (seen, self.alter(seen, own=False))
        return self._kept[id(seen)][1]

    def close(self) -> None:
        self._picture.close()
        self._kept.clear()

    @abstractmethod
    def alter(self, seen: Seen, *, own: bool) -> Seen:
        """Return what becomes of ``seen``. ``own``: nobody else has it, so that it may be drawn on."""

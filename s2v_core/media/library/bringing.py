"""What came of several files that were brought into the library."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from s2v_core.media.info import MediaKind
from s2v_core.media.library.model import Asset, Imported

__all__ = ["Tally"]


@dataclass(frozen=True)
class Tally:
    """What came of some files; each asset once, in the order of the files."""

    added: tuple[Asset, ...] = ()
    known: tuple[Asset, ...] = ()
    """Those whose content the library had already."""
    refused: tuple[Imported, ...] = ()
    """Files that were left out; their ``error`` says why."""

    def and_then(self, step: Imported) -> Tally:
        """Return the tally with one more file. One that is not listed on purpose counts for nothing."""
        if step.error is not None:
            return Tally(self.added, self.known, (*self.refused, step))
        if step.added is None or step.added.asset.id in {asset.id for asset in self.assets}:
            return self
        if step.added.duplicate:
            return Tally(self.added, (*self.known, step.added.asset), self.refused)
        return Tally((*self.added, step.added.asset), self.known, self.refused)

    @property
    def assets(self) -> tuple[Asset, ...]:
        """The assets that the files are now, new and known."""
        return (*self.added, *self.known)

    def of(self, kinds: Collection[MediaKind]) -> tuple[Asset, ...]:
        """Return the assets of some kinds; of all when there are none."""
        return tuple(asset for asset in self.assets if not kinds or asset.kind in kinds)

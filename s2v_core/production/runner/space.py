"""Room on the disks: estimated before a job is begun, and watched while it is worked on."""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from s2v_core.errors import OutputNotWritable

__all__ = ["Disk", "Space", "disk_of"]

_log = logging.getLogger(__name__)

_FLOOR = 256 * 1024**2
_SHARE = 100


@dataclass(frozen=True)
class Disk:
    """The disk that a folder lies on, by a number of its own, with its free and its total bytes."""

    number: int
    free: int
    total: int


def disk_of(folder: Path) -> Disk:
    """Return the disk of ``folder``, which need not exist yet.

    Raises:
        OSError: it cannot be asked.
    """
    there = next(path for path in (folder, *folder.parents) if path.exists())
    usage = shutil.disk_usage(there)
    return Disk(number=there.stat().st_dev, free=usage.free, total=usage.total)


class Space:
    """Tells whether there is room.

    A disk that cannot be asked counts as large: whoever writes there will hear what is wrong with it.

    Args:
        disk: asked for the disk of a folder.
    """

    def __init__(self, disk: Callable[[Path], Disk] = disk_of) -> None:
        self._ask = disk

    def _disk(self, folder: Path) -> Disk:
        try:
            return self._ask(folder)
        except OSError as error:
            _log.warning("The free space of %s cannot be seen: %s", folder, error)
            return Disk(number=-1, free=sys.maxsize, total=0)

    def demand(self, folder: Path, cache: Path, outputs: Iterable[int]) -> None:
        """See whether outputs of these sizes (bytes, estimated) fit into ``folder``, with what their making needs.

        Made at a time are an unfinished file and its parts in the cache, so the largest output counts three times.

        Raises:
            OutputNotWritable: they do not.
        """
        sizes = list(outputs)
        largest = max(sizes, default=0)
        needed = {folder: sum(sizes) + largest, cache: largest}
        disks = {place: self._disk(place) for place in needed}
        for place, disk in disks.items():
            wanted = sum(needed[other] for other, same in disks.items() if same.number == disk.number)
            if wanted + _floor(disk) > disk.free:
                raise OutputNotWritable(
                    f"The outputs need about {_text(wanted)}, and {_text(disk.free)} are free there.",
                    where=str(place),
                    hint="Free some space, ask for fewer outputs, or choose a folder on another disk.",
                )

    def shortage(self, folders: Iterable[Path]) -> Path | None:
        """Return a folder whose disk is nearly full; None when there is none."""
        for folder in dict.fromkeys(folders):
            disk = self._disk(folder)
            if disk.free < _floor(disk):
                return folder
        return None


def _floor(disk: Disk) -> int:
    """Return the bytes that are to stay free."""
    return min(_FLOOR, disk.total // _SHARE)


def _text(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(1, round(size / 1e6))} MB"

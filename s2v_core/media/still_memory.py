"""Stills that were loaded lately: a photo is shown by several chunks, and decoding it takes as long as six frames."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from s2v_core.media.stills import Size, load_still

__all__ = ["StillMemory"]

Picture = NDArray[np.uint8]

_LIMIT = 48_000_000


@dataclass
class _Entry:
    lock: threading.Lock = field(default_factory=threading.Lock)
    picture: Picture | None = None


class StillMemory:
    """Loads stills and keeps those used last. Thread-safe: a still that several ask for at once is loaded once.

    Args:
        limit: bytes of pictures that are kept at most.
    """

    def __init__(self, limit: int = _LIMIT) -> None:
        self._limit = limit
        self._entries: OrderedDict[tuple[str, Size | None], _Entry] = OrderedDict()
        self._lock = threading.Lock()

    def load(self, path: Path, identity: str, *, max_size: Size | None, max_pixels: int) -> Picture:
        """Return what ``load_still`` does, read-only; ``identity`` is the hash of the file's content.

        Raises:
            MediaNotFound, MediaTooLarge, MediaUnreadable: as for ``load_still``.
        """
        key = (identity, max_size)
        with self._lock:
            entry = self._entries.setdefault(key, _Entry())
            self._entries.move_to_end(key)
        with entry.lock:
            if entry.picture is None:
                picture = load_still(path, max_size=max_size, max_pixels=max_pixels)
                picture.flags.writeable = False
                entry.picture = picture
                self._let_go()
            return entry.picture

    def _let_go(self) -> None:
        with self._lock:
            held = {key: entry.picture.nbytes for key, entry in self._entries.items() if entry.picture is not None}
            excess = sum(held.values()) - self._limit
            for key, size in held.items():
                if excess <= 0:
                    break
                del self._entries[key]
                excess -= size

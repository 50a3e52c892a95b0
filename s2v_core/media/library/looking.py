"""Looking at a file that is to become an asset, and at one that was seen before."""

from __future__ import annotations

from pathlib import Path

from s2v_core.cache import Cache
from s2v_core.errors import MediaError
from s2v_core.media.info import MediaInfo
from s2v_core.media.library.suffixes import suffix_of_content
from s2v_core.media.probe import probe
from s2v_core.media.probe_memory import ProbeMemory
from s2v_core.settings import Settings

__all__ = ["Looker"]


class Looker:
    """Probes files within the limits of the settings and remembers the facts for those who render. Thread-safe."""

    def __init__(self, settings: Settings) -> None:
        self._cache = Cache(settings.cache_dir)
        self._max_pixels = settings.max_pixels

    def probe(self, path: Path) -> tuple[MediaInfo, str]:
        """Return the facts about a file and the suffix that suits its content.

        Raises:
            MediaNotFound, MediaUnreadable, MediaTooLarge: it cannot be used; the error names it by its last part alone.
        """
        try:
            info = probe(path, max_pixels=self._max_pixels)
            return info, suffix_of_content(path, info)
        except MediaError as error:
            raise error.at(path.name) from error

    def look(self, path: Path) -> MediaInfo:
        """Return the facts about a file of the user's, from memory when it has not changed.

        Raises:
            MediaNotFound, MediaUnreadable, MediaTooLarge: as for ``probe``, with the whole path.
        """
        memory = ProbeMemory(self._cache, max_pixels=self._max_pixels)
        info = memory.recall(path)
        if info is None:
            info = probe(path, max_pixels=self._max_pixels)
            memory.remember(path, info)
        return info

    def remember(self, path: Path, info: MediaInfo) -> None:
        """Keep the facts about a file that was probed under another name."""
        ProbeMemory(self._cache, max_pixels=self._max_pixels).remember(path, info)

"""Small pictures for the timeline: what clips begin with, and strips that show whole videos.

They are made a few at a time, for as long as a run of a page may take, and kept in the cache.
"""

from __future__ import annotations

import threading
import time
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from pages.widgets.pictures import jpeg, lies_elsewhere
from pages.widgets.recent_assets import RecentAssets
from pages.widgets.services import Services, services
from s2v_core.cache import Cache, key_of
from s2v_core.errors import S2VError
from s2v_core.media import Assets, thumbnail
from s2v_core.rendering import draft
from s2v_core.rendering.compose import Composer
from s2v_core.settings import Settings
from s2v_core.timeline import Timeline, to_json

__all__ = ["PARTS", "Opening", "Stills", "Strips", "stills", "strips"]

PARTS = 6
"""Pictures in a strip."""

Opening = tuple[str, float | None]
"""What a clip begins with: an asset, and the second of it; None for what does not move."""

_VERSION = 1
_SUFFIX = ".jpg"
_HEIGHT, _WIDTH = 48, 128
_STRIP_SIDE, _GAP, _BETWEEN = 120, 4, 150
_MOST_STILLS, _MOST_UNFINISHED, _MOST_FAILURES = 800, 4, 100
_STRIPS = "strips"
_FRESH = 60.0
"""Seconds after which files are looked at again: others may have replaced or mended them."""

_Picture = NDArray[np.uint8]


class Stills:
    """What clips begin with, as addresses that hold the pictures. Thread-safe.

    Args:
        settings: folders and limits.
        trusted: whether any local path may be named.
    """

    def __init__(self, settings: Settings, *, trusted: bool) -> None:
        self._recent = RecentAssets(settings, trusted=trusted, seconds=_FRESH)
        self._assets = self._recent.now()
        self._cache = Cache(settings.cache_dir, limit=settings.cache_limit)
        self._lock = threading.Lock()
        self._known: OrderedDict[Opening, str] = OrderedDict()

    def find(self, opening: Opening) -> str | None:
        """Return a picture; empty if there can be none, None if it has not been made yet."""
        with self._lock:
            assets = self._recent.now()
            if assets is not self._assets:
                self._known.clear()
                self._assets = assets
            return self._known.get(opening)

    def make(self, openings: Iterable[Opening], seconds: float) -> int:
        """Make pictures for about so long, at least one, and return how many are left to be made."""
        missing = [opening for opening in dict.fromkeys(openings) if self.find(opening) is None]
        until = time.monotonic() + seconds
        for done, opening in enumerate(missing):
            if done and time.monotonic() > until:
                return len(missing) - done
            address = self._address(opening)
            with self._lock:
                self._known[opening] = address
                while len(self._known) > _MOST_STILLS:
                    self._known.popitem(last=False)
        return 0

    def _address(self, opening: Opening) -> str:
        if not opening[0] or lies_elsewhere(opening[0]):
            return ""
        try:
            content = self._content(*opening)
        except (S2VError, OSError):  # the page shows what is wrong with the asset where its frame is drawn
            return ""
        return f"data:image/jpeg;base64,{b64encode(content).decode('ascii')}"

    def _content(self, media: str, begin: float | None) -> bytes:
        assets = self._assets
        path = assets.path(media)
        status = path.stat()
        key = key_of(_VERSION, str(path), status.st_size, status.st_mtime_ns, begin, _HEIGHT)

        def draw(target: Path) -> None:
            picture = thumbnail(
                path, assets.info(media), size=(_WIDTH, _HEIGHT), at=begin, max_pixels=assets.max_pixels
            )
            target.write_bytes(jpeg(picture, 75))

        return self._cache.obtain("openings", key, _SUFFIX, draw).read_bytes()


class Strips:
    """Whole videos as strips of pictures from the middles of their parts. Thread-safe.

    Args:
        settings, trusted: as for `Stills`.
    """

    def __init__(self, settings: Settings, *, trusted: bool) -> None:
        self._settings = settings
        self._trusted = trusted
        self._cache = Cache(settings.cache_dir, limit=settings.cache_limit)
        self._lock = threading.Lock()
        self._unfinished: OrderedDict[str, _Unfinished] = OrderedDict()
        self._failures: OrderedDict[str, tuple[float, S2VError]] = OrderedDict()

    def find(self, timeline: Timeline) -> Path | S2VError | None:
        """Return the strip of a video, or why there can be none; None if it has not been made yet."""
        key = _key(timeline)
        with self._lock:
            failed, error = self._failures.get(key, (0.0, None))
        if error is not None and time.monotonic() - failed < _FRESH:
            return error
        return self._cache.find(_STRIPS, key, _SUFFIX)

    def make(self, timeline: Timeline, seconds: float) -> None:
        """Work on a strip that is missing for about so long, one picture at least."""
        until = time.monotonic() + seconds
        while self.find(timeline) is None:
            try:
                self._go_on(_key(timeline), timeline)
            except S2VError as error:
                with self._lock:
                    self._failures[_key(timeline)] = time.monotonic(), error
                    while len(self._failures) > _MOST_FAILURES:
                        self._failures.popitem(last=False)
            if time.monotonic() > until:
                return

    def _go_on(self, key: str, timeline: Timeline) -> None:
        with self._taking(key, timeline) as unfinished:
            unfinished.go_on()
            if unfinished.complete:
                self._cache.store(_STRIPS, key, _SUFFIX, partial(_write, jpeg(unfinished.strip())))

    @contextmanager
    def _taking(self, key: str, timeline: Timeline) -> Iterator[_Unfinished]:
        """Take an unfinished strip out while it is worked on, and put it back if there is more to do."""
        with self._lock:
            taken = self._unfinished.pop(key, None)
        taken = taken or _Unfinished(timeline, Assets(self._settings, trusted=self._trusted))
        try:
            yield taken
        except BaseException:
            taken.close()
            raise
        if taken.complete:
            taken.close()
            return
        with self._lock:
            before = self._unfinished.pop(key, None)
            self._unfinished[key] = taken
            gone = [self._unfinished.popitem(last=False)[1]] if len(self._unfinished) > _MOST_UNFINISHED else []
        for each in [*gone, *([before] if before else [])]:
            each.close()


class _Unfinished:
    """A strip in the making, with the files of its video open."""

    def __init__(self, timeline: Timeline, assets: Assets) -> None:
        self._small = draft(timeline, _STRIP_SIDE)
        self._composer = Composer(self._small, assets)
        self._pictures: list[_Picture] = []

    @property
    def complete(self) -> bool:
        return len(self._pictures) == PARTS

    def go_on(self) -> None:
        """Make the next picture."""
        frame = self._small.length * (2 * len(self._pictures) + 1) // (2 * PARTS)
        self._pictures.append(self._composer.frame(frame))

    def strip(self) -> _Picture:
        """Return all pictures side by side."""
        height = self._pictures[0].shape[0]
        gap = np.full((height, _GAP, 3), _BETWEEN, np.uint8)
        parts = [part for picture in self._pictures for part in (picture, gap)]
        return np.concatenate(parts[:-1], axis=1)

    def close(self) -> None:
        """Close all files."""
        self._composer.close()


def stills() -> Stills:
    """Return those of this server."""
    return _stills(services())


def strips() -> Strips:
    """Return those of this server."""
    return _strips(services())


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs={Services: id})
def _stills(here: Services) -> Stills:
    return Stills(here.settings, trusted=here.local)


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs={Services: id})
def _strips(here: Services) -> Strips:
    return Strips(here.settings, trusted=here.local)


def _write(content: bytes, path: Path) -> None:
    path.write_bytes(content)


def _key(timeline: Timeline) -> str:
    return key_of(_VERSION, PARTS, _STRIP_SIDE, to_json(timeline))

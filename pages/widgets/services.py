"""What the pages work with: one set for each server, shared by all its sessions.

Nothing here runs jobs: threads of the server would be lost with it, or live on unseen when the cache is cleared.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from pages.widgets.log import log_to
from pages.widgets.usage import Usage
from s2v_core.cache import Cache
from s2v_core.projects import AddressBook, ProjectStore
from s2v_core.settings import SETTINGS_FILE, Settings, load_settings

if TYPE_CHECKING:
    from pages.widgets.preview.desk import Desk
    from s2v_core.media.library import Library
    from s2v_core.media.locate import Locator
    from s2v_core.production.delivery.trials import Trials
    from s2v_core.production.store import JobsStore
    from s2v_core.speech import Speaker

__all__ = ["Services", "services"]

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_MOST = 3

_Environment = tuple[tuple[str, str], ...]
_Key = tuple[_Environment, tuple[int, int] | None, bool]


class Services:
    """The settings and the stores of one data folder. All of it may be used by several sessions at once.

    What takes long to load is loaded when it is first asked for.
    """

    def __init__(self, settings: Settings, *, local: bool) -> None:
        self.settings = settings
        self.local = local
        """Whether only this machine's user can reach the studio, so that any path may be named."""
        self.projects = ProjectStore(settings)
        self.addresses = AddressBook(settings, trusted=local)
        self.cache = Cache(settings.cache_dir, limit=settings.cache_limit)

    @cached_property
    def library(self) -> Library:
        """The asset library."""
        from s2v_core.media.library import Library

        return Library(self.settings, trusted=self.local, used_by=Usage(self.projects))

    @cached_property
    def locator(self) -> Locator:
        """What finds the files that projects name."""
        from s2v_core.media.locate import Locator

        return Locator(self.settings, base=None, trusted=self.local)

    @cached_property
    def jobs(self) -> JobsStore:
        """The jobs store."""
        from s2v_core.production.store import JobsStore

        return JobsStore(self.settings.jobs_file)

    @cached_property
    def speaker(self) -> Speaker:
        """The voices."""
        from s2v_core.speech import Speaker

        return Speaker(self.settings)

    @cached_property
    def trials(self) -> Trials:
        """The trials of places for finished videos."""
        from s2v_core.production.delivery.trials import Trials

        return Trials(self.settings)

    @cached_property
    def previews(self) -> Desk:
        """What plans and draws previews."""
        from pages.widgets.preview.desk import Desk

        return Desk(self.settings, self.speaker, trusted=self.local)

    def close(self) -> None:
        """Close what was opened."""
        for name in ("previews", "library", "jobs", "speaker"):
            if name in self.__dict__:
                getattr(self, name).close()


class _Opened:
    """The services that were asked for last; those of settings that nobody uses any more are closed."""

    def __init__(self) -> None:
        self._known: OrderedDict[_Key, Services] = OrderedDict()
        self._homes: dict[_Environment, Path] = {}
        self._lock = threading.Lock()

    def services(self, environment: _Environment, *, local: bool) -> Services:
        """Return the services for an environment and what is kept in its data folder."""
        with self._lock:
            home = self._homes.get(environment)
            if home is None:
                home = self._homes[environment] = load_settings().home
            key = (environment, _stamp(home / SETTINGS_FILE), local)
            known = self._known.get(key)
            if known is None:
                known = self._known[key] = _open(local=local)
                log_to(known.settings.logs_dir)
            self._known.move_to_end(key)
            while len(self._known) > _MOST:
                self._known.popitem(last=False)[1].close()
            return known


def services() -> Services:
    """Return the services of this server.

    Raises:
        SettingsError: a setting is malformed.
    """
    environment = tuple(sorted((name, value) for name, value in os.environ.items() if name.startswith("S2V_")))
    return _registry().services(environment, local=st.get_option("server.address") in _LOOPBACK)


@cache
def _registry() -> _Opened:
    return _Opened()


def _open(*, local: bool) -> Services:
    settings = load_settings()
    if local:
        settings = settings.model_copy(update={"roots": (*settings.roots, Path.home())})
    return Services(settings, local=local)


def _stamp(file: Path) -> tuple[int, int] | None:
    """Return what changes with a file; None where there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size

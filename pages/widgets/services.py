"""What the pages work with: one set for each server, shared by all its sessions.

Nothing here runs jobs: threads of the server would be lost with it, or live on unseen when the cache is cleared.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from pages.widgets.log import log_to
from pages.widgets.usage import Usage
from s2v_core.projects import AddressBook, ProjectStore
from s2v_core.settings import SETTINGS_FILE, Settings, load_settings

if TYPE_CHECKING:
    from s2v_core.media.library import Library
    from s2v_core.production.delivery.trials import Trials
    from s2v_core.production.store import JobsStore
    from s2v_core.speech import Speaker

__all__ = ["Services", "services"]

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


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

    @cached_property
    def library(self) -> Library:
        """The asset library."""
        from s2v_core.media.library import Library

        return Library(self.settings, trusted=self.local, used_by=Usage(self.projects))

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

    def close(self) -> None:
        """Close what was opened."""
        for name in ("library", "jobs", "speaker"):
            if name in self.__dict__:
                getattr(self, name).close()


def services() -> Services:
    """Return the services of this server.

    Raises:
        SettingsError: a setting is malformed.
    """
    environment = tuple(sorted((name, value) for name, value in os.environ.items() if name.startswith("S2V_")))
    kept = _stamp(_home(environment) / SETTINGS_FILE)
    return _opened(environment, kept, st.get_option("server.address") in _LOOPBACK)


@st.cache_resource(show_spinner=False, max_entries=2)
def _home(environment: tuple[tuple[str, str], ...]) -> Path:
    return load_settings().home


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


@st.cache_resource(show_spinner=False, max_entries=3, on_release=Services.close)
def _opened(environment: tuple[tuple[str, str], ...], kept: tuple[int, int] | None, local: bool) -> Services:
    settings = load_settings()
    if local:
        settings = settings.model_copy(update={"roots": (*settings.roots, Path.home())})
    log_to(settings.logs_dir)
    return Services(settings, local=local)

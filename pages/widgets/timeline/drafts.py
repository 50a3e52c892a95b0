"""Drafts of single videos, made in a process of their own when somebody wants to see one move, and kept."""

from __future__ import annotations

import shutil
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import streamlit as st

from pages.widgets.services import Services, services
from s2v_core.cache import Cache, key_of
from s2v_core.errors import Cancelled, RenderError, S2VError
from s2v_core.settings import Settings
from s2v_core.timeline import Timeline, to_json

if TYPE_CHECKING:
    from concurrent.futures import Future

    from s2v_core.production.work import LocalPool, TaskFuture, TaskResult

__all__ = ["DraftState", "Drafts", "drafts"]

_KIND, _SUFFIX, _VERSION = "drafts", ".mp4", 1
_MOST_FAILURES = 16


@dataclass(frozen=True)
class DraftState:
    """How far a draft is: ``file`` when it is ``ready``, ``progress`` from 0 to 1, ``error`` why it ``failed``."""

    state: Literal["none", "working", "ready", "failed"]
    file: Path | None = None
    progress: float = 0.0
    error: BaseException | None = None


@dataclass
class _Job:
    future: TaskFuture[TaskResult]
    folder: Path
    progress: float = 0.0


class Drafts:
    """Makes drafts one at a time, in a process that ends when there are none to make. Thread-safe.

    A draft that is lost with the server is made again when somebody wants it.

    Args:
        settings: folders and limits.
        trusted: whether any local path may be named.
    """

    def __init__(self, settings: Settings, *, trusted: bool) -> None:
        self._settings = settings
        self._trusted = trusted
        self._cache = Cache(settings.cache_dir, limit=settings.cache_limit)
        self._lock = threading.Lock()
        self._pool: LocalPool | None = None
        self._jobs: dict[str, _Job] = {}
        self._failures: dict[str, BaseException] = {}

    def state(self, timeline: Timeline) -> DraftState:
        """Return how far the draft of an output is."""
        key = _key(timeline)
        with self._lock:
            job, error = self._jobs.get(key), self._failures.get(key)
        if job is not None:
            return DraftState("working", progress=job.progress)
        found = self._cache.find(_KIND, key, _SUFFIX)
        if found is not None:
            return DraftState("ready", file=found, progress=1.0)
        return DraftState("none") if error is None else DraftState("failed", error=error)

    def begin(self, timeline: Timeline) -> None:
        """Have the draft of an output made, unless it is there or being made."""
        from s2v_core.production.work import LocalPool, RenderTask
        from s2v_core.rendering import draft, draft_options

        key = _key(timeline)
        if self.state(timeline).state in ("working", "ready"):
            return
        folder = Path(tempfile.mkdtemp(prefix="s2v-draft-"))
        task = RenderTask.of(
            draft(timeline),
            folder / f"draft{_SUFFIX}",
            index=0,
            batch=key,
            encoder=draft_options(),
            settings=self._settings,
            trusted=self._trusted,
            workers=0,
        )
        with self._lock:
            self._failures.pop(key, None)
            self._pool = self._pool or LocalPool(1)
            future = self._pool.render(task, lambda progress: self._advanced(key, progress.done, progress.total))
            self._jobs[key] = _Job(future, folder)
        future.add_done_callback(lambda done: self._ended(key, done))

    def stop(self, timeline: Timeline) -> None:
        """Stop the making of a draft that nobody wants to see any more."""
        with self._lock:
            job = self._jobs.get(_key(timeline))
        if job is not None:
            job.future.stop()

    def close(self) -> None:
        """Stop everything."""
        with self._lock:
            jobs, pool = list(self._jobs.values()), self._pool
        for job in jobs:
            job.future.stop()
        if pool is not None:
            pool.shutdown(cancel_futures=True)

    def _advanced(self, key: str, done: int, total: int) -> None:
        with self._lock:
            job = self._jobs.get(key)
            if job is not None and total:
                job.progress = min(1.0, done / total)

    def _ended(self, key: str, future: Future[TaskResult]) -> None:
        """Keep what was made, or why nothing was; called by the pool."""
        with self._lock:
            folder = self._jobs[key].folder
        error = _error(future)
        try:
            if error is None:
                made = folder / f"draft{_SUFFIX}"
                self._cache.store(_KIND, key, _SUFFIX, lambda path: shutil.copyfile(made, path))
        except (S2VError, OSError) as refused:
            error = refused
        shutil.rmtree(folder, ignore_errors=True)
        with self._lock:
            del self._jobs[key]
            if error is not None and not isinstance(error, Cancelled):
                self._failures = dict([*self._failures.items(), (key, error)][-_MOST_FAILURES:])
            if not self._jobs and self._pool is not None:
                self._pool.shutdown(wait=False)
                self._pool = None


def drafts() -> Drafts:
    """Return those of this server."""
    return _drafts(services())


@st.cache_resource(show_spinner=False, max_entries=2, on_release=Drafts.close, hash_funcs={Services: id})
def _drafts(here: Services) -> Drafts:
    return Drafts(here.settings, trusted=here.local)


def _error(future: Future[TaskResult]) -> BaseException | None:
    """Return why there is no draft; ``Cancelled`` if nobody wanted it any more, None if there is one."""
    if future.cancelled():
        return Cancelled("The draft was stopped.")
    error = future.exception()
    if error is not None:
        return error
    result = future.result()
    if result.state == "Cancelled":
        return Cancelled("The draft was stopped.")
    failure = result.failure
    return None if failure is None else RenderError(failure.message, where=failure.where, hint=failure.hint)


def _key(timeline: Timeline) -> str:
    return key_of(_VERSION, to_json(timeline))

"""The runner: claims what is to be done, has it done by a pool, and tells the store what came of it.

Everything that takes long is done elsewhere (planning and rendering by the pool, deliveries, records and callbacks by
threads), so that leases are renewed and requests to stop are heard several times a second.
"""

from __future__ import annotations

import logging
import math
import os
import platform
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path

from s2v_core.errors import StoreError
from s2v_core.production.outcome import Results
from s2v_core.production.runner.carrying import Carrier
from s2v_core.production.runner.closing import Closer
from s2v_core.production.runner.ending import Endings
from s2v_core.production.runner.hands import Hands
from s2v_core.production.runner.holding import Held
from s2v_core.production.runner.housekeeping import forget_old_jobs, job_logs
from s2v_core.production.runner.opened import OpenJob, open_job
from s2v_core.production.runner.planning import plan_job
from s2v_core.production.runner.rhythm import Rhythm
from s2v_core.production.runner.space import Disk, Space, disk_of
from s2v_core.production.runner.sweeping import sweep
from s2v_core.production.runner.watching import Watch
from s2v_core.production.runner.writing import Writer
from s2v_core.production.store import JobsStore, RunnerLock, Task, TextsStore
from s2v_core.production.work import TaskPool, executor_for
from s2v_core.settings import Settings

__all__ = ["Runner"]

_LEASE = 30.0
_BEAT = 0.4
_TICK = 0.2
_CLOSING = 0.5
_TEXTS = 0.5
_OUTBOX = 2.0
_FAR = 300.0
"""Seconds: what the outbox tries again only later keeps no runner that is to end; the next one finds it there."""
_LOOKING = 5.0
_CLEANING = 3600.0
_CARRYING = 8
"""So many outputs may be on their way to a storage before no more are begun."""

_log = logging.getLogger(__name__)


class Runner:
    """Carries out the jobs of one store. There is one at a time; ``run`` does it until it is told to stop.

    Args:
        store: the jobs store.
        settings: what the work depends on.
        executor: address of the pool: this machine when it is empty, else ``dask://HOST:PORT``.
        workers: how many tasks run at a time on this machine; None: one for each core.
        disk: asked for the disk of a folder.
    """

    def __init__(
        self,
        store: JobsStore,
        settings: Settings,
        *,
        executor: str = "",
        workers: int | None = None,
        disk: Callable[[Path], Disk] = disk_of,
    ) -> None:
        self.name = f"{platform.node()}:{os.getpid()}:{uuid.uuid4().hex[:6]}"
        self._store = store
        self._settings = settings
        self._executor = executor
        self._workers = workers
        self._stopping = False
        self._wake = threading.Event()
        self._logs = job_logs(settings)
        self._carrier = Carrier(settings, lambda: self._stopping)
        self._open = lru_cache(maxsize=64)(partial(_opened, store, settings))
        self._held: list[Held] = []
        space = Space(disk)
        self._endings = Endings(
            store, self._logs, space, busy=lambda video: any(held.target == video for held in self._held)
        )
        self._watch = Watch(store, self._logs, space)
        self._rhythm = Rhythm()

    def run(self, *, until_idle: float | None = None) -> bool:
        """Work until ``stop`` is called, or until there was nothing to do for ``until_idle`` seconds.

        A callback whose receiver is away for long is nothing to do: it stays in the outbox for the next runner.

        Returns False at once when another runner has the store.

        Raises:
            StoreUnusable: the store cannot be used any more.
            SettingsError, DependencyMissing: the pool cannot be opened.
        """
        worked = False
        with TextsStore(self._store.path) as texts:
            writer = Writer(texts, self._settings, stopped=lambda: self._stopping)
            while not self._stopping and (not worked or self._store.open_jobs() or not writer.at_rest()):
                # what was submitted between the last look and giving the lock back would wait for nobody
                with RunnerLock(self._store.path, self.name) as lock:
                    if not lock.acquire(host=platform.node(), started=datetime.now(UTC)):
                        return worked
                    worked = True
                    self._serve(lock, writer, until_idle)
        return True

    def stop(self) -> None:
        """Have ``run`` end soon; what is being worked on goes back to the store. Signal handlers may call it."""
        self._stopping = True  # and no event is set: in a handler that could wait for what it has interrupted

    def _serve(self, lock: RunnerLock, writer: Writer, until_idle: float | None) -> None:
        with (
            executor_for(self._executor, max_workers=self._workers) as pool,
            ThreadPoolExecutor(_CARRYING, thread_name_prefix="carrier") as carriers,
            ThreadPoolExecutor(1, thread_name_prefix="closer") as desk,
        ):
            _log.info("%s works on %s, %d tasks at a time", self.name, self._store.path, pool.slots)
            try:
                self._take_over()
                writer.take_over()
                self._loop(lock, Hands(pool, carriers, desk, self._closer(), writer), until_idle)
            except BaseException:
                self._stopping = True  # so that what is under way to a storage ends, too
                raise
            finally:
                targets = self._let_go()
                pool.shutdown(cancel_futures=True)
                for target in targets:
                    sweep(target)

    def _closer(self) -> Closer:
        return Closer(
            self._store,
            self._settings,
            logs=self._logs,
            carrier=self._carrier,
            opened=partial(_opened, self._store, self._settings),
        )

    def _take_over(self) -> None:
        """Put back what a runner held that has ended, and clear away what its workers left behind."""
        for task in self._store.take_over():
            self._logs.write(task.job, "warning", "taken over", "The runner that had it has ended.", output=task.index)
            try:
                opened = self._open(task.job)
            except Exception as error:  # noqa: BLE001 - whoever claims the task is told, and ends it
                _log.info("Nothing is cleared away for job %s, which cannot be read: %s", task.job, error)
                continue
            sweep(opened.manifest)
            if task.index is not None:
                sweep(opened.target(task.index))

    def _loop(self, lock: RunnerLock, hands: Hands, until_idle: float | None) -> None:
        idle_since: float | None = None
        while not self._stopping:
            self._collect(hands)
            if self._rhythm.is_time("beat", _BEAT):
                self._beat()
                lock.beat()
            self._look_around(hands)
            self._claim(hands)
            if self._is_idle(hands):
                idle_since = idle_since or time.monotonic()
                if until_idle is not None and time.monotonic() - idle_since >= until_idle:
                    return
            else:
                idle_since = None
            self._wake.wait(_TICK)
            self._wake.clear()

    def _is_idle(self, hands: Hands) -> bool:
        return (
            not self._held
            and hands.at_rest()
            and hands.closer.is_done()
            and hands.writer.at_rest()
            and not self._store.open_jobs()
            and self._next_delivery() > time.time() + _FAR
        )

    def _next_delivery(self) -> float:
        """Return the Unix time at which something in the outbox is due next."""
        due = self._carrier.outbox.next_try()
        return math.inf if due is None else due

    def _collect(self, hands: Hands) -> None:
        """Take in what has been done."""
        for held in [held for held in self._held if held.future.done()]:
            self._held.remove(held)
            made = self._endings.settle(held)
            if made is not None:
                self._carry(held, made, hands)
            if held.task.index is None:
                self._open.cache_clear()  # planned now: there are facts

    def _carry(self, held: Held, made: Results, hands: Hands) -> None:
        """Have an output that is made brought to its storage, or looked after on its way."""
        again = held.task.results is not None
        bring = self._carrier.look_after if again else self._carrier.bring
        held.results = made
        held.future = hands.carriers.submit(bring, held.opened, held.task.index or 0, made)
        self._hold(held)

    def _hold(self, held: Held) -> None:
        held.future.add_done_callback(lambda _: self._wake.set())
        self._held.append(held)

    def _beat(self) -> None:
        """Renew all leases, tell how far the work is, and hear what is to be stopped."""
        if not self._held:
            return
        heard = self._store.heartbeat({held.task: held.news() for held in self._held}, _LEASE)
        for held in self._held:
            if held.task in heard.lost | heard.to_stop and not held.stopped:
                held.stop()

    def _claim(self, hands: Hands) -> None:
        """Begin as much as there is room for."""
        room = hands.pool.slots - sum(held.with_pool for held in self._held)
        carried = sum(not held.with_pool for held in self._held)
        begun: list[Held] = []
        while self._watch.short is None and len(begun) < room and carried < _CARRYING:
            task = self._store.claim(self.name, _LEASE)
            if task is None:
                break
            held = self._taken(task)
            if held is not None and task.results is not None:
                self._carry(held, task.results, hands)
                carried += 1
            elif held is not None:
                begun.append(held)
        for held in begun:
            self._begin(held, hands.pool, self._cores_each(room, len(begun)))

    def _cores_each(self, room: int, begun: int) -> int:
        """Return how many chunks an output may render at a time: all cores that would be idle are its own."""
        return 1 if self._executor else max(1, room // begun)

    def _taken(self, task: Task) -> Held | None:
        """Return a claimed task with its job; one whose job cannot be read is ended."""
        try:
            return Held(task, self._open(task.job))
        except Exception as error:  # noqa: BLE001 - no job may keep the runner from the others
            self._endings.refuse(task, error)
            return None

    def _begin(self, held: Held, pool: TaskPool, workers: int) -> None:
        task, opened = held.task, held.opened
        what = "planning" if task.index is None else "rendering"
        self._logs.write(task.job, "info", what, f"Attempt {task.attempt}.", output=task.index)
        try:
            if task.index is None:
                held.future = pool.start(plan_job, opened.plan_task(), held.hear)
            else:
                held.future = pool.render(opened.render_task(task, workers=workers), held.hear)
        except Exception as error:  # noqa: BLE001 - likewise
            self._endings.refuse(task, error)
        else:
            self._hold(held)

    def _look_around(self, hands: Hands) -> None:
        """Do what is due besides the work itself."""
        if self._rhythm.is_time("texts", _TEXTS):
            hands.writer.look()
        if self._rhythm.is_time("closing", _CLOSING) and not hands.closer.is_done():
            hands.at_desk("closing", hands.closer.look)
        if self._rhythm.is_time("outbox", _OUTBOX) and self._next_delivery() <= time.time():
            hands.on_the_way("outbox", self._carrier.try_again)
        if self._rhythm.is_time("space", _LOOKING):
            self._watch.look([self._settings.cache_dir, *(held.opened.manifest.parent for held in self._held)])
        if self._rhythm.is_time("cleaning", _CLEANING):
            now = datetime.now(UTC)
            hands.at_desk("cleaning", partial(forget_old_jobs, self._store, self._logs, self._settings, now))

    def _let_go(self) -> list[Path]:
        """Put back all that is held and end the work on it; return what was being made."""
        held_ones, self._held = self._held, []
        for held in held_ones:
            with suppress(StoreError):
                self._store.release(held.task)
            held.stop()
        return [held.target for held in held_ones if held.target is not None]


def _opened(store: JobsStore, settings: Settings, job: str) -> OpenJob:
    return open_job(store, job, settings)

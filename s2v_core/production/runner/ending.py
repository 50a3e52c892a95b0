"""How a task ends: what the store and the job's log are told."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from s2v_core.errors import Cancelled, LeaseLost, OutputNotWritable, S2VError
from s2v_core.production.logs import JobLogs
from s2v_core.production.outcome import Failure, Results
from s2v_core.production.runner.carrying import Carried
from s2v_core.production.runner.holding import Held
from s2v_core.production.runner.planning import PlanResult
from s2v_core.production.runner.space import Space
from s2v_core.production.runner.sweeping import sweep
from s2v_core.production.store import JobsStore, Task
from s2v_core.production.work import TaskResult

__all__ = ["Endings"]

_log = logging.getLogger(__name__)

_NO_ROOM = timedelta(seconds=20)
_DISK_ERRORS = ("OutputNotWritable", "SettingsError")
"""How outputs and the cache say that their disk is full."""


class Endings:
    """Ends tasks. What ended under a lease that was lost does not count.

    Args:
        busy: tells whether a video is being made by another task.
    """

    def __init__(self, store: JobsStore, logs: JobLogs, space: Space, busy: Callable[[Path], bool]) -> None:
        self._busy = busy
        self._store = store
        self._logs = logs
        self._space = space

    def settle(self, held: Held) -> Results | None:
        """End the task whose step is done; return the results when it goes on to its storage with them."""
        task = held.task
        try:
            answer = held.future.result()
        except (Cancelled, CancelledError):
            self._stopped(held)
        except Exception as error:  # noqa: BLE001 - the boundary of processes and threads
            self.refuse(task, error)
        else:
            if isinstance(answer, PlanResult):
                self._planned(held, answer)
            elif isinstance(answer, TaskResult):
                return self._made(held, answer)
            else:
                self._carried(held, answer)
        return None

    def refuse(self, task: Task, error: Exception) -> None:
        """End a task that cannot be done: with what the user should know, or as what met a bug."""
        if isinstance(error, S2VError):
            self._failed(task, Failure.of(error))
        else:
            self._broken(task, error)

    def _planned(self, held: Held, plan: PlanResult) -> None:
        task = held.task
        for problem in plan.problems:  # also those of a job that cannot be planned
            self._logs.write(task.job, "warning", "problem", str(problem))
        if plan.failure is not None or plan.facts is None:
            self._failed(task, plan.failure or Failure(code="PlanError", message="Nothing was planned."))
            return
        warning = held.opened.destination.warning
        facts = replace(plan.facts, problems=(*plan.facts.problems, *([warning] if warning else [])))
        try:
            sizes = [held.opened.bytes_of(output.frames) for output in plan.outputs]
            self._space.demand(held.opened.manifest.parent, held.opened.settings.cache_dir, sizes)
        except OutputNotWritable as error:
            self.refuse(task, error)
            return
        self._report(task, lambda: self._store.finish_planning(task, plan.outputs, facts.to_json()))
        self._logs.write(task.job, "info", "planned", f"{len(plan.outputs)} outputs, seed {facts.seed}.")
        for output in plan.outputs:
            if output.failure is not None:
                self._tell_failure(task.job, output.index, output.failure)

    def _made(self, held: Held, done: TaskResult) -> Results | None:
        task = held.task
        self._sweep(held)
        if done.state == "Cancelled":
            self._stopped(held)
        elif done.failure is not None:
            self._not_made(held, done.failure)
        else:
            if not held.opened.stays_here:
                return done.results
            self._finish(task, done.results)
        return None

    def _not_made(self, held: Held, failure: Failure) -> None:
        task = held.task
        folders = [held.opened.manifest.parent, held.opened.settings.cache_dir]
        if failure.code in _DISK_ERRORS and self._space.shortage(folders) is not None:
            due = datetime.now(UTC) + _NO_ROOM
            self._report(task, lambda: self._store.release(task, due=due))
            self._logs.write(task.job, "warning", "space", failure.message, output=task.index)
        else:
            self._failed(task, failure)

    def _carried(self, held: Held, carried: Carried) -> None:
        task = held.task
        if carried.due is None:
            self._finish(task, carried.results)
            return
        self._report(task, lambda: self._store.release(task, due=carried.due, results=carried.results))
        if task.results is None:  # for the first time
            self._logs.write(task.job, "warning", "kept", f"Its storage is away: {carried.trouble}", output=task.index)

    def _finish(self, task: Task, results: Results) -> None:
        self._report(task, lambda: self._store.finish(task, results))
        fields: dict[str, Any] = {
            "Seconds": round(results.seconds, 2),
            "ChunksEncoded": results.chunks_encoded,
            "ChunksReused": results.chunks_reused,
        }
        self._logs.write(task.job, "info", "finished", task.name, output=task.index, fields=fields)

    def _stopped(self, held: Held) -> None:
        task = held.task
        self._sweep(held)
        if held.stopped:
            self._report(task, lambda: self._store.give_up(task))
            self._logs.write(task.job, "info", "stopped", output=task.index)
        else:  # the runner ends
            self._report(task, lambda: self._store.release(task))

    def _broken(self, task: Task, error: Exception) -> None:
        """End a task that met a bug: it is shown as one, and its trace is kept."""
        trace = "".join(traceback.format_exception(error))
        _log.error("A bug at %s of job %s:\n%s", _step(task), task.job, trace)
        self._logs.write(task.job, "error", "bug", f"{type(error).__name__}: {error}", output=task.index)
        failure = Failure(
            code="InternalError",
            message=f"A mistake of the program: {type(error).__name__}: {error}.",
            hint="Please report it with what runner.log says.",
        )
        self._report(task, lambda: self._store.fail(task, failure))

    def _sweep(self, held: Held) -> None:
        """Clear away what a worker may have left that died at the task."""
        if held.target is not None and not self._busy(held.target):
            sweep(held.target)

    def _failed(self, task: Task, failure: Failure) -> None:
        self._report(task, lambda: self._store.fail(task, failure))
        self._tell_failure(task.job, task.index, failure)

    def _tell_failure(self, job: str, output: int | None, failure: Failure) -> None:
        text = f"{failure.where}: {failure.message}" if failure.where else failure.message
        self._logs.write(job, "error", "failed", text, output=output, fields={"Hint": failure.hint})

    def _report(self, task: Task, tell: Callable[[], None]) -> None:
        try:
            tell()
        except LeaseLost:
            _log.info("%s of job %s was taken away meanwhile", _step(task), task.job)


def _step(task: Task) -> str:
    return "the planning" if task.index is None else f"output {task.index}"

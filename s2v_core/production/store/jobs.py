"""The jobs store: what is to be done, what is being done, and what came of it, in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from s2v_core.production.outcome import Failure, Progress, Results
from s2v_core.production.store import submitting, working
from s2v_core.production.store.change import Change
from s2v_core.production.store.readable import ReadableStore
from s2v_core.production.store.rows import Heard, NewJob, NewOutput, Submitted, Task

__all__ = ["JobsStore"]

_SLACK = 0.25
_SMALL, _LARGE = 1024, 1 << 17
"""Pages: in a smaller file there is little to gain, and a larger one would be held for longer than others wait."""


class JobsStore(ReadableStore):
    """The store at ``path``, for all threads of this process; other processes open the same file themselves.

    The file must lie on a disk of this machine, not on a network share. Close the store, or use it as a context.

    Args:
        path: the file; made when it is not there.
        now: the clock (with a time zone); times in the store are its times.

    Raises:
        StoreUnusable: the file is damaged, of a newer version, something else, or cannot be written. Every method can
            raise it too.
    """

    def __init__(self, path: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__(path)
        self._now = now

    # Submitting

    def submit(self, job: NewJob) -> Submitted:
        """Put a job into the store; it is planned when its turn comes.

        A token that was used before leads to the job it made then.

        Raises:
            JobConflict: the token was used for another document, seed or place.
        """
        with self._change() as change:
            return submitting.submit(change, job)

    def submit_planned(self, job: NewJob, outputs: Sequence[NewOutput], facts: Mapping[str, object]) -> Submitted:
        """Put a job into the store whose outputs are known already; see ``submit`` and ``finish_planning``.

        Raises:
            JobConflict: the token was used for another document, seed or place.
        """
        with self._change() as change:
            submitted = submitting.submit(change, job)
            if submitted.created:
                working.plan_at_once(change, submitted.job, outputs, facts)
            return submitted

    def request_cancel(self, job: str) -> None:
        """Stop a job: what has not begun is cancelled at once, workers are told to stop. Ended jobs stay as they are.

        Raises:
            JobNotFound: there is no such job.
        """
        with self._change() as change:
            submitting.cancel(change, job)

    def retry_failed(self, job: str) -> int:
        """Put the failed and cancelled outputs of a job back, with all their attempts; return how many steps that are.

        What failed to be planned is planned again first, which counts as a step. Outputs that succeeded stay.

        Raises:
            JobNotFound: there is no such job.
            JobConflict: it is being stopped.
        """
        with self._change() as change:
            return submitting.retry(change, job)

    def remove(self, job: str) -> None:
        """Forget a job that has ended. Files are not touched.

        Raises:
            JobNotFound: there is no such job.
            JobConflict: it has not ended.
        """
        with self._change() as change:
            submitting.remove(change, job)

    # Working

    def claim(self, worker: str, lease: float) -> Task | None:
        """Give ``worker`` the next piece of work for ``lease`` seconds, or None when nothing waits.

        Jobs take turns, one task each. Leases that ran out are taken back first; work that was begun three times in
        vain has failed.
        """
        with self._change() as change:
            return working.claim(change, worker, timedelta(seconds=lease))

    def heartbeat(self, tasks: Mapping[Task, Progress | None], lease: float) -> Heard:
        """Keep tasks for ``lease`` more seconds and note their progress, where there is any.

        One call for all tasks of a process, a few times a second at most, is what the store is made for.
        """
        with self._change() as change:
            return working.beat(change, tasks, timedelta(seconds=lease))

    def finish_planning(self, task: Task, outputs: Sequence[NewOutput], facts: Mapping[str, object]) -> None:
        """Note that a job is planned: its outputs, and facts (JSON values) such as the seed and the problems found.

        When it was planned again, outputs that succeeded or are being made stay as they are.

        Raises:
            LeaseLost: the task belongs to another worker by now.
        """
        with self._change() as change:
            working.finish_planning(change, task, outputs, facts)

    def finish(self, task: Task, results: Results) -> None:
        """Note that an output is made.

        Raises:
            LeaseLost: the task belongs to another worker by now.
        """
        with self._change() as change:
            working.finish(change, task, results)

    def fail(self, task: Task, failure: Failure, *, again: bool = False) -> None:
        """Note that a task failed; with ``again`` it is tried again while it has attempts left (three in all).

        Raises:
            LeaseLost: the task belongs to another worker by now.
        """
        with self._change() as change:
            working.fail(change, task, failure, again=again)

    def give_up(self, task: Task) -> None:
        """Note that a task was stopped because its job is to be stopped.

        Raises:
            LeaseLost: the task belongs to another worker by now.
        """
        with self._change() as change:
            working.give_up(change, task)

    def release(self, task: Task, *, due: datetime | None = None, results: Results | None = None) -> None:
        """Put a task back without counting the attempt: its worker ends, or what it needs is away for a while.

        Args:
            due: not to be claimed before.
            results: what is there already; the next claim hands it over.

        Raises:
            LeaseLost: the task belongs to another worker by now.
        """
        with self._change() as change:
            working.release(change, task, due=due, results=results)

    def expire(self) -> int:
        """Take back what lies under leases that ran out, as every claim does; return how many tasks that were."""
        with self._change() as change:
            return working.expire(change)

    def take_over(self) -> tuple[Task, ...]:
        """Put back all that is leased to anybody, without counting the attempts; return what that was.

        For the only runner, before its first claim: whoever held a lease has ended.
        """
        with self._change() as change:
            return working.take_over(change)

    # Housekeeping

    def vacuum(self) -> bool:
        """Give space back to the disk when much of the file is empty; tell whether that was done."""
        with self._database.alone() as connection:
            free, pages = (
                int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("freelist_count", "page_count")
            )
            if not _SMALL <= pages <= _LARGE or free < pages * _SLACK:
                return False
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return True

    @contextmanager
    def _change(self) -> Iterator[Change]:
        with self._database.writing() as connection:
            yield Change(connection, self._now())

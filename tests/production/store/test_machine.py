"""Any sequence of what clients, workers and the clock can do keeps the promises of the store."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, precondition, rule

from s2v_core.errors import JobConflict, JobNotFound, LeaseLost
from s2v_core.production.store import (
    ENDED_JOB_STATES,
    MAX_ATTEMPTS,
    JobsStore,
    Progress,
    StoredJob,
    StoredOutput,
    Task,
)
from s2v_core.production.store.schema import PLANNING
from s2v_core.production.store.states import job_state
from tests.production.store.making import BROKEN, DONE, LEASE, Clock, new_job, new_output

Place = tuple[str, int]


class StoreMachine(RuleBasedStateMachine):
    """Knows of the store only who holds what until when; everything else is read back and compared."""

    jobs: Bundle[str] = Bundle("jobs")
    tasks: Bundle[Task] = Bundle("tasks")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = Clock()
        self.store = JobsStore(self.folder / "jobs.db", now=self.clock)
        self.leases: dict[Place, tuple[int, Any]] = {}
        self.done: set[Place] = set()
        self.passed: dict[str, Counter[str]] = defaultdict(Counter)
        self.seen = 0
        self.seen_jobs: dict[str, StoredJob] = {}
        self.seen_outputs: dict[Place, StoredOutput] = {}

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    # What clients do

    @precondition(lambda self: len(self.seen_jobs) < 4)
    @rule(target=jobs)
    def submit(self) -> str:
        return self.store.submit(new_job()).job

    @rule(job=jobs)
    def cancel(self, job: str) -> None:
        self.store.request_cancel(job)

    @rule(job=jobs)
    def retry(self, job: str) -> None:
        try:
            self.store.retry_failed(job)
        except JobConflict:
            found = self.store.job(job)
            assert found.cancel_requested
            assert found.state == "Processing"
        self.passed.pop(job, None)

    @rule(job=consumes(jobs))
    def remove(self, job: str) -> None:
        if self.store.job(job).state not in ENDED_JOB_STATES:
            with pytest.raises(JobConflict):
                self.store.remove(job)
            self.store.request_cancel(job)
            self.clock.pass_(10 * LEASE)
            self._expire()
        self.store.remove(job)
        with pytest.raises(JobNotFound):
            self.store.job(job)

    # What workers do

    @rule(target=tasks, worker=st.sampled_from("abc"))
    def claim(self, worker: str) -> Any:
        self._expire()
        waiting = self._waiting()
        task = self.store.claim(worker, LEASE)
        if task is None:
            assert waiting == set()
            return Task(
                job="none", index=0, lease=-1, worker="", attempt=1, name="", frames=0, timeline="", results=None
            )
        place = _place(task)
        assert task.job in waiting
        assert place not in self.leases
        assert place not in self.done
        self._take_turn(task.job, waiting)
        self.leases[place] = (task.lease, self.clock.time)
        return task

    @precondition(lambda self: self.leases)
    @rule()
    def lose_all_workers(self) -> None:
        self.clock.pass_(LEASE)
        self._expire()

    @rule(times=st.integers(1, MAX_ATTEMPTS + 1), at_work=st.integers(1, 4))
    def lose_workers_again_and_again(self, times: int, at_work: int) -> None:
        for _ in range(times):
            for _ in range(at_work):
                self.claim("d")
            self.lose_all_workers()

    @rule()
    def plan_all(self) -> None:
        while self._waiting():
            task = self.claim("p")
            if task.index is not None:
                self._report(task, lambda task=task: self.store.release(task))
                return
            self.finish(task, unplanned=False)

    @rule(seconds=st.sampled_from([1.0, LEASE / 2, LEASE]))
    def wait(self, seconds: float) -> None:
        self.clock.pass_(seconds)

    @rule(task=tasks, done=st.integers(0, 20))
    def beat(self, task: Task, done: int) -> None:
        heard = self.store.heartbeat({task: Progress(done=done)}, LEASE)
        assert (task not in heard.lost) == self._holds(task)
        if self._holds(task):
            self.leases[_place(task)] = (task.lease, self.clock.time)
            assert (task in heard.to_stop) == self.store.cancel_requested(task.job)

    @rule(task=tasks, unplanned=st.booleans())
    def finish(self, task: Task, unplanned: bool) -> None:
        last = new_output(2, timeline="", failure=BROKEN) if unplanned else new_output(2)
        outputs = [new_output(0), new_output(1), last]
        if task.index is None:
            self._report(task, lambda: self.store.finish_planning(task, outputs, {}))
        elif self._report(task, lambda: self.store.finish(task, DONE)):
            self.done.add(_place(task))

    @rule(task=tasks, again=st.booleans())
    def fail(self, task: Task, again: bool) -> None:
        self._report(task, lambda: self.store.fail(task, BROKEN, again=again))

    @rule(task=tasks)
    def release(self, task: Task) -> None:
        self._report(task, lambda: self.store.release(task))

    @rule(task=tasks)
    def give_up(self, task: Task) -> None:
        if self.store.cancel_requested(task.job):
            self._report(task, lambda: self.store.give_up(task))

    # What must hold

    @invariant()
    def only_what_is_leased_is_being_made(self) -> None:
        assert {place for place, state in self._steps().items() if state == "Processing"} == set(self.leases)

    @invariant()
    def what_is_done_stays_done(self) -> None:
        steps = self._steps()
        assert {place for place, state in steps.items() if state == "Success" and place[1] >= 0} == {
            place for place in self.done if place in steps
        }

    @invariant()
    def nothing_is_begun_too_often(self) -> None:
        with self.store._database.reading() as connection:
            most = connection.execute("SELECT max(attempts), min(attempts) FROM steps").fetchone()
        assert most[0] is None or 0 <= most[1] <= most[0] <= MAX_ATTEMPTS

    @invariant()
    def the_state_of_a_job_follows_from_its_steps(self) -> None:
        steps = self._steps()
        for job in self.store.jobs(limit=1000).jobs:
            counts = Counter(state for (owner, place), state in steps.items() if owner == job.id and place >= 0)
            assert job.outputs == counts
            assert job.state == job_state(steps[job.id, PLANNING], counts)
            assert (job.ended is not None) == (job.state in ENDED_JOB_STATES)
            if job.cancel_requested:
                assert not counts["Init"]

    @invariant()
    def who_watches_changes_knows_everything(self) -> None:
        changes = self.store.changes_since(self.seen)
        self.seen = changes.revision
        self.seen_jobs |= {job.id: job for job in changes.jobs}
        self.seen_outputs |= {(output.job, output.index): output for output in changes.outputs}
        for gone in changes.removed:
            self.seen_jobs.pop(gone, None)
            self.seen_outputs = {place: output for place, output in self.seen_outputs.items() if place[0] != gone}
        jobs = {job.id: job for job in self.store.jobs(limit=1000).jobs}
        assert self.seen_jobs == jobs
        assert self.seen_outputs == {
            (output.job, output.index): output for job in jobs for output in self.store.outputs(job)
        }

    # What the machine knows

    def _steps(self) -> dict[Place, Any]:
        with self.store._database.reading() as connection:
            return {
                (job, place): state for job, place, state in connection.execute("SELECT job, place, state FROM steps")
            }

    def _waiting(self) -> set[str]:
        """The jobs of which something can be claimed."""
        steps = self._steps()
        return {
            job
            for (job, place), state in steps.items()
            if state == "Init"
            and (place == PLANNING or steps[job, PLANNING] == "Success")
            and not self.store.cancel_requested(job)
        }

    def _take_turn(self, served: str, waiting: set[str]) -> None:
        """While a job waits, no other is served twice."""
        self.passed = defaultdict(Counter, {job: counts for job, counts in self.passed.items() if job in waiting})
        self.passed.pop(served, None)
        for job in waiting - {served}:
            self.passed[job][served] += 1
            assert self.passed[job][served] <= 1

    def _holds(self, task: Task) -> bool:
        return self.leases.get(_place(task), (None, None))[0] == task.lease

    def _expire(self) -> None:
        late = [
            place for place, (_, since) in self.leases.items() if (self.clock.time - since).total_seconds() >= LEASE
        ]
        assert self.store.expire() == len(late)
        for place in late:
            del self.leases[place]

    def _report(self, task: Task, report: Callable[[], None]) -> bool:
        if not self._holds(task):
            with pytest.raises(LeaseLost):
                report()
            return False
        report()
        del self.leases[_place(task)]
        return True


def _place(task: Task) -> Place:
    return task.job, PLANNING if task.index is None else task.index


TestStoreMachine = StoreMachine.TestCase
TestStoreMachine.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)

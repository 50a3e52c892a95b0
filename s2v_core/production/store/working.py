"""Work is claimed under a lease, kept by heartbeats, and comes to an end.

A claim is known by a number of its own. A report holds only while the step still carries that number, so that nothing
counts that was done under a lease that others hold since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from s2v_core.errors import LeaseLost
from s2v_core.production.outcome import Failure, Progress, Results
from s2v_core.production.store.change import Change
from s2v_core.production.store.records import dumped, failure_text, read_task, results_text
from s2v_core.production.store.rows import Heard, NewOutput, Task
from s2v_core.production.store.schema import PLANNING
from s2v_core.production.store.states import OutputState
from s2v_core.production.store.values import stamp, storable

__all__ = [
    "MAX_ATTEMPTS",
    "beat",
    "claim",
    "expire",
    "fail",
    "finish",
    "finish_planning",
    "give_up",
    "plan_at_once",
    "release",
    "take_over",
]

MAX_ATTEMPTS = 3

_NEXT = """
    SELECT id, (
        SELECT min(place) FROM steps
        WHERE job = id AND state = 'Init' AND due <= :now AND (planned OR place = :planning)
    ) AS next
    FROM jobs WHERE state IN ('Init', 'Processing') AND cancel = 0 AND next IS NOT NULL
    ORDER BY priority DESC, turn LIMIT 1"""

_LEASE = """
    UPDATE steps SET state = 'Processing', attempts = attempts + 1, done = 0, worker = :worker, lease = :revision,
        expires = :expires, started = :now, ended = NULL, failure = NULL, revision = :revision
    WHERE job = :job AND place = :place"""


def claim(change: Change, worker: str, lease: timedelta) -> Task | None:
    """Give the next step of the job whose turn it is, or None when nothing waits."""
    expire(change)
    step = change.connection.execute(_NEXT, {"now": change.now, "planning": PLANNING}).fetchone()
    if step is None:
        return None
    job, place = step
    change.connection.execute(
        _LEASE,
        {
            "job": job,
            "place": place,
            "worker": worker,
            "expires": change.after(lease),
            "now": change.now,
            "revision": change.revision,
        },
    )
    change.connection.execute(
        "UPDATE jobs SET turn = ?, started = coalesce(started, ?) WHERE id = ?", (change.count("turn"), change.now, job)
    )
    change.settle(job)
    return read_task(
        change.connection.execute(
            "SELECT * FROM steps LEFT JOIN details USING (job, place) WHERE job = ? AND place = ?", (job, place)
        ).fetchone()
    )


def beat(change: Change, tasks: Mapping[Task, Progress | None], lease: timedelta) -> Heard:
    """Renew leases, note progress, and tell which tasks are lost and which are to stop."""
    lost, to_stop = set(), set()
    for task, progress in tasks.items():
        held = change.connection.execute(
            "SELECT cancel, done, total FROM jobs JOIN steps ON job = id WHERE job = ? AND place = ? AND lease = ?",
            (task.job, _place(task), task.lease),
        ).fetchone()
        if held is None:
            lost.add(task)
            continue
        if held["cancel"]:
            to_stop.add(task)
        change.connection.execute(
            "UPDATE steps SET expires = ? WHERE job = ? AND place = ?", (change.after(lease), task.job, _place(task))
        )
        if progress is not None:
            _advance(change, task, progress, Progress(done=held["done"], total=held["total"]))
    return Heard(lost=frozenset(lost), to_stop=frozenset(to_stop))


def finish(change: Change, task: Task, results: Results) -> None:
    """Note that an output is made."""
    if task.index is None:
        raise ValueError("planning ends with `finish_planning`")
    _end(change, task, "Success")
    _keep(change, task, results)
    change.settle(task.job)


def finish_planning(change: Change, task: Task, outputs: Sequence[NewOutput], facts: Mapping[str, object]) -> None:
    """Note that a job is planned, and add its outputs. Those that exist and do not wait stay as they are."""
    if task.index is not None or not outputs:
        raise ValueError("planning ends with at least one output")
    _end(change, task, "Success")
    _note_plan(change, task.job, outputs, facts)


def plan_at_once(change: Change, job: str, outputs: Sequence[NewOutput], facts: Mapping[str, object]) -> None:
    """Note the outputs of a job that has just been submitted with its plan."""
    change.connection.execute(
        "UPDATE steps SET state = 'Success', started = ?, ended = ? WHERE job = ? AND place = ?",
        (change.now, change.now, job, PLANNING),
    )
    _note_plan(change, job, outputs, facts)


def fail(change: Change, task: Task, failure: Failure, *, again: bool) -> None:
    """Note that a task failed: for good, or (``again``) for this attempt."""
    if again and (task.attempt < MAX_ATTEMPTS or _cancelled(change, task)):
        _return(change, task)
    else:
        _end(change, task, "Failed", failure)
        _end_unplanned(change, task, "Failed", failure)
    change.settle(task.job)


def give_up(change: Change, task: Task) -> None:
    """Note that a task was stopped on request."""
    _end(change, task, "Cancelled")
    _end_unplanned(change, task, "Cancelled", None)
    change.settle(task.job)


def release(change: Change, task: Task, *, due: datetime | None, results: Results | None) -> None:
    """Put a task back whose worker is not to blame; the attempt does not count."""
    _return(change, task)
    change.connection.execute(
        "UPDATE steps SET attempts = attempts - 1, due = ? WHERE job = ? AND place = ?",
        (0 if due is None else stamp(due), task.job, _place(task)),
    )
    if results is not None:
        _keep(change, task, results)
    change.settle(task.job)


def expire(change: Change) -> int:
    """Take back what lies under leases that ran out; return how much that is."""
    rows = change.connection.execute(
        "SELECT * FROM steps LEFT JOIN details USING (job, place) WHERE state = 'Processing' AND expires <= ?",
        (change.now,),
    ).fetchall()
    for row in rows:
        fail(change, read_task(row), _VANISHED, again=True)
    return len(rows)


def take_over(change: Change) -> tuple[Task, ...]:
    """Put back whatever is leased; return what that was. The attempts do not count: the runner ended, not the work."""
    rows = change.connection.execute(
        "SELECT * FROM steps LEFT JOIN details USING (job, place) WHERE state = 'Processing'"
    ).fetchall()
    tasks = tuple(read_task(row) for row in rows)
    for task in tasks:
        release(change, task, due=None, results=None)
    return tasks


_VANISHED = Failure(
    code="WorkerLost",
    message=f"The work was begun {MAX_ATTEMPTS} times, and each time its process ended before it was done.",
    hint="See the log of the job. An asset may crash its decoder, or the memory may not be enough.",
)


def _advance(change: Change, task: Task, progress: Progress, known: Progress) -> None:
    total = progress.total or task.frames
    reached = Progress(done=min(progress.done, total) if total else progress.done, total=total)
    if reached == known:
        return
    change.connection.execute(
        "UPDATE steps SET done = ?, total = ?, revision = ? WHERE job = ? AND place = ?",
        (reached.done, reached.total, change.revision, task.job, _place(task)),
    )
    change.touch(task.job)


def _end(change: Change, task: Task, state: OutputState, failure: Failure | None = None) -> None:
    ended = change.connection.execute(
        """UPDATE steps SET state = :state, failure = :failure, ended = :now, revision = :revision,
               done = CASE :state WHEN 'Success' THEN total ELSE done END, lease = NULL, worker = NULL, expires = NULL
           WHERE job = :job AND place = :place AND lease = :lease""",
        {
            "state": state,
            "failure": None if failure is None else failure_text(failure),
            "now": change.now,
            "revision": change.revision,
            "job": task.job,
            "place": _place(task),
            "lease": task.lease,
        },
    ).rowcount
    _expect(ended, task)


def _end_unplanned(change: Change, task: Task, state: OutputState, failure: Failure | None) -> None:
    """When planning a job again ended in vain, its outputs that waited for it end with it."""
    if task.index is None:
        change.connection.execute(
            "UPDATE steps SET state = ?, failure = ?, ended = ?, revision = ? WHERE job = ? AND state = 'Init'",
            (state, None if failure is None else failure_text(failure), change.now, change.revision, task.job),
        )


def _return(change: Change, task: Task) -> None:
    """Let a step wait again; where its job is to be stopped, that is its end."""
    if _cancelled(change, task):
        give_up(change, task)
        return
    returned = change.connection.execute(
        """UPDATE steps SET state = 'Init', done = 0, lease = NULL, worker = NULL, expires = NULL, started = NULL,
                            revision = ? WHERE job = ? AND place = ? AND lease = ?""",
        (change.revision, task.job, _place(task), task.lease),
    ).rowcount
    _expect(returned, task)


def _cancelled(change: Change, task: Task) -> bool:
    row = change.connection.execute("SELECT cancel FROM jobs WHERE id = ?", (task.job,)).fetchone()
    return row is not None and bool(row[0])


def _add(change: Change, job: str, output: NewOutput, cancelled: bool) -> None:
    state: OutputState = "Failed" if output.failure else "Cancelled" if cancelled else "Init"
    change.connection.execute(
        """INSERT OR REPLACE INTO steps (job, place, name, state, total, failure, ended, revision)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            job,
            output.index,
            storable(output.name),
            state,
            output.frames,
            None if output.failure is None else failure_text(output.failure),
            None if state == "Init" else change.now,
            change.revision,
        ),
    )
    change.connection.execute(
        "INSERT OR REPLACE INTO details (job, place, timeline, draws) VALUES (?, ?, ?, ?)",
        (job, output.index, storable(output.timeline), dumped(output.draws)),
    )


def _note_plan(change: Change, job: str, outputs: Sequence[NewOutput], facts: Mapping[str, object]) -> None:
    change.connection.execute("UPDATE requests SET facts = ? WHERE job = ?", (dumped(facts), job))
    cancelled = bool(change.job(job)["cancel"])
    existing = dict(change.connection.execute("SELECT place, state FROM steps WHERE job = ? AND place >= 0", (job,)))
    for output in outputs:
        if existing.get(output.index, "Init") == "Init":
            _add(change, job, output, cancelled)
    change.settle(job)


def _keep(change: Change, task: Task, results: Results) -> None:
    change.connection.execute(
        "UPDATE details SET results = ? WHERE job = ? AND place = ?", (results_text(results), task.job, _place(task))
    )


def _expect(changed: int, task: Task) -> None:
    if not changed:
        raise LeaseLost(
            "The work was given to another worker, or its job was removed.", where=f"{task.job}[{_place(task)}]"
        )


def _place(task: Task) -> int:
    return PLANNING if task.index is None else task.index

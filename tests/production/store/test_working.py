from __future__ import annotations

from datetime import timedelta

import pytest

from s2v_core.errors import LeaseLost
from s2v_core.production.store import MAX_ATTEMPTS, Failure, JobsStore, Progress, Results, Task
from tests.production.store.making import (
    BROKEN,
    DONE,
    LEASE,
    Clock,
    claim,
    new_output,
    plan,
    planned,
    states,
    submit,
)


def test_a_job_is_planned_and_then_made_output_by_output(store: JobsStore, clock: Clock) -> None:
    job = submit(store)
    planning = claim(store)
    assert (planning.job, planning.index, planning.attempt) == (job, None, 1)
    assert (store.job(job).state, store.job(job).started) == ("Processing", clock.time)
    store.finish_planning(planning, [new_output(0, draws={"title": "A"}, timeline="[1]")], {"Seed": 5})
    assert store.facts(job) == {"Seed": 5}
    task = claim(store)
    assert (task.index, task.name, task.frames, task.timeline) == (0, "film_0.mp4", 10, "[1]")
    clock.pass_(3)
    results = Results(
        files={"Video": "/out/film_0.mp4"},
        urls={"Video": "s3://b/film_0.mp4"},
        frames=10,
        duration=0.4,
        seconds=3.0,
        chunks_encoded=1,
        chunks_reused=2,
        sources={"a.mp4": "abc"},
        credits=("Emoji by OpenMoji",),
    )
    store.finish(task, results)
    output = store.output(job, 0)
    assert (output.state, output.results, output.draws) == ("Success", results, {"title": "A"})
    assert (output.progress, output.started, output.ended) == (
        Progress(done=10, total=10),
        clock.time - timedelta(seconds=3),
        clock.time,
    )
    found = store.job(job)
    assert (found.state, found.ended, found.outputs) == ("Finished", clock.time, {"Success": 1})
    assert store.claim("w", LEASE) is None


def test_a_job_whose_outputs_all_failed_is_finished(store: JobsStore) -> None:
    job = planned(store, 1)
    store.fail(claim(store), BROKEN)
    assert (store.job(job).state, store.output(job, 0).failure) == ("Finished", BROKEN)


def test_a_job_that_cannot_be_planned_has_failed_and_says_why(store: JobsStore) -> None:
    job = submit(store)
    store.fail(claim(store), BROKEN)
    assert (store.job(job).state, store.job(job).failure) == ("Failed", BROKEN)
    assert store.retry_failed(job) == 1
    assert (store.job(job).state, store.job(job).failure) == ("Init", None)


def test_planning_without_outputs_is_a_mistake_of_the_caller(store: JobsStore) -> None:
    submit(store)
    task = claim(store)
    with pytest.raises(ValueError, match="at least one output"):
        store.finish_planning(task, [], {})
    with pytest.raises(ValueError, match="finish_planning"):
        store.finish(task, DONE)
    assert store.heartbeat({task: None}, LEASE).lost == frozenset()


def test_a_job_of_one_output_need_not_wait_for_one_of_a_hundred(store: JobsStore) -> None:
    big = planned(store, 100)
    for _ in range(5):
        store.finish(claim(store), DONE)
    small = submit(store)
    turns = []
    for _ in range(6):
        task = claim(store)
        turns.append((task.job, task.index))
        if task.index is None:
            plan(store, task, 1)
    assert turns == [(big, 5), (small, None), (big, 6), (small, 0), (big, 7), (big, 8)]


def test_a_stream_of_new_jobs_does_not_keep_an_old_one_waiting(store: JobsStore) -> None:
    old = planned(store, 2)
    submit(store)
    submit(store)
    assert [claim(store).job for _ in range(2)].count(old) == 1


def test_urgent_jobs_come_first(store: JobsStore) -> None:
    usual = submit(store)
    urgent = submit(store, priority=1)
    later = submit(store, priority=-1)
    assert [claim(store).job for _ in range(3)] == [urgent, usual, later]


def test_work_under_a_lease_is_not_given_twice(store: JobsStore, clock: Clock) -> None:
    planned(store, 1)
    task = claim(store)
    clock.pass_(LEASE - 0.001)
    assert store.claim("other", LEASE) is None
    assert store.heartbeat({task: None}, LEASE).lost == frozenset()
    clock.pass_(LEASE - 0.001)
    assert store.claim("other", LEASE) is None


def test_a_lease_that_ran_out_goes_to_another_worker_and_the_first_is_refused(store: JobsStore, clock: Clock) -> None:
    job = planned(store, 1)
    first = claim(store)
    clock.pass_(LEASE)
    second = claim(store, "other")
    assert (second.index, second.attempt, second.worker) == (0, 2, "other")
    assert store.heartbeat({first: Progress(done=9), second: None}, LEASE).lost == {first}
    refused = (
        lambda: store.finish(first, DONE),
        lambda: store.fail(first, BROKEN),
        lambda: store.fail(first, BROKEN, again=True),
        lambda: store.give_up(first),
        lambda: store.release(first, results=DONE),
    )
    for report in refused:
        with pytest.raises(LeaseLost):
            report()
    assert store.output(job, 0).progress.done == 0
    store.finish(second, DONE)
    assert states(store, job) == ["Success"]


def test_late_work_that_nobody_else_has_taken_counts(store: JobsStore, clock: Clock) -> None:
    job = planned(store, 1)
    task = claim(store)
    clock.pass_(LEASE * 5)
    store.finish(task, DONE)
    assert states(store, job) == ["Success"]


def test_reports_on_a_removed_job_are_refused(store: JobsStore, clock: Clock) -> None:
    job = planned(store, 1)
    task = claim(store)
    store.request_cancel(job)
    clock.pass_(LEASE)
    assert store.expire() == 1
    store.remove(job)
    with pytest.raises(LeaseLost):
        store.finish(task, DONE)
    assert store.heartbeat({task: None}, LEASE).lost == {task}
    assert store.cancel_requested(job)


def test_work_that_kills_its_worker_three_times_has_failed(store: JobsStore, clock: Clock) -> None:
    job = planned(store, 2)
    begun = []
    while (task := store.claim("w", LEASE)) is not None:
        begun.append((task.index, task.attempt))
        clock.pass_(LEASE)
    assert sorted(begun) == [(index, attempt) for index in (0, 1) for attempt in range(1, MAX_ATTEMPTS + 1)]
    assert (store.job(job).state, states(store, job)) == ("Finished", ["Failed", "Failed"])
    failure = store.output(job, 0).failure
    assert failure is not None
    assert (failure.code, "3 times" in failure.message) == ("WorkerLost", True)


def test_planning_that_kills_its_worker_three_times_fails_the_job(store: JobsStore, clock: Clock) -> None:
    job = submit(store)
    for _ in range(MAX_ATTEMPTS):
        claim(store)
        clock.pass_(LEASE)
    assert store.claim("w", LEASE) is None
    assert store.job(job).state == "Failed"


def test_a_passing_trouble_is_tried_again_until_the_attempts_are_used_up(store: JobsStore) -> None:
    job = planned(store, 1)
    for attempt in range(1, MAX_ATTEMPTS + 1):
        task = claim(store)
        assert task.attempt == attempt
        store.fail(task, BROKEN, again=True)
    assert (states(store, job), store.output(job, 0).failure) == (["Failed"], BROKEN)


def test_work_that_is_put_back_keeps_its_attempts_and_what_is_there(store: JobsStore, clock: Clock) -> None:
    job = planned(store, 1)
    for _ in range(5):
        task = claim(store)
        assert task.attempt == 1
        store.release(task)
    store.release(claim(store), due=clock.time + timedelta(seconds=60), results=DONE)
    assert store.claim("w", LEASE) is None
    assert (store.job(job).state, store.open_jobs()) == ("Processing", 1)
    clock.pass_(60)
    assert claim(store).results == DONE


def test_a_dead_workers_output_of_a_cancelled_job_is_cancelled(store: JobsStore, clock: Clock) -> None:
    job = planned(store, 1)
    for _ in range(MAX_ATTEMPTS - 1):
        claim(store)
        clock.pass_(LEASE)
    claim(store)
    store.request_cancel(job)
    clock.pass_(LEASE)
    assert store.expire() == 1
    assert (store.job(job).state, states(store, job)) == ("Cancelled", ["Cancelled"])


@pytest.mark.parametrize("again", [False, True])
def test_failing_under_a_request_to_stop_ends_the_job(store: JobsStore, again: bool) -> None:
    job = planned(store, 1)
    task = claim(store)
    store.request_cancel(job)
    store.fail(task, BROKEN, again=again)
    assert store.job(job).state == ("Cancelled" if again else "Finished")


def test_a_heartbeat_notes_progress_and_tells_who_is_to_stop(store: JobsStore) -> None:
    job = planned(store, 2)
    first, second = claim(store), claim(store)
    heard = store.heartbeat({first: Progress(done=4), second: Progress(done=99)}, LEASE)
    assert heard.to_stop == frozenset()
    assert [output.progress.done for output in store.outputs(job)] == [4, 10]
    assert (store.job(job).frames_done, store.job(job).frames) == (14, 20)
    store.request_cancel(job)
    assert store.heartbeat({first: None, second: None}, LEASE).to_stop == {first, second}


def test_planning_has_progress_of_its_own(store: JobsStore) -> None:
    job = submit(store)
    task = claim(store)
    store.heartbeat({task: Progress(done=3, total=12)}, LEASE)
    assert store.job(job).planning == Progress(done=3, total=12)
    assert store.job(job).frames == 0


def test_progress_starts_anew_with_every_attempt(store: JobsStore) -> None:
    job = planned(store, 1)
    task = claim(store)
    store.heartbeat({task: Progress(done=7)}, LEASE)
    store.fail(task, BROKEN, again=True)
    assert store.output(job, 0).progress == Progress(done=0, total=10)


def test_tasks_are_the_same_by_their_lease_alone(store: JobsStore) -> None:
    planned(store, 1)
    task = claim(store)
    copy = Task(**{**vars(task), "timeline": "other"})
    assert copy == task
    assert hash(copy) == hash(task)


def test_a_failure_tells_what_an_error_told() -> None:
    from s2v_core.errors import MediaNotFound

    failure = Failure.of(MediaNotFound("gone.", where="a.mp4", hint="Look."))
    assert failure == Failure(code="MediaNotFound", message="gone.", where="a.mp4", hint="Look.")

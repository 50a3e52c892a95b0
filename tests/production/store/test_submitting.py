from __future__ import annotations

import json

import pytest

from s2v_core.errors import JobConflict, JobNotFound
from s2v_core.production.store import JobFilter, JobsStore, is_id
from tests.production.store.making import BROKEN, DONE, Clock, claim, new_job, new_output, plan, planned, states, submit


def test_a_job_comes_back_as_it_was_submitted(store: JobsStore) -> None:
    job = new_job(
        document='{"InputConfig":\n {"名": "é\\u0000"}}',
        name="Frühling 春",
        seed=-7,
        user_data='{"NotifyAddress": "https://a.example/x"}',
        settings={"encoder": {"codec": "libx264", "crf": 23}},
        priority=2,
        token="t",
    )
    identity = store.submit(job).job
    assert store.request(identity) == job
    assert is_id(identity)


def test_halves_of_characters_and_seeds_of_any_size_are_kept(store: JobsStore) -> None:
    job = submit(store, document='{"a": "\ud800"}', name="\udfff", user_data="\ud800", seed=10**40, token="\ud800")
    store.finish_planning(claim(store), [new_output(0, name="\ud800", draws={"title": "\ud800"})], {"x": "\ud800"})
    assert json.loads(store.request(job).document) == {"a": "\ud800"}
    assert (store.job(job).seed, store.facts(job)) == (10**40, {"x": "\ud800"})
    assert store.output(job, 0).draws == {"title": "\ud800"}


def test_what_cannot_be_an_identifier_is_not_found(store: JobsStore) -> None:
    job = planned(store, 1)
    for nothing in ("", "\ud800", "\0", "x" * 100_000, "' OR 1=1 --"):
        with pytest.raises(JobNotFound):
            store.job(nothing)
        with pytest.raises(JobNotFound):
            store.request_cancel(nothing)
        assert store.cancel_requested(nothing)
        assert store.changes_since(0, nothing).jobs == ()
    for index in (-1, 1, 2**62, 10**40):
        with pytest.raises(JobNotFound):
            store.output(job, index)
        with pytest.raises(JobNotFound):
            store.timeline(job, index)
    assert store.changes_since(10**40).jobs == ()
    assert len(store.changes_since(-(10**40)).jobs) == 1


def test_a_new_job_waits_and_has_no_outputs(store: JobsStore, clock: Clock) -> None:
    job = store.job(submit(store))
    assert (job.state, job.outputs, job.attempts, job.cancel_requested) == ("Init", {}, 0, False)
    assert (job.created, job.modified, job.started, job.ended) == (clock.time, clock.time, None, None)
    assert store.outputs(job.id) == ()


def test_identifiers_sort_by_time_and_do_not_repeat(store: JobsStore, clock: Clock) -> None:
    identities = []
    for _ in range(50):
        identities.append(submit(store))
        clock.pass_(0.001)
    assert identities == sorted(set(identities))


def test_the_same_token_gives_the_same_job_once(store: JobsStore) -> None:
    first = store.submit(new_job(token="t"))
    again = store.submit(new_job(token="t", document='{ "InputConfig" : {} }'))
    assert (first.created, again.created, again.job) == (True, False, first.job)
    assert len(store.jobs().jobs) == 1


@pytest.mark.parametrize("other", [{"document": "{}"}, {"document": "not json"}, {"seed": 1}, {"out": "/elsewhere"}])
def test_a_token_that_another_job_has_is_refused(store: JobsStore, other: dict[str, object]) -> None:
    known = submit(store, token="t")
    with pytest.raises(JobConflict, match=known):
        submit(store, token="t", **other)
    assert len(store.jobs().jobs) == 1


def test_jobs_without_a_token_are_all_different(store: JobsStore) -> None:
    assert submit(store) != submit(store)


def test_a_job_that_is_not_there_is_named(store: JobsStore) -> None:
    for ask in (store.job, store.request, store.facts, store.outputs, store.request_cancel, store.retry_failed):
        with pytest.raises(JobNotFound) as caught:
            ask("nothing")
        assert caught.value.where == "nothing"
    with pytest.raises(JobNotFound):
        store.remove("nothing")
    with pytest.raises(JobNotFound):
        store.output(submit(store), 0)


def test_cancelling_a_waiting_job_ends_it_at_once(store: JobsStore, clock: Clock) -> None:
    job = submit(store)
    store.request_cancel(job)
    found = store.job(job)
    assert (found.state, found.ended, found.cancel_requested) == ("Cancelled", clock.time, True)
    assert store.claim("w", 10) is None


def test_cancelling_ends_what_has_not_begun_and_asks_the_rest_to_stop(store: JobsStore) -> None:
    job = planned(store, 3)
    task = claim(store)
    assert not store.cancel_requested(job)
    store.request_cancel(job)
    assert store.cancel_requested(job)
    assert states(store, job) == ["Processing", "Cancelled", "Cancelled"]
    assert store.job(job).state == "Processing"
    assert store.claim("w", 10) is None
    store.give_up(task)
    assert store.job(job).state == "Cancelled"


def test_an_output_that_was_done_before_it_heard_of_the_stop_counts(store: JobsStore) -> None:
    job = planned(store, 1)
    task = claim(store)
    store.request_cancel(job)
    store.finish(task, DONE)
    assert (store.job(job).state, states(store, job)) == ("Finished", ["Success"])


def test_a_job_cancelled_during_planning_gets_cancelled_outputs(store: JobsStore) -> None:
    job = submit(store)
    task = claim(store)
    store.request_cancel(job)
    plan(store, task)
    assert (store.job(job).state, states(store, job)) == ("Cancelled", ["Cancelled", "Cancelled"])


def test_cancelling_what_has_ended_changes_nothing(store: JobsStore) -> None:
    job = planned(store, 1)
    store.finish(claim(store), DONE)
    before = store.revision()
    store.request_cancel(job)
    assert (store.job(job).cancel_requested, store.revision()) == (False, before)


def test_only_failed_outputs_are_tried_again(store: JobsStore, clock: Clock) -> None:
    job = planned(store, 2)
    store.fail(claim(store), BROKEN)
    store.finish(claim(store), DONE)
    assert store.job(job).state == "Finished"
    clock.pass_(5)
    assert store.retry_failed(job) == 1
    found = store.job(job)
    assert (found.state, found.ended, states(store, job)) == ("Processing", None, ["Init", "Success"])
    task = claim(store)
    assert (task.index, task.attempt) == (0, 1)
    assert store.output(job, 0).failure is None


def test_what_was_made_and_not_delivered_is_made_anew_when_it_is_tried_again(store: JobsStore) -> None:
    job = planned(store, 1)
    store.release(claim(store), results=DONE)
    task = claim(store)
    assert task.results == DONE
    store.fail(task, BROKEN)
    store.retry_failed(job)
    assert claim(store).results is None


def test_a_cancelled_job_can_be_taken_up_again(store: JobsStore) -> None:
    job = planned(store, 2)
    store.request_cancel(job)
    assert store.retry_failed(job) == 2
    assert not store.job(job).cancel_requested
    assert claim(store).index == 0


def test_a_job_cancelled_before_it_was_planned_is_planned_when_taken_up_again(store: JobsStore) -> None:
    job = submit(store)
    store.request_cancel(job)
    assert store.retry_failed(job) == 1
    assert store.job(job).state == "Init"
    assert claim(store).index is None


def test_a_job_that_is_being_stopped_is_not_taken_up_yet(store: JobsStore) -> None:
    job = planned(store, 2)
    claim(store)
    store.request_cancel(job)
    with pytest.raises(JobConflict):
        store.retry_failed(job)


def test_nothing_is_put_back_when_all_went_well(store: JobsStore) -> None:
    job = planned(store, 1)
    store.finish(claim(store), DONE)
    assert store.retry_failed(job) == 0
    assert store.job(job).state == "Finished"


def test_an_output_that_could_not_be_planned_is_planned_again_before_it_is_made(store: JobsStore) -> None:
    job = submit(store)
    store.finish_planning(claim(store), [new_output(0), new_output(1, timeline="", failure=BROKEN)], {})
    assert states(store, job) == ["Init", "Failed"]
    store.finish(claim(store), DONE)
    assert store.retry_failed(job) == 2
    assert store.job(job).state == "Processing"
    task = claim(store)
    assert task.index is None
    assert store.claim("w", 10) is None
    store.finish_planning(task, [new_output(0, timeline="[0]"), new_output(1, timeline="[1]")], {})
    assert (states(store, job), store.timeline(job, 0)) == (["Success", "Init"], "{}")
    assert store.output(job, 0).results == DONE
    assert claim(store).timeline == "[1]"


def test_what_is_being_made_goes_on_while_the_rest_is_planned_again(store: JobsStore) -> None:
    job = submit(store)
    store.finish_planning(claim(store), [new_output(0), new_output(1, timeline="", failure=BROKEN)], {})
    making = claim(store)
    store.retry_failed(job)
    plan(store, claim(store))
    store.finish(making, DONE)
    assert states(store, job) == ["Success", "Init"]


def test_outputs_that_wait_for_a_new_plan_fail_with_it(store: JobsStore) -> None:
    job = submit(store)
    store.finish_planning(claim(store), [new_output(0), new_output(1, timeline="", failure=BROKEN)], {})
    store.finish(claim(store), DONE)
    store.retry_failed(job)
    store.fail(claim(store), BROKEN)
    assert (store.job(job).state, states(store, job)) == ("Finished", ["Success", "Failed"])
    assert store.output(job, 1).failure == BROKEN


def test_only_ended_jobs_can_be_removed_and_then_nothing_is_left(store: JobsStore) -> None:
    job = planned(store, 1, token="t")
    with pytest.raises(JobConflict):
        store.remove(job)
    store.finish(claim(store), DONE)
    store.remove(job)
    with pytest.raises(JobNotFound):
        store.job(job)
    assert store.jobs().jobs == ()
    assert store.submit(new_job(token="t")).created


def test_jobs_that_ended_long_ago_are_found_oldest_first(store: JobsStore, clock: Clock) -> None:
    ended = []
    for _ in range(3):
        ended.append(planned(store, 1))
        store.finish(claim(store), DONE)
        clock.pass_(60)
    submit(store)
    assert store.ended_before(clock.time) == tuple(ended)
    clock.pass_(-60)
    assert store.ended_before(clock.time) == tuple(ended[:2])


def test_a_job_that_comes_with_its_plan_is_not_planned(store: JobsStore) -> None:
    submitted = store.submit_planned(new_job(kind="Scene_Batch_Editing", token="t"), [new_output(0)], {"Seed": 3})
    again = store.submit_planned(new_job(kind="Scene_Batch_Editing", token="t"), [new_output(0)], {"Seed": 3})
    assert (again.job, again.created) == (submitted.job, False)
    stored = store.job(submitted.job)
    assert (stored.kind, stored.state, dict(stored.outputs)) == ("Scene_Batch_Editing", "Processing", {"Init": 1})
    assert store.facts(submitted.job) == {"Seed": 3}
    assert claim(store).index == 0
    assert [job.id for job in store.jobs(JobFilter(kind="Scene_Batch_Editing")).jobs] == [submitted.job]
    assert store.jobs(JobFilter(kind="Script")).jobs == store.jobs(JobFilter(id="other")).jobs == ()

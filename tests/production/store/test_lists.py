from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s2v_core.errors import StoreError
from s2v_core.production.store import JobFilter, JobsStore, Progress, states_behind, submitting, vendor_state
from s2v_core.production.store.states import JOB_STATES, OUTPUT_STATES, job_state
from tests.production.store.making import BROKEN, DONE, Clock, claim, new_job, plan, planned, submit


def test_the_newest_jobs_come_first_unless_asked_otherwise(store: JobsStore, clock: Clock) -> None:
    made = []
    for _ in range(3):
        made.append(submit(store))
        clock.pass_(1)
    assert [job.id for job in store.jobs().jobs] == made[::-1]
    assert [job.id for job in store.jobs(newest_first=False).jobs] == made


@pytest.mark.parametrize("newest_first", [True, False])
def test_pages_hold_every_job_once_though_jobs_come_and_go_meanwhile(
    store: JobsStore, clock: Clock, newest_first: bool
) -> None:
    made = []
    for number in range(25):
        made.append(submit(store))
        clock.pass_(number % 2)  # some at the same moment
    gone = made[0] if newest_first else made[-1]
    store.request_cancel(gone)
    seen, token = [], None
    while True:
        page = store.jobs(limit=4, token=token, newest_first=newest_first)
        seen += [job.id for job in page.jobs]
        token = page.next_token
        if token is None:
            break
        submit(store)
        if gone in {job.id for job in store.jobs(JobFilter(text=gone)).jobs} and gone not in seen:
            store.remove(gone)
    expected = [job for job in made if job != gone]
    assert sorted(job for job in seen if job in expected) == sorted(expected)
    assert len(set(seen)) == len(seen)


def test_the_last_page_has_no_token_even_when_it_is_full(store: JobsStore) -> None:
    for _ in range(4):
        submit(store)
    first = store.jobs(limit=2)
    assert store.jobs(limit=2, token=first.next_token).next_token is None
    assert store.jobs(limit=4).next_token is None


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "é",
        "%%%",
        "[]",
        *(
            base64.b64encode(text).decode()
            for text in (b"[]", b"{}", b'[true, "a", 1]', b"[[[[", b'[true, 99999999999999999999, "a"]')
        ),
    ],
)
def test_a_token_that_was_made_up_is_refused(store: JobsStore, token: str) -> None:
    with pytest.raises(StoreError) as caught:
        store.jobs(token=token)
    assert caught.value.where == "NextToken"


def test_a_token_is_for_one_direction(store: JobsStore) -> None:
    for _ in range(3):
        submit(store)
    token = store.jobs(limit=1).next_token
    with pytest.raises(StoreError):
        store.jobs(limit=1, token=token, newest_first=False)


def test_lists_are_filtered_by_state(store: JobsStore) -> None:
    failed = submit(store)
    store.fail(claim(store), BROKEN)
    finished = planned(store, 1)
    store.finish(claim(store), DONE)
    working = planned(store, 1)
    waiting = submit(store)
    cancelled = submit(store)
    store.request_cancel(cancelled)
    for states, expected in (
        (("Failed",), {failed}),
        (("Finished",), {finished}),
        (("Processing",), {working}),
        (("Init",), {waiting}),
        (states_behind("Failed"), {failed, cancelled}),
        ((), {failed, finished, working, waiting, cancelled}),
    ):
        assert {job.id for job in store.jobs(JobFilter(states=states)).jobs} == expected


def test_lists_are_filtered_by_mode_name_and_identifier(store: JobsStore) -> None:
    german = submit(store, name="Grüße 100% SALE", mode="global")
    chinese = submit(store, name="春季_新品", mode="segmented")

    def found(**wanted: str) -> set[str]:
        return {job.id for job in store.jobs(JobFilter(**wanted)).jobs}

    assert found(mode="segmented") == {chinese}
    assert found(text="GRÜSSE") == {german}
    assert found(text="新品") == {chinese}
    assert found(text="100%") == {german}
    assert found(text="%") == {german}
    assert found(text="_") == {chinese}
    assert found(text=chinese) == {chinese}
    assert found(text="' OR 1=1 --") == set()
    assert found(text="sale", mode="segmented") == set()


def test_lists_are_filtered_by_creation(store: JobsStore, clock: Clock) -> None:
    start = clock.time
    made = []
    for _ in range(4):
        made.append(submit(store))
        clock.pass_(60)
    wanted = JobFilter(created_from=start + timedelta(seconds=60), created_before=start + timedelta(seconds=180))
    assert [job.id for job in store.jobs(wanted, newest_first=False).jobs] == made[1:3]


def test_a_page_tells_of_each_job_how_far_it_is(store: JobsStore) -> None:
    planned(store, 3, name="three")
    store.finish(claim(store), DONE)
    store.fail(claim(store), BROKEN)
    submit(store, name="none")
    rows = {job.name: job for job in store.jobs().jobs}
    assert rows["three"].outputs == {"Success": 1, "Failed": 1, "Init": 1}
    assert (rows["three"].frames_done, rows["three"].frames) == (10, 30)
    assert rows["none"].outputs == {}


def test_a_page_says_the_same_of_a_job_as_asking_for_it(store: JobsStore) -> None:
    jobs = [planned(store, 2), submit(store)]
    assert {job.id: job for job in store.jobs().jobs} == {job: store.job(job) for job in jobs}


def test_the_vendors_names_hold_no_cancelled_work() -> None:
    assert {vendor_state(state) for state in JOB_STATES} == {"Init", "Processing", "Finished", "Failed"}
    assert {vendor_state(state) for state in OUTPUT_STATES} == {"Init", "Processing", "Success", "Failed"}
    assert [states_behind(name) for name in ("Finished", "Failed", "Success", "")] == [
        ("Finished",),
        ("Failed", "Cancelled"),
        (),
        (),
    ]


@given(
    planning=st.sampled_from(OUTPUT_STATES),
    outputs=st.dictionaries(st.sampled_from(OUTPUT_STATES), st.integers(0, 3)),
)
def test_a_job_ends_exactly_when_all_its_steps_have_ended(planning: str, outputs: dict[str, int]) -> None:
    if planning == "Success" and not any(outputs.values()):
        return  # planning ends with outputs
    state = job_state(planning, outputs)
    open_steps = planning in ("Init", "Processing") or outputs.get("Init") or outputs.get("Processing")
    assert (state in ("Init", "Processing")) == bool(open_steps)
    if outputs.get("Success") and not open_steps:
        assert state in ("Finished", "Cancelled")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=st.text(max_size=20), data=st.data())
def test_any_name_is_kept_and_found_by_any_part_of_it(store: JobsStore, name: str, data: st.DataObject) -> None:
    identity = store.submit(new_job(name=name)).job
    start = data.draw(st.integers(0, len(name)))
    part = name[start : data.draw(st.integers(start, len(name)))]
    assert store.job(identity).name == name
    assert identity in {job.id for job in store.jobs(JobFilter(text=part), limit=1000).jobs}


def test_who_asks_what_changed_hears_of_every_change_once(store: JobsStore) -> None:
    first = planned(store, 2)
    seen = store.revision()
    assert store.changes_since(seen).jobs == ()
    task = claim(store)
    changes = store.changes_since(seen)
    assert [(job.id, job.state) for job in changes.jobs] == [(first, "Processing")]
    assert [(output.index, output.state) for output in changes.outputs] == [(0, "Processing")]
    assert changes.revision == store.revision() > seen
    assert store.changes_since(changes.revision).outputs == ()
    store.finish(task, DONE)
    last = store.changes_since(changes.revision)
    assert [output.results for output in last.outputs] == [DONE]
    assert last.complete


def test_a_watcher_of_one_job_hears_of_no_other(store: JobsStore) -> None:
    watched = planned(store, 1)
    seen = store.revision()
    other = submit(store)
    plan_task = claim(store)
    while plan_task.job != other:
        plan_task = claim(store)
    plan(store, plan_task)
    changes = store.changes_since(seen, watched)
    assert {job.id for job in changes.jobs} == {watched}
    assert {output.job for output in changes.outputs} == {watched}
    assert other in {job.id for job in store.changes_since(seen).jobs}


def test_renewing_leases_and_repeating_progress_is_no_change(store: JobsStore) -> None:
    planned(store, 1)
    task = claim(store)
    store.heartbeat({task: Progress(done=3)}, 10)
    seen = store.revision()
    store.heartbeat({task: Progress(done=3)}, 10)
    store.heartbeat({task: None}, 10)
    assert store.revision() == seen


def test_a_job_is_changed_when_one_of_its_outputs_moves(store: JobsStore, clock: Clock) -> None:
    job = planned(store, 1)
    task = claim(store)
    before = store.job(job).revision
    clock.pass_(1)
    store.heartbeat({task: Progress(done=3)}, 10)
    assert store.job(job).revision > before
    assert store.job(job).modified == clock.time


def test_removals_are_told_as_long_as_they_are_remembered(store: JobsStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submitting, "_REMEMBERED", 2)
    jobs = [submit(store) for _ in range(4)]
    seen = []
    for job in jobs:
        store.request_cancel(job)
        seen.append(store.revision())
        store.remove(job)
    recent, old = store.changes_since(seen[2]), store.changes_since(seen[0])
    assert (recent.removed, recent.complete) == ((jobs[2], jobs[3]), True)
    assert not old.complete

"""Jobs from the store to finished files, with the runner and its workers in this process."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from s2v_core.cache import Cache
from s2v_core.errors import DeliveryRefused, JobError, JobNotFound
from s2v_core.job import parse_job
from s2v_core.media import Assets
from s2v_core.media.library import Library, lookup
from s2v_core.production import produce
from s2v_core.production.delivery import Backoff, Outbox
from s2v_core.production.runner import Runner, job_logs, submit_document
from s2v_core.production.runner.housekeeping import forget_old_jobs
from s2v_core.production.runner.opened import open_job
from s2v_core.production.runner.planning import PlanTask, plan_job
from s2v_core.production.runner.space import Disk
from s2v_core.production.work import open_settings
from s2v_core.settings import load_settings
from s2v_core.speech import Speaker
from tests.production.runner.here import HerePool, at_work, run, work_here
from tests.production.runner.house import House, mistaken_plan
from tests.support.jobs import small_job
from tests.support.media import write_video
from tests.support.waiting import until
from tests.support.web import Handler, serving

GB = 10**9


@pytest.fixture(autouse=True)
def _workers_here(monkeypatch: pytest.MonkeyPatch) -> None:
    work_here(monkeypatch)


def planned(house: House, document: dict[str, Any]) -> str:
    """Submit a job and plan it, as a runner does."""
    job = house.submit(document)
    task = house.store.claim("test", 60)
    assert task is not None
    done = plan_job(
        PlanTask(
            document=house.store.request(job).document,
            settings=open_settings(house.settings),
            base="",
            trusted=True,
            seed=None,
        ),
        lambda _: None,
        lambda: False,
    )
    assert done.facts is not None
    house.store.finish_planning(task, done.outputs, done.facts.to_json())
    return job


def test_a_job_of_the_store_comes_out_as_in_this_process(house: House, tmp_path: Path) -> None:
    document = small_job(tmp_path)
    job = house.submit(document, seed=5)
    run(house)
    model, _ = parse_job(document)
    assert model is not None
    other = load_settings(home=tmp_path / "other", _env_file=None)
    with Speaker(other, Cache(other.cache_dir)) as speaker:
        produce(
            model,
            out=tmp_path / "alone",
            assets=Assets(other, trusted=True),
            speaker=speaker,
            settings=other,
            seed=5,
        )
    films = [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in (house.out, tmp_path / "alone")]
    manifests = [json.loads(film.pop("manifest.json")) for film in films]
    assert films[0] == films[1]
    for manifest in manifests:
        manifest.pop("MadeAt")
        for entry in manifest["Outputs"]:
            for changing in ("RenderSeconds", "ChunksEncoded", "ChunksReused"):
                entry.pop(changing)
    assert manifests[0] == manifests[1]
    assert house.job(job).state == "Finished"
    assert house.events(job)[0] == "planning"
    assert house.events(job)[-1] == "ended"


def test_a_broken_asset_fails_its_outputs_alone_and_retrying_makes_only_those(house: House, tmp_path: Path) -> None:
    document = small_job(tmp_path, count=4)
    job = planned(house, document)
    (tmp_path / "blue.mp4").write_bytes(b"damaged after it was planned with")
    run(house)
    first = {output.index: output for output in house.outputs(job)}
    failed = {index for index, output in first.items() if output.state == "Failed"}
    assert 0 < len(failed) < 4
    assert {output.state for index, output in first.items() if index not in failed} == {"Success"}
    for index in failed:
        failure = first[index].failure
        assert failure is not None
        assert "blue.mp4" in failure.where
    made = {path.name: path.stat().st_mtime_ns for path in house.out.glob("*.mp4")}
    manifest = json.loads((house.out / "manifest.json").read_text(encoding="utf-8"))
    assert [entry["State"] for entry in manifest["Outputs"]].count("Failed") == len(failed)

    write_video(tmp_path / "blue.mp4", frames=48, colour=(30, 30, 200))
    assert house.store.retry_failed(job) == len(failed)
    run(house)
    assert house.job(job).outputs == {"Success": 4}
    now = {path.name: path.stat().st_mtime_ns for path in house.out.glob("*.mp4")}
    assert made.items() <= now.items()
    manifest = json.loads((house.out / "manifest.json").read_text(encoding="utf-8"))
    assert [entry["State"] for entry in manifest["Outputs"]] == ["Success"] * 4


def test_a_job_that_cannot_be_planned_fails_with_its_reason_and_the_next_is_made(house: House, tmp_path: Path) -> None:
    bad = small_job(tmp_path, count=1)
    for group in bad["InputConfig"]["MediaGroupArray"]:
        group["MediaArray"] = [str(tmp_path / "nowhere.mp4")]
    lost = house.submit(bad)
    wrong = house.submit(small_job(tmp_path), out=str(tmp_path / "red.mp4" / "below"))
    good = house.submit(small_job(tmp_path))
    run(house)
    assert {output.state for output in house.outputs(lost)} <= {"Failed"}
    assert "failed" in house.events(lost)
    assert {output.state for output in house.outputs(wrong)} == {"Failed"}
    assert house.job(good).outputs == {"Success": 2}


def test_what_is_unfit_is_refused_when_it_is_submitted(house: House, tmp_path: Path) -> None:
    document = small_job(tmp_path)
    submit = partial(submit_document, house.store, settings=house.settings)
    with pytest.raises(DeliveryRefused):
        submit(json.dumps(document | {"OutputConfig": {"MediaURL": "s3://shop/film_{index}.mp4"}}))
    with pytest.raises(DeliveryRefused, match="no such folder"):
        submit(json.dumps(document), out="~nobody-has-this-name/videos")
    document["OutputConfig"]["Count"] = 5000
    with pytest.raises(JobError):
        submit(json.dumps(document))
    assert house.store.jobs().jobs == ()


def test_without_a_place_outputs_go_to_a_folder_of_the_job(house: House, tmp_path: Path) -> None:
    job = house.submit(small_job(tmp_path, count=1), out="")
    run(house)
    assert (house.settings.outputs_dir / job / "film_0.mp4").exists()


def test_a_store_has_one_runner(house: House, tmp_path: Path) -> None:
    house.submit(small_job(tmp_path, count=1))
    with at_work(house):
        until(lambda: house.store.jobs().jobs[0].state != "Init", "the runner to begin")
        assert Runner(house.store, house.settings).run(until_idle=0.0) is False


def test_a_job_too_large_for_the_disk_fails_with_a_sentence(house: House, tmp_path: Path) -> None:
    document = small_job(tmp_path, count=2, seconds=30)
    document["OutputConfig"] |= {"Width": 1080, "Height": 1920, "GeneratePreviewOnly": False}
    job = house.submit(document)
    run(house, disk=lambda _: Disk(number=1, free=3_000_000, total=GB // 1000))
    failure = house.job(job).failure
    assert failure is not None
    assert failure.code == "OutputNotWritable"
    assert "are free there" in failure.message
    assert house.job(job).state == "Failed"


def test_nothing_is_begun_while_the_disk_is_nearly_full(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("s2v_core.production.runner.loop._LOOKING", 0.1)
    free = [0]
    job = house.submit(small_job(tmp_path, count=1))
    with at_work(house, disk=lambda _: Disk(number=1, free=free[0], total=1000 * GB)):
        until(lambda: "space" in house.events(job), "the log to say so")
        assert house.job(job).state == "Init"
        free[0] = 500 * GB
        assert house.wait(job).outputs == {"Success": 1}


class Owner:
    """Is told of ended jobs at ``host``: what was ``heard``, and the ``status`` to answer."""

    def __init__(self) -> None:
        self.host = ""
        self.heard: list[dict[str, Any]] = []
        self.status = 200


@pytest.fixture
def owner() -> Iterator[Owner]:
    """A web server that stands for the owner of jobs."""
    owner = Owner()

    class Told(Handler):
        def do_POST(self) -> None:
            owner.heard.append(json.loads(self.body()))
            self.send_response(owner.status)
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Told)
    owner.host = f"127.0.0.1:{server.server_port}"
    with serving(server):
        yield owner


def told_of(owner: Owner, house: House, document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with a wish that its owner be told, which the house allows from now on."""
    house.settings = load_settings(home=house.settings.home, url_hosts=(owner.host,), _env_file=None)
    return document | {"UserData": {"NotifyAddress": f"http://{owner.host}/done", "Mine": "x"}}


def test_the_owner_is_told_once_also_of_what_ended_while_no_runner_was_there(
    house: House, tmp_path: Path, owner: Owner
) -> None:
    document = told_of(owner, house, small_job(tmp_path, count=1))
    made, stopped = house.submit(document), house.submit(document)
    house.store.request_cancel(stopped)
    run(house)
    run(house)
    bodies = {event["MessageBody"]["JobId"]: event["MessageBody"] for event in owner.heard}
    assert len(owner.heard) == 2
    assert {job: body["Status"] for job, body in bodies.items()} == {made: "Finished", stopped: "Failed"}
    (sub_job,) = bodies[made]["SubJobs"]
    assert (sub_job["Status"], sub_job["ProjectId"]) == ("Success", f"{made}-0")
    assert sub_job["MediaURL"] == (house.out / "film_0.mp4").as_uri()
    assert json.loads(bodies[made]["UserData"])["Mine"] == "x"


def test_the_owner_is_told_why_an_output_was_not_made(house: House, tmp_path: Path, owner: Owner) -> None:
    document = told_of(owner, house, small_job(tmp_path, count=1))
    document["InputConfig"]["MediaGroupArray"][1]["MediaArray"] = [str(tmp_path / "gone.mp4")]
    house.submit(document)
    run(house)
    [event] = owner.heard
    [sub_job] = event["MessageBody"]["SubJobs"]
    assert (sub_job["Status"], sub_job["ErrorCode"]) == ("Failed", "InvalidMaterial.NotFound")
    assert "no usable video or picture" in sub_job["ErrorMessage"]


def test_a_runner_ends_though_an_owner_is_away_and_the_next_one_tells_him(
    house: House, tmp_path: Path, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = partial(Outbox, backoff=Backoff(first=3600.0, longest=3600.0))
    monkeypatch.setattr("s2v_core.production.runner.carrying.Outbox", patient)
    owner.status = 503
    document = small_job(tmp_path, count=1)
    document["OutputConfig"]["GeneratePreviewOnly"] = True
    job = house.submit(told_of(owner, house, document))
    run(house)
    assert len(owner.heard) == 1
    outbox = Outbox(house.settings.outbox_dir)
    [note] = outbox.pending()
    assert (note.state, note.attempts) == ("waiting", 1)

    owner.status = 200
    outbox.retry(note.id, now=0.0)  # as when its time has come
    run(house)
    assert [event["MessageBody"]["JobId"] for event in owner.heard] == [job, job]
    assert outbox.pending() == ()


def test_old_jobs_are_forgotten_and_their_videos_stay(house: House, tmp_path: Path) -> None:
    job = house.submit(small_job(tmp_path, count=1))
    run(house)
    logs = job_logs(house.settings)
    soon, late = (datetime.now(UTC) + timedelta(days=days) for days in (364, 366))
    assert forget_old_jobs(house.store, logs, house.settings, soon) == 0
    assert forget_old_jobs(house.store, logs, house.settings.model_copy(update={"keep_days": 0}), late) == 0
    assert forget_old_jobs(house.store, logs, house.settings, late) == 1
    with pytest.raises(JobNotFound):
        house.job(job)
    assert logs.tail(job) == ()
    assert (house.out / "film_0.mp4").exists()


def test_a_mistake_of_the_program_fails_the_task_and_is_named(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("s2v_core.production.runner.loop.plan_job", mistaken_plan)
    job = house.submit(small_job(tmp_path))
    run(house)
    failure = house.job(job).failure
    assert failure is not None
    assert failure.code == "InternalError"
    assert "an odd number" in failure.message
    assert "bug" in house.events(job)


def test_a_job_that_cannot_be_read_does_not_keep_the_runner_from_the_others(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost, good = house.submit(small_job(tmp_path)), house.submit(small_job(tmp_path, count=1))
    assert house.store.claim("a runner that has ended", 3600) is not None

    def opened(store: Any, settings: Any, job: str) -> Any:
        if job == lost:
            raise KeyError("a field that this version does not know")
        return open_job(store, job, settings)

    monkeypatch.setattr("s2v_core.production.runner.loop._opened", opened)
    run(house)
    assert house.job(lost).state == "Failed"
    assert house.job(good).outputs == {"Success": 1}


def test_equal_jobs_into_one_folder_do_not_take_each_others_files_away(house: House, tmp_path: Path) -> None:
    jobs = [house.submit(small_job(tmp_path, count=3)) for _ in range(2)]
    with at_work(house):
        assert [house.wait(job).outputs for job in jobs] == [{"Success": 3}] * 2
    assert house.hidden() == []


@pytest.mark.parametrize(("count", "each"), [(1, [4]), (2, [2, 2]), (8, [1] * 4)])
def test_outputs_share_the_cores_that_would_be_idle(
    count: int, each: list[int], house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = HerePool(4)
    monkeypatch.setattr("s2v_core.production.runner.loop.executor_for", lambda *_, **__: pool)
    document = small_job(tmp_path, count=count)
    document["OutputConfig"]["GeneratePreviewOnly"] = True
    job = planned(house, document)
    run(house)
    assert house.job(job).outputs == {"Success": count}
    assert [task.workers for task in pool.rendered][: len(each)] == each


def test_a_mistake_at_the_end_of_a_job_keeps_no_other_from_its_end(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def mistaken(user_data: object) -> Any:
        raise ValueError("an odd number")

    monkeypatch.setattr("s2v_core.production.runner.closing.notify_address", mistaken)
    jobs = [house.submit(small_job(tmp_path, count=1)) for _ in range(2)]
    run(house)
    assert ["bug" in house.events(job) for job in jobs] == [True, True]
    assert "A bug at the end of job" in caplog.text


def test_workers_are_told_where_assets_lie_and_never_open_the_librarys_index(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, names = small_job(tmp_path), ("red.mp4", "green.png", "music.wav")
    with Library(house.settings, trusted=True) as library:
        red, badge, music = (library.add_file(tmp_path / name).asset.id for name in names)
    for group, asset in zip(document["InputConfig"]["MediaGroupArray"], (red, f"media://{badge}"), strict=True):
        group["MediaArray"] = [asset]
    del document["InputConfig"]["BackgroundMusicArray"]
    document["TemplateConfig"] = {"BatchEditingTemplateIdArray": ["calm"]}
    house.settings.templates_dir.mkdir()
    template = json.dumps({"InputTemplateConfig": {"BackgroundMusicArray": [music]}})
    (house.settings.templates_dir / "calm.json").write_text(template, encoding="utf-8")
    opened = lookup._opened

    def only_by_runners(path: Path) -> sqlite3.Connection:
        if threading.current_thread() is not threading.main_thread():  # where the work is done here
            raise sqlite3.OperationalError("locking protocol")
        return opened(path)

    monkeypatch.setattr(lookup, "_opened", only_by_runners)
    job = house.submit(document)
    run(house)
    assert house.job(job).outputs == {"Success": 2}
    sources = [output.results.sources for output in house.outputs(job) if output.results]
    assert all({red, f"media://{badge}", music} <= set(found) for found in sources)

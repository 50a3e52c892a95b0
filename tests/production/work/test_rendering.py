from __future__ import annotations

import json
import pickle
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import psutil
import pytest
from pydantic import SecretStr

from s2v_core.cache.files import aside_of
from s2v_core.job import parse_job
from s2v_core.media import Assets
from s2v_core.production import produce
from s2v_core.production.outcome import Failure, Progress, Results
from s2v_core.production.work import LocalPool, RenderTask, TaskResult, render
from s2v_core.rendering import EncoderOptions
from s2v_core.settings import Settings, load_settings
from s2v_core.speech import Speaker
from s2v_core.timeline import Canvas, Timeline, from_json
from tests.production.work.tasks import render_tasks
from tests.support.jobs import small_job
from tests.support.reading import read_back

pytestmark = pytest.mark.timeout(900)  # workers give way to whatever else keeps the machine busy


def quietly(progress: Progress) -> None:
    """Hear nothing."""


def never() -> bool:
    return False


def test_a_task_survives_pickle_and_json(settings: Settings, tmp_path: Path) -> None:
    [task] = render_tasks(tmp_path, settings, count=1)
    assert pickle.loads(pickle.dumps(task)) == task
    assert RenderTask(**json.loads(json.dumps(task.to_json()))) == task


def test_the_settings_of_a_task_open_to_the_same_without_its_secrets(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = load_settings(
        home=tmp_path / "home",
        roots=(tmp_path / "a", tmp_path / "b"),
        url_hosts=("localhost:1",),
        storage=("s3://shop/videos/",),
        speech_api_key=SecretStr("hunter2-secret"),
        callback_key=SecretStr("other-secret"),
        crf=30,
    )
    task = RenderTask.of(
        Timeline(canvas=Canvas(64, 64), rate=Fraction(10), length=1),
        tmp_path / "film.mp4",
        index=0,
        batch="job",
        encoder=EncoderOptions(),
        settings=own,
    )
    shipped = json.dumps(task.to_json())
    assert "secret" not in shipped
    monkeypatch.setenv("S2V_SPEECH_API_KEY", "hunter2-secret")
    monkeypatch.setenv("S2V_CALLBACK_KEY", "other-secret")
    assert load_settings(**json.loads(shipped)["settings"]) == own


def test_the_files_are_those_of_a_production_in_one_process(settings: Settings, tmp_path: Path) -> None:
    [task] = render_tasks(tmp_path, settings, count=1)
    result = render(task, quietly, never)
    document = small_job(tmp_path, count=1)
    document["OutputConfig"] |= {"Width": 64, "Height": 64}
    job, _ = parse_job(document)
    assert job is not None
    with Speaker(settings) as speaker:
        batch = produce(
            job,
            out=tmp_path / "here",
            assets=Assets(settings, trusted=True),
            speaker=speaker,
            settings=settings,
        )
    [expected] = batch.outputs
    assert result.state == "Success"
    made = result.results
    assert set(made.files) == set(expected.files) == {"Video", "Subtitles", "Timeline"}
    for role in ("Subtitles", "Timeline"):
        assert Path(made.files[role]).read_bytes() == expected.files[role].read_bytes()
    assert read_back(Path(made.files["Video"])).times == read_back(expected.files["Video"]).times
    assert (made.frames, made.duration, made.sources, made.credits) == (
        expected.frames,
        expected.duration,
        expected.sources,
        expected.credits,
    )


def test_the_result_is_json(settings: Settings, tmp_path: Path) -> None:
    [task] = render_tasks(tmp_path, settings, count=1)
    done = render(replace(task, timeline_only=True), quietly, never)
    failure = Failure(code="MediaError", message="broken.")
    failed = TaskResult(index=0, name="film", state="Failed", results=Results(), failure=failure)
    assert json.loads(json.dumps(done.to_json())) == done.to_json()
    assert json.loads(json.dumps(failed.to_json()))["failure"]["code"] == "MediaError"


def test_a_task_for_the_timeline_alone_renders_nothing(settings: Settings, tmp_path: Path) -> None:
    [task] = render_tasks(tmp_path, settings, count=1)
    result = render(replace(task, timeline_only=True), quietly, never)
    assert result.state == "Success"
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".json", ".srt"]


def test_what_another_worker_is_writing_to_the_same_place_is_left_alone(settings: Settings, tmp_path: Path) -> None:
    [task] = render_tasks(tmp_path, settings, count=1)
    with aside_of(Path(task.target)) as aside:
        aside.parent.mkdir()
        aside.write_bytes(b"half")
        assert render(replace(task, timeline_only=True), quietly, never).state == "Success"
        assert aside.exists()


def test_an_error_of_the_product_is_the_result_and_the_next_attempt_looks_again(
    settings: Settings, tmp_path: Path
) -> None:
    [task] = render_tasks(tmp_path, settings, count=1)
    hidden = (tmp_path / "green.png").rename(tmp_path / "hidden.png")
    result = render(task, quietly, never)
    assert (result.state, result.results.files) == ("Failed", {})
    assert result.failure is not None
    assert result.failure.code == "MediaNotFound"
    assert "green.png" in result.failure.where
    hidden.rename(tmp_path / "green.png")
    assert render(task, quietly, never).state == "Success"


def test_a_malformed_timeline_is_a_failure(settings: Settings, tmp_path: Path) -> None:
    [task] = render_tasks(tmp_path, settings, count=1)
    result = render(replace(task, timeline={"VideoTracks": 1}), quietly, never)
    assert result.failure is not None
    assert result.failure.code == "TimelineError"


def test_a_stopped_task_leaves_nothing_under_a_final_name(settings: Settings, tmp_path: Path) -> None:
    [task] = render_tasks(tmp_path, settings, count=1)
    heard: list[Progress] = []
    result = render(task, heard.append, lambda: bool(heard))
    assert result.state == "Cancelled"
    assert list((tmp_path / "out").iterdir()) == []


def test_a_pool_renders_a_batch_with_progress(settings: Settings, tmp_path: Path) -> None:
    tasks = render_tasks(tmp_path, settings, count=4)
    heard: dict[int, list[int]] = {task.index: [] for task in tasks}
    with LocalPool(2) as pool:
        futures = [pool.render(task, lambda at, index=task.index: heard[index].append(at.done)) for task in tasks]
        results = [future.result() for future in futures]
    assert [result.state for result in results] == ["Success"] * 4
    assert [result.index for result in results] == [0, 1, 2, 3]
    assert all(times == sorted(times) and times for times in heard.values())
    for task in tasks:
        frames = len(read_back(Path(task.target)).times)
        assert frames == from_json(task.timeline).length


def test_a_rendering_in_a_worker_can_be_stopped(settings: Settings, tmp_path: Path) -> None:
    [task] = render_tasks(tmp_path, settings, count=1, seconds=60.0)
    with LocalPool(1) as pool:
        future = pool.render(task, lambda _: future.stop())
        result = future.result()
    assert result.state == "Cancelled"
    assert list((tmp_path / "out").iterdir()) == []


def test_a_worker_that_is_killed_while_it_renders_costs_no_output(settings: Settings, tmp_path: Path) -> None:
    [task] = render_tasks(tmp_path, settings, count=1, seconds=20.0)
    killed: list[int] = []

    with LocalPool(1) as pool:

        def kill_once(progress: Progress) -> None:
            if not killed:
                killed.extend(pool.pids)
                psutil.Process(killed[0]).kill()

        result = pool.render(task, kill_once).result()
    assert result.state == "Success"
    assert len(killed) == 1
    visible = {path.name for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")}
    assert visible == {Path(file).name for file in result.results.files.values()}

from __future__ import annotations

import json
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest

from s2v_core.cli.app import run
from s2v_core.production.runner import Runner
from s2v_core.production.store import JobsStore, runner_of
from s2v_core.settings import Settings
from tests.production.runner.here import work_here
from tests.support.jobs import small_job, write_job

ROOT = Path(__file__).parents[2]


@pytest.fixture
def job(tmp_path: Path) -> Path:
    return write_job(tmp_path / "bakery.json", small_job(tmp_path))


class Shell:
    """Runs commands in this process and reads what they say."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object, code: int = 0) -> str:
        assert run([str(argument) for argument in arguments]) == code, self._capsys.readouterr()
        return self._capsys.readouterr().out.strip()

    def said(self, *arguments: object, code: int = 0) -> str:
        """Run a command and return what it says to people beside its output."""
        assert run([str(argument) for argument in arguments]) == code
        return self._capsys.readouterr().err

    def json(self, *arguments: object, code: int = 0) -> Any:
        return json.loads(self(*arguments, "--json", code=code))


@pytest.fixture
def workers_here(monkeypatch: pytest.MonkeyPatch) -> None:
    work_here(monkeypatch)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


def work_off(settings: Settings) -> None:
    with JobsStore(settings.jobs_file) as store:
        assert Runner(store, settings, workers=1).run(until_idle=0.0)


def test_submit_prints_the_id_and_a_runner_in_the_background_makes_the_job(
    job: Path, tmp_path: Path, shell: Shell, settings: Settings
) -> None:
    identity = shell("submit", job, "--out", tmp_path / "out")
    assert shell.json("jobs", "watch", identity)["State"] == "Finished"
    running = runner_of(settings.jobs_file)
    assert running is not None
    process = psutil.Process(running.process)
    process.terminate()
    process.wait(60)
    assert sorted(path.name for path in (tmp_path / "out").glob("*.mp4")) == ["film_0.mp4", "film_1.mp4"]
    shown = shell.json("jobs", "show", identity[-6:])
    assert [output["State"] for output in shown["OutputList"]] == ["Success", "Success"]
    assert Path(shown["OutputList"][0]["Files"]["Video"]) == tmp_path / "out" / "film_0.mp4"
    assert {entry["Event"] for entry in shown["Log"]} >= {"planned", "finished"}


def test_the_same_token_leads_to_the_same_job(job: Path, shell: Shell) -> None:
    first = shell("submit", job, "--no-runner", "--token", "monday")
    again = shell.json("submit", job, "--no-runner", "--token", "monday")
    assert (again["JobId"], again["Created"]) == (first, False)
    assert "used for another" in shell.said("submit", job, "--no-runner", "--token", "monday", "--seed", 7, code=1)


def test_submit_refuses_a_document_with_errors(tmp_path: Path, shell: Shell) -> None:
    document = small_job(tmp_path)
    document["OutputConfig"]["Count"] = 500
    said = shell.said("submit", write_job(tmp_path / "job.json", document), "--no-runner", code=2)
    assert "OutputConfig.Count" in said
    assert shell.json("jobs", "list")["Jobs"] == []


def test_submit_tells_the_warnings_about_a_document(tmp_path: Path, shell: Shell) -> None:
    document = small_job(tmp_path) | {"Colour": "red"}
    job = write_job(tmp_path / "job.json", document)
    assert "Colour" in shell.said("submit", job, "--no-runner", code=0)
    assert [problem["Path"] for problem in shell.json("submit", job, "--no-runner")["Problems"]] == ["Colour"]


def test_submit_says_that_there_is_no_such_document(tmp_path: Path, shell: Shell) -> None:
    assert "nowhere.json" in shell.said("submit", tmp_path / "nowhere.json", code=2)


def test_jobs_are_listed_in_pages_and_by_state_and_name(job: Path, tmp_path: Path, shell: Shell) -> None:
    ids = [shell("submit", job, "--no-runner") for _ in range(3)]
    shell("jobs", "cancel", ids[1])
    first = shell.json("jobs", "list", "--limit", 2)
    second = shell.json("jobs", "list", "--limit", 2, "--after", first["NextToken"])
    assert [entry["JobId"] for entry in first["Jobs"] + second["Jobs"]] == ids[::-1]
    assert second["NextToken"] is None
    assert [entry["JobId"] for entry in shell.json("jobs", "list", "--state", "cancelled")["Jobs"]] == [ids[1]]
    assert shell.json("jobs", "list", "--text", "BAKE")["Jobs"]
    assert shell.json("jobs", "list", "--text", "florist")["Jobs"] == []
    table = shell("jobs", "list")
    assert "bakery" in table
    assert "waiting" in table
    assert "Nobody works on it" in table
    assert "none of" in shell.said("jobs", "list", "--state", "lost", code=2)


def test_an_id_may_be_shortened_while_it_is_clear(job: Path, shell: Shell) -> None:
    one, other = (shell("submit", job, "--no-runner") for _ in range(2))
    assert shell.json("jobs", "show", one[-8:])["JobId"] == one
    assert shell.json("jobs", "show", other[:-1])["JobId"] == other
    assert "2 jobs have such an id" in shell.said("jobs", "show", one[:4], code=1)
    assert "no such job" in shell.said("jobs", "show", "zzzz", code=1)
    assert "no such job" in shell.said("jobs", "cancel", "z" * 26, code=1)


def test_what_failed_is_shown_with_its_remedy_and_retried_when_it_is_mended(
    job: Path, tmp_path: Path, shell: Shell, settings: Settings, workers_here: None
) -> None:
    blocked = tmp_path / "out"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    identity = shell("submit", job, "--no-runner", "--out", blocked)
    work_off(settings)
    shown = shell("jobs", "show", identity)
    assert "failed" in shown
    assert "cannot be written" in shown
    assert shell.json("jobs", "watch", identity, code=1)["Outputs"] == {"Failed": 2}
    blocked.unlink()
    assert shell("jobs", "retry", identity, "--no-runner").endswith("goes on.")
    work_off(settings)
    assert shell.json("jobs", "show", identity)["Outputs"] == {"Success": 2}
    assert "Nothing of it failed" in shell.said("jobs", "retry", identity)


def test_a_job_is_forgotten_only_when_it_has_ended(job: Path, shell: Shell) -> None:
    identity = shell("submit", job, "--no-runner")
    assert "has not ended" in shell.said("jobs", "remove", identity, code=1)
    shell("jobs", "cancel", identity)
    assert "ended already" in shell.said("jobs", "cancel", identity)
    shell("jobs", "remove", identity)
    assert shell.json("jobs", "list")["Jobs"] == []


def test_a_second_runner_is_refused_with_a_sentence(
    job: Path, shell: Shell, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("s2v_core.cli.work.Runner.run", lambda *_, **__: False)
    assert "Another runner" in shell.said("work", code=1)
    assert shell("work", "--until-idle") == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to another process group there")
def test_ctrl_c_ends_the_watching_and_not_the_job(job: Path, shell: Shell) -> None:
    identity = shell("submit", job, "--no-runner")
    watching = subprocess.Popen(
        [sys.executable, "-m", "s2v_core", "jobs", "watch", identity],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        # a shell that runs the tests in the background has its children ignore Ctrl-C
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    try:
        assert watching.stderr is not None
        assert "Nobody works on it" in watching.stderr.readline()
        watching.send_signal(signal.SIGINT)
        _, said = watching.communicate(timeout=60)
    finally:
        watching.kill()
        watching.communicate()
    assert watching.returncode == 130
    assert f"jobs cancel {identity}" in said
    assert "Traceback" not in said
    assert "Stopped" not in said
    assert shell.json("jobs", "show", identity)["State"] == "Init"

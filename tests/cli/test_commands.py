from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from s2v_core.cli.app import run
from s2v_core.settings import Settings
from tests.support.jobs import small_job, write_job


@pytest.fixture
def job(tmp_path: Path) -> Path:
    return write_job(tmp_path / "job.json", small_job(tmp_path))


def document_of(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def test_check_says_good_and_exits_with_0(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(job)]) == 0
    assert "Good" in capsys.readouterr().out


def test_check_lists_every_problem_at_once_and_exits_with_2(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = document_of(job)
    document["OutputConfig"]["Count"] = 500
    document["InputConfig"]["MediaGroupArray"][1]["MediaArray"].append("nowhere.mp4")
    document["EditingConfig"]["ProcessConfig"] |= {"AllowTransition": True, "TransitionList": ["wipewrong"]}
    write_job(job, document)
    assert run(["check", str(job), "--json"]) == 2
    report = json.loads(capsys.readouterr().out)
    paths = {problem["Path"] for problem in report["Problems"] if problem["Severity"] == "error"}
    assert report["Good"] is False
    assert paths == {
        "OutputConfig.Count",
        "InputConfig.MediaGroupArray[1].MediaArray[1]",
        "EditingConfig.ProcessConfig.TransitionList[0]",
    }


@pytest.mark.parametrize(
    ("called", "advised"), [("/studio/s2v_core/__main__.py", "python -m s2v_core"), ("/usr/bin/s2v", "s2v")]
)
def test_what_is_advised_can_be_typed_again(
    called: str, advised: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [called])
    assert run(["render"]) == 2
    assert f"Try '{advised} render --help' for help." in capsys.readouterr().err


def test_plan_shows_every_output_as_a_row(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", str(job)]) == 0
    shown = capsys.readouterr().out
    assert "film_0.mp4" in shown
    assert "film_1.mp4" in shown


def test_plan_with_out_writes_only_the_timelines(job: Path, tmp_path: Path) -> None:
    assert run(["plan", str(job), "--out", str(tmp_path / "plans")]) == 0
    assert sorted(path.suffix for path in (tmp_path / "plans").iterdir()) == [".json", ".json", ".srt", ".srt"]


def test_plan_repeats_itself_for_a_seed_and_differs_for_another(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def planned(seed: int) -> str:
        assert run(["plan", str(job), "--seed", str(seed), "--json"]) == 0
        return capsys.readouterr().out

    assert planned(1) == planned(1)
    assert {planned(seed) for seed in range(6)} != {planned(1)}


def test_plan_shows_one_timeline_and_refuses_an_output_that_is_not_there(
    job: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["plan", str(job), "--output", "1"]) == 0
    assert "film_1.mp4" in capsys.readouterr().out
    assert run(["plan", str(job), "--output", "7"]) == 2
    assert "There is no output 7" in capsys.readouterr().err


def test_plan_of_a_single_output_shows_its_timeline(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = document_of(job)
    document["OutputConfig"]["Count"] = 1
    write_job(job, document)
    assert run(["plan", str(job)]) == 0
    shown = capsys.readouterr().out
    assert "start_frame" in shown
    assert "KenBurns" in shown


def test_render_makes_the_films_and_says_so_as_json(
    job: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["render", str(job), "--out", str(tmp_path / "out"), "--json"]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    result = json.loads(shown.out)
    assert [output["State"] for output in result["Outputs"]] == ["Success", "Success"]
    assert Path(result["Outputs"][0]["Files"]["Video"]).stat().st_size > 1000


def test_render_refuses_a_document_with_errors_before_it_writes_anything(
    job: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = document_of(job)
    document["OutputConfig"] |= {"Width": 9000, "Count": 500}
    document["InputConfig"]["MediaGroupArray"][1]["MediaArray"] = [str(tmp_path / "missing.png")]
    write_job(job, document)
    assert run(["render", str(job), "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert run(["check", str(job)]) == 2
    found = capsys.readouterr().err.splitlines()
    assert {"OutputConfig.Width", "OutputConfig.Count", "InputConfig.MediaGroupArray[1].MediaArray[0]"} <= {
        line.split("  ")[1] for line in found
    }
    assert said.splitlines()[-len(found) :] == found, "all that `check` finds"
    assert not (tmp_path / "out").exists()


def test_render_exits_with_1_when_outputs_fail(job: Path, tmp_path: Path) -> None:
    document = document_of(job)
    document["InputConfig"]["MediaGroupArray"][1]["MediaArray"] = [str(tmp_path / "missing.png")]
    write_job(job, document)
    assert run(["render", str(job), "--out", str(tmp_path / "out")]) in (1, 2)
    assert list((tmp_path / "out").glob("*.mp4")) == []


@pytest.mark.parametrize("content", ["", "{", "[]", '"text"', '{"InputConfig": 3}'])
def test_a_document_that_is_not_a_job_is_explained_without_a_traceback(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "job.json"
    path.write_text(content, encoding="utf-8")
    assert run(["check", str(path)]) == 2
    shown = capsys.readouterr()
    assert "error" in shown.err
    assert "Traceback" not in shown.err + shown.out


def test_a_missing_document_is_one_panel_and_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(tmp_path / "nowhere.json")]) == 2
    assert "nowhere.json" in capsys.readouterr().err.replace("\n", "")


def test_an_unknown_option_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["render", "job.json", "--outt", "x"]) == 2
    assert "--outt" in capsys.readouterr().err


def test_doctor_finds_this_installation_usable(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", "--json"]) == 0
    findings = {entry["Subject"]: entry["State"] for entry in json.loads(capsys.readouterr().out)}
    assert findings["text drawing"] == "good"
    assert findings["encoder libx264"] == "good"
    assert findings["voices pyttsx3"] == "good"


def test_doctor_names_a_cache_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("S2V_HOME", str(blocked))
    assert run(["doctor"]) == 1
    assert "S2V_HOME" in capsys.readouterr().out.replace("\n", "")


def test_doctor_lists_every_setting(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", "--settings", "--json"]) == 0
    listed = {row["setting"] for row in json.loads(capsys.readouterr().out)}
    assert listed == {f"S2V_{name.upper()}" for name in Settings.model_fields}


def test_doctor_keeps_secrets(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("S2V_SPEECH_API_KEY", "hidden-key")
    monkeypatch.setenv("S2V_SPEECH_BASE_URL", "https://me:hidden-word@speech.example/v1")
    monkeypatch.setenv("S2V_COPY_BASE_URL", "https://me:hidden@hidden-too@copy.example/v1")
    assert run(["doctor", "--settings", "--json"]) == 0
    shown = capsys.readouterr().out
    assert "https://***@speech.example/v1" in shown
    assert "hidden" not in shown


def test_a_package_that_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("import no_such_package\n", encoding="utf-8")
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join([str(tmp_path), str(Path(__file__).parents[2])]))
    command = [sys.executable, "-m", "s2v_core", "doctor"]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert done.stderr.strip().startswith("The package no_such_package is not installed.")


POSIX_SIGNALS = pytest.mark.skipif(
    sys.platform == "win32", reason="Ctrl-C cannot be sent to another process group there"
)


def stopped(arguments: list[str], number: signal.Signals, ready: Callable[[], bool]) -> tuple[int, str]:
    """Run the command line, send it a signal once ``ready``, and return its exit code and standard error."""
    process = subprocess.Popen(
        [sys.executable, "-m", "s2v_core", *arguments],
        cwd=Path(__file__).parents[2],
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        deadline = time.monotonic() + 60
        while not ready() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        assert ready(), f"nothing was begun; exit code {process.poll()}"
        process.send_signal(number)
        _, said = process.communicate(timeout=30)
        return process.returncode, said
    finally:
        process.kill()
        process.communicate()


@POSIX_SIGNALS
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_stops_cleanly_and_leaves_no_unfinished_film(number: signal.Signals, tmp_path: Path) -> None:
    job = write_job(tmp_path / "job.json", small_job(tmp_path, count=1, seconds=100))
    out = tmp_path / "out"
    code, said = stopped(["render", str(job), "--out", str(out)], number, lambda: bool(list(out.glob(".*.mp4"))))
    assert code == 130
    assert "Traceback" not in said
    assert [path.name for path in out.iterdir()] == ["manifest.json"]


def test_ctrl_c_ends_the_planning_at_once(
    job: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("s2v_core.cli.render.produce", lambda *_, **__: signal.raise_signal(signal.SIGINT))
    assert run(["render", str(job), "--out", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err.strip() == "Stopped."
    assert not (tmp_path / "out").exists()


def test_brackets_and_colons_in_names_are_shown_as_they_are(
    job: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = document_of(job)
    document["OutputConfig"]["MediaURL"] = "[red]a :smile: [b]_{index}.mp4"
    write_job(job, document)
    out = tmp_path / "out [bold] [" / "bold]"
    assert run(["render", str(job), "--out", str(out)]) == 0
    shown = capsys.readouterr()
    assert "done  [red]a _smile_ [b]_0.mp4" in shown.err
    assert "[red]a _smile_ [b]_1.mp4" in shown.out
    assert str(out) in shown.out
    assert run(["plan", str(job), "--out", str(out)]) == 0
    assert f"{out}{os.sep}[red]a _smile_ [b]_0.timeline.json" in capsys.readouterr().out
    assert run(["plan", str(job), "--output", "0"]) == 0
    assert "[red]a _smile_ [b]_0.mp4" in capsys.readouterr().out


def test_what_commands_a_terminal_is_shown_and_not_sent(
    job: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = document_of(job)
    document["InputConfig"]["TitleArray"] = ["\u001b[2Jgone \u202eback"]
    write_job(job, document)
    assert run(["plan", str(job)]) == 0
    document["InputConfig"]["MediaGroupArray"][0]["MediaArray"].append("\u001b]0;mine\u0007.mp4")
    write_job(job, document)
    assert run(["check", str(job)]) == 2
    shown = capsys.readouterr()
    assert "gone" in shown.out
    assert "mine" in shown.err
    assert not set("\x1b\x07\u202e") & set(shown.out + shown.err)


def test_check_counts_list_items_as_they_are_written(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = document_of(job)
    document["InputConfig"]["MediaGroupArray"].insert(0, "malformed")
    document["InputConfig"]["MediaGroupArray"][1]["MediaArray"] = [5, "gone.mp4", None, "lost.mp4", [], "nowhere.mp4"]
    write_job(job, document)
    assert run(["check", str(job), "--json"]) == 2
    problems = json.loads(capsys.readouterr().out)["Problems"]
    places = {problem["Path"].removeprefix("InputConfig.MediaGroupArray"): problem["Message"] for problem in problems}
    assert set(places) == {"[0]", "[1].MediaArray", *(f"[1].MediaArray[{index}]" for index in range(6))}
    assert "'gone.mp4'" in places["[1].MediaArray[1]"]
    assert "'nowhere.mp4'" in places["[1].MediaArray[5]"]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_names_in_any_script_are_printed_in_any_encoding(job: Path, tmp_path: Path, encoding: str) -> None:
    document = document_of(job)
    document["OutputConfig"]["MediaURL"] = "咖啡_{index}.mp4"
    write_job(job, document)

    def printed(*options: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "s2v_core", "plan", str(job), *options],
            cwd=Path(__file__).parents[2],
            env=dict(os.environ, PYTHONIOENCODING=encoding),
            capture_output=True,
            check=True,
        )
        return done.stdout.decode(encoding)

    assert json.loads(printed("--json"))["Outputs"][0]["Name"] == "咖啡_0.mp4"
    assert ("咖啡_0.mp4" if encoding == "utf-8" else "??_0.mp4") in printed()

from __future__ import annotations

import json
import logging
import multiprocessing
import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest

from s2v_core.errors import JobNotFound
from s2v_core.production.logs import JobLogs, LogEntry

JOB = "01j0000000000000000000000a"
OTHER = "01j0000000000000000000000b"
NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


def noon() -> datetime:
    return NOON


@pytest.fixture
def logs(tmp_path: Path) -> JobLogs:
    return JobLogs(tmp_path / "logs", secrets=["hunter22"], now=noon)


def write_many(logs: JobLogs, name: str, count: int) -> None:
    for number in range(count):
        logs.write(JOB, "info", "line", "x" * 200, output=number, fields={"writer": name})


def test_the_last_lines_of_a_log_come_back_oldest_first(logs: JobLogs) -> None:
    logs.write(JOB, "info", "submitted", "Frühling 春\nline two")
    logs.write(JOB, "warning", "slow", output=3, fields={"seconds": 1.5, "files": ["a"]})
    logs.write(OTHER, "info", "submitted")
    assert logs.tail(JOB) == (
        LogEntry(time=NOON, level="info", event="submitted", message="Frühling 春\nline two"),
        LogEntry(time=NOON, level="warning", event="slow", output=3, fields={"seconds": 1.5, "files": ["a"]}),
    )
    assert [entry.event for entry in logs.tail(JOB, 1)] == ["slow"]
    assert logs.tail(JOB, 0) == ()


def test_a_job_without_a_log_has_no_lines_and_no_file_is_made(logs: JobLogs) -> None:
    assert logs.tail(JOB) == ()
    logs.remove(JOB)
    assert not logs.folder.exists()


def test_every_line_of_the_file_is_json(logs: JobLogs) -> None:
    logs.write(JOB, "error", "failed", "\ud800 broken \x00 text", fields={"x": {"y": float("nan")}})
    lines = (logs.folder / f"{JOB}.log").read_text(encoding="utf-8").splitlines()
    assert list(json.loads(lines[0])) == ["Time", "Level", "Event", "Output", "Message", "Fields"]


def test_no_secret_is_written(logs: JobLogs) -> None:
    logs.write(
        JOB,
        "error",
        "failed",
        "the key hunter22 was refused",
        fields={"api_key": "other", "trace": 'File "a.py": hunter22', "url": "https://u:p4ss@h.example"},
    )
    content = (logs.folder / f"{JOB}.log").read_text(encoding="utf-8")
    assert not any(secret in content for secret in ("hunter22", "other", "p4ss"))


def test_a_log_stays_within_its_limit_and_keeps_the_newest(tmp_path: Path) -> None:
    logs = JobLogs(tmp_path, limit=20_000)
    write_many(logs, "a", 500)
    size = sum(path.stat().st_size for path in tmp_path.iterdir())
    assert 10_000 < size <= 20_000
    outputs = [entry.output for entry in logs.tail(JOB, 1000)]
    assert outputs == list(range(500 - len(outputs), 500))
    assert len(outputs) > 25


def test_a_line_that_is_too_long_keeps_its_head(logs: JobLogs) -> None:
    logs.write(JOB, "error", "failed", "why", fields={f"f{number}": "x" * 3000 for number in range(20)})
    (entry,) = logs.tail(JOB)
    assert (entry.event, entry.message) == ("failed", "why")
    assert "f3" in entry.fields["LeftOut"]


def test_a_line_that_was_cut_off_spoils_no_other(logs: JobLogs) -> None:
    logs.write(JOB, "info", "first")
    with (logs.folder / f"{JOB}.log").open("ab") as file:
        file.write(b'{"Time": "2030-01-01T12:00')
    logs.write(JOB, "info", "second")
    with (logs.folder / f"{JOB}.log").open("ab") as file:
        file.write(b'[1]\n\xff\xfe\n{}\n{"Time": 5, "Level": "info"}\n')
    logs.write(JOB, "info", "third")
    assert [entry.event for entry in logs.tail(JOB)] == ["first", "second", "third"]
    assert [entry.event for entry in logs.tail(JOB, 2)] == ["second", "third"]


def test_a_removed_log_is_gone_with_its_older_half(tmp_path: Path) -> None:
    logs = JobLogs(tmp_path, limit=2_000)
    write_many(logs, "a", 20)
    logs.remove(JOB)
    assert logs.tail(JOB) == ()
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


@pytest.mark.parametrize("job", ["", "../../etc/passwd", "a", JOB.upper(), JOB + "/", "con" * 9])
def test_what_is_no_identifier_never_becomes_a_path(logs: JobLogs, job: str) -> None:
    for use in (lambda: logs.write(job, "info", "x"), lambda: logs.tail(job), lambda: logs.remove(job)):
        with pytest.raises(JobNotFound):
            use()
    assert not logs.folder.exists()


def test_work_goes_on_when_its_log_cannot_be_written(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    blocked = tmp_path / "logs"
    blocked.write_text("")
    with caplog.at_level(logging.WARNING):
        JobLogs(blocked).write(JOB, "info", "started")
    assert "cannot be written" in caplog.text


def test_several_processes_write_whole_lines_into_one_log(tmp_path: Path) -> None:
    logs = JobLogs(tmp_path, limit=60_000)
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=write_many, args=(logs, name, 150), daemon=True) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    lines = [line for path in tmp_path.glob("*.log*") for line in path.read_bytes().splitlines()]
    entries = logs.tail(JOB, 1000)
    assert len(entries) == len(lines)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 60_000
    for name in "ab":
        numbers = [entry.output for entry in entries if entry.fields["writer"] == name]
        assert numbers == list(range(150 - len(numbers), 150))


def test_logs_can_be_handed_to_another_process() -> None:
    copy = pickle.loads(pickle.dumps(JobLogs(Path("logs"), secrets=["hunter22"])))
    assert copy.folder == Path("logs")

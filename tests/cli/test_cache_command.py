from __future__ import annotations

import errno
import io
import json
import os
import sys
import time
from pathlib import Path

import pytest

from s2v_core.cache import Cache, key_of, trimming
from s2v_core.cli.app import run
from s2v_core.settings import Settings

DAY = 86_400


@pytest.fixture
def cache(settings: Settings) -> Cache:
    """A cache with two texts, used now and ten days ago, and a chunk, used three days ago."""
    cache = Cache(settings.cache_dir)
    for kind, name, size, age in (
        ("speech", "a", 1500, 0),
        ("speech", "b", 500, 10 * DAY),
        ("chunks", "c", 8000, 3 * DAY),
    ):
        path = cache.store(kind, key_of(name), ".bin", lambda target, size=size: target.write_bytes(bytes(size)))
        used = time.time() - age - 1
        os.utime(path, (used, used))
    return cache


def answering(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def entries(cache: Cache) -> int:
    return cache.survey().entries


def test_the_cache_is_shown_by_kind(cache: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cache"]) == 0
    shown = capsys.readouterr().out
    rows = {line.split()[0]: " ".join(line.split()) for line in shown.splitlines() if line.split()}
    assert rows["speech"] == "speech spoken texts 2 2.0 kB now to 10 days ago"
    assert rows["chunks"] == "chunks encoded video 1 8.0 kB 3 days ago"
    assert "10.0 kB of 10.0 GB" in shown
    assert str(cache.root) in shown


def test_the_cache_is_shown_as_json(cache: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cache", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["Folder"], report["Limit"], report["Size"]) == (str(cache.root), 10**10, 10_000)
    assert [(kind["Kind"], kind["Entries"], kind["Size"]) for kind in report["Kinds"]] == [
        ("chunks", 1, 8000),
        ("speech", 2, 2000),
    ]
    assert report["Kinds"][1]["OldestUse"] < report["Kinds"][1]["LastUse"]


def test_files_that_are_being_written_are_mentioned(cache: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    target = cache.path("chunks", key_of("c"), ".mp4")
    target.with_name(f".{target.stem}.0123abcd.part.mp4").write_bytes(bytes(50))
    assert run(["cache"]) == 0
    assert "Unfinished files: 1 (50 B)" in capsys.readouterr().out


def test_a_cache_that_does_not_exist_is_empty(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cache"]) == 0
    assert run(["cache", "clear"]) == 0
    shown = capsys.readouterr().out
    assert "empty" in shown
    assert "nothing to delete" in shown
    assert not settings.cache_dir.exists()


def test_clearing_asks_first(cache: Cache, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answering(monkeypatch, "n\n")
    assert run(["cache", "clear"]) == 1
    assert "Delete 3 entries (10.0 kB)" in capsys.readouterr().err
    assert entries(cache) == 3
    answering(monkeypatch, "y\n")
    assert run(["cache", "clear"]) == 0
    assert "Freed 10.0 kB: 3 entries." in capsys.readouterr().out
    assert entries(cache) == 0


def test_without_an_answer_nothing_is_deleted(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "")
    assert run(["cache", "clear"]) == 1
    assert entries(cache) == 3


def test_clearing_can_be_narrowed_to_kinds_and_ages(cache: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cache", "clear", "--kind", "speech", "--older-than", "7d", "--yes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"Entries": 1, "Size": 500, "Kept": {"Entries": 0, "Size": 0}}
    assert run(["cache", "clear", "--kind", "speech", "--kind", "chunks", "--older-than", "2d", "-y"]) == 0
    assert "1 entry" in capsys.readouterr().out
    assert entries(cache) == 1


def test_json_may_stand_before_clear(cache: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cache", "--json", "clear", "--yes"]) == 0
    assert json.loads(capsys.readouterr().out)["Entries"] == 3


def test_a_kind_that_the_cache_may_hold_but_does_not_is_no_mistake(cache: Cache) -> None:
    assert run(["cache", "clear", "--kind", "sound", "--yes"]) == 0
    assert entries(cache) == 3


@pytest.mark.parametrize(
    ("arguments", "named"), [(["--kind", "spech"], "speech"), (["--older-than", "7 moons"], "7 moons")]
)
def test_mistaken_options_are_explained_and_delete_nothing(
    cache: Cache, arguments: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["cache", "clear", "--yes", *arguments]) == 2
    assert named in capsys.readouterr().err
    assert entries(cache) == 3


def test_entries_that_cannot_be_deleted_are_named(
    cache: Cache, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refusing(path: str) -> None:
        raise PermissionError(errno.EACCES, "in use", path)

    monkeypatch.setattr(trimming.os, "unlink", refusing)
    assert run(["cache", "clear", "--kind", "chunks", "--yes"]) == 0
    shown = capsys.readouterr()
    assert "1 entry (8.0 kB)" in shown.err
    assert "Freed" not in shown.out


def test_a_data_folder_that_is_a_file_has_an_empty_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("S2V_HOME", str(tmp_path / "file"))
    assert run(["cache"]) == 0
    assert run(["cache", "clear", "--yes"]) == 0
    assert "empty" in capsys.readouterr().out

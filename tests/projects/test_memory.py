"""What a process remembers of the projects it has read."""

from __future__ import annotations

from pathlib import Path

import pytest

from s2v_core.projects import Project, ProjectStore
from s2v_core.projects.memory import Memory
from s2v_core.settings import Settings


@pytest.fixture
def files(settings: Settings) -> list[Path]:
    store = ProjectStore(settings)
    made = [store.create(f"Project {number}", "global") for number in range(4)]
    return [next((settings.projects_dir / project.id).glob("*.json")) for project in made]


def known(memory: Memory, files: list[Path], monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return of which files the memory needs no look into."""
    looked: list[Path] = []
    real = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        looked.append(path)
        return real(path)

    found = []
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", read_bytes)
        for file in files:
            memory.read(file)
            found.append(not looked)
            looked.clear()
    return found


def test_a_version_is_read_once(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    assert known(memory, files, monkeypatch) == [False] * 4
    assert known(memory, files, monkeypatch) == [True] * 4


def test_what_was_used_longest_ago_is_forgotten_beyond_the_size(
    files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory(most=sum(file.stat().st_size for file in files[:3]) + 10)
    for file in (*files[:3], files[0]):
        memory.read(file)
    memory.read(files[3])
    assert known(memory, [files[3], files[0], files[2]], monkeypatch) == [True] * 3
    assert known(memory, [files[1]], monkeypatch) == [False]


def test_the_last_one_is_remembered_whatever_its_size(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory(most=1)
    memory.read(files[0])
    memory.read(files[1])
    assert known(memory, [files[1]], monkeypatch) == [True]


def test_another_content_under_the_same_name_is_noticed(files: list[Path], settings: Settings) -> None:
    memory = Memory()
    before: Project = memory.read(files[0])
    files[0].write_bytes(files[1].read_bytes() + b" ")
    assert memory.read(files[0]).id != before.id

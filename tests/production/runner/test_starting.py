"""Starting runners in the background."""

from __future__ import annotations

import subprocess
import sys

import pytest

from s2v_core.production.runner import ensure_runner, starting
from s2v_core.settings import Settings


def test_no_other_is_started_while_one_is_on_its_way(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[subprocess.Popen[bytes]] = []

    def slow(_: Settings) -> subprocess.Popen[bytes]:
        begun.append(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE))
        return begun[-1]

    monkeypatch.setattr(starting, "_start", slow)
    assert [ensure_runner(settings) for _ in range(3)] == [True, False, False]
    begun[0].communicate(b"\n")
    assert ensure_runner(settings) is True
    begun[1].communicate(b"\n")
    assert len(begun) == 2

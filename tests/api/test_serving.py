"""How the server is started: where it may listen, and beside the studio."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from s2v_core.api import check_reach, open_socket
from s2v_core.cli.app import run
from s2v_core.errors import SettingsError
from s2v_core.settings import Settings
from tests.api.server import ROOT
from tests.api.wire import operation
from tests.studio.browser import free_port
from tests.support.waiting import until


def test_without_keys_it_listens_at_this_machine_alone(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    check_reach(settings, "127.0.0.1")
    check_reach(settings, "::1")
    keyed = settings.model_copy(update={"access_keys": type(settings.access_keys)("a:12345678")})
    check_reach(keyed, "0.0.0.0")
    assert run(["serve", "--host", "0.0.0.0"]) == 1
    assert "S2V_ACCESS_KEYS" in capsys.readouterr().err


def test_a_port_that_is_taken_is_named() -> None:
    with open_socket("127.0.0.1", 0) as taken, pytest.raises(SettingsError, match="cannot listen"):
        open_socket("127.0.0.1", taken.getsockname()[1])


def test_studio_and_operations_are_served_side_by_side(tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (tmp_path / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "server.py", f"--server.port={port}"],
            cwd=ROOT,
            env={**os.environ, "S2V_HOME": str(tmp_path / "home")},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )

    def answers() -> bool:
        assert process.poll() is None, (tmp_path / "server.log").read_text("utf-8", "replace")
        try:
            return httpx.get(f"{url}/_stcore/health").status_code == 200
        except httpx.TransportError:
            return False

    try:
        until(answers, "the server")
        assert "<title>Streamlit</title>" in httpx.get(url).text
        listed = httpx.post(url, headers=operation("ListBatchMediaProducingJobs")).json()
        assert listed["EditingBatchJobList"] == []
        assert httpx.get(f"{url}/?Action=ListTemplates").json()["Templates"] == []
        assert httpx.get(f"{url}/healthz").json() == {"status": "ok", "runner": False}
        assert httpx.get(f"{url}/api/v1/jobs").json() == {"jobs": [], "next": None}
        assert httpx.post(url, headers={**operation("ListTemplates"), "origin": "http://evil"}).status_code == 403
    finally:
        process.kill()
        process.wait()

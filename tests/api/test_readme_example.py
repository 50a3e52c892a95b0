"""The README's program for the vendor's client library is run, so that it stays true."""

from __future__ import annotations

import httpx
import pytest

from tests.api.server import ROOT, ApiServer
from tests.support.readme import blocks


@pytest.mark.filterwarnings("default")
def test_the_program_for_the_vendor_s_library_runs(
    server: ApiServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (program,) = (block for block in blocks("python") if "alibabacloud" in block)
    monkeypatch.chdir(ROOT)
    exec(compile(program.replace("127.0.0.1:8900", server.endpoint), "README.md", "exec"), {})
    addresses = eval(capsys.readouterr().out)
    assert len(addresses) == 2
    for address in addresses:
        assert httpx.get(address).headers["content-type"] == "video/mp4"

"""What the tests of deliveries share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from s2v_core.production.delivery import Address, Outbox
from tests.support.s3 import Gate, S3Server, s3_server


@pytest.fixture(scope="session")
def s3_gate() -> Iterator[Gate]:
    """A server and the gate before it, for all tests: to open a connection takes a second."""
    pytest.importorskip("s3fs")
    with s3_server() as server:
        gate = Gate(server)
        yield gate
        gate.close()


@pytest.fixture
def gate(s3_gate: Gate, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Gate:
    """The gate before an empty S3 server with one bucket, ``shop``."""
    s3_gate.server.forget_all()
    s3_gate.server.make_bucket("shop")
    s3_gate.open()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-very-secret-key")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_gate.url)
    monkeypatch.setenv("NO_PROXY", "*")
    return s3_gate


@pytest.fixture
def s3(gate: Gate) -> S3Server:
    """The server itself."""
    return gate.server


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A finished file of 300 kB."""
    path = tmp_path / "work" / "cake_0.mp4"
    path.parent.mkdir()
    path.write_bytes(bytes(range(250)) * 1200)
    return path


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "outbox")


@pytest.fixture(autouse=True)
def _empty_memory() -> Iterator[None]:
    """Forget what lies in ``memory://``."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    yield
    system.store.clear()


def address(url: str) -> Address:
    """Return an address in a storage."""
    return Address(url, url)

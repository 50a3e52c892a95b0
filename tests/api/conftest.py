"""A server that all tests of this folder share, and applications without a socket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from s2v_core.api import Face, create_app
from s2v_core.settings import Settings
from tests.api.server import ApiServer


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """A server with access keys, over a real socket."""
    with ApiServer(tmp_path_factory.mktemp("api")) as server:
        yield server
    assert "Traceback" not in server.said


@pytest.fixture
def face(settings: Settings) -> Iterator[Face]:
    """The face on an empty data folder: no keys, no runner."""
    face = Face(settings, runner=False)
    yield face
    face.service.close()


@pytest.fixture
def client(face: Face) -> TestClient:
    """A client on the same machine; it needs no socket."""
    return TestClient(create_app(face), base_url="http://127.0.0.1:8900", client=("127.0.0.1", 50000))


@pytest.fixture(scope="session")
def media(server: ApiServer) -> Path:
    """The folder that job documents may read."""
    return server.media

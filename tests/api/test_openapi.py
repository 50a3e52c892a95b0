"""The OpenAPI document says what the REST does: requests that are made from it are answered as it says."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as bounded
from schemathesis import checks
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from s2v_core.api import Face, create_app

_CHECKS = (
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.allow_header_conformance,
)


@pytest.mark.filterwarnings("default")
def test_answers_are_those_of_the_document(face: Face) -> None:
    application = _at_home(create_app(face))
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", application).exclude(path_regex="events$")
    tried: list[str] = []
    answers: set[int] = set()
    for found in schema.get_all_operations():
        operation = found.ok()
        tried.append(operation.label)

        @bounded(
            max_examples=6,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def answered(case: Any) -> None:
            answers.add(case.call_and_validate(checks=_CHECKS).status_code)

        answered()
    assert len(tried) >= 13
    assert {200, 400, 404} <= answers


def _at_home(application: ASGIApp) -> ASGIApp:
    """Return an application whose requests all come from this machine, by its own name."""

    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(name, value) for name, value in scope.get("headers", ()) if name != b"host"]
        here = {"client": ("127.0.0.1", 1), "headers": [*headers, (b"host", b"127.0.0.1")]}
        await application({**scope, **here}, receive, send)

    return asked


def test_the_document_names_every_route(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()
    named = {"/jobs", "/jobs/{job}/outputs/{index}/{file}", "/uploads/{name}", "/assets/{asset}", "/effects", "/events"}
    assert named <= set(document["paths"])
    assert "422" not in str(document["paths"])
    assert document["components"]["securitySchemes"]["AccessKey"]["scheme"] == "basic"

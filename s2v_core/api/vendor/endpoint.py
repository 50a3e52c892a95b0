"""The one address of all operations: from a request to an answer in the vendor's form."""

from __future__ import annotations

import logging
import time
import uuid
from functools import partial
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

from s2v_core.api.face import Face
from s2v_core.api.guard import headers_of, read_body
from s2v_core.api.refusals import Refusal, refusal_of
from s2v_core.api.vendor.call import Call, Operation
from s2v_core.api.vendor.operations import OPERATIONS
from s2v_core.api.vendor.signature import check_head, check_whole
from s2v_core.api.vendor.wire import Wire, read_wire
from s2v_core.errors import S2VError
from s2v_core.settings import AccessKey

__all__ = ["VendorRoute"]

_TYPE = "application/json;charset=utf-8"
_UNKNOWN = "unknown"

_log = logging.getLogger(__name__)


class VendorRoute(Route):
    """The route of all operations: ``/``, by POST, or by GET when the query names an operation."""

    def __init__(self, face: Face) -> None:
        super().__init__("/", partial(_answer, face), methods=["GET", "POST"], name="operations")

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Leave pages, and the studio's own connections, to others."""
        match, child = super().matches(scope)
        if match is Match.NONE:
            return match, child
        names_operation = b"&Action=" in b"&" + scope["query_string"]
        return (match, child) if scope["method"] == "POST" or names_operation else (Match.NONE, {})


async def _answer(face: Face, request: Request) -> Response:
    begun, identity = time.perf_counter(), str(uuid.uuid4()).upper()
    operation = _UNKNOWN
    answer: Response
    try:
        face.admit(request)
        wire, key = await _proven(face, request)
        found = OPERATIONS.get(wire.action)
        if found is None:
            raise Refusal(404, "InvalidAction.NotFound", "There is no such operation here.", where=wire.action[:64])
        operation = wire.action
        values = await _carried_out(face, found, wire, key, str(request.base_url).rstrip("/"))
        answer = JSONResponse({"RequestId": identity, **values}, media_type=_TYPE)
    except ClientDisconnect:
        answer = Response(status_code=400)  # to nobody
    except Refusal as refusal:
        answer = _refused(refusal, identity, request)
    except S2VError as error:
        answer = _refused(refusal_of(error), identity, request)
    except Exception:  # noqa: BLE001 - the boundary to the network: the bug is logged, and nothing of it is told
        _log.exception("A bug in %s, request %s", operation, identity)
        answer = _refused(Refusal(500, "InternalError", "The server has made a mistake."), identity, request)
    face.metrics.count(operation, answer.status_code, time.perf_counter() - begun)
    return answer


async def _proven(face: Face, request: Request) -> tuple[Wire, AccessKey | None]:
    """Return a request with the key that signed it; a wrong one is refused before the body is read."""
    head = read_wire(request.method, request.scope["path"], request.scope["query_string"], headers_of(request))
    if not face.keys:
        return head.with_body(await read_body(request)), None
    by_head = check_head(head, face.keys)
    if by_head is not None:
        face.freshness.check(by_head.at.timestamp())
    wire = head.with_body(await read_body(request))
    signed = check_whole(wire, face.keys, by_head)
    face.freshness.take(signed.key.id, signed.at.timestamp(), signed.nonce)
    return wire, signed.key


async def _carried_out(
    face: Face, operation: Operation, wire: Wire, key: AccessKey | None, base: str
) -> dict[str, Any]:
    if key is not None:
        face.admit_key(key, writes=operation.writes)
    elif operation.writes and wire.method != "POST":  # a link on any page can be a GET
        raise Refusal(405, "UnsupportedHTTPMethod", "Without access keys this operation needs POST.")
    call = Call(wire.parameters, face.service, face.links, key, base)
    return await (face.write if operation.writes else face.read)(partial(operation.run, call))


def _refused(refusal: Refusal, identity: str, request: Request) -> JSONResponse:
    content = {
        "RequestId": identity,
        "HostId": request.headers.get("host", "")[:255],
        "Code": refusal.code,
        "Message": refusal.sentence,
        "Recommend": "",
    }
    return JSONResponse(content, status_code=refusal.status, headers=refusal.headers, media_type=_TYPE)

"""Who asks: an access key as user name and password (HTTP Basic), or an address that a key signed."""

from __future__ import annotations

import base64
import hmac

from starlette.requests import HTTPConnection

from s2v_core.api.face import Face
from s2v_core.api.refusals import Refusal
from s2v_core.settings import AccessKey

__all__ = ["identified", "identified_by_link"]

_NOBODY = "\0"


def identified(face: Face, request: HTTPConnection, *, writes: bool) -> AccessKey | None:
    """Return the key of the caller; None where there are no keys.

    Raises:
        Refusal: there are keys and this caller has none, may only read, or asks too often.
    """
    if not face.keys:
        return None
    identity, secret = _credentials(request.headers.get("authorization", ""))
    key = face.keys.get(identity)
    right = hmac.compare_digest((key.secret if key else _NOBODY).encode("utf-8"), secret.encode("utf-8"))
    if key is None or not right:
        raise Refusal(
            401,
            "InvalidAccessKeyId.NotFound",
            "The access key is missing or wrong.",
            hint="Send its id as user name and its secret as password (HTTP Basic).",
        )
    face.admit_key(key, writes=writes)
    return key


def identified_by_link(face: Face, request: HTTPConnection) -> AccessKey | None:
    """Return the key that signed the address, or the caller's; see `identified`. The request is admitted first."""
    key = face.links.opened(request.scope["path"], request.query_params)
    face.admit(request, by_link=key is not None)
    if key is None:
        return identified(face, request, writes=False)
    face.admit_key(key, writes=False)
    return key


def _credentials(authorization: str) -> tuple[str, str]:
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        identity, _, secret = base64.b64decode(value, validate=True).decode("utf-8").partition(":")
    except ValueError:
        return "", ""
    return identity, secret

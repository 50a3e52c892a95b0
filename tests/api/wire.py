"""Requests in the vendor's wire format, and signatures that are worked out from its description alone."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

__all__ = ["acs3", "configs", "hmac_sha1", "operation"]

_VERSION = "2020-11-09"


def operation(name: str) -> dict[str, str]:
    """Return the headers that name an operation."""
    return {"x-acs-action": name, "x-acs-version": _VERSION}


def configs(document: Mapping[str, Any]) -> dict[str, str]:
    """Return the configs of a document as texts."""
    return {name: json.dumps(value) for name, value in document.items()}


def acs3(
    name: str,
    host: str,
    key: tuple[str, str],
    *,
    query: Mapping[str, str] | None = None,
    body: bytes = b"",
    at: datetime | None = None,
) -> dict[str, str]:
    """Return the headers of a call that is signed with ACS3-HMAC-SHA256."""
    headers = {
        "host": host,
        **operation(name),
        "x-acs-date": (at or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": uuid.uuid4().hex,
        "x-acs-content-sha256": hashlib.sha256(body).hexdigest(),
    }
    if body:
        headers["content-type"] = "application/x-www-form-urlencoded"
    names = ";".join(sorted(headers))
    request = "\n".join(
        [
            "POST",
            "/",
            "&".join(f"{quote(k, safe='~')}={quote(v, safe='~')}" for k, v in sorted((query or {}).items())),
            "".join(f"{k}:{v}\n" for k, v in sorted(headers.items())),
            names,
            headers["x-acs-content-sha256"],
        ]
    )
    to_sign = "ACS3-HMAC-SHA256\n" + hashlib.sha256(request.encode()).hexdigest()
    signature = hmac.new(key[1].encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    credential = f"Credential={key[0]},SignedHeaders={names},Signature={signature}"
    return headers | {"authorization": f"ACS3-HMAC-SHA256 {credential}"}


def hmac_sha1(
    name: str,
    key: tuple[str, str],
    *,
    query: Mapping[str, str],
    form: Mapping[str, str] | None = None,
    method: str = "POST",
) -> str:
    """Return the query of a call that is signed with HMAC-SHA1."""
    given = {
        **query,
        "Action": name,
        "Version": _VERSION,
        "Format": "JSON",
        "AccessKeyId": key[0],
        "SignatureMethod": "HMAC-SHA1",
        "SignatureVersion": "1.0",
        "SignatureType": "",
        "SignatureNonce": uuid.uuid4().hex,
        "Timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    signed = sorted({**given, **(form or {})}.items())
    canonical = urlencode(signed, quote_via=quote, safe="~")
    to_sign = f"{method}&%2F&{quote(canonical, safe='~')}"
    digest = hmac.new(f"{key[1]}&".encode(), to_sign.encode(), hashlib.sha1).digest()
    return urlencode({**given, "Signature": base64.b64encode(digest).decode()})

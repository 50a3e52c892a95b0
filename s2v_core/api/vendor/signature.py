"""Signatures of requests, of both generations of the vendor's client libraries.

ACS3-HMAC-SHA256 is in the header ``Authorization`` and covers method, path, query, the headers that it names, and the
hash of the body. HMAC-SHA1 is a parameter of the query and covers the method and all other parameters.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from s2v_core.api.refusals import Refusal
from s2v_core.api.vendor.times import read_time
from s2v_core.api.vendor.wire import Wire
from s2v_core.settings import AccessKey

__all__ = ["Signed", "acs3_signature", "check_head", "check_whole", "sha1_signature"]

_ACS3 = "ACS3-HMAC-SHA256"
_SHA1 = "HMAC-SHA1"
_ALWAYS_SIGNED = ("host", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce")
_SIGNED_IF_THERE = ("x-acs-action", "x-acs-version", "x-acs-security-token", "content-type")


@dataclass(frozen=True)
class Signed:
    """Who signed a request, when (UTC), and the number that is used once."""

    key: AccessKey
    at: datetime
    nonce: str


def check_head(head: Wire, keys: Mapping[str, AccessKey]) -> Signed | None:
    """Return who signed a request when its head alone can tell, so that no bodies are taken from strangers.

    ACS3 proves it: of the body it covers the hash, which stands in the head. An older signature covers the parameters
    in the body, too, and may stand there itself: of one in the query it is only seen whether the key is known.

    Args:
        head: the request without its body.
        keys: the access keys by id.

    Returns:
        Who signed it; None when only the whole request can tell.

    Raises:
        Refusal: it is signed by a key that is not known, or not as it came.
    """
    authorization = head.headers.get("authorization", "")
    if authorization.startswith(f"{_ACS3} "):
        return _check_acs3(head, authorization.removeprefix(_ACS3), keys)
    if "AccessKeyId" in head.query:
        _key(head.query["AccessKeyId"], keys)
    return None


def check_whole(wire: Wire, keys: Mapping[str, AccessKey], signed: Signed | None) -> Signed:
    """Return who signed a request.

    Args:
        wire: the request with its body.
        keys: the access keys by id.
        signed: what `check_head` returned for it.

    Raises:
        Refusal: it is not signed, by a key that is not known, or not as it came.
    """
    if signed is not None:
        if not _same(hashlib.sha256(wire.body).hexdigest(), wire.headers["x-acs-content-sha256"]):
            raise Refusal(400, "IncompleteSignature", "x-acs-content-sha256 is not the hash of the body.")
        return signed
    if "Signature" in wire.parameters:
        return _check_sha1(wire, keys)
    raise Refusal(
        403, "IncompleteSignature", "The request is not signed.", hint=f"Sign it with {_ACS3} or {_SHA1} and your key."
    )


def acs3_signature(wire: Wire, names: list[str], secret: str) -> str:
    """Return the signature of a request that covers the headers ``names``."""
    query = _canonical(wire.query)
    headers = "".join(f"{name}:{wire.headers.get(name, '').strip()}\n" for name in names)
    body = wire.headers.get("x-acs-content-sha256", "")
    canonical = "\n".join([wire.method, wire.path, query, headers, ";".join(names), body])
    to_sign = f"{_ACS3}\n{hashlib.sha256(canonical.encode('utf-8')).hexdigest()}"
    return hmac.new(secret.encode("utf-8"), to_sign.encode("ascii"), hashlib.sha256).hexdigest()


def sha1_signature(method: str, parameters: Mapping[str, str], secret: str) -> str:
    """Return the older signature of a request with these ``parameters``, without that itself."""
    to_sign = f"{method}&{_encoded('/')}&{_encoded(_canonical(parameters))}"
    digest = hmac.new(f"{secret}&".encode(), to_sign.encode("ascii"), hashlib.sha1).digest()
    return base64.b64encode(digest).decode("ascii")


def _check_acs3(wire: Wire, fields: str, keys: Mapping[str, AccessKey]) -> Signed:
    given = dict(part.strip().partition("=")[::2] for part in fields.split(","))
    key = _key(given.get("Credential", ""), keys)
    names = sorted(given.get("SignedHeaders", "").lower().split(";"))
    unsigned = [name for name in _ALWAYS_SIGNED if name not in names or name not in wire.headers]
    unsigned += [name for name in _SIGNED_IF_THERE if name in wire.headers and name not in names]
    if unsigned:
        raise Refusal(400, "IncompleteSignature", f"The signature does not cover {', '.join(unsigned)}.")
    if not _same(acs3_signature(wire, names, key.secret), given.get("Signature", "")):
        raise _mismatch()
    return Signed(key, read_time(wire.headers["x-acs-date"], "x-acs-date"), wire.headers["x-acs-signature-nonce"])


def _check_sha1(wire: Wire, keys: Mapping[str, AccessKey]) -> Signed:
    given = {name: value for name, value in wire.parameters.items() if name != "Signature"}
    missing = [name for name in ("AccessKeyId", "Action", "SignatureNonce", "Timestamp") if not given.get(name)]
    if missing or given.get("SignatureMethod", _SHA1) != _SHA1:
        what = f"{missing[0]} is missing." if missing else f"Only {_SHA1} is known here."
        raise Refusal(400, "IncompleteSignature", what)
    key = _key(given["AccessKeyId"], keys)
    if not _same(sha1_signature(wire.method, given, key.secret), wire.parameters["Signature"]):
        raise _mismatch()
    return Signed(key, read_time(given["Timestamp"], "Timestamp"), given["SignatureNonce"])


def _key(identity: str, keys: Mapping[str, AccessKey]) -> AccessKey:
    if identity not in keys:
        raise Refusal(403, "InvalidAccessKeyId.NotFound", "There is no such access key.")
    return keys[identity]


def _mismatch() -> Refusal:
    return Refusal(
        403, "SignatureDoesNotMatch", "The signature is not that of this request and key.", hint="Check the secret."
    )


def _canonical(parameters: Mapping[str, str]) -> str:
    return "&".join(f"{_encoded(name)}={_encoded(value)}" for name, value in sorted(parameters.items()))


def _encoded(text: str) -> str:
    return quote(text, safe="~")


def _same(right: str, given: str) -> bool:
    return hmac.compare_digest(right.encode("ascii"), given.encode("utf-8", "replace"))

"""What the errors of storages mean: never, or later."""

from __future__ import annotations

import errno

from s2v_core.errors import DeliveryAway, DeliveryRefused, S2VError
from s2v_core.media.addresses import redacted, shown

__all__ = ["failure_of"]

_NEVER = (
    errno.EEXIST,
    errno.EINVAL,
    errno.EISDIR,
    errno.ENAMETOOLONG,
    errno.ENOSYS,
    errno.ENOTDIR,
    errno.EPERM,
    errno.EROFS,
)
_NO_CREDENTIALS = (
    "CredentialRetrievalError",
    "DefaultCredentialsError",
    "NoAuthTokenError",
    "NoCredentialsError",
    "PartialCredentialsError",
    "ProfileNotFound",
    "TokenRetrievalError",
    "UnauthorizedSSOTokenError",
)
_ELSEWHERE = ("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "301")
"""Answers of S3 to those who look for a bucket in the wrong region."""
_BROKEN_ON_THE_WAY = ("BadDigest", "IncompleteBody", "XAmzContentSHA256Mismatch", "RequestTimeout", "NoSuchUpload")
"""Answers of S3 that blame the request, though another one like it will do."""


def failure_of(error: Exception, url: str) -> S2VError:
    """Return what an error of a storage's library means for a delivery to ``url``.

    A ``DeliveryRefused`` is worth no further attempt, a ``DeliveryAway`` is. Errors of the product stay what they are.
    """
    if isinstance(error, S2VError):
        return error
    where, reason = shown(url), redacted(str(error)).strip().rstrip(".") or type(error).__name__
    if type(error).__name__ in _NO_CREDENTIALS:
        return DeliveryRefused(
            f"There are no credentials for the storage ({reason}).",
            where=where,
            hint="Set them where its library looks for them, for S3 AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
        )
    if _code(error) in _BROKEN_ON_THE_WAY:
        return DeliveryAway(f"The upload was damaged on its way ({reason}).", where=where)
    if _code(error) in _ELSEWHERE:
        return DeliveryRefused(
            f"The bucket lies elsewhere ({reason}).", where=where, hint="Check AWS_REGION and AWS_ENDPOINT_URL."
        )
    if isinstance(error, PermissionError):
        return DeliveryRefused(
            f"The storage does not allow it ({reason}).",
            where=where,
            hint="Check the credentials, and that they may write and read there.",
        )
    if isinstance(error, FileNotFoundError):
        return DeliveryRefused(
            f"There is no such bucket or folder ({reason}).", where=where, hint="Make it first, or check the address."
        )
    if isinstance(error, ValueError) or (isinstance(error, OSError) and error.errno in _NEVER):
        return DeliveryRefused(f"The storage refuses it ({reason}).", where=where, hint="Check the address.")
    return DeliveryAway(
        f"The storage does not answer as it should ({reason}).",
        where=where,
        hint="Check the address and the network, and whether the storage is up.",
    )


def _code(error: Exception) -> str:
    """Return the code of S3's answer that stands behind an error of s3fs, if any."""
    answer = getattr(error.__cause__, "response", None)
    details = answer.get("Error", {}) if isinstance(answer, dict) else {}
    return str(details.get("Code", ""))

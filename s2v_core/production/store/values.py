"""Identifiers, times and page tokens: how they are written in the store."""

from __future__ import annotations

import base64
import binascii
import json
import re
import secrets
from datetime import UTC, datetime, timedelta
from typing import overload

from s2v_core.errors import JobNotFound, StoreError

__all__ = [
    "is_id",
    "moment",
    "new_id",
    "output_id",
    "page_token",
    "parse_output_id",
    "read_page_token",
    "stamp",
    "storable",
]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_RANDOM_BITS = 80
_ID_LENGTH = 26
_OUTPUT = re.compile(r"(?P<job>[^-]+)-(?P<index>[0-9]{1,3})")


def storable(text: str) -> str:
    """Return ``text`` as it can be stored: halves of characters, which JSON allows, become JSON's escapes for them."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def stamp(at: datetime) -> int:
    """Return a moment (with a time zone) as microseconds since 1970."""
    return (at - _EPOCH) // _MICROSECOND


@overload
def moment(at: int) -> datetime: ...


@overload
def moment(at: None) -> None: ...


def moment(at: int | None) -> datetime | None:
    """Return what `stamp` made of a moment, in UTC."""
    return None if at is None else _EPOCH + timedelta(microseconds=at)


def new_id(at: datetime) -> str:
    """Return an identifier of 26 letters and digits: the millisecond, so that it sorts by time, and 80 random bits."""
    number = (stamp(at) // 1000) << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(5 * (_ID_LENGTH - 1), -1, -5))


def is_id(text: str) -> bool:
    """Tell whether ``text`` has the form of an identifier (and so may be part of a file's name)."""
    return len(text) == _ID_LENGTH and all(letter in _ALPHABET for letter in text)


def output_id(job: str, index: int) -> str:
    """Return the id under which the vendor's operations know an output: as a sub-job, a project and a medium."""
    return f"{job}-{index}"


def parse_output_id(text: str) -> tuple[str, int]:
    """Return the job and the index that `output_id` made an id of.

    Raises:
        JobNotFound: it is no such id.
    """
    found = _OUTPUT.fullmatch(text)
    if found is None or not is_id(found["job"]):
        raise JobNotFound("There is no such output.", where=text[:64])
    return found["job"], int(found["index"])


def page_token(newest_first: bool, created: int, identity: str) -> str:
    """Return the token of the page that follows the job ``identity``, created at ``created``."""
    text = json.dumps([newest_first, created, identity])
    return base64.urlsafe_b64encode(text.encode("ascii")).decode("ascii")


def read_page_token(token: str, newest_first: bool) -> tuple[int, str]:
    """Return the creation and the identifier of the job that the page follows.

    Raises:
        StoreError: the token is not one of `page_token`, or of a list in the other direction.
    """
    try:
        values = json.loads(base64.b64decode(token, altchars=b"-_", validate=True))
        direction, created, identity = values
    except (ValueError, binascii.Error, TypeError, RecursionError):
        direction, created, identity = None, None, None
    good = type(created) is int and -(2**63) <= created < 2**63 and isinstance(identity, str)
    if not good or direction is not newest_first:
        raise StoreError(
            "The page token belongs to no list of this kind.",
            where="NextToken",
            hint="Start again without a token, and keep the direction while paging.",
        )
    return created, identity

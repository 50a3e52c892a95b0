"""JSON objects that come as text, or as values already."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from s2v_core.errors import JobError

__all__ = ["json_object"]


def json_object(given: object, where: str) -> Mapping[str, Any]:
    """Return the JSON object that ``given`` is or, as text, holds.

    Raises:
        JobError: there is none; ``where`` is its place.
    """
    try:
        value = json.loads(given) if isinstance(given, str) else given
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, Mapping):
        raise JobError("This must be a JSON object.", where=where)
    return value

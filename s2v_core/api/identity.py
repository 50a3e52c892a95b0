"""The ids under which the vendor's operations know outputs: as sub-jobs, editing projects and media."""

from __future__ import annotations

import re

from s2v_core.errors import JobNotFound
from s2v_core.production.store import is_id

__all__ = ["output_id", "parse_output_id"]

_OUTPUT = re.compile(r"(?P<job>[^-]+)-(?P<index>[0-9]{1,3})")


def output_id(job: str, index: int) -> str:
    """Return the id of an output; callbacks name it in the same way."""
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

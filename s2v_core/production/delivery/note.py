"""One pending delivery, as it lies in the outbox."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = ["Note"]

_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Note:
    """One pending delivery.

    Attributes:
        id: hex digits; equal for everything that goes to the same place.
        kind: which handler it is for.
        payload: what the handler needs, as JSON values.
        made: Unix time at which it was put into the outbox.
        attempts: how many were begun.
        next_try: Unix time of the next one.
        state: ``waiting``, or ``refused`` when no further attempt is made by itself.
        trouble: what was wrong at the last attempt.
        version: tells it from a later delivery to the same place.
    """

    id: str
    kind: str
    payload: Mapping[str, Any]
    made: float
    next_try: float
    attempts: int = 0
    state: Literal["waiting", "refused"] = "waiting"
    trouble: str = ""
    version: str = field(default_factory=lambda: uuid.uuid4().hex)

    def dumps(self) -> str:
        """Return the note as JSON text."""
        values = {
            "Format": _VERSION,
            "Id": self.id,
            "Kind": self.kind,
            "Payload": dict(self.payload),
            "Made": self.made,
            "NextTry": self.next_try,
            "Attempts": self.attempts,
            "State": self.state,
            "Trouble": self.trouble,
            "Version": self.version,
        }
        return json.dumps(values, ensure_ascii=False, indent=2)

    @classmethod
    def loads(cls, text: str) -> Note:
        """Return the note that ``dumps`` wrote.

        Raises:
            ValueError: it is none.
        """
        try:
            values = json.loads(text)
            if values["Format"] != _VERSION or values["State"] not in ("waiting", "refused"):
                raise ValueError("the note is of an unknown kind")
            return cls(
                id=values["Id"],
                kind=values["Kind"],
                payload=values["Payload"],
                made=float(values["Made"]),
                next_try=float(values["NextTry"]),
                attempts=int(values["Attempts"]),
                state=values["State"],
                trouble=values["Trouble"],
                version=values["Version"],
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"the note is damaged ({error!r})") from None

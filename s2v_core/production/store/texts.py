"""Texts that are to be written, in the file of the jobs store: what was asked for, and what came of it.

A text waits (``Created``), is written (``Executing``) and ends (``Finished``, ``Failed``), as the vendor's operations
name it. The runner of the store writes them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from s2v_core.errors import JobNotFound
from s2v_core.production.outcome import Failure
from s2v_core.production.store.database import OpenStore
from s2v_core.production.store.records import dumped, failure_text, read_failure
from s2v_core.production.store.values import moment, new_id, stamp, storable

__all__ = ["NewText", "StoredText", "TextState", "TextsStore"]

TextState = Literal["Created", "Executing", "Finished", "Failed"]

_MOST_ATTEMPTS = 3
_VANISHED = Failure(
    code="WorkerLost",
    message=f"The writing was begun {_MOST_ATTEMPTS} times, and each time its process ended before it was done.",
    hint="See the log of the runner.",
)


@dataclass(frozen=True, kw_only=True)
class NewText:
    """Texts that are asked for: of a ``kind`` of the vendor's, as ``config`` (JSON text) says.

    ``title`` and ``description`` say what the request is; ``user_data`` is kept as it is.
    """

    kind: str
    config: str
    title: str = ""
    description: str = ""
    user_data: str = ""


@dataclass(frozen=True, kw_only=True)
class StoredText:
    """A request for texts and how far it is. Times are UTC; ``result`` (JSON values) is there once it is finished."""

    id: str
    request: NewText
    state: TextState
    attempts: int
    created: datetime
    modified: datetime
    ended: datetime | None
    result: Mapping[str, Any] | None
    failure: Failure | None


class TextsStore(OpenStore):
    """The texts in the jobs store at ``path``, for all threads of this process. Close it, or use it as a context.

    Args:
        path: the file; made when it is not there.
        now: the clock (with a time zone).

    Raises:
        StoreUnusable: as for ``JobsStore``. Every method can raise it too.
    """

    def __init__(self, path: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__(path)
        self._now = now

    def submit(self, text: NewText) -> str:
        """Ask for texts, and return the request's id."""
        now = self._now()
        identity = new_id(now)
        values = {name: storable(value) for name, value in asdict(text).items()}
        with self._database.writing() as connection:
            connection.execute(
                """INSERT INTO texts (id, kind, state, title, description, config, user_data, created, modified)
                   VALUES (:id, :kind, 'Created', :title, :description, :config, :user_data, :now, :now)""",
                {**values, "id": identity, "now": stamp(now)},
            )
        return identity

    def text(self, identity: str) -> StoredText:
        """Return a request and how far it is.

        Raises:
            JobNotFound: there is no such request.
        """
        with self._database.reading() as connection:
            row = connection.execute("SELECT * FROM texts WHERE id = ?", (storable(identity),)).fetchone()
        if row is None:
            raise JobNotFound("There is no such job.", where=identity, hint="It may have been removed.")
        return _read(row)

    def claim(self) -> StoredText | None:
        """Begin the request that waits longest, or return None when none does."""
        with self._database.writing() as connection:
            row = connection.execute(
                """UPDATE texts SET state = 'Executing', attempts = attempts + 1, modified = ?
                   WHERE id = (SELECT id FROM texts WHERE state = 'Created' ORDER BY created, id LIMIT 1)
                   RETURNING *""",
                (stamp(self._now()),),
            ).fetchone()
        return None if row is None else _read(row)

    def finish(self, text: StoredText, result: Mapping[str, Any]) -> None:
        """Keep what was written (JSON values) for a claimed request; nothing happens if it was put back meanwhile."""
        self._end(text, "Finished", result=dumped(result))

    def fail(self, text: StoredText, failure: Failure) -> None:
        """Note why nothing could be written for a claimed request; nothing happens if it was put back meanwhile."""
        self._end(text, "Failed", failure=failure_text(failure))

    def take_over(self) -> int:
        """Let what was begun wait again, or fail after three attempts; return how many requests that were.

        For the only runner, before its first claim: whoever had begun them has ended.
        """
        with self._database.writing() as connection:
            now = stamp(self._now())
            given_up = connection.execute(
                """UPDATE texts SET state = 'Failed', failure = ?, ended = ?, modified = ?
                   WHERE state = 'Executing' AND attempts >= ?""",
                (failure_text(_VANISHED), now, now, _MOST_ATTEMPTS),
            ).rowcount
            back = connection.execute(
                "UPDATE texts SET state = 'Created', modified = ? WHERE state = 'Executing'", (now,)
            ).rowcount
        return given_up + back

    def open_texts(self) -> int:
        """Return how many requests have not ended."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT count(*) FROM texts WHERE state IN ('Created', 'Executing')").fetchone()
            return int(row[0])

    def forget_before(self, at: datetime) -> int:
        """Forget the requests that ended before ``at``; return how many."""
        with self._database.writing() as connection:
            return connection.execute("DELETE FROM texts WHERE ended < ?", (stamp(at),)).rowcount

    def _end(
        self, text: StoredText, state: TextState, *, result: str | None = None, failure: str | None = None
    ) -> None:
        now = stamp(self._now())
        with self._database.writing() as connection:
            connection.execute(
                """UPDATE texts SET state = ?, result = ?, failure = ?, ended = ?, modified = ?
                   WHERE id = ? AND state = 'Executing' AND attempts = ?""",
                (state, result, failure, now, now, text.id, text.attempts),
            )


def _read(row: sqlite3.Row) -> StoredText:
    return StoredText(
        id=row["id"],
        request=NewText(**{name: row[name] for name in ("kind", "config", "title", "description", "user_data")}),
        state=row["state"],
        attempts=row["attempts"],
        created=moment(row["created"]),
        modified=moment(row["modified"]),
        ended=moment(row["ended"]),
        result=None if row["result"] is None else json.loads(row["result"]),
        failure=read_failure(row["failure"]),
    )

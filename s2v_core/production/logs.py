"""One log for each job: lines of JSON that tell what happened, limited in size, and without secrets.

A line holds ``Time`` (UTC), ``Level``, ``Event`` (a short name for programs), ``Output`` (an index, or null for the
job), ``Message`` (for people) and ``Fields``. Several processes may write to one log.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from s2v_core.errors import JobNotFound
from s2v_core.production.redaction import Redaction
from s2v_core.production.store import is_id
from s2v_core.production.store.file_lock import FileLock

__all__ = ["JobLogs", "Level", "LogEntry"]

Level = Literal["debug", "info", "warning", "error"]

_LEVELS = get_args(Level)
_LONGEST = 32 * 1024
_OLDER = ".1"


@dataclass(frozen=True, kw_only=True)
class LogEntry:
    """One line of a job's log; ``output`` is an index, or None for the job as a whole."""

    time: datetime
    level: Level
    event: str
    message: str = ""
    output: int | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class JobLogs:
    """The logs of all jobs, in one folder. Of a log that grows over its limit the older half is let go.

    Args:
        folder: made when the first line is written.
        secrets: texts that must never be written, such as the keys in the settings.
        limit: bytes of one log.
        now: the clock.
    """

    def __init__(
        self,
        folder: Path,
        *,
        secrets: Iterable[str] = (),
        limit: int = 1_000_000,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self.folder = folder
        self._redaction = Redaction(secrets)
        self._limit = limit
        self._now = now

    def write(
        self,
        job: str,
        level: Level,
        event: str,
        message: str = "",
        *,
        output: int | None = None,
        fields: Mapping[str, Any] | None = None,
    ) -> None:
        """Add a line to the log of ``job``. Work never fails because its log cannot be written.

        ``fields`` are JSON values; anything else is written as its text.

        Raises:
            JobNotFound: ``job`` has not the form of an identifier.
        """
        path = self._path(job)
        line = self._line(level, event, message, output, fields or {})
        try:
            with self._locked():
                if _size(path) + len(line) > self._limit // 2:
                    _set_aside(path)
                _append(path, line)
        except OSError as error:
            logging.getLogger(__name__).warning("The log of job %s cannot be written: %s", job, error)

    def tail(self, job: str, count: int = 50) -> tuple[LogEntry, ...]:
        """Return the last ``count`` lines of the log of ``job``, oldest first; none where there is no log.

        Raises:
            JobNotFound: ``job`` has not the form of an identifier.
        """
        path = self._path(job)
        if not path.exists():
            return ()
        with self._locked():
            lines = [line for part in (_older(path), path) if part.exists() for line in part.read_bytes().splitlines()]
        entries = [entry for line in reversed(lines) if (entry := _entry(line)) is not None]
        return tuple(reversed(entries[:count]))

    def remove(self, job: str) -> None:
        """Delete the log of ``job``, where there is one.

        Raises:
            JobNotFound: ``job`` has not the form of an identifier.
        """
        path = self._path(job)
        if not path.exists():
            return
        with self._locked():
            for part in (path, _older(path)):
                part.unlink(missing_ok=True)

    def _path(self, job: str) -> Path:
        if not is_id(job):
            raise JobNotFound("There is no such job.", where=job[:64])
        return self.folder / f"{job}.log"

    def _line(self, level: Level, event: str, message: str, output: int | None, fields: Mapping[str, Any]) -> bytes:
        head = {
            "Time": self._now().astimezone(UTC).isoformat(timespec="milliseconds"),
            "Level": level,
            "Event": event,
            "Output": output,
            "Message": self._redaction.text(message),
        }
        line = _dump({**head, "Fields": self._redaction.values(fields)})
        return line if len(line) <= _LONGEST else _dump({**head, "Fields": {"LeftOut": sorted(map(str, fields))[:50]}})

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / ".lock").waited_for():
            yield


def _dump(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _older(path: Path) -> Path:
    return path.with_name(path.name + _OLDER)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _set_aside(path: Path) -> None:
    if path.exists():
        path.replace(_older(path))


def _append(path: Path, line: bytes) -> None:
    """Write a whole line, also after one that a crash or a full disk cut off."""
    with path.open("a+b") as file:
        if file.tell():
            file.seek(-1, 2)
            if file.read(1) != b"\n":
                line = b"\n" + line
        file.write(line)


def _entry(line: bytes) -> LogEntry | None:
    """Return a line's entry, or None when it was cut off."""
    try:
        values = json.loads(line)
        level = values["Level"]
        return LogEntry(
            time=datetime.fromisoformat(values["Time"]),
            level=level if level in _LEVELS else "info",
            event=values["Event"],
            message=values["Message"],
            output=values["Output"],
            fields=values["Fields"],
        )
    except (ValueError, KeyError, TypeError):
        return None

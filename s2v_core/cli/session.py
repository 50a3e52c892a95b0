"""What every command that takes a job document needs: the job, its assets and a speaker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from s2v_core.cache import Cache
from s2v_core.errors import Problem
from s2v_core.job import Job, accepted, load_job
from s2v_core.media import Assets
from s2v_core.settings import Settings, load_settings
from s2v_core.speech import Speaker

__all__ = ["Session", "open_job", "refuse_errors"]


@dataclass(frozen=True)
class Session:
    """An open job document. ``job`` is None when the document is too broken to be one."""

    job: Job | None
    problems: tuple[Problem, ...]
    assets: Assets
    speaker: Speaker
    settings: Settings


@contextmanager
def open_job(path: Path) -> Iterator[Session]:
    """Read the job document at ``path`` and open what it needs. The user's own paths are trusted."""
    settings = load_settings()
    job, problems = load_job(path)
    with Speaker(settings, Cache(settings.cache_dir, limit=settings.cache_limit)) as speaker:
        yield Session(
            job=job,
            problems=problems,
            assets=Assets(settings, base=path.resolve().parent, trusted=True),
            speaker=speaker,
            settings=settings,
        )


def refuse_errors(session: Session) -> Job:
    """Return the job when its document has no errors.

    Raises:
        JobError: it has; all of its problems are listed.
    """
    return accepted(session.job, session.problems)

"""What every command that takes a job document needs: the job, its assets and a speaker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from s2v_core.errors import JobError, Problem, SettingsError
from s2v_core.job import Job, accepted, load_job
from s2v_core.media import Assets
from s2v_core.planning import preflight
from s2v_core.production import encoder_options
from s2v_core.settings import Settings, load_settings
from s2v_core.speech import Speaker

__all__ = ["Session", "findings", "open_job", "refuse_errors"]


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
    with Speaker(settings) as speaker:
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
        JobError: it has; all that can be found is listed.
    """
    try:
        return accepted(session.job, session.problems)
    except JobError as error:
        raise JobError(error.message, problems=findings(session)) from None


def findings(session: Session) -> tuple[Problem, ...]:
    """Return every problem of the document: what it shows alone, and its media, voices, effects and encoding."""
    job = session.job
    if job is None:
        return session.problems
    found = list(session.problems)
    for problem in (*preflight(job, assets=session.assets, speaker=session.speaker), *_about_encoding(session, job)):
        path = job.path_as_written(problem.path)
        if path is not None:
            found.append(replace(problem, path=path))
    return tuple(dict.fromkeys(found))


def _about_encoding(session: Session, job: Job) -> tuple[Problem, ...]:
    try:
        return encoder_options(job, session.settings)[1]
    except SettingsError as error:
        known = {problem.path for problem in session.problems}
        return () if error.where in known else (error.problem(),)

"""The productions of the open project: started, found again in the jobs store, stopped and gone on with."""

from __future__ import annotations

from pages.widgets.projects import current_project, see_version
from pages.widgets.services import services
from s2v_core.errors import JobNotFound
from s2v_core.production.runner import ensure_runner, submit_document
from s2v_core.production.store import OPEN_JOB_STATES, JobFilter, StoredJob
from s2v_core.projects import Project, export_job, project_of

__all__ = ["cancel", "productions", "retry", "running", "start"]

_MOST_OPEN = 100


def productions(project: Project) -> list[StoredJob]:
    """Return the productions of a project that the jobs store still knows, the newest first."""
    here = services()
    if not here.settings.jobs_file.exists():
        return []
    found = {job.id: job for job in _open_ones(project.id)}
    for known in project.productions:
        try:
            found.setdefault(known, here.jobs.job(known))
        except JobNotFound:
            continue
    return sorted(found.values(), key=lambda job: job.created, reverse=True)


def running(found: list[StoredJob]) -> StoredJob | None:
    """Return the production among some that has not ended; None if all have."""
    return next((job for job in found if job.state in OPEN_JOB_STATES), None)


def start(token: str) -> None:
    """Have the open project produced as this session shows it; in a callback.

    Args:
        token: names this start, so that asking twice starts it once.

    Raises:
        S2VError: it cannot be carried out, or nobody can be found to do it.
    """
    project = current_project()
    if project is None:
        return
    here = services()
    submitted = submit_document(
        here.jobs,
        export_job(project),
        settings=here.settings,
        base=here.settings.projects_dir / project.id,
        trusted=here.local,
        name=project.name,
        token=token,
    )
    see_version(here.projects.add_production(project.id, submitted.job))
    ensure_runner(here.settings)


def cancel(job: str) -> None:
    """Stop a production; what is finished stays. In a callback."""
    services().jobs.request_cancel(job)


def retry(job: str) -> None:
    """Have made again what failed or was stopped, and nothing else. In a callback."""
    here = services()
    if here.jobs.retry_failed(job):
        ensure_runner(here.settings)


def _open_ones(project: str) -> list[StoredJob]:
    """Return those that are not noted in the project: its version that was shown had not seen them start."""
    page = services().jobs.jobs(JobFilter(states=OPEN_JOB_STATES), limit=_MOST_OPEN)
    return [job for job in page.jobs if project_of(job.token) == project]

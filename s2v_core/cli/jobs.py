"""``jobs``: what was submitted, how far it is, and stopping, repeating or forgetting it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.text import Text

from s2v_core.cli.amounts import age_text
from s2v_core.cli.console import err, out, print_json, show_problems, show_table, visible
from s2v_core.cli.watching import NOBODY_WORKS, brief_as_json, follow, job_as_json, output_rows, state_text
from s2v_core.errors import JobNotFound
from s2v_core.production.logs import LogEntry
from s2v_core.production.runner import ensure_runner, forget_job, job_logs, problems_of
from s2v_core.production.store import (
    ENDED_JOB_STATES,
    JOB_STATES,
    JobFilter,
    JobsStore,
    JobState,
    StoredJob,
    is_id,
    runner_of,
)
from s2v_core.settings import Settings, load_settings

__all__ = ["commands"]

_Id = Annotated[str, typer.Argument(metavar="ID", help="The job's id, or enough of its beginning or its end.")]
_Json = Annotated[bool, typer.Option("--json", help="Print as JSON.")]
_PAGE = 100

commands = typer.Typer(
    help="List what was submitted, watch it, stop, repeat or forget it.", rich_markup_mode=None, no_args_is_help=True
)


@commands.command("list")
def list_jobs(
    states: Annotated[
        list[str] | None, typer.Option("--state", help=f"Only these: {', '.join(JOB_STATES)}; may be repeated.")
    ] = None,
    text: Annotated[str, typer.Option(help="Only names with this text.")] = "",
    mode: Annotated[str, typer.Option(help="Only jobs of this mode: global or segmented.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000, help="So many at most.")] = 20,
    after: Annotated[str | None, typer.Option(metavar="TOKEN", help="The part of the list after this one.")] = None,
    as_json: _Json = False,
) -> None:
    """List jobs, the newest first."""
    wanted = JobFilter(states=tuple(map(_state, states or [])), text=text, mode=mode)
    settings = load_settings()
    with JobsStore(settings.jobs_file) as store:
        page = store.jobs(wanted, limit=limit, token=after)
    if as_json:
        print_json({"Jobs": [brief_as_json(job) for job in page.jobs], "NextToken": page.next_token})
        return
    show_table("Jobs", [_row(job) for job in page.jobs])
    if not page.jobs:
        out.print("There are no such jobs.")
    if page.next_token:
        out.print(Text(f"There are more: --after {page.next_token}"), soft_wrap=True)
    _show_runner(settings, waiting=any(job.state not in ENDED_JOB_STATES for job in page.jobs))


@commands.command("show")
def show(
    job: _Id,
    lines: Annotated[int, typer.Option(min=0, max=1000, help="Lines of the log.")] = 10,
    as_json: _Json = False,
) -> None:
    """Show a job: its outputs, what went wrong and what to do, and the end of its log."""
    settings = load_settings()
    with JobsStore(settings.jobs_file) as store:
        job = _find(store, job)
        stored, problems = store.job(job), problems_of(store, job)
        log = job_logs(settings).tail(job, lines) if lines else ()
        if as_json:
            entries = [_entry_as_json(entry) for entry in log]
            print_json(
                job_as_json(store, job) | {"Problems": [problem.to_json() for problem in problems], "Log": entries}
            )
            return
        show_problems(problems)
        out.print(Text.assemble((f"{job}  {visible(stored.name)}", "bold"), f"  {state_text(stored)}"))
        if stored.failure is not None:
            out.print(Text(visible(stored.failure.error()), style="red"), soft_wrap=True)
        show_table(stored.mode, output_rows(store.outputs(job)))
    for entry in log:
        out.print(_log_line(entry), soft_wrap=True)
    _show_runner(settings, waiting=stored.state not in ENDED_JOB_STATES)


@commands.command("watch")
def watch(job: _Id, as_json: Annotated[bool, typer.Option("--json", help="Print the end as JSON.")] = False) -> None:
    """Show the progress of a job until it ends. Ctrl-C ends the watching alone."""
    with JobsStore(load_settings().jobs_file) as store:
        job = _find(store, job)
        code = follow(store, job, quiet=as_json)
        if as_json:
            print_json(job_as_json(store, job))
    if code:
        raise typer.Exit(code)


@commands.command("cancel")
def cancel(job: _Id) -> None:
    """Stop a job. Outputs that are finished stay."""
    with JobsStore(load_settings().jobs_file) as store:
        job = _find(store, job)
        if store.job(job).state in ENDED_JOB_STATES:
            err.print("It has ended already.")
            return
        store.request_cancel(job)
    out.print(f"{job} is being stopped.")


@commands.command("retry")
def retry(
    job: _Id,
    no_runner: Annotated[bool, typer.Option("--no-runner", help="Start no runner.")] = False,
) -> None:
    """Make again what failed or was cancelled, and nothing else."""
    settings = load_settings()
    with JobsStore(settings.jobs_file) as store:
        job = _find(store, job)
        steps = store.retry_failed(job)
    if not steps:
        err.print("Nothing of it failed.")
        return
    out.print(f"{job} goes on.")
    if not no_runner:
        ensure_runner(settings)


@commands.command("remove")
def remove(job: _Id) -> None:
    """Forget a job that has ended, with its log. Its videos stay."""
    settings = load_settings()
    with JobsStore(settings.jobs_file) as store:
        job = _find(store, job)
        forget_job(store, job_logs(settings), settings, job)
    out.print(f"{job} is forgotten.")


def _find(store: JobsStore, text: str) -> str:
    """Return the id that ``text`` is, or is the beginning or the end of.

    Raises:
        JobNotFound: there is none, or more than one.
    """
    wanted = text.strip().lower()
    if is_id(wanted):
        return wanted
    found = [job.id for job in _all(store) if wanted and (job.id.startswith(wanted) or job.id.endswith(wanted))]
    if len(found) == 1:
        return found[0]
    raise JobNotFound(
        f"{len(found)} jobs have such an id." if found else "There is no such job.",
        where=text,
        hint="Give more of the id." if found else "`jobs list` shows the ids.",
    )


def _all(store: JobsStore) -> Iterator[StoredJob]:
    token = None
    while True:
        page = store.jobs(limit=_PAGE, token=token)
        yield from page.jobs
        token = page.next_token
        if token is None:
            return


def _state(text: str) -> JobState:
    for state in JOB_STATES:
        if state.lower() == text.lower():
            return state
    raise typer.BadParameter(f"'{visible(text)}' is none of {', '.join(JOB_STATES)}.", param_hint="--state")


def _row(job: StoredJob) -> dict[str, object]:
    return {
        "id": job.id,
        "name": job.name,
        "state": state_text(job),
        "done": f"{job.frames_done / job.frames:.0%}" if job.frames else "",
        "made": age_text(time.time() - job.created.timestamp()),
        "to": job.out,
    }


def _show_runner(settings: Settings, *, waiting: bool) -> None:
    runner = runner_of(settings.jobs_file)
    if runner is not None:
        seconds = (datetime.now(UTC) - runner.beat).total_seconds()
        out.print(Text(f"The runner is process {runner.process}; it moved {age_text(seconds)}."))
    elif waiting:
        out.print(NOBODY_WORKS)


def _log_line(entry: LogEntry) -> Text:
    style = {"warning": "yellow", "error": "red"}.get(entry.level, "dim")
    output = "" if entry.output is None else f" #{entry.output}"
    moment = entry.time.astimezone().strftime("%H:%M:%S")
    return Text(f"{moment} {entry.level}{output} {entry.event}: {visible(entry.message)}", style=style)


def _entry_as_json(entry: LogEntry) -> dict[str, object]:
    return {
        "Time": entry.time.isoformat(),
        "Level": entry.level,
        "Event": entry.event,
        "Output": entry.output,
        "Message": entry.message,
        "Fields": dict(entry.fields),
    }

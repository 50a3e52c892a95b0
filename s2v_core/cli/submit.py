"""``submit``: put a job into the store, and have a runner make it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from s2v_core.cli.console import err, out, print_json, show_problems
from s2v_core.cli.watching import follow, job_as_json
from s2v_core.job import document_text
from s2v_core.production.runner import ensure_runner, submit_document
from s2v_core.production.store import JobsStore
from s2v_core.settings import load_settings

__all__ = ["submit"]


def submit(
    job: Annotated[Path, typer.Argument(help="The job document (JSON).")],
    to: Annotated[
        str, typer.Option("--out", help="Folder or storage address for the videos; default: as the document says.")
    ] = "",
    seed: Annotated[int | None, typer.Option(help="Seed of all draws; default: the document's, else 0.")] = None,
    token: Annotated[
        str | None, typer.Option(help="Name of this submission: the same one again gives the same job.")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Show the progress until the job ends.")] = False,
    no_runner: Annotated[bool, typer.Option("--no-runner", help="Start no runner; `work` does the job later.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Put a job into the store and print its id. A runner makes it in the background; `jobs` shows how far it is."""
    settings = load_settings()
    document = document_text(job)
    with JobsStore(settings.jobs_file) as store:
        submitted = submit_document(
            store,
            document,
            settings=settings,
            base=job.resolve().parent,
            trusted=True,
            name=job.stem,
            out=to,
            seed=seed,
            token=token,
        )
        if not as_json:
            show_problems(submitted.problems)
            out.print(submitted.job)
            if not submitted.created:
                err.print("This token was submitted before: it is the same job.")
        if not no_runner:
            ensure_runner(settings)
        code = follow(store, submitted.job, quiet=as_json) if watch else 0
        if as_json:
            print_json(
                {
                    "JobId": submitted.job,
                    "Created": submitted.created,
                    "Problems": [problem.to_json() for problem in submitted.problems],
                }
                | (job_as_json(store, submitted.job) if watch else {})
            )
    if code:
        raise typer.Exit(code)

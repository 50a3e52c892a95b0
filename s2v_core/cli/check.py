"""``check``: list every problem of a job document at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from s2v_core.cli.console import out, print_json, show_problems
from s2v_core.cli.session import Session, open_job
from s2v_core.errors import Problem, SettingsError
from s2v_core.job import Job
from s2v_core.planning import preflight
from s2v_core.production import encoder_options

__all__ = ["check"]


def check(
    job: Annotated[Path, typer.Argument(help="The job document (JSON).")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """List every problem of a job document at once: the document's own rules, and its media, voices and effects."""
    with open_job(job) as session:
        problems = _findings(session)
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        print_json({"Good": not errors, "Problems": [problem.to_json() for problem in problems]})
    else:
        show_problems(problems)
        out.print(_verdict(errors, len(problems) - errors))
    if errors:
        raise typer.Exit(2)


def _findings(session: Session) -> tuple[Problem, ...]:
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


def _verdict(errors: int, warnings: int) -> Text:
    noted = f", {warnings} warning{'s' * (warnings != 1)}" if warnings else ""
    if errors:
        counted = f": {errors} error{'s' * (errors != 1)}{noted}."
        return Text.assemble(("Not good", "bold red"), counted)
    return Text.assemble(("Good", "bold green"), f"{noted}.")

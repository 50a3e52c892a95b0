"""``check``: list every problem of a job document at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from s2v_core.cli.console import out, print_json, show_problems
from s2v_core.cli.session import findings, open_job

__all__ = ["check"]


def check(
    job: Annotated[Path, typer.Argument(help="The job document (JSON).")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """List every problem of a job document at once: the document's own rules, and its media, voices and effects."""
    with open_job(job) as session:
        problems = findings(session)
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        print_json({"Good": not errors, "Problems": [problem.to_json() for problem in problems]})
    else:
        show_problems(problems)
        out.print(_verdict(errors, len(problems) - errors))
    if errors:
        raise typer.Exit(2)


def _verdict(errors: int, warnings: int) -> Text:
    noted = f", {warnings} warning{'s' * (warnings != 1)}" if warnings else ""
    if errors:
        counted = f": {errors} error{'s' * (errors != 1)}{noted}."
        return Text.assemble(("Not good", "bold red"), counted)
    return Text.assemble(("Good", "bold green"), f"{noted}.")

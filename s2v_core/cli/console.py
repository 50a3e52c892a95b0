"""How the command line speaks: findings, errors and tables for people, JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from s2v_core.errors import JobError, Problem, S2VError

__all__ = ["err", "out", "print_json", "problem_json", "show_error", "show_problems", "show_table"]

out = Console(soft_wrap=True)
err = Console(stderr=True)


def print_json(value: Any) -> None:
    """Print one JSON document on standard output, unstyled and unwrapped."""
    out.file.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def problem_json(problem: Problem) -> dict[str, str]:
    """Return a finding as JSON values."""
    return {
        "Severity": problem.severity,
        "Path": problem.path,
        "Message": problem.message,
        "Hint": problem.hint,
    }


def show_problems(problems: Iterable[Problem]) -> None:
    """Print findings, errors before warnings: the place, what is wrong, what to do."""
    for problem in sorted(problems, key=lambda p: p.severity != "error"):
        err.print(_problem_text(problem), soft_wrap=True)


def show_error(error: S2VError, *, as_json: bool) -> None:
    """Print an error as one panel on standard error, or as JSON on standard output."""
    problems = error.problems if isinstance(error, JobError) else ()
    if as_json:
        print_json({"Error": problem_json(error.problem()), "Problems": [problem_json(p) for p in problems]})
        return
    lines = [Text(error.message, style="bold")]
    if error.where:
        lines.append(Text(error.where, style="cyan"))
    if error.hint:
        lines.append(Text(error.hint))
    lines += [_problem_text(problem) for problem in problems]
    err.print(Panel(Text("\n").join(lines), title="s2v", title_align="left", border_style="red"))


def show_table(title: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Print ``rows`` as a table whose columns are the keys of the first row."""
    if not rows:
        return
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold")
    for heading in rows[0]:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(str(value)) for value in row.values()))
    Console(file=out.file, width=out.width).print(table)


def _problem_text(problem: Problem) -> Text:
    error = problem.severity == "error"
    text = Text()
    text.append("error  " if error else "warning  ", style="bold red" if error else "bold yellow")
    if problem.path:
        text.append(problem.path, style="cyan")
        text.append("  ")
    text.append(problem.message)
    if problem.hint:
        text.append(f"  {problem.hint}", style="dim")
    return text

"""How the command line speaks: findings, errors and tables for people, JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from s2v_core.errors import JobError, Problem, S2VError

__all__ = ["err", "out", "print_json", "show_error", "show_problems", "show_table", "visible"]

# Names and paths are the user's: brackets and colons in them are no markup.
out = Console(soft_wrap=True, markup=False, emoji=False)
err = Console(stderr=True, markup=False, emoji=False)
_SHORT = 24
_WIDTH_OF_FILES = 200
_DIRECTIONS = (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SIGNS = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"},
    **dict.fromkeys((*range(0x7F, 0xA0), *_DIRECTIONS), 0xFFFD),
}


def print_json(value: Any) -> None:
    """Print one JSON document on standard output, unstyled and unwrapped; escaped where its encoding is not UTF-8."""
    unicode = out.encoding.lower().replace("-", "") == "utf8"
    out.file.write(json.dumps(value, ensure_ascii=not unicode, indent=2, default=str) + "\n")


def show_problems(problems: Iterable[Problem]) -> None:
    """Print findings, errors before warnings: the place, what is wrong, what to do."""
    for problem in sorted(problems, key=lambda p: p.severity != "error"):
        err.print(_problem_text(problem), soft_wrap=True)


def show_error(error: S2VError, *, as_json: bool) -> None:
    """Print an error as a panel on standard error, with what was found below it, or as JSON on standard output."""
    problems = error.problems if isinstance(error, JobError) else ()
    if as_json:
        print_json({"Error": error.problem().to_json(), "Problems": [p.to_json() for p in problems]})
        return
    lines = [Text(visible(error.message), style="bold")]
    if error.where:
        lines.append(Text(visible(error.where), style="cyan"))
    if error.hint:
        lines.append(Text(visible(error.hint)))
    err.print(Panel(Text("\n").join(lines), title="s2v", title_align="left", border_style="red"))
    show_problems(problems)


def show_table(title: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Print ``rows`` as a table whose columns are the keys of the first row; columns without any text are left out.

    Short columns keep to one line and long ones share what is left of the terminal's width.
    """
    if not rows:
        return
    texts = {heading: [visible(row[heading]) for row in rows] for heading in rows[0]}
    shown = {heading: column for heading, column in texts.items() if any(column)}
    table = Table(header_style="bold", box=SIMPLE_HEAD)
    for name, column in shown.items():
        table.add_column(Text(name), no_wrap=max(map(len, column)) <= _SHORT, overflow="fold")
    for cells in zip(*shown.values(), strict=True):
        table.add_row(*map(Text, cells))
    out.print(Text(visible(title), style="bold"))
    Console(file=out.file, width=out.width if out.is_terminal else _WIDTH_OF_FILES).print(table)


def visible(text: object) -> str:
    """Return ``text`` with a sign in place of every character that would command the terminal or turn the line."""
    return str(text).translate(_SIGNS)


def _problem_text(problem: Problem) -> Text:
    error = problem.severity == "error"
    text = Text()
    text.append("error  " if error else "warning  ", style="bold red" if error else "bold yellow")
    if problem.path:
        text.append(visible(problem.path), style="cyan")
        text.append("  ")
    text.append(visible(problem.message))
    if problem.hint:
        text.append(f"  {visible(problem.hint)}", style="dim")
    return text

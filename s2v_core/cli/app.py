"""The commands and what they have in common: exit codes and how errors are shown.

Exit codes: 0 all went well; 1 some outputs failed, or the machine refused; 2 the job document or the call is wrong;
130 stopped by the user.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

import typer

from s2v_core.cli import cache, check, doctor, effects, jobs, plan, render, serve, submit, work, write
from s2v_core.cli.console import err, show_error
from s2v_core.cli.stopping import STOPPED
from s2v_core.cli.watching import Left
from s2v_core.errors import Cancelled, JobError, PlanError, S2VError, TimelineError

__all__ = ["app", "main"]

app = typer.Typer(
    name="s2v",
    help="From groups of footage, pools of texts and an ordered script to finished videos.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("check")(check.check)
app.command("plan")(plan.plan)
app.command("render")(render.render)
app.command("submit")(submit.submit)
app.command("work")(work.work)
app.command("write")(write.write)
app.command("serve")(serve.serve)
app.add_typer(jobs.commands, name="jobs")
app.command("doctor")(doctor.doctor)
app.add_typer(cache.commands, name="cache")
app.add_typer(effects.commands, name="effects")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # names in any script, on terminals and pipes of any encoding
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code. A mistake of the user is shown as one panel, never as a traceback."""
    try:
        app(arguments, prog_name=_program())
    except SystemExit as end:
        if end.code == STOPPED and not isinstance(end, Left):
            err.print("Stopped.")
        return end.code if isinstance(end.code, int) else 1
    except S2VError as error:
        show_error(error, as_json="--json" in arguments)
        return _code_of(error)
    return 0


def _program() -> str:
    """Return how the user called the program, so that what is advised can be typed again."""
    return "python -m s2v_core" if Path(sys.argv[0]).name == "__main__.py" else "s2v"


def _code_of(error: S2VError) -> int:
    if isinstance(error, Cancelled):
        return STOPPED
    return 2 if isinstance(error, JobError | PlanError | TimelineError) else 1

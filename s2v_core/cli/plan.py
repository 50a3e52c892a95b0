"""``plan``: make all draws and show the planned timelines without rendering."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from s2v_core.cli.console import out as console
from s2v_core.cli.console import print_json, show_problems, show_table
from s2v_core.cli.session import open_job, refuse_errors
from s2v_core.errors import JobError, Problem
from s2v_core.planning import Plan
from s2v_core.planning import plan as make_plan
from s2v_core.production import write_timelines
from s2v_core.timeline import to_dataframe, to_json

__all__ = ["plan"]


def plan(
    job: Annotated[Path, typer.Argument(help="The job document (JSON).")],
    seed: Annotated[int | None, typer.Option(help="Seed of all draws; default: the document's, else 0.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder to write the timelines to.")] = None,
    output: Annotated[
        int | None, typer.Option(help="Show the timeline of this output, counted from 0; a single one is always shown.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the plan as JSON.")] = False,
) -> None:
    """Make all draws and show them as a table; with --out also write the timelines ("Generate Timeline Only")."""
    with open_job(job) as session:
        document = refuse_errors(session)
        planned = make_plan(document, assets=session.assets, speaker=session.speaker, seed=seed)
    problems = session.problems + planned.problems
    written = write_timelines(planned, out) if out else ()
    failed = any(entry.timeline is None for entry in planned.outputs)
    if as_json:
        print_json(_as_json(planned, problems))
    else:
        show_problems(problems)
        _show(planned, output)
        for path in written:
            console.print(Text(str(path)))
    if failed:
        raise typer.Exit(1)


def _as_json(planned: Plan, problems: tuple[Problem, ...]) -> dict[str, object]:
    return {
        "Seed": planned.seed,
        "Problems": [problem.to_json() for problem in problems],
        "Outputs": [
            {
                "Index": entry.index,
                "Name": entry.name,
                "Draws": dict(entry.draws),
                "Timeline": to_json(entry.timeline) if entry.timeline else None,
                "Error": entry.error.problem().to_json() if entry.error else None,
            }
            for entry in planned.outputs
        ],
    }


def _show(planned: Plan, output: int | None) -> None:
    if output is None:
        show_table(f"{len(planned.outputs)} outputs, seed {planned.seed}", planned.table())
    if output is not None or (len(planned.outputs) == 1 and planned.outputs[0].timeline):
        _show_timeline(planned, output or 0)


def _show_timeline(planned: Plan, index: int) -> None:
    entry = next((entry for entry in planned.outputs if entry.index == index), None)
    if entry is None:
        raise JobError(
            f"There is no output {index}.", where="--output", hint=f"Outputs are 0 to {len(planned.outputs) - 1}."
        )
    frame = to_dataframe(entry.required_timeline())
    rows = frame.astype(object).where(frame.notna(), "").to_dict("records")
    show_table(entry.name, [{str(heading): value for heading, value in row.items()} for row in rows])

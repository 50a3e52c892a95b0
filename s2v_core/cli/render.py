"""``render``: make the finished videos, with progress, and a table at the end."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, TaskID
from rich.text import Text

from s2v_core.cli.console import err, print_json, show_problems, show_table, visible
from s2v_core.cli.encoding import Crf, Encoder, Preset
from s2v_core.cli.progress import progress_bars
from s2v_core.cli.session import open_job, refuse_errors
from s2v_core.cli.stopping import STOPPED, stopped_by_signals
from s2v_core.errors import Problem
from s2v_core.memory import keep_memory_compact
from s2v_core.planning import Plan
from s2v_core.production import BatchResult, Listener, OutputResult, produce, with_encoder

__all__ = ["render"]


def render(
    job: Annotated[Path, typer.Argument(help="The job document (JSON).")],
    out: Annotated[Path, typer.Option(help="Folder for the videos and their side files.")],
    seed: Annotated[int | None, typer.Option(help="Seed of all draws; default: the document's, else 0.")] = None,
    encoder: Encoder = None,
    preset: Preset = None,
    crf: Crf = None,
    draft: Annotated[bool, typer.Option("--draft", help="Small and quickly made, to look over.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON and no progress.")] = False,
) -> None:
    """Make the finished videos of a job, each with its subtitles and timeline, and a manifest for the batch."""
    if draft and (encoder, preset, crf) != (None, None, None):
        raise typer.BadParameter("A draft is encoded in a way of its own: leave out --encoder, --preset and --crf.")
    keep_memory_compact()
    stop = _Stop()
    with open_job(job) as session, stopped_by_signals(stop), progress_bars(enabled=not as_json) as bars:
        document, settings = with_encoder(
            refuse_errors(session), session.settings, encoder=encoder, preset=preset, crf=crf
        )
        result = produce(
            document,
            out=out,
            assets=session.assets,
            speaker=session.speaker,
            settings=settings,
            seed=seed,
            draft=draft,
            listener=_Bars(bars, stop),
            cancelled=lambda: stop.asked,
        )
    problems = session.problems + result.problems
    if as_json:
        print_json(_as_json(result, problems))
    else:
        show_problems(problems)
        show_table(str(out), [_row(output) for output in result.outputs])
    if result.failed:
        raise typer.Exit(STOPPED if stop.asked else 1)


class _Bars(Listener):
    """Shows one bar for the batch in frames and outputs, and one for each output at work."""

    def __init__(self, progress: Progress, stop: _Stop) -> None:
        self.progress = progress
        self.stop = stop
        self.whole = progress.add_task("planning", total=None)
        self.tasks: dict[int, TaskID] = {}
        self.frames: dict[int, int] = {}
        self.done: dict[int, int] = {}

    def planned(self, plan: Plan) -> None:
        self.stop.rendering = True
        frames = sum(output.timeline.length for output in plan.outputs if output.timeline)
        self.progress.update(self.whole, description=f"{len(plan.outputs)} outputs", total=max(frames, 1))

    def started(self, index: int, name: str, frames: int) -> None:
        self.tasks[index] = self.progress.add_task(visible(name), total=frames)
        self.frames[index], self.done[index] = frames, 0

    def advanced(self, index: int, done: int) -> None:
        self.progress.advance(self.whole, done - self.done[index])
        self.progress.update(self.tasks[index], completed=done)
        self.done[index] = done

    def ended(self, result: OutputResult) -> None:
        left = self.frames.pop(result.index, 0) - self.done.pop(result.index, 0)
        self.progress.advance(self.whole, left)
        task = self.tasks.pop(result.index, None)
        if task is not None:
            self.progress.remove_task(task)
        if self.progress.disable:
            return
        mark = {"Success": ("done", "green"), "Failed": ("failed", "red"), "Cancelled": ("stopped", "yellow")}
        self.progress.console.print(Text.assemble(mark[result.state], f"  {visible(result.name)}"), soft_wrap=True)


class _Stop:
    """Ends the planning at once, and the rendering after the current frame."""

    def __init__(self) -> None:
        self.rendering = False
        self.asked = False

    def __call__(self) -> None:
        if not self.rendering:
            raise KeyboardInterrupt
        self.asked = True
        err.print("Stopping after the current frame; press Ctrl-C again to end at once.")


def _row(output: OutputResult) -> dict[str, object]:
    return {
        "#": output.index,
        "name": output.name,
        "state": output.state,
        "seconds": f"{output.duration:.2f}",
        "rendered in": f"{output.seconds:.1f} s",
        "error": str(output.error or ""),
    }


def _as_json(result: BatchResult, problems: tuple[Problem, ...]) -> dict[str, object]:
    return {
        "Manifest": str(result.manifest),
        "Problems": [problem.to_json() for problem in problems],
        "Outputs": [
            {
                "Index": output.index,
                "Name": output.name,
                "State": output.state,
                "Files": {role: str(path) for role, path in output.files.items()},
                "Duration": output.duration,
                "Error": output.error.problem().to_json() if output.error else None,
            }
            for output in result.outputs
        ],
    }

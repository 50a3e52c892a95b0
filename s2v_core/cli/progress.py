"""Bars that show how far something is, and that vanish when it ends."""

from __future__ import annotations

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from s2v_core.cli.console import err

__all__ = ["progress_bars"]


def progress_bars(*, enabled: bool) -> Progress:
    """Return bars on standard error, as a context; of each task the name, the frames and the time are shown."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=err, disable=not enabled, transient=True)

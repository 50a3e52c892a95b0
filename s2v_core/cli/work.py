"""``work``: be the runner that makes what was submitted."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Annotated

import typer

from s2v_core.cli.console import err
from s2v_core.errors import JobConflict
from s2v_core.production import keep_memory_compact
from s2v_core.production.runner import Runner
from s2v_core.production.store import JobsStore, runner_of
from s2v_core.settings import load_settings

__all__ = ["work"]

_IDLE = 10.0
"""Seconds without anything to do after which a runner ends that was asked to."""


def work(
    until_idle: Annotated[
        bool, typer.Option("--until-idle", help="End by itself when there is nothing more to do.")
    ] = False,
    executor: Annotated[
        str, typer.Option(metavar="URL", help="Work on many machines: dask://HOST:PORT (see docs/many-machines.md).")
    ] = "",
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Outputs made at a time on this machine; default: one a core.")
    ] = None,
) -> None:
    """Make what was submitted. There is one runner for each data folder; Ctrl-C puts what is unfinished back."""
    keep_memory_compact()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    settings = load_settings()
    with JobsStore(settings.jobs_file) as store:
        runner = Runner(store, settings, executor=executor, workers=workers)
        with _stopped_by_signals(runner):
            worked = runner.run(until_idle=_IDLE if until_idle else None)
        if worked or until_idle:
            return
        other = runner_of(settings.jobs_file)
        raise JobConflict(
            "Another runner works on this data folder.",
            where=str(settings.home),
            hint=f"It is process {other.process} on {other.host}." if other else "",
        )


@contextmanager
def _stopped_by_signals(runner: Runner) -> Iterator[None]:
    """Let Ctrl-C and a polite ``kill`` end the runner; a second one ends the process wherever it is."""
    asked = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        runner.stop()
        err.print("Stopping; what is unfinished goes back to the store.")

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

"""``work``: be the runner that makes what was submitted."""

from __future__ import annotations

import logging
from typing import Annotated

import typer

from s2v_core.cli.console import err
from s2v_core.cli.stopping import stopped_by_signals
from s2v_core.errors import JobConflict
from s2v_core.memory import keep_memory_compact
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

        def stop() -> None:
            runner.stop()
            err.print("Stopping; what is unfinished goes back to the store.")

        with stopped_by_signals(stop):
            worked = runner.run(until_idle=_IDLE if until_idle else None)
        if worked or until_idle:
            return
        other = runner_of(settings.jobs_file)
        raise JobConflict(
            "Another runner works on this data folder.",
            where=str(settings.home),
            hint=f"It is process {other.process} on {other.host}." if other else "",
        )

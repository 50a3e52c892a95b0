"""Jobs of the store as the command line shows them: their live progress, and how they ended."""

from __future__ import annotations

import time
from typing import Any

from rich.progress import Progress, TaskID
from rich.text import Text

from s2v_core.cli.console import err, show_table, visible
from s2v_core.cli.progress import progress_bars
from s2v_core.cli.stopping import STOPPED
from s2v_core.production.store import ENDED_JOB_STATES, Failure, JobsStore, StoredJob, StoredOutput, runner_of

__all__ = ["NOBODY_WORKS", "Left", "brief_as_json", "follow", "job_as_json", "output_rows", "state_text"]

NOBODY_WORKS = "Nobody works on it: start a runner with `python -m s2v_core work`."

_PAUSE = 0.3
_PATIENCE = 3.0
"""Seconds in which a runner that was just started should be there."""


class Left(SystemExit):
    """Somebody stopped watching; nothing else was stopped."""


def follow(store: JobsStore, job: str, *, quiet: bool) -> int:
    """Show the progress of a job until it ends, and return the exit code: 0 when all outputs succeeded, else 1.

    Raises:
        JobNotFound: there is no such job, or it was removed meanwhile.
        Left: Ctrl-C; the job goes on.
    """
    try:
        with progress_bars(enabled=not quiet) as progress:
            ended = _Bars(store, job, progress).run()
    except KeyboardInterrupt:
        err.print(Text(f"The job goes on. `jobs watch {job}` shows it, `jobs cancel {job}` stops it."), soft_wrap=True)
        raise Left(STOPPED) from None
    if not quiet:
        show_table(f"{job}: {state_text(ended)}", output_rows(store.outputs(job)))
        if ended.failure is not None:
            err.print(Text(visible(ended.failure.error()), style="red"), soft_wrap=True)
    return 0 if ended.state == "Finished" and set(ended.outputs) == {"Success"} else 1


class _Bars:
    """One bar for the whole job in frames, and one for each output at work."""

    def __init__(self, store: JobsStore, job: str, progress: Progress) -> None:
        self._store = store
        self._job = job
        self._progress = progress
        self._whole = progress.add_task("waiting", total=None)
        self._tasks: dict[int, TaskID] = {}

    def run(self) -> StoredJob:
        revision = -1
        alone_since = time.monotonic()
        warned = False
        while True:
            changes = self._store.changes_since(revision, self._job)
            job = self._store.job(self._job)
            self._show(job, changes.outputs)
            if job.state in ENDED_JOB_STATES:
                return job
            revision = changes.revision
            if runner_of(self._store.path) is not None:
                alone_since = time.monotonic()
            elif not warned and time.monotonic() - alone_since > _PATIENCE:
                warned = True
                err.print(NOBODY_WORKS, soft_wrap=True)
            time.sleep(_PAUSE)

    def _show(self, job: StoredJob, changed: tuple[StoredOutput, ...]) -> None:
        self._progress.update(
            self._whole,
            description=state_text(job),
            total=job.frames or None,
            completed=job.frames_done,
        )
        for output in changed:
            if output.state == "Processing":
                self._advance(output)
            elif output.index in self._tasks:
                self._progress.remove_task(self._tasks.pop(output.index))

    def _advance(self, output: StoredOutput) -> None:
        if output.index not in self._tasks:
            self._tasks[output.index] = self._progress.add_task(visible(output.name), total=None)
        done, total = output.progress.done, output.progress.total
        self._progress.update(self._tasks[output.index], total=total or None, completed=done)


def state_text(job: StoredJob) -> str:
    """Return in words how far a job is."""
    ended = sum(count for state, count in job.outputs.items() if state not in ("Init", "Processing"))
    whole = sum(job.outputs.values())
    failed = job.outputs.get("Failed", 0)
    trouble = f", {failed} failed" if failed else ""
    if job.cancel_requested and job.state not in ENDED_JOB_STATES:
        return "being stopped"
    if job.state == "Processing":
        return f"{ended} of {whole} outputs{trouble}" if whole else "planning"
    words = {"Init": "waiting", "Finished": "finished", "Failed": "failed", "Cancelled": "cancelled"}
    return words[job.state] + (trouble if job.state != "Failed" else "")


def output_rows(outputs: tuple[StoredOutput, ...]) -> list[dict[str, object]]:
    """Return a row for each output, for people."""
    return [
        {
            "#": output.index,
            "name": output.name,
            "state": _output_state(output),
            "seconds": f"{output.results.duration:.2f}" if output.results else "",
            "rendered in": f"{output.results.seconds:.1f} s" if output.results else "",
            "where": _place_of(output),
            "error": str(output.failure.error()) if output.failure else "",
        }
        for output in outputs
    ]


def _output_state(output: StoredOutput) -> str:
    """Return in words how far an output is."""
    if output.state == "Processing" and output.progress.total:
        return f"{output.progress.done / output.progress.total:.0%}"
    if output.state in ("Init", "Processing") and output.results is not None:
        return "made; its storage is away"
    words = {"Init": "waiting", "Processing": "begun", "Success": "done", "Failed": "failed", "Cancelled": "cancelled"}
    return words[output.state]


def job_as_json(store: JobsStore, job: str) -> dict[str, Any]:
    """Return a job with its outputs as JSON values."""
    return brief_as_json(store.job(job)) | {"OutputList": [_output_as_json(output) for output in store.outputs(job)]}


def brief_as_json(job: StoredJob) -> dict[str, Any]:
    """Return a job without its outputs as JSON values."""
    return {
        "JobId": job.id,
        "Name": job.name,
        "Mode": job.mode,
        "State": job.state,
        "CancelRequested": job.cancel_requested,
        "Out": job.out,
        "Outputs": {str(state): count for state, count in job.outputs.items()},
        "Frames": job.frames,
        "FramesDone": job.frames_done,
        "Created": job.created.isoformat(timespec="seconds"),
        "Ended": job.ended.isoformat(timespec="seconds") if job.ended else None,
        "Error": _failure_as_json(job.failure),
    }


def _output_as_json(output: StoredOutput) -> dict[str, Any]:
    results = output.results
    return {
        "Index": output.index,
        "Name": output.name,
        "State": output.state,
        "Attempts": output.attempts,
        "Frames": output.progress.total,
        "FramesDone": output.progress.done,
        "Files": dict(results.files) if results else {},
        "Urls": dict(results.urls) if results else {},
        "Duration": results.duration if results else None,
        "Error": _failure_as_json(output.failure),
    }


def _failure_as_json(failure: Failure | None) -> dict[str, str] | None:
    if failure is None:
        return None
    return {"Code": failure.code, "Path": failure.where, "Message": failure.message, "Hint": failure.hint}


def _place_of(output: StoredOutput) -> str:
    if output.results is None:
        return ""
    return output.results.urls.get("Video", "") or output.results.files.get("Video", "")

"""The progress of a production: read from the jobs store a few times a second at most, and only what has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from pages.widgets.i18n import ago, t
from pages.widgets.jobs.words import badge, duration_text, outcome, show_failures
from pages.widgets.problems import callback, fragment, plain
from pages.widgets.projects import current_project
from pages.widgets.render.order import cancel
from pages.widgets.services import services
from s2v_core.errors import JobNotFound
from s2v_core.production.runner import RUNNER_LOG
from s2v_core.production.store import ENDED_JOB_STATES, StoredJob, StoredOutput, runner_of

__all__ = ["Seen", "fraction", "look", "remaining", "show_progress"]

_EVERY = 1.5
_KEPT, _ALONE = "_s2v_production", "_s2v_alone"
_LOOKS = 12
"""Looks in a row without a runner that are no reason to worry: it may just be starting."""
_ROW, _ROWS = 35, 10
_EARLY = 0.02


@dataclass(frozen=True)
class Seen:
    """A production as it was last read: its outputs by index, and the revision that they are of."""

    job: StoredJob
    outputs: dict[int, StoredOutput]
    revision: int


def show_progress(job: str) -> None:
    """Show how far a production is, and go on showing it until it has ended."""
    fragment(_show, run_every=_EVERY, key="render_progress")(job)


def look(job: str) -> Seen:
    """Return a production as it is now; only what changed since the last look is read.

    Raises:
        JobNotFound: there is no such production.
    """
    store = services().jobs
    before: Seen | None = st.session_state.get(_KEPT)
    known = before if before is not None and before.job.id == job else None
    changes = store.changes_since(known.revision if known else -1, job)
    moved = {output.index: output for output in changes.outputs}
    if known is not None and changes.complete and job not in changes.removed:
        seen = Seen((changes.jobs or (known.job,))[-1], known.outputs | moved, changes.revision)
    else:
        seen = Seen(store.job(job), {output.index: output for output in store.outputs(job)}, changes.revision)
    st.session_state[_KEPT] = seen
    return seen


def fraction(seen: Seen) -> float:
    """Return which part of the work is done, 0 to 1: of the frames, where they are known, else of the outputs."""
    outputs = seen.outputs.values()
    total = sum(_weight(output) for output in outputs)
    return min(1.0, sum(_part(output) * _weight(output) for output in outputs) / total) if total else 0.0


def remaining(seen: Seen, now: datetime) -> float | None:
    """Return the seconds that a production will still take at its present pace; None while that cannot be told."""
    at_work = [output for output in seen.outputs.values() if output.state == "Processing" and output.started]
    paces = [
        output.progress.done / max(0.1, (now - output.started).total_seconds())
        for output in at_work
        if output.started and output.progress.done and _part(output) > _EARLY
    ]
    if not paces:
        return None
    left = sum(_weight(output) * (1 - _part(output)) for output in seen.outputs.values())
    return left / (sum(paces) / len(paces) * len(at_work))


def _show(job: str) -> None:
    try:
        seen = look(job)
    except JobNotFound:  # removed meanwhile
        st.rerun()
    if seen.job.state in ENDED_JOB_STATES:
        st.rerun()
    alone = _is_alone()
    with st.container(border=True, key="production"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"{badge(seen.job)} {t('render.started', time=ago(seen.job.created))}", width="content")
            st.button(
                t("render.cancel"),
                key="render_cancel",
                icon=":material/stop_circle:",
                disabled=seen.job.cancel_requested,
                help=t("render.cancel.help"),
                on_click=callback(cancel),
                args=(job,),
            )
        st.progress(fraction(seen), text=_sentence(seen))
        if seen.outputs:
            _table(seen)
        show_failures(seen.job, seen.outputs.values(), current_project())
        if alone:
            log = services().settings.logs_dir / RUNNER_LOG
            st.warning(t("render.nobody", log=plain(str(log))), icon=":material/warning:")
        st.caption(f":material/info: {t('render.leave')}")


def _is_alone() -> bool:
    """Return whether nobody has been at work for a while, though the side bar sees to it that somebody is."""
    missed = st.session_state.get(_ALONE, 0) + 1 if runner_of(services().settings.jobs_file) is None else 0
    st.session_state[_ALONE] = missed
    return missed > _LOOKS


def _sentence(seen: Seen) -> str:
    """Return in words how far it is."""
    if seen.job.cancel_requested:
        return t("render.stopping")
    if not seen.outputs:
        return t("render.waiting") if seen.job.state == "Init" else _preparing(seen.job)
    done = outcome(seen.job)
    left = remaining(seen, datetime.now(UTC))
    return f"{done} · {t('render.left', time=duration_text(left))}" if left else done


def _preparing(job: StoredJob) -> str:
    if job.planning.total:
        return t("render.speaking", count=job.planning.total, done=job.planning.done)
    return t("render.preparing")


def _table(seen: Seen) -> None:
    rows = [
        {"name": output.name, "progress": _part(output), "state": _state(output)}
        for _, output in sorted(seen.outputs.items())
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        height=_ROW * (min(len(rows), _ROWS) + 1) + 3,
        column_config={
            "name": st.column_config.TextColumn(t("render.column.name"), width="medium"),
            "progress": st.column_config.ProgressColumn(
                t("render.column.progress"), min_value=0.0, max_value=1.0, format="percent"
            ),
            "state": st.column_config.TextColumn(t("render.column.state"), width="medium"),
        },
    )


def _state(output: StoredOutput) -> str:
    if output.results is not None and output.state in ("Init", "Processing"):
        return t("render.output.away")
    return t(f"render.output.{output.state}")


def _part(output: StoredOutput) -> float:
    """Return which part of an output is made."""
    if output.state in ("Success", "Failed", "Cancelled"):
        return 1.0 if output.state == "Success" else 0.0
    return min(1.0, output.progress.done / output.progress.total) if output.progress.total else 0.0


def _weight(output: StoredOutput) -> int:
    """Return how much work an output is among the others; none where it was given up."""
    return 0 if output.state in ("Failed", "Cancelled") else output.progress.total or 1

"""Productions in words: their states, what they amount to, and why they failed, with the page that mends that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import streamlit as st

from pages.widgets.i18n import language, t, texts
from pages.widgets.messages import told
from pages.widgets.navigation import link
from pages.widgets.problems import plain
from s2v_core.production.store import ENDED_JOB_STATES, Failure, StoredJob, StoredOutput
from s2v_core.projects import Project, page_of_failure

__all__ = [
    "badge",
    "duration_text",
    "lengths_text",
    "outcome",
    "show_failures",
    "state_key",
]

_COLOURS = {
    "waiting": "gray",
    "preparing": "blue",
    "making": "blue",
    "stopping": "orange",
    "ready": "green",
    "partly": "orange",
    "stopped": "gray",
    "failed": "red",
}
_MOST = 5
_MINUTE, _HOUR = 60, 3600


def state_key(job: StoredJob) -> str:
    """Return how far a production is, as a key of its words: ``waiting``, ``making``, ``ready``, ``partly``..."""
    if job.state in ENDED_JOB_STATES:
        return _ended_key(job)
    if job.cancel_requested:
        return "stopping"
    if job.state == "Init":
        return "waiting"
    return "making" if job.outputs else "preparing"


def badge(job: StoredJob) -> str:
    """Return the state of a production as Markdown."""
    key = state_key(job)
    return f":{_COLOURS[key]}-badge[{t(f'jobs.state.{key}')}]"


def outcome(job: StoredJob) -> str:
    """Return in a sentence what has become of a production's videos so far."""
    whole, ready = sum(job.outputs.values()), job.outputs.get("Success", 0)
    if not whole:
        return t(f"jobs.outcome.{state_key(job)}")
    parts = [t("jobs.ready_of", count=whole, ready=ready) if ready < whole else t("jobs.all_ready", count=whole)]
    failed = job.outputs.get("Failed", 0)
    if failed:
        parts.append(t("jobs.failed_count", count=failed))
    return " · ".join(parts)


def duration_text(seconds: float) -> str:
    """Return a length of time as people say it, at least a second."""
    whole = max(1, round(seconds))
    if whole < _MINUTE:
        return t("jobs.seconds", count=whole)
    if whole < _HOUR:
        minutes, rest = divmod(whole, _MINUTE)
        return t("jobs.minutes_seconds", minutes=minutes, seconds=rest) if rest else t("jobs.minutes", count=minutes)
    hours, rest = divmod(round(whole / _MINUTE), _MINUTE)
    return t("jobs.hours_minutes", hours=hours, minutes=rest)


def lengths_text(shortest: float, longest: float) -> str:
    """Return the lengths that videos have as people say it."""
    first, last = round(shortest), round(longest)
    if first >= last:
        return duration_text(longest)
    if last < _MINUTE:
        return t("jobs.seconds_between", shortest=first, longest=last)
    return f"{duration_text(shortest)} – {duration_text(longest)}"


def show_failures(job: StoredJob, outputs: Iterable[StoredOutput], project: Project | None) -> None:
    """Show why a production or videos of it failed, the same reason once, with a link to the page that mends it."""
    counted = Counter(output.failure for output in outputs if output.state == "Failed" and output.failure)
    if job.failure is not None:
        counted[job.failure] += 1
    for failure, count in counted.most_common(_MOST):
        _show_failure(failure, 0 if failure == job.failure else count, project)
    if len(counted) > _MOST:
        st.caption(t("problems.more", count=len(counted) - _MOST))


def _show_failure(failure: Failure, count: int, project: Project | None) -> None:
    heading = _heading(failure.code)
    lines = [f"**{t('jobs.videos', count=count)}: {heading}**" if count else f"**{heading}**"]
    lines += [plain(told(text)) for text in (failure.message, failure.hint) if text]
    if "/" in failure.where or "\\" in failure.where:
        lines.append(f":small[{t('problems.where')} {plain(failure.where)}]")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.error("  \n".join(lines), icon=":material/error:")
        page = page_of_failure(project, failure.code, failure.where)
        if page:
            link(page, t("problems.mend", page=t(f"nav.{page}")))


def _heading(code: str) -> str:
    key = f"jobs.failure.{code}"
    return t(key) if key in texts(language()) else t("jobs.failure.other")


def _ended_key(job: StoredJob) -> str:
    if job.state == "Finished":
        ready = job.outputs.get("Success", 0)
        return "ready" if ready == sum(job.outputs.values()) else "partly" if ready else "failed"
    return "stopped" if job.state == "Cancelled" else "failed"

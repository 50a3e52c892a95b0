"""What went wrong, as people read it: what happened, why, what to do, and where; never a raw exception.

Three places let an exception through to a page, and each has its wrapper: the script of a page (``boundary``, which
app.py puts around every page), a callback of a widget (``callback``), and a part that runs on its own (``fragment``;
dialogs have their own).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

import streamlit as st

from pages.widgets.i18n import t
from pages.widgets.log import log_bug
from pages.widgets.messages import told
from pages.widgets.navigation import link
from s2v_core.errors import JobError, Problem, S2VError
from s2v_core.projects import PlacedProblem, Project, problems

__all__ = [
    "OF_PROJECT",
    "boundary",
    "callback",
    "clear_problems",
    "explain",
    "fragment",
    "has_problem",
    "plain",
    "problems_of",
    "report",
    "show_placed",
    "show_problems",
]

OF_PROJECT = "project"
"""Where the error is kept that keeps the project in the URL from being opened."""

_KEPT = "_s2v_problems"
_MOST = 5
_VERSIONS = 32
"""Versions of projects whose problems are remembered."""
_DOCUMENT = ("InputConfig", "EditingConfig", "OutputConfig", "TemplateConfig")


@dataclass(frozen=True)
class _Bug:
    """An error that is nobody's fault but the program's."""

    number: str


_Shown = S2VError | _Bug


@contextmanager
def boundary() -> Iterator[None]:
    """Show what goes wrong inside in its place."""
    try:
        yield
    except S2VError as error:
        explain(error)
    except Exception as error:  # noqa: BLE001 (the border of a page: logged with its traceback)
        _show(_Bug(log_bug(error)))


def callback(action: Callable[..., None], *, at: str = "") -> Callable[..., None]:
    """Return a callback for a widget; what goes wrong in it is shown by ``show_problems(at)`` in the run that follows.

    Args:
        action: what to do; widget values are read from ``st.session_state`` inside.
        at: name of the field that it is about; empty: the top of the page, or of the open dialog.
    """

    @wraps(action)
    def guarded(*args: Any, **kwargs: Any) -> None:
        clear_problems(at)
        try:
            action(*args, **kwargs)
        except S2VError as error:
            report(error, at=at)
        except Exception as error:  # noqa: BLE001 (the border of a callback: logged with its traceback)
            _keep(_Bug(log_bug(error)), at)

    return guarded


def fragment(
    body: Callable[..., None], *, run_every: float | None = None, key: str | None = None
) -> Callable[..., None]:
    """Return a part of a page that runs on its own, as ``st.fragment``, with a boundary around it."""

    @wraps(body)
    def guarded(*args: Any, **kwargs: Any) -> None:
        with boundary():
            body(*args, **kwargs)

    return st.fragment(guarded, run_every=run_every, key=key)


def report(error: S2VError, *, at: str = "") -> None:
    """Keep an error for `show_problems`."""
    _keep(error, at)


def clear_problems(at: str | None = None) -> None:
    """Forget the error kept for a field (empty: for the page); None: all but that about the open project."""
    kept = st.session_state.get(_KEPT, {})
    left = {name: error for name, error in kept.items() if (name != at if at is not None else name == OF_PROJECT)}
    st.session_state[_KEPT] = left


def has_problem(at: str = "") -> bool:
    """Return whether an error is kept for a field (empty: for the page)."""
    return at in st.session_state.get(_KEPT, {})


def show_problems(at: str = "") -> None:
    """Show the error kept for a field (empty: for the page); it stays until the next attempt or another page."""
    error = st.session_state.get(_KEPT, {}).get(at)
    if error is not None:
        _show(error)


def explain(error: S2VError) -> None:
    """Show an error: what is wrong, where, and what to do."""
    findings: Sequence[Problem] = error.problems if isinstance(error, JobError) and error.problems else ()
    if not findings:
        _box(_sentence(error.message, error.hint), "error", where=error.where if _tells(error.where) else "")
        return
    for finding in findings[:_MOST]:
        show_problem(finding)
    if len(findings) > _MOST:
        st.caption(t("problems.more", count=len(findings) - _MOST))


def show_problem(problem: Problem) -> None:
    """Show one finding about a job document."""
    _box(_sentence(problem.message, problem.hint), problem.severity)


def problems_of(project: Project) -> tuple[PlacedProblem, ...]:
    """Return what the document of a saved project shows to be wrong or missing; looked for once a version."""
    return _found(project.id, project.revision, project)


@st.cache_resource(max_entries=_VERSIONS, show_spinner=False)
def _found(project_id: str, revision: int, _project: Project) -> tuple[PlacedProblem, ...]:
    return problems(_project)


def show_placed(found: PlacedProblem) -> None:
    """Show a finding with a link to the page that mends it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        show_problem(found.problem)
        place = {"area": found.section, "node": found.node}
        given = {name: value for name, value in place.items() if value}
        link(found.page, t("problems.mend", page=t(f"nav.{found.page}")), parameters=given)


def _keep(error: _Shown, at: str) -> None:
    st.session_state[_KEPT] = {**st.session_state.get(_KEPT, {}), at: error}


def _show(error: _Shown) -> None:
    if isinstance(error, _Bug):
        _box(t("problems.bug", number=error.number), "error")
    else:
        explain(error)


def _sentence(message: str, hint: str) -> str:
    lines = [f"**{plain(told(message))}**", *([plain(told(hint))] if hint else [])]
    return "  \n".join(lines)


def _tells(where: str) -> bool:
    """Return whether people know a place: a file or an asset, not a field of the job document or an id."""
    return not where.startswith(_DOCUMENT) and any(mark in where for mark in ". /\\")


def _box(text: str, severity: str, *, where: str = "") -> None:
    body = f"{text}  \n:small[{t('problems.where')} {plain(where)}]" if where else text
    if severity == "warning":
        st.warning(body, icon=":material/warning:")
    else:
        st.error(body, icon=":material/error:")


def plain(text: str) -> str:
    """Return a text that Markdown shows as it is: messages quote what users wrote."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()#+!|<>~:$" else letter for letter in text)

"""Plans of projects, kept for all sessions of a server until the projects change."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from pages.widgets.i18n import t
from pages.widgets.problems import explain, problems_of, show_placed
from pages.widgets.recent_assets import RecentAssets
from pages.widgets.services import Services, services
from s2v_core.errors import JobError, S2VError
from s2v_core.job import load_template
from s2v_core.planning import Plan, plan
from s2v_core.planning.sources import SpeechSource
from s2v_core.planning.voicing import Heard
from s2v_core.projects import Project, job_of, placed, value_of
from s2v_core.settings import Settings

__all__ = ["Plans", "known_plan", "plan_of"]

_KEPT = 4
_FRESH, _TRUSTED = 20.0, 300.0
"""Seconds after which files are looked at again, and plans are made again: those that failed, and those with problems.
"""
_QUICK = 0.7
"""Seconds of speaking that are nothing to tell about."""
_MOST = 5

_Key = tuple[str, int, int]
"""Project, revision, seed."""


@dataclass(frozen=True)
class _Made:
    plan: Plan
    at: float = field(default_factory=time.monotonic)

    @property
    def fresh(self) -> bool:
        """Whether it is as it would be made now. What is missing may have been brought back."""
        age = time.monotonic() - self.at
        if any(output.error for output in self.plan.outputs):
            return age < _FRESH
        return age < _TRUSTED or not self.plan.problems


class Plans:
    """Makes plans and keeps the latest ones. Thread-safe.

    Args:
        settings: folders and limits.
        speaker: speaks what nobody has listened to yet; it keeps that in its cache.
        trusted: whether any local path may be named.
    """

    def __init__(self, settings: Settings, speaker: SpeechSource, *, trusted: bool) -> None:
        self._settings = settings
        self._speaker = speaker
        self._assets = RecentAssets(settings, trusted=trusted, seconds=_FRESH)
        self._lock = threading.Lock()
        self._known: OrderedDict[_Key, _Made] = OrderedDict()

    def __len__(self) -> int:
        return len(self._known)

    def find(self, project: Project, *, fresh: bool = True) -> Plan | None:
        """Return the plan of a project as it is, if that is known; ``fresh``: and still to be trusted."""
        with self._lock:
            made = self._known.get(_key(project))
            if made is None or (fresh and not made.fresh):
                return None
            self._known.move_to_end(_key(project))
            return made.plan

    def make(self, project: Project, heard: Heard) -> Plan:
        """Plan a project; ``heard`` is told how many of how many texts have been spoken.

        Raises:
            JobError: its document has errors.
            S2VError: the job as a whole cannot be planned.
        """
        made = plan(
            job_of(project.document),
            assets=self._assets.now(),
            speaker=self._speaker,
            templates=partial(load_template, self._settings),
            heard=heard,
        )
        with self._lock:
            self._known[_key(project)] = _Made(made)
            self._known.move_to_end(_key(project))
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return made


def plan_of(project: Project) -> Plan | None:
    """Return the plan of the open project; None if there is none: what is in the way is shown, and what mends it.

    The first time texts have to be spoken, which may take long; how far that is is shown. Whoever does something else
    meanwhile ends it; what was spoken is kept.
    """
    errors = [found for found in problems_of(project) if found.problem.severity == "error"]
    for found in errors[:_MOST]:
        show_placed(found)
    if errors:
        return None
    plans = _plans(services())
    known = plans.find(project)
    return known if known is not None else _made(plans, project)


def known_plan(project: Project) -> Plan | None:
    """Return the plan that is shown of a project, if there is one."""
    return _plans(services()).find(project, fresh=False)


def _made(plans: Plans, project: Project) -> Plan | None:
    bar, begun = st.empty(), time.monotonic()

    def heard(done: int, count: int) -> None:
        if time.monotonic() - begun > _QUICK:
            bar.progress(done / count, t("timeline.speaking", done=done, count=count))

    try:
        with st.spinner(t("timeline.planning")):
            return plans.make(project, heard)
    except JobError as error:
        for problem in error.problems[:_MOST]:
            show_placed(placed(project, problem))
        if not error.problems:
            explain(error)
    except S2VError as error:
        explain(error)
    finally:
        bar.empty()
    return None


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs={Services: id})
def _plans(here: Services) -> Plans:
    return Plans(here.settings, here.speaker, trusted=here.local)


def _key(project: Project) -> _Key:
    return project.id, project.revision, value_of(project, "OutputConfig.S2V.Seed")

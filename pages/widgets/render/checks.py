"""What is looked at before a production is started: the document, its files, voices and fonts, and the room for it.

Files that nobody has looked at yet take their time: they are looked at for a moment in each run of the page.
"""

from __future__ import annotations

import time
from dataclasses import replace

import streamlit as st

from pages.widgets.i18n import t
from pages.widgets.messages import told
from pages.widgets.navigation import link
from pages.widgets.preview.speech import QuickSpeech
from pages.widgets.problems import callback, fragment, show_placed, show_problem
from pages.widgets.services import services
from s2v_core.errors import Problem
from s2v_core.job import parse_job
from s2v_core.media import Assets
from s2v_core.production.foresight import Foresight, foresee
from s2v_core.production.health import Finding, examine
from s2v_core.projects import PlacedProblem, Project, in_document, problems

__all__ = ["Check", "check_of", "show_findings"]

_KEPT = "_s2v_check"
_MOMENT, _FEW = 0.2, 8
_EVERY = 0.5
_SHOWN, _MOST = 6, 50
_INSTALLATION = ("text drawing", "fonts", "voices", "music pool", "folders")


class Check:
    """The look at one version of a project."""

    def __init__(self, project: Project) -> None:
        here = services()
        self.version = (project.id, project.revision)
        self._project = project
        self._assets = Assets(here.settings, base=here.settings.projects_dir / project.id, trusted=here.local)
        self._waiting = list(dict.fromkeys(name for group in project.groups for name in group.get("MediaArray", ())))
        self.files = len(self._waiting)
        self._job, _ = parse_job(project.document)
        self.found = problems(project)
        self.foresight: Foresight | None = None
        self.installation: tuple[Problem, ...] = ()
        self._finish_broken()

    @property
    def looked_at(self) -> int:
        """How many of the files were looked at."""
        return self.files - len(self._waiting)

    @property
    def done(self) -> bool:
        """Whether everything was looked at."""
        return self._job is None or self.foresight is not None

    @property
    def errors(self) -> int:
        """How many findings keep the production from being started."""
        found = [*(placed.problem for placed in self.found), *self.installation]
        return sum(problem.severity == "error" for problem in found)

    def named(self, placed: PlacedProblem) -> PlacedProblem:
        """Return a finding that begins with the name of the script node it is about."""
        groups = dict(zip(self._project.nodes, self._project.groups, strict=True))
        name = groups.get(placed.node, {}).get("GroupName", "")
        if not name:
            return placed
        return replace(placed, problem=replace(placed.problem, message=f"{name}: {told(placed.problem.message)}"))

    def go_on(self, seconds: float = _MOMENT) -> None:
        """Look at more for about so long."""
        now = time.monotonic()
        end, some = now + seconds, _FEW
        while self._waiting and now < end:
            self._assets.info_many(self._waiting[:some])
            del self._waiting[:some]
            began, now = now, time.monotonic()
            some = 2 * some if now - began < seconds / 4 else _FEW  # known ones are quick, by the thousand
        if not self._waiting and not self.done and self._job is not None:
            self._look_ahead()

    def _look_ahead(self) -> None:
        here = services()
        assert self._job is not None
        self.foresight = foresee(
            self._job,
            assets=self._assets,
            speaker=QuickSpeech(here.speaker),
            settings=here.settings,
            trusted=here.local,
        )
        of_document = [problem for problem in self.foresight.problems if in_document(problem.path)]
        self.found = problems(self._project, of_document)
        bad = [finding for finding in examine(here.settings, only=_INSTALLATION) if finding.state == "bad"]
        self.installation = (
            *(problem for problem in self.foresight.problems if problem not in of_document),
            *(_problem_of(finding) for finding in bad),
        )

    def _finish_broken(self) -> None:
        """A document with errors is not looked into: its mistakes come first."""
        if self.errors:
            self._job, self._waiting = None, []


def _problem_of(finding: Finding) -> Problem:
    return Problem(path="", message=f"{told(finding.subject)}: {told(finding.message)}", hint=finding.remedy)


def check_of(project: Project) -> Check:
    """Return the look at this version of a project; what takes longer than a moment is gone on with later."""
    check: Check | None = st.session_state.get(_KEPT)
    if check is None or check.version != (project.id, project.revision):
        check = st.session_state[_KEPT] = Check(project)
        check.go_on()
    return check


def show_findings(check: Check) -> None:
    """Show what was found, each with a link to the page that mends it, and go on looking while there is more."""
    if not check.done:
        fragment(_go_on, run_every=_EVERY, key="render_check")(check)
    _show_list(check)
    with st.container(horizontal=True, vertical_alignment="center"):
        if check.done and not check.found and not check.installation:
            st.markdown(f":green[:material/check_circle:] {t('render.all_good')}", width="content")
        st.button(
            t("render.check_again"),
            key="render_check_again",
            type="tertiary",
            icon=":material/refresh:",
            on_click=callback(lambda: st.session_state.pop(_KEPT, None)),
        )


def _show_list(check: Check) -> None:
    for problem in check.installation:
        with st.container(horizontal=True, vertical_alignment="center"):
            show_problem(problem)
            link("settings", t("problems.mend", page=t("nav.settings")))
    for placed in check.found[:_SHOWN]:
        show_placed(check.named(placed))
    rest = check.found[_SHOWN:]
    if rest:
        with st.expander(t("problems.more", count=len(rest))):
            for placed in rest[:_MOST]:
                show_placed(check.named(placed))


def _go_on(check: Check) -> None:
    check.go_on()
    if check.done:
        st.rerun()
    share = check.looked_at / max(1, check.files)
    st.progress(share, text=t("render.looking", count=check.files, done=check.looked_at))

"""What the timeline makes while one looks: plans, small pictures, strips, drafts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from pages.widgets.timeline.drafts import Drafts
from pages.widgets.timeline.pictures import PARTS, Stills, Strips
from pages.widgets.timeline.plans import Plans
from s2v_core.errors import JobError, S2VError
from s2v_core.planning import Plan
from s2v_core.projects import Project, ProjectStore, redraw_all, set_value
from s2v_core.settings import Settings
from s2v_core.timeline import Timeline
from tests.studio.timeline_projects import QuickSpeaker, small_project
from tests.support.media import write_image, write_tone


@pytest.fixture
def plans(settings: Settings) -> Plans:
    return Plans(settings, QuickSpeaker(settings), trusted=True)


@pytest.fixture
def project(store: ProjectStore, tmp_path: Path) -> Project:
    return small_project(store, tmp_path / "media", spoken=True)


@pytest.fixture
def timeline(plans: Plans, project: Project) -> Timeline:
    return made(plans, project).outputs[0].required_timeline()


@pytest.fixture
def silent(plans: Plans, store: ProjectStore, tmp_path: Path) -> Timeline:
    return made(plans, small_project(store, tmp_path / "media")).outputs[0].required_timeline()


@pytest.fixture
def drafts(settings: Settings) -> Iterator[Drafts]:
    made = Drafts(settings, trusted=True)
    yield made
    made.close()


def made(plans: Plans, project: Project) -> Plan:
    return plans.make(project, lambda done, count: None)


def test_a_plan_is_made_once_for_every_version_of_a_project(
    plans: Plans, project: Project, store: ProjectStore
) -> None:
    assert plans.find(project) is None
    plan = made(plans, project)
    assert plans.find(project) is plan
    assert plans.find(store.save(redraw_all(project)).project) is None


def test_few_plans_are_remembered(plans: Plans, project: Project, store: ProjectStore) -> None:
    versions = [project]
    for seed in range(1, 7):
        versions.append(store.save(redraw_all(versions[-1], seed=seed)).project)
    for version in versions:
        made(plans, version)
    assert len(plans) == 4
    assert plans.find(versions[0]) is None
    assert plans.find(versions[-1]) is not None


def test_planning_tells_how_far_speaking_is(plans: Plans, project: Project) -> None:
    told: list[tuple[int, int]] = []
    plans.make(project, lambda done, count: told.append((done, count)))
    assert told == [(1, 1)]


def test_a_project_with_mistakes_is_not_planned(plans: Plans, store: ProjectStore) -> None:
    with pytest.raises(JobError) as caught:
        made(plans, store.create("Autumn", "global"))
    assert caught.value.problems


def test_plans_of_two_projects_are_kept_apart(
    plans: Plans, project: Project, store: ProjectStore, tmp_path: Path
) -> None:
    other = store.duplicate(project.id, "Copy")
    changed = store.save(set_value(other, "OutputConfig.Count", 1)).project
    assert len(made(plans, project).outputs) == 3
    assert len(made(plans, changed).outputs) == 1


def test_openings_are_made_a_few_at_a_time_and_once(settings: Settings, tmp_path: Path) -> None:
    openings = [(str(write_image(tmp_path / f"{number}.png")), None) for number in range(3)]
    stills = Stills(settings, trusted=True)
    assert stills.find(openings[0]) is None
    assert stills.make(openings, 0) == 2
    assert stills.make(openings, 0) == 1
    assert stills.make(openings, 0) == 0
    assert all((stills.find(opening) or "").startswith("data:image/jpeg;base64,") for opening in openings)
    fresh = Stills(settings, trusted=True)
    fresh.make(openings[:1], 60)
    assert fresh.find(openings[0]) == stills.find(openings[0])


def test_what_has_no_picture_is_not_tried_again(settings: Settings, tmp_path: Path) -> None:
    stills = Stills(settings, trusted=True)
    none = [
        (str(tmp_path / "missing.mp4"), 1.0),
        (str(write_tone(tmp_path / "tone.wav")), None),
        ("https://example.org/a.mp4", 0.0),
        ("", None),
    ]
    assert stills.make(none, 60) == 0
    assert [stills.find(opening) for opening in none] == [""] * 4


def test_a_strip_is_made_picture_by_picture_and_kept(settings: Settings, timeline: Timeline) -> None:
    strips = Strips(settings, trusted=True)
    for _ in range(PARTS - 1):
        strips.make(timeline, 0)
        assert strips.find(timeline) is None
    strips.make(timeline, 0)
    found = strips.find(timeline)
    assert isinstance(found, Path)
    with av.open(str(found)) as file:
        frame = next(file.decode(video=0))
    assert frame.height == 120
    assert PARTS * 120 < frame.width < PARTS * 130
    assert Strips(settings, trusted=True).find(timeline) == found


def test_a_strip_of_missing_footage_says_so(settings: Settings, timeline: Timeline, tmp_path: Path) -> None:
    for path in (tmp_path / "media").iterdir():
        path.unlink()
    strips = Strips(settings, trusted=True)
    strips.make(timeline, 60)
    failure = strips.find(timeline)
    assert isinstance(failure, S2VError)
    assert str(tmp_path / "media") in failure.where


def wait_for_end(drafts: Drafts, timeline: Timeline) -> None:
    for _ in range(600):
        if drafts.state(timeline).state != "working":
            return
        threading.Event().wait(0.1)


def test_a_draft_is_made_by_another_process_and_is_there_at_once_the_second_time(
    settings: Settings, drafts: Drafts, silent: Timeline
) -> None:
    assert drafts.state(silent).state == "none"
    drafts.begin(silent)
    drafts.begin(silent)
    wait_for_end(drafts, silent)
    now = drafts.state(silent)
    assert (now.state, now.error) == ("ready", None)
    with av.open(str(now.file)) as file:
        assert float(file.duration or 0) / av.time_base == pytest.approx(float(silent.duration), abs=0.2)
    again = Drafts(settings, trusted=True)
    assert again.state(silent).state == "ready"


def test_a_draft_of_missing_footage_fails_with_its_reason(drafts: Drafts, silent: Timeline, tmp_path: Path) -> None:
    for path in (tmp_path / "media").iterdir():
        path.unlink()
    drafts.begin(silent)
    wait_for_end(drafts, silent)
    now = drafts.state(silent)
    assert now.state == "failed"
    assert isinstance(now.error, S2VError)
    assert str(tmp_path / "media") in now.error.where

"""Projects and their productions: names of submissions, where failures are mended, and more like one."""

from __future__ import annotations

from typing import Any

import pytest

from s2v_core.errors import JobError
from s2v_core.job import parse_job
from s2v_core.planning import Plan, plan
from s2v_core.projects import (
    KEEPABLE,
    PAGES,
    Project,
    ProjectStore,
    in_document,
    keepable,
    keeping,
    lock,
    page_of_failure,
    project_of,
    redraw_all,
    submission_token,
    value_of,
    with_more_outputs,
)
from tests.planning.fakes import FakeAssets, FakeSpeaker, document, group
from tests.projects.making import one_story, project


def shop() -> Project:
    """A project with something to draw everywhere."""
    pools = {"TitleArray": ["Fresh", "Warm", "Crisp"], "BackgroundMusicArray": ["a.mp3", "b.mp3", "c.mp3"]}
    groups = [group("oven", "a_12.mp4", "b_9.mp4", "c.png"), group("shelf", "d_8.mp4", "e_7.mp4")]
    scripts = ["We bake before dawn", "Nothing is older than today", "Come by"]
    editing = {"BackgroundMusicConfig": {"Volume": 1}}
    return project(document(groups, scripts=scripts, count=2, given=pools, editing=editing))


def planned(of: Project) -> Plan:
    job, problems = parse_job(of.document)
    assert job is not None, problems
    return plan(job, assets=FakeAssets(), speaker=FakeSpeaker())


def test_a_version_is_submitted_under_one_name_until_it_changes_or_was_produced(store: ProjectStore) -> None:
    project = store.create("Autumn", "global")
    first = submission_token(project)
    assert submission_token(store.open(project.id)) == first
    changed = store.save(project.with_notes("For the spring")).project
    produced = store.add_production(project.id, "one")
    names = {first, submission_token(changed), submission_token(produced)}
    assert len(names) == 3
    assert {project_of(name) for name in names} == {project.id}


@pytest.mark.parametrize("token", [None, "", "tok-1", "studio-autumn-1-first"])
def test_what_others_submitted_belongs_to_no_project(token: str | None) -> None:
    assert project_of(token) == ""


def test_undo_passes_over_the_note_of_a_production(store: ProjectStore) -> None:
    project = store.create("Autumn", "global")
    store.save(project.with_notes("For the spring"))
    produced = store.add_production(project.id, "one")
    undone = store.undo(produced)
    assert undone is not None
    assert (undone.project.notes, undone.project.productions) == ("", ("one",))
    redone = store.redo(undone.project)
    assert redone is not None
    assert redone.project.notes == "For the spring"


def test_a_production_is_known_though_somebody_saves_who_has_not_seen_it(store: ProjectStore) -> None:
    opened = store.add_production(store.create("Autumn", "global").id, "one")
    store.add_production(opened.id, "two")
    saved = store.save(opened.with_notes("Written meanwhile"))
    assert (saved.project.notes, saved.project.productions) == ("Written meanwhile", ("two", "one"))
    assert saved.overtaken


@pytest.mark.parametrize(
    ("code", "where", "page"),
    [
        ("MediaNotFound", "InputConfig.BackgroundMusicArray[0]", "music"),
        ("MediaNotFound", "/films/harvest.mp4", "nodes"),
        ("VoiceUnavailable", "", "style"),
        ("NothingToSpeak", "", "broadcast"),
        ("DeliveryRefused", "OutputConfig.MediaURL", "synthesis"),
        ("OutputNotWritable", "/films", "synthesis"),
        ("InternalError", "", ""),
    ],
)
def test_a_failure_leads_to_the_page_that_mends_it(code: str, where: str, page: str) -> None:
    assert page_of_failure(one_story(), code, where) == page
    assert page in ("", *PAGES)


@pytest.mark.parametrize(("where", "expected"), [("OutputConfig.Count", True), ("S2V_ENCODER", False), ("", False)])
def test_places_in_the_document_are_told_from_others(where: str, expected: bool) -> None:
    assert in_document(where) is expected


def test_a_failure_of_an_unknown_project_leads_to_a_page_by_its_kind() -> None:
    assert page_of_failure(None, "NothingToSpeak", "InputConfig.SpeechTextArray[0]") == "nodes"
    assert page_of_failure(None, "MediaNotFound", "InputConfig.BackgroundMusicArray[0]") == "nodes"


def test_more_outputs_leave_the_first_ones_as_they_were() -> None:
    before, after = planned(shop()).outputs, planned(with_more_outputs(shop(), 3)).outputs
    assert len(after) == len(before) + 3
    assert [dict(output.draws) for output in after[: len(before)]] == [dict(output.draws) for output in before]


def test_more_outputs_than_can_be_made_are_refused() -> None:
    with pytest.raises(JobError, match=r"At most 100 videos"):
        with_more_outputs(one_story(), 100)


def draws_of(of: Project, output: int) -> dict[str, Any]:
    return dict(planned(of).outputs[output].draws)


def test_what_is_kept_of_one_output_is_in_all_of_a_fresh_batch() -> None:
    made = with_more_outputs(lock(shop(), "title", "Fresh", output=1), 4)
    liked, kept = draws_of(made, 0), ("title", "music", "script")
    fresh = redraw_all(keeping(made, liked, kept))
    for output in planned(fresh).outputs:
        assert {key: output.draws[key] for key in kept} == {key: liked[key] for key in kept}
    assert value_of(fresh, "OutputConfig.S2V.Seed") != value_of(made, "OutputConfig.S2V.Seed")


def test_all_that_can_be_kept_is_kept_by_slots() -> None:
    liked = draws_of(shop(), 0)
    assert keepable(liked) == ("title", "script", "music", "shot")
    again = draws_of(redraw_all(keeping(shop(), liked, KEEPABLE)), 0)
    keys = [key for key in liked if key.partition(":")[0] in KEEPABLE]
    assert len(keys) > len(keepable(liked))
    assert {key: again[key] for key in keys} == {key: liked[key] for key in keys}

"""The page Render, without a browser and without anything being made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.widgets.render import checks as render_checks
from pages.widgets.render import progress as render_progress
from pages.widgets.render.progress import Seen, fraction, remaining
from s2v_core.production.store import Failure, OutputState, Progress, StoredOutput
from s2v_core.projects import Project, ProjectStore, delete_nodes, set_value
from tests.studio.harness import labels, open_studio, shown
from tests.studio.productions import Workshop

pytestmark = pytest.mark.usefixtures("ran_navigation", "asked_for_runner")

PAGE = "pages/10_render.py"
BROKEN = Failure(code="MediaUnreadable", message="It cannot be read.", where="InputConfig.BackgroundMusicArray[0]")


def links(studio: AppTest) -> list[str]:
    return [link.proto.label for link in studio.get("page_link")]


def keys(studio: AppTest) -> list[str]:
    return [button.key for button in studio.button]


def test_without_a_project_the_sample_is_offered() -> None:
    assert "Open the sample project" in labels(open_studio(PAGE))


def test_a_whole_project_can_be_started_and_what_it_takes_is_told(bakery: Project) -> None:
    studio = open_studio(PAGE, project=bakery.id)
    text = shown(studio)
    assert "everything is there" in text
    assert "about 1 second" in text
    assert not studio.error
    assert not studio.button(key="render_start").disabled
    assert studio.button(key="render_start").label == "Make 2 videos"


def test_timelines_alone_are_called_so(store: ProjectStore, bakery: Project) -> None:
    store.save(set_value(bakery, "OutputConfig.GeneratePreviewOnly", True))
    studio = open_studio(PAGE, project=bakery.id)
    assert studio.button(key="render_start").label == "Make 2 timelines"


def test_every_mistake_is_shown_with_the_page_that_mends_it(store: ProjectStore, bakery: Project) -> None:
    store.save(delete_nodes(bakery, bakery.nodes))
    studio = open_studio(PAGE, project=bakery.id)
    assert studio.error
    assert studio.button(key="render_start").disabled
    assert any(link.startswith("Mend it on: Script nodes") for link in links(studio))


def test_files_that_are_gone_are_found_and_looked_for_again(bakery: Project, tmp_path: Path) -> None:
    red = tmp_path / "media" / "red.mp4"
    aside = red.rename(red.with_suffix(".aside"))
    studio = open_studio(PAGE, project=bakery.id)
    assert "red.mp4" in "".join(str(warning.value) for warning in studio.warning)
    assert "first" in str(studio.warning[0].value)
    aside.rename(red)
    studio.button(key="render_check_again").click().run()
    assert not studio.warning


def test_what_is_wrong_with_the_installation_leads_to_the_settings(
    bakery: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("S2V_ENCODER", "none")
    studio = open_studio(PAGE, project=bakery.id)
    assert "none" in studio.error[0].value
    assert "Mend it on: Settings" in links(studio)
    assert studio.button(key="render_start").disabled


def test_many_files_are_looked_at_bit_by_bit(bakery: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render_checks.Check.go_on, "__defaults__", (0.0,))
    studio = open_studio(PAGE, project=bakery.id)
    assert "Looking at the footage: 0 of 3 files" in str(studio.get("progress")[0].proto.text)
    assert not studio.button(key="render_start").disabled
    monkeypatch.setattr(render_checks.Check.go_on, "__defaults__", (60.0,))
    studio.run()
    assert "everything is there" in shown(studio)


def test_a_start_puts_one_job_into_the_store_and_notes_it(
    bakery: Project, store: ProjectStore, workshop: Workshop, asked_for_runner: list[object]
) -> None:
    studio = open_studio(PAGE, project=bakery.id)
    studio.button(key="render_start").click().run()
    [job] = workshop.store.jobs().jobs
    assert (job.name, job.mode) == ("Bakery", "segmented")
    assert workshop.store.request(job.id).settings["Base"].endswith(bakery.id)
    assert store.open(bakery.id).productions == (job.id,)
    assert asked_for_runner
    assert "render_start" not in keys(studio)
    assert not studio.toast


def test_two_tabs_that_start_the_same_version_start_it_once(bakery: Project, workshop: Workshop) -> None:
    first, second = (open_studio(PAGE, project=bakery.id) for _ in range(2))
    for tab in (first, second):
        tab.button(key="render_start").click().run()
        assert not tab.exception
    assert len(workshop.store.jobs().jobs) == 1


def test_a_running_production_is_found_though_the_project_does_not_know_it(bakery: Project, workshop: Workshop) -> None:
    job = workshop.submit(bakery, noted=False)
    workshop.plan(job)
    workshop.advance(job, 5)
    studio = open_studio(PAGE, project=bakery.id)
    assert "0 of 2 videos are ready" in str(studio.get("progress")[0].proto.text)
    [table] = studio.dataframe
    assert list(table.value["progress"]) == [0.5, 0.0]
    assert list(table.value["state"]) == ["being made", "waiting"]


def test_work_that_nobody_takes_up_is_noticed(
    bakery: Project, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render_progress, "_LOOKS", 1)
    workshop.submit(bakery)
    studio = open_studio(PAGE, project=bakery.id)
    assert not studio.warning
    studio.run()
    assert "runner.log" in studio.warning[0].value.replace("\\", "")


def test_a_production_that_is_removed_meanwhile_leaves_the_page(bakery: Project, workshop: Workshop) -> None:
    job = workshop.submit(bakery)
    studio = open_studio(PAGE, project=bakery.id)
    workshop.store.request_cancel(job)
    workshop.store.remove(job)
    studio.run()
    assert "render_start" in keys(studio)
    assert not studio.error


def test_a_production_that_is_stopped_can_be_gone_on_with(bakery: Project, workshop: Workshop) -> None:
    job = workshop.submit(bakery)
    workshop.plan(job)
    workshop.make(job)
    studio = open_studio(PAGE, project=bakery.id)
    studio.button(key="render_cancel").click().run()
    assert workshop.store.job(job).state == "Cancelled"
    studio.run()
    assert "1 of 2 videos are ready" in shown(studio)
    studio.button(key="render_retry").click().run()
    assert workshop.store.job(job).outputs == {"Success": 1, "Init": 1}
    assert "render_start" not in keys(studio)


def test_failures_are_told_once_with_the_page_that_mends_them(bakery: Project, workshop: Workshop) -> None:
    job = workshop.submit(bakery)
    workshop.plan(job)
    workshop.fail(job, BROKEN)
    workshop.fail(job, BROKEN)
    studio = open_studio(PAGE, project=bakery.id)
    [error] = studio.error
    assert "2 videos: A file is damaged" in error.value
    assert "It cannot be read" in error.value
    assert "Mend it on: Music" in links(studio)
    assert studio.button(key="render_retry").label == "Make the missing ones"


def test_a_job_that_could_not_be_planned_says_why(bakery: Project, workshop: Workshop) -> None:
    job = workshop.submit(bakery)
    workshop.fail_planning(job, Failure(code="InternalError", message="A mistake of the program."))
    studio = open_studio(PAGE, project=bakery.id)
    assert "Something went wrong while it was made" in studio.error[0].value
    studio.button(key="render_retry").click().run()
    assert workshop.store.job(job).state == "Init"


def test_the_page_speaks_chinese(bakery: Project) -> None:
    studio = open_studio(PAGE, project=bakery.id, language="zh-CN")
    assert studio.button(key="render_start").label == "制作 2 个视频"


NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def output(index: int, state: OutputState, done: int, *, seconds: float = 10) -> StoredOutput:
    return StoredOutput(
        job="one",
        index=index,
        name=f"film_{index}.mp4",
        state=state,
        progress=Progress(done=done, total=100),
        attempts=1,
        started=NOW - timedelta(seconds=seconds),
        ended=None,
        failure=None,
        draws={},
        results=None,
        revision=1,
    )


def seen(workshop: Workshop, bakery: Project, *outputs: StoredOutput) -> Seen:
    return Seen(workshop.store.job(workshop.submit(bakery)), {each.index: each for each in outputs}, 1)


def test_the_time_left_follows_from_the_present_pace(workshop: Workshop, bakery: Project) -> None:
    at_work = [output(0, "Success", 100), output(1, "Processing", 50), output(2, "Processing", 50)]
    waiting = output(3, "Init", 0)
    found = seen(workshop, bakery, *at_work, waiting)
    assert remaining(found, NOW) == pytest.approx((50 + 50 + 100) / (2 * 5))
    assert fraction(found) == pytest.approx((100 + 50 + 50) / 400)


def test_what_was_given_up_is_no_work_that_is_left(workshop: Workshop, bakery: Project) -> None:
    found = seen(workshop, bakery, output(0, "Failed", 30), output(1, "Processing", 50))
    assert remaining(found, NOW) == pytest.approx(10)
    assert fraction(found) == pytest.approx(0.5)


def test_before_anything_moves_no_time_is_told(workshop: Workshop, bakery: Project) -> None:
    assert remaining(seen(workshop, bakery, output(0, "Processing", 0), output(1, "Init", 0)), NOW) is None
    assert fraction(seen(workshop, bakery)) == 0

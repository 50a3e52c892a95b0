"""The page All jobs, without a browser and without anything being made."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from pages.widgets.jobs import filters as job_filters
from pages.widgets.jobs.words import duration_text
from s2v_core.production.runner import job_logs
from s2v_core.production.store import Failure, NewJob
from s2v_core.projects import Project, ProjectStore
from tests.studio.harness import labels, open_studio, shown
from tests.studio.productions import Workshop

pytestmark = pytest.mark.usefixtures("ran_navigation", "asked_for_runner")

PAGE = "pages/13_jobs.py"


def add(workshop: Workshop, *names: str) -> list[str]:
    """Submit jobs as others do: without a project."""
    return [workshop.store.submit(NewJob(document="{}", mode="global", out="", name=name)).job for name in names]


def listed(studio: AppTest, *names: str) -> list[str]:
    """Return those of some names that are on the page."""
    text = shown(studio)
    return [name for name in names if f"**{name}**" in text]


def choose(studio: AppTest, job: str, action: str) -> AppTest:
    return studio.menu_button(key=f"jobs_menu_{job}").click(action).run()


def test_without_any_job_the_sample_is_offered() -> None:
    assert "Open the sample project" in labels(open_studio(PAGE))


def test_jobs_are_found_by_name_number_and_state(workshop: Workshop) -> None:
    [_, cake] = add(workshop, "Bread", "Cake")
    workshop.store.request_cancel(cake)
    studio = open_studio(PAGE)
    assert listed(studio, "Bread", "Cake") == ["Bread", "Cake"]
    studio.text_input(key="jobs_text").set_value("bRE").run()
    assert listed(studio, "Bread", "Cake") == ["Bread"]
    studio.text_input(key="jobs_text").set_value(cake).run()
    assert listed(studio, "Bread", "Cake") == ["Cake"]
    studio.text_input(key="jobs_text").set_value("").run()
    studio.pills(key="jobs_states").set_value(["Init", "Processing"]).run()
    assert listed(studio, "Bread", "Cake") == ["Bread"]
    studio.pills(key="jobs_states").set_value(["Failed"]).run()
    assert "No batch is like that" in shown(studio)


def test_jobs_are_found_by_the_days_of_their_start(workshop: Workshop) -> None:
    add(workshop, "Bread")
    today = workshop.store.jobs().jobs[0].created.date()
    studio = open_studio(PAGE)
    for days, found in (
        ((today, today), ["Bread"]),
        ((today - timedelta(days=9), today - timedelta(days=8)), []),
    ):
        studio.date_input(key="jobs_days").set_value(days).run()
        assert listed(studio, "Bread") == found


def test_a_range_of_days_that_is_begun_is_one_day() -> None:
    day = date(2026, 3, 1)
    assert job_filters._days((day,)) == (day, day)
    assert job_filters._days(()) == (None, None)


def test_long_lists_are_shown_in_parts_in_either_order(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_filters, "PER_PAGE", 2)
    names = [f"Batch {number}" for number in range(5)]
    add(workshop, *names)
    studio = open_studio(PAGE)
    seen = [listed(studio, *names)]
    for _ in range(2):
        studio.button(key="jobs_on").click().run()
        seen.append(listed(studio, *names))
    assert seen == [names[3:], names[1:3], names[:1]]
    assert studio.button(key="jobs_on").disabled
    studio.button(key="jobs_back").click().run()
    assert listed(studio, *names) == names[1:3]
    studio.selectbox(key="jobs_order").set_value("oldest").run()
    assert listed(studio, *names) == names[:2]
    assert studio.button(key="jobs_back").disabled


def test_a_job_is_stopped_tried_again_and_removed_after_asking(workshop: Workshop) -> None:
    [job] = add(workshop, "Bread")
    studio = choose(open_studio(PAGE), job, "cancel")
    assert workshop.store.job(job).state == "Cancelled"
    choose(studio, job, "retry")
    assert workshop.store.job(job).state == "Init"
    choose(studio, job, "cancel")
    choose(studio, job, "remove")
    assert [entry.id for entry in workshop.store.jobs().jobs] == [job]
    studio.button(key="jobs_remove_yes").click().run()
    assert not workshop.store.jobs().jobs
    assert "Open the sample project" in labels(studio)


def test_what_happened_is_told_with_the_end_of_the_log(workshop: Workshop) -> None:
    [job] = add(workshop, "Bread")
    workshop.fail_planning(job, Failure(code="PlanError", message="There is nothing to show.", hint="Add footage."))
    job_logs(workshop.settings).write(job, "error", "failed", "There is nothing to show.")
    studio = choose(open_studio(PAGE), job, "history")
    assert "There is not enough to choose from" in studio.error[0].value
    assert "Add footage" in studio.error[0].value
    assert "error failed There is nothing to show." in studio.code[0].value


def test_a_production_leads_to_its_project_and_its_videos(bakery: Project, workshop: Workshop) -> None:
    job = workshop.finished(bakery)
    studio = open_studio(PAGE)
    studio.button(key=f"jobs_project_{job}").click().run()
    assert studio.query_params["project"] == bakery.id
    assert "render_start" in [button.key for button in studio.button]
    studio = open_studio(PAGE)
    studio.button(key=f"jobs_results_{job}").click().run()
    assert "film\\_0.mp4" in shown(studio)


def test_a_job_of_others_has_no_project_and_one_of_a_project_that_is_gone_neither(
    bakery: Project, store: ProjectStore, workshop: Workshop
) -> None:
    [job] = add(workshop, "Bread")
    produced = workshop.submit(bakery)
    store.delete(bakery.id)
    keys = [button.key for button in open_studio(PAGE).button]
    assert f"jobs_project_{job}" not in keys
    assert f"jobs_project_{produced}" not in keys


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.2, "1 second"),
        (59.4, "59 seconds"),
        (59.6, "1 minute"),
        (90, "1 min 30 s"),
        (3599.7, "1 h 0 min"),
        (7380, "2 h 3 min"),
    ],
)
def test_lengths_of_time_are_told_as_people_do(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


def test_the_page_speaks_chinese(workshop: Workshop) -> None:
    add(workshop, "")
    studio = open_studio(PAGE, language="zh-CN")
    assert listed(studio, "未命名") == ["未命名"]

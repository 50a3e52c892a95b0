"""The page of the titles and sub-headings, without a browser."""

from __future__ import annotations

import pytest

from s2v_core.projects import Project, ProjectStore, set_texts, set_titles, set_value, texts_of
from tests.studio.harness import edit_table, open_studio, press_in_table, shown

PAGE = "pages/4_titles.py"
pytestmark = pytest.mark.usefixtures("ran_navigation")


def make(store: ProjectStore, *texts: str) -> str:
    project = store.create("Autumn", "global")
    return store.save(set_titles(project, texts)).project.id if texts else project.id


def test_titles_are_added_several_at_once_and_the_first_is_shown(store: ProjectStore, previewed: list[Project]) -> None:
    project = make(store)
    studio = open_studio(PAGE, project=project)
    assert "No titles yet" in shown(studio)
    assert "A sample text" in shown(studio)
    studio.text_area(key="titles_paste_title").set_value("Slow mornings\nBaked today").run()
    studio.button(key="titles_paste_title_add").click().run()
    assert texts_of(store.open(project), "title") == ["Slow mornings", "Baked today"]
    assert "Shown here: **Slow mornings**" in shown(studio)


def test_a_title_that_is_too_long_is_refused_where_it_was_pasted(store: ProjectStore, previewed: list[Project]) -> None:
    project = make(store, "One")
    studio = open_studio(PAGE, project=project)
    studio.text_area(key="titles_paste_title").set_value("x" * 51).run()
    studio.button(key="titles_paste_title_add").click().run()
    assert "51 characters" in studio.error[0].value
    assert texts_of(store.open(project), "title") == ["One"]


def test_each_level_of_sub_headings_has_a_pool_of_its_own(store: ProjectStore, previewed: list[Project]) -> None:
    project = make(store, "One")
    studio = open_studio(PAGE, project=project)
    studio.segmented_control(key="titles_pool").set_value("3").run()
    assert "below the title" in shown(studio)
    studio.text_area(key="titles_paste_3").set_value("From 4.90").run()
    studio.button(key="titles_paste_3_add").click().run()
    saved = store.open(project)
    assert (texts_of(saved, "title"), texts_of(saved, "3")) == (["One"], ["From 4.90"])
    assert studio.segmented_control(key="titles_pool").options[3] == "Sub-heading 3 · 1"


def test_the_table_tells_characters_and_lines_and_follows_what_is_edited(
    store: ProjectStore, previewed: list[Project]
) -> None:
    project = make(store, "Short", "Two")
    studio = open_studio(PAGE, project=project)
    table = studio.data_editor[0].value
    assert (table["count"][0], table["fit"][0]) == ("5", "1 line")
    edit_table(studio, "titles_table_title", edited={1: {"text": "A title that needs more room than one line has"}})
    table = studio.data_editor[0].value
    assert table["count"][1] == "46"
    assert table["fit"][1].startswith(("2 lines", "3 lines"))
    assert "Shown here: **A title that needs" in shown(studio)


def test_each_text_can_be_shown_and_removed(store: ProjectStore, previewed: list[Project]) -> None:
    project = make(store, "One", "Two")
    studio = open_studio(PAGE, project=project)
    assert "Shown here: **One**" in shown(studio)
    press_in_table(studio, "titles_table_title_show", 1)
    assert "Shown here: **Two**" in shown(studio)
    assert texts_of(previewed[-1], "title") == ["Two"]
    press_in_table(studio, "titles_table_title_remove", 1)
    assert texts_of(store.open(project), "title") == ["One"]
    assert "Shown here: **One**" in shown(studio)


def test_a_title_that_cannot_keep_its_size_is_said_to_become_smaller(
    store: ProjectStore, previewed: list[Project]
) -> None:
    project = store.open(make(store, "A title that is much too large"))
    project = set_value(project, "EditingConfig.TitleConfig.FontSize", 900)
    store.save(set_texts(project, "1", ["Small"]))
    studio = open_studio(PAGE, project=project.id)
    assert "smaller" in studio.data_editor[0].value["fit"][0]


@pytest.mark.parametrize("sample", ["global", "segmented", "chinese"])
def test_the_samples_show_their_titles(store: ProjectStore, sample: str) -> None:
    project = store.create_sample(sample)
    studio = open_studio(PAGE, project=project.id, language="zh-CN" if sample == "chinese" else "en")
    assert list(studio.data_editor[0].value["text"]) == texts_of(project, "title")
    assert not studio.error


def test_without_a_project_the_sample_is_offered() -> None:
    assert open_studio(PAGE).button(key="open_sample")

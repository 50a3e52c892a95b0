"""The page of the projects, without a browser."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from s2v_core.projects import ProjectStore, export_bundle
from s2v_core.settings import load_settings
from tests.studio.harness import open_studio, shown

pytestmark = pytest.mark.usefixtures("ran_navigation")


def test_an_empty_studio_offers_the_sample_project_and_opens_it(store: ProjectStore) -> None:
    studio = open_studio()
    assert "no projects yet" in shown(studio)
    studio.button(key="open_sample").click().run()
    [card] = store.cards()
    assert card.state == "ready"
    assert studio.query_params["project"] == card.id


def test_a_new_project_is_made_opened_and_saved(store: ProjectStore) -> None:
    studio = open_studio()
    studio.button(key="new").click().run()
    studio.text_input(key="new_name").set_value("Autumn").run()
    studio.radio(key="new_mode").set_value("segmented").run()
    studio.button(key="create_yes").click().run()
    [card] = store.cards()
    assert (card.name, card.mode) == ("Autumn", "segmented")
    assert studio.query_params["project"] == card.id
    assert studio.text_input(key="project").value == card.id


def make_damaged(store: ProjectStore, name: str = "Autumn", *, versions: int = 1) -> str:
    project = store.create(name, "global")
    for number in range(1, versions):
        project = store.save(project.with_notes(f"Note {number}")).project
    folder = load_settings(_env_file=None).projects_dir / project.id
    sorted(folder.glob("*.json"))[-1].write_text("{", "utf-8")
    return project.id


def choose(studio: AppTest, project: str, action: str) -> AppTest:
    return studio.menu_button(key=f"menu_{project}").click(action).run()


def names(store: ProjectStore) -> list[str]:
    return sorted(card.name for card in store.cards())


@pytest.mark.parametrize("name", ["", "   ", "two\nlines"])
def test_a_name_that_is_none_is_refused_in_the_dialog_which_stays_open(store: ProjectStore, name: str) -> None:
    studio = open_studio()
    studio.button(key="new").click().run()
    studio.text_input(key="new_name").set_value(name).run()
    studio.button(key="create_yes").click().run()
    assert len(studio.error) == 1
    assert not studio.exception
    assert studio.button(key="create_yes").label == "Create"
    assert not store.cards()


def test_leaving_a_dialog_makes_nothing(store: ProjectStore) -> None:
    studio = open_studio()
    studio.button(key="new").click().run()
    studio.button(key="create_cancel").click().run()
    assert "create_yes" not in [button.key for button in studio.button]
    assert not store.cards()


def test_the_two_ways_to_write_a_script_are_explained_by_example() -> None:
    studio = open_studio()
    studio.button(key="new").click().run()
    assert "three complete voiceovers" in shown(studio)
    studio.radio(key="new_mode").set_value("segmented").run()
    assert "Picked by hand" in shown(studio)


def test_a_project_is_renamed_and_the_open_one_without_word_of_another_tab(store: ProjectStore) -> None:
    opened, other = store.create("Autumn", "global"), store.create("Winter", "global")
    studio = open_studio(project=opened.id)
    for project, name in ((opened, "Spring"), (other, "Summer")):
        choose(studio, project.id, "rename")
        assert studio.text_input(key="rename_name").value == project.name
        studio.text_input(key="rename_name").set_value(name).run()
        studio.button(key="rename_yes").click().run()
        assert not studio.toast
    assert names(store) == ["Spring", "Summer"]


def test_a_project_is_duplicated_and_the_copy_opened(store: ProjectStore) -> None:
    project = store.create("Autumn", "segmented")
    studio = open_studio()
    choose(studio, project.id, "duplicate")
    studio.button(key="duplicate_yes").click().run()
    assert names(store) == ["Autumn", "Copy of Autumn"]
    assert studio.query_params["project"] != project.id


def test_a_deleted_project_goes_to_the_trash_and_comes_back(store: ProjectStore) -> None:
    project = store.create("Autumn", "global")
    studio = open_studio(project=project.id)
    choose(studio, project.id, "delete")
    assert [card.name for card in store.cards()] == ["Autumn"]
    studio.button(key="delete_yes").click().run()
    assert not store.cards()
    assert "project" not in studio.query_params
    assert "**Autumn** is in the trash." in shown(studio)
    studio.button(key="unthrow").click().run()
    assert names(store) == ["Autumn"]
    assert "is in the trash" not in shown(studio)


def test_the_trash_brings_back_and_deletes_for_good_after_asking(store: ProjectStore) -> None:
    kept, gone = store.create("Kept", "global"), store.create("Gone", "global")
    for project in (kept, gone):
        store.delete(project.id)
    studio = open_studio()
    studio.button(key=f"recover_{kept.id}").click().run()
    assert names(store) == ["Kept"]
    studio.button(key=f"erase_{gone.id}").click().run()
    assert [card.name for card in store.trash()] == ["Gone"]
    studio.button(key="erase_yes").click().run()
    assert not store.trash()


def test_a_damaged_project_is_shown_as_such_and_its_last_whole_version_comes_back(store: ProjectStore) -> None:
    project = make_damaged(store, versions=3)
    studio = open_studio()
    assert "file cannot be read" in shown(studio)
    studio.button(key=f"repair_{project}").click().run()
    assert store.open(project).notes == "Note 1"
    assert "Damaged" not in shown(studio)


def test_a_project_damaged_in_all_its_versions_says_so(store: ProjectStore) -> None:
    project = make_damaged(store)
    studio = open_studio()
    studio.button(key=f"repair_{project}").click().run()
    assert "No version of this project can be read." in shown(studio)
    choose(studio, project, "delete")
    studio.button(key="delete_yes").click().run()
    assert not store.cards()


def test_an_earlier_version_is_brought_back(store: ProjectStore) -> None:
    project = store.create("Autumn", "global")
    store.save(project.with_notes("Later"))
    studio = open_studio(project=project.id)
    choose(studio, project.id, "versions")
    studio.button(key="version_1").click().run()
    assert store.open(project.id).notes == ""
    assert store.revision(project.id) == 3


def test_a_job_document_is_imported_and_its_problems_are_told(store: ProjectStore) -> None:
    document = {"InputConfig": {"MediaGroupArray": []}, "OutputConfig": {"Count": 500, "MediaURL": "v_{index}.mp4"}}
    studio = import_file("autumn.json", json.dumps(document).encode())
    [card] = store.cards()
    assert card.name == "autumn"
    assert studio.query_params["project"] == card.id
    assert studio.error


def test_an_exported_project_is_imported_whole(store: ProjectStore) -> None:
    project = store.save(store.create("Autumn", "segmented").with_notes("Mind the logo")).project
    store_text = export_bundle(project)
    store.delete(project.id)
    import_file("autumn.project.json", store_text.encode())
    [card] = store.cards()
    assert store.open(card.id).notes == "Mind the logo"
    assert (card.name, card.mode) == ("Autumn", "segmented")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.json", b"{", "JSON"),
        ("a.json", b"\xff\xfe\x00", "holds no text"),
        ("a.json", b"[]", ""),
        ("a.json", b"", ""),
    ],
)
def test_a_file_that_is_no_project_is_refused_with_the_reason(
    store: ProjectStore, name: str, data: bytes, told: str
) -> None:
    studio = import_file(name, data)
    assert studio.error
    assert told in shown(studio)
    assert not studio.exception
    assert not store.cards()


def test_importing_without_a_file_says_so() -> None:
    studio = open_studio()
    studio.button(key="import").click().run()
    studio.button(key="bring_yes").click().run()
    assert "No file is chosen." in shown(studio)


def test_many_projects_are_searched_and_shown_in_pages(store: ProjectStore) -> None:
    for number in range(30):
        store.create(f"Project {number:02}", "global")
    studio = open_studio()
    opens = [button for button in studio.button if (button.key or "").startswith("open_")]
    assert len(opens) == 24
    studio.text_input(key="projects_search").set_value("ECT 07").run()
    assert "Project 07" in shown(studio)
    assert "Project 08" not in shown(studio)
    studio.text_input(key="projects_search").set_value("nothing").run()
    assert "No project has that in its name." in shown(studio)


def test_names_are_shown_as_they_are_written(store: ProjectStore) -> None:
    store.create("*Autumn* :red[sale] $5", "global")
    studio = open_studio()
    assert r"**\*Autumn\* \:red\[sale\] \$5**" in shown(studio)


@pytest.mark.parametrize(("browser", "title"), [("zh-CN", "项目"), ("en-US", "Projects"), ("fr-FR", "Projects")])
def test_the_language_is_that_of_the_browser(browser: str, title: str) -> None:
    assert open_studio(language=browser).title[0].value == title


def test_the_language_is_switched_and_what_was_entered_stays(store: ProjectStore) -> None:
    for number in range(10):
        store.create(f"Project {number:02}", "global")
    studio = open_studio()
    studio.text_input(key="projects_search").set_value("07").run()
    studio.selectbox(key="language").select("zh").run()
    assert studio.title[0].value == "项目"
    assert studio.text_input(key="projects_search").value == "07"


def test_the_project_is_chosen_in_the_side_bar(store: ProjectStore) -> None:
    first, second = store.create("Same name", "global"), store.create("Same name", "global")
    studio = open_studio(project=first.id)
    assert studio.selectbox(key="project_picker").value == first.id
    studio.selectbox(key="project_picker").set_value(second.id).run()
    assert studio.query_params["project"] == second.id


def test_sessions_do_not_see_what_others_have_open(store: ProjectStore) -> None:
    first, second = store.create("First", "global"), store.create("Second", "global")
    one, other = open_studio(project=first.id), open_studio(project=second.id)
    choose(one, first.id, "rename")
    one.text_input(key="rename_name").set_value("Half typed").run()
    other.run()
    assert other.selectbox(key="project_picker").value == second.id
    assert "Half typed" not in shown(other)
    assert "rename_yes" not in [button.key for button in other.button]


def import_file(name: str, data: bytes) -> AppTest:
    studio = open_studio()
    studio.button(key="import").click().run()
    studio.file_uploader(key="import_file").upload(name, data).run()
    return studio.button(key="bring_yes").click().run()

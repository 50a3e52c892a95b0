"""The page of the script nodes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from s2v_core.media.library import Library
from s2v_core.projects import Project, ProjectStore, add_assets, add_node, asset_ids, ranges_of, set_node_texts
from tests.studio.harness import edit_table, labels, open_studio, shown
from tests.support.media import write_image, write_video

pytestmark = pytest.mark.usefixtures("ran_navigation")

PAGE = "pages/2_nodes.py"


@pytest.fixture
def scenes(store: ProjectStore, library: Library, tmp_path: Path) -> Project:
    """A segmented project of two scenes, the first with a text, a film and a picture."""
    film = library.add_file(write_video(tmp_path / "film.mp4", frames=48)).asset
    still = library.add_file(write_image(tmp_path / "still.png")).asset
    project, first = add_node(store.create("Autumn", "segmented"), name="Opening")
    project, _ = add_node(project, name="Closing")
    project = add_assets(project, first, [film.reference, still.reference])
    return store.save(set_node_texts(project, first, ["Picked by hand."])).project


def groups(store: ProjectStore, project: Project) -> list[dict[str, object]]:
    return store.open(project.id).groups


@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_a_project_the_page_leads_on(language: str) -> None:
    page = open_studio(PAGE, language=language)
    assert page.button(key="open_sample")


@pytest.mark.parametrize(("sample", "language"), [("global", "en"), ("segmented", "en"), ("chinese", "zh")])
def test_the_samples_are_shown(store: ProjectStore, sample: str, language: str) -> None:
    project = store.create_sample(sample)
    page = open_studio(PAGE, project=project.id, language=language)
    assert not page.error
    assert list(page.data_editor[0].value["name"]) == [group["GroupName"] for group in project.groups]


def test_a_project_without_nodes_says_what_to_do_and_takes_the_first_one(store: ProjectStore) -> None:
    project = store.create("Autumn", "segmented")
    page = open_studio(PAGE, project=project.id)
    assert "no script nodes yet" in shown(page)
    page.button(key="nodes_add").click().run()
    assert [group["GroupName"] for group in groups(store, project)] == ["Scene 1"]
    assert "No footage yet" in shown(page)


def test_nodes_are_renamed_added_and_deleted_in_the_table(store: ProjectStore, scenes: Project) -> None:
    page = open_studio(PAGE, project=scenes.id)
    edit_table(page, "nodes", edited={1: {"name": "Goodbye"}})
    edit_table(page, "nodes", edited={1: {"name": "Goodbye"}}, added=[{"name": "Encore"}])
    assert [group["GroupName"] for group in groups(store, scenes)] == ["Opening", "Goodbye", "Encore"]
    edit_table(page, "nodes", deleted=[0])
    assert [group["GroupName"] for group in groups(store, scenes)] == ["Goodbye", "Encore"]


def test_a_bad_value_in_the_table_is_told_below_it_and_not_saved(store: ProjectStore, scenes: Project) -> None:
    page = open_studio(PAGE, project=scenes.id)
    edit_table(page, "nodes", edited={1: {"name": "Opening"}})
    assert "already called" in shown(page)
    assert groups(store, scenes)[1]["GroupName"] == "Closing"


def test_the_open_node_is_moved_and_deleted_by_buttons(store: ProjectStore, scenes: Project) -> None:
    page = open_studio(PAGE, project=scenes.id)
    assert page.button(key="nodes_up").disabled
    page.button(key="nodes_down").click().run()
    assert [group["GroupName"] for group in groups(store, scenes)] == ["Closing", "Opening"]
    assert page.text_input(key="nodes_name_n1").value == "Opening"
    page.button(key="nodes_delete").click().run()
    assert [group["GroupName"] for group in groups(store, scenes)] == ["Closing"]
    page.button(key="undo").click().run()
    assert [group["GroupName"] for group in groups(store, scenes)] == ["Closing", "Opening"]


def test_forty_nodes_are_enough(store: ProjectStore) -> None:
    project = store.create("Autumn", "segmented")
    for _ in range(40):
        project, _ = add_node(project)
    page = open_studio(PAGE, project=store.save(project).project.id)
    assert page.button(key="nodes_add").disabled
    edit_table(page, "nodes", added=[{"name": "One more"}])
    assert "at most 40" in shown(page)


def test_the_length_of_a_node_is_chosen_and_its_texts_come_back(store: ProjectStore, scenes: Project) -> None:
    page = open_studio(PAGE, project=scenes.id)
    page.radio(key="nodes_mode_n1").set_value("fixed").run()
    assert "1 text is kept" in shown(page)
    page.number_input(key="nodes_seconds_n1").set_value(7.5).run()
    assert groups(store, scenes)[0]["Duration"] == 7.5
    page.radio(key="nodes_mode_n1").set_value("asset").run()
    assert groups(store, scenes)[0]["DurationAutoAdapt"] is True
    page.radio(key="nodes_mode_n1").set_value("voiceover").run()
    assert groups(store, scenes)[0]["SpeechTextArray"] == ["Picked by hand."]


def test_texts_are_written_changed_and_removed(store: ProjectStore, scenes: Project) -> None:
    page = open_studio(PAGE, project=scenes.id)
    page.text_area(key="nodes_text_n1_1").set_value("Roasted this morning.").run()
    page.text_area(key="nodes_text_n1_2").set_value("Ground only if you ask.").run()
    page.text_area(key="nodes_text_n1_0").set_value("Picked by my own hand.").run()
    assert "22 characters · about" in shown(page)
    page.button(key="nodes_text_remove_n1_1").click().run()
    assert groups(store, scenes)[0]["SpeechTextArray"] == ["Picked by my own hand.", "Ground only if you ask."]
    assert page.text_area(key="nodes_text_n1_1").value == "Ground only if you ask."
    assert page.text_area(key="nodes_text_n1_2").value == ""


def test_a_bad_name_stays_in_its_field_with_the_reason(store: ProjectStore, scenes: Project) -> None:
    page = open_studio(PAGE, project=scenes.id)
    page.text_input(key="nodes_name_n1").set_value("Hello 😀").run()
    assert "emoji" in page.error[0].value
    assert page.text_input(key="nodes_name_n1").value == "Hello 😀"
    assert groups(store, scenes)[0]["GroupName"] == "Opening"


def test_volume_and_cutting_are_set_and_given_back(store: ProjectStore, scenes: Project) -> None:
    page = open_studio(PAGE, project=scenes.id)
    assert page.number_input(key="nodes_volume_n1").value is None
    page.number_input(key="nodes_volume_n1").set_value(0.5).run()
    page.radio(key="nodes_split_n1").set_value("NoSplit").run()
    assert (groups(store, scenes)[0]["Volume"], groups(store, scenes)[0]["SplitMode"]) == (0.5, "NoSplit")
    page.number_input(key="nodes_volume_n1").set_value(None).run()
    assert "Volume" not in groups(store, scenes)[0]


def test_what_is_missing_elsewhere_leads_there(scenes: Project) -> None:
    page = open_studio(PAGE, project=scenes.id)
    page.button(key="nodes_see_n2").click().run()
    assert page.selectbox(key="nodes_open").value == "n2"
    assert "No footage yet" in shown(page)


def test_assets_are_shown_with_their_names_and_lengths(scenes: Project) -> None:
    page = open_studio(PAGE, project=scenes.id)
    assert [box.label for box in page.checkbox] == ["film.mp4", "still.png"]
    assert "2.0 s" in shown(page)
    assert "64 x 36" in shown(page)


def test_selected_assets_are_removed_and_moved(store: ProjectStore, scenes: Project) -> None:
    page = open_studio(PAGE, project=scenes.id)
    film, still = asset_ids(scenes, "n1")
    page.checkbox(key=f"nodes_pick_n1_{film}").check().run()
    page.button(key="nodes_move_many").click().run()
    assert page.selectbox(key="nodes_move_target").options == ["Closing"]
    page.button(key="nodes_move_yes").click().run()
    assert [box.key for box in page.checkbox] == [f"nodes_pick_n1_{still}"]
    page.checkbox(key=f"nodes_pick_n1_{still}").check().run()
    page.button(key="nodes_remove_many").click().run()
    assert [len(group["MediaArray"]) for group in groups(store, scenes)] == [0, 1]  # type: ignore[arg-type]


def test_the_parts_of_a_film_are_chosen_in_a_table(store: ProjectStore, scenes: Project) -> None:
    page = open_studio(PAGE, project=scenes.id)
    film, _ = asset_ids(scenes, "n1")
    page.menu_button(key=f"nodes_menu_n1_{film}").click("parts").run()
    edit_table(page, "nodes_parts", added=[{"in": 0.2, "out": 0.8}, {"in": 1.2}])
    media = film.removesuffix("#1")
    assert ranges_of(store.open(scenes.id), "n1", media) == ((0.2, 0.8), (1.2, 2.0))
    assert "2 parts" in shown(page)
    edit_table(page, "nodes_parts", edited={0: {"out": 0.1}})
    assert "0.1 s" in page.error[0].value
    page.button(key="nodes_parts_all").click().run()
    assert ranges_of(store.open(scenes.id), "n1", media) == ()
    page.button(key="nodes_parts_done").click().run()
    assert "Done" not in labels(page)


def test_two_hundred_assets_are_shown_a_page_at_a_time(store: ProjectStore) -> None:
    project, node = add_node(store.create("Autumn", "global"))
    project = add_assets(project, node, [f"{number}.mp4" for number in range(200)])
    page = open_studio(PAGE, project=store.save(project).project.id)
    assert [box.label for box in page.checkbox] == [f"{number}.mp4" for number in range(24)]
    page.button(key="nodes_select_all").click().run()
    page.button(key="nodes_remove_many").click().run()
    assert [box.label for box in page.checkbox] == [f"{number}.mp4" for number in range(24, 48)]
    page.button(key="undo").click().run()
    assert page.button(key=f"nodes_add_{node}_open").disabled


def test_assets_that_are_gone_say_so(store: ProjectStore, library: Library, scenes: Project) -> None:
    library.delete([asset.id for asset in library.assets().assets], although_used=True)
    page = open_studio(PAGE, project=scenes.id)
    assert "It was deleted" in shown(page)
    assert not page.exception


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ({"SplitMode": "Weird"}, "must begin"),
        ({"MediaArray": [f"{number}.mp4" for number in range(205)]}, "at most 200"),
        ({"SpeechTextArray": ["x" * 1001]}, "1,001 characters"),
    ],
)
def test_what_was_imported_with_mistakes_is_shown_with_them(
    store: ProjectStore, group: dict[str, object], said: str
) -> None:
    node = {"GroupName": "A", "MediaArray": ["a.mp4", "http://shop/b.mp4"], "SpeechTextArray": ["Hello."], **group}
    ranges = [{"Media": "a.mp4", "GroupName": "A", "TimeRangeList": [{"In": 5, "Out": 2}]}]
    document = {
        "InputConfig": {"MediaGroupArray": [node]},
        "EditingConfig": {"MediaConfig": {"MediaMetaDataArray": ranges}},
    }
    project = store.import_text(json.dumps(document), "Imported").project
    page = open_studio(PAGE, project=project.id)
    assert any(re.search(said, error.value) for error in page.error)
    assert "wrong on our side" not in shown(page)

"""The page of the voiceover, without a browser."""

from __future__ import annotations

import pytest

from s2v_core.projects import ProjectStore, scripts, set_scripts, set_value, value_of
from tests.studio.harness import edit_table, open_studio, press_in_table, shown

PAGE = "pages/3_broadcast.py"
pytestmark = pytest.mark.usefixtures("ran_navigation")


@pytest.fixture(autouse=True)
def _quick_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S2V_VOICE_EN", "pyttsx3:en-us")


def make(store: ProjectStore, *texts: str) -> str:
    project = store.create("Autumn", "global")
    return store.save(set_scripts(project, texts)).project.id if texts else project.id


def test_scripts_are_added_several_at_once(store: ProjectStore) -> None:
    project = make(store)
    studio = open_studio(PAGE, project=project)
    assert "No voiceover yet" in shown(studio)
    studio.text_area(key="broadcast_paste").set_value("• Hello there.\n\nGood day.\nHello there.\n").run()
    studio.button(key="broadcast_paste_add").click().run()
    assert scripts(store.open(project)) == ["Hello there.", "Good day."]
    assert studio.text_area(key="broadcast_paste").value == ""
    assert "2 of 50" in shown(studio)


def test_a_script_that_is_too_long_is_refused_where_it_was_pasted_and_stays_there(store: ProjectStore) -> None:
    project = make(store)
    studio = open_studio(PAGE, project=project)
    studio.text_area(key="broadcast_paste").set_value("x" * 1001).run()
    studio.button(key="broadcast_paste_add").click().run()
    assert "1,001 characters" in studio.error[0].value
    assert len(studio.text_area(key="broadcast_paste").value or "") == 1001
    assert not scripts(store.open(project))


def test_the_table_counts_characters_and_seconds_and_goes_on_counting(store: ProjectStore) -> None:
    project = make(store, "Hello there.", "Good day.")
    studio = open_studio(PAGE, project=project)
    assert list(studio.data_editor[0].value["count"]) == ["12", "9"]
    edit_table(studio, "broadcast_table", edited={1: {"text": "Good day, and a good evening."}})
    assert scripts(store.open(project)) == ["Hello there.", "Good day, and a good evening."]
    assert list(studio.data_editor[0].value["count"]) == ["12", "29"]
    assert "≈" in studio.data_editor[0].value["length"][1]


def test_each_script_has_buttons_to_listen_to_it_and_to_remove_it(store: ProjectStore) -> None:
    project = make(store, "Hello there.", "Good day.")
    studio = open_studio(PAGE, project=project)
    press_in_table(studio, "broadcast_table_hear", 1)
    assert "“Good day.”" in shown(studio)
    assert len(studio.get("audio")) == 1
    press_in_table(studio, "broadcast_table_remove", 1)
    assert scripts(store.open(project)) == ["Hello there."]
    assert not studio.get("audio")


def test_scripts_are_heard_in_each_voice_of_the_project(store: ProjectStore) -> None:
    project = store.open(make(store, "Hello there."))
    store.save(set_value(project, "EditingConfig.SpeechConfig.Voice", "pyttsx3:en-us, pyttsx3:en-gb"))
    studio = open_studio(PAGE, project=project.id)
    press_in_table(studio, "broadcast_table_hear", 0)
    assert "America" in shown(studio)
    studio.selectbox(key="broadcast_voice").set_value("pyttsx3:en-gb").run()
    studio.button(key="broadcast_listen").click().run()
    assert "Great Britain" in shown(studio)


def test_a_voice_from_elsewhere_is_shown_with_the_one_that_speaks_instead(store: ProjectStore) -> None:
    project = store.open(make(store, "Hello there."))
    store.save(set_value(project, "EditingConfig.SpeechConfig.Voice", "zhiru"))
    assert "zhiru → English" in shown(open_studio(PAGE, project=project.id))


def test_scripts_longer_than_a_video_may_be_are_told(store: ProjectStore) -> None:
    project = store.open(make(store, "Hello there.", "A very long story. " * 20))
    store.save(set_value(project, "OutputConfig.MaxDuration", 10))
    assert "1 script lasts longer" in shown(open_studio(PAGE, project=project.id))


def test_a_fixed_length_is_explained_instead_and_can_be_given_up(store: ProjectStore) -> None:
    project = store.save(set_value(store.create("Autumn", "global"), "OutputConfig.FixedDuration", 12)).project
    studio = open_studio(PAGE, project=project.id)
    assert "fixed length of 12 s" in shown(studio)
    assert not studio.text_area
    studio.button(key="broadcast_release").click().run()
    assert value_of(store.open(project.id), "OutputConfig.FixedDuration") is None
    assert studio.text_area(key="broadcast_paste")


def test_scripts_that_came_with_a_fixed_length_are_shown_below_the_explanation(store: ProjectStore) -> None:
    project = store.open(make(store, "Hello there."))
    output = {**project.document["OutputConfig"], "FixedDuration": 12}
    store.save(project.with_job({**project.document, "OutputConfig": output}))
    studio = open_studio(PAGE, project=project.id)
    assert "fixed length of 12 s" in shown(studio)
    press_in_table(studio, "broadcast_table_remove", 0)
    assert not scripts(store.open(project.id))
    assert not studio.data_editor


def test_a_segmented_project_is_sent_to_its_script_nodes(store: ProjectStore) -> None:
    project = store.create_sample("segmented")
    studio = open_studio(PAGE, project=project.id)
    assert "each script node has its own voiceover" in shown(studio)
    assert not studio.text_area


@pytest.mark.parametrize("sample", ["global", "chinese"])
def test_the_samples_show_their_scripts(store: ProjectStore, sample: str) -> None:
    project = store.create_sample(sample)
    studio = open_studio(PAGE, project=project.id, language="zh-CN" if sample == "chinese" else "en")
    assert list(studio.data_editor[0].value["text"]) == scripts(project)


def test_without_a_project_the_sample_is_offered() -> None:
    assert open_studio(PAGE).button(key="open_sample")

"""Projects as files of others: job documents and bundles, in and out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from s2v_core.errors import JobError
from s2v_core.projects import ProjectStore, export_bundle, export_job
from tests.job.documents import GLOBAL, changed


def test_a_job_document_goes_out_as_it_came_in(store: ProjectStore) -> None:
    document = changed(GLOBAL, **{"InputConfig.Own": {"a": [1, None]}, "UserData": {"x": "y"}, "Extra": 3})
    imported = store.import_text(json.dumps(document), "Bakery")
    assert json.loads(export_job(imported.project)) == document
    assert imported.project.mode == "global"


def test_texts_and_older_spellings_are_read_as_what_they_are_today(store: ProjectStore) -> None:
    document = {
        "InputConfig": json.dumps(
            {"MediaGroupArray": [{"GroupName": "a", "MediaArray": ["a.mp4"]}], "SpeechText": "Hi."}
        ),
        "EditingConfig": json.dumps({"SpeechConfig": {"Gain": 2}}),
        "OutputConfig": json.dumps({"MediaUrl": "a_{index}.mp4"}),
    }
    made = store.import_text(json.dumps(document), "Bakery").project
    assert made.document["InputConfig"]["SpeechTextArray"] == ["Hi."]
    assert "SpeechText" not in made.document["InputConfig"]
    assert made.document["EditingConfig"]["SpeechConfig"] == {"Volume": 2}
    assert made.document["OutputConfig"] == {"MediaURL": "a_{index}.mp4"}


def test_what_cannot_be_held_is_left_out_of_an_import_and_named(store: ProjectStore) -> None:
    imported = store.import_text(json.dumps(changed(GLOBAL, **{"OutputConfig.Count": "many"})), "Bakery")
    assert "Count" not in imported.project.document["OutputConfig"]
    assert "OutputConfig.Count" in [problem.path for problem in imported.problems]


@pytest.mark.parametrize("text", ["", "[1]", "{", '"x"', '{"InputConfig": 1, "Job": {}'])
def test_what_is_no_job_document_is_refused(store: ProjectStore, text: str) -> None:
    with pytest.raises(JobError):
        store.import_text(text, "Bakery")
    assert store.cards() == []


def test_a_bundle_brings_back_everything_but_the_history(store: ProjectStore) -> None:
    made = store.create_sample("segmented").with_notes("For Monday").with_production("job-1")
    saved = store.save(made).project
    again = store.import_text(export_bundle(saved), "unused").project
    assert (again.name, again.notes, again.mode, again.nodes) == (saved.name, "For Monday", "segmented", saved.nodes)
    assert (again.document, again.productions, again.revision) == (saved.document, (), 1)
    assert again.id != saved.id


def test_a_bundle_with_fields_of_the_wrong_kind_is_refused(store: ProjectStore) -> None:
    bundle = json.loads(export_bundle(store.create("Bakery", "global")))
    with pytest.raises(JobError, match="This is no project"):
        store.import_text(json.dumps(bundle | {"Mode": "sideways"}), "x")


def test_relative_media_of_an_imported_file_are_found_in_its_folder(store: ProjectStore, tmp_path: Path) -> None:
    (tmp_path / "a.mp4").touch()
    document = {
        "InputConfig": {"MediaGroupArray": [{"GroupName": "g", "MediaArray": ["a.mp4", "b.mp4", "media://c"]}]},
        "OutputConfig": {"MediaURL": "a_{index}.mp4"},
    }
    made = store.import_text(json.dumps(document), "x", folder=tmp_path).project
    assert made.groups[0]["MediaArray"] == [str((tmp_path / "a.mp4").resolve()), "b.mp4", "media://c"]


@pytest.mark.parametrize("name", ["", "x" * 500, "a\nb", None])
def test_a_bundle_without_a_proper_name_gets_that_of_its_file(store: ProjectStore, name: str | None) -> None:
    bundle = json.loads(export_bundle(store.create("Bakery", "global")))
    assert store.import_text(json.dumps(bundle | {"Name": name}), "file").project.name == "file"


def test_a_bundle_whose_mode_and_document_disagree_follows_the_document(store: ProjectStore) -> None:
    bundle = json.loads(export_bundle(store.create_sample("segmented")))
    assert store.import_text(json.dumps(bundle | {"Mode": "global"}), "x").project.mode == "segmented"

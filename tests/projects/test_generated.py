"""Generated texts in projects, with where they come from."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from s2v_core.copywriting import CopyText
from s2v_core.errors import JobError
from s2v_core.job import parse_job
from s2v_core.production.manifest import build_manifest
from s2v_core.projects import (
    ProjectStore,
    accept_node_texts,
    accept_texts,
    add_node,
    export_job,
    node_texts,
    remove_text,
    set_titles,
    titles,
)
from s2v_core.rendering import EncoderOptions

WHEN = datetime(2026, 5, 4, 12, tzinfo=UTC)


def written(text: str, model: str = "small") -> tuple[str, CopyText]:
    return text, CopyText(text=text, angle="story", model=model, prompt="{}", time=WHEN)


def test_texts_are_added_once_with_their_provenance(store: ProjectStore) -> None:
    project = set_titles(store.create("Autumn", "global"), ["My own"])
    after = accept_texts(project, "title", [written("One"), written("My own"), written("Two")])
    assert titles(after) == ["My own", "One", "Two"]
    assert after.provenance_of("My own") is None
    known = after.provenance_of("One")
    assert known is not None
    assert (known.model, known.prompt, known.time) == ("small", "{}", WHEN)
    saved = store.save(after).project
    assert store.open(saved.id).provenance_of("Two") is not None


def test_what_does_not_fit_is_refused_and_nothing_is_added(store: ProjectStore) -> None:
    project = store.create("Autumn", "global")
    with pytest.raises(JobError):
        accept_texts(project, "title", [written("One"), written("x" * 51)])


def test_script_nodes_take_texts_too(store: ProjectStore) -> None:
    project, node = add_node(store.create("Autumn", "segmented"))
    after = accept_node_texts(
        accept_node_texts(project, node, [written("One")]), node, [written("One"), written("Two")]
    )
    assert node_texts(after, node) == ["One", "Two"]
    assert after.provenance_of("Two") is not None


def test_the_job_of_a_project_tells_where_the_texts_in_it_come_from(store: ProjectStore) -> None:
    project = accept_texts(store.create("Autumn", "global"), "title", [written("One"), written("Two")])
    document = json.loads(export_job(remove_text(project, "title", "Two")))
    job, problems = parse_job(document)
    assert job is not None
    assert not [problem for problem in problems if "S2V" in problem.path]
    [entry] = job.input_config.s2v.provenance
    assert (entry.text, entry.model, entry.time) == ("One", "small", "2026-05-04T12:00:00Z")
    manifest = build_manifest(job, seed=0, encoder=EncoderOptions(), outputs=(), problems=(), made_at=WHEN)
    told = {"Text": "One", "Model": "small", "Prompt": "{}", "Time": "2026-05-04T12:00:00Z"}
    assert manifest["GeneratedTexts"] == [told]
    assert "S2V" not in json.loads(export_job(set_titles(project, ["Mine"])))["InputConfig"]

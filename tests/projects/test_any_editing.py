"""Whatever is done to a project, it stays a job document that can be read, and loses nothing that it does not know."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from s2v_core import projects as p
from s2v_core.errors import JobError, ProjectError
from s2v_core.job import parse_job
from s2v_core.projects import Project
from s2v_core.projects.documents import canonical
from s2v_core.projects.files import from_bytes, to_bytes
from tests.job.documents import GLOBAL, SEGMENTED, SILENT, changed
from tests.projects.making import project

TEXTS = st.lists(st.text(max_size=12) | st.sampled_from(["Hello.", "x" * 60, "x" * 1001]), max_size=4)
MEDIA = st.lists(st.sampled_from(["a.mp4", "b.mp4", "media://cake-1.mp4", "media://c.mp4", ""]), max_size=3)
NAMES = st.sampled_from(["opening", "product", "g1", "g2", "new", "new.1", "", "x" * 60]) | st.text(max_size=6)
NUMBERS = st.sampled_from([None, -1, 0, 0.5, 1, 5, 12, 1e9])
PATHS = st.sampled_from(
    [
        *("OutputConfig.Count", "OutputConfig.FixedDuration", "OutputConfig.MaxDuration", "OutputConfig.Width"),
        *("EditingConfig.SpeechConfig.Voice", "EditingConfig.TitleConfig.FontSize", "EditingConfig.S2V.Fit"),
        *("EditingConfig.ProcessConfig.AllowTransition", "EditingConfig.SubHeadingConfig.2.Y"),
    ]
)
Operation = Callable[[Project, st.DataObject], Project]


def node_of(of: Project, data: st.DataObject) -> str:
    return data.draw(st.sampled_from([*of.nodes, "n77"]))


def media_of(of: Project, node: str, data: st.DataObject) -> str:
    known = p.media_of_node(of, node)
    return data.draw(st.sampled_from([*known, "a.mp4"]))


def table_edit(of: Project, data: st.DataObject) -> Project:
    rows = [dict(row) for row in p.nodes_table(of)]
    data.draw(st.randoms(use_true_random=False)).shuffle(rows)
    for row in rows:
        if data.draw(st.booleans()):
            row |= {"name": data.draw(NAMES), "volume": data.draw(NUMBERS)}
    rows = rows[data.draw(st.integers(0, 1)) :]
    return p.apply_nodes_table(of, [*rows, {"name": data.draw(NAMES)}])


OPERATIONS: dict[str, Operation] = {
    "add node": lambda of, data: p.add_node(of, name=data.draw(NAMES), media=data.draw(MEDIA))[0],
    "delete node": lambda of, data: p.delete_nodes(of, [node_of(of, data)]),
    "move node": lambda of, data: p.move_node(of, node_of(of, data), data.draw(st.integers(-3, 3))),
    "rename node": lambda of, data: p.rename_node(of, node_of(of, data), data.draw(NAMES)),
    "node texts": lambda of, data: p.set_node_texts(of, node_of(of, data), data.draw(TEXTS)),
    "duration": lambda of, data: p.set_duration(
        of, node_of(of, data), data.draw(st.sampled_from(["voiceover", "fixed", "asset"])), data.draw(NUMBERS)
    ),
    "volume": lambda of, data: p.set_volume(of, node_of(of, data), data.draw(NUMBERS)),
    "add assets": lambda of, data: p.add_assets(of, node_of(of, data), data.draw(MEDIA)),
    "remove asset": lambda of, data: p.remove_assets(of, node := node_of(of, data), [f"{media_of(of, node, data)}#1"]),
    "move asset": lambda of, data: p.move_assets(
        of, node := node_of(of, data), [f"{media_of(of, node, data)}#1"], node_of(of, data)
    ),
    "ranges": lambda of, data: p.set_ranges(
        of,
        node := node_of(of, data),
        media_of(of, node, data),
        data.draw(st.lists(st.tuples(st.integers(-1, 9), st.integers(0, 9)), max_size=2)),
    ),
    "titles": lambda of, data: p.set_titles(of, data.draw(TEXTS)),
    "sub-headings": lambda of, data: p.set_sub_headings(of, data.draw(st.integers(0, 6)), data.draw(TEXTS)),
    "scripts": lambda of, data: p.set_scripts(of, data.draw(TEXTS)),
    "music": lambda of, data: p.set_music(of, data.draw(MEDIA)),
    "sticker": lambda of, data: p.add_sticker(of, "logo.png", x=data.draw(st.floats(-1, 3))),
    "value": lambda of, data: p.set_value(of, data.draw(PATHS), data.draw(NUMBERS)),
    "lock": lambda of, data: p.lock(of, "shot", "a.mp4", slot="product.0", output=data.draw(st.integers(0, 2))),
    "redraw": lambda of, data: p.redraw_output(of, data.draw(st.integers(0, 2)), ["title", "shot:product.0"]),
    "redraw all": lambda of, _: p.redraw_all(of),
    "mode": lambda of, data: p.change_mode(of, data.draw(st.sampled_from(["global", "segmented"]))).project,
    "table": table_edit,
}


def errors_of(of: Project) -> set[str]:
    """The errors apart from what is merely missing yet."""
    return {
        problem.message
        for problem in parse_job(of.document)[1]
        if problem.severity == "error" and not problem.message.startswith(("There are no", "The group has no assets"))
    }


def starting(document: dict[str, Any]) -> Project:
    return project(
        changed(
            document,
            **{
                "Own": {"a": [1]},
                "InputConfig.Own": 1,
                "EditingConfig.ProcessConfig.Own": "x",
                "EditingConfig.S2V.Own": [],
                "OutputConfig.Own": 2,
            },
        )
    )


@given(st.data(), st.sampled_from([GLOBAL, SEGMENTED, SILENT]))
@settings(max_examples=60, deadline=None)
def test_any_editing_keeps_a_sound_document(data: st.DataObject, document: dict[str, Any]) -> None:
    state = starting(document)
    for name in data.draw(st.lists(st.sampled_from(sorted(OPERATIONS)), min_size=1, max_size=8)):
        before = json.dumps(state.document)
        try:
            after = OPERATIONS[name](state, data)
        except (JobError, ProjectError):
            after = state
        assert json.dumps(state.document) == before
        state = after
    job, _ = parse_job(state.document)
    assert job is not None
    assert errors_of(state) == set()
    assert not state.nodes or job.mode == state.mode
    assert len(set(state.nodes)) == len(state.groups)
    assert canonical(state.document)[0] == state.document
    assert (state.document["Own"], state.document["InputConfig"]["Own"]) == ({"a": [1]}, 1)
    assert state.document["EditingConfig"]["ProcessConfig"]["Own"] == "x"
    assert (state.document["EditingConfig"]["S2V"]["Own"], state.document["OutputConfig"]["Own"]) == ([], 2)
    assert from_bytes(to_bytes(state), where="x") == state


@given(st.data(), st.sampled_from([GLOBAL, SEGMENTED]))
@settings(max_examples=60, deadline=None)
def test_the_rows_of_an_edited_table_are_those_of_the_project_it_makes(
    data: st.DataObject, document: dict[str, Any]
) -> None:
    before = project(document)
    rows = [row for row in p.nodes_table(before) if data.draw(st.booleans())]
    fresh = data.draw(st.permutations([f"name {number}" for number in range(5)]))
    for row, name in zip(rows, fresh, strict=False):
        row |= {"name": name, "volume": data.draw(st.none() | st.floats(0, 10))}
        if row.get("texts"):
            row["texts"] = data.draw(st.lists(st.sampled_from(["One.", "Two."]), min_size=1, max_size=3))
    rows = data.draw(st.permutations(rows))
    after = p.nodes_table(p.apply_nodes_table(before, [{**row, "position": None} for row in rows]))
    assert [{**row, "position": None} for row in after] == [{**row, "position": None} for row in rows]

"""Edits as a table editor reports them."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from s2v_core.projects import apply_nodes_table, nodes_table, with_edits
from tests.projects.making import one_story

EDITS = st.fixed_dictionaries(
    {
        "edited_rows": st.dictionaries(st.integers(0, 4), st.fixed_dictionaries({"name": st.sampled_from("xyz")})),
        "added_rows": st.lists(st.fixed_dictionaries({"name": st.sampled_from("uvw")}), max_size=2),
        "deleted_rows": st.lists(st.integers(0, 4), max_size=3),
    }
)


def test_edits_meet_the_rows_that_they_were_made_on() -> None:
    before = one_story()
    edits = {"edited_rows": {2: {"name": "end"}}, "added_rows": [{"name": "more"}], "deleted_rows": [0]}
    after = apply_nodes_table(before, with_edits(nodes_table(before), edits))
    assert [group["GroupName"] for group in after.groups] == ["product", "end", "more"]
    assert after.nodes[:2] == before.nodes[1:]


def test_positions_may_come_as_texts_and_an_id_cannot_be_edited() -> None:
    rows = [{"id": "a", "name": "x"}, {"id": "b", "name": "y"}]
    edits = {"edited_rows": {"1": {"name": "z", "id": "a"}}, "added_rows": [{"id": "a", "name": "new"}]}
    assert with_edits(rows, edits) == [{"id": "a", "name": "x"}, {"id": "b", "name": "z"}, {"name": "new"}]


@given(EDITS)
def test_rows_that_are_not_deleted_stay_themselves(edits: dict[str, Any]) -> None:
    rows = [{"id": str(place), "name": "n"} for place in range(4)]
    after = with_edits(rows, edits)
    kept = [place for place in range(4) if place not in edits["deleted_rows"]]
    assert [row.get("id") for row in after] == [*map(str, kept), *(None for _ in edits["added_rows"])]
    for place, row in zip(kept, after, strict=False):
        assert row["name"] == edits["edited_rows"].get(place, {"name": "n"})["name"]

"""The assets of a node and the parts of them that may be shown."""

from __future__ import annotations

import pytest

from s2v_core.errors import JobError, ProjectError
from s2v_core.projects import (
    add_assets,
    apply_ranges_table,
    arrange_assets,
    asset_ids,
    media_of_node,
    move_assets,
    ranges_of,
    ranges_table,
    remove_assets,
    set_ranges,
)
from tests.projects.making import one_story, path_of_refusal

CAKE = "media://cake-1.mp4"
OTHER = "media://cake-2.mp4"


def test_assets_are_added_once() -> None:
    before = one_story()
    node = before.nodes[1]
    after = add_assets(before, node, ["a.mp4", OTHER, "a.mp4"])
    assert media_of_node(after, node) == [CAKE, OTHER, "a.mp4"]


def test_a_node_takes_two_hundred_assets() -> None:
    before = one_story()
    with pytest.raises(JobError, match="at most 200") as caught:
        add_assets(before, before.nodes[0], [f"{number}.mp4" for number in range(199)])
    assert path_of_refusal(caught.value) == "InputConfig.MediaGroupArray[0].MediaArray"


def test_an_empty_reference_is_refused_where_it_would_stand() -> None:
    before = one_story()
    with pytest.raises(JobError, match="reference to the media is empty") as caught:
        add_assets(before, before.nodes[0], ["a.mp4", " "])
    assert path_of_refusal(caught.value) == "InputConfig.MediaGroupArray[0].MediaArray[3]"


def test_the_same_asset_twice_has_two_ids_and_one_can_go() -> None:
    before = one_story(**{"InputConfig.MediaGroupArray[1].MediaArray": [CAKE, OTHER, CAKE]})
    node = before.nodes[1]
    assert asset_ids(before, node) == [f"{CAKE}#1", f"{OTHER}#1", f"{CAKE}#2"]
    after = remove_assets(before, node, [f"{CAKE}#1"])
    assert media_of_node(after, node) == [OTHER, CAKE]
    assert ranges_of(after, node, CAKE) == ((0, 4), (9, 15.5))


def test_removing_an_asset_takes_its_ranges_with_it() -> None:
    before = one_story()
    after = remove_assets(before, before.nodes[1], [f"{CAKE}#1"])
    assert "MediaMetaDataArray" not in after.document["EditingConfig"]["MediaConfig"]
    assert after.document["EditingConfig"]["MediaConfig"]["Volume"] == 0


def test_assets_can_be_put_in_another_order() -> None:
    before = one_story()
    node = before.nodes[1]
    assert media_of_node(arrange_assets(before, node, [f"{OTHER}#1"]), node) == [OTHER, CAKE]
    with pytest.raises(ProjectError, match="no longer has this asset"):
        arrange_assets(before, node, ["gone#1"])


def test_assets_move_to_another_node_with_their_ranges() -> None:
    before = one_story()
    opening, product, _ = before.nodes
    after = move_assets(before, product, [f"{CAKE}#1"], opening)
    assert media_of_node(after, product) == [OTHER]
    assert media_of_node(after, opening)[-1] == CAKE
    assert (ranges_of(after, product, CAKE), ranges_of(after, opening, CAKE)) == ((), ((0, 4), (9, 15.5)))


def test_ranges_keep_what_else_their_entry_says() -> None:
    place = "EditingConfig.MediaConfig.MediaMetaDataArray[0]"
    before = one_story(**{f"{place}.Opacity": 0.5, f"{place}.TimeRangeList[0].Own": 1})
    node = before.nodes[1]
    after = set_ranges(before, node, CAKE, [(1, 2)])
    assert after.document["EditingConfig"]["MediaConfig"]["MediaMetaDataArray"] == [
        {"Media": CAKE, "GroupName": "product", "TimeRangeList": [{"In": 1, "Out": 2, "Own": 1}], "Opacity": 0.5}
    ]
    fresh = set_ranges(after, node, OTHER, [(0.5, 3), (4, 5)])
    assert ranges_of(fresh, node, OTHER) == ((0.5, 3), (4, 5))
    assert ranges_of(set_ranges(fresh, node, OTHER, []), node, OTHER) == ()


def test_a_table_of_ranges_is_edited_row_by_row() -> None:
    before = one_story()
    node = before.nodes[1]
    rows = ranges_table(before, node, CAKE)
    assert rows == [{"id": "0", "in": 0, "out": 4}, {"id": "1", "in": 9, "out": 15.5}]
    added = [{"in": 5.0}, {"in": None, "out": None}, {"out": 3.0}]
    after = apply_ranges_table(before, node, CAKE, [rows[1] | {"in": 10}, *added], end=20.0)
    assert ranges_of(after, node, CAKE) == ((0, 3), (5, 20), (10, 15.5))
    assert ranges_of(apply_ranges_table(after, node, CAKE, []), node, CAKE) == ()


def test_a_row_without_an_end_needs_the_length_of_the_asset() -> None:
    before = one_story()
    with pytest.raises(JobError, match="no end"):
        apply_ranges_table(before, before.nodes[1], CAKE, [{"in": 5.0, "out": None}])


@pytest.mark.parametrize("wrong", [(2.0, 1.0), (1.0, 1.0), (-1.0, 1.0), (0.0, 1e6)])
def test_a_range_that_is_none_is_refused_at_its_place(wrong: tuple[float, float]) -> None:
    before = one_story()
    node = before.nodes[1]
    with pytest.raises(JobError) as caught:
        set_ranges(before, node, OTHER, [(0, 1), wrong])
    assert path_of_refusal(caught.value).startswith("EditingConfig.MediaConfig.MediaMetaDataArray[1].TimeRangeList[1]")


def test_a_refusal_names_the_place_in_the_whole_document_and_not_in_what_was_looked_at() -> None:
    before = set_ranges(one_story(), one_story().nodes[0], "media://street.jpg", [(0, 1)])
    with pytest.raises(JobError) as caught:
        set_ranges(before, before.nodes[0], "media://street.jpg", [(3, 1)])
    assert path_of_refusal(caught.value) == "EditingConfig.MediaConfig.MediaMetaDataArray[1].TimeRangeList[0]"

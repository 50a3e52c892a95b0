"""Tables of the studio: rows out, edited rows back in."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest

from s2v_core.errors import JobError, ProjectError
from s2v_core.projects import (
    Project,
    apply_assets_table,
    apply_nodes_table,
    apply_stickers_table,
    apply_titles_table,
    assets_table,
    media_of_node,
    nodes_table,
    ranges_of,
    set_ranges,
    stickers,
    stickers_table,
    sub_headings,
    texts_of_table,
    texts_table,
    titles,
    titles_table,
)
from tests.projects.making import one_story, path_of_refusal, scenes

CAKE = "media://cake-1.mp4"
EVERY_TABLE = [
    (nodes_table, apply_nodes_table),
    (titles_table, apply_titles_table),
    (stickers_table, apply_stickers_table),
    (
        lambda of: assets_table(of, of.nodes[1]),
        lambda of, rows: apply_assets_table(of, of.nodes[1], rows),
    ),
]


def names(of: Project) -> list[str]:
    return [group["GroupName"] for group in of.groups]


@pytest.mark.parametrize("made", [one_story, scenes])
@pytest.mark.parametrize(("table", "apply"), EVERY_TABLE)
def test_an_unedited_table_changes_nothing(made: Any, table: Any, apply: Any) -> None:
    before = made()
    assert apply(before, table(before)) == before


@pytest.mark.parametrize("made", [one_story, scenes])
@pytest.mark.parametrize(("table", "apply"), EVERY_TABLE)
def test_nor_does_one_that_went_through_a_data_frame(made: Any, table: Any, apply: Any) -> None:
    before = made()
    assert apply(before, pd.DataFrame(table(before)).to_dict("records")) == before


def test_a_row_says_everything_about_its_node() -> None:
    silent, spoken, _ = nodes_table(scenes())
    assert silent == {
        "id": "n1",
        "position": 1,
        "name": "g1",
        "assets": 1,
        "picture": "media://a.mp4",
        "volume": 1,
        "duration_mode": "fixed",
        "duration": 3,
        "texts": [],
        "split_mode": "AverageSplit",
    }
    assert (spoken["duration_mode"], spoken["duration"], spoken["texts"]) == (
        "voiceover",
        None,
        ["Hello.", "Good day."],
    )
    assert "texts" not in nodes_table(one_story())[0]


def test_nodes_are_renamed_added_deleted_and_changed_at_once() -> None:
    before = scenes()
    first, _, third = nodes_table(before)
    rows = [
        {**third, "name": "g1", "volume": 0.5, "split_mode": "AverageSplit", "texts": ["Bye."]},
        {**first, "name": "g3", "duration": 7},
        {"name": "new", "texts": ["Well."]},
        {"id": math.nan, "name": None},
    ]
    after = apply_nodes_table(before, rows)
    assert names(after) == ["g1", "g3", "new", "Scene 1"]
    assert after.nodes[:2] == ("n3", "n1")
    assert after.groups[0] == {
        "GroupName": "g1",
        "MediaArray": ["media://d.png"],
        "SpeechTextArray": ["Bye."],
        "SplitMode": "AverageSplit",
        "Volume": 0.5,
    }
    assert after.groups[1]["Duration"] == 7
    assert after.groups[2]["SpeechTextArray"] == ["Well."]


def test_a_node_moves_where_its_position_says() -> None:
    before = one_story()
    rows = nodes_table(before)
    rows[2]["position"] = 1
    assert names(apply_nodes_table(before, rows)) == ["closing", "opening", "product"]


def test_an_edit_of_a_table_that_breaks_a_rule_is_refused_at_its_field() -> None:
    before = scenes()
    rows = nodes_table(before)
    rows[2]["volume"] = 99
    with pytest.raises(JobError) as caught:
        apply_nodes_table(before, rows)
    assert path_of_refusal(caught.value) == "InputConfig.MediaGroupArray[2].Volume"


def test_the_length_of_a_node_with_voiceover_is_not_set_by_hand() -> None:
    before = scenes()
    rows = nodes_table(before)
    rows[1]["duration"] = 4
    with pytest.raises(JobError, match="voiceover sets the length") as caught:
        apply_nodes_table(before, rows)
    assert path_of_refusal(caught.value) == "InputConfig.MediaGroupArray[1].Duration"
    rows[1]["duration_mode"] = "fixed"
    assert apply_nodes_table(before, rows).groups[1]["Duration"] == 4


def test_rows_of_another_table_are_refused() -> None:
    with pytest.raises(ProjectError, match="no longer there"):
        apply_nodes_table(scenes(), [{"id": "n9", "name": "x"}])
    with pytest.raises(ProjectError, match="no longer there"):
        apply_stickers_table(one_story(), [{"id": "gone#1", "x": 0}])
    with pytest.raises(ProjectError, match="no longer has this asset"):
        apply_assets_table(one_story(), "n1", [{"id": "gone#1"}])


def test_assets_are_added_removed_and_cut() -> None:
    before = one_story()
    node = before.nodes[1]
    first, second = assets_table(before, node)
    assert first == {"id": f"{CAKE}#1", "media": CAKE, "in": 0, "out": 4, "more": 1}
    after = apply_assets_table(
        before, node, [{**second, "in": 1.0, "out": 2.0}, {**first, "in": 0.5}, {"media": "x.mp4"}]
    )
    assert media_of_node(after, node) == ["media://cake-2.mp4", CAKE, "x.mp4"]
    assert ranges_of(after, node, CAKE) == ((0.5, 4), (9, 15.5))
    assert ranges_of(after, node, "media://cake-2.mp4") == ((1, 2),)
    gone = apply_assets_table(before, node, [second])
    assert media_of_node(gone, node) == ["media://cake-2.mp4"]
    assert apply_assets_table(before, node, []).groups[1]["MediaArray"] == []


def test_of_two_rows_about_one_asset_the_deleted_one_goes() -> None:
    before = one_story(**{"InputConfig.MediaGroupArray[1].MediaArray": [CAKE, CAKE, "other.mp4"]})
    _, second, other = assets_table(before, "n2")
    after = apply_assets_table(before, "n2", [second, other])
    assert media_of_node(after, "n2") == [CAKE, "other.mp4"]


def test_a_range_is_cleared_or_needs_its_end() -> None:
    before = set_ranges(one_story(), "n2", CAKE, [(1, 2)])
    rows = assets_table(before, "n2")
    rows[0] |= {"in": math.nan, "out": None}
    assert ranges_of(apply_assets_table(before, "n2", rows), "n2", CAKE) == ()
    rows[0] |= {"in": 1.5, "out": None}
    with pytest.raises(JobError, match="no end"):
        apply_assets_table(before, "n2", rows)
    rows[0] |= {"in": None, "out": 3.0}
    assert ranges_of(apply_assets_table(before, "n2", rows), "n2", CAKE) == ((0, 3),)


def test_titles_of_all_levels_are_one_table() -> None:
    before = one_story()
    rows = titles_table(before)
    assert rows[2] == {"id": "1.0", "level": 1, "text": "Open 7 to 7", "characters": 11}
    after = apply_titles_table(before, [{**rows[0], "text": "Ours"}, {"level": 3, "text": "Three"}, {"text": " "}])
    assert (titles(after), sub_headings(after, 1), sub_headings(after, 3)) == (["Ours"], [], ["Three"])
    with pytest.raises(JobError, match="level must be from 1 to 5"):
        apply_titles_table(before, [{"level": 7, "text": "x"}])


def test_texts_come_back_without_blanks() -> None:
    rows = texts_table(["One.", "Two."])
    assert rows[1] == {"id": "1", "text": "Two.", "characters": 4}
    assert texts_of_table([*rows, {"text": None}, {"text": " "}, {"text": "Three."}]) == ["One.", "Two.", "Three."]


def test_stickers_change_places_and_pictures_without_losing_the_rest() -> None:
    before = one_story(**{"InputConfig.StickerArray[0].Own": 1})
    (row,) = stickers_table(before)
    after = apply_stickers_table(before, [{"media": "new.png", "x": 0.5}, {**row, "media": "other.png", "width": None}])
    assert stickers(after) == [
        {"MediaURL": "new.png", "X": 0.5},
        {"MediaURL": "other.png", "X": 0.8, "Y": 0.03, "Height": 0.08, "Opacity": 0.9, "Own": 1},
    ]
    assert stickers(apply_stickers_table(before, [])) == []
    with pytest.raises(JobError, match="from 0 to 1"):
        apply_stickers_table(before, [{**row, "opacity": 3}])

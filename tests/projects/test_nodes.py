"""Script nodes: added, deleted, moved, renamed; their lengths and texts."""

from __future__ import annotations

import pytest

from s2v_core.errors import JobError, ProjectError
from s2v_core.job import parse_job
from s2v_core.projects import (
    Project,
    add_node,
    arrange_nodes,
    delete_nodes,
    duration_mode_of,
    lock,
    move_node,
    rename_node,
    rename_nodes,
    set_duration,
    set_node_texts,
    set_split_mode,
    set_volume,
)
from tests.projects.making import one_story, path_of_refusal, project, scenes

DATA = "EditingConfig.MediaConfig.MediaMetaDataArray"


def names(of: Project) -> list[str]:
    return [group["GroupName"] for group in of.groups]


def job_mode(of: Project) -> str:
    job, _ = parse_job(of.document)
    assert job is not None
    return job.mode


def test_a_new_node_gets_a_name_that_is_free_and_an_id_of_its_own() -> None:
    first, one = add_node(one_story())
    second, two = add_node(first, position=0)
    assert names(second) == ["Scene 2", "opening", "product", "closing", "Scene 1"]
    assert second.nodes == (two, *one_story().nodes, one)
    assert len(set(second.nodes)) == 5


def test_the_id_of_a_deleted_node_is_not_given_to_another_whose_texts_were_set_aside() -> None:
    before, node = add_node(scenes(), name="new")
    aside = set_duration(set_node_texts(before, node, ["Hi."]), node, "fixed", 2)
    again, other = add_node(delete_nodes(aside, [node]), name="other")
    assert other != node
    assert set_duration(again, other, "voiceover").groups[-1]["SpeechTextArray"] == []


def test_a_node_may_be_without_assets_for_now() -> None:
    after, _ = add_node(project({"OutputConfig": {"MediaURL": "a_{index}.mp4"}}), name="first")
    assert names(after) == ["first"]


def test_there_are_no_more_nodes_than_a_job_may_have() -> None:
    groups = [{"GroupName": f"g{number}", "MediaArray": ["a.mp4"]} for number in range(40)]
    full = project({"InputConfig": {"MediaGroupArray": groups}, "OutputConfig": {"MediaURL": "a_{index}.mp4"}})
    with pytest.raises(JobError, match="41 groups; at most 40") as caught:
        add_node(full)
    assert path_of_refusal(caught.value) == "InputConfig.MediaGroupArray"


def test_deleting_a_node_takes_its_ranges_and_draws_with_it() -> None:
    before = lock(lock(one_story(), "shot", "media://cake-1.mp4", slot="product.0"), "shot", "x", slot="opening.1")
    after = delete_nodes(before, [before.nodes[1]])
    assert names(after) == ["opening", "closing"]
    assert "MediaMetaDataArray" not in after.document["EditingConfig"]["MediaConfig"]
    assert [draw["Slot"] for draw in after.document["OutputConfig"]["S2V"]["Draws"]] == ["opening.1"]


def test_nodes_keep_their_ids_when_they_move() -> None:
    before = one_story()
    opening, product, closing = before.nodes
    assert move_node(before, opening, 1).nodes == (product, opening, closing)
    assert move_node(before, opening, -5).nodes == before.nodes
    assert names(move_node(before, opening, 99)) == ["product", "closing", "opening"]
    assert arrange_nodes(before, [closing]).nodes == (closing, opening, product)


def test_a_rename_reaches_the_ranges_and_the_draws() -> None:
    before = lock(one_story(), "shot", "media://cake-1.mp4", slot="product.3")
    after = rename_node(before, before.nodes[1], "  cakes ")
    assert names(after) == ["opening", "cakes", "closing"]
    assert after.document["EditingConfig"]["MediaConfig"]["MediaMetaDataArray"][0]["GroupName"] == "cakes"
    assert after.document["OutputConfig"]["S2V"]["Draws"][0]["Slot"] == "cakes.3"
    assert after.nodes == before.nodes


def test_a_name_that_looks_like_a_shot_of_another_node_is_not_taken_for_one() -> None:
    names_of = {"InputConfig.MediaGroupArray[1].GroupName": "g1.0"}
    before = lock(lock(scenes(**names_of), "script", "Hello.", slot="g1.0"), "shot", "x", slot="g1.0")
    before = lock(before, "transition", "fade", slot="0")
    renamed = rename_node(before, before.nodes[0], "first")
    assert [draw["Slot"] for draw in renamed.document["OutputConfig"]["S2V"]["Draws"]] == ["g1.0", "first.0", "0"]
    deleted = delete_nodes(before, [before.nodes[1]])
    assert [draw["Decision"] for draw in deleted.document["OutputConfig"]["S2V"]["Draws"]] == ["shot", "transition"]


def test_two_nodes_may_exchange_their_names_with_all_that_belongs_to_them() -> None:
    before = one_story()
    opening, product, _ = before.nodes
    after = rename_nodes(before, {opening: "product", product: "opening"})
    assert names(after) == ["product", "opening", "closing"]
    assert after.document["EditingConfig"]["MediaConfig"]["MediaMetaDataArray"][0]["GroupName"] == "opening"


@pytest.mark.parametrize(
    ("name", "reason"),
    [("", "no name"), ("closing", "already called"), ("x" * 51, "51 characters"), ("cake \U0001f370", "emoji")],
)
def test_a_bad_name_is_refused_at_its_field(name: str, reason: str) -> None:
    before = one_story()
    with pytest.raises(JobError, match=reason) as caught:
        rename_node(before, before.nodes[0], name)
    assert path_of_refusal(caught.value).endswith("].GroupName")


def test_a_project_that_came_with_a_bad_value_can_still_be_edited_elsewhere() -> None:
    before = one_story(**{"InputConfig.MediaGroupArray[1].GroupName": "opening", "OutputConfig.Count": 500})
    assert names(move_node(before, before.nodes[2], -1))[1] == "closing"
    assert len(delete_nodes(before, [before.nodes[0]]).nodes) == 2
    assert names(rename_node(before, before.nodes[1], "product")) == ["opening", "product", "closing"]


def test_volume_and_split_mode_keep_to_their_limits() -> None:
    before = scenes()
    node = before.nodes[0]
    assert set_volume(before, node, 0.5).groups[0]["Volume"] == 0.5
    assert "Volume" not in set_volume(before, node, None).groups[0]
    assert set_split_mode(before, node, "NoSplit").groups[0]["SplitMode"] == "NoSplit"
    with pytest.raises(JobError, match="from 0 to 10") as caught:
        set_volume(before, node, 11)
    assert path_of_refusal(caught.value) == "InputConfig.MediaGroupArray[0].Volume"
    with pytest.raises(JobError, match="must be one of AverageSplit, NoSplit"):
        set_split_mode(before, node, "Half")


def test_texts_set_the_length_of_a_node_instead_of_its_duration() -> None:
    before = scenes()
    after = set_node_texts(before, before.nodes[0], ["Good evening.", "  ", " Hello. "])
    assert after.groups[0] == {
        "GroupName": "g1",
        "MediaArray": ["media://a.mp4"],
        "Volume": 1,
        "SpeechTextArray": ["Good evening.", "Hello."],
    }
    assert duration_mode_of(after, before.nodes[0]) == "voiceover"


def test_texts_are_set_aside_while_the_duration_is_fixed_and_come_back() -> None:
    before = scenes()
    node = before.nodes[1]
    fixed = set_duration(before, node, "fixed", 4)
    assert fixed.groups[1]["Duration"] == 4
    assert "SpeechTextArray" not in fixed.groups[1]
    adapted = set_duration(fixed, node, "asset")
    assert (duration_mode_of(adapted, node), adapted.groups[1]["Duration"]) == ("asset", 4)
    back = set_duration(adapted, node, "voiceover")
    assert back.document == before.document
    assert back.aside == {}


def test_a_segmented_project_stays_segmented_when_its_last_text_goes() -> None:
    after = scenes()
    for node in after.nodes:
        after = set_duration(after, node, "voiceover")
        after = set_node_texts(after, node, [])
    assert job_mode(after) == "segmented"
    assert {duration_mode_of(after, node) for node in after.nodes} == {"voiceover"}
    assert job_mode(delete_nodes(after, after.nodes[:2])) == "segmented"


def test_a_text_too_long_or_a_length_out_of_range_is_refused_at_its_field() -> None:
    before = scenes()
    with pytest.raises(JobError, match="1,001 characters") as caught:
        set_node_texts(before, before.nodes[2], ["Hi.", "x" * 1001])
    assert path_of_refusal(caught.value) == "InputConfig.MediaGroupArray[2].SpeechTextArray[1]"
    with pytest.raises(JobError, match="longer than 0 seconds"):
        set_duration(before, before.nodes[0], "fixed", 0)


def test_nodes_of_a_global_project_have_neither_texts_nor_a_length() -> None:
    before = one_story()
    with pytest.raises(JobError, match="no voiceover of their own"):
        set_node_texts(before, before.nodes[0], ["Hi."])
    with pytest.raises(JobError, match="no length of their own"):
        set_duration(before, before.nodes[0], "fixed", 3)


def test_a_node_that_is_gone_is_named_as_such() -> None:
    with pytest.raises(ProjectError, match="no longer there"):
        move_node(one_story(), "n99", 1)

"""Titles, scripts, music and stickers."""

from __future__ import annotations

import pytest

from s2v_core.errors import JobError, ProjectError
from s2v_core.projects import (
    TextPool,
    add_music,
    add_sticker,
    add_texts,
    backgrounds,
    change_sticker,
    lines_of,
    longest_text,
    music,
    remove_stickers,
    remove_text,
    scripts,
    set_backgrounds,
    set_music,
    set_scripts,
    set_sub_headings,
    set_texts,
    set_titles,
    set_value,
    sticker_ids,
    stickers,
    sub_headings,
    texts_of,
    titles,
)
from tests.projects.making import one_story, path_of_refusal, scenes


def test_blank_titles_are_left_out_and_an_empty_list_leaves_no_trace() -> None:
    before = one_story()
    assert titles(set_titles(before, [" One ", "", "\n"])) == ["One"]
    assert "TitleArray" not in set_titles(before, [" "]).document["InputConfig"]


def test_a_long_title_is_refused_at_its_place() -> None:
    with pytest.raises(JobError, match="51 characters") as caught:
        set_titles(one_story(), ["One", "x" * 51])
    assert path_of_refusal(caught.value) == "InputConfig.TitleArray[1]"


def test_sub_headings_stand_in_the_order_of_their_levels_and_keep_what_else_they_say() -> None:
    before = one_story(**{"InputConfig.SubHeadingArray[0].Own": 1})
    after = set_sub_headings(set_sub_headings(before, 5, ["Five"]), 2, ["Two"])
    assert [entry["Level"] for entry in after.document["InputConfig"]["SubHeadingArray"]] == [1, 2, 5]
    assert set_sub_headings(after, 1, ["One"]).document["InputConfig"]["SubHeadingArray"][0] == {
        "Level": 1,
        "TitleArray": ["One"],
        "Own": 1,
    }
    assert sub_headings(set_sub_headings(after, 2, []), 2) == []
    assert sub_headings(set_sub_headings(after, 2, []), 5) == ["Five"]


def test_there_are_five_levels() -> None:
    with pytest.raises(JobError, match="level must be from 1 to 5"):
        set_sub_headings(one_story(), 6, ["Six"])


def test_scripts_for_the_whole_video_belong_to_global_projects() -> None:
    assert scripts(set_scripts(one_story(), ["Hello. "])) == ["Hello."]
    with pytest.raises(JobError, match="every script node has its own voiceover") as caught:
        set_scripts(scenes(), ["Hello."])
    assert path_of_refusal(caught.value) == "InputConfig.SpeechTextArray"


def test_a_fixed_length_and_a_script_exclude_each_other_whichever_comes_first() -> None:
    before = set_scripts(one_story(), [])
    fixed = set_value(before, "OutputConfig.FixedDuration", 12)
    with pytest.raises(JobError, match="cannot be combined"):
        set_scripts(fixed, ["Hello."])
    with pytest.raises(JobError, match="cannot be combined"):
        set_value(one_story(), "OutputConfig.FixedDuration", 12)


def test_music_and_backgrounds_hold_everything_once() -> None:
    before = one_story()
    assert music(set_music(before, ["a.mp3", "b.mp3", "a.mp3"])) == ["a.mp3", "b.mp3"]
    assert music(set_music(before, [])) == []
    assert backgrounds(set_backgrounds(before, ["a.jpg", "a.jpg"])) == ["a.jpg"]


def test_a_sticker_is_changed_field_by_field() -> None:
    before = add_sticker(one_story(), "logo.png")
    badge, logo = sticker_ids(before)
    after = change_sticker(before, logo, {"X": 0.5, "Opacity": 0.25, "Width": None})
    assert stickers(after)[1] == {"MediaURL": "logo.png", "X": 0.5, "Y": 0.05, "Opacity": 0.25}
    assert stickers(after)[0] == stickers(one_story())[0]
    assert stickers(remove_stickers(after, [badge])) == stickers(after)[1:]
    with pytest.raises(JobError, match="from 0 to 1") as caught:
        change_sticker(before, logo, {"Opacity": 2})
    assert path_of_refusal(caught.value) == "InputConfig.StickerArray[1].Opacity"
    with pytest.raises(ProjectError, match="no longer there"):
        change_sticker(before, "gone#1", {"X": 0})


def test_pasted_lines_become_texts_without_bullets_and_without_those_that_are_there() -> None:
    assert lines_of("• One\n\n ▪ Two \r\n-20 % today\n") == ["One", "Two", "-20 % today"]
    assert lines_of("Hi.\n<speak>\n  One.\n  <break/>\n</speak>\nBye.") == [
        "Hi.",
        "<speak> One. <break/> </speak>",
        "Bye.",
    ]
    project = set_texts(one_story(), "2", ["One"])
    assert texts_of(add_texts(project, "2", ["One", "Two", "Two"]), "2") == ["One", "Two"]


@pytest.mark.parametrize("pool", ["scripts", "title", "1", "5"])
def test_every_pool_of_texts_is_read_and_changed_alike(pool: TextPool) -> None:
    project = set_texts(one_story(), pool, ["One", "Two", "Two"])
    assert texts_of(remove_text(project, pool, "Two"), pool) == ["One", "Two"]
    assert texts_of(remove_text(project, pool, "Three"), pool) == ["One", "Two", "Two"]
    longest = longest_text(pool)
    assert texts_of(add_texts(project, pool, ["x" * longest]), pool)[-1] == "x" * longest
    with pytest.raises(JobError):
        add_texts(project, pool, ["x" * (longest + 1)])


def test_music_that_is_there_already_is_not_added_again() -> None:
    assert music(add_music(set_music(one_story(), ["a.opus"]), ["b.opus", "a.opus"])) == ["a.opus", "b.opus"]

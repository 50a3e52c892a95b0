from __future__ import annotations

from typing import Any

import pytest

from tests.job.documents import GLOBAL, SEGMENTED, SILENT, changed, found_in, the_error, warnings_at

GROUP = {"GroupName": "x", "MediaArray": ["a.mp4"]}

ERRORS = [
    (GLOBAL, "InputConfig.MediaGroupArray[1].GroupName", "", "has no name"),
    (GLOBAL, "InputConfig.MediaGroupArray[1].GroupName", "n" * 51, "51 characters; at most 50"),
    (SILENT, "InputConfig.MediaGroupArray[1].GroupName", "sun 🌞", "contains an emoji"),
    (SILENT, "InputConfig.MediaGroupArray[1].GroupName", "heart ❤", "contains an emoji"),
    (SILENT, "InputConfig.MediaGroupArray[1].GroupName", "g1", 'Group 1 is already called "g1"'),
    (SILENT, "InputConfig.MediaGroupArray[1].MediaArray", [], "has no assets"),
    (SILENT, "InputConfig.MediaGroupArray[1].MediaArray", ["a.mp4"] * 201, "201 assets in this group; at most 200"),
    (SILENT, "InputConfig.MediaGroupArray[1].MediaArray[0]", " ", "is empty"),
    (SILENT, "InputConfig.MediaGroupArray[1].MediaArray[0]", "a\x00.mp4", "no path, URL or media id"),
    (SILENT, "InputConfig.MediaGroupArray[1].Volume", 10.5, "from 0 to 10, not 10.5"),
    (SEGMENTED, "InputConfig.MediaGroupArray[0].Duration", 0, "longer than 0 seconds"),
    (SEGMENTED, "InputConfig.MediaGroupArray[0].Duration", 90_000, "from 0 to 86,400 seconds"),
    (SEGMENTED, "InputConfig.MediaGroupArray[1].SpeechTextArray[1]", "x" * 5000, "5,000 characters; at most 1,000"),
    (SEGMENTED, "InputConfig.MediaGroupArray[1].SpeechTextArray", ["x"] * 51, "51 scripts; at most 50"),
    (GLOBAL, "InputConfig.SpeechTextArray[0]", "x" * 1001, "1,001 characters; at most 1,000"),
    (GLOBAL, "InputConfig.SpeechTextArray", ["x"] * 51, "51 scripts; at most 50"),
    (GLOBAL, "InputConfig.TitleArray[1]", "x" * 51, "51 characters; at most 50"),
    (GLOBAL, "InputConfig.TitleArray", ["x"] * 51, "51 titles; at most 50"),
    (GLOBAL, "InputConfig.SubHeadingArray[0].TitleArray", [], "has no texts"),
    (GLOBAL, "InputConfig.SubHeadingArray[0].TitleArray[0]", "x" * 51, "51 characters; at most 50"),
    (GLOBAL, "InputConfig.StickerArray[0].Opacity", 1.5, "from 0 to 1, not 1.5"),
    (GLOBAL, "InputConfig.StickerArray[0].DyncFrames", 101, "from 0 to 100, not 101"),
    (GLOBAL, "InputConfig.StickerArray[0].Width", 0, "greater than 0"),
    (GLOBAL, "InputConfig.StickerArray[0].S2V.TimelineIn", -1, "from 0 to 86,400 seconds, not -1"),
    (GLOBAL, "InputConfig.StickerArray[0].S2V.TimelineOut", 0, "must come after TimelineIn"),
    (GLOBAL, "InputConfig.StickerArray[0].X", -0.1, "must not be negative"),
    (GLOBAL, "InputConfig.BackgroundMusicArray", ["a.mp3"] * 51, "51 entries; at most 50"),
    (GLOBAL, "InputConfig.BackgroundMusicArray[0]", "", "is empty"),
    (GLOBAL, "InputConfig.BackgroundImageArray", ["a.png"] * 51, "51 entries; at most 50"),
]


@pytest.mark.parametrize(("document", "path", "value", "message"), ERRORS)
def test_a_broken_rule_is_named_at_its_place(document: dict[str, Any], path: str, value: Any, message: str) -> None:
    messages = [problem.message for problem in found_in(changed(document, **{path: value})) if problem.path == path]
    assert len(messages) == 1
    assert message in messages[0]


def test_a_job_without_groups_is_told_what_a_group_is() -> None:
    problem = the_error(changed(SILENT, **{"InputConfig.MediaGroupArray": []}))
    assert problem.path == "InputConfig.MediaGroupArray"
    assert "GroupName and MediaArray" in problem.hint


def test_more_than_forty_groups_are_refused() -> None:
    groups = [GROUP | {"GroupName": f"g{number}"} for number in range(41)]
    problem = the_error(changed(SILENT, **{"InputConfig.MediaGroupArray": groups}))
    assert (problem.path, problem.message) == (
        "InputConfig.MediaGroupArray",
        "There are 41 groups; at most 40 are allowed.",
    )


@pytest.mark.parametrize("name", ["MediaArray", "MediaSearchInput"])
def test_a_job_for_image_text_matching_is_sent_to_that_product(name: str) -> None:
    document = changed(SILENT, **{"InputConfig.MediaGroupArray": None, f"InputConfig.{name}": ["a.mp4"]})
    problem = the_error(document)
    assert problem.path == f"InputConfig.{name}"
    assert "image-text matching" in problem.message


@pytest.mark.parametrize("name", ["MediaArray", "MediaSearchInput", "SceneInfo"])
def test_fields_of_image_text_matching_beside_groups_change_nothing(name: str) -> None:
    document = changed(SILENT, **{f"InputConfig.{name}": ["a.mp4"]})
    assert found_in(document) == []
    assert any("image-text matching" in message for message in warnings_at(document, f"InputConfig.{name}"))


@pytest.mark.parametrize("name", ["Été 2024", "产品 展示", "★ Best", "ගෙදර‍", "№ 5 (a/b)"])
def test_letters_and_symbols_that_are_no_emoji_are_fine_in_a_group_name(name: str) -> None:
    assert found_in(changed(SILENT, **{"InputConfig.MediaGroupArray[0].GroupName": name})) == []


def test_global_and_group_scripts_exclude_each_other() -> None:
    document = changed(SEGMENTED, **{"InputConfig.SpeechTextArray": ["All of it."]})
    assert [problem.path for problem in found_in(document)] == [
        "InputConfig.MediaGroupArray[1].SpeechTextArray",
        "InputConfig.MediaGroupArray[2].SpeechTextArray",
    ]


def test_the_legacy_script_excludes_group_scripts_too() -> None:
    document = changed(SEGMENTED, **{"InputConfig.SpeechText": "All of it."})
    assert len(found_in(document)) == 2


def test_a_fault_in_a_legacy_field_is_named_there() -> None:
    document = changed(SILENT, **{"InputConfig.SpeechText": "x" * 1001, "OutputConfig.FixedDuration": None})
    document = changed(document, **{"InputConfig.Sticker": {"MediaURL": "a.png", "Opacity": 2}})
    assert [problem.path for problem in found_in(document)] == ["InputConfig.SpeechText", "InputConfig.Sticker.Opacity"]


@pytest.mark.parametrize("level", [0, 6, -1])
def test_a_sub_heading_level_must_be_one_to_five(level: int) -> None:
    problem = found_in(changed(GLOBAL, **{"InputConfig.SubHeadingArray[0].Level": level}))[0]
    assert problem.path == "InputConfig.SubHeadingArray[0].Level"
    assert "from 1 to 5" in problem.message


def test_a_sub_heading_level_must_not_be_given_twice() -> None:
    headings = [{"Level": 1, "TitleArray": ["a"]}, {"Level": "1", "TitleArray": ["b"]}]
    problem = the_error(changed(GLOBAL, **{"InputConfig.SubHeadingArray": headings}))
    assert problem.path == "InputConfig.SubHeadingArray[1].Level"
    assert "entry 1" in problem.message


def test_a_sticker_needs_a_picture() -> None:
    problem = the_error(changed(GLOBAL, **{"InputConfig.StickerArray[0].MediaURL": None}))
    assert problem.path == "InputConfig.StickerArray[0]"
    assert "MediaId or MediaURL" in problem.hint


@pytest.mark.parametrize(("edge", "value"), [("X", 1), ("X", 1080), ("Y", 1920)])
def test_a_sticker_outside_the_picture_is_pointed_out(edge: str, value: float) -> None:
    path = f"InputConfig.StickerArray[0].{edge}"
    assert warnings_at(changed(GLOBAL, **{path: value}), path) == ["The sticker lies outside the picture."]


def test_a_sticker_at_the_last_pixel_is_inside() -> None:
    path = "InputConfig.StickerArray[0].X"
    assert warnings_at(changed(GLOBAL, **{path: 1079}), path) == []


def test_an_empty_title_is_pointed_out() -> None:
    path = "InputConfig.TitleArray[0]"
    assert "shows none" in warnings_at(changed(GLOBAL, **{path: " "}), path)[0]


@pytest.mark.parametrize(("field", "value"), [("Duration", 4), ("SplitMode", "NoSplit"), ("DurationAutoAdapt", True)])
def test_segmented_fields_of_a_group_have_no_effect_in_global_mode(field: str, value: Any) -> None:
    path = f"InputConfig.MediaGroupArray[0].{field}"
    assert warnings_at(changed(GLOBAL, **{path: value}), path) == [f"{field} of a group has no effect in global mode."]


@pytest.mark.parametrize(("field", "value"), [("Duration", 4), ("DurationAutoAdapt", True)])
def test_the_voiceover_of_a_group_sets_its_length(field: str, value: Any) -> None:
    path = f"InputConfig.MediaGroupArray[1].{field}"
    (message,) = warnings_at(changed(SEGMENTED, **{path: value}), path)
    assert "voiceover sets the length" in message


def test_every_problem_is_found_in_one_pass() -> None:
    document = changed(
        GLOBAL,
        **{
            "InputConfig.MediaGroupArray[0].GroupName": "product",
            "InputConfig.MediaGroupArray[2].MediaArray[0]": 7,
            "InputConfig.TitleArray[0]": "x" * 60,
            "EditingConfig.SpeechConfig.SpeechRate": 900,
            "OutputConfig.Count": "many",
            "OutputConfig.Width": 64,
        },
    )
    assert [problem.path for problem in found_in(document)] == [
        "InputConfig.MediaGroupArray[2].MediaArray[0]",
        "OutputConfig.Count",
        "InputConfig.MediaGroupArray[1].GroupName",
        "InputConfig.TitleArray[0]",
        "EditingConfig.SpeechConfig.SpeechRate",
        "OutputConfig.Width",
    ]

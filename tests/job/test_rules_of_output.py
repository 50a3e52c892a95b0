from __future__ import annotations

from typing import Any

import pytest

from tests.job.documents import GLOBAL, SEGMENTED, SILENT, changed, found_in, the_error, warnings_at

ERRORS = [
    ("OutputConfig.Count", 0, "from 1 to 100, not 0"),
    ("OutputConfig.Count", 101, "from 1 to 100, not 101"),
    ("OutputConfig.Count", 2.5, "must be a whole number, not 2.5"),
    ("OutputConfig.Count", True, "must be a number"),
    ("OutputConfig.Width", 127, "from 128 to 4,096 pixels, not 127"),
    ("OutputConfig.Height", 4098, "from 128 to 4,096 pixels, not 4,098"),
    ("OutputConfig.MediaURL", "cake.mp4", "does not contain {index}"),
    ("OutputConfig.MediaURL", "cake_{index}/", "ends with a folder"),
    ("OutputConfig.MediaURL", "cake_{index}\n.mp4", "no file name or URL"),
    ("OutputConfig.FixedDuration", 0, "longer than 0 seconds"),
    ("OutputConfig.Video", {"Crf": 52}, "from 0 to 51, not 52"),
    ("OutputConfig.Video", {"Fps": 0}, "from 1 to 120 frames per second, not 0"),
    ("OutputConfig.Video", {"Fps": "fast"}, "must be a number"),
    ("OutputConfig.Video", {"Preset": "quick"}, "one of ultrafast"),
    ("OutputConfig.Video", {"Profile": "high444"}, "one of baseline, main, high"),
    ("OutputConfig.GeneratePreviewOnly", "maybe", "must be true or false"),
    ("OutputConfig.S2V", {"IndexBase": -1}, "from 0 to 1,000,000"),
    ("OutputConfig.S2V", {"Draws": [{"Decision": " "}]}, "which decision"),
    ("OutputConfig.S2V", {"Draws": [{"Output": 1}]}, "required but missing"),
    ("OutputConfig.S2V", {"Draws": [{"Output": -1, "Decision": "title"}]}, "count from 0"),
    ("OutputConfig.S2V", {"Draws": [{"Decision": "title", "Redraw": -1}]}, "from 0 to 1,000,000"),
    ("TemplateConfig", ["../secrets"], '"../secrets" is not a template id'),
    ("TemplateConfig", ["a"] * 51, "51 templates; at most 50"),
]


@pytest.mark.parametrize(("path", "value", "message"), ERRORS)
def test_a_broken_rule_is_named_at_its_place(path: str, value: Any, message: str) -> None:
    problem = the_error(changed(SILENT, **{path: value}))
    assert problem.path.startswith(path)
    assert message in problem.message


@pytest.mark.parametrize(
    "pattern", ["cake_{index}.mp4", "/out/{index}", "s3://b/x_{index}.mp4", "C:\\out\\{index}.MP4"]
)
def test_an_address_may_be_a_name_a_path_or_a_url(pattern: str) -> None:
    document = changed(SILENT, **{"OutputConfig.MediaURL": pattern})
    assert found_in(document) == []
    assert warnings_at(document, "OutputConfig.MediaURL") == []


def test_a_job_must_say_where_its_outputs_go() -> None:
    problem = the_error(changed(SILENT, **{"OutputConfig.MediaURL": None}))
    assert problem.path == "OutputConfig.MediaURL"
    assert "StorageLocation and FileName" in problem.hint


def test_a_file_name_takes_the_place_of_the_address() -> None:
    values = {"OutputConfig.MediaURL": None, "OutputConfig.StorageLocation": "videos"}
    assert found_in(changed(SILENT, **values, **{"OutputConfig.FileName": "a/cake_{index}.mp4"})) == []
    assert the_error(changed(SILENT, **values, **{"OutputConfig.FileName": "c.mp4"})).path == "OutputConfig.FileName"


@pytest.mark.parametrize("name", ["../{index}.mp4", "/etc/{index}.mp4", "C:{index}.mp4", "a\\..\\{index}.mp4"])
def test_a_file_name_stays_below_its_storage_location(name: str) -> None:
    values = {"OutputConfig.MediaURL": None, "OutputConfig.FileName": name}
    assert "below StorageLocation" in the_error(changed(SILENT, **values)).message


def test_address_and_file_name_together_are_pointed_out() -> None:
    path = "OutputConfig.FileName"
    assert "MediaURL is given as well" in warnings_at(changed(SILENT, **{path: "c_{index}.mp4"}), path)[0]


def test_another_file_type_is_pointed_out() -> None:
    path = "OutputConfig.MediaURL"
    assert "MP4 files" in warnings_at(changed(SILENT, **{path: "c_{index}.webm"}), path)[0]


@pytest.mark.parametrize("side", ["Width", "Height"])
def test_an_odd_size_is_rounded_up(side: str) -> None:
    path = f"OutputConfig.{side}"
    document = changed(SILENT, **{path: 719})
    assert found_in(document) == []
    assert "rounded up to 720" in warnings_at(document, path)[0]


def test_fixed_and_longest_duration_exclude_each_other() -> None:
    problem = the_error(changed(SILENT, **{"OutputConfig.MaxDuration": 20}))
    assert (problem.path, problem.message) == (
        "OutputConfig.FixedDuration",
        "FixedDuration and MaxDuration exclude each other.",
    )


def test_a_fixed_duration_excludes_a_global_script() -> None:
    problem = the_error(changed(GLOBAL, **{"OutputConfig.FixedDuration": 20}))
    assert problem.path == "OutputConfig.FixedDuration"
    assert "voiceover sets the length" in problem.message


@pytest.mark.parametrize("name", ["FixedDuration", "MaxDuration"])
def test_the_duration_of_the_whole_has_no_effect_in_segmented_mode(name: str) -> None:
    path = f"OutputConfig.{name}"
    document = changed(SEGMENTED, **{path: 20})
    assert found_in(document) == []
    assert warnings_at(document, path) == [f"{name} has no effect in segmented mode."]


def test_a_draw_for_an_output_that_is_not_made_is_pointed_out() -> None:
    path = "OutputConfig.S2V.Draws[0].Output"
    document = changed(SILENT, **{"OutputConfig.S2V": {"Draws": [{"Output": 5, "Decision": "title"}]}})
    assert warnings_at(document, path) == ["The job makes 5 outputs (0 to 4)."]
    document = changed(SILENT, **{"OutputConfig.S2V": {"Draws": [{"Output": 4, "Decision": "title"}]}})
    assert warnings_at(document, path) == []

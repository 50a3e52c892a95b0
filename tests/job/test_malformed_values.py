from __future__ import annotations

from typing import Any

import pytest

from s2v_core.job import parse_job
from tests.job.documents import GLOBAL, SILENT, changed, found_in, the_error


@pytest.mark.parametrize(
    ("path", "value", "message", "hint"),
    [
        ("InputConfig.TitleArray[0]", 2024, "The value must be a text, not 2024.", "Put it into quotes."),
        ("InputConfig.TitleArray", "Sale", 'The value must be a list, not "Sale".', 'Put it into brackets: ["..."].'),
        ("InputConfig.MediaGroupArray[0].Volume", "loud", 'The value must be a number, not "loud".', ""),
        ("InputConfig.MediaGroupArray[0].SplitMode", "nosplit!", None, "Did you mean 'NoSplit'?"),
        ("EditingConfig", 5, "The value must be an object, not 5.", ""),
        ("EditingConfig.ProcessConfig.AllowTransition", "perhaps", None, ""),
        ("EditingConfig.SubHeadingConfig", [1], "The value must be an object, not [1].", ""),
        ("OutputConfig.Width", "wide", 'The value must be a whole number, not "wide".', ""),
        ("OutputConfig.Video", [], "The value must be an object, not [].", ""),
    ],
)
def test_a_malformed_value_is_named_in_plain_words(path: str, value: Any, message: str | None, hint: str) -> None:
    problem = the_error(changed(GLOBAL, **{path: value}))
    assert problem.path == path
    assert problem.message == message or (message is None and problem.message.startswith("The value must be"))
    assert problem.hint == hint


def test_no_message_speaks_of_the_library_that_found_it() -> None:
    for value in (5, "x", [], {}, True, 1.5, [[]], [{}], {"a": []}):
        for path in ("InputConfig", "EditingConfig", "OutputConfig", "InputConfig.MediaGroupArray", "TemplateConfig"):
            for problem in parse_job(changed(GLOBAL, **{path: value}))[1]:
                text = str(problem).lower()
                assert not any(word in text for word in ("input should", "pydantic", "type=", "dict", "tuple", "none"))


def test_a_long_value_is_shortened() -> None:
    problem = the_error(changed(SILENT, **{"OutputConfig.Count": "x" * 10_000}))
    assert len(problem.message) < 200


def test_places_stay_true_when_entries_before_them_are_malformed() -> None:
    document = changed(
        GLOBAL,
        **{
            "InputConfig.TitleArray": [1, "x" * 51, 2, "x" * 52, "fine"],
            "InputConfig.MediaGroupArray[0]": "no group",
            "InputConfig.MediaGroupArray[1].MediaArray": [None, "media://cake-1.mp4", {}, ""],
            "InputConfig.MediaGroupArray[2].Volume": 11,
        },
    )
    assert sorted((problem.path, problem.message[:30]) for problem in found_in(document)) == [
        ("InputConfig.MediaGroupArray[0]", "The value must be an object, n"),
        ("InputConfig.MediaGroupArray[1].MediaArray[0]", "The value must be a text, not "),
        ("InputConfig.MediaGroupArray[1].MediaArray[2]", "The value must be a text, not "),
        ("InputConfig.MediaGroupArray[1].MediaArray[3]", "The reference to the media is "),
        ("InputConfig.MediaGroupArray[2].Volume", "The value must be from 0 to 10"),
        ("InputConfig.TitleArray[0]", "The value must be a text, not "),
        ("InputConfig.TitleArray[1]", "The title has 51 characters; a"),
        ("InputConfig.TitleArray[2]", "The value must be a text, not "),
        ("InputConfig.TitleArray[3]", "The title has 52 characters; a"),
    ]


def test_nothing_is_said_to_be_missing_where_it_was_malformed() -> None:
    document = changed(
        SILENT,
        **{
            "InputConfig.MediaGroupArray[0].MediaArray": "a.mp4",
            "InputConfig.MediaGroupArray[1].MediaArray": [1],
            "InputConfig.StickerArray": [{"MediaURL": 3}],
        },
    )
    assert [problem.path for problem in found_in(document)] == [
        "InputConfig.MediaGroupArray[0].MediaArray",
        "InputConfig.MediaGroupArray[1].MediaArray[0]",
        "InputConfig.StickerArray[0].MediaURL",
    ]


def test_groups_that_cannot_be_read_are_named_once() -> None:
    assert the_error(changed(GLOBAL, **{"InputConfig.MediaGroupArray": {"GroupName": "a"}})).path == (
        "InputConfig.MediaGroupArray"
    )


def test_the_job_is_built_from_what_is_well_formed() -> None:
    job, problems = parse_job(changed(GLOBAL, **{"OutputConfig.Count": "many", "InputConfig.TitleArray[0]": 5}))
    assert job is not None
    assert len([problem for problem in problems if problem.severity == "error"]) == 2
    assert job.output_config.count == 1
    assert job.input_config.title_array == ("Baked today",)


def test_a_job_knows_where_its_values_stand_in_a_document_with_malformed_ones() -> None:
    document = {"InputConfig": {"TitleArray": [1, "a", 2, "b"], "SpeechTextArray": "x"}}
    job, _ = parse_job(document)
    assert job is not None
    assert job.path_as_written("InputConfig.TitleArray[1]") == "InputConfig.TitleArray[3]"
    assert job.path_as_written("InputConfig.SpeechTextArray") is None
    assert job.path_as_written("OutputConfig.Count") == "OutputConfig.Count"
    assert job.path_as_written("") == ""

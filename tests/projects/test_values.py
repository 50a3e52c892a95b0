"""Single settings by their paths, and the synthesis settings."""

from __future__ import annotations

import pytest

from s2v_core.errors import JobError
from s2v_core.projects import (
    PLATFORMS,
    address_of,
    example_names,
    is_given,
    pattern_of,
    platforms_of,
    set_address,
    set_pattern,
    set_platform,
    set_value,
    set_values,
    style_of,
    value_of,
    values_of,
)
from tests.projects.making import one_story, path_of_refusal, project, scenes

BARE = {"InputConfig": {"MediaGroupArray": [{"GroupName": "g", "MediaArray": ["a.mp4"]}]}}


@pytest.mark.parametrize(
    ("path", "default"),
    [
        ("OutputConfig.Count", 1),
        ("OutputConfig.S2V.Seed", 0),
        ("OutputConfig.Video.Fps", None),
        ("EditingConfig.S2V.Fit", "contain"),
        ("EditingConfig.ProcessConfig.AllowTransition", False),
        ("EditingConfig.ProcessConfig.TransitionList", ["linearblur", "colordistance", "crosshatch", "dreamyzoom"]),
        ("EditingConfig.TitleConfig.FontFace.Bold", None),
        ("EditingConfig.SubHeadingConfig.2.FontSize", None),
        ("EditingConfig.SpeechConfig.AsrConfig.Spacing", -1.0),
        ("TemplateConfig.BatchEditingTemplateIdArray", []),
    ],
)
def test_a_setting_is_its_default_until_it_is_given(path: str, default: object) -> None:
    bare = project(BARE)
    assert value_of(bare, path) == default
    assert not is_given(bare, path)


def test_a_default_may_follow_another_setting() -> None:
    after = set_value(project(BARE), "EditingConfig.ProcessConfig.SingleShotDuration", 7)
    assert value_of(after, "EditingConfig.ProcessConfig.ImageDuration") == 7


def test_a_setting_that_is_given_back_leaves_no_trace() -> None:
    before = project(BARE)
    after = set_values(before, {"EditingConfig.TitleConfig.FontFace.Bold": True, "OutputConfig.Video.Fps": 25})
    assert values_of(after, ["EditingConfig.TitleConfig.FontFace.Bold", "OutputConfig.Video.Fps"]) == {
        "EditingConfig.TitleConfig.FontFace.Bold": True,
        "OutputConfig.Video.Fps": 25,
    }
    back = set_values(after, {"EditingConfig.TitleConfig.FontFace.Bold": None, "OutputConfig.Video.Fps": None})
    assert back.document == before.document


@pytest.mark.parametrize(
    "path",
    ["", "Count", "OutputConfig.Cuont", "InputConfig.TitleArray", "OutputConfig.Count.Deep", "OutputConfig.count"],
)
def test_a_path_that_is_no_setting_is_a_mistake_of_the_caller(path: str) -> None:
    with pytest.raises(KeyError):
        value_of(one_story(), path)
    with pytest.raises(KeyError):
        set_value(one_story(), path, 1)


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("OutputConfig.Count", 101, "from 1 to 100"),
        ("OutputConfig.Count", "many", "must be a whole number"),
        ("OutputConfig.Width", 100, "from 128 to 4,096"),
        ("EditingConfig.TitleConfig.FontColor", "reddish", "not a colour"),
        ("EditingConfig.SpeechConfig.SpeechRate", 900, "from -500 to 500"),
        ("EditingConfig.S2V.Fit", "stretch", "must be one of contain, cover, blur"),
        ("OutputConfig.FixedDuration", 9, "cannot be combined"),
    ],
)
def test_a_bad_value_is_refused_at_its_field(path: str, value: object, reason: str) -> None:
    with pytest.raises(JobError, match=reason) as caught:
        set_value(one_story(), path, value)
    assert path_of_refusal(caught.value) == path


def test_the_style_of_a_text_is_complete() -> None:
    assert style_of(one_story(), "captions")["FontSize"] == 44
    assert style_of(one_story(), "title")["FontSize"] == 81
    assert style_of(scenes(), "title")["Y"] == 0.05
    assert style_of(one_story(), "2")["FontSize"] == 54


@pytest.mark.parametrize(
    ("path", "given", "kept"),
    [
        ("OutputConfig.Count", "7", 7),
        ("OutputConfig.Count", 7.0, 7),
        ("OutputConfig.MaxDuration", 7, 7),
        ("OutputConfig.Video.Fps", "30000/1001", 30000 / 1001),
        ("EditingConfig.ProcessConfig.TransitionList", ("fade",), ["fade"]),
        ("EditingConfig.S2V.Fit", "Cover", "cover"),
    ],
)
def test_a_setting_is_kept_as_the_job_reads_it(path: str, given: object, kept: object) -> None:
    after = set_value(scenes(), path, given)
    assert (value_of(after, path), type(value_of(after, path))) == (kept, type(kept))


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), 10**30, "\ud800", object()])
def test_what_no_document_can_hold_is_refused(wrong: object) -> None:
    with pytest.raises(JobError):
        set_value(scenes(), "EditingConfig.SpeechConfig.Voice", wrong)


@pytest.mark.parametrize("key", sorted(PLATFORMS))
def test_a_platform_sets_the_size(key: str) -> None:
    after = set_platform(scenes(), key)
    assert key in platforms_of(after)
    assert after.document["OutputConfig"]["Width"] == PLATFORMS[key].width


def test_names_and_address_are_set_apart() -> None:
    before = one_story()
    assert (address_of(before), pattern_of(before)) == ("file:///out/", "bakery_{index}.mp4")
    after = set_address(set_pattern(before, "cake {index}"), "s3://shop/videos")
    assert after.document["OutputConfig"]["MediaURL"] == "s3://shop/videos/cake {index}"
    assert example_names(after) == ["cake 0.mp4", "cake 1.mp4"]
    assert example_names(set_value(after, "OutputConfig.S2V.IndexBase", 1), 1) == ["cake 1.mp4"]
    assert pattern_of(set_address(after, "")) == after.document["OutputConfig"]["MediaURL"][17:]


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [("cake.mp4", r"does not contain \{index\}"), ("a/{index}.mp4", "slash"), ("", "index|outputs go")],
)
def test_a_pattern_that_names_no_files_is_refused(pattern: str, reason: str) -> None:
    with pytest.raises(JobError, match=reason) as caught:
        set_pattern(one_story(), pattern)
    assert caught.value.where == "OutputConfig.MediaURL"

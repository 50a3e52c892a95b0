from __future__ import annotations

from typing import Any

import pytest

from tests.job.documents import GLOBAL, SEGMENTED, SILENT, changed, found_in, the_error, warnings_at

META = "EditingConfig.MediaConfig.MediaMetaDataArray[0]"
ASR = "EditingConfig.SpeechConfig.AsrConfig"
PROCESS = "EditingConfig.ProcessConfig"

ERRORS = [
    ("EditingConfig.MediaConfig.Volume", 11, "from 0 to 10, not 11"),
    ("EditingConfig.MediaConfig.Volume", -0.5, "from 0 to 10, not -0.5"),
    ("EditingConfig.SpeechConfig.Volume", "12", "from 0 to 10, not 12"),
    ("EditingConfig.BackgroundMusicConfig.Volume", 10.01, "from 0 to 10, not 10.01"),
    (f"{META}.GroupName", "", "needs the name of the group"),
    (f"{META}.GroupName", "prodcut", 'no group called "prodcut"'),
    (f"{META}.Media", "media://logo.png", 'has no asset "media://logo.png"'),
    (f"{META}.Media", "", "which asset"),
    (f"{META}.TimeRangeList", [], "no in and out points"),
    (f"{META}.TimeRangeList[1]", {"In": 4, "Out": 4}, "In (4 s) must come before Out (4 s)"),
    (f"{META}.TimeRangeList[1].In", -1, "must not be negative"),
    (f"{META}.TimeRangeList[1].Out", 1e9, "from 0 to 86,400 seconds"),
    ("EditingConfig.SpeechConfig.SpeechRate", 501, "from -500 to 500, not 501"),
    ("EditingConfig.SpeechConfig.SpeechRate", 1.5, "must be a whole number, not 1.5"),
    ("EditingConfig.SpeechConfig.SpeechLanguage", "english please", "not a language code"),
    ("EditingConfig.BackgroundImageConfig.Radius", 2, "from 0.01 to 1, not 2"),
    ("EditingConfig.BackgroundImageConfig.Color", "green", '"green" is not a colour'),
    ("EditingConfig.BackgroundImageConfig.SubType", "Colour", "one of Color, Blur"),
    (f"{PROCESS}.SingleShotDuration", 0, "longer than 0 seconds"),
    (f"{PROCESS}.SingleShotDuration", 0.05, "from 0.1 to 86,400 seconds"),
    (f"{PROCESS}.ImageDuration", -2, "longer than 0 seconds"),
    (f"{PROCESS}.TransitionDuration", -1, "from 0 to 10 seconds"),
    (f"{PROCESS}.VfxEffectProbability", 130, "from 0 to 1, not 130"),
    (f"{PROCESS}.VfxEffectProbability", "often", "must be a number"),
    ("EditingConfig.S2V.FilterProbability", 120, "from 0 to 1, not 120"),
    ("EditingConfig.S2V.FilterStrength", -0.1, "from 0 to 1, not -0.1"),
    ("EditingConfig.S2V.Grading.Brightness", 300, "from -255 to 255, not 300"),
    ("EditingConfig.S2V.Grading.KelvinTemperature", 500, "from 1,000 to 40,000, not 500"),
    ("EditingConfig.S2V.Grading.DarkCornerRatio", -1, "from 0 to 100, not -1"),
    (f"{PROCESS}.AlignmentMode", "AutoSped", "one of AutoSpeed, Cut"),
    (f"{ASR}.Alignment", "Middle", "one of TopLeft"),
    (f"{ASR}.AdaptMode", "wrap", "one of AutoWrap"),
    (f"{ASR}.FontColor", "#fff", '"#fff" is not a colour'),
    (f"{ASR}.OutlineColour", "red", "is not a colour"),
    (f"{ASR}.BackColour", "#12345g", "is not a colour"),
    (f"{ASR}.FontColorOpacity", 50, "from 0 to 1, not 50"),
    (f"{ASR}.FontSize", 5001, "from 0 to 5,000 pixels"),
    (f"{ASR}.Outline", -1, "from 0 to 5,000 pixels"),
    (f"{ASR}.TextWidth", -1, "from 0 to 100,000"),
    (f"{ASR}.BubbleWidth", -1, "from 0 to 100,000"),
    (f"{ASR}.FixedFontSize", 5001, "from 0 to 5,000 pixels"),
    (f"{ASR}.SubtitleEffects", [{"Type": "Glow"}], "one of Outline, Shadow, Box"),
    (f"{ASR}.SubtitleEffects", [{"Type": "Box", "Color": "red"}], "is not a colour"),
    (f"{ASR}.SubtitleEffects", [{"Type": "Outline"}] * 21, "at most 20"),
    (f"{ASR}.BorderStyle", 2, "1 (outline and shadow) or 3"),
    (f"{ASR}.AaiMotionIn", -0.1, "longer than 0 seconds"),
    (f"{ASR}.X", "nan", "must be a number"),
    (f"{ASR}.SizeRequestType", "Real", "one of Nominal, RealDim"),
    (f"{ASR}.FontFace", {"Bold": "very"}, None),
    ("EditingConfig.TitleConfig.TimelineIn", -1, "from 0 to 86,400 seconds"),
    ("EditingConfig.TitleConfig.TimelineOut", 0, "must come after TimelineIn (0 s)"),
    ("EditingConfig.SubHeadingConfig.1.FontColor", "blue", "is not a colour"),
    ("EditingConfig.S2V", {"Fit": "stretch"}, None),
]


@pytest.mark.parametrize(("path", "value", "message"), ERRORS)
def test_a_broken_rule_is_named_at_its_place(path: str, value: Any, message: str | None) -> None:
    problem = the_error(changed(GLOBAL, **{path: value}))
    if message is None:
        path = f"{path}.{next(iter(value))}"
    assert problem.path.startswith(path)
    assert (message or "must be") in problem.message


def test_the_error_of_a_range_stands_at_the_range() -> None:
    document = changed(GLOBAL, **{f"{META}.TimeRangeList[1]": {"In": 5, "Out": 2}})
    assert the_error(document).path == f"{META}.TimeRangeList[1]"


@pytest.mark.parametrize("missing", ["In", "Out"])
def test_a_range_needs_both_ends(missing: str) -> None:
    problem = the_error(changed(GLOBAL, **{f"{META}.TimeRangeList": [{"In": 1, "Out": 2, missing: None}]}))
    assert (problem.path, problem.message) == (
        f"{META}.TimeRangeList[0].{missing}",
        "This field is required but missing.",
    )


def test_a_group_that_is_unknown_comes_with_the_names_there_are() -> None:
    problem = the_error(changed(GLOBAL, **{f"{META}.GroupName": "cake"}))
    assert problem.hint == 'The groups are "opening", "product", "closing".'


@pytest.mark.parametrize("level", ["0", "6", "one", "01"])
def test_sub_heading_styles_are_keyed_by_level(level: str) -> None:
    problem = the_error(changed(GLOBAL, **{"EditingConfig.SubHeadingConfig": {level: {"Y": 0.2}}}))
    assert problem.path == f"EditingConfig.SubHeadingConfig.{level}"
    assert "from 1 to 5" in problem.message


def test_a_style_for_a_level_without_texts_is_pointed_out() -> None:
    path = "EditingConfig.SubHeadingConfig.3"
    assert "no sub-heading of level 3" in warnings_at(changed(GLOBAL, **{path: {"Y": 0.3}}), path)[0]


@pytest.mark.parametrize(
    ("path", "value"),
    [("EditingConfig.SpeechConfig.Style", "Angry"), ("EditingConfig.BackgroundMusicConfig.Style", "bgm-metal")],
)
def test_an_unknown_mood_is_pointed_out(path: str, value: str) -> None:
    document = changed(GLOBAL, **{path: value})
    assert found_in(document) == []
    assert f'no style "{value}"' in warnings_at(document, path)[0]


@pytest.mark.parametrize(
    ("path", "value"),
    [("EditingConfig.SpeechConfig.Style", "gentle"), ("EditingConfig.BackgroundMusicConfig.Style", "bgm-upbeat")],
)
def test_a_known_mood_is_fine(path: str, value: str) -> None:
    assert warnings_at(changed(GLOBAL, **{path: value}), path) == []


def test_special_words_need_a_kind_and_words() -> None:
    path = "EditingConfig.SpeechConfig.SpecialWordsConfig"
    document = changed(
        GLOBAL,
        **{
            path: [
                {"Type": "Shout", "WordsList": ["new"]},
                {"Type": "highlight", "WordsList": [" "]},
                {"Type": "Forbidden", "WordsList": ["bad"], "Style": {"FontColor": "?", "FontSize": -1}},
            ]
        },
    )
    assert [problem.path for problem in found_in(document)] == [
        f"{path}[0].Type",
        f"{path}[1].WordsList",
        f"{path}[2].Style.FontColor",
        f"{path}[2].Style.FontSize",
    ]


def test_the_radius_of_a_coloured_background_does_not_matter() -> None:
    values = {"SubType": "Color", "Color": "00ff00", "Radius": 0}
    assert found_in(changed(GLOBAL, **{"EditingConfig.BackgroundImageConfig": values})) == []


def test_the_fault_of_an_older_spelling_is_named_as_it_was_written() -> None:
    document = changed(GLOBAL, **{"EditingConfig.SpeechConfig": {"Gain": 99}})
    assert the_error(document).path == "EditingConfig.SpeechConfig.Gain"


def test_alignment_of_the_picture_has_no_effect_in_segmented_mode() -> None:
    path = f"{PROCESS}.AlignmentMode"
    assert warnings_at(changed(SEGMENTED, **{path: "Cut"}), path) == ["AlignmentMode has no effect in segmented mode."]
    assert warnings_at(changed(SILENT, **{path: "Cut"}), path) == []


def test_a_list_of_transitions_that_are_off_is_pointed_out() -> None:
    path = f"{PROCESS}.TransitionList"
    assert "Transitions are off" in warnings_at(changed(SILENT, **{path: ["fade"]}), path)[0]

from __future__ import annotations

from typing import Any

import pytest

from s2v_core.job.support import UNSUPPORTED
from tests.job.documents import GLOBAL, SILENT, changed, found_in, warnings_at


def example_of(path: str) -> Any:
    """A value that matters for a field of the table."""
    if path.endswith("List"):
        return ["x"]
    if path.endswith(("Bitrate", "Gop", ".*")):
        return 20
    if path == "UserData":
        return '{"NotifyAddress": "https://example.com"}'
    if path.endswith("Opacity"):
        return 0.5
    if ".Allow" in path or ".Enable" in path:
        return True
    return "something"


@pytest.mark.parametrize("path", [line.path for line in UNSUPPORTED])
def test_every_field_of_the_table_is_named_when_it_is_set_and_never_an_error(path: str) -> None:
    document = changed(
        GLOBAL,
        **{
            "EditingConfig.ProcessConfig.AllowVfxEffect": True,
            "EditingConfig.SpeechConfig.SpecialWordsConfig": [{"Type": "Forbidden", "WordsList": ["bad"]}],
        },
    )
    place = path.replace("SubHeadingConfig.*", "SubHeadingConfig.1").replace("Config.*.", "Config[0].")
    place = place.replace("Array.*.", "Array[0].").replace("CoverConfig.*", "CoverConfig.StartTime")
    place = place.replace("ProduceConfig.*", "ProduceConfig.MaxBitrate")
    document = changed(document, **{place: example_of(path)})
    assert found_in(document) == []
    assert len(warnings_at(document, place)) == 1


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("EditingConfig.ProcessConfig.AllowVfxEffect", False),
        ("EditingConfig.ProcessConfig.VfxFirstClipEffectList", ["zoomslight"]),
        ("EditingConfig.ProcessConfig.FilterList", ["m1"]),
        ("EditingConfig.SpeechConfig.CustomizedVoice", ""),
        ("EditingConfig.ProduceConfig", {"KeepOriginMaxBitrate": False, "CoverConfig": {}}),
        ("EditingConfig.TitleConfig", {"AaiMotionInEffect": "", "SubtitleEffects": [], "AaiMotionIn": 0.5}),
        ("OutputConfig.Video.Codec", "H264"),
        ("InputConfig.SceneInfo", {}),
        ("UserData", {"order": 7}),
    ],
)
def test_a_field_that_asks_for_nothing_is_not_named(path: str, value: Any) -> None:
    assert found_in(changed(SILENT, **{path: value}), "warning") == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("InputConfig.MediaGroupArray[0].DurationAutoAdapt", False),
        ("EditingConfig.ProcessConfig", {"AllowTransition": True, "TransitionList": ["fade"]}),
        ("EditingConfig.ProcessConfig", {"AllowFilter": True, "FilterList": ["m1"]}),
        ("EditingConfig.S2V", {"UniformFilter": False, "FilterStrength": 50, "Grading": {"Tint": 3}}),
        ("EditingConfig.SpeechConfig.SpecialWordsConfig", [{"Type": "Highlight", "WordsList": ["new"]}]),
        (
            "EditingConfig.SpeechConfig.SpecialWordsConfig",
            [{"Type": "Forbidden", "WordsList": ["old"], "SoundReplaceMode": "Beep"}],
        ),
        ("EditingConfig.SpeechConfig.AsrConfig", {"AaiMotionInEffect": "wave_in", "S2V": {"ByWord": "one"}}),
        ("EditingConfig.TitleConfig", {"FontFace": {"Bold": True}, "Angle": 5, "BorderStyle": 3, "Shadow": 2}),
        ("EditingConfig.TitleConfig", {"EffectColorStyleId": "CS0001-000001", "FixedFontSize": 40, "FixedX": 9}),
        ("EditingConfig.TitleConfig", {"BubbleStyleId": "BS0001-000001", "BubbleWidth": 0.8, "BubbleHeight": 200}),
        ("EditingConfig.TitleConfig", {"ScrollStartY": 1, "ScrollSpeed": 90, "ScrollDirection": "Left"}),
        ("EditingConfig.TitleConfig", {"SubtitleEffects": [{"Type": "Box"}], "SizeRequestType": "RealDim"}),
        ("OutputConfig.Video", {"Crf": 20, "Fps": 25, "Preset": "fast", "Profile": "main"}),
    ],
)
def test_what_is_honoured_is_not_named(path: str, value: Any) -> None:
    assert found_in(changed(SILENT, **{path: value}), "warning") == []


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("InputConfg", "InputConfig"),
        ("editingconfig", "EditingConfig"),
        ("InputConfig.MediaGroupArray[0].MediaArry", "MediaArray"),
        ("InputConfig.TitelArray", "TitleArray"),
        ("EditingConfig.TitleConfig.FontColour", "FontColor"),
        ("EditingConfig.SpeechConfig.AsrConfig.OutlineColor", "OutlineColour"),
        ("OutputConfig.MediaUrls", "MediaURL"),
        ("OutputConfig.Video.FPS", "Fps"),
        ("OutputConfig.S2V.Seeds", "Seed"),
    ],
)
def test_a_slip_of_the_pen_is_named_with_what_was_meant(path: str, meant: str) -> None:
    problems = [problem for problem in found_in(changed(SILENT, **{path: 1}), "warning") if problem.path == path]
    assert [problem.hint for problem in problems] == [f"Did you mean {meant!r}?"]
    assert "changes nothing" in problems[0].message


def test_a_name_like_no_other_comes_without_a_guess() -> None:
    (problem,) = found_in(SILENT | {"Zebra": 1}, "warning")
    assert (problem.path, problem.hint) == ("Zebra", "")


def test_two_spellings_of_one_field_are_pointed_out() -> None:
    document = changed(SILENT, **{"EditingConfig.SpeechConfig": {"Volume": 1, "Gain": 2}})
    assert "another spelling of Volume" in warnings_at(document, "EditingConfig.SpeechConfig.Gain")[0]


@pytest.mark.parametrize("path", ["Comment", "InputConfig.Comment", "OutputConfig.Video.Comment", "$schema"])
def test_comments_are_left_alone(path: str) -> None:
    assert found_in(changed(SILENT, **{path: "for Monday"}), "warning") == []

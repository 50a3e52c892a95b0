"""Job documents for the tests, and shortcuts to change them and to ask what is found."""

from __future__ import annotations

import copy
import re
from typing import Any

from s2v_core.errors import Problem
from s2v_core.job import Job, parse_job

GLOBAL: dict[str, Any] = {
    "InputConfig": {
        "MediaGroupArray": [
            {"GroupName": "opening", "MediaArray": ["media://shop-front.mp4", "media://street.jpg"]},
            {"GroupName": "product", "MediaArray": ["media://cake-1.mp4", "media://cake-2.mp4"]},
            {"GroupName": "closing", "MediaArray": ["media://logo.png"]},
        ],
        "SpeechTextArray": [
            "Fresh cakes every morning.",
            '<speak>Taste it.<break time="500ms"/>Love it.</speak>',
        ],
        "TitleArray": ["Corner bakery", "Baked today"],
        "SubHeadingArray": [{"Level": 1, "TitleArray": ["Open 7 to 7"]}],
        "StickerArray": [
            {
                "MediaURL": "file:///assets/badge.png",
                "X": 0.8,
                "Y": 0.03,
                "Width": 0.15,
                "Height": 0.08,
                "Opacity": 0.9,
            }
        ],
        "BackgroundMusicArray": ["media://calm.mp3"],
    },
    "EditingConfig": {
        "MediaConfig": {
            "Volume": 0,
            "MediaMetaDataArray": [
                {
                    "Media": "media://cake-1.mp4",
                    "GroupName": "product",
                    "TimeRangeList": [{"In": 0, "Out": 4}, {"In": 9, "Out": 15.5}],
                }
            ],
        },
        "SpeechConfig": {
            "Volume": 1,
            "Voice": "zhiru,zhilun",
            "SpeechRate": 100,
            "SpeechLanguage": "en",
            "AsrConfig": {
                "Alignment": "TopCenter",
                "Y": 0.8,
                "FontSize": 44,
                "FontColor": "#ffffff",
                "Outline": 2,
                "OutlineColour": "#000000",
                "AdaptMode": "AutoWrap",
                "AaiMotionInEffect": "wave_in,fade_in",
                "AaiMotionIn": 0.4,
            },
        },
        "TitleConfig": {"Alignment": "TopCenter", "Y": 0.1},
        "SubHeadingConfig": {"1": {"Y": 0.2, "FontSize": 40}},
        "BackgroundMusicConfig": {"Volume": 0.2},
        "BackgroundImageConfig": {"SubType": "Blur", "Radius": 0.1},
        "ProcessConfig": {
            "SingleShotDuration": 3,
            "AlignmentMode": "AutoSpeed",
            "AllowTransition": True,
            "TransitionDuration": 0.5,
            "TransitionList": ["linearblur", "wiperight"],
            "UseUniformTransition": False,
            "AllowVfxEffect": True,
            "VfxEffectProbability": 0.3,
            "VfxFirstClipEffectList": ["slightshow"],
            "VfxNotFirstClipEffectList": ["zoomslight", "starry"],
        },
    },
    "OutputConfig": {
        "MediaURL": "file:///out/bakery_{index}.mp4",
        "Count": 2,
        "Width": 1080,
        "Height": 1920,
        "Video": {"Crf": 27, "Fps": 25},
    },
}
SEGMENTED: dict[str, Any] = {
    "InputConfig": {
        "MediaGroupArray": [
            {"GroupName": "g1", "MediaArray": ["media://a.mp4"], "Duration": 3, "Volume": 1},
            {
                "GroupName": "g2",
                "MediaArray": ["media://b.mp4", "media://c.mp4"],
                "SpeechTextArray": ["Hello.", "Good day."],
                "SplitMode": "AverageSplit",
            },
            {
                "GroupName": "g3",
                "MediaArray": ["media://d.png"],
                "SpeechTextArray": ["I am Ann.", "I am Bob."],
                "SplitMode": "NoSplit",
            },
        ]
    },
    "OutputConfig": {"MediaURL": "file:///out/seg_{index}.mp4", "Count": 2, "Width": 1920, "Height": 1080},
}
SILENT: dict[str, Any] = {
    "InputConfig": {
        "MediaGroupArray": [
            {"GroupName": "g1", "MediaArray": ["media://a.mp4"]},
            {"GroupName": "g2", "MediaArray": ["media://b.mp4"]},
        ]
    },
    "OutputConfig": {
        "MediaURL": "file:///out/fix_{index}.mp4",
        "Count": 5,
        "FixedDuration": 12,
        "Width": 1080,
        "Height": 1080,
        "GeneratePreviewOnly": True,
    },
}


def changed(document: dict[str, Any], **values: Any) -> dict[str, Any]:
    """Return a copy with values put at paths such as ``OutputConfig.Count`` or ``A.B[0]``; None takes out."""
    result = copy.deepcopy(document)
    for path, value in values.items():
        parts = re.findall(r"\[(\d+)\]|([^.\[]+)", path)
        *way, last = [int(position) if position else name for position, name in parts]
        holder: Any = result
        for part in way:
            holder = holder.setdefault(part, {}) if isinstance(holder, dict) else holder[part]
        if value is None:
            del holder[last]
        else:
            holder[last] = value
    return result


def job_of(document: dict[str, Any]) -> Job:
    """Return the job of a document that has no errors."""
    job, problems = parse_job(document)
    assert job is not None
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    return job


def found_in(document: Any, severity: str = "error") -> list[Problem]:
    """Return the problems of one severity."""
    return [problem for problem in parse_job(document)[1] if problem.severity == severity]


def the_error(document: Any) -> Problem:
    """Return the only error of a document."""
    (problem,) = found_in(document)
    return problem


def warnings_at(document: Any, path: str) -> list[str]:
    """Return the messages of the warnings at a path."""
    return [problem.message for problem in found_in(document, "warning") if problem.path == path]

"""The job documents that are measured: a segmented story of five nodes, and a series of short films."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benchmarks.scene import media_folder

_NODES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "opening",
        ("footage/sky-pan.mp4", "footage/meadow.mp4"),
        ("The day begins without any hurry.", "Somewhere the sun has just come up."),
    ),
    (
        "home",
        ("footage/burrow.mp4", "photos/friends_by_Aitzol_Berasategi.jpg"),
        ("Nobody wants to leave the warm bed yet.", "Good things can wait a little longer."),
    ),
    (
        "morning",
        ("footage/stretch.mp4", "footage/bird.mp4"),
        ("One stretch, and the meadow is awake.", "Then the whole forest begins to move."),
    ),
    (
        "table",
        ("photos/Wine_by_Jakkub_Mede.jpg", "photos/Picture_0B_by_freespace.jpg"),
        ("In the evening the table is set for friends.", "And later there is room for one more glass."),
    ),
    (
        "closing",
        ("photos/sunset_by_Aitzol_Berasategi.jpg", "footage/angry.mp4"),
        ("Come by and stay as long as you like.", "We are open every day of the week."),
    ),
)

_STICKERS = tuple(
    f"photos/{name}.jpg"
    for name in ("umang_by_Abhishek_Mudgal", "aitzgorri_by_Aitzol_Berasategi", "seeding_by_Clements_Engelhardt")
)


def _media(*names: str) -> list[str]:
    return [str(media_folder() / name) for name in names]


def story(*, count: int, size: tuple[int, int], titles: int = 1, stickers: int = 1, caption_fonts: str = "") -> Any:
    """Return a segmented job of five nodes, each with two sources and two texts to draw from.

    Args:
        count: outputs.
        size: width and height in pixels.
        titles: how many titles there are to draw from; ``stickers`` likewise.
        caption_fonts: typefaces of the captions, separated by commas, one drawn per output.
    """
    groups = [
        {"GroupName": name, "MediaArray": _media(*media), "SpeechTextArray": list(texts)}
        for name, media, texts in _NODES
    ]
    document = _document(groups, count=count, size=size, titles=[f"Offer number {n + 1}" for n in range(titles)])
    place = {"X": 0.8, "Y": 0.03, "Width": 0.16, "Height": 0.09}
    pictures = _media(*_STICKERS[:stickers])
    document["InputConfig"]["StickerArray"] = [{"MediaURL": picture, **place} for picture in pictures]
    if caption_fonts:
        document["EditingConfig"]["SpeechConfig"]["AsrConfig"] = {"Font": caption_fonts}
    return document


def told_once(size: tuple[int, int], *, retold: dict[int, str] | None = None) -> Any:
    """Return the story with one shot and one text per node: nothing to draw. ``retold`` gives nodes other texts."""
    document = story(count=1, size=size)
    for number, group in enumerate(document["InputConfig"]["MediaGroupArray"]):
        del group["MediaArray"][1:]
        group["SpeechTextArray"] = [(retold or {}).get(number, group["SpeechTextArray"][0])]
    return document


def series(*, count: int, size: tuple[int, int]) -> Any:
    """Return a job of many short films, no two with the same title, shot and text."""
    footage = _media(*(f"footage/{name}.mp4" for name in ("burrow", "stretch", "meadow", "bird", "sky-pan", "run")))
    photos = _media(*(media for _, names, _ in _NODES for media in names if media.startswith("photos/")))
    texts = [f"Offer number {n + 1} of today." for n in range(50)]
    groups = [
        {"GroupName": "offer", "MediaArray": footage, "SpeechTextArray": texts},
        {"GroupName": "closing", "MediaArray": photos, "Duration": 0.8},
    ]
    return _document(groups, count=count, size=size, titles=[f"Number {n + 1}" for n in range(50)])


def _document(groups: Sequence[Any], *, count: int, size: tuple[int, int], titles: list[str]) -> dict[str, Any]:
    return {
        "InputConfig": {
            "MediaGroupArray": list(groups),
            "TitleArray": titles,
            "BackgroundMusicArray": _media("music/happy_acoustic_1.opus"),
        },
        "EditingConfig": {
            "SpeechConfig": {"SpeechLanguage": "en"},
            "ProcessConfig": {"AllowTransition": True, "TransitionDuration": 0.4, "TransitionList": ["fade"]},
            "S2V": {"Fit": "cover", "Motion": False},
        },
        "OutputConfig": {
            "MediaURL": "film_{index}.mp4",
            "Count": count,
            "Width": size[0],
            "Height": size[1],
            "Video": {"Fps": 30},
        },
    }

"""What a preview shows in place of what a project does not have yet: neutral pictures and sample texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from s2v_core.cache import Cache, key_of
from s2v_core.projects import Document, Project

__all__ = ["CAPTIONS", "TITLE", "Samples", "complete", "neutral_pictures"]

CAPTIONS, TITLE = "captions", "title"
"""Texts that a preview can be about; the levels of sub-headings (``1`` to ``5``) are others."""

_KIND, _VERSION, _SIDE = "preview", 2, 540
_Tones = tuple[tuple[int, int, int], tuple[int, int, int]]

_TONES: tuple[_Tones, ...] = (((104, 120, 122), (58, 70, 74)), ((150, 138, 120), (92, 82, 72)))
"""Colours of the neutral pictures at their top and bottom."""


@dataclass(frozen=True)
class Samples:
    """Sample texts in the language of the session, and the files of the neutral pictures."""

    title: str
    sub_heading: str
    script: str
    pictures: tuple[str, ...]


def complete(project: Project, focus: str, samples: Samples) -> tuple[Document, bool]:
    """Return the document of a project with one output, and with what is missing for it to be seen.

    Script nodes without assets get neutral pictures; the text in ``focus`` gets a sample where the project has none.

    Returns:
        The document, and whether there are neutral pictures in it.
    """
    document = dict(project.document)
    given = dict(document.get("InputConfig", {}))
    output = document.get("OutputConfig", {}) | {"Count": 1}
    groups = [dict(group) for group in project.groups] or [{"GroupName": "1"}]
    bare = [group for group in groups if not group.get("MediaArray")]
    for group in bare:
        group["MediaArray"] = list(samples.pictures)
    if focus == CAPTIONS and not _has_script(given, groups):
        _give_script(given, groups, samples.script, whole=project.mode == "global")
        output.pop("FixedDuration", None)
    if focus == TITLE and not given.get("TitleArray"):
        given["TitleArray"] = [samples.title]
    if focus.isdecimal():
        given["SubHeadingArray"] = _with_sub_heading(given.get("SubHeadingArray", []), int(focus), samples.sub_heading)
    given["MediaGroupArray"] = groups
    return document | {"InputConfig": given, "OutputConfig": output}, bool(bare)


def neutral_pictures(cache: Cache) -> tuple[str, ...]:
    """Return the files of the neutral pictures, made once."""
    made = (
        cache.obtain(_KIND, key_of(_VERSION, number), ".png", partial(_paint, tones))
        for number, tones in enumerate(_TONES)
    )
    return tuple(str(path) for path in made)


def _has_script(given: dict[str, Any], groups: list[dict[str, Any]]) -> bool:
    return bool(given.get("SpeechTextArray")) or any(group.get("SpeechTextArray") for group in groups)


def _give_script(given: dict[str, Any], groups: list[dict[str, Any]], script: str, *, whole: bool) -> None:
    (given if whole else groups[0])["SpeechTextArray"] = [script]


def _with_sub_heading(entries: list[dict[str, Any]], level: int, text: str) -> list[dict[str, Any]]:
    kept = [entry for entry in entries if entry.get("Level") != level or entry.get("TitleArray")]
    known = any(entry.get("Level") == level for entry in kept)
    return kept if known else [*kept, {"Level": level, "TitleArray": [text]}]


def _paint(tones: _Tones, path: Path) -> None:
    """Write a soft gradient with a light in it: a picture that says nothing, but on which texts can be judged."""
    from PIL import Image

    top, bottom = tones
    y, x = np.mgrid[0 : 1 : _SIDE * 1j, 0 : 1 : _SIDE * 1j]
    shade = y[..., None] * np.array(bottom, float) + (1 - y[..., None]) * np.array(top, float)
    light = 46 * np.exp(-(((x - 0.68) / 0.34) ** 2 + ((y - 0.3) / 0.26) ** 2))[..., None]
    Image.fromarray(np.clip(shade + light, 0, 255).astype(np.uint8)).save(path, "PNG")

"""Editing the pools that one entry is drawn from for every output: titles, scripts, music, backgrounds, stickers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from s2v_core.errors import Problem, ProjectError
from s2v_core.job.limits import LONGEST_SCRIPT, LONGEST_TITLE
from s2v_core.projects.checking import admit, refuse
from s2v_core.projects.project import Project
from s2v_core.projects.tree import at, put, without

__all__ = [
    "TextPool",
    "add_music",
    "add_sticker",
    "add_texts",
    "backgrounds",
    "change_sticker",
    "lines_of",
    "longest_text",
    "music",
    "put_pool",
    "remove_stickers",
    "remove_text",
    "scripts",
    "set_backgrounds",
    "set_music",
    "set_scripts",
    "set_sticker_times",
    "set_sub_headings",
    "set_texts",
    "set_titles",
    "sticker_ids",
    "stickers",
    "sub_headings",
    "texts_of",
    "titles",
]

TextPool = Literal["scripts", "title", "1", "2", "3", "4", "5"]
"""A pool of texts: voiceover scripts for the whole video, titles, or the sub-headings of a level."""

_INPUT = "InputConfig"
_LEVELS = ("InputConfig", "SubHeadingArray")
_STICKERS = ("InputConfig", "StickerArray")
_BULLETS = "•◦▪●‣·\t"
_SPOKEN = re.compile(r"(<speak\b.*?</speak>)", re.DOTALL | re.IGNORECASE)


def titles(project: Project) -> list[str]:
    """Return the titles."""
    return list(at(project.document, (_INPUT, "TitleArray"), ()))


def set_titles(project: Project, texts: Sequence[str]) -> Project:
    """Return the project with other titles, blank ones left out.

    Raises:
        JobError: there are too many, or one is too long.
    """
    return admit(project, put_pool(project, "TitleArray", _written(texts)))


def sub_headings(project: Project, level: int) -> list[str]:
    """Return the texts of a sub-heading level, 1 to 5."""
    return [text for entry in at(project.document, _LEVELS, ()) if entry["Level"] == level for text in _texts(entry)]


def set_sub_headings(project: Project, level: int, texts: Sequence[str]) -> Project:
    """Return the project with other texts of a sub-heading level, blank ones left out.

    Raises:
        JobError: there are too many, one is too long, or there is no such level.
    """
    kept, entries = _written(texts), list(at(project.document, _LEVELS, ()))
    known = next((place for place, entry in enumerate(entries) if entry["Level"] == level), None)
    if known is None and kept:
        entries = sorted([*entries, {"Level": level, "TitleArray": kept}], key=lambda entry: int(entry["Level"]))
    elif known is not None and kept:
        entries[known] = entries[known] | {"TitleArray": kept}
    entries = [
        entry for place, entry in enumerate(entries) if entry["Level"] != level or (kept and known in (None, place))
    ]
    return admit(project, put_pool(project, "SubHeadingArray", entries))


def scripts(project: Project) -> list[str]:
    """Return the voiceover scripts for the whole video (global mode)."""
    return list(at(project.document, (_INPUT, "SpeechTextArray"), ()))


def set_scripts(project: Project, texts: Sequence[str]) -> Project:
    """Return the project with other voiceover scripts for the whole video, blank ones left out.

    Raises:
        JobError: the project is in segmented mode, a limit is broken, or the length of the videos is fixed.
    """
    if project.mode == "segmented":
        message = "In a segmented project every script node has its own voiceover."
        hint = "Write it at the script nodes, or change the project to Global Scripts first."
        refuse(Problem(path="InputConfig.SpeechTextArray", message=message, hint=hint))
    return admit(project, put_pool(project, "SpeechTextArray", _written(texts)))


def texts_of(project: Project, pool: TextPool) -> list[str]:
    """Return the texts of a pool."""
    if pool == "scripts":
        return scripts(project)
    return titles(project) if pool == "title" else sub_headings(project, int(pool))


def set_texts(project: Project, pool: TextPool, texts: Sequence[str]) -> Project:
    """Return the project with other texts in a pool, blank ones left out.

    Raises:
        JobError: as for `set_scripts`, `set_titles` and `set_sub_headings`.
    """
    if pool == "scripts":
        return set_scripts(project, texts)
    return set_titles(project, texts) if pool == "title" else set_sub_headings(project, int(pool), texts)


def add_texts(project: Project, pool: TextPool, texts: Sequence[str]) -> Project:
    """Return the project with more texts in a pool, after those that it has; what is there already is not added again.

    Raises:
        JobError: there are too many then, or one is too long; nothing is added.
    """
    known = texts_of(project, pool)
    fresh = [text for text in dict.fromkeys(_written(texts)) if text not in known]
    return set_texts(project, pool, [*known, *fresh])


def remove_text(project: Project, pool: TextPool, text: str) -> Project:
    """Return the project without a text of a pool; unchanged if it is no longer there."""
    left = texts_of(project, pool)
    if text in left:
        left.remove(text)
    return set_texts(project, pool, left)


def longest_text(pool: TextPool) -> int:
    """Return how many characters a text of a pool may have."""
    return LONGEST_SCRIPT if pool == "scripts" else LONGEST_TITLE


def lines_of(pasted: str) -> list[str]:
    """Return the lines of a pasted list that say something, without the bullets that word processors write.

    What stands between ``<speak>`` and ``</speak>`` is one of them, however many lines it has.
    """
    parts = _SPOKEN.split(pasted)
    lines = [
        line
        for place, part in enumerate(parts)
        for line in ([" ".join(part.split())] if place % 2 else part.splitlines())
    ]
    return _written([line.strip().lstrip(_BULLETS) for line in lines])


def music(project: Project) -> list[str]:
    """Return the references of the music; none: a packaged track is drawn."""
    return list(at(project.document, (_INPUT, "BackgroundMusicArray"), ()))


def set_music(project: Project, media: Sequence[str]) -> Project:
    """Return the project with other music, each track once.

    Raises:
        JobError: there are too many tracks, or a reference is none.
    """
    return admit(project, put_pool(project, "BackgroundMusicArray", list(dict.fromkeys(media))))


def add_music(project: Project, media: Sequence[str]) -> Project:
    """Return the project with more music, after what it has.

    Raises:
        JobError: there are too many tracks then, or a reference is none.
    """
    return set_music(project, [*music(project), *media])


def backgrounds(project: Project) -> list[str]:
    """Return the references of the background pictures."""
    return list(at(project.document, (_INPUT, "BackgroundImageArray"), ()))


def set_backgrounds(project: Project, media: Sequence[str]) -> Project:
    """Return the project with other background pictures, each once.

    Raises:
        JobError: there are too many, or a reference is none.
    """
    return admit(project, put_pool(project, "BackgroundImageArray", list(dict.fromkeys(media))))


def stickers(project: Project) -> list[dict[str, Any]]:
    """Return the stickers as the document has them."""
    return list(at(project.document, _STICKERS, ()))


def sticker_ids(project: Project) -> list[str]:
    """Return an id for each sticker, in order: it stays when others come or go."""
    seen: Counter[str] = Counter()
    ids = []
    for sticker in stickers(project):
        media = sticker.get("MediaId") or sticker.get("MediaURL") or ""
        seen[media] += 1
        ids.append(f"{media}#{seen[media]}")
    return ids


def add_sticker(
    project: Project, media: str, *, x: float = 0.05, y: float = 0.05, width: float | None = 0.2
) -> Project:
    """Return the project with one more sticker, its top left corner and width as fractions of the picture.

    Raises:
        JobError: there are too many, the reference is none, or a value is out of range.
    """
    sticker: dict[str, Any] = {"MediaURL": media, "X": x, "Y": y}
    if width is not None:
        sticker["Width"] = width
    return admit(project, put_pool(project, "StickerArray", [*stickers(project), sticker]))


def change_sticker(project: Project, sticker: str, values: Mapping[str, Any]) -> Project:
    """Return the project with some fields of a sticker changed (``X``, ``Opacity``...); None takes one out.

    Raises:
        JobError: a value is out of range.
        ProjectError: there is no such sticker.
    """
    known = stickers(project)
    place = _place_of(project, sticker)
    changed = {key: value for key, value in (known[place] | dict(values)).items() if value is not None}
    return admit(project, put_pool(project, "StickerArray", [*known[:place], changed, *known[place + 1 :]]))


def set_sticker_times(project: Project, sticker: str, start: float | None, end: float | None) -> Project:
    """Return the project with a sticker shown from ``start`` to ``end`` seconds; None: from the beginning, to the end.

    Raises:
        JobError: a time is out of range, or the end comes before the start.
        ProjectError: there is no such sticker.
    """
    own = dict(stickers(project)[_place_of(project, sticker)].get("S2V") or {}) | {
        "TimelineIn": start,
        "TimelineOut": end,
    }
    kept = {key: value for key, value in own.items() if value is not None}
    return change_sticker(project, sticker, {"S2V": kept or None})


def remove_stickers(project: Project, ids: Sequence[str]) -> Project:
    """Return the project without some stickers.

    Raises:
        ProjectError: there is no such sticker.
    """
    gone = {_place_of(project, sticker) for sticker in ids}
    return put_pool(project, "StickerArray", [one for place, one in enumerate(stickers(project)) if place not in gone])


def put_pool(project: Project, name: str, entries: Sequence[Any]) -> Project:
    """Return the project with a list of the input replaced, or taken out if it is empty; unchecked."""
    place = (_INPUT, name)
    document = project.document
    return project.with_job(put(document, place, list(entries)) if entries else without(document, place))


def _place_of(project: Project, sticker: str) -> int:
    ids = sticker_ids(project)
    if sticker not in ids:
        raise ProjectError("This sticker is no longer there.", hint="Open the project again to see its stickers.")
    return ids.index(sticker)


def _written(texts: Sequence[str]) -> list[str]:
    return [text.strip() for text in texts if text.strip()]


def _texts(entry: Mapping[str, Any]) -> list[str]:
    return list(entry.get("TitleArray", ()))

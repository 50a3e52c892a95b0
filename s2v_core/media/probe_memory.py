"""Remembering the facts about files that have not changed, so that thousands of assets are looked at in a moment."""

from __future__ import annotations

import json
import os
from dataclasses import fields
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

from s2v_core.cache import Cache, key_of
from s2v_core.media.info import MediaInfo, MediaKind
from s2v_core.media.pictures import check_pixels
from s2v_core.media.probe import PROBE_VERSION

__all__ = ["recall", "remember"]

_KIND, _SUFFIX = "probe", ".json"
_NAMES = tuple(field.name for field in fields(MediaInfo))
_FRACTIONS = ("duration", "rate")
_TYPES: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("width", "height", "rotation", "size"), (int,)),
    **dict.fromkeys(("identity", "codec"), (str,)),
    **dict.fromkeys(("variable_rate", "has_audio", "has_alpha"), (bool,)),
    "frames": (int, type(None)),
}


def recall(cache: Cache, path: Path, *, max_pixels: int) -> MediaInfo | None:
    """Return what ``remember`` kept about a file with this path, size and time of change; None when there is nothing.

    A damaged entry counts as none.

    Raises:
        MediaTooLarge: the file has more than ``max_pixels`` pixels.
    """
    key = _key(path)
    try:
        text = cache.path(_KIND, key, _SUFFIX).read_bytes() if key else b""
        info = _from_json(json.loads(text)) if text else None
    except (OSError, ValueError, TypeError, KeyError, ZeroDivisionError):
        return None
    if info is not None:
        check_pixels(path, info.width, info.height, max_pixels=max_pixels)
    return info


def remember(cache: Cache, path: Path, info: MediaInfo) -> None:
    """Keep the facts about a file until it changes."""
    key = _key(path)
    if key:
        text = json.dumps({name: _plain(getattr(info, name)) for name in _NAMES})
        cache.store(_KIND, key, _SUFFIX, lambda target: target.write_text(text, encoding="utf-8"))


def _key(path: Path) -> str:
    try:
        facts = path.stat()
    except OSError:
        return ""
    return key_of(_KIND, PROBE_VERSION, os.fspath(path.absolute()), facts.st_size, facts.st_mtime_ns)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Fraction) else value


def _from_json(document: dict[str, Any]) -> MediaInfo:
    values = {name: document[name] for name in _NAMES}
    for name in _FRACTIONS:
        if values[name] is not None:
            values[name] = Fraction(values[name])
    if values["kind"] not in get_args(MediaKind):
        raise ValueError(values["kind"])
    for name, types in _TYPES.items():
        if type(values[name]) not in types:
            raise TypeError(name)
    return MediaInfo(**values)

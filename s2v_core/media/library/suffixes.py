"""The suffix of stored content, by what it holds and never by the name that came with it."""

from __future__ import annotations

from pathlib import Path

from s2v_core.media.containers import open_container
from s2v_core.media.info import MediaInfo

__all__ = ["suffix_of_content"]

_PICTURES = {"jpeg": ".jpg", "tiff": ".tif"}
_WEB_CODECS = ("vp8", "vp9", "av1", "opus", "vorbis")
_CONTAINERS = {
    "avi": (".avi", ".avi"),
    "mpegts": (".ts", ".ts"),
    "mpeg": (".mpg", ".mpg"),
    "flv": (".flv", ".flv"),
    "asf": (".wmv", ".wma"),
    "ogg": (".ogv", ".ogg"),
}
"""Suffixes of films and of sound by the name of the format; other names are suffixes themselves."""


def suffix_of_content(path: Path, info: MediaInfo) -> str:
    """Return the suffix, with its dot, that programs and browsers expect of such a file.

    Raises:
        MediaUnreadable: it cannot be opened as what ``info`` says.
    """
    if info.kind in ("image", "animation"):
        return _PICTURES.get(info.codec, f".{info.codec}")
    with open_container(path) as container:
        name = container.format.name.partition(",")[0]
    sound = info.kind == "audio"
    if name == "mov":
        return ".m4a" if sound else ".mp4"
    if name == "matroska":
        return ".webm" if info.codec in _WEB_CODECS else ".mka" if sound else ".mkv"
    return _CONTAINERS[name][sound] if name in _CONTAINERS else f".{name}"

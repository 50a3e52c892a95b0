"""Names, folders and tags as strangers give them, made safe to keep, to show and to write to any disk."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

__all__ = ["clean_folder", "clean_name", "clean_tags", "counted", "folded", "shown", "split_upload_name"]

_LONGEST = 180
"""Bytes of UTF-8: file systems allow 255, and a suffix or a number may still be added."""
_DEEPEST, _MOST_TAGS = 12, 64
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) ?(\..*)?")
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_DIGITS = re.compile(r"\d+")
_DRIVE = re.compile(r"[A-Za-z]:")
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")
"""Marks that turn the direction of a text around, by which a name can look like another; and line ends."""
_DISKS = ("Cc", "Cs", "Cn", "Co")


def clean_name(name: str) -> str:
    """Return the last part of a path as a name of at most 180 bytes that every file system takes.

    Control characters, marks that turn the writing direction, and characters that Windows forbids go; a name that
    Windows keeps for a device gets an underscore; what has no name is called ``untitled``. Cleaning twice changes
    nothing more.
    """
    return _part(re.split(r"[/\\]", name)[-1]) or "untitled"


def clean_folder(folder: str) -> str:
    """Return a folder as its cleaned names joined by ``/``; empty for the top. It never climbs."""
    parts = (_part(part) for part in re.split(r"[/\\]", _DRIVE.sub("", folder, count=1)))
    return "/".join([part for part in parts if part][:_DEEPEST])


def split_upload_name(name: str) -> tuple[str, str]:
    """Return folder and name of a file that comes with a folder: browsers call it ``folder/inner/file.jpg``."""
    folder, _, last = name.replace("\\", "/").rpartition("/")
    return clean_folder(folder), clean_name(last)


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags without control characters and doubles (case counts as equal), in their order; at most 64."""
    kept: dict[str, str] = {}
    for tag in tags:
        text = _limited(_plain(tag.replace(",", " ")), 80).strip()
        if text:
            kept.setdefault(folded(text), text)
    return tuple(kept.values())[:_MOST_TAGS]


def folded(text: str) -> str:
    """Return a text as it is compared in searches: without case, width and stray spaces."""
    storable = text.encode(errors="ignore").decode()
    return " ".join(unicodedata.normalize("NFKC", storable).casefold().split())


def counted(text: str) -> str:
    """Return a text as it is sorted: folded, with numbers by their value, so that 2 comes before 10."""
    return _DIGITS.sub(lambda match: match.group().zfill(12), folded(text))


def shown(path: str) -> str:
    """Return a path as it can be shown: file systems allow names that are no text."""
    return path.encode(errors="replace").decode()


def _part(text: str) -> str:
    text = _FORBIDDEN.sub("_", _plain(text)).replace("/", "_").replace("\\", "_").strip(" .")
    return _shortened(f"_{text}" if _RESERVED.fullmatch(text) else text)


def _plain(text: str) -> str:
    """Return the text in normal form, without what cannot be seen or stored, with single spaces."""
    kept = (
        char for char in text if (char not in _TURNING and unicodedata.category(char) not in _DISKS) or char in "\t\n"
    )
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def _shortened(text: str) -> str:
    """Cut a long name before its suffix."""
    if len(text.encode()) <= _LONGEST:
        return text
    stem, dot, suffix = text.rpartition(".")
    if not dot or not 0 < len(suffix.encode()) <= 10:
        stem, dot, suffix = text, "", ""
    end = dot + suffix
    return (_limited(stem, _LONGEST - len(end.encode())).rstrip(" .") + end).strip(" .")


def _limited(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")

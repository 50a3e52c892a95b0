"""File names of the outputs."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from s2v_core.job.document import Job

__all__ = ["output_name"]

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]')
_SUFFIX = re.compile(r"\.(mp4|m4v|mov)", re.IGNORECASE)
_LONGEST = 90


def output_name(job: Job, output: int) -> str:
    """Return the file name of an output counted from 0.

    It is the last part of the document's pattern with ``{index}`` filled in, without characters that some file system
    refuses; ``.mp4`` is added where the pattern has no suffix of a film, so that no film has the name of a side file.
    """
    number = str(output + job.output_config.s2v.index_base)
    stem, suffix = _split(_last_part(job.output_config.pattern))
    stem = _FORBIDDEN.sub("_", stem if "{index}" in stem else f"{stem}_{{index}}")
    before, _, after = stem.partition("{index}")
    before, after = _shortened(before), _shortened(after.replace("{index}", number))
    stem = f"{before}{number}{after}".strip(" .")
    return f"{'_' if _RESERVED.fullmatch(stem.partition('.')[0]) else ''}{stem}{suffix}"


def _shortened(part: str) -> str:
    return part.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore")


def _last_part(pattern: str) -> str:
    path = _path(pattern) if "://" in pattern else pattern
    return re.split(r"[/\\]", path.rstrip("/\\"))[-1] or "output_{index}"


def _path(address: str) -> str:
    try:
        return unquote(urlsplit(address).path)
    except ValueError:  # its host is none
        return address


def _split(name: str) -> tuple[str, str]:
    stem, dot, end = name.rpartition(".")
    return (stem, dot + end) if stem and _SUFFIX.fullmatch(dot + end) else (name, ".mp4")

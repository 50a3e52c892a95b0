"""Colour tables of other programs: ``.cube`` files in one or three dimensions."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.filters.colours import Colours, Step
from s2v_core.errors import MediaError, MediaTooLarge, MediaUnreadable

__all__ = ["CUBE_SUFFIX", "read_cube"]

CUBE_SUFFIX = ".cube"

_LARGEST_FILE = 64_000_000
_SMALLEST = 2
_LARGEST = {"LUT_1D_SIZE": 65_536, "LUT_3D_SIZE": 128}
_LIMITS = {"LUT_1D_INPUT_RANGE": 2, "LUT_3D_INPUT_RANGE": 2, "DOMAIN_MIN": 3, "DOMAIN_MAX": 3}
"""Words that are followed by so many numbers."""
_BOUND = 1e6
_HINT = "Export it again as a .cube file from the program that it comes from."


@dataclass
class _Content:
    size: int = 0
    cubic: bool = False
    low: Any = (0.0, 0.0, 0.0)
    high: Any = (1.0, 1.0, 1.0)
    rows: list[str] = field(default_factory=list)


def read_cube(path: Path) -> Step:
    """Return the colour map in a ``.cube`` file.

    A table in three dimensions is interpolated within tetrahedra, one in one dimension between its neighbours.

    Raises:
        MediaUnreadable: the file cannot be read or is no such table.
        MediaTooLarge: it has more bytes or a finer table than is taken.
    """
    content = _content(_text(path), path)
    table = _numbers(content, path)
    low, high = (np.asarray(end, np.float32) for end in (content.low, content.high))
    if not (low < high).all():
        raise _error(path, "its DOMAIN_MIN is not below its DOMAIN_MAX")
    look_up = _in_tetrahedra if content.cubic else _in_line
    size = content.size

    def step(colours: Colours) -> Colours:
        places = np.clip((colours - low) / (high - low), 0, 1) * np.float32(size - 1)
        return np.asarray(np.clip(look_up(table, size, places), 0, 1), np.float32)

    return step


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise MediaTooLarge(
                f"The colour table '{path.name}' is larger than {_LARGEST_FILE // 1_000_000} MB.", where=str(path)
            )
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise _error(path, f"it cannot be read ({error.strerror})") from error


def _content(text: str, path: Path) -> _Content:
    content = _Content()
    for number, line in enumerate(text.splitlines(), 1):
        word, _, rest = line.strip().partition(" ")
        if not word or word.startswith("#") or word == "TITLE":
            continue
        if word in _LARGEST:
            _take_size(content, word, rest, path)
        elif word in _LIMITS:
            _take_limits(content, word, rest, number, path)
        elif word[0].isalpha():
            continue  # keywords of single programs
        else:
            content.rows.append(line)
    if not content.size:
        raise _error(path, "it names no LUT_3D_SIZE or LUT_1D_SIZE")
    return content


def _take_size(content: _Content, word: str, rest: str, path: Path) -> None:
    if content.size:
        raise _error(path, "it names two sizes; only one table is taken")
    if not (rest.strip().isascii() and rest.strip().isdigit()) or int(rest) < _SMALLEST:
        raise _error(path, f"{word} must be a whole number from {_SMALLEST} to {_LARGEST[word]}")
    content.size, content.cubic = int(rest), word == "LUT_3D_SIZE"
    if content.size > _LARGEST[word]:
        raise MediaTooLarge(
            f"The colour table '{path.name}' has {content.size} steps; at most {_LARGEST[word]} are taken.",
            where=str(path),
            hint="Export it with 33 or 65 steps.",
        )


def _take_limits(content: _Content, word: str, rest: str, number: int, path: Path) -> None:
    try:
        values = [float(part) for part in rest.split()]
    except ValueError:
        values = []
    if len(values) != _LIMITS[word] or not np.isfinite(values).all():
        raise _error(path, f"line {number} must give {_LIMITS[word]} numbers for {word}")
    if word == "DOMAIN_MIN":
        content.low = values
    elif word == "DOMAIN_MAX":
        content.high = values
    else:
        content.low, content.high = ([value] * 3 for value in values)


def _numbers(content: _Content, path: Path) -> Colours:
    """Return the table (n x 3), red changing first."""
    wanted = content.size**3 if content.cubic else content.size
    if len(content.rows) != wanted:
        raise _error(path, f"it should have {wanted} rows of colours, but has {len(content.rows)}")
    try:
        table = np.array([row.split() for row in content.rows], np.float32)
    except ValueError:
        raise _error(path, "its rows must each be three numbers") from None
    if table.shape != (wanted, 3) or not np.isfinite(table).all() or np.abs(table).max() > _BOUND:
        raise _error(path, "its rows must each be three numbers")
    return table


def _in_line(table: Colours, size: int, places: Colours) -> Colours:
    below = np.minimum(places.astype(np.int32), size - 2)
    start, end = (np.take_along_axis(table, at, axis=0) for at in (below, below + 1))
    return np.asarray(start + (end - start) * (places - below), np.float32)


def _in_tetrahedra(table: Colours, size: int, places: Colours) -> Colours:
    """Go from the lower corner of each cell along its edges, the axis of the largest part first."""
    corner = np.minimum(places.astype(np.int32), size - 2)
    parts = places - corner
    order = np.argsort(-parts, axis=1, kind="stable")
    strides: NDArray[np.int32] = np.array([1, size, size * size], np.int32)
    shares = np.take_along_axis(parts, order, axis=1)
    at = corner @ strides
    last = np.ones(len(places), np.float32)
    found = np.zeros_like(places)
    for number in range(3):
        share = shares[:, number]
        found += table[at] * (last - share)[:, None]
        at, last = at + strides[order[:, number]], share
    return np.asarray(found + table[at] * last[:, None], np.float32)


def _error(path: Path, reason: str) -> MediaError:
    return MediaUnreadable(f"'{path.name}' is not a usable colour table: {reason}.", where=str(path), hint=_HINT)

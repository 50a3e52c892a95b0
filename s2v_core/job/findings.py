"""Collecting what is found about a document, each finding at its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from s2v_core.errors import Problem

__all__ = ["Finding", "Findings", "Place", "path_of", "place_of", "shown"]

Place = tuple[str | int, ...]
"""Keys and list positions from the top of the document to a value."""

_PART = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_MOST = 1000
_LONGEST_KEY = 80
_LONGEST_VALUE = 60


@dataclass(frozen=True)
class Finding:
    """A problem at a place of the document."""

    place: Place
    message: str
    hint: str = ""
    severity: Literal["error", "warning"] = "error"
    absence: bool = False
    """Whether it says that something is not there."""

    def problem(self) -> Problem:
        """Return the finding with its place written as a path."""
        return Problem(path=path_of(self.place), message=self.message, hint=self.hint, severity=self.severity)


class Findings:
    """A list of findings that stops growing at a sane length."""

    def __init__(self) -> None:
        self.found: list[Finding] = []
        self.left_out = 0
        self._has_error = False

    @property
    def full(self) -> bool:
        """Whether further warnings are only counted."""
        return len(self.found) >= _MOST

    def error(self, place: Place, message: str, hint: str = "") -> None:
        """Add something that keeps the job from being carried out."""
        self._add(Finding(place, message, hint))

    def lack(self, place: Place, message: str, hint: str = "") -> None:
        """Add an error that says that there is nothing at or below ``place``."""
        self._add(Finding(place, message, hint, absence=True))

    def warn(self, place: Place, message: str, hint: str = "") -> None:
        """Add something that the user should know and may leave as it is."""
        self._add(Finding(place, message, hint, "warning"))

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add several findings."""
        for finding in findings:
            self._add(finding)

    def _add(self, finding: Finding) -> None:
        is_error = finding.severity == "error"
        if self.full and (self._has_error or not is_error):
            self.left_out += 1
            return
        self._has_error |= is_error
        self.found.append(finding)

    def problems(self) -> tuple[Problem, ...]:
        """Return all findings as problems, errors first, without repetitions."""
        ordered = sorted(self.found, key=lambda finding: finding.severity == "warning")
        problems = dict.fromkeys(finding.problem() for finding in ordered)
        if self.left_out:
            rest = Problem(
                path="", message=f"At least {self.left_out} further problems are not listed.", severity="warning"
            )
            problems[rest] = None
        return tuple(problems)


def path_of(place: Place) -> str:
    """Write a place as the user knows it: ``InputConfig.MediaGroupArray[2].MediaArray[0]``."""
    path = ""
    for part in place:
        if isinstance(part, int):
            path += f"[{part}]"
        else:
            key = part if len(part) <= _LONGEST_KEY else part[: _LONGEST_KEY - 1] + "…"
            path += f".{key}" if path else key
    return path


def place_of(path: str) -> Place:
    """Return the place that a path such as ``InputConfig.MediaGroupArray[2].Volume`` names."""
    return tuple(int(number) if number else name for name, number in _PART.findall(path))


def shown(value: Any) -> str:
    """Return a value as JSON, shortened, for use inside a message."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"

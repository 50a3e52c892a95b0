"""What a production reports: while it runs, and when it is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from s2v_core.errors import Problem, S2VError
from s2v_core.planning import Plan

__all__ = ["BatchResult", "Listener", "OutputResult", "OutputState"]

OutputState = Literal["Success", "Failed", "Cancelled"]


@dataclass(frozen=True, kw_only=True)
class OutputResult:
    """How one output ended. ``files`` maps a role (``Video``, ``Subtitles``, ``Timeline``) to what was written.

    Of the chunks that the video is made of, ``chunks_encoded`` were rendered for it and ``chunks_reused`` were not.
    ``duration`` is the output's length and ``seconds`` the time the work took, both in seconds.
    """

    index: int
    name: str
    state: OutputState
    files: Mapping[str, Path] = field(default_factory=dict)
    frames: int = 0
    chunks_encoded: int = 0
    chunks_reused: int = 0
    duration: float = 0.0
    seconds: float = 0.0
    draws: Mapping[str, Any] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    credits: tuple[str, ...] = ()
    error: S2VError | None = None


@dataclass(frozen=True, kw_only=True)
class BatchResult:
    """A finished batch: one result per output, what was found wrong with the job, and where the manifest lies."""

    outputs: tuple[OutputResult, ...]
    problems: tuple[Problem, ...]
    manifest: Path

    @property
    def failed(self) -> tuple[OutputResult, ...]:
        """The outputs that did not succeed."""
        return tuple(output for output in self.outputs if output.state != "Success")


class Listener:
    """Hears how a production goes on. Every method does nothing here; override what is of interest."""

    def planned(self, plan: Plan) -> None:
        """All draws are made; ``plan.outputs`` are about to be produced."""

    def started(self, index: int, name: str, frames: int) -> None:
        """Output ``index`` with ``frames`` frames begins."""

    def advanced(self, index: int, done: int) -> None:
        """``done`` frames of output ``index`` are finished."""

    def ended(self, result: OutputResult) -> None:
        """An output reached its end, whichever way."""

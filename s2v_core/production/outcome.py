"""What a production reports: while it runs, and when it is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from s2v_core import errors
from s2v_core.errors import Problem, RenderError, S2VError
from s2v_core.planning import Plan

__all__ = ["BatchResult", "EndState", "Failure", "Listener", "OutputResult", "Progress", "Results"]

EndState = Literal["Success", "Failed", "Cancelled"]

_VENDOR_CODES: Mapping[str, str] = MappingProxyType(
    {
        "JobError": "InvalidParameter",
        "PlanError": "InvalidParameter",
        "MediaError": "InvalidMaterial",
        "MediaNotFound": "InvalidMaterial.NotFound",
        "MediaRefused": "InvalidMaterial.Forbidden",
        "MediaTooLarge": "InvalidMaterial.TooLarge",
        "MediaUnreadable": "InvalidMaterial",
        "DeliveryRefused": "InvalidStorage.NotFound",
        "Cancelled": "Cancelled",
    }
)


@dataclass(frozen=True)
class Progress:
    """How far some work is: steps done of a total (frames for an output); a total of 0 is not known."""

    done: int
    total: int = 0


@dataclass(frozen=True, kw_only=True)
class Failure:
    """An error of the product as JSON values: the name of its class, and what it tells the user."""

    code: str
    message: str
    where: str = ""
    hint: str = ""

    @classmethod
    def of(cls, error: S2VError) -> Failure:
        """Return what ``error`` says."""
        return cls(code=type(error).__name__, message=error.message, where=error.where, hint=error.hint)

    @property
    def vendor_code(self) -> str:
        """The vendor's kind of code for it."""
        return _VENDOR_CODES.get(self.code, "ProduceFailed")

    def error(self) -> S2VError:
        """Return the error that this was made of; one of another version of the product is a ``RenderError``."""
        kind = getattr(errors, self.code, RenderError)
        known = isinstance(kind, type) and issubclass(kind, S2VError)
        return (kind if known else RenderError)(self.message, where=self.where, hint=self.hint)


@dataclass(frozen=True, kw_only=True)
class Results:
    """What a finished output consists of, as JSON values.

    ``files`` maps a role (``Video``, ``Subtitles``, ``Timeline``) to the path of what was written and ``urls`` to its
    final address, where that is another one. Of the chunks that the video is made of, ``chunks_encoded`` were rendered
    for it and ``chunks_reused`` were not. ``duration`` is the output's length and ``seconds`` the time the work took,
    both in seconds. ``sources`` maps the media references that are shown to the hashes of their content.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    urls: Mapping[str, str] = field(default_factory=dict)
    frames: int = 0
    duration: float = 0.0
    seconds: float = 0.0
    chunks_encoded: int = 0
    chunks_reused: int = 0
    sources: Mapping[str, str] = field(default_factory=dict)
    credits: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the results as JSON values."""
        return asdict(self) | {"credits": list(self.credits)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Results:
        """Return the results that ``to_json`` wrote."""
        return cls(**{**values, "credits": tuple(values["credits"])})


@dataclass(frozen=True, kw_only=True)
class OutputResult:
    """How one output ended: what it consists of, as in ``Results``, with the decisions that were made for it."""

    index: int
    name: str
    state: EndState
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

    @classmethod
    def of(
        cls,
        index: int,
        name: str,
        state: EndState,
        *,
        draws: Mapping[str, Any],
        results: Results | None = None,
        failure: Failure | None = None,
    ) -> OutputResult:
        """Return how the output ``index`` ended from what is kept of it."""
        made = results or Results()
        return cls(
            index=index,
            name=name,
            state=state,
            files={role: Path(path) for role, path in made.files.items()},
            frames=made.frames,
            chunks_encoded=made.chunks_encoded,
            chunks_reused=made.chunks_reused,
            duration=made.duration,
            seconds=made.seconds,
            draws=draws,
            sources=made.sources,
            credits=made.credits,
            error=failure.error() if failure else None,
        )


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

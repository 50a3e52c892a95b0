"""What a worker is told and what it answers: plain values that travel between processes and machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from s2v_core.errors import S2VError
from s2v_core.production.outcome import OutputState
from s2v_core.rendering import EncoderOptions
from s2v_core.settings import Settings
from s2v_core.timeline import Timeline, to_json

__all__ = ["Failure", "Progress", "RenderTask", "TaskResult", "open_settings"]


@dataclass(frozen=True, kw_only=True)
class RenderTask:
    """One output to be made; every field is a JSON value. ``of`` makes one from the values of the product.

    ``timeline`` is a timeline document, ``encoder`` the fields of ``EncoderOptions``, ``settings`` those of
    ``Settings`` without secrets, which a worker reads from its own environment. Paths (``target``, the video's;
    ``base``, where relative references start; those in the settings) must lead to the same places wherever the work is
    done. Tasks of one ``batch`` share what was found out about their assets. ``workers`` chunks are rendered at a time
    (0: one for each core).
    """

    index: int
    name: str
    batch: str
    timeline: Mapping[str, Any]
    target: str
    encoder: Mapping[str, Any]
    settings: Mapping[str, Any]
    base: str = ""
    trusted: bool = False
    timeline_only: bool = False
    workers: int = 1

    @classmethod
    def of(
        cls,
        timeline: Timeline,
        target: Path,
        *,
        index: int,
        batch: str,
        encoder: EncoderOptions,
        settings: Settings,
        base: Path | None = None,
        trusted: bool = False,
        timeline_only: bool = False,
        workers: int = 1,
    ) -> RenderTask:
        """Return the task of rendering ``timeline`` to ``target`` (a whole path), named after the file."""
        return cls(
            index=index,
            name=target.name,
            batch=batch,
            timeline=to_json(timeline),
            target=str(target.absolute()),
            encoder=asdict(encoder),
            settings=open_settings(settings),
            base=str(base.absolute()) if base else "",
            trusted=trusted,
            timeline_only=timeline_only,
            workers=workers,
        )

    def to_json(self) -> dict[str, Any]:
        """Return the task as JSON values; ``RenderTask(**values)`` is the way back."""
        return asdict(self)


@dataclass(frozen=True)
class Progress:
    """``done`` of ``total`` frames of a task are finished."""

    done: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Failure:
    """An error of the product as JSON values; ``code`` is the name of its class."""

    code: str
    message: str
    where: str = ""
    hint: str = ""

    @classmethod
    def of(cls, error: S2VError) -> Failure:
        """Return what ``error`` says."""
        return cls(code=type(error).__name__, message=error.message, where=error.where, hint=error.hint)


@dataclass(frozen=True, kw_only=True)
class TaskResult:
    """How a task ended; every field is a JSON value after ``to_json``.

    ``files`` maps a role (``Video``, ``Subtitles``, ``Timeline``) to a path. ``duration`` is the output's length and
    ``seconds`` the time the work took, both in seconds. ``failure`` is set unless the state is ``Success``.
    """

    index: int
    name: str
    state: OutputState
    files: Mapping[str, str] = field(default_factory=dict)
    frames: int = 0
    chunks_encoded: int = 0
    chunks_reused: int = 0
    duration: float = 0.0
    seconds: float = 0.0
    sources: Mapping[str, str] = field(default_factory=dict)
    credits: tuple[str, ...] = ()
    failure: Failure | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the result as JSON values."""
        return asdict(self) | {"credits": list(self.credits)}


def open_settings(settings: Settings) -> dict[str, Any]:
    """Return all settings but the secret ones as JSON values, with absolute paths, for ``load_settings`` elsewhere."""
    secret = {name for name in type(settings).model_fields if isinstance(getattr(settings, name), SecretStr)}
    values: dict[str, Any] = settings.model_dump(mode="json", exclude=secret)
    return values | {"home": str(settings.home.absolute()), "roots": [str(root.absolute()) for root in settings.roots]}

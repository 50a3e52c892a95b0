"""What a worker is told and what it answers: plain values that travel between processes and machines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from s2v_core.production.outcome import EndState, Failure, Results
from s2v_core.production.work.library import assets_named_in
from s2v_core.rendering import EncoderOptions
from s2v_core.settings import Settings
from s2v_core.timeline import Timeline, to_json

__all__ = ["RenderTask", "TaskResult", "open_settings"]


@dataclass(frozen=True, kw_only=True)
class RenderTask:
    """One output to be made; every field is a JSON value. ``of`` makes one from the values of the product.

    ``timeline`` is a timeline document, ``encoder`` the fields of ``EncoderOptions``, ``settings`` those of
    ``Settings`` without secrets, which a worker reads from its own environment. Paths (``target``, the video's;
    ``base``, where relative references start; those in the settings) must lead to the same places wherever the work is
    done. ``library`` holds the paths of the library's assets that the timeline names, by id: workers do not open its
    index. Tasks of one ``batch`` share what was found out about their assets. ``workers`` chunks are rendered at a time
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
    library: Mapping[str, str] = field(default_factory=dict)

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
        document = to_json(timeline)
        return cls(
            index=index,
            name=target.name,
            batch=batch,
            timeline=document,
            target=str(target.absolute()),
            encoder=asdict(encoder),
            settings=open_settings(settings),
            base=str(base.absolute()) if base else "",
            trusted=trusted,
            timeline_only=timeline_only,
            workers=workers,
            library=assets_named_in([json.dumps(document)], settings),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the task as JSON values; ``RenderTask(**values)`` is the way back."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class TaskResult:
    """How a task ended; every field is a JSON value after ``to_json``. ``failure`` is set unless it succeeded."""

    index: int
    name: str
    state: EndState
    results: Results
    failure: Failure | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the result as JSON values."""
        return asdict(self) | {"results": self.results.to_json()}


def open_settings(settings: Settings) -> dict[str, Any]:
    """Return all settings but the secret ones as JSON values, with absolute paths, for ``load_settings`` elsewhere."""
    secret = {name for name in type(settings).model_fields if isinstance(getattr(settings, name), SecretStr)}
    values: dict[str, Any] = settings.model_dump(mode="json", exclude=secret)
    return values | {"home": str(settings.home.absolute()), "roots": [str(root.absolute()) for root in settings.roots]}

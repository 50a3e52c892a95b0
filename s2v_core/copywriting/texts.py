"""What a writer gives: texts, where they come from, and a report on the set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

__all__ = ["TEMPLATES", "CopyReport", "CopyText", "StoryPart", "Usage", "Variety"]

TEMPLATES = "templates, no AI"
"""Stands where the name of a model would, for texts that no model wrote."""


@dataclass(frozen=True)
class StoryPart:
    """One part of a storyboard: what a script node would be called, and what is said there."""

    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class CopyText:
    """A text that was accepted, and where it comes from.

    ``model`` is `TEMPLATES` or the name of a model, ``prompt`` what it was asked, ``seconds`` about how long it takes
    to speak it (None where nobody asked). ``parts`` are those of a storyboard; its ``text`` is all of them.
    """

    text: str
    angle: str
    model: str
    prompt: str
    time: datetime
    seconds: float | None = None
    parts: tuple[StoryPart, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the text as JSON values."""
        entry: dict[str, Any] = {"Text": self.text, "Angle": self.angle, "Model": self.model, "Prompt": self.prompt}
        entry["Time"] = self.time.isoformat(timespec="seconds")
        if self.seconds is not None:
            entry["Seconds"] = round(self.seconds, 1)
        if self.parts:
            entry["Parts"] = [{"Name": part.name, "Text": part.text} for part in self.parts]
        return entry


@dataclass(frozen=True)
class Variety:
    """How different the texts of a set are: the similarity (0 to 1) of each to the one nearest to it, on average and at
    most, the pair that is alike most, and how many texts there are of every angle."""

    mean: float = 0.0
    highest: float = 0.0
    closest: tuple[str, str] | None = None
    angles: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Usage:
    """What a model was asked for; ``cost`` is None where the prices are not known."""

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = None


@dataclass(frozen=True, kw_only=True)
class CopyReport:
    """What became of a request.

    ``shortfall`` says why there are fewer texts than were asked for, empty if there are not. ``rejected`` counts what
    was written and not accepted, by the reason.
    """

    asked: int
    written: int
    model: str
    stopped: bool
    shortfall: str
    rejected: Mapping[str, int]
    variety: Variety
    usage: Usage

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        closest = list(self.variety.closest) if self.variety.closest else None
        usage: dict[str, Any] = {
            "Requests": self.usage.requests,
            "PromptTokens": self.usage.prompt_tokens,
            "CompletionTokens": self.usage.completion_tokens,
        }
        if self.usage.cost is not None:
            usage["Cost"] = round(self.usage.cost, 6)
        return {
            "Asked": self.asked,
            "Written": self.written,
            "Model": self.model,
            "Stopped": self.stopped,
            "Shortfall": self.shortfall,
            "Rejected": dict(self.rejected),
            "Similarity": {
                "Mean": round(self.variety.mean, 3),
                "Highest": round(self.variety.highest, 3),
                "Closest": closest,
            },
            "Angles": dict(self.variety.angles),
            "Usage": usage,
        }

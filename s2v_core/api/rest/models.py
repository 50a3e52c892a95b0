"""What the REST answers, as models: the OpenAPI document is made of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from s2v_core.production.store import JobState, OutputState

__all__ = [
    "Asset",
    "AssetList",
    "CatalogueEntry",
    "CatalogueList",
    "Finding",
    "Job",
    "JobList",
    "Output",
    "OutputList",
    "Reason",
    "Received",
    "Refused",
    "Retried",
    "ShownJob",
    "SubmittedJob",
]


class Finding(BaseModel):
    """Something that was found wrong with a job document."""

    severity: str = Field(description="`error` or `warning`.")
    path: str = Field(description="The place in the document, such as `OutputConfig.Count`.")
    message: str
    hint: str = Field(description="What to do.")


class Refused(BaseModel):
    """Why a request was refused."""

    code: str
    message: str
    where: str = Field(description="The parameter, or the place in the document.")
    hint: str
    problems: list[Finding] = Field(description="Everything that was found wrong with a document.")


class Reason(BaseModel):
    """Why something could not be made."""

    code: str
    message: str


class SubmittedJob(BaseModel):
    """A job that was submitted."""

    id: str
    created: bool = Field(description="False when the token was known: it is the job that was made then.")
    problems: list[Finding] = Field(description="Warnings about the document.")


class Job(BaseModel):
    """A job. Times are UTC."""

    id: str
    name: str
    kind: str
    mode: str = Field(description="`global` or `segmented`.")
    state: JobState
    cancel_requested: bool
    outputs: dict[OutputState, int] = Field(description="How many outputs are in each state; none before planning.")
    frames: int = Field(description="Of all outputs.")
    frames_done: int
    created: datetime
    modified: datetime
    ended: datetime | None
    failure: Reason | None


class ShownJob(Job):
    """A job, with what planning found."""

    problems: list[Finding] = Field(description="Found when it was planned; warnings where it went on.")


class JobList(BaseModel):
    """A part of the list of jobs."""

    jobs: list[Job]
    next: str | None = Field(description="Ask with `after` for what follows; null at the end.")


class Output(BaseModel):
    """An output of a job: one video."""

    index: int
    name: str
    state: OutputState
    frames: int
    frames_done: int
    duration: float | None = Field(description="Seconds.")
    files: dict[str, str] = Field(description="Addresses of what is made: `video`, `subtitles`, `timeline`.")
    draws: dict[str, Any] = Field(description="The decisions that were made for it.")
    failure: Reason | None


class OutputList(BaseModel):
    """The outputs of a job."""

    outputs: list[Output]


class Retried(BaseModel):
    """What is made again."""

    steps: int = Field(description="How many outputs, and planning; 0: nothing had failed.")


class Asset(BaseModel):
    """An asset of the library."""

    id: str
    reference: str = Field(description="What a job document names it by.")
    name: str
    kind: str
    folder: str
    tags: list[str]
    width: int
    height: int
    duration: float | None = Field(description="Seconds; null for stills.")
    size: int = Field(description="Bytes.")
    state: str


class AssetList(BaseModel):
    """A part of the library."""

    assets: list[Asset]
    total: int = Field(description="How many match in all.")


class Received(BaseModel):
    """An asset that was uploaded."""

    asset: Asset
    duplicate: bool = Field(description="True when the library had its content already.")


class CatalogueEntry(BaseModel):
    """A transition, effect or filter."""

    kind: str
    name: str
    category: str
    look: str = Field(description="What is seen.")


class CatalogueList(BaseModel):
    """The catalogue, or a part of it."""

    entries: list[CatalogueEntry]

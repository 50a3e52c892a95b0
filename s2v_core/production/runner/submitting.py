"""Putting a job into the store: all that the faces do to have one made."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from s2v_core.errors import Problem
from s2v_core.production.delivery import named_folder
from s2v_core.production.runner.opened import Origin, destination_for
from s2v_core.production.runner.planning import read_job
from s2v_core.production.store import JobsStore, NewJob
from s2v_core.settings import Settings

__all__ = ["SubmittedDocument", "submit_document"]


@dataclass(frozen=True)
class SubmittedDocument:
    """The job that a document led to; ``created`` is False when its token was known already.

    ``problems`` are the warnings about the document.
    """

    job: str
    created: bool
    problems: tuple[Problem, ...]


def submit_document(
    store: JobsStore,
    document: str,
    *,
    settings: Settings,
    base: Path | None = None,
    trusted: bool = False,
    name: str = "",
    out: str = "",
    seed: int | None = None,
    token: str | None = None,
    priority: int = 0,
) -> SubmittedDocument:
    """Put a job into the store; a runner makes it (``ensure_runner`` starts one).

    Args:
        document: the job document as JSON text.
        settings: its encoder and voices hold for the job. They must lead to the data folder of ``store``.
        base: the folder that relative references in the document start from.
        trusted: whether the document comes from this machine's user, who may name any path.
        name: what the job is called in lists.
        out: folder or storage address of the outputs; empty: as the document says, below a folder of the job's own in
            the data folder. It is not checked, so it must not come from a stranger.
        seed: of all draws; None takes the document's.
        token: names this submission; None takes the document's ``ClientToken``.
        priority: higher ones come first.

    Raises:
        JobError: the document cannot be carried out; all of its problems are listed.
        DeliveryRefused: the outputs may not be written to where they are to go.
        JobConflict: the token was used for another document, seed or place.
    """
    job, problems = read_job(document)
    out = _absolute(out)
    destination_for(job, out, folder=settings.outputs_dir / "job", settings=settings, trusted=trusted)
    submitted = store.submit(
        NewJob(
            document=document,
            mode=job.mode,
            out=out,
            name=name,
            seed=seed,
            user_data=_text_of(job.user_data),
            settings=Origin.of(settings, base=base, trusted=trusted).to_json(),
            priority=priority,
            token=token or job.client_token or None,
        )
    )
    return SubmittedDocument(submitted.job, submitted.created, problems)


def _absolute(out: str) -> str:
    """Return a place so that it means the same in another working folder."""
    folder = named_folder(out) if out else None
    return out if folder is None else str(folder.absolute())


def _text_of(user_data: Any) -> str:
    if user_data is None or isinstance(user_data, str):
        return user_data or ""
    return json.dumps(user_data, ensure_ascii=False)

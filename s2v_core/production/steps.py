"""The steps of a production that every way to carry one out has in common: in this process, or by the runner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from s2v_core.errors import Problem, S2VError
from s2v_core.job import Job, load_template
from s2v_core.media import Assets
from s2v_core.planning import Plan, PlannedOutput, plan
from s2v_core.production.drafts import draft_name, drafted
from s2v_core.production.encoders import encoder_options
from s2v_core.production.folders import writing_to
from s2v_core.production.manifest import write_json
from s2v_core.production.outcome import OutputResult
from s2v_core.rendering import EncoderOptions, draft_options
from s2v_core.settings import Settings
from s2v_core.speech import Speaker

__all__ = ["MANIFEST", "Prepared", "prepare", "unplanned", "write_manifest"]

MANIFEST = "manifest.json"


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A planned job and how its outputs are encoded; ``problems`` are those of both."""

    plan: Plan
    encoder: EncoderOptions
    problems: tuple[Problem, ...]


def prepare(
    job: Job, *, assets: Assets, speaker: Speaker, settings: Settings, seed: int | None = None, draft: bool = False
) -> Prepared:
    """Plan ``job`` and choose its encoder. The voices are closed afterwards: everything is spoken.

    Raises:
        SettingsError: there is no such encoder or preset.
        JobError, PlanError: the job as a whole cannot be planned.
    """
    encoder, notes = (draft_options(), ()) if draft else encoder_options(job, settings)
    planned = plan(job, assets=assets, speaker=speaker, seed=seed, templates=partial(load_template, settings))
    speaker.close()  # free what the voices hold while pictures need the memory
    return Prepared(
        plan=drafted(planned) if draft else planned, encoder=encoder, problems=tuple(notes) + planned.problems
    )


def unplanned(output: PlannedOutput) -> OutputResult:
    """Return the result of an output that could not be planned."""
    try:
        output.required_timeline()
    except S2VError as error:
        return OutputResult(index=output.index, name=output.name, state="Failed", draws=output.draws, error=error)
    raise ValueError("the output has a timeline")


def write_manifest(manifest: Mapping[str, Any], folder: Path) -> Path:
    """Write the record of a batch, as ``build_manifest`` returns it, into ``folder`` and return its path.

    Raises:
        OutputNotWritable: the folder refuses it.
    """
    path = folder / (draft_name(MANIFEST) if manifest["Draft"] else MANIFEST)
    with writing_to(folder):
        write_json(path, manifest)
    return path

"""The record of a batch: what was drawn, from which sources, with which versions."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from s2v_core import __version__
from s2v_core.cache import key_of, write_atomically
from s2v_core.errors import Problem
from s2v_core.job import Job
from s2v_core.job.input import TextProvenance
from s2v_core.media.addresses import shown_values
from s2v_core.production.outcome import OutputResult
from s2v_core.rendering import EncoderOptions, draft_canvas

__all__ = ["build_manifest", "versions", "write_json"]

_PACKAGES = ("av", "moviepy", "numpy", "opencv-python-headless", "skia-python", "pyttsx3", "hibari-tts")


def build_manifest(
    job: Job,
    *,
    seed: int,
    encoder: EncoderOptions,
    outputs: Sequence[OutputResult],
    problems: Iterable[Problem],
    made_at: datetime,
    draft: bool = False,
) -> dict[str, Any]:
    """Return the manifest as JSON values. Paths of files are relative to the manifest itself.

    Addresses stand there without passwords and without their queries, which may be signatures.
    """
    canvas = draft_canvas(job.canvas) if draft else job.canvas
    return {
        "Version": 1,
        "MadeAt": made_at.isoformat(timespec="seconds"),
        "JobHash": key_of(job.to_json()),
        "Mode": job.mode,
        "Seed": seed,
        "Draft": draft,
        "Width": canvas.width,
        "Height": canvas.height,
        "FrameRate": str(job.rate),
        "Encoder": _encoder(encoder),
        "Software": versions(),
        "Outputs": [_output(output) for output in outputs],
        "Problems": [problem.to_json() for problem in problems],
        "GeneratedTexts": [_generated(entry) for entry in job.input_config.s2v.provenance],
        "Credits": sorted({line for output in outputs for line in output.credits}),
    }


def versions() -> dict[str, str]:
    """Return the versions that can change what comes out."""
    found = {"script-to-video-studio": __version__, "python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = "not installed"
    return found


def write_json(target: Path, value: Mapping[str, Any]) -> None:
    """Write ``value`` as readable JSON; the file appears whole or not at all."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"
    write_atomically(target, lambda path: path.write_text(text, encoding="utf-8"))


def _encoder(options: EncoderOptions) -> dict[str, Any]:
    chosen = {"Codec": options.codec, "Preset": options.preset, "Crf": options.crf}
    return chosen | ({"Profile": options.profile} if options.profile else {})


def _generated(entry: TextProvenance) -> dict[str, str]:
    return {"Text": entry.text, "Model": entry.model, "Prompt": entry.prompt, "Time": entry.time}


def _output(output: OutputResult) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "Index": output.index,
        "Name": output.name,
        "State": output.state,
        "Files": {role: path.name for role, path in output.files.items()},
        "Frames": output.frames,
        "ChunksEncoded": output.chunks_encoded,
        "ChunksReused": output.chunks_reused,
        "Duration": round(output.duration, 4),
        "RenderSeconds": round(output.seconds, 3),
        "Draws": shown_values(output.draws),
        "Sources": shown_values(output.sources),
        "Credits": list(output.credits),
    }
    if output.error is not None:
        entry["Error"] = output.error.problem().to_json()
    return entry

"""Rendering planned timelines as a job of their own: what was made as a preview becomes a video."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from s2v_core.errors import JobNotFound
from s2v_core.job import Job, output_name
from s2v_core.production.encoders import encoder_options
from s2v_core.production.json_object import json_object
from s2v_core.production.runner.opened import Origin, destination_for
from s2v_core.production.runner.planning import Facts, read_job
from s2v_core.production.store import JobsStore, NewJob, NewOutput, output_id
from s2v_core.settings import Settings
from s2v_core.timeline import Timeline, dumps, from_json

__all__ = ["SCENE_BATCH", "submit_timelines", "timeline_text"]

SCENE_BATCH = "Scene_Batch_Editing"
"""The kind of these jobs."""

_NOT_INHERITED = ("GeneratePreviewOnly", "MediaURL", "MediaUrl", "StorageLocation", "FileName", "S2V")
_FIELD, _VIDEO = "OutputConfig", "OutputConfig.Video"


def submit_timelines(
    store: JobsStore,
    outputs: Sequence[tuple[str, int]],
    output_config: str,
    *,
    settings: Settings,
    user_data: str = "",
) -> str:
    """Put a job into the store that renders planned outputs as they were planned, and return its id.

    The job's document is that of the first output's job, with another ``OutputConfig``. It does not come from this
    machine's user, whoever had the timelines planned.

    Args:
        outputs: jobs and indices, one for each video.
        output_config: where to and in which format, as JSON text; another size or rate than planned is scaled to.
        settings: its encoder holds for the job.
        user_data: is handed through.

    Raises:
        JobNotFound: there is no such output, or it could not be planned.
        JobError: the config is malformed.
        DeliveryRefused: the outputs may not be written to where they are to go.
    """
    planned = [from_json(timeline_text(store, job, index)) for job, index in outputs]
    given = dict(json_object(output_config, _FIELD))
    given["Video"] = json_object(given.get("Video", {}), _VIDEO)
    document = _document(store.request(outputs[0][0]).document, given, planned)
    document |= {"UserData": user_data} if user_data else {}
    text = json.dumps(document, ensure_ascii=False)
    job, problems = read_job(text)
    destination_for(job, "", folder=settings.outputs_dir / "job", settings=settings, trusted=False)
    encoder, remarks = encoder_options(job, settings)
    facts = Facts(seed=job.output_config.s2v.seed, encoder=asdict(encoder), problems=(*problems, *remarks))
    new = NewJob(
        document=text,
        mode=job.mode,
        out="",
        user_data=user_data,
        settings=Origin.of(settings, base=None, trusted=False).to_json(),
        kind=SCENE_BATCH,
    )
    resized = [_as_asked(timeline, job, given) for timeline in planned]
    return store.submit_planned(new, [_output(job, *one) for one in enumerate(resized)], facts.to_json()).job


def timeline_text(store: JobsStore, job: str, index: int) -> str:
    """Return the planned timeline of an output as JSON text.

    Raises:
        JobNotFound: there is no such output, or it could not be planned.
    """
    text = store.timeline(job, index)
    if not text:
        raise JobNotFound("This output could not be planned.", where=output_id(job, index))
    return text


def _document(text: str, given: Mapping[str, Any], planned: Sequence[Timeline]) -> dict[str, Any]:
    """Return the document of a job with another ``OutputConfig``: what is given, then what was planned."""
    document = json.loads(text)
    inherited = {
        name: value
        for name, value in json_object(document.get(_FIELD) or {}, _FIELD).items()
        if name not in _NOT_INHERITED
    }
    canvas, rate = planned[0].canvas, planned[0].rate
    size = {"Width": canvas.width, "Height": canvas.height}
    video = {**json_object(inherited.get("Video") or {}, _VIDEO), "Fps": round(float(rate), 3), **given["Video"]}
    output = {**inherited, **size, **given, "Video": video, "Count": len(planned), "GeneratePreviewOnly": False}
    kept = {name: document[name] for name in ("InputConfig", "EditingConfig", "TemplateConfig") if name in document}
    return {**kept, _FIELD: output}


def _as_asked(timeline: Timeline, job: Job, given: Mapping[str, Any]) -> Timeline:
    """Return a timeline in the size and rate that are asked for; as it is where nothing is."""
    canvas = job.canvas if {"Width", "Height"} & set(given) else timeline.canvas
    rate = job.rate if "Fps" in given["Video"] else timeline.rate
    if (canvas, rate) == (timeline.canvas, timeline.rate):
        return timeline
    return from_json(dumps(timeline), canvas=canvas, rate=rate)


def _output(job: Job, index: int, timeline: Timeline) -> NewOutput:
    return NewOutput(
        index=index, name=output_name(job, index), timeline=dumps(timeline), frames=timeline.length, draws={}
    )

"""Rules of ``OutputConfig`` and ``TemplateConfig``."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from s2v_core.job.checks import CONTROL_CHARACTERS, check_choice, check_count, check_range, check_seconds
from s2v_core.job.document import Job
from s2v_core.job.findings import Findings, Place, shown
from s2v_core.job.limits import COUNT, CRF, FPS, MOST_TEMPLATES, PRESETS, PROFILES, SIDE
from s2v_core.job.output import OutputConfig, Video
from s2v_core.job.template import is_template_id

__all__ = ["check_output", "check_template_ids"]

_OUTPUT: Place = ("OutputConfig",)
_SUFFIXES = (".mp4", ".m4v", ".mov")


def check_output(job: Job, found: Findings) -> None:
    """Check the address, the number, the size, the length and the format of the outputs."""
    output = job.output_config
    _check_address(output, found)
    check_range(found, (*_OUTPUT, "Count"), output.count, *COUNT)
    for name, value in (("Width", output.width), ("Height", output.height)):
        check_range(found, (*_OUTPUT, name), value, *SIDE, unit="pixels")
        if value % 2:
            found.warn((*_OUTPUT, name), f"H.264 needs even sizes: {value} is rounded up to {value + 1}.")
    _check_duration(job, found)
    _check_video(output.video, found)
    _check_draws(output, found)


def _check_address(output: OutputConfig, found: Findings) -> None:
    if not output.pattern:
        found.error(
            (*_OUTPUT, "MediaURL"),
            "The job does not say where its outputs go.",
            'Give MediaURL, for example "cake_{index}.mp4", or StorageLocation and FileName.',
        )
        return
    name = "MediaURL" if output.media_url else "FileName"
    place = (*_OUTPUT, name)
    if output.media_url and output.file_name:
        found.warn((*_OUTPUT, "FileName"), "MediaURL is given as well and counts.", "Leave one of them out.")
    if "{index}" not in output.pattern:
        found.error(
            place,
            f"{name} does not contain {{index}}, so all outputs would have the same name.",
            'Put {index} into the file name, for example "cake_{index}.mp4".',
        )
    if CONTROL_CHARACTERS.search(output.pattern):
        found.error(place, f"{shown(output.pattern)} is no file name or URL.")
    parts = PurePosixPath(output.file_name.replace("\\", "/"))
    if name == "FileName" and (parts.is_absolute() or ".." in parts.parts or re.match(r"[A-Za-z]:", output.file_name)):
        found.error(place, "FileName must lie below StorageLocation.", "Give a relative name without '..'.")
    file = output.pattern.split("?")[0].replace("\\", "/").rpartition("/")[2]
    if not file:
        found.error(
            place, "The address ends with a folder, not with a file name.", 'Add a name like "cake_{index}.mp4".'
        )
    elif "." in file and not file.lower().endswith(_SUFFIXES):
        found.warn(place, f"The outputs are MP4 files, whatever the name {shown(file)} says.", 'End it with ".mp4".')


def _check_duration(job: Job, found: Findings) -> None:
    output = job.output_config
    longest, fixed = (*_OUTPUT, "MaxDuration"), (*_OUTPUT, "FixedDuration")
    check_seconds(found, longest, output.max_duration)
    check_seconds(found, fixed, output.fixed_duration)
    if output.max_duration is not None and output.fixed_duration is not None:
        found.error(fixed, "FixedDuration and MaxDuration exclude each other.", "Keep one of them.")
    if job.mode == "segmented":
        for name, value in (("MaxDuration", output.max_duration), ("FixedDuration", output.fixed_duration)):
            if value is not None:
                found.warn(
                    (*_OUTPUT, name),
                    f"{name} has no effect in segmented mode.",
                    "There every group's voiceover or Duration sets its length.",
                )
    elif output.fixed_duration is not None and job.input_config.speech_text_array:
        found.error(
            fixed,
            "FixedDuration cannot be combined with InputConfig.SpeechTextArray: the voiceover sets the length.",
            "Remove one of them.",
        )


def _check_video(video: Video, found: Findings) -> None:
    here = (*_OUTPUT, "Video")
    check_range(found, (*here, "Crf"), video.crf, *CRF, hint="Lower is better and larger; 23 is usual.")
    check_range(found, (*here, "Fps"), video.fps, *FPS, unit="frames per second")
    check_choice(found, (*here, "Preset"), video.preset, PRESETS)
    check_choice(found, (*here, "Profile"), video.profile, PROFILES)


def _check_draws(output: OutputConfig, found: Findings) -> None:
    here = (*_OUTPUT, "S2V")
    check_range(found, (*here, "IndexBase"), output.s2v.index_base, 0, 1_000_000)
    for position, draw in enumerate(output.s2v.draws):
        place = (*here, "Draws", position)
        if not draw.decision.strip():
            found.error((*place, "Decision"), "The draw does not say which decision it is about.")
        check_range(found, (*place, "Redraw"), draw.redraw, 0, 1_000_000)
        if draw.output is None:
            continue
        if draw.output < 0:
            found.error((*place, "Output"), f"Outputs count from 0; there is no {draw.output}.")
        elif draw.output >= output.count:
            found.warn((*place, "Output"), f"The job makes {output.count} outputs (0 to {output.count - 1}).")


def check_template_ids(job: Job, found: Findings) -> None:
    """Check the ids of the templates; whether they exist is a matter of the data folder."""
    ids = job.template_config.batch_editing_template_id_array
    place: Place = ("TemplateConfig", "BatchEditingTemplateIdArray")
    check_count(found, place, ids, MOST_TEMPLATES, "templates")
    for position, template_id in enumerate(ids):
        if not is_template_id(template_id):
            found.error(
                (*place, position), f"{shown(template_id)} is not a template id.", "Use letters, digits, - and _."
            )

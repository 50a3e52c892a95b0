"""The encoder of a batch: what the job and the settings ask for, and what this machine can do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from s2v_core.errors import Problem
from s2v_core.job import Job
from s2v_core.rendering import EncoderOptions
from s2v_core.rendering.encoding import CODECS, check_preset, choose, codec_like, family_named, find_codec
from s2v_core.settings import Settings

__all__ = ["encoder_options", "with_encoder"]


_BEST = 1
"""The lowest constant rate factor that makes video in the usual profile."""


def encoder_options(job: Job, settings: Settings) -> tuple[EncoderOptions, tuple[Problem, ...]]:
    """Return how to encode a job, and a warning for every wish that this machine cannot fulfil.

    What the job's ``OutputConfig.Video`` names wins over the settings. A ``Codec`` there is a format: it is made by the
    maker of the encoder in the settings where that one offers it. An encoder that does not work gives way to another.

    Raises:
        SettingsError: the settings name no encoder or preset that there is.
        DependencyMissing: nothing can encode here.
    """
    video = job.output_config.video
    codec = find_codec(settings.encoder)
    family = family_named(video.codec)
    wanted = EncoderOptions(
        codec=codec_like(codec, family).name if family and family != codec.family else codec.name,
        preset=check_preset(video.preset, where="OutputConfig.Video.Preset")
        if video.preset
        else check_preset(settings.preset),
        crf=settings.crf if video.crf is None else video.crf,
        profile=video.profile or None,
    )
    problems = []
    if wanted.crf < _BEST:
        wanted = replace(wanted, crf=_BEST)
        problems.append(
            Problem(
                path="OutputConfig.Video.Crf" if video.crf is not None else "",
                message="Quality 0 would be lossless, which browsers and phones cannot play; 1 is used.",
                hint="Choose 1 to 51; 18 already looks like the source.",
                severity="warning",
            )
        )
    chosen = choose(wanted)
    if chosen.message:
        problems.append(Problem(path="", message=chosen.message, hint="See S2V_ENCODER.", severity="warning"))
    made = CODECS[chosen.options.codec].family
    if video.profile and made != "H.264":
        problems.append(
            Problem(
                path="OutputConfig.Video.Profile",
                message=f"{video.profile!r} is a profile of H.264 and says nothing about {made}.",
                hint="Leave it out.",
                severity="warning",
            )
        )
    return chosen.options, tuple(problems)


def with_encoder(
    job: Job, settings: Settings, *, encoder: str | None = None, preset: str | None = None, crf: int | None = None
) -> tuple[Job, Settings]:
    """Return the job and the settings with an encoder, preset or quality that wins over what both say.

    Raises:
        SettingsError: there is no such encoder or preset.
    """
    changes: dict[str, Any] = {}
    if encoder is not None:
        settings = settings.model_copy(update={"encoder": find_codec(encoder, where="encoder").name})
        changes["codec"] = ""
    if preset is not None:
        changes["preset"] = check_preset(preset, where="preset")
    if crf is not None:
        changes["crf"] = crf
    if changes:
        output = job.output_config
        video = output.video.model_copy(update=changes)
        job = job.model_copy(update={"output_config": output.model_copy(update={"video": video})})
    return job, settings

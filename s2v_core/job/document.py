"""The whole job document."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Literal

from pydantic import PrivateAttr, model_validator
from pydantic_core import PydanticCustomError

from s2v_core.job.editing import EditingConfig
from s2v_core.job.findings import Findings
from s2v_core.job.input import InputConfig
from s2v_core.job.output import OutputConfig
from s2v_core.job.reading import CONFIGS, plain_document
from s2v_core.job.removals import Removals
from s2v_core.job.template import TemplateConfig
from s2v_core.job.values import Config
from s2v_core.timeline.model import Canvas
from s2v_core.timeline.rates import DEFAULT_RATE, nominal_rate

__all__ = ["Job", "Mode", "mode_of"]

Mode = Literal["global", "segmented"]


class Job(Config):
    """What the user asks for. Build it from a document with `parse_job`, which names every problem at once.

    Configs may be given as objects or as JSON texts. ``user_data`` is handed through unchanged.
    """

    input_config: InputConfig = InputConfig()
    editing_config: EditingConfig = EditingConfig()
    output_config: OutputConfig = OutputConfig()
    template_config: TemplateConfig = TemplateConfig()
    user_data: Any = None
    client_token: str | None = None
    _removals: Removals = PrivateAttr(default_factory=Removals)

    @model_validator(mode="before")
    @classmethod
    def _decode_texts(cls, data: Any) -> Any:
        if not isinstance(data, Mapping) or not any(isinstance(data.get(name), str | list) for name in CONFIGS):
            return data
        found = Findings()
        decoded = plain_document(data, found)
        for problem in found.problems():
            if problem.severity == "error":
                raise PydanticCustomError("document", "{problem}", {"problem": str(problem)})
        return decoded

    @property
    def mode(self) -> Mode:
        """Global (one voiceover for the whole output, or none) or segmented (each group its own span)."""
        return mode_of(self.input_config)

    @property
    def canvas(self) -> Canvas:
        """The size of the outputs, odd sizes rounded up to even."""
        output = self.output_config
        return Canvas(width=output.width + output.width % 2, height=output.height + output.height % 2)

    @property
    def rate(self) -> Fraction:
        """Frames per second of the outputs."""
        fps = self.output_config.video.fps
        return DEFAULT_RATE if fps is None else nominal_rate(fps)

    def built_without(self, removals: Removals) -> Job:
        """Return the same job, knowing which malformed values of its document it was built without."""
        job = self.model_copy()
        job._removals = removals
        return job

    def path_as_written(self, path: str) -> str | None:
        """Return where ``path`` of this job stands in the document it was read from.

        List positions differ when malformed items had to be left out. None: it was left out itself, and named already.
        """
        return self._removals.path_as_written(path) if path else path

    def to_json(self) -> dict[str, Any]:
        """Return the document: what was given, under the vendor's names, unknown keys included."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)


def mode_of(inputs: InputConfig) -> Mode:
    """Return the mode, which the vendor has no field for: global texts make a job global, else a group with texts or
    a duration makes it segmented."""
    if inputs.speech_text_array:
        return "global"
    segmented = any(group.speech_text_array or group.duration is not None for group in inputs.media_group_array)
    return "segmented" if segmented else "global"

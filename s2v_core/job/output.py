"""``OutputConfig``: how many outputs, where to, and their format."""

from __future__ import annotations

from typing import Any

from pydantic import AliasChoices, Field

from s2v_core.job.values import Config, Flag, Lower, Number, Rate, Whole

__all__ = ["DrawOverride", "OutputConfig", "OutputS2V", "Video"]


class Video(Config):
    """Encoder options; empty or None: the setting of this installation. ``codec`` is a format (H.264, HEVC, AV1)."""

    codec: str = ""
    crf: Whole | None = None
    fps: Rate | None = None
    profile: Lower = ""
    preset: Lower = ""


class DrawOverride(Config):
    """A decision that is drawn again or locked.

    ``output`` counts from 0 whatever ``IndexBase`` is; None means every output. ``redraw`` counts how often the
    decision is drawn again; a ``value`` locks it.
    """

    output: Whole | None = None
    decision: str
    slot: str = ""
    redraw: Whole = 0
    value: Any = None


class OutputS2V(Config):
    """Own additions: the seed of all draws, the first number of the outputs, and draws that are fixed."""

    seed: Whole = 0
    index_base: Whole = 0
    draws: tuple[DrawOverride, ...] = ()


class OutputConfig(Config):
    """How many outputs, where to, and their format. Durations in seconds, sizes in pixels."""

    media_url: str = Field(
        default="",
        validation_alias=AliasChoices("MediaURL", "MediaUrl", "media_url"),
        serialization_alias="MediaURL",
    )
    storage_location: str = ""
    file_name: str = ""
    count: Whole = 1
    max_duration: Number | None = None
    fixed_duration: Number | None = None
    width: Whole = 1080
    height: Whole = 1920
    video: Video = Video()
    generate_preview_only: Flag = False
    s2v: OutputS2V = Field(default=OutputS2V(), alias="S2V")

    @property
    def pattern(self) -> str:
        """The output address with ``{index}``: ``MediaURL``, or else ``FileName``."""
        return self.media_url or self.file_name

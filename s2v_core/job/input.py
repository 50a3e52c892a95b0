"""``InputConfig``: the script nodes with their assets, and the pools of texts, stickers and music."""

from __future__ import annotations

from typing import Any, Self

from pydantic import AliasChoices, Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from s2v_core.job.values import Config, Flag, Number, SplitMode, Whole

__all__ = ["InputConfig", "InputS2V", "MediaGroup", "Sticker", "StickerS2V", "SubHeading", "TextProvenance"]

SINGULARS = {
    "speech_text": "speech_text_array",
    "sticker": "sticker_array",
    "background_music": "background_music_array",
}
"""Older fields that hold one value, and the lists they are folded into."""


class MediaGroup(Config):
    """One script node: its own pool of assets and, in segmented mode, its own voiceover texts.

    ``duration`` is in seconds and None when not given (5 s in segmented mode without voiceover); ``volume`` is None
    when the footage takes ``EditingConfig.MediaConfig.Volume``.
    """

    group_name: str = ""
    media_array: tuple[str, ...] = ()
    speech_text_array: tuple[str, ...] = ()
    duration: Number | None = None
    volume: Number | None = None
    split_mode: SplitMode = "AverageSplit"
    duration_auto_adapt: Flag = False


class SubHeading(Config):
    """The texts of one sub-heading level; one is drawn per output."""

    level: Whole
    title_array: tuple[str, ...] = ()


class StickerS2V(Config):
    """Own additions: from when to when a sticker is shown, in seconds; None: from the beginning, to the end."""

    timeline_in: Number | None = None
    timeline_out: Number | None = None


class Sticker(Config):
    """A picture laid over the output. Positions and sizes: 0 to 1 fractions of the canvas, above 1 pixels."""

    media_id: str | None = None
    media_url: str | None = Field(
        default=None,
        validation_alias=AliasChoices("MediaURL", "MediaUrl", "media_url"),
        serialization_alias="MediaURL",
    )
    x: Number = 0.0
    y: Number = 0.0
    width: Number | None = None
    height: Number | None = None
    dync_frames: Whole | None = None
    opacity: Number = 1.0
    s2v: StickerS2V = Field(default=StickerS2V(), alias="S2V")

    @property
    def media(self) -> str:
        """The reference to the picture: the id if there is one, else the address."""
        return self.media_id or self.media_url or ""


class TextProvenance(Config):
    """Where a generated text comes from: the model (or that there was none), what it was asked, and when."""

    text: str = ""
    model: str = ""
    prompt: str = ""
    time: str = ""


class InputS2V(Config):
    """Own additions: where generated texts come from."""

    provenance: tuple[TextProvenance, ...] = ()


class InputConfig(Config):
    """What the outputs are made of. The older single values are part of the lists."""

    media_group_array: tuple[MediaGroup, ...] = ()
    title_array: tuple[str, ...] = ()
    sub_heading_array: tuple[SubHeading, ...] = ()
    speech_text_array: tuple[str, ...] = ()
    sticker_array: tuple[Sticker, ...] = ()
    background_music_array: tuple[str, ...] = ()
    background_image_array: tuple[str, ...] = ()
    speech_text: str | None = None
    sticker: Sticker | None = None
    background_music: str | None = None
    media_array: Any = None
    media_search_input: Any = None
    scene_info: Any = None
    s2v: InputS2V = Field(default=InputS2V(), alias="S2V")

    @model_validator(mode="after")
    def _fold_singulars(self) -> Self:
        for single, many in SINGULARS.items():
            value, values = getattr(self, single), getattr(self, many)
            if value not in (None, "") and value not in values:
                # Only while the model is made: it is frozen for everybody else.
                object.__setattr__(self, many, (*values, value))
        return self

    @model_serializer(mode="wrap")
    def _unfold_singulars(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Write a lone older value under its own name only, and drop one that has left its list."""
        document: dict[str, Any] = serialize(self)
        for single, many in SINGULARS.items():
            value, values = getattr(self, single), getattr(self, many)
            gone = many if values == (value,) else single if value not in (None, "", *values) else None
            for name in (gone, type(self).model_fields[gone].serialization_alias) if gone else ():
                document.pop(str(name), None)
        return document

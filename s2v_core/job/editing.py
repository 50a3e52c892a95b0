"""``EditingConfig``: how the outputs are made."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AliasChoices, Field

from s2v_core.job.limits import DEFAULT_TRANSITIONS
from s2v_core.job.values import (
    AlignmentMode,
    BackgroundFill,
    ByWord,
    Config,
    Fit,
    Flag,
    Number,
    Probability,
    Style,
    Whole,
    WordTreatment,
)
from s2v_core.timeline.names import listed_names
from s2v_core.timeline.style import FontFace

__all__ = [
    "AsrStyle",
    "BackgroundImageConfig",
    "BackgroundMusicConfig",
    "CaptionS2V",
    "CoverConfig",
    "EditingConfig",
    "EditingS2V",
    "Grading",
    "HighlightStyle",
    "MediaConfig",
    "MediaMetaData",
    "ProcessConfig",
    "ProduceConfig",
    "SpecialWords",
    "SpeechConfig",
    "SubHeadingStyle",
    "TimeRange",
    "TitleStyle",
]


class TimeRange(Config):
    """A usable part of an asset, in seconds."""

    in_: Number = Field(alias="In")
    out: Number


class MediaMetaData(Config):
    """In and out points of one group's copy of an asset."""

    media: str = ""
    group_name: str = ""
    time_range_list: tuple[TimeRange, ...] = ()
    opacity: Number = 1.0


class MediaConfig(Config):
    """The footage. Its sound is muted by default."""

    volume: Number = 0.0
    media_meta_data_array: tuple[MediaMetaData, ...] = ()


class TitleStyle(Style):
    """Style of the title, and when it is shown (seconds; None: the whole output)."""

    alignment: str | None = "TopCenter"
    adapt_mode: str | None = "AutoWrap"
    font: str | None = "Alibaba PuHuiTi 2.0 95 ExtraBold"
    size_request_type: Literal["Nominal", "RealDim"] | None = "Nominal"
    timeline_in: Number | None = None
    timeline_out: Number | None = None


class SubHeadingStyle(Style):
    """Style of one sub-heading level; what is not given comes from the title."""

    timeline_in: Number | None = None
    timeline_out: Number | None = None


class CaptionS2V(Config):
    """Own additions to captions: how they follow the voice, as in short-video apps.

    ``by_word``: one word is shown at a time, a few of them, or lines as ever; the spoken word stands out, in
    ``word_color`` and ``word_scale`` times as large. None: captions do not follow the voice.
    """

    by_word: ByWord | None = None
    word_color: str | None = None
    word_scale: Number | None = None


class AsrStyle(Style):
    """Style of the captions of the voiceover."""

    alignment: str | None = "TopCenter"
    adapt_mode: str | None = "AutoWrap"
    font: str | None = "Alibaba PuHuiTi 2.0 65 Medium"
    size_request_type: Literal["Nominal", "RealDim"] | None = "Nominal"
    spacing: float | None = -1.0
    s2v: CaptionS2V | None = Field(default=None, alias="S2V")


class HighlightStyle(Config):
    """The look of highlighted words; None means "as the caption"."""

    font_name: str | None = None
    font_size: Number | None = None
    font_color: str | None = None
    outline_colour: str | None = None
    outline: Number | None = None
    font_face: FontFace | None = None


class SpecialWords(Config):
    """Words that are highlighted or hidden in the captions."""

    type: WordTreatment
    words_list: tuple[str, ...] = ()
    style: HighlightStyle = HighlightStyle()
    sound_replace_mode: str = ""


class SpeechConfig(Config):
    """The voiceover. ``voice`` may hold several names separated by commas; one is drawn per output."""

    volume: Number = Field(default=1.0, validation_alias=AliasChoices("Volume", "Gain", "volume"))
    voice: str = ""
    customized_voice: str = ""
    style: str = ""
    speech_rate: Whole = 0
    speech_language: str = "zh"
    asr_config: AsrStyle = AsrStyle()
    special_words_config: tuple[SpecialWords, ...] = ()

    @property
    def voices(self) -> tuple[str, ...]:
        """The names in ``voice``."""
        return tuple(listed_names(self.voice))


class BackgroundMusicConfig(Config):
    """The music below everything else; ``style`` draws a built-in track by mood when the job brings no music."""

    volume: Number = Field(default=0.2, validation_alias=AliasChoices("Volume", "Gain", "volume"))
    style: str = ""


class BackgroundImageConfig(Config):
    """What fills the canvas beside the footage; ``sub_type`` None: black."""

    sub_type: BackgroundFill | None = Field(
        default=None, validation_alias=AliasChoices("SubType", "Type", "sub_type"), serialization_alias="SubType"
    )
    color: str = "#000000"
    radius: Number = 0.1


class ProcessConfig(Config):
    """Shots, their alignment with the voiceover, and what happens between and on them. Durations in seconds."""

    single_shot_duration: Number = 3.0
    enable_clip_split: Flag = True
    image_duration: Number = Field(default_factory=lambda data: data.get("single_shot_duration", 3.0))
    alignment_mode: AlignmentMode = "AutoSpeed"
    allow_transition: Flag = False
    transition_duration: Number = 0.5
    transition_list: tuple[str, ...] = DEFAULT_TRANSITIONS
    """Names to draw from; ``random`` stands for all standard ones, advanced ones (``OT0001-``) are drawn by name."""
    use_uniform_transition: Flag = True
    allow_vfx_effect: Flag = False
    vfx_effect_probability: Probability = 0.5
    vfx_first_clip_effect_list: tuple[str, ...] = ()
    vfx_not_first_clip_effect_list: tuple[str, ...] = ()
    allow_filter: Flag = False
    filter_list: tuple[str, ...] = ()
    enable_clip_detection: Flag = False
    enable_temporal_opt: Flag = False
    enable_smart_crop: Flag = False
    enable_smart_zoom: Flag = False
    enable_smart_mirror: Flag = False
    enable_transparent_mask: Flag = False
    enable_random_speed: Flag = False


class CoverConfig(Config):
    """The cover picture: a snapshot at ``start_time`` seconds."""

    start_time: Number | None = None


class ProduceConfig(Config):
    """Production options of the vendor's single jobs; accepted, see ``support.py`` for what is honoured."""

    cover_config: CoverConfig = CoverConfig()
    max_bitrate: Whole | None = None
    keep_origin_max_bitrate: Flag = False
    audio_channel_copy: Any = None


class Grading(Config):
    """Manual colour grading of all shots, with the names and ranges of the filter ``color`` of timelines."""

    brightness: Number = 0.0
    contrast: Number = 0.0
    saturation: Number = 0.0
    kelvin_temperature: Number = 6500.0
    temperature_ratio: Number = 0.0
    tint: Number = 0.0
    dark_corner_ratio: Number = 0.0


class EditingS2V(Config):
    """Own additions: how footage is fitted to the canvas, whether stills are panned and zoomed, and the colours.

    ``uniform_filter``: one filter is drawn for an output, else one for each of its shots; ``filter_probability`` is
    the chance that the output, or the shot, gets one at all.
    """

    fit: Fit = "contain"
    motion: Flag = True
    uniform_filter: Flag = True
    filter_probability: Probability = 1.0
    filter_strength: Probability = 1.0
    grading: Grading = Grading()


class EditingConfig(Config):
    """How the outputs are made; may be left out wholly."""

    media_config: MediaConfig = MediaConfig()
    title_config: TitleStyle = TitleStyle()
    sub_heading_config: dict[str, SubHeadingStyle] = Field(default_factory=dict)
    speech_config: SpeechConfig = SpeechConfig()
    background_music_config: BackgroundMusicConfig = BackgroundMusicConfig()
    background_image_config: BackgroundImageConfig = BackgroundImageConfig()
    process_config: ProcessConfig = Field(default_factory=ProcessConfig)
    produce_config: ProduceConfig = ProduceConfig()
    s2v: EditingS2V = Field(default=EditingS2V(), alias="S2V")

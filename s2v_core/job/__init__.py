"""The job document: models, defaults, limits, the mode rule, and every rule that needs the document alone."""

from __future__ import annotations

from s2v_core.job import limits
from s2v_core.job.document import Job, Mode, mode_of
from s2v_core.job.editing import (
    AsrStyle,
    BackgroundImageConfig,
    BackgroundMusicConfig,
    CoverConfig,
    EditingConfig,
    EditingS2V,
    HighlightStyle,
    MediaConfig,
    MediaMetaData,
    ProcessConfig,
    ProduceConfig,
    SpecialWords,
    SpeechConfig,
    SubHeadingStyle,
    TimeRange,
    TitleStyle,
)
from s2v_core.job.input import InputConfig, MediaGroup, Sticker, SubHeading
from s2v_core.job.naming import output_name
from s2v_core.job.output import DrawOverride, OutputConfig, OutputS2V, Video
from s2v_core.job.parsing import accepted, check_job, document_text, load_job, parse_job
from s2v_core.job.styles import caption_style, sub_heading_style, title_style
from s2v_core.job.template import TemplateConfig
from s2v_core.job.templating import load_template, with_template

__all__ = [
    "AsrStyle",
    "BackgroundImageConfig",
    "BackgroundMusicConfig",
    "CoverConfig",
    "DrawOverride",
    "EditingConfig",
    "EditingS2V",
    "HighlightStyle",
    "InputConfig",
    "Job",
    "MediaConfig",
    "MediaGroup",
    "MediaMetaData",
    "Mode",
    "OutputConfig",
    "OutputS2V",
    "ProcessConfig",
    "ProduceConfig",
    "SpecialWords",
    "SpeechConfig",
    "Sticker",
    "SubHeading",
    "SubHeadingStyle",
    "TemplateConfig",
    "TimeRange",
    "TitleStyle",
    "Video",
    "accepted",
    "caption_style",
    "check_job",
    "document_text",
    "limits",
    "load_job",
    "load_template",
    "mode_of",
    "output_name",
    "parse_job",
    "sub_heading_style",
    "title_style",
    "with_template",
]

"""The timeline: its value, its JSON, the captions it shows, and its table."""

from s2v_core.timeline.captions import Cue, cues
from s2v_core.timeline.document import dumps, to_json
from s2v_core.timeline.model import (
    AdaptMode,
    AudioClip,
    Box,
    Canvas,
    Effect,
    EffectItem,
    Span,
    SubtitleClip,
    Timeline,
    Track,
    VideoClip,
    Word,
)
from s2v_core.timeline.reading import from_json
from s2v_core.timeline.scaling import rescaled
from s2v_core.timeline.style import FontFace, SubtitleStyle
from s2v_core.timeline.subtitles import to_srt, to_vtt
from s2v_core.timeline.table import to_dataframe

__all__ = [
    "AdaptMode",
    "AudioClip",
    "Box",
    "Canvas",
    "Cue",
    "Effect",
    "EffectItem",
    "FontFace",
    "Span",
    "SubtitleClip",
    "SubtitleStyle",
    "Timeline",
    "Track",
    "VideoClip",
    "Word",
    "cues",
    "dumps",
    "from_json",
    "rescaled",
    "to_dataframe",
    "to_json",
    "to_srt",
    "to_vtt",
]

"""Captions as subtitle files."""

from __future__ import annotations

from fractions import Fraction

from s2v_core.timeline.captions import Cue, cues
from s2v_core.timeline.model import Timeline

__all__ = ["to_srt", "to_vtt"]


def to_srt(timeline: Timeline) -> str:
    """Return the captions as SubRip text (empty when there are none); save it as UTF-8."""
    blocks = [
        f"{number}\n{_times(timeline, cue, ',')}\n{cue.text.replace('-->', '→')}\n"
        for number, cue in enumerate(cues(timeline, by_word=False), start=1)
    ]
    return "\n".join(blocks)


def to_vtt(timeline: Timeline) -> str:
    """Return the captions as WebVTT text; save it as UTF-8."""
    blocks = [f"{_times(timeline, cue, '.')}\n{_escaped(cue.text)}\n" for cue in cues(timeline, by_word=False)]
    return "\n".join(["WEBVTT\n", *blocks])


def _times(timeline: Timeline, cue: Cue, point: str) -> str:
    start, end = timeline.seconds(cue.span.start), timeline.seconds(cue.span.end)
    return f"{_clock(start, point)} --> {_clock(end, point)}"


def _clock(seconds: Fraction, point: str) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, second = divmod(whole, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}{point}{thousandths:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

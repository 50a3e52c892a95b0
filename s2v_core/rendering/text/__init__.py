"""Burnt-in text: styles, layout, painting and placing, by Skia."""

from s2v_core.rendering.text.draw import TextSize, draw_caption, measure_text
from s2v_core.rendering.text.shown import TimelineTexts
from s2v_core.rendering.text.texts import clip_motion, credits_for, cue_motion, free_texts, stacks_floor, stacks_of

__all__ = [
    "TextSize",
    "TimelineTexts",
    "clip_motion",
    "credits_for",
    "cue_motion",
    "draw_caption",
    "free_texts",
    "measure_text",
    "stacks_floor",
    "stacks_of",
]

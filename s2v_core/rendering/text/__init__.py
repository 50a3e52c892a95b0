"""Burnt-in text: styles, layout, painting and placing, by Skia."""

from s2v_core.rendering.text.draw import TextSize, draw_caption, measure_text
from s2v_core.rendering.text.texts import (
    captions_top,
    clip_motion,
    credits_for,
    cue_motion,
    draw_cue,
    draw_texts,
    stacks_of,
)

__all__ = [
    "TextSize",
    "captions_top",
    "clip_motion",
    "credits_for",
    "cue_motion",
    "draw_caption",
    "draw_cue",
    "draw_texts",
    "measure_text",
    "stacks_of",
]

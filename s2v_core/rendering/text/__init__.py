"""Burnt-in text: styles, layout, painting and placing, by Skia."""

from s2v_core.rendering.text.draw import TextSize, draw_caption, measure_text
from s2v_core.rendering.text.texts import captions_top, credits_for, draw_texts, stacks_of

__all__ = ["TextSize", "captions_top", "credits_for", "draw_caption", "draw_texts", "measure_text", "stacks_of"]

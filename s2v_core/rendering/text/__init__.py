"""Burnt-in text: styles, layout, painting and placing, by Skia."""

from s2v_core.rendering.text.draw import draw_caption
from s2v_core.rendering.text.texts import captions_top, credits_for, draw_texts, stacks_of

__all__ = ["captions_top", "credits_for", "draw_caption", "draw_texts", "stacks_of"]

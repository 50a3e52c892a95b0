"""Burnt-in text: styles, layout, painting and placing, by Skia."""

from s2v_core.media.fonts import missing_glyphs
from s2v_core.rendering.overlay import Overlay
from s2v_core.rendering.text.draw import draw_caption
from s2v_core.rendering.text.markup import plain_text
from s2v_core.rendering.text.texts import credits_for, draw_texts

__all__ = ["Overlay", "credits_for", "draw_caption", "draw_texts", "missing_glyphs", "plain_text"]

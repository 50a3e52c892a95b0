"""Rules of the subtitle style objects: title, sub-headings, captions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from s2v_core.job.checks import check_choice, check_colour, check_count, check_range, check_seconds, check_times
from s2v_core.job.document import Job
from s2v_core.job.editing import CaptionS2V, SubHeadingStyle, TitleStyle
from s2v_core.job.findings import Findings, Place, shown
from s2v_core.job.limits import (
    ADAPT_MODES,
    ALIGNMENTS,
    BORDER_STYLES,
    DIRECTIONS,
    FONT_SIZE,
    LEVELS,
    MOST_TEXT_LAYERS,
    TEXT_LAYERS,
    WORD_SCALE,
)
from s2v_core.timeline.style import SubtitleStyle

__all__ = ["check_styles"]

_FAR = 100_000
_EDITING: Place = ("EditingConfig",)


def check_styles(job: Job, found: Findings) -> None:
    """Check every style object of the job."""
    editing = job.editing_config
    _check_title(editing.title_config, (*_EDITING, "TitleConfig"), found)
    _check_style(editing.speech_config.asr_config, (*_EDITING, "SpeechConfig", "AsrConfig"), found)
    _check_by_word(editing.speech_config.asr_config.s2v, (*_EDITING, "SpeechConfig", "AsrConfig", "S2V"), found)
    texts = {str(heading.level) for heading in job.input_config.sub_heading_array}
    for level, style in editing.sub_heading_config.items():
        here = (*_EDITING, "SubHeadingConfig", level)
        if level not in map(str, LEVELS):
            found.error(here, f"The level must be from {LEVELS[0]} to {LEVELS[-1]}, not {shown(level)}.")
            continue
        if level not in texts:
            found.warn(here, f"There is no sub-heading of level {level} in InputConfig.SubHeadingArray.")
        _check_title(style, here, found)


def _check_by_word(own: CaptionS2V | None, here: Place, found: Findings) -> None:
    if own is not None:
        check_colour(found, (*here, "WordColor"), own.word_color)
        check_range(found, (*here, "WordScale"), own.word_scale, *WORD_SCALE)


def _check_title(style: TitleStyle | SubHeadingStyle, here: Place, found: Findings) -> None:
    _check_style(style, here, found)
    check_times(found, here, style.timeline_in, style.timeline_out)


def _check_style(style: SubtitleStyle, here: Place, found: Findings) -> None:
    check_choice(found, (*here, "Alignment"), style.alignment, ALIGNMENTS)
    check_choice(found, (*here, "AdaptMode"), style.adapt_mode, ADAPT_MODES)
    for name, colour in (
        ("FontColor", style.font_color),
        ("OutlineColour", style.outline_colour),
        ("BackColour", style.back_colour),
    ):
        check_colour(found, (*here, name), colour)
    check_range(found, (*here, "FontSize"), style.font_size, *FONT_SIZE, unit="pixels", hint="0 is automatic.")
    check_range(found, (*here, "FixedFontSize"), style.fixed_font_size, *FONT_SIZE, unit="pixels")
    check_range(found, (*here, "FontColorOpacity"), style.font_color_opacity, 0, 1)
    for name, extent in (
        ("TextWidth", style.text_width),
        ("BubbleWidth", style.bubble_width),
        ("BubbleHeight", style.bubble_height),
    ):
        check_range(found, (*here, name), extent, 0, _FAR)
    check_range(found, (*here, "Outline"), style.outline, *FONT_SIZE, unit="pixels")
    for name, value in (
        ("X", style.x),
        ("Y", style.y),
        ("FixedX", style.fixed_x),
        ("FixedY", style.fixed_y),
        ("ScrollStartX", style.scroll_start_x),
        ("ScrollEndX", style.scroll_end_x),
        ("ScrollStartY", style.scroll_start_y),
        ("ScrollEndY", style.scroll_end_y),
        ("ScrollStartShift", style.scroll_start_shift),
        ("ScrollEndShift", style.scroll_end_shift),
        ("Spacing", style.spacing),
        ("LineSpacing", style.line_spacing),
        ("Angle", style.angle),
        ("Shadow", style.shadow),
    ):
        check_range(found, (*here, name), value, -_FAR, _FAR)
    for name, seconds in (("AaiMotionIn", style.aai_motion_in), ("AaiMotionOut", style.aai_motion_out)):
        check_seconds(found, (*here, name), seconds or None)
    _check_layers(style.subtitle_effects or (), (*here, "SubtitleEffects"), found)
    for name, seconds in (
        ("ScrollStartFreeze", style.scroll_start_freeze),
        ("ScrollEndFreeze", style.scroll_end_freeze),
        ("ScrollLoopTime", style.scroll_loop_time),
    ):
        check_seconds(found, (*here, name), seconds or None)
    check_range(found, (*here, "ScrollSpeed"), style.scroll_speed, 0, _FAR, unit="pixels per second")
    check_choice(found, (*here, "ScrollDirection"), style.scroll_direction, DIRECTIONS)
    check_range(found, (*here, "Ratio"), style.ratio, 0, _FAR)
    if style.border_style not in (None, *BORDER_STYLES):
        found.error(
            (*here, "BorderStyle"),
            f"BorderStyle must be 1 (outline and shadow) or 3 (opaque box), not {style.border_style}.",
        )


def _check_layers(layers: Sequence[Mapping[str, Any]], here: Place, found: Findings) -> None:
    """Check ``SubtitleEffects``; numbers out of range are drawn as the nearest that can be."""
    check_count(found, here, layers, MOST_TEXT_LAYERS, "layers")
    for number, layer in enumerate(layers):
        place: Place = (*here, number)
        kind = layer.get("Type")
        check_choice(found, (*place, "Type"), kind if isinstance(kind, str) else shown(kind), TEXT_LAYERS)
        colour = layer.get("Color")
        if colour is not None:
            check_colour(found, (*place, "Color"), colour if isinstance(colour, str) else shown(colour))

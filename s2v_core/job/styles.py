"""The looks of title, sub-headings and captions, with the defaults that depend on the size of the output."""

from __future__ import annotations

from s2v_core.job.document import Job
from s2v_core.job.editing import AsrStyle, SubHeadingStyle, TitleStyle
from s2v_core.timeline.model import Canvas
from s2v_core.timeline.style_defaults import DEFAULT_SIZES, DEFAULT_TOPS

__all__ = ["caption_style", "sub_heading_style", "title_style"]

_MARGIN = 0.05
"""Of the height, below texts that are aligned to the bottom."""
_SUB_HEADING_PART = 2 / 3
"""Of the title's font size."""


def title_style(job: Job) -> TitleStyle:
    """Return the complete style of the title (font size in pixels)."""
    style = job.editing_config.title_config
    return style.model_copy(
        update={
            "y": _row(style.alignment, DEFAULT_TOPS["title"][job.canvas.shape]) if style.y is None else style.y,
            "font_size": style.font_size or _pixels(DEFAULT_SIZES["title"], job.canvas),
        }
    )


def caption_style(job: Job) -> AsrStyle:
    """Return the complete style of the captions (font size in pixels)."""
    style = job.editing_config.speech_config.asr_config
    return style.model_copy(
        update={
            "y": _row(style.alignment, DEFAULT_TOPS["caption"][job.canvas.shape]) if style.y is None else style.y,
            "font_size": style.font_size or _pixels(DEFAULT_SIZES["caption"], job.canvas),
        }
    )


def sub_heading_style(job: Job, level: int) -> SubHeadingStyle:
    """Return the style of a sub-heading: what its level gives over the title's style at a smaller size.

    Without a ``y`` of its own it has none: it is stacked below the text before it.
    """
    title = title_style(job)
    size = round((title.font_size or 0) * _SUB_HEADING_PART)
    base = SubHeadingStyle.model_validate(title.to_json()).model_copy(update={"y": None, "font_size": float(size)})
    given = job.editing_config.sub_heading_config.get(str(level), SubHeadingStyle())
    return given.model_copy(update={"font_size": given.font_size or None}).over(base)


def _row(alignment: str | None, from_top: float) -> float:
    """Return the default ``y``: ``from_top`` for texts that hang from the top, a margin for those at the bottom, none
    for those in the middle."""
    name = alignment or ""
    if name.startswith("Bottom"):
        return _MARGIN
    return 0.0 if name.startswith("Center") and name != "Center" else from_top


def _pixels(part: float, canvas: Canvas) -> float:
    return float(round(part * min(canvas.width, canvas.height)))

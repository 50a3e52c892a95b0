"""All texts of a timeline that stand on the picture by themselves: titles, sub-headings, free texts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from s2v_core.media.fonts import emoji_credit
from s2v_core.rendering.overlay import Overlay
from s2v_core.rendering.text.draw import Drawn, FontPath, draw, draw_caption
from s2v_core.rendering.text.look import edge_of
from s2v_core.rendering.text.markup import parse_markup, plain_text
from s2v_core.rendering.text.motion import Motion, motion_of
from s2v_core.rendering.text.segments import shows_emoji
from s2v_core.timeline.captions import Cue
from s2v_core.timeline.model import Canvas, Span, SubtitleClip, Timeline, role_of
from s2v_core.timeline.style_defaults import Role

__all__ = [
    "clip_motion",
    "credits_for",
    "cue_motion",
    "draw_cue",
    "draw_stack",
    "free_texts",
    "stacks_floor",
    "stacks_of",
]

_GAP = 0.012
"""Space between stacked texts, as a share of the canvas height."""
_LIFT = 0.5
"""Share of the room above a stack that it may use up when it is too high."""


def draw_cue(cue: Cue, timeline: Timeline, *, font_path: FontPath | None = None) -> Overlay:
    """Return a caption of ``timeline`` as an overlay that moves as its style says; see ``draw_caption``."""
    motion = cue_motion(cue, timeline)
    overlay = draw_caption(cue.text, cue.style, timeline.canvas, font_path=font_path, motion=motion)
    return overlay.during(cue.span)


def cue_motion(cue: Cue, timeline: Timeline) -> Motion | None:
    """Return how a caption moves; its words are lit when they are spoken."""
    begin = float(timeline.seconds(cue.span.start))
    return motion_of(cue.style, len(cue.span), timeline.rate, text=cue.text, words=cue.words, begin=begin)


def clip_motion(clip: SubtitleClip, timeline: Timeline) -> Motion | None:
    """Return how a text that stands on the picture by itself moves."""
    frames = timeline.length if clip.span is None else len(clip.span)
    return motion_of(clip.style, frames, timeline.rate, text=clip.content)


def draw_stack(
    clips: Sequence[SubtitleClip],
    canvas: Canvas,
    *,
    font_path: FontPath | None = None,
    floor: float | None = None,
    timeline: Timeline | None = None,
) -> tuple[Overlay, ...]:
    """Return one overlay per clip of a stack (see ``stacks_of``), in order, each with the span of its clip.

    Texts of a stack move up together, and become smaller if they must, so that all of them lie on the canvas, and above
    the row ``floor`` (where captions begin) if the first one does. They move as their styles say in the time of
    ``timeline``; without one they stand still. ``font_path`` and errors as for ``draw_caption``.
    """
    drawn = _draw_stack(clips, canvas, floor, font_path, timeline)
    return tuple(text.overlay.during(clip.span) for clip, text in zip(clips, drawn, strict=True))


def free_texts(timeline: Timeline) -> list[SubtitleClip]:
    """Return the texts that stand on the picture by themselves, from the bottom up."""
    return [clip for track in timeline.subtitle_tracks if not track.disabled for clip in track.clips]


def stacks_floor(
    clips: Sequence[SubtitleClip], captions: Sequence[Cue], canvas: Canvas, font_path: FontPath | None = None
) -> int | None:
    """Return the row that the stacks of ``clips`` stay above, where the highest captions begin.

    The longest caption speaks for all. None: there are no captions, or only one text, which would not make way.
    """
    longest = max(captions, key=lambda cue: len(cue.text), default=None)
    if longest is None or len(clips) < 2:
        return None
    return draw_caption(longest.text, longest.style, canvas, font_path=font_path).y


def stacks_of(clips: Sequence[SubtitleClip]) -> list[list[int]]:
    """Group the clips by number: a text and the sub-headings that hang below it. Each group is laid out by itself.

    A sub-heading (``extra["S2V"]["Role"]``) whose style has no ``y`` stands below the text that comes before it and is
    seen at the same time.
    """
    stacks: list[list[int]] = []
    for index, clip in enumerate(clips):
        above = next((s for s in reversed(stacks) if _hangs(clip) and _meet(clips[s[-1]].span, clip.span)), None)
        if above is None:
            stacks.append([index])
        else:
            above.append(index)
    return stacks


def credits_for(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the credit lines that an output showing ``texts`` owes (for the colour emoji font)."""
    return (emoji_credit(),) if any(shows_emoji(plain_text(text)) for text in texts) else ()


def _hangs(clip: SubtitleClip) -> bool:
    return _role(clip) == "subheading" and clip.style.y is None


def _meet(one: Span | None, other: Span | None) -> bool:
    return one is None or other is None or (one.start < other.end and other.start < one.end)


def _role(clip: SubtitleClip) -> Role:
    role = role_of(clip.extra).lower()
    if role == "title":
        return "title"
    return "subheading" if role == "subheading" else "text"


def _draw_stack(
    clips: Sequence[SubtitleClip],
    canvas: Canvas,
    floor: float | None,
    font_path: FontPath | None,
    timeline: Timeline | None,
) -> list[Drawn]:
    """Draw texts below each other; if they are higher than their room, smaller until they are not."""
    shrink = 1.0
    for _ in range(8):
        drawn = _stacked(clips, canvas, shrink, font_path, timeline)
        if len(drawn) == 1:
            break
        top = min(text.overlay.y for text in drawn)
        bottom = max(text.overlay.y + text.overlay.height for text in drawn)
        limit = _limit(top, canvas, floor)
        up = max(min(bottom - limit, round(_LIFT * (top - edge_of(canvas)))), 0)
        drawn = [_shifted(text, -up) for text in drawn]
        if bottom - up <= limit:
            break
        shrink *= max(0.5, 0.97 * (limit - top + up) / (bottom - top))
    return drawn


def _limit(top: int, canvas: Canvas, floor: float | None) -> int:
    """Return the row above which a stack that begins at ``top`` ends."""
    lowest = canvas.height - math.floor(edge_of(canvas))
    if floor is None or floor - top < canvas.height / 4:
        return lowest
    return min(lowest, round(floor - _GAP * canvas.height))


def _stacked(
    clips: Sequence[SubtitleClip],
    canvas: Canvas,
    shrink: float,
    font_path: FontPath | None,
    timeline: Timeline | None,
) -> list[Drawn]:
    """Return the texts below each other."""
    gap = _GAP * canvas.height
    drawn: list[Drawn] = []
    for clip in clips:
        pieces = parse_markup(clip.content)
        motion = clip_motion(clip, timeline) if timeline else None
        text = draw(pieces, clip.style, canvas, role=_role(clip), shrink=shrink, font_path=font_path, motion=motion)
        if drawn:
            text = _shifted(text, round(drawn[-1].bottom + gap - text.top))
        drawn.append(text)
    return drawn


def _shifted(text: Drawn, by: int) -> Drawn:
    return replace(text, overlay=text.overlay.moved(0, by), top=text.top + by, bottom=text.bottom + by)

"""Where two clips of a track flow into each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from s2v_core.timeline.model import Effect, Span, Timeline, VideoClip

__all__ = ["TRANSITIONS", "TransitionWindow", "in_order", "transition_windows"]

TRANSITIONS = ("Transition", "DLTransition")
"""Types of the effects that lead from one clip to the next."""

_DEFAULT_DURATION = 1.0
_LONGEST = 3600.0


@dataclass(frozen=True)
class TransitionWindow:
    """The frames ``span`` in which clip number ``earlier`` of a track becomes number ``later`` as ``effect`` says."""

    span: Span
    earlier: int
    later: int
    effect: Effect

    def progress(self, frame: int) -> float:
        """Return how far the transition is at ``frame``: above 0 and below 1, the same step from frame to frame."""
        return (frame - self.span.start + 1) / (len(self.span) + 1)


def in_order(clips: Sequence[VideoClip], timeline: Timeline) -> list[tuple[VideoClip, Span]]:
    """Return the clips of a track with the spans they fill (those without times: the whole output), by their starts."""
    whole = Span(0, timeline.length)
    spans = [(clip, whole if clip.span is None else clip.span) for clip in clips]
    return sorted(spans, key=lambda pair: pair[1].start)


def transition_windows(timed: Sequence[tuple[VideoClip, Span]], timeline: Timeline) -> tuple[TransitionWindow, ...]:
    """Return the transitions between neighbours of a track, in order and never two at once.

    ``Transition``: the frames that both spans share. ``DLTransition``: of d frames, d // 2 before the cut and the rest
    after it, as far as both clips reach. There is none where the clips do not meet.
    """
    windows: list[TransitionWindow] = []
    for index in range(len(timed) - 1):
        (a, before), (_, after) = timed[index], timed[index + 1]
        effect = a.effect(*TRANSITIONS)
        if effect is None:
            continue
        first, last = _extent(effect, before, after, timeline)
        first = max(first, before.start, windows[-1].span.end if windows else 0)
        last = min(last, after.end, timeline.length)
        if first < last:
            windows.append(TransitionWindow(Span(first, last), index, index + 1, effect))
    return tuple(windows)


def _extent(effect: Effect, before: Span, after: Span, timeline: Timeline) -> tuple[int, int]:
    if after.start < before.end:
        return after.start, min(before.end, after.end)
    if effect.type == "Transition" or after.start > before.end:
        return 0, 0
    frames = timeline.frame_at(_seconds(effect.params.get("Duration")))
    first = before.end - frames // 2
    return first, first + frames


def _seconds(value: object) -> float:
    if not isinstance(value, int | float | str):
        return _DEFAULT_DURATION
    try:
        return min(max(0.0, float(value)), _LONGEST)
    except ValueError:
        return _DEFAULT_DURATION

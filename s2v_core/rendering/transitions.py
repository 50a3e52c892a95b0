"""Where two clips of a track flow into each other, and how."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from s2v_core.effects import transitions
from s2v_core.timeline.model import Effect, Span, Timeline, VideoClip

__all__ = ["Placed", "Window", "arrange", "windows_of"]

Mix = Callable[[NDArray[np.uint8], NDArray[np.uint8], float], NDArray[np.uint8]]

_DEFAULT_DURATION = 1.0
_DEFAULT_TRANSITION = "fade"
_LONGEST = 3600.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Window:
    """The frames ``span`` in which clip number ``earlier`` of a track becomes number ``later`` by ``mix``."""

    span: Span
    earlier: int
    later: int
    mix: Mix

    def progress(self, frame: int) -> float:
        """Return how far the transition is at ``frame``: above 0 and below 1, the same step from frame to frame."""
        return (frame - self.span.start + 1) / (len(self.span) + 1)


@dataclass(frozen=True)
class Placed:
    """A clip with its ``span`` and the frames ``visible`` in which it is seen, transitions included."""

    clip: VideoClip
    span: Span
    visible: Span


def arrange(clips: Sequence[VideoClip], timeline: Timeline) -> tuple[tuple[Placed, ...], tuple[Window, ...]]:
    """Return the clips of one track in the order of their starts, and the transitions between them."""
    whole = Span(0, timeline.length)
    timed = sorted(((clip, clip.span or whole) for clip in clips), key=lambda pair: pair[1].start)
    windows = windows_of(timed, timeline)
    visible = [span for _, span in timed]
    for window in windows:
        for index in (window.earlier, window.later):
            seen = visible[index]
            visible[index] = Span(min(seen.start, window.span.start), max(seen.end, window.span.end))
    placed = tuple(Placed(clip, span, seen) for (clip, span), seen in zip(timed, visible, strict=True))
    return placed, windows


def windows_of(timed: Sequence[tuple[VideoClip, Span]], timeline: Timeline) -> tuple[Window, ...]:
    """Return the transitions between neighbours, in order and never two at once.

    ``Transition``: the frames that both spans share. ``DLTransition``: of d frames, d // 2 before the cut and the rest
    after it, as far as both clips reach. There is none where the clips do not meet.
    """
    windows: list[Window] = []
    for index in range(len(timed) - 1):
        (a, before), (b, after) = timed[index], timed[index + 1]
        effect = a.effect("Transition", "DLTransition")
        if effect is None:
            continue
        first, last = _extent(effect, before, after, timeline)
        first = max(first, before.start, windows[-1].span.end if windows else 0)
        last = min(last, after.end, timeline.length)
        if first < last:
            mix = _mix(effect, _seed(timeline, a, b))
            windows.append(Window(Span(first, last), index, index + 1, mix))
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
    try:
        return min(max(0.0, float(value)), _LONGEST)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return _DEFAULT_DURATION


def _seed(timeline: Timeline, a: VideoClip, b: VideoClip) -> int:
    """Return a number that depends on what is shown, not on where in the timeline it stands."""
    parts = (timeline.s2v.get("Seed", 0), a.identity or a.media, b.identity or b.media)
    return zlib.crc32(repr(parts).encode("utf-8"))


def _mix(effect: Effect, seed: int) -> Mix:
    names = [name.strip() for name in (effect.sub_type or _DEFAULT_TRANSITION).split(",")]
    name = next((name for name in names if name in transitions), None)
    if name is None:
        _log.warning("The transition %r is not known here; a cross-fade takes its place.", effect.sub_type)
        name = _DEFAULT_TRANSITION
    entry = transitions[name]
    arguments = entry.arguments(_numbers(effect.params, entry.parameters))
    return lambda a, b, p: entry.function(a, b, p, seed, arguments)


def _numbers(params: Mapping[str, Any], wanted: Mapping[str, object]) -> dict[str, float]:
    """Return the parameters given in ``ExtParams`` (``"key=number,..."`` or an object) that are numbers."""
    given = params.get("ExtParams") or {}
    if isinstance(given, str):
        given = dict(part.split("=", 1) for part in given.split(",") if "=" in part)
    found = {}
    for name, value in given.items() if isinstance(given, Mapping) else ():
        try:
            number = float(value)
        except (TypeError, ValueError):
            continue
        if str(name).strip() in wanted and np.isfinite(number):
            found[str(name).strip()] = number
    return found

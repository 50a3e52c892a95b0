"""How two clips of a track flow into each other."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from s2v_core.effects import transitions
from s2v_core.rendering.values import drawn_name, named_numbers, seed_of
from s2v_core.timeline.model import Effect, Span, Timeline, VideoClip
from s2v_core.timeline.transitions import TransitionWindow, in_order, transition_windows

__all__ = ["Placed", "Window", "arrange"]

Pixels = NDArray[np.uint8]

_DEFAULT_TRANSITION = "fade"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Placed:
    """A clip with its ``span`` and the frames ``visible`` in which it is seen, transitions included."""

    clip: VideoClip
    span: Span
    visible: Span


@dataclass(frozen=True)
class Window(TransitionWindow):
    """A transition that can be drawn: the registry's entry ``name`` with its seed and parameters."""

    name: str
    seed: int
    arguments: Mapping[str, float]

    def mix(self, a: Pixels, b: Pixels, progress: float) -> Pixels:
        """Return the picture at ``progress`` (0 to 1) between the frames ``a`` and ``b``."""
        return transitions[self.name].function(a, b, progress, self.seed, self.arguments)


def arrange(clips: Sequence[VideoClip], timeline: Timeline) -> tuple[tuple[Placed, ...], tuple[Window, ...]]:
    """Return the clips of one track in the order of their starts, and the transitions between them.

    Of several names of a transition (``"fade,wipeup"``) and of ``random`` one is drawn by what the clips show.
    """
    timed = in_order(clips, timeline)
    visible = [span for _, span in timed]
    windows = []
    for found in transition_windows(timed, timeline):
        for index in (found.earlier, found.later):
            seen = visible[index]
            visible[index] = Span(min(seen.start, found.span.start), max(seen.end, found.span.end))
        shown = tuple(clip.identity or clip.media for clip in (timed[found.earlier][0], timed[found.later][0]))
        name = _known_name(found.effect, timeline, *shown)
        seed = seed_of(timeline, *shown)
        arguments = named_numbers(found.effect.params, transitions[name].parameters)
        windows.append(Window(found.span, found.earlier, found.later, found.effect, name, seed, arguments))
    placed = tuple(Placed(clip, span, seen) for (clip, span), seen in zip(timed, visible, strict=True))
    return placed, tuple(windows)


def _known_name(effect: Effect, timeline: Timeline, *shown: str) -> str:
    name = drawn_name(effect, transitions, timeline, *shown)
    if name is None and effect.sub_type:
        _log.warning("The transition %r is not known here; a cross-fade takes its place.", effect.sub_type)
    return name or _DEFAULT_TRANSITION

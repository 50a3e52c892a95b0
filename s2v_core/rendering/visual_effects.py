"""Which visual effects a clip has, and what they draw by."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from s2v_core.effects import Frame, visual_effects
from s2v_core.effects.registry import MASK
from s2v_core.rendering.transitions import Placed
from s2v_core.rendering.values import drawn_name, named_numbers, number, seed_of
from s2v_core.timeline.model import Effect, Span, Timeline

__all__ = ["AppliedEffect", "AppliedEffects", "effect_of", "effects_of", "reach_of"]

_FARTHEST = 1e6
"""Seconds."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class AppliedEffect:
    """A visual effect with all that it draws by. Frames count from the start of what it is applied to.

    It lasts ``length`` frames from the frame ``start`` on (may be negative) and is drawn in those from ``first`` up to
    ``end``; ``rate`` is how many there are in a second.
    """

    name: str
    values: tuple[tuple[str, float], ...]
    seed: int
    start: int
    length: int
    first: int
    end: int
    rate: Fraction

    @property
    def reach(self) -> int:
        """How many frames away from the drawn one it looks."""
        return ceil(visual_effects[self.name].reach * self.rate)

    @property
    def is_mask(self) -> bool:
        """Whether it shows a part of the picture and nothing else."""
        return visual_effects[self.name].category == MASK

    def covers(self, frame: int) -> bool:
        """Say whether it is drawn at ``frame``."""
        return self.first <= frame < self.end

    def drawn(self, below: Callable[[int], Frame], frame: int) -> Frame:
        """Return the frame ``frame``, given the frames of what it is drawn on."""

        def frame_at(dt: float) -> Frame:
            return below(frame + floor(dt * self.rate + 0.5))

        t, duration = float((frame - self.start) / self.rate), float(self.length / self.rate)
        return visual_effects[self.name].function(frame_at, t, duration, self.seed, dict(self.values))


AppliedEffects = tuple[AppliedEffect, ...]


def effects_of(placed: Placed, timeline: Timeline) -> AppliedEffects:
    """Return the visual effects of a clip in the order in which they are applied; unknown ones are left out.

    One without times lasts as long as the clip is seen, transitions included. Of several names (``"starry,snow"``) and
    of ``random`` one is drawn by what the clip shows.
    """
    clip, origin = placed.clip, placed.span.start
    shown = clip.identity or clip.media
    found = []
    for effect in clip.effects:
        if effect.type == "VFX":
            lasting = _times(effect, placed, timeline)
            first = placed.visible.start if lasting.start <= placed.span.start else lasting.start
            end = placed.visible.end if lasting.end >= placed.span.end else lasting.end
            found.append(effect_of(effect, shown, timeline, lasting, Span(first, max(first, end)), origin))
    return tuple(one for one in found if one is not None)


def effect_of(
    effect: Effect, shown: str, timeline: Timeline, lasting: Span, seen: Span, origin: int = 0
) -> AppliedEffect | None:
    """Return an effect that lasts for the frames ``lasting`` and is drawn in those of ``seen``; None if unknown.

    Args:
        shown: what it is drawn on; what is random depends on that, not on where it stands.
        origin: the frame of the timeline that is frame 0.
    """
    name = drawn_name(effect, visual_effects, timeline, shown)
    if name is None:
        _log.warning("The visual effect %r is not known here; the picture is shown without it.", effect.sub_type)
        return None
    values = tuple(sorted(named_numbers(effect.params, visual_effects[name].parameters).items()))
    return AppliedEffect(
        name=name,
        values=values,
        seed=seed_of(timeline, shown, name),
        start=lasting.start - origin,
        length=len(lasting),
        first=seen.start - origin,
        end=seen.end - origin,
        rate=timeline.rate,
    )


def reach_of(applied: AppliedEffects) -> int:
    """Return how many frames away from the drawn one all of them together look."""
    return sum(one.reach for one in applied)


def _times(effect: Effect, placed: Placed, timeline: Timeline) -> Span:
    """Return the frames that an effect lasts for: those it names, else all in which the clip is seen."""
    begin, end = (number(effect.params.get(name), 0, _FARTHEST) for name in ("TimelineIn", "TimelineOut"))
    if begin is None and end is None:
        return placed.visible
    first = placed.span.start if begin is None else timeline.frame_at(begin)
    last = placed.span.end if end is None else timeline.frame_at(end)
    return Span(first, max(first, last))

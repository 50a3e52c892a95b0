"""Texts that travel across the picture: rolling credits, tickers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from s2v_core.rendering.overlay import Overlay
from s2v_core.rendering.stamps import Stamp, stamp_of
from s2v_core.rendering.text.look import Look
from s2v_core.rendering.text.place import pixels
from s2v_core.rendering.values import number
from s2v_core.timeline.model import Canvas
from s2v_core.timeline.style import SubtitleStyle

__all__ = ["Scroll", "ScrollingOverlay", "scroll_of"]

_LONGEST = 16_000.0
"""Pixels that a text which scrolls may be wide, or high."""
_MOST_SECONDS = 86_400.0


@dataclass(frozen=True)
class Scroll:
    """A text travels from ``start`` to ``end``, both places of its left or upper edge by the unit rule; None: just
    outside the picture.

    It does so at ``speed`` (pixels per second of the canvas; None: as fast as it takes to arrive in time), after
    resting ``before`` seconds and before resting ``after``. It begins anew ``every`` so many seconds (0: never), or
    whenever it has arrived and rested if it is ``endless``.
    """

    upright: bool
    backwards: bool = False
    start: float | None = None
    end: float | None = None
    shifts: tuple[float, float] = (0.0, 0.0)
    speed: float | None = None
    before: float = 0.0
    after: float = 0.0
    every: float = 0.0
    endless: bool = False

    def roomy(self, look: Look) -> Look:
        """Return ``look`` with room for all of the text in the direction it travels."""
        if self.upright:
            return replace(look, height=_LONGEST)
        return replace(look, width=_LONGEST, widest=_LONGEST)

    def ends(self, extent: float, canvas: Canvas) -> tuple[float, float]:
        """Return where the edge of a text that is ``extent`` pixels long begins and where it ends."""
        whole = canvas.height if self.upright else canvas.width
        outside = (-extent, float(whole)) if self.backwards else (float(whole), -extent)
        first, last = (
            (usual if (known := pixels(given, whole)) is None else known) + (pixels(shift, whole) or 0.0)
            for given, usual, shift in zip((self.start, self.end), outside, self.shifts, strict=True)
        )
        return first, last

    def progress(self, seconds: float, lasting: float, way: float) -> float:
        """Return how far along its ``way`` (pixels) a text is that is there for ``lasting`` seconds, 0 to 1."""
        travelling = way / self.speed if self.speed else lasting - self.before - self.after
        period = self.every or (self.before + travelling + self.after if self.endless else 0.0)
        moment = seconds % period if period > 0 else seconds
        if travelling <= 0:
            return 1.0
        return min(max((moment - self.before) / travelling, 0.0), 1.0)


def scroll_of(style: SubtitleStyle) -> Scroll | None:
    """Return how a text in ``style`` travels; None: not at all.

    It does so across if anything is said about that (``ScrollDirection``, ``ScrollStartX``, ``ScrollEndX``,
    ``ScrollLoop``), else up if it is told a place (``ScrollStartY``, ``ScrollEndY``) or a ``ScrollSpeed``.
    """
    across = style.scroll_start_x is not None or style.scroll_end_x is not None
    across = across or bool(style.scroll_direction) or bool(style.scroll_loop)
    upright = style.scroll_start_y is not None or style.scroll_end_y is not None or bool(style.scroll_speed)
    if not across and not upright:
        return None
    return Scroll(
        upright=not across,
        backwards=(style.scroll_direction or "").lower() == "right",
        start=style.scroll_start_x if across else style.scroll_start_y,
        end=style.scroll_end_x if across else style.scroll_end_y,
        shifts=(style.scroll_start_shift or 0.0, style.scroll_end_shift or 0.0),
        speed=number(style.scroll_speed, 0, 1e5) or None,
        before=number(style.scroll_start_freeze, 0, _MOST_SECONDS) or 0.0,
        after=number(style.scroll_end_freeze, 0, _MOST_SECONDS) or 0.0,
        every=number(style.scroll_loop_time, 0, _MOST_SECONDS) or 0.0,
        endless=bool(style.scroll_loop),
    )


@dataclass(frozen=True, eq=False)
class ScrollingOverlay(Overlay):
    """A text whose upper (``upright``) or left edge is at ``edge(frame)``, counted from the first frame of its span."""

    upright: bool = field(kw_only=True)
    edge: Callable[[int], int] = field(kw_only=True)

    def place(self, frame: int) -> tuple[int, int]:
        """Return where its corner is on a frame, counted from the first of its span."""
        return (self.x, self.edge(frame)) if self.upright else (self.edge(frame), self.y)

    def stamp_at(self, frame: int) -> Stamp | None:
        """Return what is drawn on frame ``frame`` of the timeline."""
        x, y = self.place(frame - (self.span.start if self.span else 0))
        return replace(self._stamp(x % 2, y % 2), x=x - x % 2, y=y - y % 2)

    @cached_property
    def _stamp(self) -> Callable[[int, int], Stamp]:
        """Gives the picture at an even or odd place."""
        return lru_cache(4)(lambda right, down: stamp_of(self.rgba, right, down))

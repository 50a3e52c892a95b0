"""Which texts are seen on a frame: the titles and captions of a timeline, each drawn when it is first shown."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import cached_property, lru_cache

from s2v_core.rendering.overlay import Overlay
from s2v_core.rendering.text.draw import FontPath
from s2v_core.rendering.text.texts import draw_cue, draw_stack, free_texts, stacks_floor, stacks_of
from s2v_core.timeline import Timeline, cues

__all__ = ["TimelineTexts"]

_KEPT = 16
"""Captions, and stacks of other texts, that stay drawn: those used last."""


class TimelineTexts:
    """All texts of ``timeline``; those who render parts of it at the same time share them. Thread-safe.

    Args:
        timeline: what is shown.
        font_path: see ``draw_caption``.
    """

    def __init__(self, timeline: Timeline, font_path: FontPath) -> None:
        self._timeline = timeline
        self._font_path = font_path
        self._cues = cues(timeline)
        self._clips = free_texts(timeline)
        self._stacks = stacks_of(self._clips)
        self._places = {
            clip: (stack, place) for stack, clips in enumerate(self._stacks) for place, clip in enumerate(clips)
        }
        self._stack = lru_cache(_KEPT)(self._draw_stack)
        self._caption = lru_cache(_KEPT)(self._draw_caption)
        self._lock = threading.Lock()

    def at(self, frame: int) -> Iterator[Overlay]:
        """Yield what lies on ``frame``, from the bottom up: captions above all else.

        Raises:
            DependencyMissing, MediaError: see ``draw_caption``.
        """
        for number, clip in enumerate(self._clips):
            if clip.span is None or frame in clip.span:
                stack, place = self._places[number]
                with self._lock:
                    overlay = self._stack(stack)[place]
                yield overlay
        for number, cue in enumerate(self._cues):
            if frame in cue.span:
                with self._lock:
                    overlay = self._caption(number)
                yield overlay

    @cached_property
    def _floor(self) -> float | None:
        return stacks_floor(self._clips, self._cues, self._timeline.canvas, self._font_path)

    def _draw_stack(self, number: int) -> tuple[Overlay, ...]:
        clips = [self._clips[clip] for clip in self._stacks[number]]
        canvas, timeline = self._timeline.canvas, self._timeline
        return draw_stack(clips, canvas, font_path=self._font_path, floor=self._floor, timeline=timeline)

    def _draw_caption(self, number: int) -> Overlay:
        return draw_cue(self._cues[number], self._timeline, font_path=self._font_path)

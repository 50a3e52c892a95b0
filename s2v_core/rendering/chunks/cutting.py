"""Where a timeline is cut into chunks: at places where something begins or ends anyway.

Every cut follows from what is near it, so that a change leaves the cuts elsewhere where they were, seen from the clips
around them. A chunk then holds one shot, one transition or one caption where it can, and an edit costs little more than
what it changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil

from s2v_core.rendering.transitions import Placed, Window, arrange
from s2v_core.timeline import Timeline, cues
from s2v_core.timeline.model import Span

__all__ = ["cut"]

LONGEST = Fraction(3)
"""Seconds that a chunk lasts at most."""

_USUAL = Fraction(2)
"""Seconds into which a longer stretch is divided."""

_SHORTEST = Fraction(1, 2)
"""Seconds between two cuts at texts; a caption that changes sooner shares a chunk."""

_SHORTEST_MIXED = Fraction(1, 6)
"""The same inside a transition, where the texts of both shots meet: one of them changes without the other."""

_SLIVER = Fraction(1, 4)
"""Seconds below which what lies between two cuts of the picture is left with what comes before it."""


def cut(timeline: Timeline) -> tuple[Span, ...]:
    """Return the chunks of ``timeline`` in order: all its frames, each once.

    Shots and transitions of the main track are cut apart, then texts and other tracks as far as that leaves no
    splinters, and what is still longer than ``LONGEST`` seconds is divided evenly.
    """
    track = timeline.main_track
    placed, windows = arrange(track.clips if track else (), timeline)
    mixed = {window.span for window in windows}
    others = sorted(set(_other_edges(timeline)))
    found: list[Span] = []
    for stretch in _between(_apart(_shot_edges(placed, windows), timeline.length, _frames(_SLIVER, timeline))):
        inside = [edge for edge in others if stretch.start < edge < stretch.end]
        least = _frames(_SHORTEST_MIXED if stretch in mixed else _SHORTEST, timeline)
        for piece in _between(_spread(inside, stretch, least)):
            found += _divided(piece, timeline)
    return tuple(found)


def _shot_edges(placed: Iterable[Placed], windows: Sequence[Window]) -> Iterator[int]:
    """Yield where a shot of the main track, or a transition between two of them, begins or ends."""
    inside = [range(window.span.start + 1, window.span.end) for window in windows]
    for clip in placed:
        yield from (edge for edge in _edges([clip.visible]) if not any(edge in window for window in inside))
    yield from _edges(window.span for window in windows)


def _other_edges(timeline: Timeline) -> Iterator[int]:
    """Yield where captions, titles, stickers, effects on all tracks and clips of other tracks begin and end."""
    pictures = [track for track in timeline.video_tracks if track is not timeline.main_track and not track.disabled]
    texts = [track for track in timeline.subtitle_tracks if not track.disabled]
    effects = [track for track in timeline.effect_tracks if not track.disabled]
    spans = [clip.span for track in pictures for clip in track.clips]
    spans += [clip.span for track in texts for clip in track.clips]
    spans += [item.span for track in effects for item in track.clips]
    yield from _edges(cue.span for cue in cues(timeline))
    yield from _edges(span for span in spans if span is not None)


def _edges(spans: Iterable[Span]) -> Iterator[int]:
    for span in spans:
        yield from (span.start, span.end)


def _apart(edges: Iterable[int], length: int, least: int) -> list[int]:
    """Return 0, ``length`` and the ``edges`` between them that leave at least ``least`` frames before and after."""
    kept = [0]
    for edge in sorted(set(edges)):
        if kept[-1] + least <= edge <= length - least:
            kept.append(edge)
    return [*kept, length]


def _spread(edges: Iterable[int], stretch: Span, least: int) -> list[int]:
    relative = _apart((edge - stretch.start for edge in edges), len(stretch), least)
    return [stretch.start + edge for edge in relative]


def _between(positions: list[int]) -> Iterator[Span]:
    return (Span(start, end) for start, end in pairwise(positions) if start < end)


def _divided(piece: Span, timeline: Timeline) -> Iterator[Span]:
    if len(piece) <= LONGEST * timeline.rate:
        return iter((piece,))
    parts = ceil(len(piece) / (_USUAL * timeline.rate))
    return _between([piece.start + len(piece) * part // parts for part in range(parts + 1)])


def _frames(seconds: Fraction, timeline: Timeline) -> int:
    return max(1, round(seconds * timeline.rate))

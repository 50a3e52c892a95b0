"""Giving every clip of a document its frames, where the document leaves times out.

Clips without times are laid end to end; a ``Transition`` lets the next clip begin before its predecessor ends; a clip
with a ``ReferenceClipId`` takes the frames of the clip it names; what has no end of its own lasts to the end of the
output, which follows the main track, else the pictures, else the sound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from s2v_core.errors import TimelineError
from s2v_core.timeline.model import Span

__all__ = ["Draft", "Lane", "fit_to_main", "output_length", "place"]


@dataclass
class Draft:
    """A clip on its way: what the document says about its times, in frames, and later what came out of it.

    ``length`` returns the clip's own length in frames (raising TimelineError when it cannot be known), None means that
    the clip lasts to the end of the output. A clip that is not ``sequential`` starts at 0 instead of after the clip
    before it. With ``whole`` a clip without any times gets no span. ``make`` builds the clip from its span and a factor
    for its speed.
    """

    path: str
    make: Callable[[Span | None, float], Any]
    length: Callable[[], int] | None
    start: int | None = None
    end: int | None = None
    sequential: bool = True
    whole: bool = False
    overlap: int = 0
    clip_id: str | None = None
    reference: str | None = None
    loop: bool = False
    placed: tuple[int, int | None] | None = None
    tempo: float = 1.0

    @property
    def is_whole(self) -> bool:
        """Whether the clip is there for the whole output, whatever its length."""
        return self.whole and self.start is None and self.end is None and self.length is None and not self.reference

    def finished(self, length: int) -> Any:
        """Return the clip, given the length of the output in frames."""
        if self.is_whole:
            return self.make(None, 1.0)
        start, end = self.placed or (0, None)
        return self.make(Span(start, max(start, length) if end is None else end), self.tempo)


@dataclass
class Lane:
    """The clips of one track while they are placed."""

    drafts: list[Draft]
    build: Callable[[tuple[Any, ...]], Any]
    main: bool = False
    disabled: bool = False
    shorten: bool = False
    expand: bool = False
    done: int = 0

    @property
    def end(self) -> int | None:
        """The frame at which the last clip that has an end of its own ends."""
        ends = [draft.placed[1] for draft in self.drafts if draft.placed and draft.placed[1] is not None]
        return max((end for end in ends if end is not None), default=None)

    def finished(self, length: int) -> Any:
        """Return the track, given the length of the output in frames."""
        return self.build(tuple(draft.finished(length) for draft in self.drafts))


@dataclass
class _Known:
    lanes: dict[str, int] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)


def place(lanes: Sequence[Lane]) -> None:
    """Give every draft its first frame and, where it has one of its own, its end.

    Raises:
        TimelineError: a length that is needed is not known, a clip ends before it begins, or references lead nowhere
            or in a circle.
    """
    known = _Known()
    for index, lane in enumerate(lanes):
        for draft in lane.drafts:
            if draft.clip_id:
                known.lanes.setdefault(draft.clip_id, index)
                known.drafts.setdefault(draft.clip_id, draft)
    while any(lane.done < len(lane.drafts) for lane in lanes):
        if not sum(_advance(lane, index, known) for index, lane in enumerate(lanes)):
            stuck = next(lane.drafts[lane.done] for lane in lanes if lane.done < len(lane.drafts))
            raise TimelineError("The references of these clips run in a circle.", where=f"{stuck.path}.ReferenceClipId")


def _advance(lane: Lane, index: int, known: _Known) -> int:
    before = lane.done
    while lane.done < len(lane.drafts) and _place_one(lane, index, known):
        lane.done += 1
    return lane.done - before


def _place_one(lane: Lane, index: int, known: _Known) -> bool:
    draft = lane.drafts[lane.done]
    if draft.reference and draft.start is None and draft.end is None:
        return _place_by_reference(draft, index, known)
    draft.placed = _times(draft, _predecessor(lane))
    start, end = draft.placed
    if end is not None and end < start:
        raise TimelineError("The clip ends before it begins.", where=f"{draft.path}.TimelineOut")
    return True


def _predecessor(lane: Lane) -> Draft | None:
    return next((d for d in reversed(lane.drafts[: lane.done]) if d.sequential and d.placed), None)


def _times(draft: Draft, before: Draft | None) -> tuple[int, int | None]:
    start, end, length = draft.start, draft.end, None
    if end is None and draft.length is not None:
        length = draft.length()
    if start is None:
        start = 0
        if draft.sequential and before is not None and before.placed is not None:
            first, last = before.placed
            start = first if last is None else last - _overlap(before, last - first, length)
    return start, start + length if length is not None else end


def _overlap(before: Draft, length: int, following: int | None) -> int:
    return min(before.overlap, length // 2, length if following is None else following // 2)


def _place_by_reference(draft: Draft, index: int, known: _Known) -> bool:
    where = f"{draft.path}.ReferenceClipId"
    target = known.drafts.get(draft.reference or "")
    if target is None:
        raise TimelineError(f"No clip has the ClipId {draft.reference!r}.", where=where)
    if known.lanes[draft.reference or ""] == index:
        raise TimelineError("A clip can only refer to a clip on another track.", where=where)
    if target.placed is None:
        return False
    start, end = target.placed
    draft.placed = target.placed
    own = _natural_length(draft)
    if own and end is not None and own < end - start:
        draft.tempo = own / (end - start)
    return True


def _natural_length(draft: Draft) -> int | None:
    """Return the clip's own length in frames, None where it has none or it cannot be known."""
    try:
        return draft.length() if draft.length else None
    except TimelineError:
        return None


def fit_to_main(lanes: Iterable[Lane]) -> None:
    """Stretch or shrink the tracks that ask for it (``TrackShortenMode``, ``TrackExpandMode``) to the main track."""
    listed = list(lanes)
    main = next((lane.end for lane in listed if lane.main and not lane.disabled), None)
    for lane in listed:
        own = lane.end
        if main and own and not lane.main and ((lane.shorten and own > main) or (lane.expand and own < main)):
            _scale(lane, Fraction(main, own))


def _scale(lane: Lane, factor: Fraction) -> None:
    for draft in lane.drafts:
        if draft.placed and not draft.loop and not draft.reference:
            start, end = draft.placed
            draft.placed = (round(start * factor), None if end is None else round(end * factor))
            draft.tempo = float(draft.tempo / factor)


def output_length(pictures: Iterable[Lane], sounds: Iterable[Lane]) -> int | None:
    """Return the length of the output in frames: the main track's, else the pictures', else the sound's."""
    groups = [[lane for lane in lanes if not lane.disabled] for lanes in (pictures, sounds)]
    groups.insert(0, [lane for lanes in groups for lane in lanes if lane.main])
    for lanes in groups:
        end = max((lane.end for lane in lanes if lane.end is not None), default=None)
        if end is not None:
            return end
    return None

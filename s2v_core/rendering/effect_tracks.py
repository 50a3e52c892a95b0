"""What effect tracks do to the picture of all video tracks: visual effects and filters, for a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from s2v_core.media import Assets
from s2v_core.rendering.effected import effected
from s2v_core.rendering.filtering import AppliedFilters, coloured, filters_of, shaded
from s2v_core.rendering.pictures import Picture, Seen
from s2v_core.rendering.visual_effects import AppliedEffect, effect_of
from s2v_core.timeline.model import EffectItem, Span, Timeline

__all__ = ["TrackEffect", "through", "track_effects"]


@dataclass(frozen=True)
class TrackEffect:
    """An effect of an effect track, for the frames ``span``: a visual effect, or filters."""

    span: Span
    effect: AppliedEffect | None = None
    filters: AppliedFilters = ()


def track_effects(timeline: Timeline, assets: Assets) -> tuple[TrackEffect, ...]:
    """Return what the effect tracks do, in the order in which it is done; what is not known is left out.

    Raises:
        MediaError: a colour table is missing, unreadable or not allowed.
    """
    tracks = (track for track in timeline.effect_tracks if not track.disabled)
    items = (item for track in tracks for item in track.clips)
    return tuple(found for item in items for found in _found(item, timeline, assets) if len(found.span))


def through(picture: Picture, effects: tuple[TrackEffect, ...], length: int) -> Picture:
    """Return ``picture``, which has ``length`` frames, with ``effects`` done to it."""
    for one in effects:
        if one.effect is not None:
            picture = _During(picture, effected(picture, (one.effect,), 0, length - 1), one.span)
        else:
            picture = _During(picture, shaded(coloured(picture, one.filters), one.filters), one.span)
    return picture


def _found(item: EffectItem, timeline: Timeline, assets: Assets) -> Iterator[TrackEffect]:
    whole = Span(0, timeline.length)
    span = whole if item.span is None else item.span
    if item.effect.type == "VFX":
        effect = effect_of(item.effect, "", timeline, span, span)
        if effect is not None:
            yield TrackEffect(span, effect)
    filters = filters_of((item.effect,), "", timeline, assets)
    if filters:
        yield TrackEffect(span, filters=filters)


class _During:
    """A picture that is ``changed`` for a time."""

    kept = False

    def __init__(self, picture: Picture, changed: Picture, span: Span) -> None:
        self._picture = picture
        self._changed = changed
        self._span = span

    def at(self, frame: int) -> Seen:
        return (self._changed if frame in self._span else self._picture).at(frame)

    def close(self) -> None:
        self._changed.close()

"""What a chunk's pixels depend on, in times of its own, so that equal work is equal wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from s2v_core.cache import key_of
from s2v_core.media import Assets
from s2v_core.rendering.building import LayerPlan, plan_layer
from s2v_core.rendering.effect_tracks import TrackEffect, track_effects
from s2v_core.rendering.encoding import EncoderOptions
from s2v_core.rendering.filtering import AppliedFilter
from s2v_core.rendering.pictures import SourceTime
from s2v_core.rendering.recipes import picture_recipe, plain
from s2v_core.rendering.text import clip_motion, cue_motion, free_texts, stacks_floor, stacks_of
from s2v_core.rendering.text.motion import Motion
from s2v_core.rendering.transitions import Window, arrange
from s2v_core.rendering.visual_effects import AppliedEffect, reach_of
from s2v_core.timeline import Cue, Span, SubtitleClip, SubtitleStyle, Timeline, Track, VideoClip, cues
from s2v_core.timeline.model import role_of

__all__ = ["ChunkKeys"]

_NOT_PIXELS = ("audio_bitrate", "title", "comment")
"""Options of the encoder that concern the file around the pictures."""

_MOTION = frozenset(
    {"AaiMotionInEffect", "AaiMotionIn", "AaiMotionOutEffect", "AaiMotionOut", "AaiMotionLoopEffect", "Ratio"}
)
"""Fields of a style that only matter while the text moves."""


class ChunkKeys:
    """Gives each chunk of ``timeline`` a key: equal keys promise equal pictures in equal packets.

    Args:
        timeline: what is shown.
        assets: where its material comes from; known by the hash of its content, wherever it lies.
        options: how it is encoded.

    Raises:
        MediaError: material is missing or unreadable.
        TimelineError: an effect's or a style's values cannot be understood.
    """

    def __init__(self, timeline: Timeline, assets: Assets, options: EncoderOptions) -> None:
        self._timeline = timeline
        self._tracks = [_Track(track, timeline, assets) for track in timeline.video_tracks if not track.disabled]
        self._effects = _Effects(timeline, assets)
        self._cues = cues(timeline)
        self._texts = _Texts(timeline, self._cues, assets)
        encoding = {name: value for name, value in asdict(options).items() if name not in _NOT_PIXELS}
        canvas = (timeline.canvas.width, timeline.canvas.height)
        self._common = plain((picture_recipe(), canvas, timeline.rate, encoding))

    @property
    def files(self) -> frozenset[Path]:
        """The files that the keys given so far are made of: footage, colour tables, fonts and pictures of texts."""
        footage = (path for track in self._tracks for path in track.files)
        return frozenset((*footage, *self._effects.files, *self._texts.files))

    def key(self, chunk: Span) -> str:
        """Return the key of the frames ``chunk``."""
        near = self._effects.within_sight(chunk)
        tracks = [facts for track in self._tracks if (facts := track.facts(near)) is not None]
        effects = (chunk.start - near.start, len(near), self._effects.facts(near))
        captions = [self._texts.caption(cue, chunk) for cue in self._cues if _part(cue.span, chunk)]
        return key_of("chunk", self._common, len(chunk), tracks, effects, self._texts.titles(chunk), captions)


class _Track:
    """A video track, worked out."""

    def __init__(self, track: Track[VideoClip], timeline: Timeline, assets: Assets) -> None:
        placed, self._windows = arrange(track.clips, timeline)
        self._plans = [plan_layer(clip, timeline, assets) for clip in placed]

    @property
    def files(self) -> list[Path]:
        plans = [plan for plan in self._plans if plan]
        return [*(plan.path for plan in plans), *_tables(one for plan in plans for one in plan.filters)]

    def facts(self, chunk: Span) -> Any:
        """None: the track shows nothing."""
        numbers = [number for number, plan in enumerate(self._plans) if plan and _part(plan.visible, chunk)]
        windows = [window for window in self._windows if _part(window.span, chunk)]
        if not numbers and not windows:
            return None
        return plain(
            (
                [_layer(plan, chunk) for number in numbers if (plan := self._plans[number])],
                [_window(window, chunk, numbers) for window in windows],
            )
        )


class _Effects:
    """What effect tracks do to the picture of all tracks."""

    def __init__(self, timeline: Timeline, assets: Assets) -> None:
        self._length = timeline.length
        self._applied = track_effects(timeline, assets)

    @property
    def files(self) -> list[Path]:
        return _tables(each for one in self._applied for each in one.filters)

    def within_sight(self, chunk: Span) -> Span:
        """Return the frames that the chunk is made of: its own, and those that an effect looks at from there."""
        far = self._grown(chunk, sum(self._reaches()))
        sights = zip(self._applied, self._reaches(), strict=True)
        return self._grown(chunk, sum(reach for one, reach in sights if _part(one.span, far)))

    def facts(self, near: Span) -> Any:
        return plain([_track_effect(one, near) for one in self._applied if _part(one.span, near)])

    def _reaches(self) -> list[int]:
        return [one.effect.reach if one.effect else 0 for one in self._applied]

    def _grown(self, chunk: Span, by: int) -> Span:
        return Span(max(0, chunk.start - by), min(self._length, chunk.end + by))


def _tables(filters: Iterable[AppliedFilter]) -> list[Path]:
    return [one.path for one in filters if one.path is not None]


def _track_effect(one: TrackEffect, near: Span) -> Any:
    done = _applied(one.effect, near.start) if one.effect else [(each.name, each.values) for each in one.filters]
    return (_part(one.span, near), done)


def _applied(effect: AppliedEffect, offset: int) -> Any:
    """Return what an effect draws by, seen from the frame ``offset`` of what it is applied to."""
    lasting = (effect.start - offset, effect.length, effect.first - offset, effect.end - offset)
    return (effect.name, effect.values, effect.seed, lasting)


def _layer(plan: LayerPlan, chunk: Span) -> Any:
    view, offset, seen = plan.view, chunk.start - plan.start, _part(plan.visible, chunk)
    facts: list[Any] = [
        plan.identity,
        plan.kind,
        plan.transparent,
        asdict(plan.pose),
        asdict(view.place),
        asdict(view.first),
        plan.opacity,
        plan.background and (plan.background.sub_type, plan.background.params),
        [(applied.name, applied.values) for applied in plan.filters],
        seen,
    ]
    if plan.effects and seen:
        seen = _within_sight(plan, chunk)
        facts.append(([_applied(effect, offset) for effect in plan.effects], seen))
    if view.moves:
        facts.append((asdict(view.last), view.start - offset, view.length))
    if plan.kind != "image" and seen:
        facts.append(_moments(plan.times, offset, seen))
    return facts


def _within_sight(plan: LayerPlan, chunk: Span) -> tuple[int, int]:
    """Return the frames of a clip that effects look at to draw a chunk, counted from the chunk's first."""
    reach = reach_of(plan.effects)
    first, end = max(plan.visible.start, chunk.start - reach), min(plan.visible.end, chunk.end + reach)
    return first - chunk.start, end - chunk.start


def _moments(times: SourceTime, offset: int, seen: tuple[int, int]) -> Any:
    """Return which moments of the material are shown; bounds that are not reached do not matter."""
    free = SourceTime(times.begin, times.step, float("-inf"), float("inf"))
    held = any(times.at(frame) != free.at(frame) for frame in (offset + seen[0], offset + seen[1] - 1))
    return (times.begin, times.step, offset, (times.low, times.high) if held else None)


def _window(window: Window, chunk: Span, numbers: Sequence[int]) -> Any:
    sides = [numbers.index(side) if side in numbers else None for side in (window.earlier, window.later)]
    return (window.name, window.seed, window.arguments, window.span.start - chunk.start, len(window.span), sides)


class _Texts:
    """The titles and captions of a timeline."""

    def __init__(self, timeline: Timeline, captions: Sequence[Cue], assets: Assets) -> None:
        self._timeline, self._assets = timeline, assets
        self._files: dict[str, str] = {}
        self._clips = free_texts(timeline)
        self._stacks = stacks_of(self._clips)
        self._motions = [clip_motion(clip, timeline) for clip in self._clips]
        self._looks = [(clip.content, role_of(clip.extra), self._style(clip.style)) for clip in self._clips]
        self._floor = stacks_floor(self._clips, captions, timeline.canvas, assets.path)

    @property
    def files(self) -> list[Path]:
        return [self._assets.path(reference) for reference in self._files]

    def titles(self, chunk: Span) -> Any:
        """Of the stacks that are seen all texts, even if one is seen: they make room for each other."""
        seen = [self._seen(clip, chunk) for clip in self._clips]
        stacks = [stack for stack in self._stacks if any(seen[number] for number in stack)]
        places = {number: (above, below) for above, stack in enumerate(stacks) for below, number in enumerate(stack)}
        drawn = [
            (places[number], seen[number], self._moved(number, chunk)) for number in sorted(places) if seen[number]
        ]
        floor = self._floor if any(len(stack) > 1 for stack in stacks) else None
        return plain(([[self._looks[number] for number in stack] for stack in stacks], drawn, floor))

    def caption(self, cue: Cue, chunk: Span) -> Any:
        moved = _moved(cue_motion(cue, self._timeline), cue.span, chunk)
        return plain((cue.text, self._style(cue.style), _part(cue.span, chunk), moved))

    def _moved(self, number: int, chunk: Span) -> Any:
        span = self._clips[number].span or Span(0, self._timeline.length)
        return _moved(self._motions[number], span, chunk)

    def _seen(self, clip: SubtitleClip, chunk: Span) -> tuple[int, int] | None:
        return (0, len(chunk)) if clip.span is None else _part(clip.span, chunk)

    def _style(self, style: SubtitleStyle) -> Any:
        files = style.references()
        look = style.with_references(dict.fromkeys(files, "")).to_json()
        look = {name: value for name, value in look.items() if name not in _MOTION}
        return (look, [self._content(reference) for reference in files])

    def _content(self, reference: str) -> str:
        if reference not in self._files:
            self._files[reference] = self._assets.content_hash(reference)
        return self._files[reference]


def _moved(motion: Motion | None, span: Span, chunk: Span) -> Any:
    """Return how a text with that span moves in ``chunk``; None: not at all."""
    first, last = max(span.start, chunk.start) - span.start, min(span.end, chunk.end) - 1 - span.start
    return None if motion is None else motion.facts(first, last)


def _part(span: Span, chunk: Span) -> tuple[int, int] | None:
    """Return which frames of ``chunk`` lie in ``span``, counted from the chunk's first; None if none does."""
    start, end = max(span.start, chunk.start), min(span.end, chunk.end)
    return (start - chunk.start, end - chunk.start) if start < end else None

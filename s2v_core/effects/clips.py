"""The catalogue for users of MoviePy: every transition between two ordinary clips, every filter and effect on one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from moviepy import CompositeAudioClip, Effect, VideoClip
from moviepy.audio.fx import AudioFadeIn, AudioFadeOut

from s2v_core.effects.filters import ColourTable, filters, grading, read_cube, weakened
from s2v_core.effects.frames import Frame
from s2v_core.effects.registry import Entry, FunctionT, Registry
from s2v_core.effects.transitions import transitions
from s2v_core.effects.visual import visual_effects

__all__ = ["ClipEffect", "ColourFile", "ColourFilter", "CrossTransition", "transition"]

_SHORTEST_FRAME = 1 / 240
"""Seconds before its end at which a clip still shows its last frame."""


def transition(
    clip_a: VideoClip, clip_b: VideoClip, name: str = "fade", *, duration: float = 0.5, seed: int = 0, **params: float
) -> VideoClip:
    """Return ``clip_a`` that becomes ``clip_b`` during its last ``duration`` seconds.

    The clips overlap, so that the result lasts ``clip_a.duration + clip_b.duration - duration``. Sounds are faded into
    each other. Masks are not kept.

    Args:
        clip_a: any clip with a duration.
        clip_b: a clip of the same size.
        name: a name of the catalogue, in any case.
        duration: seconds; at most as long as each clip.
        seed: changes what the transition draws at random.
        params: parameters of that transition; values outside their range are held at its ends.

    Raises:
        ValueError: there is no such transition or parameter, or the clips do not fit each other.
    """
    draw = _known(transitions, name, params).function
    if tuple(clip_a.size) != tuple(clip_b.size):
        raise ValueError(f"both clips need one size, got {tuple(clip_a.size)} and {tuple(clip_b.size)}")
    if not 0 < duration <= min(clip_a.duration, clip_b.duration):
        raise ValueError(f"a transition of {duration} s does not fit {clip_a.duration} s and {clip_b.duration} s")
    start = clip_a.duration - duration

    def picture(t: float) -> Frame:
        if t < start:
            return _frame(clip_a, t)
        if t >= clip_a.duration:
            return _frame(clip_b, t - start)
        p = (t - start) / duration
        return draw(_frame(clip_a, t), _frame(clip_b, t - start), p, seed, params)

    result = VideoClip(picture, duration=start + clip_b.duration)
    result.fps = getattr(clip_a, "fps", None) or getattr(clip_b, "fps", None)
    sounds = []
    if clip_a.audio is not None:
        sounds.append(clip_a.audio.with_effects([AudioFadeOut(duration)]))
    if clip_b.audio is not None:
        sounds.append(clip_b.audio.with_effects([AudioFadeIn(duration)]).with_start(start))
    return result.with_audio(CompositeAudioClip(sounds)) if sounds else result


@dataclass
class CrossTransition(Effect):  # type: ignore[misc]
    """The same as a MoviePy effect: ``clip.with_effects([CrossTransition(following, "cube", duration=1)])``."""

    following: VideoClip
    name: str = "fade"
    duration: float = 0.5
    seed: int = 0
    params: Mapping[str, float] = field(default_factory=dict)

    def apply(self, clip: VideoClip) -> VideoClip:
        """Return ``clip`` with the transition to the following clip, and that clip."""
        return transition(clip, self.following, self.name, duration=self.duration, seed=self.seed, **self.params)


@dataclass
class ClipEffect(Effect):  # type: ignore[misc]
    """A visual effect of the catalogue: ``clip.with_effects([ClipEffect("snow")])``. Sound and mask stay as they are.

    ``name``: one of the catalogue, in any case. ``params`` are its parameters; values outside their range are held at
    its ends. ``seed`` changes what it draws at random.
    """

    name: str
    params: Mapping[str, float] = field(default_factory=dict)
    seed: int = 0

    def apply(self, clip: VideoClip) -> VideoClip:
        """Return ``clip`` with the effect, for as long as it lasts.

        Raises:
            ValueError: there is no such effect or parameter, or the clip has no duration.
        """
        draw = _known(visual_effects, self.name, self.params).function
        if clip.duration is None:
            raise ValueError("a visual effect needs a clip with a duration")

        def picture(get_frame: Callable[[float], Frame], t: float) -> Frame:
            def frame_at(dt: float) -> Frame:
                moment = min(max(t + dt, 0.0), max(t, clip.duration - _SHORTEST_FRAME))
                return np.ascontiguousarray(get_frame(moment), np.uint8)

            return draw(frame_at, t, clip.duration, self.seed, self.params)

        return clip.transform(picture)


@dataclass
class ColourFilter(Effect):  # type: ignore[misc]
    """A filter of the catalogue: ``clip.with_effects([ColourFilter("pf4")])``. Sound and mask stay as they are.

    ``name``: one of the catalogue, in any case, or ``color`` for manual grading. ``params`` are its parameters
    (``{"strength": 0.5}``); values outside their range are held at its ends.
    """

    name: str
    params: Mapping[str, float] = field(default_factory=dict)

    def apply(self, clip: VideoClip) -> VideoClip:
        """Return ``clip`` with other colours.

        Raises:
            ValueError: there is no such filter or parameter.
        """
        manual = self.name.lower() == grading.name
        entry = _with_all(grading, "filter", self.params) if manual else _known(filters, self.name, self.params)
        return clip.image_transform(lambda frame: entry.function(np.ascontiguousarray(frame, np.uint8), self.params))


@dataclass
class ColourFile(Effect):  # type: ignore[misc]
    """The colour table in a ``.cube`` file, ``strength`` (0 to 1) of it."""

    path: Path
    strength: float = 1.0

    def apply(self, clip: VideoClip) -> VideoClip:
        """Return ``clip`` with the colours that the file gives it.

        Raises:
            MediaError: the file is missing or no colour table.
        """
        colour_map = weakened(read_cube(self.path), self.strength)
        if colour_map is None:
            return clip
        table = ColourTable(colour_map)
        return clip.image_transform(lambda frame: table.applied(np.ascontiguousarray(frame, np.uint8)))


def _known(registry: Registry[FunctionT], name: str, params: Mapping[str, float]) -> Entry[FunctionT]:
    """Return the entry, which has all these parameters."""
    if name not in registry:
        closest = registry.closest(name)
        raise ValueError(f"there is no {registry.kind} {name!r}" + (f"; did you mean {closest!r}?" if closest else ""))
    return _with_all(registry[name], registry.kind, params)


def _with_all(entry: Entry[FunctionT], kind: str, params: Mapping[str, float]) -> Entry[FunctionT]:
    unknown = sorted(set(params) - set(entry.parameters))
    if unknown:
        known = ", ".join(entry.parameters) or "none"
        raise ValueError(f"the {kind} {entry.name!r} has no parameter {unknown[0]!r} (it has: {known})")
    return entry


def _frame(clip: VideoClip, t: float) -> Frame:
    """Return the picture at ``t``, held at the clip's end, in the form that transitions take."""
    return np.ascontiguousarray(clip.get_frame(min(t, clip.duration)), np.uint8)

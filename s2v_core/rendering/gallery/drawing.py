"""What is shown of an entry of each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from s2v_core.effects import Entry, Frame, Transition, VisualEffect
from s2v_core.rendering.gallery.moving import Moving
from s2v_core.rendering.gallery.scene import CLIP_FRAMES, CLIP_MILLISECONDS, CLIP_RATE, Scene
from s2v_core.rendering.gallery.texts import animated, standing

__all__ = ["GALLERY_VERSION", "SHOWN", "shown", "transition_frames"]

GALLERY_VERSION = 3
"""Counts up whenever the pictures would look different."""

_STEPS, _SEED = 16, 3
_STEP, _REST = 60, 800
"""Milliseconds that a frame of a transition, and each of the two pictures at its ends, is shown."""


def shown(kind: str, entry: Entry[Any], scene: Scene) -> Moving:
    """Return what an entry looks like on a scene.

    Raises:
        KeyError: entries of this kind are not shown by pictures.
    """
    return SHOWN[kind](entry, scene)


def transition_frames(entry: Entry[Transition], first: Frame, second: Frame, steps: int = _STEPS) -> tuple[Frame, ...]:
    """Return ``first``, ``steps`` frames of its change to ``second``, and that; all H x W x 3 uint8 RGB."""
    between = (entry.function(first, second, step / (steps + 1), _SEED, {}) for step in range(1, steps + 1))
    return (first, *between, second)


def _transition(entry: Entry[Transition], scene: Scene) -> Moving:
    return Moving(transition_frames(entry, scene.first, scene.second), (_REST, *[_STEP] * _STEPS, _REST))


def _effect(entry: Entry[VisualEffect], scene: Scene) -> Moving:
    """Show all of an effect on footage."""
    duration = CLIP_FRAMES / CLIP_RATE

    def drawn(number: int) -> Frame:
        t = number / CLIP_RATE
        return entry.function(lambda dt: scene.frame_at(t + dt), t, duration, _SEED, {})

    return Moving([drawn(number) for number in range(CLIP_FRAMES)], [CLIP_MILLISECONDS] * CLIP_FRAMES)


def _filter(entry: Entry[Callable[[Frame, Mapping[str, float]], Frame]], scene: Scene) -> Moving:
    return Moving([entry.function(scene.first, {})], [0])


SHOWN: Mapping[str, Callable[[Entry[Any], Scene], Moving]] = MappingProxyType(
    {
        "transition": _transition,
        "effect": _effect,
        "filter": _filter,
        "entrance": animated("AaiMotionInEffect"),
        "exit": animated("AaiMotionOutEffect"),
        "loop": animated("AaiMotionLoopEffect"),
        "look": standing("EffectColorStyle", lambda words: words.look, 0.27),
        "bubble": standing("BubbleStyleId", lambda words: words.bubble, 0.12),
    }
)
"""How the entries of a kind are drawn, by the keys of ``KINDS``."""

"""What is shown of animations, looks and bubbles: a text over a photo."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import cv2
import numpy as np

from s2v_core.effects import Entry, Frame
from s2v_core.media.planes import Planes, from_rgb, to_rgb
from s2v_core.rendering.gallery.moving import Moving
from s2v_core.rendering.gallery.scene import CLIP_MILLISECONDS, CLIP_RATE, Scene, Words
from s2v_core.rendering.overlay import Overlay
from s2v_core.rendering.text import draw_caption
from s2v_core.rendering.text.motion import motion_of
from s2v_core.timeline import Canvas, SubtitleStyle

__all__ = ["animated", "standing"]

_FINER = 2
"""Times the size of the pictures in which texts are drawn."""
_LETTERS = 0.17
"""Font size of texts that move, in shorter sides."""
_FRAMES = 26
_TAKES = 1.2
"""Seconds that coming and going take."""
_LIGHT = 0.7
"""What is left of the photo's light, so that letters stand out."""

Show = Callable[[Entry[Any], Scene], Moving]


def animated(field: str) -> Show:
    """Return what shows entries that are named in this ``field`` of a style: a text that moves like them."""

    def show(entry: Entry[Any], scene: Scene) -> Moving:
        timed = {"AaiMotionIn": _TAKES, "AaiMotionOut": _TAKES}
        style = _style(scene, _LETTERS, **{field: entry.name}, **timed, FontColor="#FFFFFF", Font="Inter ExtraBold")
        motion = motion_of(style, _FRAMES, Fraction(CLIP_RATE), text=scene.words.moving)
        overlay = draw_caption(scene.words.moving, style, _canvas(scene), motion=motion)
        ground = _ground(scene)
        frames = [_drawn(overlay, number, ground, scene) for number in range(_FRAMES)]
        return Moving(frames, [CLIP_MILLISECONDS] * _FRAMES)

    return show


def standing(field: str, text: Callable[[Words], str], letters: float) -> Show:
    """Return what shows entries that are named in this ``field`` of a style: a ``text`` that looks like them.

    ``letters`` is its font size in shorter sides.
    """

    def show(entry: Entry[Any], scene: Scene) -> Moving:
        overlay = draw_caption(text(scene.words), _style(scene, letters, **{field: entry.name}), _canvas(scene))
        return Moving([_drawn(overlay, 0, _ground(scene), scene)], [0])

    return show


def _style(scene: Scene, letters: float, **given: Any) -> SubtitleStyle:
    size = round(letters * _FINER * min(scene.second.shape[:2]))
    return SubtitleStyle.model_validate({**given, "FontSize": size, "Alignment": "CenterCenter", "Y": 0})


def _canvas(scene: Scene) -> Canvas:
    height, width = scene.second.shape[:2]
    return Canvas(_FINER * width, _FINER * height)


def _ground(scene: Scene) -> Planes:
    canvas = _canvas(scene)
    dim = cv2.convertScaleAbs(scene.second, alpha=_LIGHT)
    return from_rgb(cv2.resize(dim, (canvas.width, canvas.height), interpolation=cv2.INTER_LINEAR))


def _drawn(overlay: Overlay, number: int, ground: Planes, scene: Scene) -> Frame:
    """Return frame ``number`` of an overlay over ``ground``, in the size of the scene."""
    planes = ground.copy()
    stamp = overlay.stamp_at(number)
    if stamp is not None:
        stamp.draw(planes)
    height, width = scene.second.shape[:2]
    return np.asarray(cv2.resize(to_rgb(planes), (width, height), interpolation=cv2.INTER_AREA), np.uint8)

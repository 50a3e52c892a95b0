"""The colours of the picture change."""

from __future__ import annotations

from collections.abc import Mapping

from s2v_core.effects.frames import Frame, FrameAt
from s2v_core.effects.kernels.grid import smoothstep
from s2v_core.effects.kernels.mask import fade
from s2v_core.effects.kernels.signal import grey
from s2v_core.effects.visual.catalogue import visual_effect

__all__: list[str] = []


@visual_effect("color_to_grey", category="basic", look="the colours fade to grey")
def _color_to_grey(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _greyed(frame_at(0), smoothstep(0, 1, t / duration))


@visual_effect("grey_to_color", category="basic", look="the colours come back from grey")
def _grey_to_color(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _greyed(frame_at(0), 1 - smoothstep(0, 1, t / duration))


def _greyed(picture: Frame, amount: float) -> Frame:
    return fade(picture, grey(picture), amount)

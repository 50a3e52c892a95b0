"""The registry of transitions, and the guard that every entry has in common."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TypedDict

import numpy as np

from s2v_core.effects.frames import Frame, Transition
from s2v_core.effects.registry import Parameter, Registry, held

__all__ = ["ADVANCED_PREFIX", "colour", "colour_parameters", "transition", "transitions"]

_ORDER = """
directional displacement windowslice bowTieVertical bowTieHorizontal simplezoom linearblur waterdrop glitchmemories
polka perlin directionalwarp bounce_up bounce_down wiperight wipeleft wipedown wipeup morph colordistance circlecrop
swirl dreamy gridflip zoomincircles radial mosaic undulatingburnout crosshatch crazyparametricfun kaleidoscope
windowblinds hexagonalize glitchdisplace dreamyzoom doomscreentransition_up doomscreentransition_down ripple pinwheel
angular burn circle circleopen colorphase crosswarp cube directionalwipe doorway fade fadecolor fadegrayscale flyeye
heart luma multiplyblend pixelize polarfunction randomsquares rotatescalefade squareswire squeeze swap wind
"""
_ORDER_OF_ADVANCED = """
atom_camera_move2 atom_move_blur1 atom_horizontal_move_blur atom_memoirs_pull_screen1 atom_memoirs_pull_screen2
atom_memoirs_pull_screen3 atom_zoom_in atom_zoom_out atom_down_glide atom_shaking_camera atom_space_rotation
atom_unlimited_wear1 atom_unlimited_wear2 atom_push_away2 atom_drag_down atom_turn_page atom_melt_down
atom_sector_shape atom_side_segmentation atom_flying_up color_up normal_pan dispersion_pan bounce_flash spin_flash
jump_flash shake_spin lower_left upper_right jitter jitter_2 surface_blur feather_dissolve horizontal_blur
vertical_blur lower_left_radial_blur upper_right_radial_blur center_radial_blur flash_black dissolve flash_white
elastic_ease_out overlay bounce_feather_camera spin_glow mixed_spin light_shake exposure heat_wave water_drop
distortion_mask distortion_dissolve spin_stretch flashback compression blink horizontal_slice trapezoid spin_slice
color_glitch color_glitch_2 color_glitch_3
"""

ADVANCED_PREFIX = "OT0001-"
"""The name of every advanced transition begins with it."""

transitions: Registry[Transition] = Registry(
    "transition", order=[*_ORDER.split(), *(ADVANCED_PREFIX + name for name in _ORDER_OF_ADVANCED.split())]
)
"""Every transition by its name."""


def transition(
    name: str, *, category: str, look: str, linear: bool = False, **parameters: Parameter
) -> Callable[[Transition], Transition]:
    """Return a decorator that registers a drawing for 0 < p < 1 as a whole transition.

    The registered function returns copies of A and B at the ends, holds parameters within their range and gives
    those that are missing their default, so that the drawing finds all of them.
    """

    def register(draw: Transition) -> Transition:
        @functools.wraps(draw)
        def whole(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
            if a.shape != b.shape:
                raise ValueError(f"a transition needs two pictures of one size, got {a.shape} and {b.shape}")
            if p <= 0:
                return a.copy()
            if p >= 1:
                return b.copy()
            pictures = np.ascontiguousarray(a), np.ascontiguousarray(b)
            return draw(*pictures, float(p), seed, held(parameters, params))

        return transitions.add(name, category=category, look=look, linear=linear, reach=0.0, **parameters)(whole)

    return register


class _Colour(TypedDict):
    red: Parameter
    green: Parameter
    blue: Parameter


def colour_parameters(red: int, green: int, blue: int) -> _Colour:
    """Return the three parameters of a colour, 0 to 255 each."""
    return {
        "red": Parameter(red, 0, 255, "red of the colour"),
        "green": Parameter(green, 0, 255, "green of the colour"),
        "blue": Parameter(blue, 0, 255, "blue of the colour"),
    }


def colour(params: Mapping[str, float]) -> tuple[int, int, int]:
    """Return the colour that the three parameters give."""
    return round(params["red"]), round(params["green"]), round(params["blue"])

"""The registry of transitions, and the guard that every entry has in common."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TypedDict

import numpy as np

from s2v_core.effects.frames import Frame, Transition
from s2v_core.effects.registry import Parameter, Registry, held

__all__ = ["colour", "colour_parameters", "transition", "transitions"]

transitions: Registry[Transition] = Registry("transition")
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

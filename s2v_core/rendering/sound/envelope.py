"""How loud a sound is from sample to sample: volumes, fades, crossfades, and edges without clicks."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from s2v_core.errors import TimelineError
from s2v_core.rendering.rates import SAMPLE_RATE
from s2v_core.timeline.model import Effect

__all__ = ["Envelope", "Fade", "Level", "Window", "envelope_of", "level_of"]

_RAMP = SAMPLE_RATE // 100
"""Samples in which a volume with an interval changes."""
_DEFAULT_FADE = 1.0
_LONGEST = 1e6
"""Seconds that stand for "to the end"."""

Curve = Callable[[NDArray[np.float32]], NDArray[np.float32]]


def _exponential(progress: NDArray[np.float32]) -> NDArray[np.float32]:
    """From -100 dB to 0 dB at an even pace."""
    return np.where(progress > 0, 10 ** (5 * (progress - 1)), 0).astype(np.float32)


_CURVES: Mapping[str, Curve] = {
    "tri": lambda progress: progress,
    "exp": _exponential,
    "qsin": lambda progress: np.sin(progress * np.float32(math.pi / 2)),
}


@dataclass(frozen=True)
class Window:
    """Samples ``start`` to ``end`` of a sound, both possibly outside it."""

    start: int
    end: int


@dataclass(frozen=True)
class Level:
    """A factor, over the whole sound or over a window of it."""

    gain: float
    window: Window | None = None


@dataclass(frozen=True)
class Fade:
    """``length`` samples from (``rising``) or to silence, at the beginning or the end of the sound."""

    rising: bool
    length: int
    curve: str


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """Everything that shapes one sound.

    ``rising`` and ``falling`` are the crossfades (equal power) with the sounds before and after. ``lead`` samples
    are heard before the clip's own start, where its fade begins and its intervals count from.
    """

    edge: int
    lead: int = 0
    levels: tuple[Level, ...] = ()
    fades: tuple[Fade, ...] = ()
    rising: Window | None = None
    falling: Window | None = None

    def gains(self, length: int) -> NDArray[np.float32]:
        """Return the factor (length,) for each sample of a sound of ``length`` samples."""
        gains = np.ones(length, np.float32)
        for level in self.levels:
            _apply_level(gains, level, self.lead)
        for fade in self.fades:
            start = self.lead if fade.rising else length - fade.length
            _apply_ramp(gains, Window(start, start + fade.length), fade.rising, fade.curve)
        if self.rising:
            _apply_ramp(gains, self.rising, True, "qsin")
        if self.falling:
            _apply_ramp(gains, self.falling, False, "qsin")
        edge = min(self.edge, length // 2)
        _apply_ramp(gains, Window(0, edge), True, "tri")
        _apply_ramp(gains, Window(length - edge, length), False, "tri")
        return gains


def envelope_of(
    effects: Sequence[Effect],
    *,
    edge: int,
    name: str,
    lead: int = 0,
    rising: Window | None = None,
    falling: Window | None = None,
) -> Envelope:
    """Return the envelope that the ``Volume`` and ``AFade`` effects of a clip ask for.

    Raises:
        TimelineError: a fade with an unknown curve, or a number that is none.
    """
    levels = tuple(level_of(effect, name) for effect in effects if effect.type == "Volume")
    fades = tuple(_fade(effect, name) for effect in effects if effect.type == "AFade")
    return Envelope(edge=edge, lead=lead, levels=levels, fades=fades, rising=rising, falling=falling)


def level_of(effect: Effect, name: str) -> Level:
    """Return what a ``Volume`` effect asks for, its gain held within 0 to 10.

    Raises:
        TimelineError: a value is not a number.
    """
    gain = min(max(_number(effect, "Gain", 1.0, name), 0.0), 10.0)
    if "In" not in effect.params and "Out" not in effect.params:
        return Level(gain)
    start = _samples(_number(effect, "In", 0.0, name))
    return Level(gain, Window(start, _samples(_number(effect, "Out", _LONGEST, name))))


def _fade(effect: Effect, name: str) -> Fade:
    shape = str(effect.params.get("Curve") or "exp")
    if shape not in _CURVES:
        raise TimelineError(
            f"The fade curve {shape!r} is not known.", where=name, hint=f"Known curves: {', '.join(sorted(_CURVES))}."
        )
    length = _samples(_number(effect, "Duration", _DEFAULT_FADE, name))
    return Fade((effect.sub_type or "In").lower() != "out", length, shape)


def _number(effect: Effect, key: str, default: float, name: str) -> float:
    given = effect.params.get(key)
    try:
        value = default if given is None else float(given)
    except (TypeError, ValueError):
        value = math.nan
    if not math.isfinite(value):
        raise TimelineError(f"{key} of the effect {effect.type} is {given!r}, which is no number.", where=name)
    return value


def _samples(seconds: float) -> int:
    return round(min(max(seconds, 0.0), _LONGEST) * SAMPLE_RATE)


def _apply_level(gains: NDArray[np.float32], level: Level, lead: int) -> None:
    if level.window is None:
        gains *= np.float32(level.gain)
        return
    start, end = (min(max(edge + lead, 0), len(gains)) for edge in (level.window.start, level.window.end))
    if start >= end:
        return
    corners = [start - _RAMP / 2, start + _RAMP / 2, end - _RAMP / 2, end + _RAMP / 2]
    values = [1.0 if start else level.gain, level.gain, level.gain, 1.0 if end < len(gains) else level.gain]
    gains *= np.interp(np.arange(len(gains)), np.maximum.accumulate(corners), values).astype(np.float32)


def _apply_ramp(gains: NDArray[np.float32], window: Window, rising: bool, shape: str) -> None:
    """Multiply a ramp over ``window`` into ``gains``, and silence on its far side."""
    length = window.end - window.start
    start, end = (min(max(edge, 0), len(gains)) for edge in (window.start, window.end))
    if length > 0 and start < end:
        progress = (np.arange(start - window.start, end - window.start, dtype=np.float32) + 0.5) / np.float32(length)
        gains[start:end] *= _CURVES[shape](progress if rising else 1 - progress)
    if rising:
        gains[:start] = 0
    else:
        gains[end:] = 0

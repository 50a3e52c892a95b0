"""Manual colour grading under its documented parameters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.filters.catalogue import STRENGTH, Filter, weakened
from s2v_core.effects.filters.colours import Colours, Step, chained, luma, saturated
from s2v_core.effects.registry import Entry, Parameter, held
from s2v_core.job.limits import GRADING

__all__ = ["grading"]

_DAYLIGHT = 6500.0
_MEANINGS = {
    "brightness": "added to every channel",
    "contrast": "distance from middle grey in percent, more or less",
    "saturation": "strength of colours in percent, more or less; -100 is black and white",
    "kelvin_temperature": "colour of the light in kelvin; low is warm, high is cold",
    "temperature_ratio": "how much of that light is seen, in percent",
    "tint": "towards magenta, or below 0 towards green",
    "dark_corner_ratio": "how dark the corners get, in percent",
}
_PARAMETERS = {
    **{
        name: Parameter(_DAYLIGHT if name == "kelvin_temperature" else 0, *GRADING[name], meaning)
        for name, meaning in _MEANINGS.items()
    },
    "strength": STRENGTH,
}
_TINT = 0.3
"""How much of its green the strongest tint takes away."""


class _Grading(Filter):
    def __init__(self) -> None:
        super().__init__(lambda colours: colours, _PARAMETERS)

    def colour_map(self, params: Mapping[str, float]) -> Step | None:
        values = held(self.parameters, params)
        steps = _steps(values)
        return weakened(chained(*steps), values["strength"]) if steps else None

    def corners(self, params: Mapping[str, float]) -> float:
        values = held(self.parameters, params)
        return values["dark_corner_ratio"] / 100 * values["strength"]


def _steps(values: Mapping[str, float]) -> list[Step]:
    steps: list[Step] = []
    ratio = values["temperature_ratio"] / 100
    if ratio and values["kelvin_temperature"] != _DAYLIGHT:
        steps.append(_gained(1 + ratio * (_light(values["kelvin_temperature"]) - 1)))
    if values["tint"]:
        steps.append(_gained(np.array([1, 1 - _TINT * values["tint"] / 100, 1], np.float32)))
    if values["brightness"]:
        steps.append(_levelled(1, values["brightness"] / 255))
    if values["contrast"]:
        steps.append(_levelled(1 + values["contrast"] / 100, -0.5 * values["contrast"] / 100))
    if values["saturation"]:
        steps.append(_saturated(1 + values["saturation"] / 100))
    return steps


def _levelled(factor: float, added: float) -> Step:
    return lambda colours: np.asarray(colours * np.float32(factor) + np.float32(added), np.float32)


def _saturated(factor: float) -> Step:
    """Strengthen or weaken colours, those beyond black and white first brought there."""
    changed = saturated(factor)
    return lambda colours: changed(np.asarray(np.clip(colours, 0, 1), np.float32))


def _gained(gains: Colours) -> Step:
    """Multiply the channels and keep the brightness."""

    def step(colours: Colours) -> Colours:
        lit = colours * gains
        return np.asarray(lit + luma(colours) - luma(lit), np.float32)

    return step


@lru_cache(16)
def _light(kelvin: float) -> Colours:
    """Return the colour of a glowing body beside that of daylight, its strongest channel 1."""
    light = _glow(kelvin) / _glow(_DAYLIGHT)
    return np.asarray(np.clip(light / light.max(), 0, 1) ** (1 / 2.2), np.float32)


def _glow(kelvin: float) -> NDArray[np.float64]:
    """Return the linear red, green and blue of a black body by Planck's law.

    The colour matching functions are those fitted by C. Wyman, P.-P. Sloan and P. Shirley, "Simple Analytic
    Approximations to the CIE XYZ Color Matching Functions" (2013).
    """
    wave = np.arange(380.0, 781.0, 5.0)
    power = wave**-5 / np.expm1(1.4388e7 / (wave * kelvin))

    def lobe(mean: float, below: float, above: float) -> NDArray[np.float64]:
        return np.exp(-0.5 * ((wave - mean) / np.where(wave < mean, below, above)) ** 2)

    x = 1.056 * lobe(599.8, 37.9, 31.0) + 0.362 * lobe(442.0, 16.0, 26.7) - 0.065 * lobe(501.1, 20.4, 26.2)
    y = 0.821 * lobe(568.8, 46.9, 40.5) + 0.286 * lobe(530.9, 16.3, 31.1)
    z = 1.217 * lobe(437.0, 11.8, 36.0) + 0.681 * lobe(459.0, 26.0, 13.8)
    to_rgb = np.array([[3.2406, -1.5372, -0.4986], [-0.9689, 1.8758, 0.0415], [0.0557, -0.2040, 1.0570]])
    colour = to_rgb @ np.array([(matching * power).sum() for matching in (x, y, z)])
    return np.asarray(np.maximum(colour / colour.max(), 1e-4), np.float64)


grading: Entry[Filter] = Entry(
    name="color",
    category="manual",
    look="brightness, contrast, saturation, temperature, tint and dark corners as they are set",
    function=_Grading(),
    parameters=_PARAMETERS,
)
"""What the vendor's timelines call the filter ``color``. It is not among the ready-made filters that can be drawn."""

"""The advanced effects, one file per group."""

from s2v_core.effects.visual.advanced import (
    boxes,
    bubbles,
    centre_light,
    flowing_light,
    particles,
    rain_glass,
    signal_faults,
    smoke_and_fire,
    text_rain,
    tubes,
    viewfinder,
    waves,
    weather,
)

__all__ = [
    "boxes",
    "bubbles",
    "centre_light",
    "flowing_light",
    "particles",
    "rain_glass",
    "signal_faults",
    "smoke_and_fire",
    "text_rain",
    "tubes",
    "viewfinder",
    "waves",
    "weather",
]

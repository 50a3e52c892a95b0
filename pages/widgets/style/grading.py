"""The controls for the colours of all shots, set by hand."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.widgets.fields import change_button, percent, setting
from pages.widgets.i18n import t
from s2v_core.job.limits import GRADING
from s2v_core.projects import Project, set_value, value_of

__all__ = ["filter_amounts", "grading"]

_OWN = "EditingConfig.S2V"
_GRADING = f"{_OWN}.Grading"
_SIGNED = ("Brightness", "Contrast", "Saturation", "Tint")
_COLDEST = 12_000.0
"""Kelvin up to which the control goes, if the project has no more: beyond, hardly anything changes."""


def grading(project: Project) -> None:
    """Show brightness, contrast and the other colour settings of all shots."""
    st.caption(t("style.grading.help"))
    left, right = st.columns(2)
    with left:
        for name in _SIGNED:
            low, high = GRADING[name.lower()]
            _amount(name, low, high)
    with right:
        kelvin = float(value_of(project, f"{_GRADING}.KelvinTemperature"))
        low, _ = GRADING["kelvin_temperature"]
        _amount("KelvinTemperature", low, max(_COLDEST, kelvin), step=100.0, unit="%d K")
        _amount("TemperatureRatio", *GRADING["temperature_ratio"], unit="%d%%")
        _amount("DarkCornerRatio", *GRADING["dark_corner_ratio"], unit="%d%%")
    change_button(t("style.grading.reset"), partial(set_value, path=_GRADING, value=None), key="style_grading_reset")


def filter_amounts(project: Project) -> None:
    """Show how strong filters are, how often one is taken, and whether all shots of a video have the same."""
    strong, often = st.columns(2)
    with strong:
        _percent(project, "strength", f"{_OWN}.FilterStrength")
    with often:
        _percent(project, "probability", f"{_OWN}.FilterProbability")
    setting(
        st.radio,
        t("style.filters.uniform"),
        f"{_OWN}.UniformFilter",
        options=[True, False],
        format_func=lambda same: t(f"style.filters.{'same' if same else 'different'}"),
        horizontal=True,
    )


def _amount(name: str, low: float, high: float, *, step: float = 1.0, unit: str = "%d") -> None:
    label, path = t(f"style.grading.{name.lower()}"), f"{_GRADING}.{name}"
    bounds = {"min_value": float(low), "max_value": float(high), "step": step, "format": unit}
    setting(st.slider, label, path, help=t(f"style.grading.{name.lower()}.help"), **bounds)


def _percent(project: Project, word: str, path: str) -> None:
    share = float(value_of(project, path))
    percent(t(f"style.filters.{word}"), path, name=f"style_filters_{word}", share=share)

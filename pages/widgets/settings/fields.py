"""Controls for the settings that are kept in the data folder, for the studio and the command line alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.widgets.i18n import t
from pages.widgets.problems import callback, has_problem, show_problems
from pages.widgets.services import services
from s2v_core.settings import keep_settings, set_outside

__all__ = ["keep", "kept_setting"]


def kept_setting(
    control: Callable[..., Any],
    label: str,
    name: str,
    *,
    shown: Callable[[Any], Any] = lambda value: value,
    stored: Callable[[Any], Any] = lambda value: value,
    locked: bool = False,
    **options: Any,
) -> Any:
    """Show a control for a setting, keep what is chosen, and return the setting's value.

    What the environment says cannot be changed here: the control says so.

    Args:
        control: an input of Streamlit.
        label: in the language of the session.
        name: of the setting, also of the control.
        shown: makes what the control shows of the setting's value.
        stored: makes the setting's value of what the control gives; may refuse with a ``SettingsError``.
        locked: whether it may not be changed here for another reason.
        options: of the control; not its ``value``, ``key``, ``disabled`` and ``on_change``.
    """
    value, key = getattr(services().settings, name), f"settings_{name}"
    if not has_problem(key) and (key not in st.session_state or st.session_state[key] != shown(value)):
        st.session_state[key] = shown(value)
    outside = name in set_outside()

    def save() -> None:
        keep(**{name: stored(st.session_state[key])})

    control(label, key=key, disabled=outside or locked, on_change=callback(save, at=key), **options)
    show_problems(key)
    if outside:
        st.caption(f":material/lock: {t('settings.outside', name=f'`S2V_{name.upper()}`')}")
    return value


def keep(**changes: Any) -> None:
    """Keep settings in the data folder; None goes back to the default.

    Raises:
        SettingsError: a value is malformed, or they cannot be written.
    """
    keep_settings(services().settings, **changes)

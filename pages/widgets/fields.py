"""Controls that show a value of the open project and save it when it is changed.

The project is the truth: a control shows what the project holds, also after an undo or another tab's change, except
while it holds something that could not be saved; then it keeps that, with the reason below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import streamlit as st

from pages.widgets.problems import has_problem, show_problems
from pages.widgets.projects import change, changing, current_project
from s2v_core.projects import Project, set_value, value_of

__all__ = ["change_button", "field", "percent", "setting"]

_Value = TypeVar("_Value")

_CHOICES = ("selectbox", "radio")
_SELECTIONS = ("multiselect", "pills", "segmented_control")
_LIMITS = ("min_value", "max_value", "step")
_ENTRIES = ("number_input", "text_input", "text_area", "slider", "toggle", "checkbox", "color_picker")


def field(
    control: Callable[..., Any],
    label: str,
    *,
    name: str,
    value: _Value,
    save: Callable[[Project, _Value], Project],
    **options: Any,
) -> _Value:
    """Show a control for one value and return that.

    Args:
        control: an input of Streamlit, such as ``st.number_input``.
        label: in the language of the session.
        name: the key of the control, and where its problems are shown; the same in every language.
        value: what the project holds, of the type that the control gives.
        save: takes the project and what was entered and returns the changed project, or refuses with a ``S2VError``.
        options: of the control; not its ``value``, ``key`` and ``on_change``. A number that may be empty is a
            ``partial(st.number_input, value=None)``.
    """
    kept = has_problem(name)
    changed = not kept and (name not in st.session_state or st.session_state[name] != value)
    if changed:
        st.session_state[name] = value  # only then, since it would undo what is just being typed
    start = {} if kept or changed else _start(control, value, options)

    def save_entry() -> None:
        change(lambda project: save(project, st.session_state[name]), at=name)

    control(label, key=name, on_change=save_entry, **start | options)
    show_problems(name)
    return value


def _start(control: Callable[..., Any], value: Any, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the option that tells a control its first value.

    A browser that shows the control already does not heed it. But where it never got the control of the run before,
    because this one began too soon, it would show the lowest number or nothing. A number that may be empty cannot be
    told, since emptying it would bring that value back.
    """
    name = getattr(control, "__name__", "")
    if name in _CHOICES:
        known = list(options["options"])
        return {"index": known.index(value)} if value in known else {}
    if name in _SELECTIONS:
        return {"default": value}
    if isinstance(value, int) and any(isinstance(options.get(limit), float) for limit in _LIMITS):
        value = float(value)
    return {"value": value} if name in _ENTRIES else {}


def setting(control: Callable[..., Any], label: str, path: str, *, empty: Any = None, **options: Any) -> Any:
    """Show a control for a setting of the job document and return its value.

    Args:
        control, label, options: as for `field`.
        path: of the setting (``OutputConfig.Count``); also the key of the control.
        empty: what the control shows, and what was entered to give the setting back to its default.
    """
    project = current_project()
    if project is None:
        raise RuntimeError(f"{path} is shown without a project")
    given = value_of(project, path)

    def save(project: Project, entered: Any) -> Project:
        return set_value(project, path, None if entered == empty else entered)

    return field(control, label, name=path, value=empty if given is None else given, save=save, **options)


def percent(
    label: str,
    path: str,
    *,
    name: str,
    share: float,
    lowest: int = 0,
    highest: int = 100,
    **options: Any,
) -> None:
    """Show a slider in percent for a setting that is a share.

    Args:
        label, name, options: as for `field`.
        path: of the setting.
        share: what is shown of it, 1 for 100%; beyond the ends of the slider at the nearest one.
        lowest, highest: the ends of the slider, in percent.
    """
    field(
        st.slider,
        label,
        name=name,
        value=min(max(round(100 * share), lowest), highest),
        save=lambda project, entered: set_value(project, path, entered / 100),
        min_value=lowest,
        max_value=highest,
        format="%d%%",
        **options,
    )


def change_button(
    label: str, operation: Callable[[Project], Project], *, key: str, at: str = "", **options: Any
) -> None:
    """Show a button that changes the project and saves it.

    Args:
        label: in the language of the session.
        operation: takes the project and returns another one, or refuses with a ``S2VError``.
        key: of the button.
        at: name of the field that shows what is wrong; empty: the top of the page.
        options: of ``st.button``.
    """
    st.button(label, key=key, on_click=changing(operation, at=at), **options)

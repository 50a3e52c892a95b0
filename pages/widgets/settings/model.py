"""Settings: the service that writes titles and scripts, and its key, which is never written anywhere."""

from __future__ import annotations

import streamlit as st
from pydantic import SecretStr

from pages.widgets.i18n import t
from pages.widgets.problems import callback, explain, fragment, plain
from pages.widgets.services import services
from pages.widgets.settings.fields import keep, kept_setting
from s2v_core.copywriting import PRESETS, Answer, checked_base_url, preset_of, try_endpoint
from s2v_core.errors import S2VError
from s2v_core.settings import Settings, set_outside

__all__ = ["model_key", "settings_with_key", "show_model"]

_KEY = "_s2v_copy_key"
_SECRET = "S2V_COPY_API_KEY"  # noqa: S105 (the name of a variable)
_FOUND = "_s2v_endpoint"
_PRESET, _OTHER = "settings_preset", "other"


def settings_with_key() -> Settings:
    """Return the settings with the key of the writing service that this session uses."""
    return services().settings.model_copy(update={"copy_api_key": model_key()[0]})


def model_key() -> tuple[SecretStr, str]:
    """Return the key of the writing service and where it comes from: ``session``, ``environment``, ``secrets``, or
    nothing."""
    entered = st.session_state.get(_KEY, "")
    if entered:
        return SecretStr(entered), "session"
    given = services().settings.copy_api_key
    if given.get_secret_value():
        return given, "environment"
    if st.secrets.load_if_toml_exists() and st.secrets.get(_SECRET):
        return SecretStr(str(st.secrets[_SECRET])), "secrets"
    return SecretStr(""), ""


def show_model() -> None:
    """Show the choice of the service, its model and its key, and test them."""
    locked = not services().local
    st.caption(t("settings.model_help"))
    _choose_preset(locked)
    kept_setting(
        st.text_input,
        t("settings.base_url"),
        "copy_base_url",
        stored=lambda entered: checked_base_url(entered) or None,
        locked=locked,
        placeholder="https://api.example.com/v1",
    )
    model = t("settings.model")
    kept_setting(st.text_input, model, "copy_model", stored=lambda entered: entered.strip() or None, locked=locked)
    if locked:
        st.caption(f":material/lock: {t('settings.model_locked')}")
    _enter_key()
    fragment(_test, key="settings_model_test")()


def _choose_preset(locked: bool) -> None:
    here, shown = services().settings, st.session_state.get(_PRESET)
    now = preset_of(here.copy_base_url) or (_OTHER if here.copy_base_url or shown == _OTHER else "")
    names = {"": t("settings.no_service")} | {key: preset.name for key, preset in PRESETS.items()}
    names[_OTHER] = t("settings.other_service")
    st.session_state[_PRESET] = now

    def choose() -> None:
        preset = PRESETS.get(st.session_state[_PRESET])
        address, model = (preset.base_url, preset.model) if preset else (None, None)
        keep(copy_base_url=address, copy_model=model)

    st.selectbox(
        t("settings.service"),
        list(names),
        format_func=names.__getitem__,
        key=_PRESET,
        disabled=locked or bool({"copy_base_url", "copy_model"} & set_outside()),
        on_change=callback(choose),
    )


def _enter_key() -> None:
    key = "settings_copy_key"

    def take() -> None:
        st.session_state[_KEY] = st.session_state[key].strip()
        st.session_state[key] = ""

    def forget() -> None:
        st.session_state.pop(_KEY, None)

    source = model_key()[1]
    origin = source or "nowhere"
    st.text_input(
        t("settings.key"),
        key=key,
        type="password",
        autocomplete="off",
        placeholder=t("settings.key_hidden") if source else "",
        on_change=callback(take),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f":material/key: {t(f'settings.key_from.{origin}')}", width="content")
        if source == "session":
            st.button(t("settings.forget_key"), key="settings_forget_key", type="tertiary", on_click=callback(forget))


def _test() -> None:
    """Ask the service; the page does not wait for it."""
    here = settings_with_key()
    about = (here.copy_base_url, here.copy_model, here.copy_api_key)
    pressed = st.button(
        t("settings.test"),
        key="settings_test_model",
        icon=":material/network_check:",
        disabled=not here.copy_base_url,
    )
    if pressed:
        with st.spinner(t("settings.testing")):
            st.session_state[_FOUND] = (about, _answer(*about))
    known = st.session_state.get(_FOUND)
    if known is None or known[0] != about:
        return
    found = known[1]
    if isinstance(found, S2VError):
        explain(found)
    else:
        said = t("settings.answered", model=plain(found.model), seconds=f"{found.seconds:.1f}")
        st.markdown(f":green[:material/check_circle: {said}]")


def _answer(base_url: str, model: str, key: SecretStr) -> Answer | S2VError:
    try:
        return try_endpoint(base_url, model, key)
    except S2VError as error:
        return error

"""Settings: language, appearance, and where the data lie."""

from __future__ import annotations

import json

import streamlit as st

from pages.widgets.i18n import LANGUAGES, language, set_language, t
from pages.widgets.navigation import PLACES
from pages.widgets.problems import callback
from pages.widgets.services import services

__all__ = ["show_general"]

_COOKIE = "s2v_appearance"
_LOOKS = {"System": "computer", "Light": "light_mode", "Dark": "dark_mode"}
_WANTED = "_s2v_appearance"
_APPLY = """
const wanted = %s;
const base = location.pathname.replace(/[^/]*$/, "");
const keys = %s.map((page) => `stActiveTheme-${base}${page}-v2`);
document.cookie = `%s=${wanted}; path=/; max-age=31536000; SameSite=Lax`;
if (keys.some((key) => localStorage.getItem(key) !== JSON.stringify(wanted))) {
  for (const key of keys) localStorage.setItem(key, JSON.stringify(wanted));
  location.reload();
}
"""


def show_general() -> None:
    """Show the choices of language and appearance, and the folders."""
    _choose_language()
    _choose_appearance()
    st.subheader(t("settings.data"), anchor=False)
    st.caption(t("settings.data_help"))
    here = services().settings
    for name, folder in (
        (t("settings.home"), here.home),
        (t("settings.outputs"), here.outputs_dir),
        (t("settings.library"), here.library_dir),
        (t("settings.logs"), here.logs_dir),
    ):
        with st.container(gap="xxsmall"):
            st.markdown(f":small[{name}]")
            st.code(str(folder), language=None, wrap_lines=True)


def _choose_language() -> None:
    key = "settings_language"
    st.session_state[key] = language()
    st.segmented_control(
        t("settings.language"),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key=key,
        required=True,
        on_change=callback(lambda: set_language(st.session_state[key])),
    )


def _choose_appearance() -> None:
    """Show the choice of light and dark, which is the browser's to remember."""
    key = "settings_appearance"
    if key not in st.session_state:
        kept = st.context.cookies.get(_COOKIE, "")
        st.session_state[key] = kept if kept in _LOOKS else "System"
    st.segmented_control(
        t("settings.appearance"),
        list(_LOOKS),
        format_func=lambda look: f":material/{_LOOKS[look]}: {t(f'settings.look.{look.lower()}')}",
        key=key,
        required=True,
        on_change=callback(lambda: st.session_state.update({_WANTED: st.session_state[key]})),
    )
    wanted = st.session_state.get(_WANTED)
    if wanted in _LOOKS:
        pages = ["", *(place.key for place in PLACES)]
        script = _APPLY % (json.dumps(wanted), json.dumps(pages), _COOKIE)
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)

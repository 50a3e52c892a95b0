"""Settings: language, voices, the writing service, the cache, and the state of the installation."""

from __future__ import annotations

import streamlit as st

from pages.widgets.guard import page_guard

page_guard(__file__)

from pages.widgets.i18n import t  # noqa: E402
from pages.widgets.parts import page_head  # noqa: E402
from pages.widgets.settings import cache  # noqa: E402
from pages.widgets.settings.general import show_general  # noqa: E402
from pages.widgets.settings.health import show_health  # noqa: E402
from pages.widgets.settings.model import show_model  # noqa: E402
from pages.widgets.settings.voices import show_voices  # noqa: E402

SECTIONS = {
    "general": show_general,
    "voices": show_voices,
    "model": show_model,
    "cache": cache.show_cache,
    "health": show_health,
}

page_head("settings")
names = [t(f"settings.tab.{key}") for key in SECTIONS]
for tab, show in zip(st.tabs(names, key="settings_tab", on_change="rerun"), SECTIONS.values(), strict=True):
    with tab:
        if tab.open:
            show()
for each in cache.DIALOGS:
    each.show()

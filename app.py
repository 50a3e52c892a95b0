"""The studio's entry: the menu, and what every page has around it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.widgets.dialogs import is_open, leave_dialog
from pages.widgets.guard import mark_entry, resume_deep_link
from pages.widgets.i18n import t
from pages.widgets.navigation import VISIT, build_navigation
from pages.widgets.problems import OF_PROJECT, boundary, clear_problems, show_problems
from pages.widgets.projects import bind_to_url, current_project, follow_others, show_conflict
from pages.widgets.sidebar import show_sidebar

_ICON = Path(__file__).resolve().parent / "static" / "icon.png"

mark_entry()
st.set_page_config(page_title=t("common.studio"), page_icon=str(_ICON), layout="wide")
with boundary():
    follow_others()
project = current_project()
page = build_navigation(project.mode if project else None)
resume_deep_link()
with boundary():
    bind_to_url()
if st.session_state.get("_s2v_page") != page.url_path:
    st.session_state["_s2v_page"] = page.url_path
    st.session_state.pop(VISIT, None)
    leave_dialog()
    clear_problems()
with st.sidebar, boundary():
    show_sidebar()
show_problems(OF_PROJECT)
if not is_open():
    show_problems()
with boundary():
    show_conflict()
    page.run()

"""Library: all footage, pictures and sounds that were brought in, for all projects."""

from __future__ import annotations

import streamlit as st

from pages.widgets.guard import page_guard

page_guard(__file__)

from pages.widgets.assets.importing import bring, forget_brought  # noqa: E402
from pages.widgets.i18n import t  # noqa: E402
from pages.widgets.library.care import care, storage_line, unusable  # noqa: E402
from pages.widgets.library.details import DIALOGS  # noqa: E402
from pages.widgets.library.listing import asset_list  # noqa: E402
from pages.widgets.parts import empty_state, page_head  # noqa: E402
from pages.widgets.services import services  # noqa: E402


def open_import() -> None:
    """Open the dialog that brings files in."""
    forget_brought("library_bring")
    bring.open("library_bring")


page_head("library")
holds_any = services().library.storage().assets > 0
with st.container(horizontal=True, vertical_alignment="center", key="library_head"):
    st.button(t("library.bring"), key="library_bring", type="primary", icon=":material/upload:", on_click=open_import)
    if holds_any:
        storage_line()
if holds_any:
    unusable()
    asset_list()
else:
    empty_state(t("library.none"), icon="perm_media")
care()
for each in (*DIALOGS, bring):
    each.show()

"""The dialogs of the storage page."""

from __future__ import annotations

import streamlit as st

from pages.widgets.dialogs import close_dialog, confirm, dialog, dialog_buttons
from pages.widgets.i18n import t
from pages.widgets.problems import clear_problems, plain, report, show_problems
from pages.widgets.services import services
from s2v_core.errors import SettingsError
from s2v_core.projects import StorageAddress

__all__ = ["DIALOGS", "add", "edit", "remove"]

_EXAMPLES = ("s3://bucket/videos/", "gs://bucket/videos/", "az://container/videos/", "/srv/videos")


@dialog("storage.add_title")
def add() -> None:
    _form("storage_add", "", "")


@dialog("storage.edit_title")
def edit(place: StorageAddress) -> None:
    _form(place.id, place.name, place.address)
    st.caption(t("storage.edit_note"))


@dialog("storage.remove_title")
def remove(place: StorageAddress) -> None:
    question = t("storage.remove_question", name=plain(place.name))
    confirm(question, lambda: services().addresses.remove(place.id), yes=t("storage.remove"), key="storage_remove")


DIALOGS = (add, edit, remove)


def _form(place_id: str, name: str, address: str) -> None:
    """Show the fields of a place: one that is registered, or with the id ``storage_add`` a new one."""
    names, addresses = f"storage_name_{place_id}", f"storage_address_{place_id}"
    st.text_input(t("storage.name"), name, key=names, placeholder=t("storage.name_example"))
    show_problems("storage_name")
    st.text_input(t("storage.address"), address, key=addresses, placeholder="s3://bucket/videos/")
    show_problems("storage_address")
    examples = " · ".join(f"`{example}`" for example in _EXAMPLES)
    st.caption(f"{t('storage.address_help')}  \n{examples}")
    st.caption(f":material/key: {t('storage.credentials')}")

    def save() -> None:
        clear_problems()
        book = services().addresses
        entered = (st.session_state[names], st.session_state[addresses])
        try:
            if place_id == "storage_add":
                book.add(*entered)
            else:
                book.change(place_id, *entered)
        except SettingsError as error:
            field = f"storage_{error.where}" if error.where in ("name", "address") else ""
            report(error, at=field)
            return
        close_dialog()

    dialog_buttons(t("storage.save"), save, key="storage")

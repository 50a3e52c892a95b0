"""Storage: the places where finished videos can be put."""

from __future__ import annotations

import streamlit as st

from pages.widgets.guard import page_guard

page_guard(__file__)

from pages.widgets.i18n import t  # noqa: E402
from pages.widgets.parts import page_head  # noqa: E402
from pages.widgets.problems import callback, plain  # noqa: E402
from pages.widgets.services import services  # noqa: E402
from pages.widgets.storage import forms  # noqa: E402
from pages.widgets.storage.trial import storage_test, storage_test_result  # noqa: E402
from s2v_core.projects import StorageAddress  # noqa: E402

OWN = "own"


def show_place(place: StorageAddress) -> None:
    with st.container(border=True, gap="small", key=f"place_{place.id}"):
        st.markdown(f"**{plain(place.name)}**{badges(place)}  \n:small[:gray[{plain(place.address)}]]")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            storage_test(f"storage_test_{place.id}", place.address)
            if not place.standard:
                st.button(
                    t("storage.make_standard"),
                    key=f"storage_standard_{place.id}",
                    icon=":material/star:",
                    on_click=callback(services().addresses.make_standard),
                    args=("" if place.id == OWN else place.id,),
                )
            if not place.fixed:
                change_buttons(place)
        storage_test_result(f"storage_test_{place.id}", place.address)


def change_buttons(place: StorageAddress) -> None:
    for name, label, icon in (("edit", t("storage.edit"), "edit"), ("remove", t("storage.remove"), "delete")):
        opened = getattr(forms, name)
        key = f"storage_{name}_{place.id}"
        st.button(label, key=key, type="tertiary", icon=f":material/{icon}:", on_click=opened.open, args=(place,))


def badges(place: StorageAddress) -> str:
    shown = f" :green-badge[:material/star: {t('storage.standard')}]" if place.standard else ""
    if place.fixed and place.id != OWN:
        shown += f" :gray-badge[{t('storage.fixed')}]"
    return shown


def own_folder(places: list[StorageAddress]) -> StorageAddress:
    """Return the studio's own folder as a place: there without being registered."""
    folder = str(services().settings.outputs_dir)
    standard = not any(place.standard for place in places)
    return StorageAddress(id=OWN, name=t("storage.own"), address=folder, fixed=True, standard=standard)


page_head("storage")
places = services().addresses.all()
with st.container(horizontal=True, key="storage_actions"):
    st.button(t("storage.add"), key="storage_add", type="primary", icon=":material/add:", on_click=forms.add.open)
show_place(own_folder(places))
for each in places:
    show_place(each)
if not places:
    st.caption(t("storage.none"))
if not services().addresses.open_to_all:
    st.caption(f":material/lock: {t('storage.limited')}")
for form in forms.DIALOGS:
    form.show()

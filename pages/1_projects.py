"""Projects: all of them as cards; new ones, and what can be done with each."""

from __future__ import annotations

import streamlit as st

from pages.widgets.guard import page_guard

page_guard(__file__)

from pages.widgets import project_actions as actions  # noqa: E402
from pages.widgets.i18n import ago, t  # noqa: E402
from pages.widgets.messages import told  # noqa: E402
from pages.widgets.parts import card, card_grid, empty_state, page_head  # noqa: E402
from pages.widgets.problems import callback, plain  # noqa: E402
from pages.widgets.projects import project_id  # noqa: E402
from pages.widgets.services import services  # noqa: E402
from s2v_core.projects import Card  # noqa: E402

MANY = 9
PER_PAGE = 24
COLOURS = {"empty": "gray", "unfinished": "orange", "ready": "blue", "produced": "green", "damaged": "red"}


def toolbar() -> None:
    with st.container(horizontal=True, key="actions"):
        st.button(t("projects.new"), key="new", type="primary", icon=":material/add:", on_click=actions.new.open)
        st.button(t("projects.import"), key="import", icon=":material/upload:", on_click=actions.bring.open)


def search(found: list[Card]) -> list[Card]:
    if len(found) < MANY:
        return found
    st.text_input(
        t("projects.search"),
        key="projects_search",
        type="search",
        live=True,
        placeholder=t("projects.search"),
        label_visibility="collapsed",
        icon=":material/search:",
    )
    wanted = st.session_state.get("projects_search", "").strip().casefold()
    return [item for item in found if wanted in item.name.casefold()]


def show_card(grid: object, item: Card) -> None:
    with card(grid, actions.name_of(item), reference=item.picture, damaged=bool(item.damage)):
        state, colour = t(f"projects.state.{item.state}"), COLOURS[item.state]
        mode = f" :gray-badge[{t(f'projects.mode.{item.mode}')}]" if item.mode else ""
        st.markdown(f":{colour}-badge[{state}]{mode}")
        if item.damage:
            st.caption(t("projects.damaged"), help=plain(told(item.damage)))
        else:
            counts = [
                t("projects.count.nodes", count=item.nodes),
                t("projects.count.assets", count=item.assets),
                t("projects.count.outputs", count=item.outputs),
            ]
            st.caption(f"{' · '.join(counts)}  \n{t('projects.changed', time=ago(item.changed))}")
        card_buttons(item)


def card_buttons(item: Card) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if item.damage:
            st.button(
                t("projects.repair"),
                key=f"repair_{item.id}",
                help=t("projects.repair.help"),
                icon=":material/history:",
                on_click=callback(actions.repair),
                args=(item.id,),
            )
        else:
            opened = item.id == project_id()
            st.button(
                t("projects.opened") if opened else t("projects.open"),
                key=f"open_{item.id}",
                on_click=callback(actions.open_),
                args=(item.id,),
            )
        actions.menu(item)


def show_trash() -> None:
    thrown = services().projects.trash()
    if not thrown:
        return
    with st.expander(t("projects.trash", count=len(thrown)), icon=":material/delete:"):
        for item in thrown:
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.markdown(f"{plain(item.name)} :small[:gray[{ago(item.changed)}]]", width="content")
                with st.container(horizontal=True, width="content"):
                    restore, erase = t("projects.recover"), t("projects.erase")
                    st.button(restore, key=f"recover_{item.id}", on_click=callback(actions.recover), args=(item.id,))
                    st.button(
                        erase,
                        key=f"erase_{item.id}",
                        type="tertiary",
                        on_click=actions.erase.open,
                        args=(item.id, item.name),
                    )


page_head("projects")
toolbar()
actions.show_undo()
projects = services().projects.cards()
if not projects:
    empty_state(t("projects.none"), lead_on=True)
else:
    shown = search(projects)
    if not shown:
        st.caption(t("projects.nothing_found"))
    start = (st.session_state.get("projects_page", 1) - 1) * PER_PAGE
    grid = card_grid()
    for item in shown[start : start + PER_PAGE] or shown[:PER_PAGE]:
        show_card(grid, item)
    if len(shown) > PER_PAGE:
        st.pagination(-(-len(shown) // PER_PAGE), key="projects_page")
show_trash()
for each in actions.DIALOGS:
    each.show()

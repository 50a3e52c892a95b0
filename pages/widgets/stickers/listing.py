"""The stickers of a project as a list to choose from, and the one that is being changed."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages.widgets.assets.facts import Facts, facts_of
from pages.widgets.i18n import t
from pages.widgets.messages import told
from pages.widgets.pictures import picture_uri
from pages.widgets.problems import clear_problems, plain
from pages.widgets.projects import change, current_project
from pages.widgets.tables import button_column
from s2v_core.projects import Project, remove_stickers, sticker_ids, stickers

__all__ = ["choose_sticker", "chosen_sticker", "only_chosen", "sticker_facts"]

_CHOSEN = "_s2v_sticker_chosen"
_ROW, _PICTURE = 60, 100


def sticker_facts(project: Project) -> dict[str, Facts]:
    """Return what is known about the images of the stickers, by the ids of those."""
    media = [str(sticker.get("MediaId") or sticker.get("MediaURL") or "") for sticker in stickers(project)]
    facts = facts_of(media)
    return {name: facts[each] for name, each in zip(sticker_ids(project), media, strict=True)}


def chosen_sticker(project: Project) -> str:
    """Return the id of the sticker that is being changed; only for projects with stickers."""
    ids = sticker_ids(project)
    chosen = st.session_state.get(_CHOSEN)
    return str(chosen) if chosen in ids else ids[0]


def only_chosen(project: Project) -> Project:
    """Return the project as it would be with no other sticker than the one that is being changed."""
    ids = sticker_ids(project)
    return remove_stickers(project, [each for each in ids if each != chosen_sticker(project)]) if ids else project


def choose_sticker(project: Project, facts: dict[str, Facts]) -> None:
    """Show the stickers with buttons to change and to remove each."""
    ids, chosen = sticker_ids(project), chosen_sticker(project)
    frame = pd.DataFrame(
        {
            "change": [f":material/{'radio_button_checked' if each == chosen else 'edit'}:" for each in ids],
            "picture": [picture_uri(facts[each].reference, whole=True) for each in ids],
            "name": [facts[each].name for each in ids],
            "remove": [":material/delete:"] * len(ids),
        }
    )
    columns: dict[str, Any] = {
        "change": button_column(t("stickers.change"), "stickers_change", _there, _choose),
        "picture": st.column_config.ImageColumn(t("stickers.picture"), width=_PICTURE),
        "name": st.column_config.TextColumn(t("stickers.name")),
        "remove": button_column(t("stickers.remove"), "stickers_remove", _there, _remove),
    }
    st.dataframe(
        frame, key="stickers_list", column_config=columns, hide_index=True, row_height=_ROW, alt=t("stickers.list")
    )
    for each in ids:
        if facts[each].problem:
            st.warning(f"**{plain(facts[each].name)}:** {plain(told(facts[each].problem))}", icon=":material/warning:")


def _choose(sticker: str) -> None:
    clear_problems()  # of the one that was being changed
    st.session_state[_CHOSEN] = sticker


def _remove(sticker: str) -> None:
    change(lambda project: remove_stickers(project, [sticker]))


def _there() -> list[str]:
    project = current_project()
    return sticker_ids(project) if project else []

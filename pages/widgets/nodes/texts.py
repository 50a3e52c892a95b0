"""The voiceover texts of a script node: each video speaks one of them."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.widgets.copy_slot import copy_slot, node_slot, origin_of
from pages.widgets.fields import field
from pages.widgets.i18n import t
from pages.widgets.pools.voice import Hearing
from pages.widgets.problems import callback, plain
from pages.widgets.projects import change
from s2v_core.job.limits import LONGEST_SCRIPT, MOST_ENTRIES
from s2v_core.projects import Project, node_texts, set_node_texts, value_of
from s2v_core.speech import estimated_seconds

__all__ = ["node_voiceover"]

_PER_PAGE = 8


def node_voiceover(project: Project, node: str) -> None:
    """Show the voiceover texts of a node, and a place for another one."""
    texts = node_texts(project, node)
    st.markdown(f"**{t('nodes.texts')}**  \n:small[{t('nodes.texts.help')}]")
    if texts:
        _texts(project, node, texts)
    else:
        st.warning(t("nodes.texts.none"), icon=":material/volume_off:")
    if len(texts) < MOST_ENTRIES:
        _another(node, len(texts))
    else:
        st.caption(t("nodes.texts.full", count=MOST_ENTRIES))
    copy_slot(node_slot(node))


def _texts(project: Project, node: str, texts: list[str]) -> None:
    hearing = Hearing(project, texts)
    hearing.show()
    rate = int(value_of(project, "EditingConfig.SpeechConfig.SpeechRate"))
    pages = -(-len(texts) // _PER_PAGE)
    start = (min(st.session_state.get(f"nodes_texts_page_{node}", 1), pages) - 1) * _PER_PAGE
    for place in range(start, min(start + _PER_PAGE, len(texts))):
        _text(node, place, texts[place], rate, hearing, origin_of(project, texts[place]))
    if pages > 1:
        st.pagination(pages, key=f"nodes_texts_page_{node}")


def _text(node: str, place: int, text: str, rate: int, hearing: Hearing, origin: str) -> None:
    def remove() -> None:
        change(lambda now: _put(node, place, now, ""))

    with st.container(gap="xxsmall"):
        field(
            st.text_area,
            t("nodes.text", number=place + 1),
            name=f"nodes_text_{node}_{place}",
            value=text,
            save=partial(_put, node, place),
            max_chars=LONGEST_SCRIPT,
            height="content",
            label_visibility="collapsed",
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            about = t("nodes.about", seconds=f"{estimated_seconds(text, rate):.0f}", count=len(text))
            st.caption(f"{about} · {plain(origin)}" if origin else about, width="content")
            st.button(
                t("listen.listen"),
                key=f"nodes_listen_{node}_{place}",
                type="tertiary",
                icon=":material/volume_up:",
                on_click=callback(hearing.hear),
                args=(text,),
            )
            st.button(
                t("nodes.text.remove"),
                key=f"nodes_text_remove_{node}_{place}",
                type="tertiary",
                icon=":material/delete:",
                on_click=remove,
            )


def _another(node: str, place: int) -> None:
    field(
        st.text_area,
        t("nodes.text.another" if place else "nodes.text.first"),
        name=f"nodes_text_{node}_{place}",
        value="",
        save=partial(_put, node, place),
        max_chars=LONGEST_SCRIPT,
        height="content",
        placeholder=t("nodes.text.example"),
    )


def _put(node: str, place: int, project: Project, text: str) -> Project:
    """Return the project with one text of a node changed, added behind the last one, or, empty, taken out."""
    texts = node_texts(project, node)
    return set_node_texts(project, node, [*texts[:place], text, *texts[place + 1 :]])

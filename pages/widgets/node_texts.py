"""The voiceover texts of a script node: each video speaks one of them."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.widgets.copy_slot import copy_slot
from pages.widgets.fields import field
from pages.widgets.i18n import t
from pages.widgets.listen import listen_button
from pages.widgets.projects import change
from s2v_core.job.limits import LONGEST_SCRIPT, MOST_ENTRIES
from s2v_core.projects import Project, node_texts, set_node_texts, values_of
from s2v_core.speech import estimated_seconds

__all__ = ["node_voiceover"]

_PER_PAGE = 8
_SPEECH = "EditingConfig.SpeechConfig"
_HEIGHT = 80


def node_voiceover(project: Project, node: str) -> None:
    """Show the voiceover texts of a node, and a place for another one."""
    texts = node_texts(project, node)
    st.markdown(f"**{t('nodes.texts')}**  \n:small[{t('nodes.texts.help')}]")
    page = st.session_state.get(f"nodes_texts_page_{node}", 1)
    start = min((page - 1) * _PER_PAGE, max(0, len(texts) - 1) // _PER_PAGE * _PER_PAGE)
    for place in range(start, min(start + _PER_PAGE, len(texts))):
        _text(project, node, place, texts[place])
    if len(texts) > _PER_PAGE:
        st.pagination(-(-len(texts) // _PER_PAGE), key=f"nodes_texts_page_{node}")
    if len(texts) < MOST_ENTRIES:
        _another(node, len(texts))
    else:
        st.caption(t("nodes.texts.full", count=MOST_ENTRIES))
    copy_slot("broadcast")


def _text(project: Project, node: str, place: int, text: str) -> None:
    def remove() -> None:
        change(lambda now: _put(node, place, now, ""))

    with st.container(border=True, gap="xsmall"):
        field(
            st.text_area,
            t("nodes.text", number=place + 1),
            name=f"nodes_text_{node}_{place}",
            value=text,
            save=partial(_put, node, place),
            max_chars=LONGEST_SCRIPT,
            height=_HEIGHT,
        )
        rate, voice, language, style = _speech(project)
        with st.container(horizontal=True, vertical_alignment="center"):
            about = t("nodes.about", seconds=f"{estimated_seconds(text, rate):.0f}", count=len(text))
            st.caption(about, width="content")
            st.button(
                t("nodes.text.remove"),
                key=f"nodes_text_remove_{node}_{place}",
                type="tertiary",
                icon=":material/delete:",
                on_click=remove,
            )
        listen_button(f"nodes_listen_{node}_{place}", text, voice, rate=rate, language=language, style=style)


def _another(node: str, place: int) -> None:
    field(
        st.text_area,
        t("nodes.text.another" if place else "nodes.text.first"),
        name=f"nodes_text_{node}_{place}",
        value="",
        save=partial(_put, node, place),
        max_chars=LONGEST_SCRIPT,
        height=_HEIGHT,
        placeholder=t("nodes.text.example"),
    )


def _put(node: str, place: int, project: Project, text: str) -> Project:
    """Return the project with one text of a node changed, added behind the last one, or, empty, taken out."""
    texts = node_texts(project, node)
    return set_node_texts(project, node, [*texts[:place], text, *texts[place + 1 :]])


def _speech(project: Project) -> tuple[int, str, str, str]:
    """Return rate, voice, language and style of the project's voiceover."""
    names = [f"{_SPEECH}.{name}" for name in ("SpeechRate", "Voice", "SpeechLanguage", "Style")]
    rate, voices, language, style = values_of(project, names).values()
    voice = str(voices).replace("，", ",").partition(",")[0].strip()
    return int(rate), voice, str(language), str(style)

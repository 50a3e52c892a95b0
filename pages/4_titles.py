"""Titles: the title and five levels of sub-headings, of each of which every video shows one."""

from __future__ import annotations

import streamlit as st

from pages.widgets.guard import page_guard

page_guard(__file__)

from pages.widgets.copy_slot import copy_slot, pool_slot, show_origins  # noqa: E402
from pages.widgets.i18n import t  # noqa: E402
from pages.widgets.navigation import first_area, link  # noqa: E402
from pages.widgets.parts import next_step, required_project  # noqa: E402
from pages.widgets.pools.table import Action, Fact, add_box, drawing, text_table  # noqa: E402
from pages.widgets.pools.titles import fitting, show_text, shown_text, with_shown  # noqa: E402
from pages.widgets.preview.frame import frame_preview  # noqa: E402
from pages.widgets.problems import plain  # noqa: E402
from s2v_core.projects import Project, TextPool, texts_of  # noqa: E402

POOLS: tuple[TextPool, ...] = ("title", "1", "2", "3", "4", "5")
CELL = 390


def name_of(pool: TextPool) -> str:
    return t("titles.title") if pool == "title" else t("titles.level", number=pool)


def choose_pool(project: Project) -> TextPool:
    def label(pool: TextPool) -> str:
        count = len(texts_of(project, pool))
        return f"{name_of(pool)} · {count}" if count else name_of(pool)

    st.segmented_control(
        t("titles.pool"),
        POOLS,
        default=first_area("titles_pool", POOLS),
        required=True,
        key="titles_pool",
        format_func=label,
        label_visibility="collapsed",
        persist_state="session",
    )
    chosen: TextPool = st.session_state["titles_pool"]
    return chosen


def editor(project: Project, pool: TextPool) -> None:
    def show(text: str) -> None:
        show_text(pool, text)

    if texts_of(project, pool):
        st.caption(drawing(project, pool))
        text_table(
            f"titles_table_{pool}",
            pool,
            name_of(pool),
            facts={"fit": Fact(t("titles.fit"), fitting(project, pool), t("titles.fit_help"))},
            actions={"show": Action(t("titles.show"), "visibility", show)},
            saw=show,
        )
        show_origins(project, texts_of(project, pool))
    else:
        st.info(t("titles.none") if pool == "title" else t("titles.none_level"), icon=":material/title:")
    example = t("titles.example") if pool == "title" else t("titles.example_level")
    add_box(f"titles_paste_{pool}", pool, help_=t("titles.paste"), example=example, saw=show)
    copy_slot(pool_slot(pool))


def preview(project: Project, pool: TextPool) -> None:
    text = shown_text(project, pool)
    st.caption(t("titles.shown", text=plain(text)) if text else t("titles.shown_sample"))
    frame_preview(with_shown(project), key="titles", focus=pool)
    link("style", t("titles.to_style"))


project = required_project("titles")
pool = choose_pool(project)
grid = st.grid("auto", min_column_width=CELL, gap="small")
with grid.cell():
    editor(project, pool)
with grid.cell():
    preview(project, pool)
next_step("titles")

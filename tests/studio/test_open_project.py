"""The open project of a session: changed, followed, undone, and shared with other sessions."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from s2v_core.projects import Project, ProjectStore, add_node, rename_node, set_value, value_of
from s2v_core.settings import load_settings
from tests.studio.harness import edit_table, open_bench, shown

COUNT = "OutputConfig.Count"


def page() -> None:
    import streamlit as st

    from pages.widgets.fields import setting
    from pages.widgets.parts import required_project
    from pages.widgets.problems import OF_PROJECT, boundary, show_problems
    from pages.widgets.projects import bind_to_url, change, follow_others, show_conflict
    from pages.widgets.tables import project_table
    from s2v_core.projects import apply_nodes_table, nodes_table, set_platform

    follow_others()
    bind_to_url()
    show_problems(OF_PROJECT)
    show_problems()
    with boundary():
        show_conflict()
        required_project("nodes")
        setting(st.number_input, "Count", "OutputConfig.Count", step=1)
        setting(st.number_input, "Width", "OutputConfig.Width", step=1)
        setting(st.text_input, "Font", "EditingConfig.TitleConfig.Font", empty="")
        st.button("Square", key="square", on_click=change, args=(lambda project: set_platform(project, "square"),))
        columns = {"name": st.column_config.TextColumn("Name"), "volume": st.column_config.NumberColumn("Volume")}
        project_table("nodes", nodes_table, apply_nodes_table, columns, num_rows="dynamic")


@pytest.fixture
def project(store: ProjectStore) -> Project:
    made = store.create("Autumn", "global")
    return store.save(add_node(add_node(made, name="First")[0], name="Second")[0]).project


def count_in(store: ProjectStore, project: Project) -> int:
    return int(value_of(store.open(project.id), COUNT))


def names_in(store: ProjectStore, project: Project) -> list[str]:
    return [group["GroupName"] for group in store.open(project.id).groups]


def enter_count(bench: AppTest, count: int) -> AppTest:
    return bench.number_input(key=COUNT).set_value(count).run()


def test_a_change_is_saved_at_once_and_can_be_undone_and_redone(store: ProjectStore, project: Project) -> None:
    bench = open_bench(page, project=project.id)
    enter_count(bench, 7)
    assert count_in(store, project) == 7
    bench.button(key="undo").click().run()
    assert count_in(store, project) == 3
    assert bench.number_input(key=COUNT).value == 3
    bench.button(key="redo").click().run()
    assert count_in(store, project) == 7
    assert bench.number_input(key=COUNT).value == 7


def test_a_control_that_the_browser_missed_still_begins_with_what_the_project_holds(
    store: ProjectStore, project: Project
) -> None:
    bench = open_bench(page, project=project.id)
    first = bench.number_input(key=COUNT).proto
    bench.run()
    second = bench.number_input(key=COUNT).proto
    assert (first.id, first.value) == (second.id, 3)
    assert second.default == 3
    assert not second.set_value
    assert not bench.warning


def test_a_value_that_breaks_a_rule_stays_in_its_field_with_the_reason_and_is_not_saved(
    store: ProjectStore, project: Project
) -> None:
    bench = open_bench(page, project=project.id)
    enter_count(bench, 101)
    assert count_in(store, project) == 3
    assert bench.number_input(key=COUNT).value == 101
    assert len(bench.error) == 1
    bench.button(key="square").click().run()
    assert bench.number_input(key=COUNT).value == 101
    enter_count(bench, 100)
    assert not bench.error
    assert count_in(store, project) == 100


def test_a_field_shows_what_another_control_changed(store: ProjectStore, project: Project) -> None:
    bench = open_bench(page, project=project.id)
    bench.button(key="square").click().run()
    assert bench.number_input(key="OutputConfig.Width").value == 1080
    assert value_of(store.open(project.id), "OutputConfig.Height") == 1080


def test_an_emptied_field_gives_its_setting_back_to_the_default(store: ProjectStore, project: Project) -> None:
    bench = open_bench(page, project=project.id)
    path = "EditingConfig.TitleConfig.Font"
    before = store.open(project.id).document
    bench.text_input(key=path).set_value("Inter").run()
    assert store.open(project.id).document["EditingConfig"]["TitleConfig"]["Font"] == "Inter"
    bench.text_input(key=path).set_value("").run()
    assert store.open(project.id).document == before


def test_a_tab_follows_what_another_one_saved(store: ProjectStore, project: Project) -> None:
    bench = open_bench(page, project=project.id)
    store.save(set_value(store.open(project.id), COUNT, 9))
    bench.run()
    assert bench.number_input(key=COUNT).value == 9
    assert not bench.warning
    assert len(bench.toast) == 1


def test_saving_over_another_tab_counts_says_so_and_brings_the_other_version_back(
    store: ProjectStore, project: Project
) -> None:
    first, second = open_bench(page, project=project.id), open_bench(page, project=project.id)
    enter_count(first, 11)
    enter_count(second, 22)
    assert count_in(store, project) == 22
    assert "while you worked on it" in second.warning[0].value
    second.button(key="conflict_restore").click().run()
    assert count_in(store, project) == 11
    assert second.number_input(key=COUNT).value == 11
    assert not second.warning


def test_who_was_saved_over_is_told_and_can_bring_their_version_back(store: ProjectStore, project: Project) -> None:
    first, second = open_bench(page, project=project.id), open_bench(page, project=project.id)
    enter_count(first, 11)
    enter_count(second, 22)
    second.button(key="conflict_keep").click().run()
    assert not second.warning
    first.run()
    assert first.number_input(key=COUNT).value == 22
    assert "yours is kept" in first.warning[0].value
    first.button(key="conflict_restore").click().run()
    assert count_in(store, project) == 11


def test_a_project_thrown_away_meanwhile_is_told_and_takes_no_more_changes(
    store: ProjectStore, project: Project
) -> None:
    bench = open_bench(page, project=project.id)
    store.delete(project.id)
    enter_count(bench, 5)
    assert "no such project" in shown(bench)
    assert not bench.exception
    assert not store.cards()


@pytest.mark.parametrize("nonsense", ["0" * 16, "../../etc", "x", "<b>"])
def test_a_link_to_a_project_that_is_not_there_says_so(store: ProjectStore, nonsense: str) -> None:
    bench = open_bench(page, project=nonsense)
    assert "no such project" in shown(bench)
    assert not bench.exception


def test_a_link_to_a_damaged_project_says_what_is_wrong(store: ProjectStore, project: Project) -> None:
    for file in (load_settings(_env_file=None).projects_dir / project.id).glob("*.json"):
        file.write_text("{", "utf-8")
    bench = open_bench(page, project=project.id)
    assert "damaged" in shown(bench)
    assert not bench.exception


def test_edits_of_a_table_are_saved_and_keep_the_grid_as_it_is(store: ProjectStore, project: Project) -> None:
    bench = open_bench(page, project=project.id)
    grid = bench.data_editor[0].proto.id
    edit_table(bench, "nodes", edited={0: {"name": "Morning"}})
    edit_table(bench, "nodes", edited={0: {"name": "Morning"}, 1: {"volume": 0.5}})
    assert names_in(store, project) == ["Morning", "Second"]
    assert store.open(project.id).groups[1]["Volume"] == 0.5
    assert bench.data_editor[0].proto.id == grid


def test_rows_that_come_and_go_give_the_grid_new_rows(store: ProjectStore, project: Project) -> None:
    bench = open_bench(page, project=project.id)
    edit_table(bench, "nodes", added=[{"name": "Third"}])
    assert names_in(store, project) == ["First", "Second", "Third"]
    edit_table(bench, "nodes", edited={2: {"name": "Evening"}}, deleted=[0])
    assert names_in(store, project) == ["Second", "Evening"]
    assert list(bench.data_editor[0].value["name"]) == ["Second", "Evening"]


def test_a_grid_shows_what_an_edit_was_saved_as(store: ProjectStore, project: Project) -> None:
    bench = open_bench(page, project=project.id)
    edit_table(bench, "nodes", edited={0: {"name": "  Morning "}})
    assert names_in(store, project) == ["Morning", "Second"]
    assert list(bench.data_editor[0].value["name"]) == ["Morning", "Second"]


def test_a_table_shows_what_is_wrong_with_an_edit_and_keeps_it_until_it_is_mended(
    store: ProjectStore, project: Project
) -> None:
    bench = open_bench(page, project=project.id)
    grid = bench.data_editor[0].proto.id
    edit_table(bench, "nodes", edited={1: {"volume": 99}})
    assert len(bench.error) == 1
    assert bench.data_editor[0].proto.id == grid
    edit_table(bench, "nodes", edited={1: {"volume": 9}})
    assert not bench.error
    assert store.open(project.id).groups[1]["Volume"] == 9


def test_a_table_follows_an_undo(store: ProjectStore, project: Project) -> None:
    bench = open_bench(page, project=project.id)
    edit_table(bench, "nodes", edited={0: {"name": "Morning"}})
    bench.button(key="undo").click().run()
    assert list(bench.data_editor[0].value["name"]) == ["First", "Second"]


def test_a_table_follows_another_tab(store: ProjectStore, project: Project) -> None:
    bench = open_bench(page, project=project.id)
    store.save(rename_node(store.open(project.id), project.nodes[0], "Elsewhere"))
    bench.run()
    assert list(bench.data_editor[0].value["name"]) == ["Elsewhere", "Second"]

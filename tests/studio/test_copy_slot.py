"""Writing texts from keywords in the studio, without a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from pages.widgets.tables import heights
from s2v_core.projects import ProjectStore, add_node, node_texts, scripts, set_titles, titles
from tests.copywriting.service import KEY, Service, running_service
from tests.studio.harness import edit_table, open_studio, press_in_table, shown

TITLES, BROADCAST, NODES = "pages/4_titles.py", "pages/3_broadcast.py", "pages/2_nodes.py"
pytestmark = pytest.mark.usefixtures("ran_navigation")


@pytest.fixture
def service() -> Iterator[Service]:
    with running_service() as service:
        yield service


def written(page: str, project: str, name: str, keywords: str, *, language: str = "en", **values: int) -> AppTest:
    """Return the studio after texts were written there."""
    studio = open_studio(page, project=project, language=language)
    studio.session_state[f"copy_{name}"] = True
    studio.run()
    studio.text_input(key=f"copy_{name}_keywords").set_value(keywords)
    for part, value in values.items():
        studio.number_input(key=f"copy_{name}_{part}").set_value(value)
    return ended(studio.button(key=f"copy_{name}_write").click().run(), name)


def ended(studio: AppTest, name: str) -> AppTest:
    """Return the studio when nothing is being written any more; a browser would look every now and then."""
    for _ in range(300):
        if not [button for button in studio.button if button.key == f"copy_{name}_stop"]:
            return studio
        studio.run()
    raise AssertionError("it does not end")


def candidates(studio: AppTest) -> list[str]:
    tables = [table.value for table in studio.data_editor if "ticked" in table.value]
    return [str(text) for table in tables for text in table["text"]]


def test_titles_are_written_looked_over_and_added(store: ProjectStore) -> None:
    project = store.save(set_titles(store.create("Autumn", "global"), ["My own"])).project.id
    studio = written(TITLES, project, "pool_title", "coffee, Berlin", count=4)
    first = candidates(studio)
    assert len(set(first)) == 4
    assert "4 of 4 texts" in shown(studio)
    edit_table(studio, "copy_pool_title_table", edited={0: {"ticked": False}, 1: {"text": "In my words"}})
    ended(press_in_table(studio, "copy_pool_title_again", 2), "pool_title")
    assert candidates(studio)[:2] == [first[0], "In my words"]
    assert candidates(studio)[2] not in first
    wanted = candidates(studio)[1:]
    studio.button(key="copy_pool_title_add").click().run()
    saved = store.open(project)
    assert titles(saved) == ["My own", *wanted]
    assert [entry.model for entry in saved.provenance] == ["templates, no AI"] * 3
    assert '"keywords": ["coffee", "Berlin"]' in saved.provenance[0].prompt
    assert candidates(studio) == [first[0]]
    assert "3 by templates, no AI" in shown(studio)
    studio.button(key="copy_pool_title_discard").click().run()
    assert candidates(studio) == []


def test_a_model_writes_where_there_is_one(
    store: ProjectStore, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"BASE_URL": service.url, "MODEL": "storyteller", "API_KEY": KEY, "PRICE_OUT": "5"}.items():
        monkeypatch.setenv(f"S2V_COPY_{name}", value)
    monkeypatch.setattr("tests.copywriting.service._Handler.storyteller", _tell, raising=False)
    project = store.create("Autumn", "global").id
    studio = written(BROADCAST, project, "pool_scripts", "coffee", count=3)
    assert "storyteller" in shown(studio)
    assert "tokens" in shown(studio)
    assert "cost" in shown(studio)
    assert KEY not in shown(studio)
    studio.button(key="copy_pool_scripts_add").click().run()
    saved = store.open(project)
    assert len(scripts(saved)) == 3
    assert {entry.model for entry in saved.provenance} == {"storyteller"}
    assert KEY not in saved.model_dump_json()


def _tell(handler: object, request: dict[str, object]) -> None:
    """Write scripts of about seventeen seconds."""
    import json

    from tests.copywriting.service import _Handler

    assert isinstance(handler, _Handler)
    texts = [{"text": ". ".join(handler.server.text() for _ in range(9))} for _ in range(4)]
    handler._answer(request, json.dumps({"texts": texts}))


def test_what_a_service_refuses_is_said_in_the_form(
    store: ProjectStore, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"BASE_URL": service.url, "MODEL": "locked", "API_KEY": KEY}.items():
        monkeypatch.setenv(f"S2V_COPY_{name}", value)
    studio = written(TITLES, store.create("Autumn", "global").id, "pool_title", "coffee")
    assert "does not accept the key" in studio.error[0].value
    assert KEY not in shown(studio)
    assert studio.button(key="copy_pool_title_write")


def test_each_script_node_has_its_own_place_in_segmented_mode(store: ProjectStore) -> None:
    project, node = add_node(store.create("Autumn", "segmented"))
    saved = store.save(project).project
    studio = written(NODES, saved.id, f"node_{node}", "咖啡，清晨", count=2)
    wanted = candidates(studio)
    assert len(wanted) == 2
    assert all("咖啡" in text or "清晨" in text for text in wanted)
    studio.button(key=f"copy_node_{node}_add").click().run()
    assert node_texts(store.open(saved.id), node) == wanted
    assert shown(studio).count("templates, no AI") >= 2
    assert not studio.exception


@pytest.mark.parametrize(
    ("text", "lines"), [("A title", 2), ("word " * 60, 9), ("清晨的咖啡" * 8, 3), ("word " * 200, 9)]
)
def test_rows_are_as_high_as_their_longest_text_asks_for(text: str, lines: int) -> None:
    assert heights(["short", text], 244, 9)["row_height"] == 30 + 18 * lines


def test_tables_scroll_where_their_rows_would_fill_the_window() -> None:
    assert [heights(["A title"] * count, 160, 2)["height"] for count in (1, 4, 50)] == [104, 302, 600]


def test_without_keywords_nothing_is_written(store: ProjectStore) -> None:
    studio = written(TITLES, store.create("Autumn", "global").id, "pool_title", " ,， ")
    assert "no keyword" in studio.error[0].value
    assert candidates(studio) == []


def test_the_form_speaks_chinese(store: ProjectStore) -> None:
    studio = open_studio(TITLES, project=store.create("Autumn", "global").id, language="zh-CN")
    studio.session_state["copy_pool_title"] = True
    studio.run()
    assert "模板生成，未使用 AI" in shown(studio)
    assert studio.text_input(key="copy_pool_title_keywords").label == "关键词"

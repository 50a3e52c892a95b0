"""The studio in a real browser: what survives a reload, a second tab, and a restart of the server."""

from __future__ import annotations

from typing import Any

import pytest

from s2v_core.projects import ProjectStore
from tests.studio.browser import IN_BROWSER, Server, settled

pytestmark = IN_BROWSER


def test_the_first_click_opens_the_sample_and_a_reload_keeps_it(server: Server, page: Any, store: ProjectStore) -> None:
    page.goto(server.url)
    page.get_by_role("button", name="Open the sample project").click()
    page.wait_for_url("**/*?project=*")
    settled(page)
    [card] = store.cards()
    before = page.url
    assert before.endswith(f"?project={card.id}")
    page.reload()
    page.get_by_label("Project", exact=True).wait_for()
    settled(page)
    assert page.url == before
    assert page.get_by_label("Project", exact=True).input_value() == card.name


@pytest.mark.parametrize("path", ["", "projects"])
def test_a_link_leads_to_its_page_and_project_on_a_server_nobody_has_visited(
    server: Server, page: Any, store: ProjectStore, path: str
) -> None:
    project = store.create("Autumn", "global")
    store.create("Winter", "global")
    page.goto(f"{server.url}/{path}?project={project.id}")
    page.get_by_role("button", name="Continue").wait_for()
    settled(page)
    assert page.get_by_text("Page not found").count() == 0
    assert page.get_by_label("Project", exact=True).input_value() == "Autumn"
    assert page.get_by_test_id("stSidebarUserContent").is_visible()


def test_a_tab_that_stays_open_goes_on_after_the_server_was_restarted(
    server: Server, page: Any, store: ProjectStore
) -> None:
    project = store.create("Autumn", "global")
    page.goto(f"{server.url}/?project={project.id}")
    page.get_by_role("button", name="Continue").wait_for()
    with page.expect_event("websocket", timeout=30_000):
        server.stop()
        server.start()
    page.wait_for_timeout(1000)  # the connection is taken up, and with it the page is drawn again
    settled(page)
    page.get_by_role("button", name="New project").click()
    page.get_by_role("dialog").get_by_role("button", name="Create").wait_for()
    assert page.get_by_test_id("stSidebarUserContent").is_visible()
    assert f"project={project.id}" in page.url


def test_a_project_is_renamed_with_the_keyboard(server: Server, page: Any, store: ProjectStore) -> None:
    store.create("Autumn", "global")
    page.goto(server.url)
    page.get_by_role("button", name="More").focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Rename").press("Enter")
    field = page.get_by_role("dialog").get_by_label("Name")
    field.fill("Winter")
    page.keyboard.press("Tab")
    settled(page)
    page.get_by_role("dialog").get_by_role("button", name="Rename").press("Enter")
    page.get_by_role("dialog").wait_for(state="detached")
    page.get_by_text("Winter", exact=True).first.wait_for()
    assert [card.name for card in store.cards()] == ["Winter"]


def test_the_chosen_language_is_kept_for_the_next_visit(server: Server, page: Any) -> None:
    page.goto(server.url)
    page.get_by_label("Language").scroll_into_view_if_needed()  # a list closes when what it belongs to is moved
    settled(page)
    page.get_by_label("Language").click()
    page.get_by_role("option", name="中文").click()
    page.get_by_role("heading", name="项目").wait_for()
    settled(page)
    page.goto(server.url)
    page.get_by_role("heading", name="项目").wait_for()
    assert page.evaluate("document.documentElement.lang") == "zh"


def test_nothing_is_asked_of_other_machines(server: Server, page: Any) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.url)
    settled(page)
    assert [url for url in asked if not url.startswith((server.url, "ws://localhost", "data:", "blob:"))] == []


def rename(page: Any, name: str) -> None:
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Rename").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(name)
    page.keyboard.press("Tab")
    settled(page)
    dialog.get_by_role("button", name="Rename").click()
    dialog.wait_for(state="detached")
    settled(page)


def test_a_second_tab_is_told_of_a_conflict_and_brings_the_other_version_back(
    server: Server, page: Any, store: ProjectStore
) -> None:
    project = store.create("Autumn", "global")
    address = f"{server.url}/?project={project.id}"
    second = page.context.new_page()
    for tab in (page, second):
        tab.goto(address)
        tab.get_by_role("button", name="Continue").wait_for()
    rename(page, "Winter")
    dialog = second.get_by_role("dialog")
    second.get_by_role("button", name="More").click()
    second.get_by_role("menuitem", name="Rename").click()
    dialog.get_by_label("Name").wait_for()
    store.save(store.open(project.id).with_notes("Saved while the dialog was open"))
    dialog.get_by_label("Name").fill("Summer")
    second.keyboard.press("Tab")
    settled(second)
    dialog.get_by_role("button", name="Rename").click()
    second.get_by_role("button", name="Bring back the other version").click()
    second.get_by_role("button", name="Bring back the other version").wait_for(state="detached")
    assert store.open(project.id).name == "Winter"
    assert store.open(project.id).notes == "Saved while the dialog was open"


def test_a_new_project_is_made_by_hand_and_undone_to_the_trash(server: Server, page: Any, store: ProjectStore) -> None:
    page.goto(server.url)
    page.get_by_role("button", name="New project").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Autumn")
    dialog.get_by_text("Segmented Scripts").click()
    dialog.get_by_text("Picked by hand").wait_for()
    dialog.get_by_role("button", name="Create").click()
    page.wait_for_url("**/*?project=*")
    page.goto(f"{server.url}/?{page.url.partition('?')[2]}")
    page.get_by_role("button", name="Continue").wait_for()
    assert [(card.name, card.mode) for card in store.cards()] == [("Autumn", "segmented")]
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Delete").click()
    dialog.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("img", name="Autumn").wait_for()
    assert [card.name for card in store.cards()] == ["Autumn"]

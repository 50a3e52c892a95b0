"""What the settings and storage pages do in the browser itself."""

from __future__ import annotations

from typing import Any

from tests.studio.browser import IN_BROWSER, Server, settled

pytestmark = IN_BROWSER

LIGHT, DARK = "rgb(251, 250, 247)", "rgb(23, 27, 26)"
_COLOUR = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"


def test_a_chosen_look_holds_on_every_page_and_a_place_is_tested_beside_it(server: Server, page: Any) -> None:
    page.goto(f"{server.url}/settings")
    page.get_by_text("Dark", exact=True).click()
    page.wait_for_function(f"{_COLOUR} === '{DARK}'")
    page.goto(f"{server.url}/storage")
    page.get_by_role("button", name="Test").click()
    page.get_by_text("Outputs can be written, read and deleted.").wait_for()
    settled(page)
    assert page.evaluate(_COLOUR) == DARK
    page.goto(f"{server.url}/settings")
    page.get_by_text("As the device", exact=True).click()
    page.wait_for_function(f"{_COLOUR} === '{LIGHT}'")

"""What the settings and storage pages do in the browser itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.studio.browser import Server, open_browser, settled, why_no_browser

pytestmark = [
    pytest.mark.skipif(bool(why_no_browser()), reason=why_no_browser() or "there is a browser"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

LIGHT, DARK = "rgb(251, 250, 247)", "rgb(23, 27, 26)"
_COLOUR = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"


def test_a_chosen_look_holds_on_every_page_and_a_place_is_tested_beside_it(tmp_path: Path) -> None:
    with (
        Server(tmp_path / "home") as server,
        open_browser() as browser,
        browser.new_context(color_scheme="light", locale="en-GB") as context,
    ):
        page = context.new_page()
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

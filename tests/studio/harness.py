"""The studio without a browser: any page of it, as `streamlit.testing` runs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, app_test

__all__ = ["ROOT", "labels", "open_studio", "ran_navigation", "shown"]

ROOT = Path(__file__).resolve().parents[2]


class _AfterNavigation(PagesManager):
    """A server on which some session has run ``st.navigation``; otherwise each run would be the server's first."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        PagesManager.uses_pages_directory = False


@pytest.fixture
def ran_navigation(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have every run go through app.py, as on a server that has been visited."""
    monkeypatch.setattr(app_test, "PagesManager", _AfterNavigation)
    yield
    PagesManager.uses_pages_directory = None


def open_studio(page: str = "", *, project: str = "", language: str = "en", timeout: float = 30) -> AppTest:
    """Return the studio after its first run.

    Args:
        page: file of the page, such as ``pages/1_projects.py``; empty: the first one.
        project: id of the project that the URL names.
        language: of the browser.
        timeout: seconds for one run.
    """
    studio = AppTest.from_file(str(ROOT / "app.py"), default_timeout=timeout)
    studio.context = {"locale": language, "timezone": "UTC"}
    if project:
        studio.query_params["project"] = project
    studio.run()
    if page:
        studio.switch_page(page).run()
    assert not studio.exception
    return studio


def shown(studio: AppTest) -> str:
    """Return every text on the page, for a look at what a user reads."""
    kinds = (studio.title, studio.markdown, studio.caption, studio.error, studio.warning, studio.info)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def labels(studio: AppTest) -> list[str]:
    """Return the labels of all buttons."""
    return [button.label for button in studio.button]

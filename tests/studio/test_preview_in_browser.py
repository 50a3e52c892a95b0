"""The live preview in a real browser: the picture follows the settings, and the gallery shows its pictures."""

from __future__ import annotations

from typing import Any

from s2v_core.projects import Project, ProjectStore, set_value
from tests.studio.browser import IN_BROWSER, Server, settled

pytestmark = IN_BROWSER

_PATIENCE = 60_000
"""Milliseconds that a busy machine may take for what is quick."""


def test_the_picture_follows_the_settings_and_transitions_show_what_they_look_like(
    server: Server, page: Any, store: ProjectStore, project: Project
) -> None:
    store.save(set_value(project, "EditingConfig.ProcessConfig.AllowTransition", True))
    page.goto(f"{server.url}/style?project={project.id}")
    picture = page.get_by_alt_text("Preview of the first video")
    picture.wait_for(timeout=_PATIENCE)
    before = picture.get_attribute("src")
    page.get_by_role("button", name="White card", exact=True).click()
    page.wait_for_function(
        "before => document.querySelector('img[alt^=Preview]')?.getAttribute('src') !== before",
        arg=before,
        timeout=_PATIENCE,
    )
    page.get_by_role("radio", name="Transitions").click()
    page.get_by_text("Motion blur").wait_for(timeout=_PATIENCE)
    settled(page, timeout=_PATIENCE)
    shown = page.get_by_alt_text("Motion blur")
    shown.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=shown.element_handle())

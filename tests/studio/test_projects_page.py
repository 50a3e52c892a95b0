"""The page of the projects, without a browser."""

from __future__ import annotations

import pytest

from s2v_core.projects import ProjectStore
from tests.studio.harness import labels, open_studio, shown

pytestmark = pytest.mark.usefixtures("ran_navigation")


def test_an_empty_studio_offers_the_sample_project_and_opens_it(store: ProjectStore) -> None:
    studio = open_studio()
    assert "no projects yet" in shown(studio)
    studio.button(key="open_sample").click().run()
    [card] = store.cards()
    assert card.state == "ready"
    assert studio.query_params["project"] == card.id
    assert "Open now" in labels(studio)


def test_a_new_project_is_made_opened_and_saved(store: ProjectStore) -> None:
    studio = open_studio()
    studio.button(key="new").click().run()
    studio.text_input(key="new_name").set_value("Autumn").run()
    studio.radio(key="new_mode").set_value("segmented").run()
    studio.button(key="create_yes").click().run()
    [card] = store.cards()
    assert (card.name, card.mode) == ("Autumn", "segmented")
    assert studio.query_params["project"] == card.id
    assert studio.text_input(key="project").value == card.id

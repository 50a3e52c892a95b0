"""A visit that starts at a page, on a server on which nobody has opened the studio yet."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from s2v_core.projects import ProjectStore
from tests.studio.harness import ROOT, labels


def test_a_link_to_a_page_goes_through_the_entry_and_keeps_its_project(store: ProjectStore) -> None:
    project = store.create("Autumn", "global")
    studio = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    studio.query_params["project"] = project.id
    studio.switch_page("pages/1_projects.py").run()
    assert not studio.exception
    assert studio.selectbox(key="project_picker").value == project.id
    assert "Continue" in labels(studio)

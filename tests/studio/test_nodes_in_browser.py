"""A segmented project made by hand in a real browser: nodes in the table, texts, and footage that is uploaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from s2v_core.media.library import Library
from s2v_core.projects import ProjectStore, media_of_node, problems
from s2v_core.settings import Settings
from tests.studio.browser import IN_BROWSER, Server, settled
from tests.studio.grid import add_row, cell_text, choose_in_cell, write_in_cell
from tests.support.media import write_image, write_video

pytestmark = IN_BROWSER


def test_a_segmented_project_is_made_by_hand(
    server: Server, page: Any, store: ProjectStore, settings: Settings, tmp_path: Path
) -> None:
    project = store.create("Autumn", "segmented")
    film, still = write_video(tmp_path / "film.mp4", frames=24), write_image(tmp_path / "still.png")
    page.goto(f"{server.url}/nodes?project={project.id}")
    page.get_by_role("button", name="Add a node").click()
    page.get_by_label("Edit script node").wait_for()
    settled(page)
    write_in_cell(page, "Name", 0, "Opening")
    add_row(page)
    write_in_cell(page, "Name", 1, "Closing")
    choose_in_cell(page, "Length", 1, "Fixed seconds")
    write_in_cell(page, "Seconds", 1, "4")
    assert cell_text(page, "Name", 0) == "Opening"
    _write_text(page, "Text", "Picked by hand.")
    _write_text(page, "Another way to say it", "Roasted this morning.")
    _upload(page, [film, still])
    page.get_by_role("button", name="Closing", exact=True).click()
    page.get_by_text("No footage yet", exact=False).wait_for()
    settled(page)
    _upload(page, [still])
    assert page.get_by_text("still.png", exact=True).is_visible()
    made = store.open(project.id)
    with Library(settings) as library:
        assets = {asset.name: asset.reference for asset in library.assets().assets}
    assert sorted(assets) == ["film.mp4", "still.png"]
    assert [group["GroupName"] for group in made.groups] == ["Opening", "Closing"]
    assert made.groups[0]["SpeechTextArray"] == ["Picked by hand.", "Roasted this morning."]
    assert made.groups[1]["Duration"] == 4
    assert media_of_node(made, made.nodes[0]) == [assets["film.mp4"], assets["still.png"]]
    assert media_of_node(made, made.nodes[1]) == [assets["still.png"]]
    assert problems(made) == ()


def _write_text(page: Any, label: str, text: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("ControlOrMeta+Enter")
    page.get_by_text(f"{len(text)} characters").wait_for()
    settled(page)


def _upload(page: Any, files: list[Path]) -> None:
    page.get_by_role("button", name="Add footage").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="Upload", exact=True).click()
    dialog.locator("input[type=file]").first.set_input_files([str(file) for file in files])
    use = dialog.get_by_role("button", name=f"Use {len(files)} file")
    use.wait_for()
    settled(page)
    use.click()
    dialog.wait_for(state="detached")
    settled(page)

"""The page of the stickers, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from s2v_core.projects import Project, ProjectStore, add_stickers, change_sticker, sticker_ids, stickers
from tests.studio.harness import open_studio, press_in_table, shown

PAGE = "pages/6_stickers.py"
pytestmark = pytest.mark.usefixtures("ran_navigation", "previewed")


@pytest.fixture
def project(store: ProjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A project with two stickers of 40 x 20 pixels."""
    monkeypatch.setenv("S2V_ROOTS", str(tmp_path))
    files = []
    for name in ("one.png", "two.png"):
        Image.new("RGBA", (40, 20), "red").save(tmp_path / name)
        files.append(str(tmp_path / name))
    return store.save(add_stickers(store.create("Autumn", "global"), files)).project.id


def test_a_project_without_stickers_says_what_they_are_for(store: ProjectStore) -> None:
    studio = open_studio(PAGE, project=store.create("Autumn", "global").id)
    assert "No stickers yet" in shown(studio)
    assert studio.button(key="stickers_add_open")
    assert not studio.slider


def test_the_chosen_sticker_alone_is_previewed(store: ProjectStore, project: str, previewed: list[Project]) -> None:
    ids = sticker_ids(store.open(project))
    studio = open_studio(PAGE, project=project)
    assert sticker_ids(previewed[-1]) == ids[:1]
    press_in_table(studio, "stickers_change", 1)
    assert sticker_ids(previewed[-1]) == ids[1:]
    assert "editing: **two" in shown(studio).replace("\\", "")


def test_a_sticker_is_put_at_a_place_and_stays_there_when_its_size_changes(store: ProjectStore, project: str) -> None:
    studio = open_studio(PAGE, project=project)
    studio.button(key="stickers_spot_bottom-right").click().run()
    placed = stickers(store.open(project))[0]
    assert (placed["X"], placed["Width"]) == (0.75, 0.2)
    studio.slider(key="stickers_size").set_value(40).run()
    resized = stickers(store.open(project))[0]
    assert (resized["X"], resized["Width"]) == (0.55, 0.4)
    assert resized["Y"] < placed["Y"]
    assert stickers(store.open(project))[1]["X"] == 0.05


def test_opacity_and_exact_numbers_are_saved_and_bad_ones_are_refused_at_their_field(
    store: ProjectStore, project: str
) -> None:
    studio = open_studio(PAGE, project=project)
    studio.slider(key="stickers_opacity").set_value(40).run()
    studio.session_state["stickers_exact"] = True
    studio.run()
    studio.number_input(key="stickers_x").set_value(12.5).run()
    studio.number_input(key="stickers_height").set_value(30.0).run()
    saved = stickers(store.open(project))[0]
    assert (saved["Opacity"], saved["X"], saved["Height"]) == (0.4, 0.125, 0.3)
    studio.number_input(key="stickers_y").set_value(-3.0).run()
    assert "must not be negative" in studio.error[0].value
    assert studio.number_input(key="stickers_y").value == -3
    assert stickers(store.open(project))[0] == saved
    press_in_table(studio, "stickers_change", 1)
    assert not studio.error
    assert studio.number_input(key="stickers_y").value > 0


def test_a_height_that_is_cleared_follows_the_picture_again(store: ProjectStore, project: str) -> None:
    before = store.open(project)
    store.save(change_sticker(before, sticker_ids(before)[0], {"Height": 0.5}))
    studio = open_studio(PAGE, project=project)
    studio.session_state["stickers_exact"] = True
    studio.run()
    assert studio.number_input(key="stickers_height").value == 50
    studio.number_input(key="stickers_height").set_value(None).run()
    assert "Height" not in stickers(store.open(project))[0]


def test_a_sticker_is_shown_from_when_to_when_somebody_says(store: ProjectStore, project: str) -> None:
    studio = open_studio(PAGE, project=project)
    assert "from the beginning of the video to its end" in shown(studio)
    studio.number_input(key="stickers_in").set_value(2.0).run()
    assert stickers(store.open(project))[0]["S2V"] == {"TimelineIn": 2}
    studio.number_input(key="stickers_out").set_value(1.0).run()
    assert "It must end" in studio.error[0].value
    studio.number_input(key="stickers_out").set_value(5.0).run()
    assert stickers(store.open(project))[0]["S2V"] == {"TimelineIn": 2, "TimelineOut": 5}
    studio.number_input(key="stickers_in").set_value(None).run()
    studio.number_input(key="stickers_out").set_value(None).run()
    assert "S2V" not in stickers(store.open(project))[0]


def test_a_sticker_is_removed(store: ProjectStore, project: str) -> None:
    studio = open_studio(PAGE, project=project)
    press_in_table(studio, "stickers_remove", 0)
    assert len(stickers(store.open(project))) == 1
    assert "Every video shows this sticker" in shown(studio)


def test_values_from_elsewhere_that_are_out_of_range_are_shown_as_far_as_they_can_be(
    store: ProjectStore, project: str
) -> None:
    saved = store.open(project)
    odd = {**stickers(saved)[0], "Opacity": 1.5, "Width": 0.001, "X": 3000}
    given = {**saved.document["InputConfig"], "StickerArray": [odd]}
    store.save(saved.with_job({**saved.document, "InputConfig": given}))
    studio = open_studio(PAGE, project=project)
    assert (studio.slider(key="stickers_opacity").value, studio.slider(key="stickers_size").value) == (100, 1)
    assert "outside of the picture" in shown(studio)
    studio.slider(key="stickers_opacity").set_value(50).run()
    assert stickers(store.open(project))[0]["Opacity"] == 0.5


def test_a_picture_that_is_gone_says_so(store: ProjectStore, project: str, tmp_path: Path) -> None:
    (tmp_path / "two.png").unlink()
    studio = open_studio(PAGE, project=project)
    assert "two" in studio.warning[0].value


@pytest.mark.parametrize("sample", ["global", "chinese"])
def test_the_samples_show_their_stickers(store: ProjectStore, sample: str) -> None:
    project = store.create_sample(sample)
    studio = open_studio(PAGE, project=project.id, language="zh-CN")
    assert len(studio.dataframe[0].value) == len(stickers(project))
    assert not studio.error


def test_without_a_project_the_sample_is_offered() -> None:
    assert open_studio(PAGE).button(key="open_sample")

"""The page of the asset library."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from s2v_core.media.library import Asset, Library
from s2v_core.projects import ProjectStore, add_node
from tests.studio.harness import open_bench, open_studio, shown
from tests.studio.sending import send
from tests.support.media import write_image, write_tone, write_video

pytestmark = pytest.mark.usefixtures("ran_navigation")

PAGE = "pages/12_library.py"


@pytest.fixture
def assets(library: Library, store: ProjectStore, tmp_path: Path) -> dict[str, Asset]:
    """A film that the project Autumn uses, a picture and a sound."""
    film = library.add_file(write_video(tmp_path / "film.mp4"), tags=["summer"]).asset
    still = library.add_file(write_image(tmp_path / "still.png"), folder="photos").asset
    sound = library.add_file(write_tone(tmp_path / "sound.wav")).asset
    project, _ = add_node(store.create("Autumn", "global"), media=[film.reference])
    store.save(project)
    return {"film": film, "still": still, "sound": sound}


def names(page: AppTest) -> list[str]:
    return sorted(box.label for box in page.checkbox)


def open_details(page: AppTest, asset: Asset) -> AppTest:
    return page.button(key=f"library_open_{asset.id}").click().run()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_empty_library_says_what_to_do(language: str) -> None:
    page = open_studio(PAGE, language=language)
    assert page.button(key="open_sample")
    page.button(key="library_bring").click().run()
    assert page.button(key="library_bring_done")
    assert not page.error


def test_files_are_brought_in(library: Library, tmp_path: Path) -> None:
    page = open_studio(PAGE)
    page.button(key="library_bring").click().run()
    text = tmp_path / "b.txt"
    text.write_text("no", "utf-8")
    send(page, library, "library_bring", [write_image(tmp_path / "a.png"), text])
    assert page.success[0].value.startswith("1 file was added")
    assert list(page.dataframe[0].value["file"]) == ["b.txt"]
    page.button(key="library_bring_done").click().run()
    assert names(page) == ["a.png"]
    assert library.assets().total == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_assets_are_shown_in_every_language(assets: dict[str, Asset], language: str) -> None:
    page = open_studio(PAGE, language=language)
    assert names(page) == ["film.mp4", "sound.wav", "still.png"]
    assert not page.error


def test_assets_are_found(assets: dict[str, Asset]) -> None:
    page = open_studio(PAGE)
    assert names(page) == ["film.mp4", "sound.wav", "still.png"]
    page.selectbox(key="library_use").set_value("used").run()
    assert names(page) == ["film.mp4"]
    page.selectbox(key="library_use").set_value("any").run()
    page.selectbox(key="library_folder").set_value("photos").run()
    assert names(page) == ["still.png"]
    page.selectbox(key="library_folder").set_value(None).run()
    page.text_input(key="library_search").set_value("summer").run()
    assert names(page) == ["film.mp4"]
    page.text_input(key="library_search").set_value("nowhere").run()
    assert names(page) == []
    assert not page.error


def test_an_asset_is_looked_at_named_and_tagged(library: Library, assets: dict[str, Asset]) -> None:
    page = open_details(open_studio(PAGE), assets["film"])
    assert "Used by 1 project: Autumn" in shown(page)
    asset = assets["film"]
    page.text_input(key=f"library_name_{asset.id}").set_value("opening.mp4").run()
    page.multiselect(key=f"library_tags_{asset.id}").set_value([]).run()
    page.text_input(key=f"library_folder_{asset.id}").set_value("shoot/day 1").run()
    known = library.asset(asset.id)
    assert (known.name, known.tags, known.folder) == ("opening.mp4", (), "shoot/day 1")


def test_several_assets_are_tagged_and_moved_at_once(library: Library, assets: dict[str, Asset]) -> None:
    page = open_studio(PAGE)
    for name in ("film", "still"):
        page.checkbox(key=f"library_select_{assets[name].id}").check().run()
    page.button(key="library_label_many").click().run()
    page.multiselect(key="library_label_add").set_value(["summer"]).run()
    page.text_input(key="library_label_folder").set_value("shop").run()
    page.button(key="library_label_yes").click().run()
    found = [library.asset(assets[name].id) for name in ("film", "still", "sound")]
    assert [(asset.tags, asset.folder) for asset in found] == [(("summer",), "shop")] * 2 + [((), "")]


def test_what_projects_use_is_deleted_only_after_a_warning(library: Library, assets: dict[str, Asset]) -> None:
    page = open_studio(PAGE)
    page.checkbox(key=f"library_select_{assets['film'].id}").check().run()
    page.button(key="library_delete_many").click().run()
    assert "Still used by Autumn" in page.warning[0].value
    page.button(key="library_delete_cancel").click().run()
    assert library.assets().total == 3
    page.button(key="library_delete_many").click().run()
    page.button(key="library_delete_yes").click().run()
    assert names(page) == ["sound.wav", "still.png"]
    open_details(page, assets["still"])
    page.button(key="library_details_delete").click().run()
    assert not page.warning
    page.button(key="library_delete_yes").click().run()
    assert names(page) == ["sound.wav"]


def test_a_missing_asset_says_what_to_do_and_is_mended_by_another_file(
    library: Library, assets: dict[str, Asset], tmp_path: Path
) -> None:
    library.path(assets["still"].id).unlink()
    library.check()
    page = open_studio(PAGE)
    assert "The file of 1 asset is missing" in page.warning[0].value
    page.button(key="library_show_missing").click().run()
    assert names(page) == ["still.png"]
    open_details(page, assets["still"])
    assert "Add it again, or replace it" in page.error[0].value
    other = write_image(tmp_path / "other.png", colour=(1, 2, 3))
    page.file_uploader[0].set_value([("other.png", other.read_bytes(), "image/png")]).run()
    assert library.asset(assets["still"].id).state == "ready"
    assert not page.error


def test_a_file_that_cannot_take_the_place_of_another_says_why(
    library: Library, assets: dict[str, Asset], tmp_path: Path
) -> None:
    page = open_details(open_studio(PAGE), assets["still"])
    sound = write_tone(tmp_path / "other.wav", frequency=300.0)
    page.file_uploader[0].set_value([("other.wav", sound.read_bytes(), "audio/wav")]).run()
    assert "cannot be replaced by sound" in page.error[0].value
    assert library.asset(assets["still"].id).kind == "image"


def test_watched_folders_are_looked_through_and_let_go(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "footage"
    write_image(folder / "a.png")
    shutil.copy(folder / "a.png", folder / "copy.png")
    for _ in library.reference_folder(folder):
        pass
    page = open_studio(PAGE)
    assert "2 copies" in shown(page)
    page.session_state["library_care"] = True
    page.run()
    write_image(folder / "b.png", colour=(9, 9, 9))
    (folder / "broken.png").write_bytes(b"no picture")
    page.button(key="library_refresh").click().run()
    assert "1 file is new." in page.info[0].value
    assert str(folder / "broken.png") in list(page.dataframe[0].value["file"])
    page.button(key="library_unwatch_0").click().run()
    assert "2 assets are missing" in page.warning[0].value


def test_the_table_lists_what_the_cards_show(assets: dict[str, Asset]) -> None:
    page = open_studio(PAGE)
    page.segmented_control(key="library_view").set_value("table").run()
    assert sorted(page.dataframe[0].value["name"]) == ["film.mp4", "sound.wav", "still.png"]
    assert not page.checkbox


def bench_of_care() -> None:
    import streamlit as st

    from pages.widgets.library.care import care

    st.session_state["library_care"] = True
    care()


def test_why_a_file_cannot_be_used_is_said_in_the_language_of_the_session(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "footage"
    write_image(folder / "a.png")
    (folder / "broken.png").write_bytes(b"no picture")
    for _ in library.reference_folder(folder):
        pass
    [why] = open_bench(bench_of_care, language="zh-CN").dataframe[0].value["why"]
    assert not why.isascii()

"""The storage page: places for finished videos."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.widgets.services import services
from s2v_core.projects import AddressBook
from s2v_core.settings import load_settings
from tests.studio.harness import labels, open_studio, shown

pytestmark = pytest.mark.usefixtures("ran_navigation")
PAGE = "pages/14_storage.py"


def book() -> AddressBook:
    return AddressBook(load_settings(_env_file=None), trusted=True)


def click(studio: AppTest, key: str) -> AppTest:
    return studio.button(key=key).click().run()


def fill(studio: AppTest, name: str, address: str, *, place: str = "storage_add") -> AppTest:
    studio.text_input(key=f"storage_name_{place}").input(name)
    studio.text_input(key=f"storage_address_{place}").input(address)
    return click(studio, "storage_yes")


def test_at_first_there_is_the_studio_s_own_folder() -> None:
    studio = open_studio(PAGE)
    assert "The studio's own folder" in shown(studio)
    assert "Default of new projects" in shown(studio)
    assert "until you add another place" in shown(studio)
    assert "Remove" not in labels(studio)


def test_a_place_is_added_changed_and_removed() -> None:
    studio = click(open_studio(PAGE), "storage_add")
    fill(studio, "Shop", "s3://shop/videos")
    [place] = book().all()
    assert (place.name, place.address) == ("Shop", "s3://shop/videos/")
    click(studio, f"storage_edit_{place.id}")
    fill(studio, "The shop", "s3://the-shop/", place=place.id)
    assert book().all()[0].address == "s3://the-shop/"
    click(studio, f"storage_remove_{place.id}")
    click(studio, "storage_remove_yes")
    assert book().all() == []
    assert not studio.exception


@pytest.mark.parametrize(
    ("name", "address", "reason"),
    [
        ("", "s3://shop/", "The place has no name."),
        ("Shop", "shop", "This is no whole path."),
        ("Shop", "s3://me:secret@shop/", "The address holds a password."),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_the_dialog_stays(name: str, address: str, reason: str) -> None:
    studio = click(open_studio(PAGE), "storage_add")
    fill(studio, name, address)
    assert [reason in error.value for error in studio.error] == [True]
    assert studio.button(key="storage_yes")
    assert book().all() == []


def test_the_default_of_new_projects_is_chosen() -> None:
    place = book().add("Shop", "s3://shop/")
    studio = click(open_studio(PAGE), f"storage_standard_{place.id}")
    assert book().standard() == "s3://shop/"
    click(studio, "storage_standard_own")
    assert book().standard() == ""


def test_a_place_is_tested_beside_the_page(tmp_path: Path) -> None:
    place = book().add("Here", str(tmp_path / "films"))
    studio = click(open_studio(PAGE), f"storage_test_{place.id}")
    services().trials.wait(place.address)
    studio.run()
    assert "Outputs can be written, read and deleted" in shown(studio)
    assert "可以写入" in shown(open_studio(PAGE, language="zh-CN"))


def test_places_of_the_environment_are_shown_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S2V_STORAGE", "s3://films/spring/")
    studio = open_studio(PAGE)
    assert "films/spring" in shown(studio)
    assert "Set by S2V\\_STORAGE" in shown(studio) or "Set by S2V_STORAGE" in shown(studio)
    assert not [key for key in labels(studio) if key in ("Edit", "Remove")]


def test_a_damaged_list_is_told(tmp_path: Path) -> None:
    settings = load_settings(_env_file=None)
    settings.home.mkdir(parents=True)
    (settings.home / "storage.json").write_text("{", "utf-8")
    studio = open_studio(PAGE)
    assert ["The registered places are damaged" in error.value for error in studio.error] == [True]

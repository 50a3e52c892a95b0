"""The registered places for finished videos."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from s2v_core.errors import SettingsError
from s2v_core.projects import AddressBook, ProjectStore, address_of
from s2v_core.settings import Settings, load_settings


@pytest.fixture
def book(settings: Settings) -> AddressBook:
    return AddressBook(settings, trusted=True)


def shared(settings: Settings, *storage: str) -> AddressBook:
    """The places of a studio that strangers may use."""
    return AddressBook(load_settings(home=settings.home, storage=storage, _env_file=None), trusted=False)


def test_places_are_kept_by_name_for_everybody_who_opens_the_data_folder(book: AddressBook, settings: Settings) -> None:
    book.add(" Shop ", "s3://shop/videos")
    book.add("Archive", "gs://archive/2026/")
    found = AddressBook(settings, trusted=True).all()
    assert [(place.name, place.address) for place in found] == [
        ("Archive", "gs://archive/2026/"),
        ("Shop", "s3://shop/videos/"),
    ]


def test_a_folder_is_registered_by_its_whole_path(book: AddressBook, tmp_path: Path) -> None:
    assert book.add("Here", str(tmp_path)).address == f"{tmp_path}/"
    assert book.add("Home", "~/videos").address == f"{Path.home() / 'videos'}/"
    with pytest.raises(SettingsError, match="no whole path"):
        book.add("Somewhere", "videos")


@pytest.mark.parametrize(
    "address",
    [
        "",
        " ",
        "s3://",
        "s3://key:secret@shop/videos/",
        "s3://key:half@secret@shop/videos/",
        "sftp://me@corp.example:secret@host/videos/",
        "s3://shop/videos/?X-Amz-Signature=abc",
        "s3://shop/../other/",
        "zip://a.zip::s3://shop/",
        "https://shop.example.com/videos/",
        "media://folder",
        "pool:calm",
        "nobody-knows://shop/",
        "s3://shop/{index}/",
        "s3://shop/\nvideos/",
    ],
)
def test_what_is_no_clear_place_is_refused_and_nothing_of_it_kept(
    book: AddressBook, settings: Settings, address: str
) -> None:
    with pytest.raises(SettingsError) as refusal:
        book.add("Shop", address)
    assert refusal.value.where == "address"
    assert refusal.value.hint
    assert "secret" not in str(refusal.value)
    assert not (settings.home / "storage.json").exists()


@pytest.mark.parametrize("name", ["", "  ", "a" * 61, "two\nlines"])
def test_a_name_is_one_short_line(book: AddressBook, name: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        book.add(name, "s3://shop/")
    assert refusal.value.where == "name"


def test_names_and_addresses_are_there_once(book: AddressBook) -> None:
    shop = book.add("Shop", "s3://shop/")
    with pytest.raises(SettingsError, match="Another place"):
        book.add("shop", "s3://other/")
    with pytest.raises(SettingsError, match="registered already, as 'Shop'"):
        book.add("Other", "s3://shop")
    assert book.change(shop.id, "The shop", "s3://shop/").name == "The shop"


def test_a_place_is_changed_and_removed(book: AddressBook) -> None:
    shop = book.add("Shop", "s3://shop/")
    book.make_standard(shop.id)
    book.change(shop.id, "New shop", "s3://new-shop/")
    assert book.standard() == "s3://new-shop/"
    book.remove(shop.id)
    assert book.all() == []
    assert book.standard() == ""
    with pytest.raises(SettingsError, match="not registered any more"):
        book.change(shop.id, "Shop", "s3://shop/")


def test_new_projects_put_their_videos_into_the_standard_place(book: AddressBook, settings: Settings) -> None:
    store = ProjectStore(settings)
    assert address_of(store.create("Before", "global")) == ""
    book.make_standard(book.add("Shop", "s3://shop/").id)
    assert address_of(store.create("After", "segmented")) == "s3://shop/"
    book.make_standard("")
    assert address_of(store.create("Later", "global")) == ""
    with pytest.raises(SettingsError, match="not registered"):
        book.make_standard("nothing")


def test_places_of_the_environment_are_shown_and_stay(settings: Settings) -> None:
    book = shared(settings, "https://shop.example.com/=s3://shop/", "s3://films/a")
    assert [(place.name, place.address, place.fixed) for place in book.all()] == [
        ("shop.example.com", "https://shop.example.com/", True),
        ("films/a", "s3://films/a/", True),
    ]
    book.make_standard(book.all()[1].id)
    assert book.standard() == "s3://films/a/"
    with pytest.raises(SettingsError, match="not registered"):
        book.change(book.all()[0].id, "Mine", "s3://films/a/b/")


@pytest.mark.parametrize("user", ["key:secret", "key:half@secret", "me@corp.example:secret"])
def test_a_password_in_the_environment_is_not_shown(settings: Settings, user: str) -> None:
    [place] = shared(settings, f"s3://{user}@shop/").all()
    assert "secret" not in f"{place.name} {place.address}"


def test_strangers_register_only_what_the_environment_allows(settings: Settings, tmp_path: Path) -> None:
    book = shared(settings, "s3://films/", "https://shop.example.com/=s3://shop/", "file:///srv/videos/")
    assert book.add("Spring", "s3://films/spring").address == "s3://films/spring/"
    assert book.add("Shop", "https://shop.example.com/spring").address == "https://shop.example.com/spring/"
    assert book.add("Server", "file:///srv/videos/spring/").address == "file:///srv/videos/spring/"
    for address in ("s3://other/", "s3://films-b/", str(tmp_path), "/srv/videos/x", "https://example.com/"):
        with pytest.raises(SettingsError):
            book.add("Elsewhere", address)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"Standard": "", "Addresses": [1]}', '{"Addresses": {}}'])
def test_a_damaged_file_is_told_and_left_alone(book: AddressBook, settings: Settings, content: str) -> None:
    file = settings.home / "storage.json"
    file.parent.mkdir(parents=True)
    file.write_text(content, "utf-8")
    for act in (book.all, lambda: book.add("Shop", "s3://shop/")):
        with pytest.raises(SettingsError) as told:
            act()
        assert told.value.where == str(file)
    assert file.read_text("utf-8") == content


def test_the_file_holds_names_and_addresses_alone(book: AddressBook, settings: Settings) -> None:
    book.add("商店", "s3://shop/")
    values = json.loads((settings.home / "storage.json").read_text("utf-8"))
    assert values["Addresses"][0] | {"Id": ""} == {"Id": "", "Name": "商店", "Address": "s3://shop/"}
    assert [path.name for path in settings.home.iterdir()] == ["storage.json"]

"""What a check of the library finds and mends."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from s2v_core.errors import LibraryUnusable
from s2v_core.media.library import Filter, Library
from s2v_core.media.library.contents import Contents
from s2v_core.media.library.index import INDEX_NAME
from s2v_core.settings import Settings


def content(settings: Settings) -> list[Path]:
    return sorted((settings.library_dir / "content").glob("*/*"))


def test_a_library_in_order_needs_no_mending(library: Library, folder: Path, settings: Settings) -> None:
    for _ in library.add_folder(folder):
        pass
    before = library.assets().assets, content(settings)
    checked = library.check(deep=True)
    assert (checked.recovered, checked.missing, checked.damaged, checked.unreadable, checked.removed) == ((),) * 4 + (
        0,
    )
    assert (library.assets().assets, content(settings)) == before


def test_damage_is_found_by_reading_and_marked_until_it_is_mended(library: Library, folder: Path) -> None:
    asset = library.add_file(folder / "red.png").asset
    path = library.path(asset.id)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert library.check().damaged == ()
    assert library.check(deep=True).damaged == (asset.id,)
    assert library.asset(asset.id).state == "damaged"
    assert "no longer what it was" in library.asset(asset.id).problem
    library.check()
    assert library.asset(asset.id).state == "damaged", "a look at the size alone proves nothing"
    path.write_bytes(whole)
    library.check(deep=True)
    assert (library.asset(asset.id).state, library.asset(asset.id).problem) == ("ready", "")


def test_content_of_another_size_is_found_at_a_glance(library: Library, folder: Path) -> None:
    asset = library.add_file(folder / "red.png").asset
    library.path(asset.id).write_bytes(b"short")
    assert library.check().damaged == (asset.id,)
    assert library.add_file(folder / "red.png").asset.state == "ready"
    assert library.check(deep=True).damaged == ()


def test_a_lost_index_is_made_anew_from_the_content_with_the_same_ids(settings: Settings, folder: Path) -> None:
    with Library(settings, trusted=True) as library:
        added = [step.added.asset.id for step in library.add_folder(folder) if step.added]
    for path in settings.library_dir.glob(f"{INDEX_NAME}*"):
        path.unlink()
    with Library(settings) as library:
        assert library.assets().total == 0
        recovered = library.check().recovered
        assert {asset.id for asset in recovered} == set(added)
        assert all(asset.name.startswith("Recovered ") for asset in recovered)
        assert library.path(added[0]).is_file()
        assert library.check().recovered == ()


def test_what_is_no_media_in_the_store_is_told_and_stays(library: Library, folder: Path, settings: Settings) -> None:
    asset = library.add_file(folder / "red.png").asset
    other = settings.library_dir / "content" / "ab"
    other.mkdir(exist_ok=True)
    (other / "abc.mp4").write_bytes(b"something")
    (other / f"ab{'0' * 38}.png").write_bytes(library.path(asset.id).read_bytes())
    checked = library.check()
    assert set(checked.unreadable) == {"abc.mp4", f"ab{'0' * 38}.png"}
    assert (other / "abc.mp4").is_file()
    assert library.assets().total == 1


def test_the_file_of_a_deleted_asset_goes_later_when_it_cannot_go_at_once(
    library: Library, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asset = library.add_file(folder / "red.png").asset
    with monkeypatch.context() as patched:
        patched.setattr(Contents, "remove", lambda *_: False)
        library.delete([asset.id])
    assert len(content(settings)) == 1
    checked = library.check()
    assert (checked.removed, checked.recovered) == (1, ())
    assert content(settings) == []


def test_content_that_was_to_go_and_is_added_again_stays(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asset = library.add_file(folder / "red.png").asset
    with monkeypatch.context() as patched:
        patched.setattr(Contents, "remove", lambda *_: False)
        library.delete([asset.id])
        again = library.add_file(folder / "red.png").asset
    library.check()
    assert library.path(again.id).is_file()


def test_left_overs_of_uploads_go_after_hours_and_not_before(library: Library, settings: Settings) -> None:
    for name, age in (("old", 7 * 3600), ("new", 60)):
        place = settings.library_dir / "incoming" / name
        place.mkdir(parents=True)
        (place / "a.mp4").write_bytes(b"half")
        then = place.stat().st_mtime - age
        for path in (place / "a.mp4", place):
            os.utime(path, (then, then))
    assert library.check().removed == 1
    assert [path.name for path in (settings.library_dir / "incoming").iterdir()] == ["new"]


def test_a_check_looks_into_referenced_folders_too(library: Library, folder: Path) -> None:
    for _ in library.reference_folder(folder):
        pass
    (folder / "red.png").unlink()
    assert len(library.check().refreshed.missing) == 1
    assert library.assets(Filter(state="missing")).total == 1


def test_an_index_that_cannot_be_used_is_left_as_it_is(settings: Settings) -> None:
    settings.library_dir.mkdir(parents=True)
    path = settings.library_dir / INDEX_NAME
    path.write_bytes(b"no database at all, but long enough to look like one" * 40)
    before = path.read_bytes()
    with pytest.raises(LibraryUnusable, match="damaged") as caught:
        Library(settings)
    assert "move the file away" in caught.value.hint
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("statement", "words"),
    [("CREATE TABLE mine (x)", "something else"), ("PRAGMA user_version = 99", "something else")],
)
def test_a_database_of_something_else_is_refused(settings: Settings, statement: str, words: str) -> None:
    settings.library_dir.mkdir(parents=True)
    connection = sqlite3.connect(settings.library_dir / INDEX_NAME, isolation_level=None)
    connection.execute(statement)
    connection.close()
    with pytest.raises(LibraryUnusable, match=words):
        Library(settings)


def test_an_index_of_a_newer_version_is_refused(settings: Settings) -> None:
    Library(settings).close()
    connection = sqlite3.connect(settings.library_dir / INDEX_NAME, isolation_level=None)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LibraryUnusable, match="version 99"):
        Library(settings)

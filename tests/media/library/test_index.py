"""The file of the index: in use, in the way, or gone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from s2v_core.errors import LibraryUnusable
from s2v_core.media.library import Library, index
from s2v_core.settings import Settings


def test_an_index_that_somebody_holds_for_long_is_called_in_use(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_PATIENCE", 0.05)
    with Library(settings, trusted=True) as library:
        asset = library.add_file(folder / "red.png").asset
        holder = sqlite3.connect(settings.library_dir / index.INDEX_NAME, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryUnusable, match="in use by another program"):
            library.rename(asset.id, "other")
        assert library.asset(asset.id) == asset, "who only reads does not wait"
        holder.close()
        assert library.rename(asset.id, "other").name == "other"


def test_a_file_in_the_place_of_the_library_is_told(settings: Settings) -> None:
    settings.home.mkdir()
    settings.library_dir.write_text("in the way", encoding="utf-8")
    with pytest.raises(LibraryUnusable, match="cannot be used") as caught:
        Library(settings)
    assert "S2V_HOME" in caught.value.hint


def test_an_index_that_cannot_be_opened_is_told(settings: Settings) -> None:
    (settings.library_dir / index.INDEX_NAME).mkdir(parents=True)
    with pytest.raises(LibraryUnusable, match="cannot be used"):
        Library(settings)


def test_an_error_undoes_everything_and_the_library_goes_on(library: Library, folder: Path) -> None:
    asset = library.add_file(folder / "red.png").asset

    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM assets")
        raise ArithmeticError

    with pytest.raises(ArithmeticError), library._index.writing() as connection:
        fail(connection)
    assert library.asset(asset.id) == asset
    assert library.rename(asset.id, "b").name == "b"


def test_many_connections_are_not_kept(library: Library) -> None:
    with library._index.reading(), library._index.reading(), library._index.reading() as third:
        assert third.execute("SELECT count(*) FROM assets").fetchone()[0] == 0
    library.close()
    with pytest.raises(sqlite3.ProgrammingError):
        third.execute("SELECT 1")

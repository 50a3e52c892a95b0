"""What every database file does, whatever is in it; the library's and the store's own tests say the rest."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from s2v_core.database import DatabaseFile, Format, address_of
from s2v_core.errors import StoreUnusable

SONGS = Format(
    name="the list of songs",
    application=0x536F6E67,
    migrations=(("CREATE TABLE songs (title TEXT)",),),
    error=StoreUnusable,
    when_damaged="Sing them again.",
)


def opened(path: Path, songs: Format = SONGS) -> closing[DatabaseFile]:
    return closing(DatabaseFile(path, songs, patience=0.05))


def version(path: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(path)) as connection:
        application, version = (
            int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("application_id", "user_version")
        )
    return application, version


def test_a_new_file_is_marked_and_has_the_newest_tables(tmp_path: Path) -> None:
    path = tmp_path / "new" / "songs.db"
    with opened(path) as file, file.writing() as connection:
        connection.execute("INSERT INTO songs VALUES ('one')")
    assert version(path) == (SONGS.application, 1)
    newer = replace(SONGS, migrations=(*SONGS.migrations, ("ALTER TABLE songs ADD COLUMN year DEFAULT 1970",)))
    with opened(path, newer) as file, file.reading() as connection:
        assert [tuple(row) for row in connection.execute("SELECT * FROM songs")] == [("one", 1970)]
    assert version(path) == (SONGS.application, 2)


def test_the_file_of_another_format_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "songs.db"
    with opened(path):
        pass
    before = path.read_bytes()
    with (
        pytest.raises(StoreUnusable, match="something else, not the list of poems"),
        opened(path, replace(SONGS, name="the list of poems", application=1)),
    ):
        pass
    assert path.read_bytes() == before


def test_a_damaged_file_says_what_can_be_done(tmp_path: Path) -> None:
    path = tmp_path / "songs.db"
    path.write_bytes(b"la la la " * 999)
    with pytest.raises(StoreUnusable, match="The list of songs is damaged") as caught, opened(path):
        pass
    assert (caught.value.where, caught.value.hint) == (str(path), "Sing them again.")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreUnusable, match="cannot be used"), opened(tmp_path / "file" / "songs.db"):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="open files cannot be removed there")
def test_a_file_that_was_removed_is_not_made_again_without_its_tables(tmp_path: Path) -> None:
    path = tmp_path / "songs.db"
    with opened(path) as file, file.reading():
        path.unlink()
        with pytest.raises(StoreUnusable, match="cannot be used"), file.reading():
            pass
    assert not path.exists()


def test_a_transaction_s_own_errors_stay_what_they_are_unless_the_format_says_otherwise(tmp_path: Path) -> None:
    strict = replace(SONGS, refusals=(PermissionError,))
    with opened(tmp_path / "songs.db") as file, pytest.raises(PermissionError), file.writing():
        raise PermissionError(13, "Permission denied")
    with opened(tmp_path / "songs.db", strict) as file:
        with pytest.raises(StoreUnusable, match="Permission denied"), file.writing():
            raise PermissionError(13, "Permission denied")
        with pytest.raises(FileNotFoundError), file.writing():
            raise FileNotFoundError
        with file.reading() as connection:
            assert connection.execute("SELECT count(*) FROM songs").fetchone()[0] == 0


def test_a_closed_file_says_so(tmp_path: Path) -> None:
    with opened(tmp_path / "songs.db") as file:
        pass
    with pytest.raises(StoreUnusable, match="The list of songs was closed"), file.reading():
        pass


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PurePosixPath("/home/é %?#/a b.db"), "file:///home/%C3%A9%20%25%3F%23/a%20b.db?mode=ro"),
        (PureWindowsPath("C:\\songs\\a.db"), "file:///C:/songs/a.db?mode=ro"),
        (PureWindowsPath("\\\\server\\share\\a.db"), "file:////server/share/a.db?mode=ro"),
    ],
)
def test_the_address_of_a_file_names_that_file_alone(path: PurePath, address: str) -> None:
    assert address_of(path, mode="ro") == address

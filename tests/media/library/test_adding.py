"""Bringing files into the library."""

from __future__ import annotations

import errno
import io
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from s2v_core.errors import (
    LibraryError,
    LibraryFull,
    LibraryUnusable,
    MediaError,
    MediaNotFound,
    MediaRefused,
    MediaTooLarge,
    MediaUnreadable,
)
from s2v_core.media.library import Filter, Library
from s2v_core.media.library.contents import Contents
from s2v_core.settings import Settings, load_settings
from tests.support import media


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def test_an_upload_becomes_an_asset_with_its_facts(library: Library, tmp_path: Path) -> None:
    film = media.write_video(tmp_path / "a.mp4", frames=12, rate=24)
    added = library.add_file(io.BytesIO(film.read_bytes()), "shoot/day 1/My clip.mov", tags=["Red", "red"])
    asset = added.asset
    assert not added.duplicate
    assert (asset.name, asset.folder, asset.tags, asset.kind) == ("My clip.mov", "shoot/day 1", ("Red",), "video")
    assert (asset.width, asset.height, asset.duration, asset.size) == (64, 36, 0.5, film.stat().st_size)
    assert asset.info.has_audio
    assert asset.info.rate == 24
    assert asset.info.identity == asset.identity
    assert library.path(asset.id).read_bytes() == film.read_bytes()
    assert library.path(asset.id).suffix == ".mp4"
    assert library.asset(asset.id) == library.asset(asset.reference) == asset


def test_the_same_content_is_one_asset_whatever_its_name(library: Library, settings: Settings, tmp_path: Path) -> None:
    first = media.write_image(tmp_path / "first.png")
    (tmp_path / "second.jpg").write_bytes(first.read_bytes())
    one = library.add_file(first, tags=["a"])
    two = library.add_file(tmp_path / "second.jpg", tags=["b"])
    three = library.add_file(io.BytesIO(first.read_bytes()), "third.gif")
    assert (two.duplicate, three.duplicate) == (True, True)
    assert one.asset.id == two.asset.id == three.asset.id
    assert three.asset.name == "first.png"
    assert three.asset.tags == ("a", "b")
    assert len(files_below(settings.library_dir / "content")) == 1
    assert library.assets().total == 1


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.mov", ".mp4"),
        ("a.webm", ".webm"),
        ("a.mkv", ".mkv"),
        ("a.png", ".png"),
        ("a.jpeg", ".jpg"),
        ("a.gif", ".gif"),
        ("a.wav", ".wav"),
        ("a.ogg", ".ogg"),
        ("a.m4a", ".m4a"),
        ("a.flac", ".flac"),
    ],
)
def test_what_a_file_is_is_told_by_its_content(library: Library, tmp_path: Path, name: str, suffix: str) -> None:
    path = tmp_path / name
    if path.suffix in (".png", ".jpeg", ".gif"):
        media.write_image(path)
    elif path.suffix in (".mov", ".mkv", ".webm"):
        codec = "libvpx-vp9" if path.suffix == ".webm" else "libx264"
        media.write_video(path, frames=3, tone=None, codec=codec)
    else:
        media.write_tone(path, seconds=0.2)
    with path.open("rb") as file:
        assert library.add_file(file, "holiday.exe").asset.stored.endswith(suffix)


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", MediaUnreadable, r"'my\.mp4' is empty"),
        (b"not a film " * 50, MediaUnreadable, r"'my\.mp4' cannot be read"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", MediaUnreadable, r"'my\.mp4'"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", MediaUnreadable, "SVG"),
    ],
)
def test_what_is_no_media_is_refused_and_leaves_nothing(
    library: Library, settings: Settings, content: bytes, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words) as caught:
        library.add_file(io.BytesIO(content), "my.mp4")
    assert str(settings.home) not in str(caught.value)
    assert files_below(settings.library_dir / "incoming") == files_below(settings.library_dir / "content") == []
    assert library.assets().total == 0


def test_a_film_that_is_cut_short_is_refused(library: Library, tmp_path: Path) -> None:
    path = media.truncate(media.write_video(tmp_path / "a.mp4"), 0.4)
    with pytest.raises(MediaUnreadable, match=r"a\.mp4"):
        library.add_file(path)


def test_an_upload_that_is_too_large_is_stopped_at_once(settings: Settings) -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            self.taken += size
            return bytes(size)

    source = Endless()
    limited = load_settings(home=settings.home, max_upload_mb=2, _env_file=None)
    with Library(limited) as library, pytest.raises(MediaTooLarge, match="larger than 2 MB"):
        library.add_file(source, "x.mp4")  # type: ignore[arg-type]
    assert source.taken < 4_000_000
    assert files_below(settings.library_dir / "incoming") == []


def test_a_file_that_is_too_large_is_refused_before_it_is_copied(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "large.bin").write_bytes(bytes(1_000_001))
    monkeypatch.delattr(Contents, "receiving")
    limited = load_settings(home=settings.home, max_upload_mb=1, _env_file=None)
    with (
        Library(limited, trusted=True) as library,
        pytest.raises(MediaTooLarge, match=r"'large\.bin' is larger than 1 MB"),
    ):
        library.add_file(folder / "large.bin")


def test_a_full_library_takes_nothing_more_but_knows_what_it_has(settings: Settings, tmp_path: Path) -> None:
    small = media.write_image(tmp_path / "small.png")
    large = media.write_image(tmp_path / "large.bmp", size=(64, 64))
    limit = (small.stat().st_size + 1000) / 1e9
    with Library(load_settings(home=settings.home, library_limit_gb=limit, _env_file=None), trusted=True) as library:
        library.add_file(small)
        with pytest.raises(LibraryFull, match=r"'large\.bmp'.*does not fit"):
            library.add_file(large)
        assert library.add_file(small).duplicate
        assert library.storage().stored_bytes == small.stat().st_size
    assert len(files_below(settings.library_dir / "content")) == 1


def test_sessions_that_upload_the_same_at_once_make_one_asset(library: Library, tmp_path: Path) -> None:
    content = media.write_video(tmp_path / "a.mp4").read_bytes()
    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(lambda place: library.add_file(io.BytesIO(content), f"{place}.mp4"), range(16)))
    assert len({each.asset.id for each in added}) == 1
    assert sum(not each.duplicate for each in added) == 1


def test_an_upload_can_come_piece_by_piece(library: Library, tmp_path: Path) -> None:
    content = media.write_image(tmp_path / "a.png").read_bytes()
    with library.uploading("a.png") as upload:
        for place in range(0, len(content), 10):
            upload.write(content[place : place + 10])
        added = upload.finish()
    assert library.path(added.asset.id).read_bytes() == content


def test_an_upload_that_is_not_finished_leaves_nothing(library: Library, settings: Settings) -> None:
    with library.uploading("a.png") as upload:
        upload.write(b"half")
    assert files_below(settings.library_dir / "incoming") == files_below(settings.library_dir / "content") == []
    assert library.assets().total == 0


def test_documents_from_outside_add_only_from_trusted_folders(settings: Settings, folder: Path) -> None:
    settings.home.mkdir(exist_ok=True)
    media.write_image(settings.home / "mine.png")
    (settings.home / "link.png").symlink_to(folder / "red.png")
    with Library(settings) as library:
        assert library.add_file(settings.home / "mine.png").asset.name == "mine.png"
        for path in (folder / "red.png", settings.home / ".." / "shoot" / "red.png", settings.home / "link.png"):
            with pytest.raises(MediaRefused, match="outside the folders"):
                library.add_file(path)
        with pytest.raises(MediaRefused):
            next(library.add_folder(folder))
        with pytest.raises(MediaRefused):
            library.reference_folder(folder)


def test_what_is_no_file_is_not_found(library: Library, folder: Path) -> None:
    for path in (folder / "none.png", folder / "no" / "none.png", Path("x" * 5000)):
        with pytest.raises(MediaError):
            library.add_file(path)
    with pytest.raises(MediaError):
        library.add_file(folder / "close")
    with pytest.raises(MediaNotFound):
        next(library.add_folder(folder / "none"))
    with pytest.raises(MediaNotFound):
        next(library.add_folder(folder / "red.png"))


@pytest.mark.skipif(os.name != "posix", reason="there are no named pipes in folders")
def test_a_pipe_is_never_opened(library: Library, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    with pytest.raises(MediaError, match="pipe"):
        library.add_file(tmp_path / "pipe.mp4")


def test_a_folder_comes_with_its_folders_and_says_what_was_left_out(library: Library, folder: Path) -> None:
    steps = list(library.add_folder(folder, tags=["shoot"]))
    assert [(step.done, step.total) for step in steps] == [(place, 5) for place in range(1, 6)]
    refused = [step for step in steps if step.error]
    assert [step.path for step in refused] == ["notes.txt"]
    assert {asset.folder for asset in library.assets().assets} == {"shoot", "shoot/close"}
    assert library.assets(Filter(tags=["SHOOT"])).total == 4
    assert all(step.added is None or step.added.duplicate for step in library.add_folder(folder))
    assert library.assets().total == 4


def test_a_folder_is_walked_as_people_count_and_links_are_passed_over(library: Library, tmp_path: Path) -> None:
    top = tmp_path / "top"
    for name in ("shot10.png", "shot2.png", "Shot1.png"):
        media.write_image(top / name, colour=(len(name), name.count("1"), 9))
    (top / "loop").symlink_to(top, target_is_directory=True)
    (top / "out.png").symlink_to(media.write_image(tmp_path / "secret.png"))
    assert [step.path for step in library.add_folder(top)] == ["Shot1.png", "shot2.png", "shot10.png"]


def test_replacing_keeps_id_name_and_tags_and_lets_the_old_content_go(
    library: Library, settings: Settings, folder: Path
) -> None:
    old = library.add_file(folder / "red.png", tags=["a"]).asset
    new = library.replace(old.id, folder / "close" / "blue.png")
    assert (new.id, new.name, new.tags) == (old.id, old.name, old.tags)
    assert new.identity != old.identity
    assert library.path(old.id).read_bytes() == (folder / "close" / "blue.png").read_bytes()
    assert len(files_below(settings.library_dir / "content")) == 1
    again = library.add_file(folder / "red.png")
    assert not again.duplicate
    assert again.asset.id != old.id


def test_content_of_another_asset_or_another_sense_is_no_replacement(library: Library, folder: Path) -> None:
    red = library.add_file(folder / "red.png").asset
    library.add_file(folder / "close" / "blue.png")
    with pytest.raises(LibraryError, match=r"already, as 'blue\.png'"):
        library.replace(red.id, folder / "close" / "blue.png")
    with pytest.raises(MediaError, match="cannot be replaced by sound"):
        library.replace(red.id, folder / "song.wav")
    assert library.asset(red.id) == red
    assert library.path(red.id).is_file()


def test_content_that_was_lost_is_brought_back_by_adding_it_again(library: Library, folder: Path) -> None:
    asset = library.add_file(folder / "red.png").asset
    library.path(asset.id).unlink()
    assert library.check().missing == (asset.id,)
    assert library.asset(asset.id).state == "missing"
    added = library.add_file(folder / "red.png")
    assert (added.duplicate, added.asset.id, added.asset.state) == (True, asset.id, "ready")
    assert library.path(asset.id).is_file()


def test_ids_follow_from_content_so_that_other_libraries_give_the_same(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    other = load_settings(home=tmp_path / "elsewhere", _env_file=None)
    with Library(other, trusted=True) as second:
        assert second.add_file(folder / "red.png").asset.id == library.add_file(folder / "red.png", "x").asset.id


@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, LibraryFull), (errno.EROFS, LibraryUnusable)])
def test_a_disk_that_takes_nothing_more_is_named(
    library: Library,
    settings: Settings,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    kind: type[Exception],
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(kind):
        library.add_file(folder / "red.png")
    assert files_below(settings.library_dir / "incoming") == files_below(settings.library_dir / "content") == []


def test_a_source_that_fails_while_it_is_read_is_named(library: Library, settings: Settings) -> None:
    class Worn(io.BytesIO):
        name = "card.mp4"

        def read(self, size: int | None = -1) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(MediaUnreadable, match=r"'card\.mp4' cannot be read: Input/output error"):
        library.add_file(Worn(), "card.mp4")
    assert files_below(settings.library_dir / "incoming") == []


@pytest.mark.skipif(sys.platform != "linux", reason="other file systems have no such names")
def test_names_that_are_no_text_do_no_harm(library: Library, tmp_path: Path) -> None:
    top = tmp_path / "top"
    media.write_image(top / "good.png")
    media.write_image(top / "bad.png", colour=(1, 2, 3)).rename(Path(os.fsdecode(bytes(top) + b"/bad\xff.png")))
    steps = list(library.reference_folder(top))
    assert [(step.path, step.error is None) for step in steps] == [("bad?.png", False), ("good.png", True)]
    assert library.refresh().missing == ()
    assert {step.path for step in library.add_folder(top) if step.added} == {"bad?.png", "good.png"}
    assert {asset.name for asset in library.assets().assets} == {"bad.png", "good.png"}

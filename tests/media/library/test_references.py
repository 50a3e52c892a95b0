"""Folders of the user's that are watched and not copied."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from s2v_core.errors import MediaNotFound, MediaRefused
from s2v_core.media.library import Asset, Filter, Library, Refreshed
from s2v_core.settings import Settings
from tests.support import media


@pytest.fixture
def watched(library: Library, folder: Path) -> Library:
    for _ in library.reference_folder(folder, tags=["shoot"]):
        pass
    return library


def named(library: Library, name: str) -> Asset:
    return library.assets(Filter(text=name)).assets[0]


def repainted(path: Path, colour: tuple[int, int, int], *, size: tuple[int, int] = (64, 36)) -> None:
    """Put another picture in the place of one, later than it."""
    before = path.stat().st_mtime_ns
    media.write_image(path, colour=colour, size=size)
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_files_become_assets_without_being_copied(watched: Library, folder: Path, settings: Settings) -> None:
    page = watched.assets(Filter(order="name"))
    assert [(asset.name, asset.folder) for asset in page.assets] == [
        ("blue.png", "shoot/close"),
        ("clip.mp4", "shoot"),
        ("red.png", "shoot"),
        ("song.wav", "shoot"),
    ]
    assert {asset.tags for asset in page.assets} == {("shoot",)}
    assert watched.path(page.assets[0].id) == folder / "close" / "blue.png"
    assert not (settings.library_dir / "content").exists()
    assert watched.storage().stored_bytes == 0
    assert watched.storage().referenced_bytes == sum(asset.size for asset in page.assets)
    assert watched.watched_folders() == (folder,)


def test_each_file_says_what_came_of_it(library: Library, folder: Path) -> None:
    steps = list(library.reference_folder(folder, folder="Mine"))
    assert [(step.path, step.error is None) for step in steps] == [
        ("clip.mp4", True),
        ("close/blue.png", True),
        ("notes.txt", False),
        ("red.png", True),
        ("song.wav", True),
    ]
    again = list(library.reference_folder(folder))
    assert [step.added.duplicate for step in again if step.added] == [True] * 4
    assert library.assets(Filter(folder="Mine")).total == 4


def test_nothing_changed_is_nothing_to_tell(watched: Library, folder: Path) -> None:
    broken = watched.broken_files()
    assert list(broken) == [str(folder / "notes.txt")]
    assert "cannot be read" in broken[str(folder / "notes.txt")]
    assert watched.refresh() == Refreshed(broken=broken)


def test_new_files_are_taken_in(watched: Library, folder: Path) -> None:
    media.write_image(folder / "new.png", colour=(1, 2, 3))
    found = watched.refresh()
    assert found.added == (named(watched, "new.png").id,)
    assert named(watched, "new.png").tags == ("shoot",)


def test_a_file_that_is_gone_is_missing_until_it_is_back(watched: Library, folder: Path) -> None:
    asset = named(watched, "red.png")
    (folder / "red.png").rename(folder.parent / "red.png")
    assert watched.refresh().missing == (asset.id,)
    assert watched.asset(asset.id).state == "missing"
    assert watched.assets(Filter(state="missing")).total == 1
    with pytest.raises(MediaNotFound, match=r"'red\.png' was moved or deleted"):
        watched.path(asset.id)
    (folder.parent / "red.png").rename(folder / "red.png")
    assert watched.refresh().found == (asset.id,)
    assert watched.asset(asset.id).state == "ready"


def test_a_file_that_was_moved_keeps_its_asset(watched: Library, folder: Path) -> None:
    asset = named(watched, "red.png")
    (folder / "red.png").rename(folder / "close" / "crimson.png")
    assert watched.refresh() == Refreshed(broken=watched.broken_files())
    assert watched.path(asset.id) == folder / "close" / "crimson.png"
    assert watched.asset(asset.id) == asset


def test_an_asset_follows_a_file_that_is_changed_in_place(watched: Library, folder: Path) -> None:
    asset = named(watched, "red.png")
    repainted(folder / "red.png", (0, 255, 0), size=(32, 32))
    assert watched.refresh().changed == (asset.id,)
    changed = watched.asset(asset.id)
    assert (changed.width, changed.height, changed.state) == (32, 32, "ready")
    assert changed.identity != asset.identity
    assert watched.assets().total == 4


def test_a_moved_file_keeps_its_asset_even_when_another_takes_its_place(watched: Library, folder: Path) -> None:
    asset = named(watched, "red.png")
    shutil.copy2(folder / "red.png", folder / "zzz.png")
    repainted(folder / "red.png", (0, 255, 0))
    found = watched.refresh()
    assert (len(found.added), found.changed, found.missing) == (1, (), ())
    assert watched.path(asset.id) == folder / "zzz.png"
    assert watched.path(found.added[0]) == folder / "red.png"


def test_files_that_change_places_change_nothing(watched: Library, folder: Path) -> None:
    red, blue = named(watched, "red.png"), named(watched, "blue.png")
    (folder / "red.png").rename(folder / "t.png")
    (folder / "close" / "blue.png").rename(folder / "red.png")
    (folder / "t.png").rename(folder / "close" / "blue.png")
    for path in (folder / "red.png", folder / "close" / "blue.png"):
        os.utime(path, (1, 1))
    found = watched.refresh()
    assert (found.added, found.changed, found.missing) == ((), (), ())
    assert watched.path(red.id) == folder / "close" / "blue.png"
    assert watched.path(blue.id) == folder / "red.png"


def test_a_file_that_is_damaged_later_shows_its_asset_as_damaged(watched: Library, folder: Path) -> None:
    asset = named(watched, "clip.mp4")
    whole = (folder / "clip.mp4").read_bytes()
    (folder / "clip.mp4").write_bytes(b"oops")
    found = watched.refresh()
    assert str(folder / "clip.mp4") in found.broken
    damaged = watched.asset(asset.id)
    assert damaged.state == "damaged"
    assert "clip.mp4" in damaged.problem
    (folder / "clip.mp4").write_bytes(whole)
    assert watched.refresh().found == (asset.id,)


def test_a_folder_that_is_away_for_a_while_loses_nothing(watched: Library, folder: Path) -> None:
    before = watched.assets(Filter(order="name")).assets
    folder.rename(folder.with_name("unplugged"))
    assert len(watched.refresh().missing) == 4
    folder.with_name("unplugged").rename(folder)
    assert len(watched.refresh().found) == 4
    after = watched.assets(Filter(order="name")).assets
    assert [asset.id for asset in after] == [asset.id for asset in before]


def test_an_asset_that_was_deleted_does_not_come_back_by_itself(watched: Library, folder: Path) -> None:
    asset = named(watched, "red.png")
    watched.delete([asset.id])
    assert (folder / "red.png").is_file()
    os.utime(folder / "red.png", (5, 5))
    assert watched.refresh().added == ()
    assert watched.assets().total == 3
    for _ in watched.reference_folder(folder):
        pass
    assert named(watched, "red.png").id == asset.id


def test_uploading_a_referenced_file_stores_it_safely(watched: Library, folder: Path) -> None:
    asset = named(watched, "red.png")
    added = watched.add_file(folder / "red.png")
    assert (added.duplicate, added.asset.id) == (True, asset.id)
    (folder / "red.png").unlink()
    assert watched.refresh().missing == ()
    assert watched.path(asset.id).is_file()


def test_a_referenced_file_that_was_uploaded_before_is_that_asset(library: Library, folder: Path) -> None:
    asset = library.add_file(folder / "red.png", tags=["mine"]).asset
    steps = {step.path: step.added for step in library.reference_folder(folder)}
    added = steps["red.png"]
    assert added is not None
    assert (added.duplicate, added.asset) == (True, asset)


def test_equal_files_in_a_folder_are_one_asset_that_outlives_one_of_them(library: Library, folder: Path) -> None:
    shutil.copy(folder / "red.png", folder / "twin.png")
    for _ in library.reference_folder(folder):
        pass
    assert library.assets().total == 4
    asset = named(library, "red.png")
    (folder / "red.png").unlink()
    assert library.refresh().missing == ()
    assert library.path(asset.id) == folder / "twin.png"


def test_a_folder_that_is_not_watched_any_more_leaves_its_assets_missing(watched: Library, folder: Path) -> None:
    lost = watched.unwatch_folder(folder / ".." / folder.name)
    assert len(lost) == 4
    assert watched.watched_folders() == ()
    assert watched.assets(Filter(state="missing")).total == 4
    watched.delete([asset.id for asset in lost])
    assert watched.assets().total == 0


def test_a_folder_in_a_watched_folder_can_be_watched_by_itself(watched: Library, folder: Path) -> None:
    blue = named(watched, "blue.png")
    for _ in watched.reference_folder(folder / "close"):
        pass
    assert watched.refresh() == watched.refresh() == Refreshed(broken=watched.broken_files())
    assert watched.assets().total == 4
    assert watched.unwatch_folder(folder / "close") == (watched.asset(blue.id),)
    assert watched.refresh().found == (blue.id,)


def test_a_folder_that_cannot_be_listed_is_not_watched(library: Library, folder: Path) -> None:
    with pytest.raises(MediaNotFound, match="is no folder"):
        library.reference_folder(folder / "none")
    assert library.watched_folders() == ()


def test_a_folder_of_too_many_files_is_refused_and_one_that_has_grown_is_told(
    watched: Library, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("s2v_core.media.library.walking.MOST_FILES", 3)
    before = watched.assets().assets
    assert "more than 3 files" in watched.refresh().broken[str(folder)]
    assert watched.assets().assets == before
    shutil.copytree(folder, tmp_path / "copy")
    with pytest.raises(MediaRefused, match="more than 3 files"):
        watched.reference_folder(tmp_path / "copy")
    assert watched.watched_folders() == (folder,)


@pytest.mark.parametrize("other", ["aaa", "zzz"])
def test_a_file_that_was_moved_to_another_watched_folder_keeps_its_asset(
    watched: Library, folder: Path, tmp_path: Path, other: str
) -> None:
    (tmp_path / other).mkdir()
    for _ in watched.reference_folder(tmp_path / other):
        pass
    asset = named(watched, "red.png")
    (folder / "red.png").rename(tmp_path / other / "red.png")
    assert watched.refresh() == Refreshed(broken=watched.broken_files())
    assert watched.path(asset.id) == tmp_path / other / "red.png"
    assert watched.asset(asset.id).state == "ready"


def test_folders_on_disk_are_listed_in_order_without_hidden_ones(
    library: Library, settings: Settings, tmp_path: Path
) -> None:
    for name in ("day 10", "day 2", ".hidden", "close"):
        (tmp_path / "shoot" / name).mkdir(parents=True)
    media.write_image(tmp_path / "shoot" / "a.png")
    assert [path.name for path in library.folders_on_disk(tmp_path / "shoot")] == ["close", "day 2", "day 10"]
    with Library(settings) as untrusting, pytest.raises(MediaRefused):
        untrusting.folders_on_disk(tmp_path / "shoot")

"""The assets of one production: found and looked at once."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import fsspec
import pytest

from s2v_core.errors import MediaNotFound, MediaRefused, MediaTooLarge, MediaUnreadable
from s2v_core.media import Assets, MediaInfo
from s2v_core.media import assets as module
from s2v_core.media import probe as probe_file
from s2v_core.media.identity import content_hash
from s2v_core.settings import Settings, load_settings
from tests.support import media


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "media"
    media.write_video(path / "a.mp4", frames=6)
    media.write_image(path / "b.png")
    media.write_tone(path / "c.wav", seconds=0.1)
    (path / "bad.mp4").write_text("no film", encoding="utf-8")
    return path


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are really looked at, in order."""
    names: list[str] = []

    def probe(path: Path, *, max_pixels: int) -> MediaInfo:
        names.append(path.name)
        return probe_file(path, max_pixels=max_pixels)

    monkeypatch.setattr(module, "probe", probe)
    return names


def trusted(settings: Settings, folder: Path) -> Assets:
    return Assets(settings, base=folder, trusted=True)


def test_an_asset_is_looked_at_once(settings: Settings, folder: Path, looked_at: list[str]) -> None:
    assets = trusted(settings, folder)
    assert assets.info("a.mp4") == assets.info("a.mp4") == probe_file(folder / "a.mp4", max_pixels=10**8)
    assert looked_at == ["a.mp4"]


@pytest.mark.parametrize("name", ["a.mp4", "b.png", "c.wav"])
def test_the_facts_outlive_the_production_unchanged(
    settings: Settings, folder: Path, looked_at: list[str], name: str
) -> None:
    first = trusted(settings, folder).info(name)
    assert trusted(settings, folder).info(name) == first
    assert looked_at == [name]


def test_a_changed_file_is_looked_at_again(settings: Settings, folder: Path, looked_at: list[str]) -> None:
    trusted(settings, folder).info("b.png")
    media.write_image(folder / "b.png", size=(10, 10))
    assert trusted(settings, folder).info("b.png").width == 10
    assert looked_at == ["b.png", "b.png"]


def test_a_file_changed_to_the_same_size_is_noticed_by_its_time(
    settings: Settings, folder: Path, looked_at: list[str]
) -> None:
    trusted(settings, folder).info("b.png")
    os.utime(folder / "b.png", ns=(1, 1))
    trusted(settings, folder).info("b.png")
    assert looked_at == ["b.png", "b.png"]


def test_looking_ahead_settles_what_is_asked_later_good_or_bad(
    settings: Settings, folder: Path, looked_at: list[str]
) -> None:
    assets = trusted(settings, folder)
    assets.look_ahead(["a.mp4", "b.png", "a.mp4", "gone.mp4"])
    assert sorted(looked_at) == ["a.mp4", "b.png"]
    assert assets.info("a.mp4").kind == "video"
    assert assets.info("b.png").kind == "image"
    with pytest.raises(MediaNotFound):
        assets.info("gone.mp4")
    assert len(looked_at) == 2


def test_files_that_were_looked_at_are_seen_to_be_unchanged(settings: Settings, folder: Path) -> None:
    assets = trusted(settings, folder)
    assets.info_many(["a.mp4", "b.png"])
    paths = [folder / "a.mp4", folder / "b.png", folder / "never-looked-at.png"]
    assets.check_unchanged(paths)
    media.write_image(folder / "b.png", size=(10, 10))
    with pytest.raises(MediaUnreadable, match="changed while") as caught:
        assets.check_unchanged(paths)
    assert caught.value.where == str(folder / "b.png")


def test_a_file_that_is_no_media_is_known_by_its_content_and_seen_to_change(settings: Settings, folder: Path) -> None:
    font = folder / "letters.ttf"
    font.write_bytes(b"old")
    assets = trusted(settings, folder)
    assert assets.content_hash("letters.ttf") == content_hash(font)
    assets.check_unchanged([font])
    font.write_bytes(b"newer")
    with pytest.raises(MediaUnreadable, match="changed while"):
        assets.check_unchanged([font])


def test_what_is_written_to_while_it_is_looked_at_is_not_remembered(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def probe(path: Path, *, max_pixels: int) -> MediaInfo:
        found = probe_file(path, max_pixels=max_pixels)
        media.write_image(path, size=(10, 10))
        return found

    monkeypatch.setattr(module, "probe", probe)
    with pytest.raises(MediaUnreadable, match="changed while"):
        trusted(settings, folder).info("b.png")
    monkeypatch.setattr(module, "probe", probe_file)
    assert trusted(settings, folder).info("b.png").width == 10


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "null", '["video"]', "[1,2,3,4,5,6,7,8,9,10,11,12,13]", "[" * 9999, "\x00\xff"]
)
def test_damaged_entries_are_made_anew(settings: Settings, folder: Path, looked_at: list[str], damage: str) -> None:
    first = trusted(settings, folder).info_many(["a.mp4", "b.png"])
    entries = [path for path in settings.cache_dir.rglob("*.json") if path.parts[-3].startswith("probe")]
    assert len(entries) == 3
    for entry in entries:
        entry.write_text(damage, encoding="latin-1")
    assert trusted(settings, folder).info_many(["a.mp4", "b.png"]) == first
    assert trusted(settings, folder).info_many(["a.mp4", "b.png"]) == first
    assert sorted(looked_at) == ["a.mp4", "a.mp4", "b.png", "b.png"]


def test_many_are_looked_at_with_what_is_wrong_for_each(settings: Settings, folder: Path) -> None:
    told: list[tuple[int, int]] = []
    found = trusted(settings, folder).info_many(
        ["a.mp4", "bad.mp4", "b.png", "gone.mp4", "a.mp4", "c.wav"], progress=lambda *done: told.append(done)
    )
    kinds = [info.kind if isinstance(info, MediaInfo) else type(info) for info in found.values()]
    assert list(found) == ["a.mp4", "bad.mp4", "b.png", "gone.mp4", "c.wav"]
    assert kinds == ["video", MediaUnreadable, "image", MediaNotFound, "audio"]
    assert told[-1] == (5, 5)


def test_many_known_ones_come_from_one_sheet(settings: Settings, folder: Path, looked_at: list[str]) -> None:
    names = ["a.mp4", "b.png", "c.wav"]
    first = trusted(settings, folder).info_many(names)
    for entry in (settings.cache_dir / "probe").rglob("*.json"):
        entry.unlink()
    assert trusted(settings, folder).info_many(names) == first
    media.write_image(folder / "b.png", size=(10, 10))
    changed = trusted(settings, folder).info_many(names)["b.png"]
    assert isinstance(changed, MediaInfo)
    assert changed.width == 10
    assert sorted(looked_at) == ["a.mp4", "b.png", "b.png", "c.wav"]


def test_a_broken_asset_is_looked_at_once_and_told_each_time(
    settings: Settings, folder: Path, looked_at: list[str]
) -> None:
    assets = trusted(settings, folder)
    errors = []
    for _ in range(2):
        with pytest.raises(MediaUnreadable, match=r"bad\.mp4") as error:
            assets.info("bad.mp4")
        errors.append(error.value)
    assert looked_at == ["bad.mp4"]
    assert errors[0] is not errors[1]
    assert str(errors[0]) == str(errors[1])


def test_a_broken_asset_still_has_a_path(settings: Settings, folder: Path) -> None:
    assets = trusted(settings, folder)
    with pytest.raises(MediaUnreadable):
        assets.info("bad.mp4")
    assert assets.path("bad.mp4") == (folder / "bad.mp4").resolve()


def test_a_lower_limit_of_pixels_holds_for_remembered_files(settings: Settings, tmp_path: Path) -> None:
    path = media.write_image(tmp_path / "large.png", size=(2000, 1000), mode="1", colour=1)
    Assets(settings, trusted=True).info(str(path))
    strict = load_settings(home=settings.home, max_pixels=1_000_000, _env_file=None)
    with pytest.raises(MediaTooLarge, match="2000 x 1000"):
        Assets(strict, trusted=True).info(str(path))


def test_without_trust_paths_outside_the_roots_are_refused(settings: Settings, folder: Path) -> None:
    assets = Assets(settings, base=folder)
    for call in (assets.path, assets.info):
        with pytest.raises(MediaRefused):
            call("a.mp4")


def test_a_file_that_vanishes_is_not_found(settings: Settings, folder: Path) -> None:
    assets = trusted(settings, folder)
    assets.path("a.mp4")
    (folder / "a.mp4").unlink()
    with pytest.raises(MediaNotFound):
        assets.info("a.mp4")


def test_threads_that_ask_at_once_wait_for_one_look(settings: Settings, folder: Path, looked_at: list[str]) -> None:
    assets = trusted(settings, folder)
    found: list[MediaInfo] = []
    threads = [threading.Thread(target=lambda: found.append(assets.info("a.mp4"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert looked_at == ["a.mp4"]
    assert len(set(found)) == 1
    assert len(found) == 8


def test_a_fetched_asset_that_the_cache_has_let_go_is_fetched_again(settings: Settings, folder: Path) -> None:
    with fsspec.open("memory://assets/b.png", "wb") as file:
        file.write((folder / "b.png").read_bytes())
    assets = Assets(settings, trusted=True)
    found = assets.path("memory://assets/b.png")
    found.unlink()
    assert assets.path("memory://assets/b.png").read_bytes() == (folder / "b.png").read_bytes()

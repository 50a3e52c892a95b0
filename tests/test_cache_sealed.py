"""Sealed entries: content whose damage a reader would not notice."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.cache import Cache, key_of
from s2v_core.cache import store as module
from s2v_core.errors import SettingsError

KEY = key_of("a chunk")
CONTENT = bytes(range(256)) * 16


def writing(content: bytes) -> Callable[[Path], object]:
    return lambda target: target.write_bytes(content)


def sealed(folder: Path, content: bytes = CONTENT, suffix: str = ".mp4") -> Path:
    return Cache(folder).store_sealed("chunks", KEY, suffix, writing(content))


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files whose content is compared with their names, in order."""
    paths: list[Path] = []
    digest_of = module.digest_of

    def noted(path: Path) -> str:
        paths.append(path)
        return digest_of(path)

    monkeypatch.setattr(module, "digest_of", noted)
    return paths


@pytest.mark.parametrize("suffix", [".mp4", ""])
def test_a_sealed_entry_is_found_whole(tmp_path: Path, suffix: str) -> None:
    path = sealed(tmp_path, suffix=suffix)
    assert path.suffix == suffix
    assert Cache(tmp_path).find_sealed("chunks", KEY, suffix) == path
    assert path.read_bytes() == CONTENT


def test_what_was_never_stored_is_not_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.find_sealed("chunks", KEY, ".mp4") is None
    cache.store_sealed("chunks", KEY, ".mp4", writing(CONTENT))
    assert cache.find_sealed("chunks", KEY, ".m4a") is None
    assert cache.find_sealed("chunks", KEY, "") is None
    assert cache.find_sealed("sound", KEY, ".mp4") is None
    assert cache.find_sealed("chunks", KEY[:-1] + ("0" if KEY[-1] != "0" else "1"), ".mp4") is None


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [flip_a_bit, cut_short, lengthen, empty])
def test_a_damaged_entry_is_removed_and_can_be_made_again(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    path = sealed(tmp_path)
    damage(path)
    cache = Cache(tmp_path)
    assert cache.find_sealed("chunks", KEY, ".mp4") is None
    assert not path.exists()
    assert cache.store_sealed("chunks", KEY, ".mp4", writing(CONTENT)) == path
    assert cache.find_sealed("chunks", KEY, ".mp4") == path


@given(content=st.binary(max_size=40), other=st.binary(max_size=40))
def test_the_name_tells_any_two_contents_apart(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, other: bytes
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    path = sealed(folder, content)
    path.write_bytes(other)
    assert Cache(folder).find_sealed("chunks", KEY, ".mp4") == (path if content == other else None)


def test_damage_after_the_first_look_is_found_by_size_and_time(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    path = cache.store_sealed("chunks", KEY, ".mp4", writing(CONTENT))
    assert cache.find_sealed("chunks", KEY, ".mp4") == path
    facts = path.stat()
    flip_a_bit(path)
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns + 1000))
    assert cache.find_sealed("chunks", KEY, ".mp4") is None


def test_content_is_compared_once(tmp_path: Path, hashed: list[Path]) -> None:
    path = sealed(tmp_path)
    hashed.clear()
    cache = Cache(tmp_path)
    for _ in range(3):
        assert cache.find_sealed("chunks", KEY, ".mp4") == path
    assert hashed == [path]


def test_what_is_remembered_of_seals_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_SEALS", 4)
    cache = Cache(tmp_path)
    for number in range(20):
        path = cache.store_sealed("chunks", key_of(number), ".mp4", writing(CONTENT))
        assert cache.find_sealed("chunks", key_of(number), ".mp4") == path
        assert len(cache._seals) <= 4


def test_two_contents_for_one_key_are_both_whole_and_one_is_chosen(tmp_path: Path) -> None:
    first, second = sealed(tmp_path, b"one"), sealed(tmp_path, b"two")
    assert first != second
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    found = {Cache(tmp_path).find_sealed("chunks", KEY, ".mp4") for _ in range(3)}
    assert len(found) == 1
    assert found <= {first, second}
    (chosen,) = found
    assert chosen is not None
    chosen.write_bytes(b"damaged")
    assert {Cache(tmp_path).find_sealed("chunks", KEY, ".mp4")} == {first, second} - found


def test_an_entry_that_cannot_be_read_is_not_found_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sealed(tmp_path)

    def refused(_: Path) -> str:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(module, "digest_of", refused)
    assert Cache(tmp_path).find_sealed("chunks", KEY, ".mp4") is None
    assert path.exists()


def test_a_folder_with_the_name_of_an_entry_is_none(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    path.unlink()
    path.mkdir()
    assert Cache(tmp_path).find_sealed("chunks", KEY, ".mp4") is None


def test_an_entry_evicted_after_it_was_found_is_not_found_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.store_sealed("chunks", KEY, ".mp4", writing(CONTENT))
    found = cache.find_sealed("chunks", KEY, ".mp4")
    assert found is not None
    found.unlink()
    assert cache.find_sealed("chunks", KEY, ".mp4") is None


def test_finding_counts_as_using_but_not_again_at_once(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    os.utime(path, (1000, 1000))
    cache = Cache(tmp_path)
    cache.find_sealed("chunks", KEY, ".mp4")
    assert path.stat().st_mtime > time.time() - 60
    used = time.time() - 30
    os.utime(path, (used, used))
    cache.find_sealed("chunks", KEY, ".mp4")
    assert path.stat().st_mtime == pytest.approx(used, abs=1)


def test_a_writer_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail(target: Path) -> None:
        target.write_bytes(b"half")
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        Cache(tmp_path).store_sealed("chunks", KEY, ".mp4", fail)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_full_disk_is_named_as_the_cache(tmp_path: Path) -> None:
    def full(target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(SettingsError, match="disk is full") as caught:
        Cache(tmp_path).store_sealed("chunks", KEY, ".mp4", full)
    assert caught.value.where == str(tmp_path)


@pytest.fixture
def in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that exist refuse to be replaced, as those do on Windows that somebody reads."""
    replace = Path.replace

    def refusing(self: Path, target: Path) -> Path:
        if target.exists():
            raise PermissionError(errno.EACCES, "Permission denied", str(self), None, str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refusing)


@pytest.mark.usefixtures("in_use")
def test_an_entry_in_use_that_is_equal_stays(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    assert sealed(tmp_path) == path
    assert path.read_bytes() == CONTENT
    assert [entry for entry in path.parent.iterdir() if entry != path] == []


@pytest.mark.usefixtures("in_use")
def test_a_damaged_entry_in_use_is_not_taken_for_the_new_one(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    flip_a_bit(path)
    with pytest.raises(SettingsError):
        sealed(tmp_path)


@pytest.mark.usefixtures("in_use")
def test_an_entry_without_a_seal_that_is_in_use_stays(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for _ in range(2):
        path = cache.store("speech", KEY, ".speech", writing(CONTENT))
    assert path.read_bytes() == CONTENT


def test_an_unusable_entry_is_dropped(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    cache = Cache(tmp_path)
    cache.drop(path)
    assert cache.find_sealed("chunks", KEY, ".mp4") is None
    cache.drop(path)


@pytest.mark.parametrize("place", ["../outside.mp4", "chunks/notes.txt", "chunks/ab/readme.md", ".tidied", ""])
def test_only_entries_can_be_dropped(tmp_path: Path, place: str) -> None:
    with pytest.raises(ValueError, match="no entry"):
        Cache(tmp_path).drop(tmp_path / place)


@pytest.mark.parametrize(
    ("kind", "key", "suffix"),
    [("../up", KEY, ".mp4"), ("", KEY, ""), ("chunks", "../../x", ""), ("chunks", KEY.upper(), ""), ("a", KEY, "/b")],
)
def test_names_that_the_cache_would_not_know_again_are_refused(
    tmp_path: Path, kind: str, key: str, suffix: str
) -> None:
    with pytest.raises(ValueError, match="no entry"):
        Cache(tmp_path).path(kind, key, suffix)

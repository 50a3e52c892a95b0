from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.cache import Cache, drop_unfinished, key_of, write_atomically
from s2v_core.errors import SettingsError


def test_an_entry_is_made_once_and_found_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    made = []

    def write(path: Path) -> None:
        made.append(path)
        path.write_text("content", encoding="utf-8")

    first = cache.obtain("text", key_of("a"), ".txt", write)
    second = cache.obtain("text", key_of("a"), ".txt", write)
    assert first == second
    assert first.read_text(encoding="utf-8") == "content"
    assert len(made) == 1


def test_a_missing_entry_is_none(tmp_path: Path) -> None:
    assert Cache(tmp_path).find("text", key_of("a"), ".txt") is None


def test_storing_again_replaces_the_entry(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for content in ("old", "new"):
        path = cache.store("text", key_of("k"), ".txt", lambda target, content=content: target.write_text(content))
    assert path.read_text() == "new"


def test_a_writer_that_fails_leaves_the_old_content_and_no_scraps(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def fail(path: Path) -> None:
        path.write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_atomically(target, fail)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_the_unfinished_file_keeps_the_suffix_so_that_writers_know_the_format(tmp_path: Path) -> None:
    seen = []

    def write(path: Path) -> None:
        seen.append(path)
        path.write_bytes(b"")

    write_atomically(tmp_path / "film.mp4", write)
    assert seen[0].suffix == ".mp4"
    assert seen[0].parent == tmp_path


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(json_values)
def test_keys_are_stable_and_ignore_the_order_of_mappings(value: object) -> None:
    turned = dict(reversed(list(value.items()))) if isinstance(value, dict) else value
    assert key_of(value) == key_of(turned)


def test_keys_differ_when_any_part_differs() -> None:
    keys = {key_of("a", 1), key_of("a", 2), key_of("a", "1"), key_of("b", 1), key_of(["a", 1]), key_of("a")}
    assert len(keys) == 6


def filled(folder: Path, ages: dict[str, float]) -> Cache:
    """Return a cache of entries of 100 bytes each, last used so many seconds before second 10,000."""
    cache = Cache(folder)
    for key, age in ages.items():
        path = cache.store("text", key_of(key), ".txt", lambda target: target.write_bytes(bytes(100)))
        os.utime(path, (10_000 - age, 10_000 - age))
    return cache


def test_trimming_lets_go_of_what_was_used_longest_ago(tmp_path: Path) -> None:
    cache = filled(tmp_path, {"old": 9000, "older": 9500, "new": 8000})
    assert cache.trim(150, now=10_000) == 200
    assert [cache.find("text", key_of(key), ".txt") is not None for key in ("older", "old", "new")] == [
        False,
        False,
        True,
    ]


def test_trimming_keeps_what_fits_and_what_was_just_used(tmp_path: Path) -> None:
    cache = filled(tmp_path, {"now": 0, "recent": 500, "old": 700})
    assert cache.trim(1000, now=10_000) == 0
    assert cache.trim(0, now=10_000) == 100
    assert cache.find("text", key_of("recent"), ".txt") is not None


def test_finding_an_entry_counts_as_using_it(tmp_path: Path) -> None:
    cache = filled(tmp_path, {"a": 9000, "b": 9001})
    cache.find("text", key_of("b"), ".txt")
    assert cache.trim(100) == 100
    assert cache.find("text", key_of("a"), ".txt") is None


def test_trimming_a_cache_that_does_not_exist_yet_is_nothing(tmp_path: Path) -> None:
    assert Cache(tmp_path / "none").trim(0, now=10_000) == 0


def refused(number: int) -> Callable[[Path], object]:
    def write(target: Path) -> object:
        raise OSError(number, "no", None)

    return write


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_full_or_read_only_disk_is_named_as_the_cache(tmp_path: Path, number: int) -> None:
    with pytest.raises(SettingsError, match="S2V_HOME") as caught:
        Cache(tmp_path).store("text", key_of("a"), ".txt", refused(number))
    assert caught.value.where == str(tmp_path)


def test_a_cache_below_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SettingsError, match="cannot be written"):
        Cache(tmp_path / "file" / "cache").store("text", key_of("a"), ".txt", lambda target: target.write_bytes(b""))


def test_troubles_of_the_source_of_an_entry_are_not_blamed_on_the_cache(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Cache(tmp_path / "cache").store("text", key_of("a"), ".txt", lambda _: (tmp_path / "gone").read_bytes())
    with pytest.raises(ConnectionResetError):
        Cache(tmp_path / "cache").store("text", key_of("a"), ".txt", refused(errno.ECONNRESET))


def test_what_a_killed_writer_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    left = tmp_path / ".film.0a1b2c3d.part.mp4"
    others = [".film.2.0a1b2c3d.part.mp4", ".film.0a1b2c3d.part.srt", ".film.part.mp4", "film.mp4", "xfilm.mp4"]
    for name in [left.name, *others]:
        (tmp_path / name).write_bytes(b"")
    drop_unfinished(tmp_path / "film.mp4")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(others)

"""The cache's limit: what is evicted, when, and what never is."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.cache import Cache, key_of, trimming
from s2v_core.cache import store as store_module

NOW = 1_000_000.0
HOUR = 3600.0


def add(cache: Cache, name: object, *, size: int = 100, age: float = 0.0, kind: str = "chunks") -> Path:
    """Store an entry that was last used ``age`` seconds before ``NOW``."""
    path = cache.store(kind, key_of(name), ".bin", lambda target: target.write_bytes(bytes(size)))
    os.utime(path, (NOW - age, NOW - age))
    return path


def scrap(cache: Cache, *, age: float) -> Path:
    """Leave what a killed writer leaves."""
    target = cache.path("chunks", key_of("scrap"), ".mp4")
    target.parent.mkdir(parents=True, exist_ok=True)
    path = target.with_name(f".{target.stem}.0123abcd.part.mp4")
    path.write_bytes(bytes(50))
    os.utime(path, (NOW - age, NOW - age))
    return path


def total(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@given(
    entries=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5000)), max_size=12),
    limit=st.integers(0, 300),
    spare=st.sampled_from([0, 600, 3600]),
)
def test_the_least_recently_used_go_and_no_more_than_needed(
    tmp_path_factory: pytest.TempPathFactory, entries: Sequence[tuple[int, int]], limit: int, spare: float
) -> None:
    cache = Cache(tmp_path_factory.mktemp("cache"))
    paths = {add(cache, number, size=size, age=age): (age, size) for number, (size, age) in enumerate(entries)}
    freed = cache.trim(limit, now=NOW, spare=spare)
    kept = {path: facts for path, facts in paths.items() if path.exists()}
    gone = {path: facts for path, facts in paths.items() if path not in kept}
    left = sum(size for _, size in kept.values())
    assert freed == sum(size for _, size in paths.values()) - left
    assert left <= limit or all(age <= spare for age, _ in kept.values())
    assert all(age >= spare for age, _ in gone.values())
    if gone:
        assert min(age for age, _ in gone.values()) >= max((age for age, _ in kept.values()), default=0)
        newest = min(age for age, _ in gone.values())
        assert any(left + size > limit for age, size in gone.values() if age == newest)


def test_a_time_in_the_future_is_no_reason_to_stay(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    wrong, right = add(cache, "wrong", age=-10 * HOUR), add(cache, "right", age=2 * HOUR)
    assert cache.trim(100, now=NOW) == 100
    assert (wrong.exists(), right.exists()) == (False, True)


def test_a_clock_that_is_a_little_ahead_harms_no_entry_in_use(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    path = add(cache, "ahead", age=-60)
    assert cache.trim(0, now=NOW) == 0
    assert path.exists()


def test_what_killed_writers_left_is_swept_but_not_what_is_being_written(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    left = scrap(cache, age=3 * HOUR)
    assert cache.trim(10**9, now=NOW) == 50
    assert not left.exists()
    writing = scrap(cache, age=HOUR)
    assert cache.trim(0, now=NOW) == 0
    assert writing.exists()


def test_files_of_others_are_never_counted_or_deleted(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    entry = add(cache, "entry", age=HOUR)
    key = key_of("x")
    places = [
        "notes.txt",
        "chunks/notes.txt",
        f"chunks/{key[:2]}/notes.txt",
        f"chunks/zz/{key}.mp4",
        f"chunks/{'00' if key[:2] != '00' else '11'}/{key}.mp4",
        f"My Films/{key[:2]}/{key}.mp4",
        f"chunks/{key[:2]}/sub/{key}.mp4",
        f"objects/{key[:2]}/{key[2:]}",
        f"chunks/{key[:2]}/.{key}.swp",
    ]
    for place in places:
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(1000))
        os.utime(path, (0, 0))
    assert cache.survey().size == 100
    assert cache.trim(0, now=NOW) == 100
    assert cache.clear().entries == 0
    assert not entry.exists()
    assert [place for place in places if not (tmp_path / place).exists()] == []


def test_links_to_folders_elsewhere_are_not_followed(tmp_path: Path) -> None:
    elsewhere = Cache(tmp_path / "elsewhere")
    path = add(elsewhere, "a", age=HOUR)
    root = tmp_path / "cache"
    root.mkdir()
    (root / "chunks").symlink_to(tmp_path / "elsewhere" / "chunks", target_is_directory=True)
    assert Cache(root).trim(0, now=NOW) == 0
    assert path.exists()


def test_an_entry_used_while_the_cache_is_looked_through_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    path = add(cache, "a", age=HOUR)
    found = list(trimming.files_below(tmp_path))
    os.utime(path, (NOW, NOW))
    monkeypatch.setattr(trimming, "files_below", lambda root: found)
    assert cache.trim(0, now=NOW) == 0
    assert path.exists()


def test_what_another_process_has_trimmed_meanwhile_counts_as_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path)
    paths = [add(cache, number, age=HOUR + number) for number in (3, 2, 1)]
    found = list(trimming.files_below(tmp_path))
    paths[0].unlink()
    monkeypatch.setattr(trimming, "files_below", lambda root: found)
    assert cache.trim(200, now=NOW) == 0
    assert [path.exists() for path in paths] == [False, True, True]


def test_an_entry_in_use_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    busy, free = add(cache, "busy", age=2 * HOUR), add(cache, "free", age=HOUR)
    unlink = os.unlink

    def refusing(path: str) -> None:
        if Path(path) == busy:
            raise PermissionError(errno.EACCES, "in use", path)
        unlink(path)

    monkeypatch.setattr(trimming.os, "unlink", refusing)
    assert cache.trim(100, now=NOW) == 100
    assert (busy.exists(), free.exists()) == (True, False)
    cleared = cache.clear()
    assert (cleared.entries, cleared.kept_entries, cleared.kept_size) == (0, 1, 100)


def big_disk(monkeypatch: pytest.MonkeyPatch, *, free: int = 1 << 40) -> None:
    usage = shutil.disk_usage("/")._replace(total=1 << 42, free=free)
    monkeypatch.setattr(trimming.shutil, "disk_usage", lambda path: usage)


def stored_old(cache: Cache, count: int) -> None:
    """Store entries of 100 bytes that were last used an hour ago, oldest first."""
    for number in range(count):
        path = cache.store("chunks", key_of("old", number), ".bin", lambda target: target.write_bytes(bytes(100)))
        used = time.time() - 2 * HOUR + number
        os.utime(path, (used, used))


def test_storing_keeps_a_long_production_below_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    big_disk(monkeypatch)
    cache = Cache(tmp_path, limit=2000)
    most = 0
    for number in range(100):
        path = cache.store("chunks", key_of(number), ".bin", lambda target: target.write_bytes(bytes(100)))
        used = time.time() - 2 * HOUR + number
        os.utime(path, (used, used))
        most = max(most, total(tmp_path))
    assert most <= 2000 + 100 + 100


def test_sealed_entries_count_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    big_disk(monkeypatch)
    stored_old(Cache(tmp_path), 30)
    cache = Cache(tmp_path, limit=1000)
    cache.store_sealed("chunks", key_of("new"), ".bin", lambda target: target.write_bytes(bytes(100)))
    assert total(tmp_path) == 1000


def test_a_cache_without_a_limit_evicts_nothing(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    stored_old(cache, 30)
    assert cache.tidy() == 0
    assert total(tmp_path) == 3000


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The caches that are looked through, in order."""
    roots: list[Path] = []
    trim = store_module.trim

    def noted(root: Path, limit: int, *, now: float, spare: float, wanted: int = 0) -> int:
        roots.append(root)
        return trim(root, limit, now=now, spare=spare, wanted=wanted)

    monkeypatch.setattr(store_module, "trim", noted)
    big_disk(monkeypatch)
    return roots


def test_small_batches_do_not_look_through_the_cache_each_time(tmp_path: Path, looks: list[Path]) -> None:
    for _ in range(5):
        cache = Cache(tmp_path, limit=10**6)
        stored_old(cache, 3)
        cache.tidy()
    assert len(looks) == 1


def test_the_cache_is_looked_through_again_after_ten_minutes(tmp_path: Path, looks: list[Path]) -> None:
    cache = Cache(tmp_path, limit=10**6)
    stored_old(cache, 1)
    ago = time.time() - 601
    os.utime(tmp_path / ".tidied", (ago, ago))
    cache.tidy()
    cache.tidy()
    assert len(looks) == 2


def test_a_twentieth_of_the_limit_makes_it_look_at_once(tmp_path: Path, looks: list[Path]) -> None:
    cache = Cache(tmp_path, limit=10_000)
    stored_old(cache, 11)
    assert len(looks) == 1 + 2


def test_a_nearly_full_disk_makes_room_below_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored_old(Cache(tmp_path), 30)
    big_disk(monkeypatch, free=(1 << 30) - 250)
    assert Cache(tmp_path, limit=10**6).tidy() == 300


def test_a_cache_that_may_not_be_written_is_left_alone(
    tmp_path: Path, looks: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    stored_old(Cache(tmp_path), 3)
    monkeypatch.setattr(store_module.os, "access", lambda path, mode: False)
    assert Cache(tmp_path, limit=0).tidy() == 0
    assert looks == []


def test_a_cache_that_does_not_exist_yet_is_empty(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "none", limit=100)
    assert cache.tidy() == 0
    assert cache.survey().entries == 0
    assert cache.clear().entries == 0
    assert not (tmp_path / "none").exists()


def test_the_survey_sums_up_by_kind(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    add(cache, 1, size=10, age=50, kind="speech")
    add(cache, 2, size=20, age=10, kind="speech")
    add(cache, 3, size=40, age=30, kind="chunks")
    scrap(cache, age=10)
    survey = cache.survey()
    assert [(held.kind, held.entries, held.size) for held in survey.holdings] == [("chunks", 1, 40), ("speech", 2, 30)]
    assert (survey.holdings[1].oldest, survey.holdings[1].newest) == (NOW - 50, NOW - 10)
    assert (survey.unfinished, survey.unfinished_size, survey.entries, survey.size) == (1, 50, 3, 120)


def test_clearing_takes_the_named_kinds_and_ages_alone(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for kind in ("speech", "chunks"):
        for age in (HOUR, 48 * HOUR):
            path = add(cache, (kind, age), kind=kind)
            os.utime(path, (time.time() - age, time.time() - age))
    assert cache.clearable(kinds=["chunks"], older_than=24 * HOUR).entries == 1
    assert cache.clear(kinds=["chunks"], older_than=24 * HOUR).entries == 1
    assert {held.kind: held.entries for held in cache.survey().holdings} == {"chunks": 1, "speech": 2}
    assert cache.clear(kinds=["speech"]).size == 200
    assert cache.clear().entries == 1
    assert cache.survey().entries == 0

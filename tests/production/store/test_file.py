from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from s2v_core.errors import StoreUnusable
from s2v_core.production.store import JobsStore
from s2v_core.production.store.database import Database
from s2v_core.production.store.schema import MIGRATIONS
from tests.production.store.making import DONE, Clock, claim, new_output, planned, states, submit


def test_the_folder_of_the_store_is_made(tmp_path: Path) -> None:
    with JobsStore(tmp_path / "new" / "folder" / "jobs.db") as store:
        submit(store)
    assert (tmp_path / "new" / "folder" / "jobs.db").exists()


def test_what_was_stored_is_there_when_the_store_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "Aufträge %20 ?#.db"
    with JobsStore(path) as store:
        job = submit(store, name="kept")
    with JobsStore(path) as store:
        assert store.job(job).name == "kept"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    path.write_bytes(b"this was a jobs store once" * 100)
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match="damaged") as caught:
        JobsStore(path)
    assert caught.value.where == str(path)
    assert "move the file away" in caught.value.hint
    assert path.read_bytes() == before


def test_damage_in_the_middle_of_the_file_is_named_when_it_is_met(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    with JobsStore(path) as store:
        for _ in range(200):
            submit(store, document='{"a": "%s"}' % ("x" * 500))
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\xff" * (len(content) - 8192 - 4096)
    path.write_bytes(content)
    with JobsStore(path) as store, pytest.raises(StoreUnusable, match="damaged"):
        store.jobs(limit=1000)


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
        other.commit()
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match="something else"):
        JobsStore(path)
    assert path.read_bytes() == before


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    JobsStore(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreUnusable, match="version 99"):
        JobsStore(path)


@pytest.mark.parametrize("blocked", ["folder", "parent"])
def test_a_path_that_cannot_be_a_store_is_refused(tmp_path: Path, blocked: str) -> None:
    path = tmp_path / "jobs.db"
    if blocked == "folder":
        path.mkdir()
    else:
        path.write_text("")
        path = path / "inside.db"
    with pytest.raises(StoreUnusable, match="cannot be used"):
        JobsStore(path)


def test_an_older_store_is_brought_up_to_date_with_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    with JobsStore(path) as store:
        job = submit(store, name="old")
    newer = (*MIGRATIONS, ("ALTER TABLE jobs ADD COLUMN note TEXT NOT NULL DEFAULT 'none'",))
    database = Database(path, migrations=newer)
    with database.reading() as connection:
        row = connection.execute("SELECT * FROM jobs").fetchone()
        assert (row["id"], row["name"], row["note"]) == (job, "old", "none")
    database.close()
    with pytest.raises(StoreUnusable, match="newer program"):
        JobsStore(path)
    Database(path, migrations=newer).close()


def test_a_migration_that_breaks_off_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    with JobsStore(path) as store:
        job = submit(store)
    broken = (*MIGRATIONS, ("DELETE FROM jobs", "ALTER TABLE nothing ADD COLUMN note"))
    with pytest.raises(sqlite3.OperationalError, match="nothing"):
        Database(path, migrations=broken)
    with JobsStore(path) as store:
        assert store.job(job).id == job


def test_an_error_undoes_the_whole_change(store: JobsStore) -> None:
    job = submit(store)
    task = claim(store)
    outputs = [new_output(0), new_output(1, draws={"x": float("nan")})]
    with pytest.raises(ValueError, match="not JSON compliant"):
        store.finish_planning(task, outputs, {"Seed": 1})
    found = store.job(job)
    assert (found.state, found.outputs, store.facts(job)) == ("Processing", {}, {})
    assert store.heartbeat({task: None}, 10).lost == frozenset()


def test_a_crash_in_the_middle_of_a_change_loses_the_change_alone(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    with JobsStore(path) as store:
        job = submit(store, name="before")
    crash = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from s2v_core.production.store.database import Database\n"
        "with Database(Path(sys.argv[1])).writing() as connection:\n"
        "    connection.execute('UPDATE jobs SET name = ?', ('during',))\n"
        "    connection.execute('PRAGMA cache_size = 1')\n"  # so that half of the change is on the disk already
        "    connection.executemany('INSERT INTO removed VALUES (?, 1)', [(str(n),) for n in range(20000)])\n"
        "    os._exit(9)\n"
    )
    ended = subprocess.run([sys.executable, "-c", crash, str(path)], cwd=Path(__file__).parents[3], check=False)
    assert ended.returncode == 9
    assert path.with_name("jobs.db-wal").stat().st_size > 100_000
    with JobsStore(path) as store:
        assert store.job(job).name == "before"
        assert store.changes_since(0).removed == ()
        submit(store)


def test_a_store_that_others_hold_for_too_long_says_so(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    database = Database(path, patience=0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnusable, match="in use by another program"), database.writing():
            pass
    with database.writing() as connection:
        connection.execute("UPDATE counters SET value = value")
    database.close()


def test_reading_does_not_wait_for_who_writes(tmp_path: Path) -> None:
    database = Database(tmp_path / "jobs.db", patience=0.05)
    with database.writing() as writer, database.reading() as reader:
        writer.execute("UPDATE counters SET value = 5 WHERE name = 'turn'")
        assert reader.execute("SELECT value FROM counters WHERE name = 'turn'").fetchone()[0] == 0
    database.close()


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = JobsStore(tmp_path / "jobs.db")
    store.close()
    with pytest.raises(StoreUnusable, match="closed"):
        store.jobs()
    store.close()


def test_threads_share_a_store_and_leave_no_connection_behind(tmp_path: Path, clock: Clock) -> None:
    with JobsStore(tmp_path / "jobs.db", now=clock) as store:
        job = planned(store, 40)
        seen: list[int | None] = []
        barrier = threading.Barrier(8)

        def work(number: int) -> None:
            barrier.wait()
            for _ in range(5):
                task = claim(store, f"w{number}")
                seen.append(task.index)
                store.jobs()
                store.finish(task, DONE)

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(work, range(8)))
        assert sorted(seen) == list(range(40))
        assert states(store, job) == ["Success"] * 40
    assert [entry.name for entry in tmp_path.iterdir()] == ["jobs.db"]


def test_many_can_make_the_same_store_at_once(tmp_path: Path) -> None:
    for attempt in range(5):
        path = tmp_path / f"{attempt}.db"
        barrier = threading.Barrier(8)

        def make(path: Path = path, barrier: threading.Barrier = barrier) -> None:
            barrier.wait()
            with JobsStore(path) as store:
                submit(store)

        with ThreadPoolExecutor(8) as pool:
            for made in [pool.submit(make) for _ in range(8)]:
                made.result()
        with JobsStore(path) as store:
            assert len(store.jobs(limit=100).jobs) == 8


def test_space_of_removed_jobs_is_given_back_where_that_is_quick(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "jobs.db"
    with JobsStore(path) as store:
        assert not store.vacuum()
        jobs = [submit(store, document='"%s"' % ("x" * 100_000)) for _ in range(60)]
        assert not store.vacuum()
        for job in jobs[1:]:
            store.request_cancel(job)
            store.remove(job)
        with monkeypatch.context() as patch:
            patch.setattr("s2v_core.production.store.jobs._LARGE", 1100)
            assert not store.vacuum()
        assert store.vacuum()
        assert store.request(jobs[0]).document == '"%s"' % ("x" * 100_000)
        assert path.stat().st_size < 1_000_000

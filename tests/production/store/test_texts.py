"""Texts that are to be written: claimed once, ended once, and begun again after a crash."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from s2v_core.errors import JobNotFound
from s2v_core.production.store import Failure, JobsStore, NewText, TextsStore
from s2v_core.production.store.database import Database
from s2v_core.production.store.schema import MIGRATIONS
from tests.production.store.making import Clock

TEXT = NewText(kind="Title", config='{"keywords": "cake"}', title="Titles", user_data="mine")


@pytest.fixture
def texts(tmp_path: Path, clock: Clock) -> Iterator[TextsStore]:
    with TextsStore(tmp_path / "jobs.db", now=clock) as texts:
        yield texts


def test_texts_are_claimed_in_their_order_and_once(texts: TextsStore, clock: Clock) -> None:
    first = texts.submit(TEXT)
    clock.pass_(1)
    second = texts.submit(TEXT)
    assert texts.text(first).state == "Created"
    claimed = [texts.claim() for _ in range(3)]
    assert [text.id if text else None for text in claimed] == [first, second, None]
    assert texts.open_texts() == 2


def test_what_was_written_and_what_failed_is_kept(texts: TextsStore, clock: Clock) -> None:
    for _ in range(2):
        texts.submit(TEXT)
    good, bad = texts.claim(), texts.claim()
    assert good is not None
    assert bad is not None
    clock.pass_(5)
    texts.finish(good, {"Texts": ["蛋糕"]})
    texts.fail(bad, Failure(code="CopyError", message="No."))
    done, failed = texts.text(good.id), texts.text(bad.id)
    assert (done.state, done.result, done.request) == ("Finished", {"Texts": ["蛋糕"]}, TEXT)
    assert (failed.state, failed.failure) == ("Failed", Failure(code="CopyError", message="No."))
    assert done.ended == clock()
    assert texts.open_texts() == 0


def test_what_was_begun_is_begun_again_three_times_at_most(texts: TextsStore) -> None:
    text = texts.submit(TEXT)
    for attempt in (1, 2, 3):
        claimed = texts.claim()
        assert claimed is not None
        assert claimed.attempts == attempt
        assert texts.take_over() == 1
    assert texts.claim() is None
    stored = texts.text(text)
    assert stored.state == "Failed"
    assert stored.failure is not None
    assert stored.failure.code == "WorkerLost"


def test_who_lost_a_text_changes_nothing(texts: TextsStore) -> None:
    texts.submit(TEXT)
    lost = texts.claim()
    assert lost is not None
    texts.take_over()
    texts.finish(lost, {"Texts": []})
    assert texts.text(lost.id).state == "Created"


def test_old_texts_are_forgotten(texts: TextsStore, clock: Clock) -> None:
    texts.submit(TEXT)
    clock.pass_(1)
    waiting = texts.submit(TEXT)
    ended = texts.claim()
    assert ended is not None
    texts.finish(ended, {})
    clock.pass_(10)
    assert texts.forget_before(clock()) == 1
    with pytest.raises(JobNotFound):
        texts.text(ended.id)
    assert texts.text(waiting).id == waiting


def test_a_store_of_the_first_version_gets_kinds_and_texts(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old = Database(path, migrations=MIGRATIONS[:1])
    with old.writing() as connection:
        connection.execute(
            """INSERT INTO jobs VALUES ('a', NULL, 'd', 'n', 'n', 'global', NULL, '/out', 0, 0, 'Init', 0, 0, 1, 1,
                                        NULL, NULL, 1)"""
        )
        connection.execute("INSERT INTO requests (job, document, user_data, settings) VALUES ('a', '{}', '', '{}')")
        connection.execute("INSERT INTO steps (job, place, name, state, revision) VALUES ('a', -1, '', 'Init', 1)")
    old.close()
    with JobsStore(path) as store, TextsStore(path) as texts:
        assert (store.job("a").kind, store.states()) == ("Script", {"Init": 1})
        assert texts.open_texts() == 0

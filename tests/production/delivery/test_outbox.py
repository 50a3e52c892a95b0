"""Pending deliveries: nothing is lost, nothing is done twice at once."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import stat
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from s2v_core.cache import key_of
from s2v_core.errors import Cancelled, DeliveryAway, DeliveryError, DeliveryRefused, DependencyMissing
from s2v_core.job import Job, OutputConfig
from s2v_core.production.delivery import (
    Address,
    Backoff,
    Delivered,
    Kept,
    Outbox,
    deliver_files,
    deliver_or_keep,
    delivery_handler,
    destination_at,
    local_address,
    pending_deliveries,
)

KEY = key_of("a")
ONCE = delivery_handler(backoff=Backoff(first=1, longest=1, attempts=1))


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: float = 1000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class Handler:
    """Raises the given errors one after the other, then succeeds."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.seen: list[Mapping[str, Any]] = []

    def __call__(self, payload: Mapping[str, Any]) -> str:
        self.seen.append(payload)
        if self.errors:
            raise self.errors.pop(0)
        return "done"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "outbox", backoff=Backoff(first=60, longest=3600, chance=lambda: 0.0))


def test_an_empty_outbox_has_nothing_to_do(outbox: Outbox, clock: Clock) -> None:
    assert outbox.pending() == ()
    assert outbox.next_try() is None
    assert outbox.try_again({}, now=clock) == ()
    assert outbox.retry(KEY, now=1.0) is False
    assert outbox.forget(KEY) is False


def test_a_note_stays_until_its_delivery_is_made(outbox: Outbox, clock: Clock) -> None:
    outbox.put("letter", KEY, {"To": "ü"}, now=clock())
    assert [(note.kind, note.payload, note.state) for note in outbox.pending()] == [("letter", {"To": "ü"}, "waiting")]
    handler = Handler()
    [outcome] = outbox.try_again({"letter": handler}, now=clock)
    assert (outcome.state, outcome.result, outcome.attempts) == ("done", "done", 1)
    assert handler.seen == [{"To": "ü"}]
    assert outbox.pending() == ()


def test_waits_between_attempts_double(outbox: Outbox, clock: Clock) -> None:
    outbox.put("letter", KEY, {}, now=clock())
    handler = Handler(*[DeliveryAway("away.")] * 5)
    moments = []
    while outbox.pending():
        [outcome] = outbox.try_again({"letter": handler}, now=clock)
        moments.append(clock.now)
        clock.now = outbox.next_try() or 0
        assert outcome.state == ("done" if not outbox.pending() else "waiting")
    assert [after - before for before, after in itertools.pairwise(moments)] == [60, 120, 240, 480, 960]


def test_nothing_is_tried_before_it_is_due(outbox: Outbox, clock: Clock) -> None:
    outbox.put("letter", KEY, {}, now=clock())
    handler = Handler(DeliveryAway("away."))
    outbox.try_again({"letter": handler}, now=clock)
    clock.now += 59
    assert outbox.try_again({"letter": handler}, now=clock) == ()
    clock.now += 1
    assert len(outbox.try_again({"letter": handler}, now=clock)) == 1


@pytest.mark.parametrize("error", [DeliveryRefused("never."), DependencyMissing("no package."), DeliveryError("odd.")])
def test_what_is_refused_waits_until_somebody_asks_again(outbox: Outbox, clock: Clock, error: DeliveryError) -> None:
    outbox.put("letter", KEY, {}, now=clock())
    handler = Handler(error)
    [outcome] = outbox.try_again({"letter": handler}, now=clock)
    assert (outcome.state, outcome.error) == ("refused", error)
    [note] = outbox.pending()
    assert (note.state, note.trouble) == ("refused", error.message)
    assert outbox.next_try() is None
    clock.now += 1e9
    assert outbox.try_again({"letter": handler}, now=clock) == ()
    assert outbox.retry(KEY, now=clock.now) is True
    assert [outcome.state for outcome in outbox.try_again({"letter": handler}, now=clock)] == ["done"]


def test_after_a_week_nothing_is_tried_by_itself_any_more(outbox: Outbox, clock: Clock) -> None:
    outbox.put("letter", KEY, {}, now=clock())
    clock.now += 7 * 86400 + 1
    [outcome] = outbox.try_again({"letter": Handler(DeliveryAway("away."))}, now=clock)
    assert outcome.state == "refused"


def test_what_is_given_up_is_gone(outbox: Outbox, clock: Clock) -> None:
    outbox.put("letter", KEY, {}, now=clock())
    assert outbox.forget(KEY) is True
    assert outbox.pending() == ()


def test_a_stopped_delivery_stays_pending(outbox: Outbox, clock: Clock) -> None:
    outbox.put("letter", KEY, {}, now=clock())
    with pytest.raises(Cancelled):
        outbox.try_again({"letter": Handler(Cancelled("stop."))}, now=clock)
    assert [note.state for note in outbox.pending()] == ["waiting"]


def test_a_bug_in_a_delivery_is_not_swallowed_and_does_not_hold_up_the_others(outbox: Outbox, clock: Clock) -> None:
    outbox.put("letter", KEY, {}, now=clock())
    outbox.put("letter", key_of("b"), {}, now=clock() + 1)
    clock.now += 1
    handler = Handler(ZeroDivisionError("a bug"))
    with pytest.raises(ZeroDivisionError):
        outbox.try_again({"letter": handler}, now=clock)
    assert [outcome.id for outcome in outbox.try_again({"letter": handler}, now=clock)] == [key_of("b")]
    assert [note.attempts for note in outbox.pending()] == [1]


def test_kinds_without_a_handler_stay(outbox: Outbox, clock: Clock) -> None:
    outbox.put("letter", KEY, {}, now=clock())
    assert outbox.try_again({"parcel": Handler()}, now=clock) == ()
    assert len(outbox.pending()) == 1


def test_due_deliveries_end_when_asked(outbox: Outbox, clock: Clock) -> None:
    outbox.put("letter", KEY, {}, now=clock())
    assert outbox.try_again({"letter": Handler()}, now=clock, cancelled=lambda: True) == ()


def test_a_later_delivery_to_the_same_place_replaces_the_one_that_waits(outbox: Outbox, clock: Clock) -> None:
    outbox.put("letter", KEY, {"Text": "old"}, now=clock())
    outbox.put("letter", KEY, {"Text": "new"}, now=clock())
    assert [note.payload for note in outbox.pending()] == [{"Text": "new"}]


@pytest.mark.parametrize("errors", [(), (DeliveryAway("away."),), (DeliveryRefused("never."),)])
def test_what_is_put_while_the_older_one_is_being_delivered_is_not_lost(
    outbox: Outbox, clock: Clock, errors: tuple[Exception, ...]
) -> None:
    outbox.put("letter", KEY, {"Text": "old"}, now=clock())
    raising = list(errors)

    def slow(payload: Mapping[str, Any]) -> None:
        outbox.put("letter", KEY, {"Text": "new"}, now=clock())
        if raising:
            raise raising.pop()

    outbox.attempt(KEY, slow, now=clock)
    [note] = outbox.pending()
    assert (note.payload, note.state, note.attempts) == ({"Text": "new"}, "waiting", 0)


def test_a_damaged_note_is_skipped_and_told(outbox: Outbox, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    outbox.put("letter", KEY, {}, now=clock())
    for number, text in enumerate(("{", "[]", "{}", '{"Format": 2, "State": "waiting"}')):
        (outbox._notes / f"{number}.json").write_text(text, encoding="utf-8")
    (outbox._notes / "folder.json").mkdir()
    for _ in range(2):
        assert [note.id for note in outbox.pending()] == [KEY]
    assert len(caplog.records) == 5, "each is told once"


def test_a_note_whose_writer_was_killed_is_no_note(
    outbox: Outbox, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    note = outbox.put("letter", KEY, {}, now=clock())
    for number, text in enumerate(("", note.dumps())):
        (outbox._notes / f".{KEY}.{number}.part.json").write_text(text, encoding="utf-8")
    assert [note.id for note in outbox.pending()] == [KEY]
    outbox.put("letter", key_of("b"), {}, now=clock())
    assert len(list(outbox._notes.iterdir())) == 2
    assert caplog.records == []


@pytest.mark.skipif(os.name != "posix", reason="other systems have other rights")
def test_notes_are_for_their_owner_only(outbox: Outbox, clock: Clock) -> None:
    outbox.put("letter", KEY, {}, now=clock())
    [note] = outbox._notes.glob("*.json")
    assert stat.S_IMODE(note.stat().st_mode) == 0o600
    assert stat.S_IMODE(outbox._notes.stat().st_mode) == 0o700


def test_many_threads_make_every_delivery_once(outbox: Outbox, clock: Clock) -> None:
    keys = [key_of(number) for number in range(12)]
    for key in keys:
        outbox.put("letter", key, {"Key": key}, now=clock())
    made: list[str] = []
    start = threading.Barrier(6)

    def handler(payload: Mapping[str, Any]) -> None:
        time.sleep(0.002)
        made.append(payload["Key"])

    def work() -> None:
        start.wait()
        outbox.try_again({"letter": handler}, now=clock)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outbox.try_again({"letter": handler}, now=lambda: clock() + 7200)
    assert sorted(made) == sorted(keys)


def _deliver_slowly(folder: str, sign: str) -> None:
    """Run in a process of its own: begin a delivery, say so, and never end it."""

    def handler(payload: Mapping[str, Any]) -> None:
        Path(sign).touch()
        time.sleep(60)

    Outbox(Path(folder)).attempt(KEY, handler, now=lambda: 1000.0)


def _wait_until(true: Callable[[], bool]) -> None:
    for _ in range(2000):
        if true():
            return
        time.sleep(0.01)
    raise TimeoutError


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed otherwise there")
def test_a_killed_process_lets_go_and_its_delivery_is_made_by_the_next(tmp_path: Path, clock: Clock) -> None:
    outbox = Outbox(tmp_path / "outbox")
    outbox.put("letter", KEY, {}, now=clock())
    process = multiprocessing.get_context("spawn").Process(
        target=_deliver_slowly, args=(str(tmp_path / "outbox"), str(tmp_path / "begun"))
    )
    process.start()
    _wait_until((tmp_path / "begun").exists)
    handler = Handler()
    assert outbox.attempt(KEY, handler, now=clock).state == "elsewhere"
    assert handler.seen == [], "two processes were at the same delivery"
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    [note] = outbox.pending()
    assert (note.state, note.attempts) == ("waiting", 1)
    clock.now = note.next_try
    [outcome] = outbox.try_again({"letter": handler}, now=clock)
    assert (outcome.state, outcome.attempts) == ("done", 2)


def test_a_film_is_delivered_at_once_where_that_is_possible(outbox: Outbox, film: Path, tmp_path: Path) -> None:
    delivered = deliver_or_keep(film, local_address(tmp_path / "out.mp4"), outbox=outbox, handler=ONCE)
    assert isinstance(delivered, Delivered)
    assert outbox.pending() == ()


def test_a_film_that_was_remade_while_it_waited_is_not_confused_with_the_first(
    outbox: Outbox, film: Path, tmp_path: Path, clock: Clock
) -> None:
    address = local_address(tmp_path / "out" / "cake.mp4")
    (tmp_path / "out").touch()
    with pytest.raises(DeliveryRefused):
        deliver_or_keep(film, address, outbox=outbox, handler=ONCE, now=clock)
    [note] = outbox.pending()
    film.write_bytes(b"remade")
    (tmp_path / "out").unlink()
    outbox.retry(note.id, now=clock())
    [outcome] = outbox.try_again({"delivery": ONCE}, now=clock)
    assert outcome.state == "refused"
    assert "not what was finished" in str(outcome.error)
    deliver_or_keep(film, address, outbox=outbox, handler=ONCE, now=clock)
    assert (tmp_path / "out" / "cake.mp4").read_bytes() == b"remade"
    assert outbox.pending() == ()


def test_a_film_whose_place_is_busy_is_kept(outbox: Outbox, film: Path, tmp_path: Path) -> None:
    address = local_address(tmp_path / "out.mp4")

    def busy(payload: Mapping[str, Any]) -> object:
        return deliver_or_keep(film, address, outbox=outbox, handler=ONCE)

    key = key_of("delivery", address.target)
    outbox.put("letter", key, {}, now=1000.0)
    outcome = outbox.attempt(key, busy, now=lambda: 1000.0)
    assert isinstance(outcome.result, Kept)
    assert [note.kind for note in outbox.pending()] == ["delivery"]


def test_the_side_files_of_a_film_go_along_before_it(outbox: Outbox, tmp_path: Path, clock: Clock) -> None:
    job = Job(output_config=OutputConfig.model_validate({"MediaURL": "cake_{index}.mp4", "Count": 2}))
    destination = destination_at("memory://shop/videos", job)
    files = {}
    for role, name in {"Video": "cake_1.mp4", "Subtitles": "cake_1.srt", "Timeline": "cake_1.timeline.json"}.items():
        files[role] = tmp_path / name
        files[role].write_text(role, encoding="utf-8")
    delivered = deliver_files(files, destination, 1, outbox=outbox, handler=ONCE, now=clock)
    assert {role: each.url for role, each in delivered.items()} == {
        "Subtitles": "memory://shop/videos/cake_1.srt",
        "Timeline": "memory://shop/videos/cake_1.timeline.json",
        "Video": "memory://shop/videos/cake_1.mp4",
    }
    assert list(delivered)[-1] == "Video"
    assert all(isinstance(each, Delivered) for each in delivered.values())
    assert pending_deliveries(outbox) == ()


def test_the_files_that_wait_are_known(outbox: Outbox, tmp_path: Path, film: Path, clock: Clock) -> None:
    outbox.put("letter", KEY, {}, now=clock())
    away = Handler(DeliveryAway("away."))
    kept = deliver_or_keep(film, local_address(tmp_path / "out.mp4"), outbox=outbox, handler=away, now=clock)
    assert isinstance(kept, Kept)
    assert (kept.file, kept.trouble) == (film, "away.")
    assert [file for file, _ in pending_deliveries(outbox)] == [film]


def test_no_secret_is_written_down(outbox: Outbox, film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-very-secret-key")
    address = Address("nosuch://shop/cake.mp4", "nosuch://shop/cake.mp4")
    with pytest.raises(DeliveryRefused):
        deliver_or_keep(film, address, outbox=outbox, handler=ONCE)
    assert "a-very-secret-key" not in "".join(path.read_text(encoding="utf-8") for path in outbox._notes.iterdir())

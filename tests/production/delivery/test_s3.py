"""Deliveries to a real S3 server on this machine."""

from __future__ import annotations

import hashlib
import multiprocessing
import sys
from pathlib import Path

import pytest

from s2v_core.errors import Cancelled, DeliveryAway, DeliveryRefused, MediaNotFound, MediaTooLarge
from s2v_core.media.locate import Locator
from s2v_core.media.stores import open_store
from s2v_core.production.delivery import (
    Address,
    Backoff,
    Delivered,
    Kept,
    Outbox,
    deliver,
    deliver_or_keep,
    delivery_handler,
    try_place,
)
from s2v_core.settings import Settings, load_settings
from tests.support.s3 import Gate, S3Server

FILM = "s3://shop/videos/cake_0.mp4"
AT = Address(FILM, FILM)
STEADY = Backoff(first=1, longest=10, attempts=4, chance=lambda: 0.0)


class Naps:
    """A sleep that only counts."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A file of 17 MiB, which is sent in three parts."""
    path = tmp_path / "large.mp4"
    path.write_bytes(bytes(range(256)) * (17 << 12))
    return path


def head(key: str) -> dict[str, object]:
    system, _ = open_store(FILM, attempts=1)
    found: dict[str, object] = system.call_s3("head_object", Bucket="shop", Key=key)
    return found


def content(url: str) -> bytes:
    system, path = open_store(url, attempts=1)
    found: bytes = system.cat_file(path)
    return found


def test_a_film_arrives_whole_with_its_type_and_digest(s3: S3Server, film: Path) -> None:
    delivered = deliver(film, AT)
    digest = hashlib.sha256(film.read_bytes()).hexdigest()
    assert delivered == Delivered(url=FILM, size=300_000, sha256=digest)
    found = head("videos/cake_0.mp4")
    assert found["ContentType"] == "video/mp4"
    assert found["Metadata"] == {"sha256": digest}
    assert content(FILM) == film.read_bytes()


def test_side_files_have_their_type(s3: S3Server, tmp_path: Path) -> None:
    types = {
        "cake_0.srt": "application/x-subrip",
        "cake_0.timeline.json": "application/json",
        "cake_0.vtt": "text/vtt",
        "cake_0.jpg": "image/jpeg",
        "cake_0.unknown": "application/octet-stream",
    }
    for name, kind in types.items():
        (tmp_path / name).write_bytes(b"x")
        deliver(tmp_path / name, Address(f"s3://shop/{name}", f"s3://shop/{name}"))
        assert head(name)["ContentType"] == kind


def test_an_empty_file_arrives(s3: S3Server, tmp_path: Path) -> None:
    (tmp_path / "empty.srt").touch()
    assert deliver(tmp_path / "empty.srt", Address("s3://shop/empty.srt", "s3://shop/empty.srt")).size == 0


def test_a_large_film_is_sent_in_parts(gate: Gate, s3: S3Server, large: Path) -> None:
    heard: list[tuple[int, int]] = []
    deliver(large, AT, progress=lambda done, total: heard.append((done, total)))
    assert heard == [(8 << 20, 17 << 20), (16 << 20, 17 << 20), (17 << 20, 17 << 20)]
    assert str(head("videos/cake_0.mp4")["ETag"]).endswith('-3"')
    assert s3.unfinished("shop") == 0
    sent = len(gate.asked)
    deliver(large, AT)
    assert [line.split()[0] for line in gate.asked[sent:]] == ["HEAD"], "what is there was sent again"


def test_what_was_there_before_is_replaced(s3: S3Server, film: Path) -> None:
    deliver(film, AT)
    film.write_bytes(b"another film")
    deliver(film, AT)
    assert content(FILM) == b"another film"


def test_a_missing_bucket_is_no_matter_of_waiting(s3: S3Server, film: Path) -> None:
    naps = Naps()
    with pytest.raises(DeliveryRefused, match="no such bucket") as error:
        deliver(film, Address("s3://nowhere/a.mp4", "s3://nowhere/a.mp4"), sleep=naps)
    assert error.value.hint
    assert naps.seconds == []


def test_a_wrong_key_is_no_matter_of_waiting_and_is_not_shown(
    s3: S3Server, film: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    naps = Naps()
    s3.check_keys(on=True)
    try:
        with pytest.raises(DeliveryRefused, match="does not allow it") as error:
            deliver(film, AT, sleep=naps)
    finally:
        s3.check_keys(on=False)
    assert "credentials" in error.value.hint
    assert naps.seconds == []
    assert "a-very-secret-key" not in str(error.value)


def test_no_credentials_at_all_are_told(s3: S3Server, film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    system, _ = open_store(FILM, attempts=1)
    monkeypatch.setattr(type(system), "_cache", {})
    with pytest.raises(DeliveryRefused, match="no credentials") as error:
        deliver(film, AT)
    assert "AWS_ACCESS_KEY_ID" in error.value.hint


CUT = ["cut", "cut"]
"""The library sends a request again by itself, once, when the connection breaks."""


@pytest.mark.parametrize("faults", [[503, 503], [500, 500], [*CUT, *CUT]])
def test_a_storage_that_stumbles_twice_gets_the_film_at_the_third_attempt(
    gate: Gate, film: Path, faults: list[int | str]
) -> None:
    naps = Naps()
    gate.faults = faults.copy()
    deliver(film, AT, backoff=STEADY, sleep=naps)
    assert sum(naps.seconds) == 1 + 2
    assert content(FILM) == film.read_bytes()


def test_a_connection_cut_in_the_middle_of_parts_leaves_nothing_half_made(
    gate: Gate, s3: S3Server, large: Path
) -> None:
    gate.faults = ["pass", *CUT]
    with pytest.raises(DeliveryAway):
        deliver(large, AT, backoff=Backoff(first=1, longest=1, attempts=1))
    assert s3.keys("shop") == []
    assert s3.unfinished("shop") == 0
    deliver(large, AT)
    assert s3.keys("shop") == ["videos/cake_0.mp4"]


def test_what_was_there_stays_while_a_new_upload_breaks_off(gate: Gate, film: Path, large: Path) -> None:
    deliver(film, AT)
    gate.faults = ["pass", *CUT]
    with pytest.raises(DeliveryAway):
        deliver(large, AT, backoff=Backoff(first=1, longest=1, attempts=1))
    assert content(FILM) == film.read_bytes()


def test_a_delivery_is_stopped_between_parts(s3: S3Server, large: Path) -> None:
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        deliver(large, AT, cancelled=lambda: next(asked, True))
    assert s3.keys("shop") == []
    assert s3.unfinished("shop") == 0


def test_a_delivery_is_stopped_while_it_waits_for_the_next_attempt(gate: Gate, film: Path) -> None:
    gate.faults = [503] * 9
    naps = Naps()
    with pytest.raises(Cancelled):
        deliver(film, AT, backoff=STEADY, sleep=naps, cancelled=lambda: len(naps.seconds) >= 3)
    assert sum(naps.seconds) == 1.5


def test_what_arrives_otherwise_than_it_was_sent_is_sent_again(gate: Gate, film: Path) -> None:
    """Another program overwrites the object between the upload and the check."""
    naps = Naps()
    gate.faults = ["swap"]
    deliver(film, AT, backoff=STEADY, sleep=naps)
    assert sum(naps.seconds) == 1
    assert content(FILM) == film.read_bytes()


def test_a_storage_that_is_away_gets_the_film_when_it_is_back(
    gate: Gate, s3: S3Server, film: Path, outbox: Outbox
) -> None:
    naps = Naps()
    handler = delivery_handler(backoff=STEADY, sleep=naps)
    gate.close()
    kept = deliver_or_keep(film, AT, outbox=outbox, handler=handler, now=lambda: 1000.0)
    assert isinstance(kept, Kept)
    assert kept.url == FILM
    assert sum(naps.seconds) == 1 + 2 + 4
    assert s3.keys("shop") == []
    [note] = outbox.pending()
    assert (note.state, note.attempts) == ("waiting", 1)
    assert 1030.0 <= note.next_try <= 1060.0
    assert outbox.try_again({"delivery": handler}, now=lambda: 1001.0) == (), "not due yet"

    gate.open()
    [outcome] = outbox.try_again({"delivery": handler}, now=lambda: 1061.0)
    assert outcome.state == "done"
    assert isinstance(outcome.result, Delivered)
    assert outbox.pending() == ()
    assert content(FILM) == film.read_bytes()


def _deliver_in_a_process(file: str, outbox: str) -> None:
    deliver_or_keep(Path(file), AT, outbox=Outbox(Path(outbox)), handler=delivery_handler(), now=lambda: 1000.0)


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed otherwise there")
def test_a_process_killed_in_the_middle_of_an_upload_leaves_no_object_and_loses_nothing(
    gate: Gate, s3: S3Server, large: Path, tmp_path: Path, outbox: Outbox
) -> None:
    gate.faults = ["pass", "hold"]
    process = multiprocessing.get_context("spawn").Process(
        target=_deliver_in_a_process, args=(str(large), str(tmp_path / "outbox"))
    )
    process.start()
    assert gate.held.wait(60)
    [note] = outbox.pending()
    assert outbox.attempt(note.id, delivery_handler(), now=lambda: 2000.0).state == "elsewhere", "sent twice at once"
    process.kill()
    process.join()
    gate.open()
    assert s3.keys("shop") == []

    [outcome] = outbox.try_again({"delivery": delivery_handler()}, now=lambda: note.next_try)
    assert (outcome.state, outcome.attempts) == ("done", 2)
    assert content(FILM) == large.read_bytes()
    assert outbox.pending() == ()


def test_a_place_in_s3_is_tried(s3: S3Server) -> None:
    finding = try_place("s3://shop/videos/")
    assert (finding.state, finding.remedy) == ("good", "")
    assert s3.keys("shop") == []
    assert try_place("s3://nowhere/videos/").state == "bad"
    assert "no such bucket" in try_place("s3://nowhere/videos/").message


def test_a_place_behind_a_shut_gate_is_told(gate: Gate) -> None:
    gate.close()
    finding = try_place("s3://shop/videos/")
    assert finding.state == "bad"
    assert "does not answer" in finding.message


def test_inputs_are_read_from_s3_within_the_limits(s3: S3Server, film: Path, settings: Settings) -> None:
    deliver(film, AT)
    limits = load_settings(home=settings.home, sources=("s3://shop/videos/",), max_download_mb=1, _env_file=None)
    locator = Locator(limits, base=None, trusted=False)
    found = locator.find(FILM)
    assert found.read_bytes() == film.read_bytes()
    assert locator.find(FILM) == found
    with pytest.raises(MediaNotFound, match="cannot be read"):
        locator.find("s3://shop/videos/none.mp4")
    film.write_bytes(bytes(1_000_001))
    deliver(film, AT)
    with pytest.raises(MediaTooLarge):
        locator.find(FILM)


def test_an_unchanged_input_is_read_from_s3_once(gate: Gate, film: Path, settings: Settings) -> None:
    deliver(film, AT)
    locator = Locator(settings, base=None, trusted=True)
    locator.find(FILM)
    before = len(gate.asked)
    locator.find(FILM)
    assert not any(line.startswith("GET") for line in gate.asked[before:])

"""Outputs on their way to a storage that is away, refuses them, or is wanted no more."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import fsspec
import pytest

from s2v_core.errors import Cancelled, StoreUnusable
from s2v_core.production.delivery import DELIVERY, Outbox, local_address
from s2v_core.production.runner import forget_job, job_logs
from s2v_core.production.runner.carrying import Carrier
from s2v_core.production.runner.housekeeping import forget_old_jobs
from tests.production.runner.here import at_work, deliver_hastily, run, work_here
from tests.production.runner.house import House
from tests.support.jobs import small_job
from tests.support.waiting import until

KEY = "0" * 40


class Storage:
    """A storage in the memory of this process; nothing can be put into it while there is a ``trouble``."""

    def __init__(self, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.place = place
        self.trouble: Exception | None = ConnectionError("nobody answers")
        self.asked = 0
        self._system = fsspec.filesystem("memory")
        move = type(self._system).mv

        def mv(system: Any, *args: Any, **options: Any) -> None:
            self.asked += 1
            if self.trouble:
                raise self.trouble
            move(system, *args, **options)

        monkeypatch.setattr(type(self._system), "mv", mv)

    def holds(self, name: str) -> bool:
        return bool(self._system.exists(f"{self.place}/{name}"))

    def content(self, name: str) -> bytes:
        content: bytes = self._system.cat_file(f"{self.place}/{name}")
        return content


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """A storage that is away, whose deliveries are tried again soon."""
    work_here(monkeypatch)
    deliver_hastily(monkeypatch)
    return Storage(f"memory://{tmp_path.name}/films", monkeypatch)


def kept(house: House, job: str) -> Path:
    """Wait until the only output of a job is kept, and return its film on this machine."""

    def results() -> Any:
        return next((output.results for output in house.outputs(job)), None)

    until(lambda: results() is not None, "the output to be kept")
    assert house.job(job).state == "Processing"
    return Path(results().files["Video"])


def test_an_output_whose_storage_is_away_is_kept_and_delivered_when_it_is_back(
    house: House, storage: Storage, tmp_path: Path
) -> None:
    job = house.submit(small_job(tmp_path, count=1), out=storage.place)
    with at_work(house):
        film = kept(house, job)
        assert film.stat().st_size > 1000
        storage.trouble = None
        assert house.wait(job).outputs == {"Success": 1}
        until(lambda: storage.holds("manifest.json"), "the manifest")
    (output,) = house.outputs(job)
    assert output.results is not None
    assert output.attempts == 1
    assert output.results.urls["Video"] == f"{storage.place}/film_0.mp4"
    assert house.events(job).count("kept") == 1
    assert storage.content("film_0.mp4") == film.read_bytes()
    assert house.settings.spool_dir in film.parents
    forget_job(house.store, job_logs(house.settings), house.settings, job)
    assert not film.exists()
    assert storage.holds("film_0.mp4")


def test_an_output_that_its_storage_refused_is_delivered_when_the_job_is_tried_again(
    house: House, storage: Storage, tmp_path: Path
) -> None:
    job = house.submit(small_job(tmp_path, count=1), out=storage.place)
    with at_work(house):
        kept(house, job)
        storage.trouble = PermissionError("not yours")
        assert house.wait(job).outputs == {"Failed": 1}
    (output,) = house.outputs(job)
    assert output.failure is not None
    assert output.failure.code == "DeliveryRefused"
    assert Outbox(house.settings.outbox_dir).pending()
    storage.trouble = None
    house.store.retry_failed(job)
    run(house)
    assert house.job(job).outputs == {"Success": 1}
    assert storage.holds("film_0.mp4")
    assert Outbox(house.settings.outbox_dir).pending() == ()


def test_a_refused_output_is_forgotten_with_its_job(house: House, storage: Storage, tmp_path: Path) -> None:
    storage.trouble = PermissionError("not yours")
    job = house.submit(small_job(tmp_path, count=1), out=storage.place)
    run(house)
    assert house.job(job).outputs == {"Failed": 1}
    assert (house.settings.spool_dir / job).is_dir()
    forget_job(house.store, job_logs(house.settings), house.settings, job)
    assert not (house.settings.spool_dir / job).exists()
    assert Outbox(house.settings.outbox_dir).pending() == ()


def test_a_kept_output_of_a_job_that_is_cancelled_never_arrives(house: House, storage: Storage, tmp_path: Path) -> None:
    job = house.submit(small_job(tmp_path, count=1), out=storage.place)
    with at_work(house):
        kept(house, job)
        house.store.request_cancel(job)
        assert house.wait(job).state == "Cancelled"
        until(lambda: Outbox(house.settings.outbox_dir).pending() == (), "the outbox to be empty")
    storage.trouble = None
    run(house)
    assert not storage.holds("film_0.mp4")


def test_what_is_tried_again_is_tried_once_at_a_time(house: House, storage: Storage, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"a film")
    carrier = Carrier(house.settings, lambda: False)
    address = {"Target": f"{storage.place}/film.mp4", "Url": f"{storage.place}/film.mp4"}
    carrier.outbox.put(DELIVERY, KEY, {"File": str(film), "Sha256": "", "Address": address}, now=time.time())
    carrier.try_again()
    assert storage.asked == 1


def test_what_was_awaited_when_its_job_was_removed_goes_when_nobody_waits_any_more(house: House) -> None:
    film = house.settings.spool_dir / ("0" * 26) / "film.mp4"
    film.parent.mkdir(parents=True)
    film.touch()
    outbox, logs = Outbox(house.settings.outbox_dir), job_logs(house.settings)
    payload = {"File": str(film), "Sha256": "", "Address": local_address(film).to_json()}
    outbox.put(DELIVERY, KEY, payload, now=time.time())
    late = datetime.now(UTC) + timedelta(days=house.settings.keep_days + 1)
    forget_old_jobs(house.store, logs, house.settings, late)
    assert film.exists()
    outbox.forget(KEY)
    forget_old_jobs(house.store, logs, house.settings, datetime.now(UTC))
    assert film.exists(), "it may be of a job in another store"
    forget_old_jobs(house.store, logs, house.settings, late)
    assert not film.parent.exists()


def test_a_delivery_ends_with_a_runner_that_has_lost_its_store(
    house: House, storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*, cancelled: Callable[[], bool], **_: object) -> Callable[[object], None]:
        def handle(payload: object) -> None:
            house.close()
            until(cancelled, "the wish to stop")
            raise Cancelled("The delivery was stopped.")

        return handle

    monkeypatch.setattr("s2v_core.production.runner.carrying.delivery_handler", endless)
    house.submit(small_job(tmp_path, count=1), out=storage.place)
    with pytest.raises(StoreUnusable, match="was closed"):
        run(house)

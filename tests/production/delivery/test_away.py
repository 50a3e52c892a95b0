"""A storage that is away when a job's outputs are made, with the whole way from the job to the bucket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.production.runner.here import at_work, deliver_hastily, run, work_here
from tests.production.runner.house import House
from tests.support.jobs import small_job
from tests.support.s3 import Gate
from tests.support.waiting import until


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A data folder whose runners work in this process and try deliveries again soon."""
    work_here(monkeypatch)
    deliver_hastily(monkeypatch)
    house = House(tmp_path)
    yield house
    house.store.close()


def test_outputs_for_a_bucket_that_is_down_are_kept_and_arrive_when_it_is_up_by_another_runner(
    house: House, gate: Gate, tmp_path: Path
) -> None:
    gate.close()
    job = house.submit(small_job(tmp_path), out="s3://shop/films")
    with at_work(house):
        until(lambda: [bool(output.results) for output in house.outputs(job)] == [True] * 2, "both to be kept")
    assert "kept" in house.events(job)
    assert house.job(job).state == "Processing"
    assert gate.server.keys("shop") == []
    made = [output.results.files for output in house.outputs(job) if output.results]
    kept = {Path(path).name: Path(path).read_bytes() for files in made for path in files.values()}
    assert len(kept) == 6

    gate.open()
    run(house)
    assert house.job(job).outputs == {"Success": 2}
    assert [output.attempts for output in house.outputs(job)] == [1, 1]
    names = gate.server.keys("shop")
    assert sorted(names) == sorted(f"films/{name}" for name in [*kept, "manifest.json"])
    assert all(gate.server.ask("GET", f"/shop/films/{name}") == content for name, content in kept.items())

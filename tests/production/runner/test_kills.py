"""Kills at random moments: nothing is lost, nothing half-made has a final name, and nobody stays behind."""

from __future__ import annotations

import random
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from s2v_core.production.store import ENDED_JOB_STATES
from tests.production.runner.here import run, work_here
from tests.production.runner.house import House, workers_of
from tests.support.jobs import small_job
from tests.support.reading import read_back
from tests.support.waiting import until

pytestmark = pytest.mark.timeout(900)  # workers give way to whatever else keeps the machine busy

COUNT = 5
SECONDS = 6
FRAMES = 2 * SECONDS * 10


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return small_job(tmp_path_factory.mktemp("media"), count=COUNT, seconds=SECONDS)


@pytest.fixture(scope="module")
def undisturbed(document: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The films of the batch, made without any disturbance."""
    house = House(tmp_path_factory.mktemp("undisturbed"))
    job = house.submit(document)
    with pytest.MonkeyPatch.context() as patch:
        work_here(patch)
        run(house)
    assert house.job(job).outputs == {"Success": COUNT}
    house.close()
    return {path.name: path.read_bytes() for path in house.films()}


class Drill:
    """One batch after another, with a kill at a random moment of each runner's life."""

    def __init__(self, document: dict[str, Any], undisturbed: dict[str, bytes], seed: int) -> None:
        self.document = document
        self.undisturbed = undisturbed
        self.chance = random.Random(seed)
        self.kills = 0

    def batch(self, folder: Path, kills: int) -> None:
        """Make one batch with so many kills (fewer when it is done before), and compare the films."""
        house = House(folder)
        job = house.submit(self.document)
        kept: dict[str, tuple[int, int]] = {}
        for _ in range(kills):
            self._life(house, job)
            self._check_films(house, job, kept)
            if house.job(job).state in ENDED_JOB_STATES:
                break
        with house.running():
            ended = house.wait(job)
        assert ended.outputs == {"Success": COUNT}, house.outputs(job)
        self._check_films(house, job, kept)
        assert {path.name: path.read_bytes() for path in house.films()} == self.undisturbed
        assert house.hidden() == []
        house.store.close()

    def _life(self, house: House, job: str) -> None:
        """Let a runner work until a random moment; a worker or the runner itself is killed then."""
        runner = house.runner()
        try:
            until(lambda: house.job(job).attempts > 0 and bool(workers_of(runner)), "the runner to begin")
            self._wait(house, job)
            if self.chance.random() < 0.4:
                workers = workers_of(runner)
                with suppress(psutil.NoSuchProcess, IndexError):
                    self.chance.choice(workers).kill()
                self._wait(house, job)
        finally:
            house.kill(runner)
        self.kills += 1

    def _wait(self, house: House, job: str) -> None:
        moment = time.monotonic() + self.chance.uniform(0.0, 1.5)
        while time.monotonic() < moment and house.job(job).state not in ENDED_JOB_STATES:
            time.sleep(0.01)

    def _check_films(self, house: House, job: str, kept: dict[str, tuple[int, int]]) -> None:
        """Every final name stands for a whole film, and what the store calls finished is never made again."""
        finished = {output.name for output in house.outputs(job) if output.state == "Success"}
        for path in house.films():
            assert len(read_back(path, shrink=8).times) == FRAMES
            if path.name in finished:
                found = (path.stat().st_mtime_ns, path.stat().st_size)
                assert kept.setdefault(path.name, found) == found
        assert set(kept) == finished


@pytest.fixture
def drill(document: dict[str, Any], undisturbed: dict[str, bytes]) -> Drill:
    return Drill(document, undisturbed, seed=2026)


def test_a_batch_that_is_killed_again_and_again_comes_out_the_same(drill: Drill, tmp_path: Path) -> None:
    drill.batch(tmp_path, kills=3)
    assert drill.kills >= 2


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_hundred_kills_lose_nothing(drill: Drill, tmp_path: Path) -> None:
    batch = 0
    while drill.kills < 100:
        batch += 1
        drill.batch(tmp_path / str(batch), kills=8)

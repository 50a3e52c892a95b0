"""The runner with workers behind a Dask scheduler."""

from __future__ import annotations

from pathlib import Path

import pytest

from s2v_core.production.runner import Runner
from tests.production.runner.house import House
from tests.production.work.cluster import Cluster
from tests.support.jobs import small_job

pytest.importorskip("distributed")


@pytest.mark.slow
def test_stored_jobs_are_planned_and_made_by_dask_workers(house: House, tmp_path: Path) -> None:
    jobs = [house.submit(small_job(tmp_path, count=2), out=str(tmp_path / name)) for name in ("one", "two")]
    with Cluster(tmp_path / "cluster") as cluster:
        cluster.start_worker()
        cluster.start_worker()
        assert Runner(house.store, house.settings, executor=cluster.address).run(until_idle=0.0)
    assert [house.job(job).outputs for job in jobs] == [{"Success": 2}] * 2
    assert sorted(path.name for path in (tmp_path / "two").glob("*.mp4")) == ["film_0.mp4", "film_1.mp4"]

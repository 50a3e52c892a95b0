"""Several processes on one cache at once."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from s2v_core.cache import Cache
from tests.support.cache_users import BLOCKS, use_cache

USERS = 3
LIMIT = 12 * 16 * BLOCKS


def test_processes_that_store_find_and_evict_the_same_entries_never_read_a_torn_one(tmp_path: Path) -> None:
    with ProcessPoolExecutor(USERS, mp_context=multiprocessing.get_context("spawn")) as pool:
        running = [pool.submit(use_cache, tmp_path, user, 1500, LIMIT) for user in range(USERS)]
        seen = sum((user.result() for user in running), Counter[str]())
    assert seen["torn"] == 0
    assert min(seen["read"], seen["stored"], seen["trimmed"], seen["cleared"]) > 10
    survey = Cache(tmp_path).survey()
    assert 0 < survey.size <= LIMIT
    assert survey.unfinished == 0

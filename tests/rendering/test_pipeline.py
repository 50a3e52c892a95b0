"""Stages that work at the same time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from s2v_core.rendering.pipeline import staged


class Broken(Exception):
    """Raised by a stage."""


def stages_alive() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("stage")]


def test_every_item_passes_all_stages_in_order() -> None:
    with staged(range(50), lambda n: n + 1, str, depth=3) as results:
        assert list(results) == [str(n + 1) for n in range(50)]
    assert stages_alive() == []


def test_an_empty_source_gives_nothing() -> None:
    with staged((), str, depth=3) as results:
        assert list(results) == []


def test_stages_run_at_the_same_time() -> None:
    meeting = threading.Barrier(2, timeout=5)

    def meet(item: int) -> int:
        meeting.wait()
        return item

    with staged(range(3), lambda n: n if n == 0 else meet(n), lambda n: meet(n) if n < 2 else n, depth=1) as results:
        assert list(results) == [0, 1, 2]


def test_no_more_than_depth_results_wait_between_two_stages() -> None:
    made = []
    with staged(range(100), lambda n: made.append(n) or n, depth=4) as results:
        assert next(results) == 0
        deadline = time.monotonic() + 2
        while len(made) < 6 and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(0.02)
        assert len(made) == 6


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_an_error_reaches_the_reader_after_what_was_made_before_it(failing: int) -> None:
    def work(stage: int, item: int) -> int:
        if stage == failing and item == 5:
            raise Broken
        return item

    read = []
    with (
        pytest.raises(Broken),
        staged(range(100), *(lambda n, s=s: work(s, n) for s in range(3)), depth=2) as results,
    ):
        read.extend(results)
    assert read == [0, 1, 2, 3, 4]
    assert stages_alive() == []


def test_an_error_in_the_source_reaches_the_reader() -> None:
    def source() -> Iterator[int]:
        yield 1
        raise Broken

    with pytest.raises(Broken), staged(source(), str, depth=2) as results:
        list(results)


def test_leaving_early_stops_all_stages_even_when_their_queues_are_full() -> None:
    started = time.monotonic()
    with staged(iter(int, 1), str, str, str, depth=2) as results:
        assert next(results) == "0"
    assert stages_alive() == []
    assert time.monotonic() - started < 2

"""Who renders what."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from s2v_core.rendering.chunks.schedule import Board
from s2v_core.timeline import Span


def chunks(*lengths: int) -> list[Span]:
    ends = list(accumulate(lengths))
    return [Span(end - length, end) for end, length in zip(ends, lengths, strict=True)]


@st.composite
def boards(draw: st.DrawFn) -> tuple[list[Span], set[int]]:
    spans = chunks(*draw(st.lists(st.integers(1, 90), min_size=1, max_size=20)))
    return spans, draw(st.sets(st.integers(0, len(spans) - 1)))


@hypothesis_settings(max_examples=100, deadline=None)
@given(boards(), st.integers(1, 6), st.data())
def test_each_waiting_chunk_is_given_once_whoever_asks_next(
    board: tuple[list[Span], set[int]], workers: int, data: st.DataObject
) -> None:
    spans, waiting = board
    desk = Board(spans, waiting, workers)
    last: dict[int, int | None] = dict.fromkeys(range(workers))
    taken: list[int] = []
    while last:
        worker = data.draw(st.sampled_from(sorted(last)))
        left = waiting - set(taken)
        number = desk.take(last[worker])
        if number is None:
            assert not left
            del last[worker]
            continue
        before = last[worker]
        if before is not None and before + 1 in left and number != before + 1:
            assert len(spans[number]) == max(len(spans[one]) for one in left)
            assert workers * (len(spans[before + 1]) + len(spans[number])) > sum(len(spans[one]) for one in left)
        taken.append(number)
        last[worker] = number
    assert sorted(taken) == sorted(waiting)


def test_the_second_worker_begins_in_the_middle_of_the_first_ones_way() -> None:
    board = Board(chunks(*[10] * 8), range(8), 2)
    assert board.take() == 0
    assert board.take() == 4
    assert board.take(0) == 1
    assert board.take(4) == 5


def test_the_middle_is_that_of_the_frames() -> None:
    board = Board(chunks(10, 36, 10, 10, 10, 10, 10, 10), range(8), 2)
    assert board.take() == 0
    assert board.take() == 3


def test_a_long_chunk_is_not_left_for_the_end() -> None:
    board = Board(chunks(6, 52, 6), range(3), 2)
    assert [board.take(), board.take()] == [1, 0]
    assert board.take(1) == 2


def test_who_is_on_the_way_to_the_longest_chunk_goes_on() -> None:
    board = Board(chunks(54, 6, 9, 51, 30), range(5), 2)
    assert [board.take(), board.take()] == [0, 3]
    assert [board.take(0), board.take(1)] == [1, 2]


def test_the_longest_stretch_of_waiting_chunks_is_begun_first() -> None:
    board = Board(chunks(*[10] * 9), [0, 1, 3, 4, 5, 8], 3)
    assert board.take() == 3
    assert [board.take(), board.take()] == [0, 5]


def test_many_threads_at_once_get_each_chunk_once() -> None:
    board = Board(chunks(*[3] * 400), range(400), 8)
    start = threading.Barrier(8)

    def work(_worker: int) -> list[int]:
        start.wait()
        found: list[int] = []
        while (number := board.take(found[-1] if found else None)) is not None:
            found.append(number)
        return found

    with ThreadPoolExecutor(8) as pool:
        taken = [number for found in pool.map(work, range(8)) for number in found]
    assert sorted(taken) == list(range(400))

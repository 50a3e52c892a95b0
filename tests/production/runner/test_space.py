from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.errors import OutputNotWritable
from s2v_core.production.runner.space import Disk, Space, disk_of

OUT, CACHE = Path("/out"), Path("/cache")
SIZES = st.lists(st.integers(0, 10**9), max_size=5)


def space(out: int, cache: int, *, same: bool) -> Space:
    """Return the space of two folders with so much free, on one disk or on two; their disks are tiny, so no reserve."""
    disks = {OUT: Disk(number=1, free=out, total=0), CACHE: Disk(number=1 if same else 2, free=cache, total=0)}
    return Space(lambda folder: disks[folder])


@given(sizes=SIZES, spare=st.integers(0, 1000))
def test_outputs_fit_exactly_when_all_of_them_and_the_largest_three_times_do(sizes: list[int], spare: int) -> None:
    needed = sum(sizes) + 2 * max(sizes, default=0)
    space(needed + spare, needed + spare, same=True).demand(OUT, CACHE, sizes)
    if needed:
        with pytest.raises(OutputNotWritable, match="are free there"):
            space(needed - 1, needed - 1, same=True).demand(OUT, CACHE, sizes)


@given(sizes=SIZES)
def test_the_cache_on_another_disk_needs_room_for_the_largest(sizes: list[int]) -> None:
    largest = max(sizes, default=0)
    space(sum(sizes) + largest, largest, same=False).demand(OUT, CACHE, sizes)
    if largest:
        with pytest.raises(OutputNotWritable) as caught:
            space(10**12, largest - 1, same=False).demand(OUT, CACHE, sizes)
        assert caught.value.where == str(CACHE)


def test_a_shortage_is_less_than_a_hundredth_and_less_than_the_reserve() -> None:
    def short(free: int, total: int) -> bool:
        return Space(lambda _: Disk(number=1, free=free, total=total)).shortage([OUT]) is not None

    assert short(99, 10_000)
    assert not short(100, 10_000)
    assert short(255 * 2**20, 10**15)
    assert not short(256 * 2**20, 10**15)


def test_a_disk_that_cannot_be_asked_stops_nothing() -> None:
    def refuse(folder: Path) -> Disk:
        raise PermissionError("not yours")

    unseen = Space(refuse)
    unseen.demand(OUT, CACHE, [10**12])
    assert unseen.shortage([OUT]) is None


def test_a_folder_that_is_not_there_yet_lies_on_the_disk_of_its_parent(tmp_path: Path) -> None:
    assert disk_of(tmp_path / "not" / "yet").number == tmp_path.stat().st_dev

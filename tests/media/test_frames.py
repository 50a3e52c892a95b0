"""The pictures of a video at given moments."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s2v_core.errors import MediaNotFound, MediaUnreadable
from s2v_core.media.frames import Conform, VideoReader
from tests.support.media import write_tone, write_variable_video, write_video
from tests.support.pictures import Picture, counting, grey, level, noise, write_noise


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(30), Fraction(60)])
def test_every_frame_is_shown_from_its_beginning_on_and_not_before(tmp_path: Path, rate: Fraction) -> None:
    path = write_video(tmp_path / "a.mp4", size=(32, 32), frames=20, rate=rate, colour=counting(), tone=None)
    with VideoReader(path) as reader:
        for index in range(20):
            begins = float(index / rate)
            assert level(reader.frame_at(begins)) == pytest.approx(grey(index), abs=3)
            assert level(reader.frame_at(begins + 0.008)) == pytest.approx(grey(index), abs=3)
        for index in range(1, 20):
            assert level(reader.frame_at(float(index / rate) - 0.005)) == pytest.approx(grey(index - 1), abs=3)


def test_times_written_with_four_decimals_find_their_frame(tmp_path: Path) -> None:
    path = write_video(
        tmp_path / "a.mp4", size=(32, 32), frames=12, rate=Fraction(30000, 1001), colour=counting(), tone=None
    )
    with VideoReader(path) as reader:
        for index in range(12):
            assert level(reader.frame_at(round(index * 1001 / 30000, 4))) == pytest.approx(grey(index), abs=3)


def test_containers_that_round_times_to_milliseconds_lose_no_frame(tmp_path: Path) -> None:
    path = write_video(tmp_path / "a.mkv", size=(32, 32), frames=20, rate=30, colour=counting(), tone=None)
    with VideoReader(path) as reader:
        shown = [level(reader.frame_at(index / 30)) for index in range(20)]
    assert shown == pytest.approx([grey(index) for index in range(20)], abs=3)


def test_variable_rates_go_by_the_time_of_each_frame(tmp_path: Path) -> None:
    path = write_variable_video(tmp_path / "a.mp4")
    with VideoReader(path) as reader:
        first, second, third = (reader.frame_at(t) for t in (0.02, 0.10, 0.17))
        again = reader.frame_at(0.155)
    assert not np.array_equal(first, second)
    assert not np.array_equal(second, third)
    assert np.array_equal(second, again)


def test_frames_that_the_decoder_holds_back_up_to_the_end_are_shown_too(tmp_path: Path) -> None:
    with VideoReader(write_noise(tmp_path / "a.mp4", noise(1), bf="3")) as reader:
        assert len({reader.frame_at(index / 10).tobytes() for index in range(12)}) == 12


def test_before_the_first_and_after_the_last_frame_these_are_held(tmp_path: Path) -> None:
    path = write_video(tmp_path / "a.mp4", size=(32, 32), frames=5, rate=10, colour=counting(), tone=None)
    with VideoReader(path) as reader:
        assert level(reader.frame_at(-3.0)) == pytest.approx(grey(0), abs=3)
        assert level(reader.frame_at(99.0)) == pytest.approx(grey(4), abs=3)
        assert level(reader.frame_at(0.0)) == pytest.approx(grey(0), abs=3)


def test_the_clock_of_the_file_may_begin_anywhere(tmp_path: Path) -> None:
    times = [7 + index / 25 for index in range(10)]
    path = write_video(tmp_path / "a.mkv", size=(32, 32), times=times, colour=counting(), tone=None)
    with VideoReader(path) as reader:
        assert level(reader.frame_at(0.0)) == pytest.approx(grey(0), abs=3)
        assert level(reader.frame_at(0.2)) == pytest.approx(grey(5), abs=3)
        assert level(reader.frame_at(0.04)) == pytest.approx(grey(1), abs=3)


@pytest.fixture(scope="module")
def long_video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten seconds with a key frame every second and pictures that differ."""

    def draw(index: int) -> Picture:
        return np.random.default_rng(index).integers(0, 256, (16, 16, 3), dtype=np.uint8).repeat(2, 0).repeat(2, 1)

    path = tmp_path_factory.mktemp("long") / "a.mp4"
    return write_video(path, size=(32, 32), frames=100, rate=10, colour=draw, tone=None, keyframes=10)


@pytest.fixture(scope="module")
def in_order(long_video: Path) -> list[Picture]:
    with VideoReader(long_video) as reader:
        return [reader.frame_at(index / 10) for index in range(100)]


@settings(max_examples=15, deadline=None)
@given(order=st.lists(st.integers(0, 99), min_size=1, max_size=8))
def test_any_order_gives_the_same_pictures(long_video: Path, in_order: list[Picture], order: list[int]) -> None:
    with VideoReader(long_video, start=order[0] / 10) as reader:
        for index in order:
            assert np.array_equal(reader.frame_at(index / 10), in_order[index])


@pytest.mark.parametrize("suffix", [".mkv", ".ts", ".avi"])
def test_jumping_works_in_other_containers_too(tmp_path: Path, suffix: str) -> None:
    path = write_video(
        tmp_path / f"a{suffix}", size=(32, 32), frames=80, rate=10, colour=counting(), tone=None, codec="mpeg4"
    )
    with VideoReader(path) as reader:
        shown = [level(reader.frame_at(index / 10)) for index in (0, 70, 3, 45, 79, 44)]
    assert shown == pytest.approx([grey(index) for index in (0, 70, 3, 45, 79, 44)], abs=4)


def test_going_forward_decodes_every_frame_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_video(tmp_path / "a.mp4", size=(32, 32), frames=30, rate=30, tone=None)
    with VideoReader(path) as reader:
        jumps = []
        monkeypatch.setattr(reader, "_jump", jumps.append)
        for index in range(30):
            reader.frame_at(index / 30)
    assert jumps == []


def test_the_array_belongs_to_the_caller(tmp_path: Path) -> None:
    path = write_video(tmp_path / "a.mp4", size=(32, 32), frames=2, tone=None)
    with VideoReader(path) as reader:
        first = reader.frame_at(0.0)
        before = first.copy()
        first[:] = 0
        assert np.array_equal(reader.frame_at(0.0), before)
    assert np.array_equal(first, np.zeros_like(first))


@pytest.mark.parametrize("suffix", [".mp4", ".ts"])
def test_a_damaged_stretch_is_bridged_by_the_last_good_picture(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    write_video(path, size=(64, 64), frames=60, rate=30, colour=counting((64, 64)), tone=None, keyframes=10)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + len(data) // 8] = bytes(len(data) // 8)
    path.write_bytes(bytes(data))
    with VideoReader(path) as reader:
        shown = [level(reader.frame_at(index / 30)) for index in range(60)]
    good = [grey(index) for index in range(60)]
    assert shown[:20] == pytest.approx(good[:20], abs=3)
    assert shown[-5:] == pytest.approx(good[-5:], abs=3)
    assert shown != pytest.approx(good, abs=3)


def test_a_file_that_was_cut_short_holds_its_last_picture(tmp_path: Path) -> None:
    path = write_video(tmp_path / "a.mkv", size=(64, 64), frames=60, rate=30, colour=counting((64, 64)), tone=None)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with VideoReader(path) as reader:
        last = reader.frame_at(1.9)
        assert np.array_equal(reader.frame_at(1.99), last)
        assert level(reader.frame_at(0.1)) == pytest.approx(grey(3), abs=3)


def test_size_changes_in_the_middle_are_conformed(tmp_path: Path) -> None:
    small = write_video(tmp_path / "a.ts", size=(32, 32), frames=10, rate=10, colour=(200, 20, 20), tone=None)
    times = [1 + index / 10 for index in range(10)]
    large = write_video(tmp_path / "b.ts", size=(64, 64), times=times, colour=(20, 200, 20), tone=None)
    both = tmp_path / "c.ts"
    both.write_bytes(small.read_bytes() + large.read_bytes())
    with VideoReader(both, Conform((16, 16))) as reader:
        assert reader.frame_at(0.0).shape == (16, 16, 3)
        last = reader.frame_at(99.0)
    assert last.shape == (16, 16, 3)
    assert last[8, 8].argmax() == 1


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(MediaNotFound, match=r"gone\.mp4"):
        VideoReader(tmp_path / "gone.mp4")


def test_files_without_pictures_are_refused(tmp_path: Path) -> None:
    (tmp_path / "noise.mp4").write_bytes(bytes(range(256)) * 40)
    with pytest.raises(MediaUnreadable, match=r"noise\.mp4"):
        VideoReader(tmp_path / "noise.mp4")
    with pytest.raises(MediaUnreadable, match="moving picture"):
        VideoReader(write_tone(tmp_path / "tone.wav"))


def test_closing_lets_go_of_the_file(tmp_path: Path) -> None:
    path = write_video(tmp_path / "a.mp4", size=(32, 32), frames=2, tone=None)
    reader = VideoReader(path)
    picture = reader.frame_at(0.0)
    reader.close()
    reader.close()
    path.unlink()
    assert picture[0, 0, 0] > 150

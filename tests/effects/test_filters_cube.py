"""Colour tables of other programs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from s2v_core.effects.filters import filters, read_cube
from s2v_core.errors import MediaTooLarge, MediaUnreadable

IDENTITY = "\n".join(f"{r} {g} {b}" for b in (0, 1) for g in (0, 1) for r in (0, 1))


def cube(folder: Path, text: str) -> Path:
    path = folder / "look.cube"
    path.write_text(text, encoding="utf-8")
    return path


def mapped(path: Path, *colours: tuple[float, float, float]) -> np.typing.NDArray[np.float32]:
    return read_cube(path)(np.array(colours, np.float32))


def test_red_changes_first(tmp_path: Path) -> None:
    path = cube(tmp_path, f'# made for a test\nTITLE "Nothing"\nLUT_3D_SIZE 2\n\n{IDENTITY}\n')
    colours = [(0.1, 0.5, 0.9), (1, 0, 0.25), (0, 0, 0), (1, 1, 1)]
    assert np.allclose(mapped(path, *colours), colours, atol=1e-6)


def test_a_filter_written_as_a_table_is_read_back(tmp_path: Path) -> None:
    colour_map = filters["pf4"].function.colour_map({})
    assert colour_map is not None
    steps = np.linspace(0, 1, 33, dtype=np.float32)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    colours = np.stack([red.ravel(), green.ravel(), blue.ravel()], axis=1)
    rows = "\n".join("{:.6f} {:.6f} {:.6f}".format(*row) for row in colour_map(colours))
    path = cube(tmp_path, f"LUT_3D_SIZE 33\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1.0 1.0 1.0\n{rows}\n")
    some = np.random.default_rng(3).random((500, 3), np.float32)
    assert np.abs(read_cube(path)(some) - colour_map(some)).max() < 0.01


@hypothesis_settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(*[st.floats(0, 1, width=32)] * 3), min_size=1, max_size=20))
def test_greys_of_a_grey_table_stay_exactly_grey(colours: list[tuple[float, float, float]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        levels = [0.0, 0.3, 1.0]
        rows = "\n".join(
            " ".join([f"{(levels[r] + levels[g] + levels[b]) / 3:.6f}"] * 3)
            for b in range(3)
            for g in range(3)
            for r in range(3)
        )
        found = mapped(cube(Path(folder), f"LUT_3D_SIZE 3\n{rows}"), *colours)
    assert np.ptp(found, axis=1).max() <= 1e-6


def test_a_table_in_one_dimension_bends_each_channel(tmp_path: Path) -> None:
    path = cube(tmp_path, "LUT_1D_SIZE 3\n0 0 1\n0.8 0.5 0.5\n1 1 0\n")
    assert np.allclose(mapped(path, (0.25, 0.25, 0.25)), [(0.4, 0.25, 0.75)], atol=1e-6)


def test_the_domain_is_honoured(tmp_path: Path) -> None:
    path = cube(tmp_path, "LUT_1D_SIZE 2\nDOMAIN_MIN -1 0 0\nDOMAIN_MAX 1 2 1\n0 0 0\n1 1 1\n")
    assert np.allclose(mapped(path, (0, 1, 0.5)), [(0.5, 0.5, 0.5)], atol=1e-6)
    path = cube(tmp_path, "LUT_3D_SIZE 2\nLUT_3D_INPUT_RANGE 0.0 2.0\n" + IDENTITY)
    assert np.allclose(mapped(path, (1, 0.5, 0)), [(0.5, 0.25, 0)], atol=1e-6)


def test_keywords_of_single_programs_and_a_byte_order_mark_are_passed_over(tmp_path: Path) -> None:
    path = cube(tmp_path, "\ufeffTITLE x\nLUT_IN_VIDEO_RANGE\nLUT_3D_SIZE 2\n" + IDENTITY)
    assert np.allclose(mapped(path, (0.5, 0.5, 0.5)), 0.5)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "names no LUT_3D_SIZE"),
        ("\x00\x01\x02", "names no LUT_3D_SIZE"),
        ("LUT_3D_SIZE two\n" + IDENTITY, "whole number from 2"),
        ("LUT_3D_SIZE 1\n0 0 0", "whole number from 2"),
        ("LUT_3D_SIZE -2\n" + IDENTITY, "whole number from 2"),
        ("LUT_1D_SIZE 2\nLUT_3D_SIZE 2\n" + IDENTITY, "two sizes"),
        ("LUT_3D_SIZE 2\n0 0 0", "8 rows of colours, but has 1"),
        ("LUT_1D_SIZE 2\n0 0\n1 1", "each be three numbers"),
        ("LUT_1D_SIZE 2\n0 0 0\n1 1", "each be three numbers"),
        ("LUT_1D_SIZE 2\n0 0 0\n1 1 -x", "each be three numbers"),
        ("LUT_1D_SIZE 2\n0 0 0\n1 1 1e999", "each be three numbers"),
        ("LUT_1D_SIZE 2\nDOMAIN_MIN 0 0\n0 0 0\n1 1 1", "line 2 must give 3 numbers for DOMAIN_MIN"),
        ("LUT_1D_SIZE 2\nDOMAIN_MIN 1 1 1\n0 0 0\n1 1 1", "DOMAIN_MIN is not below"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(tmp_path: Path, text: str, reason: str) -> None:
    path = cube(tmp_path, text)
    with pytest.raises(MediaUnreadable) as caught:
        read_cube(path)
    assert reason in caught.value.message
    assert "'look.cube'" in caught.value.message
    assert caught.value.where == str(path)
    assert caught.value.hint


@pytest.mark.parametrize("size", ["LUT_3D_SIZE 129", "LUT_1D_SIZE 65537", "LUT_3D_SIZE 99999999999999999999"])
def test_a_table_that_is_too_fine_is_refused(tmp_path: Path, size: str) -> None:
    with pytest.raises(MediaTooLarge, match="at most"):
        read_cube(cube(tmp_path, size))


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = cube(tmp_path, "LUT_1D_SIZE 2\n")
    with path.open("r+b") as file:
        file.truncate(64_000_001)
    with pytest.raises(MediaTooLarge, match="64 MB"):
        read_cube(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MediaUnreadable, match=r"gone\.cube"):
        read_cube(tmp_path / "gone.cube")

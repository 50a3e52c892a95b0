from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.cli.amounts import age_text, seconds_of, size_text

FACTORS = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}


@given(st.integers(0, 10**15))
def test_sizes_are_right_to_the_shown_digit_and_short(size: int) -> None:
    number, unit = size_text(size).split()
    assert abs(float(number) * FACTORS[unit] - size) <= 0.0501 * FACTORS[unit]
    assert float(number) < 1000 or unit == "TB"


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (999_949, "999.9 kB"), (999_950, "1.0 MB")]
)
def test_sizes_change_their_unit_where_rounding_would_show_a_thousand(size: int, text: str) -> None:
    assert size_text(size) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "now"),
        (59.9, "now"),
        (60, "1 min ago"),
        (3599.9, "59 min ago"),
        (3600, "1 h ago"),
        (172_799, "47 h ago"),
        (172_800, "2 days ago"),
    ],
)
def test_ages_are_rounded_down(seconds: float, text: str) -> None:
    assert age_text(seconds) == text


@given(st.integers(0, 999_999), st.sampled_from([("m", 60), ("h", 3600), ("d", 86_400), ("w", 604_800)]))
def test_ages_are_read(count: int, unit: tuple[str, int]) -> None:
    assert seconds_of(f"{count}{unit[0]}") == count * unit[1]
    assert seconds_of(f" {count} {unit[0].upper()} ") == count * unit[1]


@pytest.mark.parametrize("text", ["", "7", "d", "-7d", "7.5d", "7 days", "1e3d", "٧d", "9999999d"])
def test_what_is_no_age_is_refused(text: str) -> None:
    assert seconds_of(text) is None

"""Names of the outputs: from the pattern, safe on every file system."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.job import OutputConfig, output_name
from tests.planning.fakes import group, job_of

JOB = job_of([group("a", "a.png")])


def name(pattern: str, output: int = 3, **s2v: Any) -> str:
    config = OutputConfig.model_validate({"MediaURL": pattern, "S2V": s2v})
    return output_name(JOB.model_copy(update={"output_config": config}), output)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("file:///out/bakery_{index}.mp4", "bakery_3.mp4"),
        ("https://bucket.example.com/dir/v{index}.mp4?x=1", "v3.mp4"),
        ("s3://bucket/my%20video_{index}.mp4", "my video_3.mp4"),
        ("https://[bucket/v_{index}.mp4", "v_3.mp4"),
        ("https://a℀b/v_{index}.mp4", "v_3.mp4"),
        ("C:\\out\\v_{index}.mp4", "v_3.mp4"),
        ("v_{index}", "v_3.mp4"),
        ("v1.2_{index}", "v1.2_3.mp4"),
        ("{index}/video.mp4", "video_3.mp4"),
        ("糕点_{index}.mp4", "糕点_3.mp4"),
        ("", "output_3.mp4"),
        ("a<b>:{index}?.mp4", "a_b__3_.mp4"),
        ("con{index}.mp4", "con3.mp4"),
        ("com{index}.mp4", "_com3.mp4"),
        ("v_{index}.MOV", "v_3.MOV"),
        ("v_{index}.srt", "v_3.srt.mp4"),
        ("v_{index}.timeline.json", "v_3.timeline.json.mp4"),
    ],
)
def test_the_name_is_the_last_part_of_the_pattern(pattern: str, expected: str) -> None:
    assert name(pattern) == expected


def test_numbers_start_at_the_index_base() -> None:
    assert name("v_{index}.mp4", 0, IndexBase=1) == "v_1.mp4"


def test_a_long_pattern_is_shortened_but_keeps_its_number() -> None:
    names = {name("x" * 150 + "{index}" + "糕" * 150, output) for output in range(12)}
    assert len(names) == 12
    assert max(len(each.encode("utf-8")) for each in names) < 200


def test_half_a_surrogate_pair_is_no_obstacle() -> None:
    assert name("a\ud800_{index}.mp4") == "a__3.mp4"


@given(st.text(max_size=300))
def test_no_pattern_makes_a_name_that_leaves_its_folder(pattern: str) -> None:
    made = name(pattern)
    assert not set(made) & set('/\\:*?"<>|\0')
    assert made not in (".", "..")
    assert 0 < len(made.encode("utf-8")) < 200


@given(st.text(max_size=250))
def test_outputs_never_share_a_name(pattern: str) -> None:
    assert len({name(pattern, output) for output in range(12)}) == 12

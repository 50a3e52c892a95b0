from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.jobs import series, story, told_once
from benchmarks.parts.batch import CURVES
from benchmarks.studio import understood


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "footage").mkdir()
    monkeypatch.setenv("S2V_TEST_MEDIA", str(tmp_path))


@pytest.mark.parametrize("curve", CURVES)
def test_the_story_is_a_segmented_job_of_five_nodes(curve: str) -> None:
    job = understood(story(count=50, size=(540, 960), **CURVES[curve]))
    assert (job.mode, len(job.input_config.media_group_array)) == ("segmented", 5)


def test_the_curves_differ_in_overlays_only() -> None:
    shared, drawn = (understood(story(count=50, size=(540, 960), **CURVES[curve])) for curve in "ab")
    assert shared.input_config.media_group_array == drawn.input_config.media_group_array
    assert (len(shared.input_config.title_array), len(drawn.input_config.title_array)) == (1, 50)
    assert (len(shared.input_config.sticker_array), len(drawn.input_config.sticker_array)) == (1, 3)


def test_retelling_changes_one_node() -> None:
    before, after = (understood(told_once((540, 960), retold=retold)) for retold in ({}, {2: "Another text."}))
    texts = [[group.speech_text_array for group in job.input_config.media_group_array] for job in (before, after)]
    assert [number for number, (one, other) in enumerate(zip(*texts, strict=True)) if one != other] == [2]
    assert texts[1][2] == ("Another text.",)


def test_the_series_has_a_text_for_every_other_output_at_least() -> None:
    job = understood(series(count=100, size=(1080, 1920)))
    assert job.output_config.count == 100
    assert len(set(job.input_config.media_group_array[0].speech_text_array)) == 50

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks import scene
from benchmarks.apart import run_apart
from benchmarks.contestants import ffmpeg, ffmpeg_cut, studio
from benchmarks.scene import Encoding


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "footage").mkdir()
    monkeypatch.setenv("S2V_TEST_MEDIA", str(tmp_path))


@pytest.mark.parametrize("fps", [30, 60])
def test_the_timeline_is_as_long_as_the_scene(fps: int) -> None:
    timeline = studio.scene_timeline(fps)
    pictures = timeline.video_tracks[0].clips
    assert timeline.length == Encoding(fps=fps).frames == 15 * fps
    assert pictures[-1].span is not None
    assert pictures[-1].span.end == timeline.length


def test_the_cut_graph_shows_every_second_of_the_scene_once() -> None:
    last = len(scene.shots()) - 1
    parts = [ffmpeg_cut._parts(first=number == 0, last=number == last) for number in range(last + 1)]
    alone = sum(end - start for part in parts for name, (start, end) in part.items() if name == "alone")
    assert alone + last * scene.FADE == pytest.approx(scene.LENGTH)
    assert all(sum(end - start for start, end in part.values()) == pytest.approx(scene.SHOT) for part in parts)


def test_all_graphs_fade_between_all_shots() -> None:
    for film in (ffmpeg.chained(30, "yuv420p"), ffmpeg.chained(30, "yuv444p"), ffmpeg_cut._film(30)):
        assert sum("xfade" in filters for filters in film) == len(scene.shots()) - 1


def test_work_apart_runs_in_another_process() -> None:
    other, footprint = run_apart(os.getpid)
    assert other != os.getpid()
    assert footprint.peak_mb >= 0


def test_a_failure_apart_is_told() -> None:
    with pytest.raises(RuntimeError, match="did not finish"):
        run_apart(os.listdir, "/no/such/folder")

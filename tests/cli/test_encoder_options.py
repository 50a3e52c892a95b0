"""Encoders on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import av
import pytest

from s2v_core.cli.app import run
from tests.support.jobs import small_job, write_job


@pytest.fixture
def job(tmp_path: Path) -> Path:
    return write_job(tmp_path / "job.json", small_job(tmp_path))


def test_render_encodes_as_it_is_told(job: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sizes = []
    for crf in ("10", "40"):
        wishes = ["--encoder", "hevc", "--preset", "ultrafast", "--crf", crf]
        assert run(["render", str(job), "--out", str(tmp_path / crf), "--json", *wishes]) == 0
        video = json.loads(capsys.readouterr().out)["Outputs"][0]["Files"]["Video"]
        with av.open(video) as container:
            stream = container.streams.video[0]
            assert stream.codec_context.name == "hevc"
            sizes.append(sum(packet.size for packet in container.demux(stream)))
    assert sizes[0] > sizes[1]


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--encoder", "hvec", "Did you mean hevc"),
        ("--encoder", "theora", "Choose one of h264, hevc, av1"),
        ("--preset", "quick", "Choose one of ultrafast, superfast, veryfast"),
        ("--crf", "99", "from 0 to 51"),
        ("--crf", "good", "from 0 to 51"),
    ],
)
def test_render_refuses_what_there_is_not_before_it_writes_anything(
    job: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, value: str, words: str
) -> None:
    assert run(["render", str(job), "--out", str(tmp_path / "out"), option, value]) == 2
    said = capsys.readouterr().err
    assert option in said
    assert words in said
    assert not (tmp_path / "out").exists()


def test_check_refuses_a_setting_that_names_no_encoder(
    job: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("S2V_ENCODER", "hvec")
    assert run(["check", str(job), "--json"]) == 2
    assert [problem["Path"] for problem in json.loads(capsys.readouterr().out)["Problems"]] == ["S2V_ENCODER"]


def test_check_names_a_wrong_preset_of_the_job_once(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(job.read_text(encoding="utf-8"))
    document["OutputConfig"]["Video"] = {"Preset": "quick"}
    write_job(job, document)
    assert run(["check", str(job), "--json"]) == 2
    problems = json.loads(capsys.readouterr().out)["Problems"]
    assert [problem["Path"] for problem in problems] == ["OutputConfig.Video.Preset"]


def test_render_makes_drafts_in_an_encoding_of_their_own(
    job: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["render", str(job), "--out", str(tmp_path / "out"), "--draft", "--crf", "10"]) == 2
    assert "--crf" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert run(["render", str(job), "--out", str(tmp_path / "out"), "--draft", "--json"]) == 0
    videos = [output["Files"]["Video"] for output in json.loads(capsys.readouterr().out)["Outputs"]]
    assert [Path(video).name for video in videos] == ["film_0-draft.mp4", "film_1-draft.mp4"]

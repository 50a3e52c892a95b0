from __future__ import annotations

import errno
import importlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import av
import pytest

from s2v_core.cache import Cache
from s2v_core.errors import OutputNotWritable
from s2v_core.job import Job, parse_job
from s2v_core.media import Assets
from s2v_core.planning import Plan
from s2v_core.production import BatchResult, Listener, OutputResult, produce
from s2v_core.settings import Settings
from s2v_core.speech import Speaker
from tests.support.jobs import small_job
from tests.support.reading import read_back


def parsed(document: dict[str, Any]) -> Job:
    job, problems = parse_job(document)
    assert job is not None, problems
    return job


class Producer:
    """Runs jobs into one folder."""

    def __init__(self, settings: Settings, speaker: Speaker, out: Path) -> None:
        self.settings, self.speaker, self.out = settings, speaker, out

    def __call__(self, document: dict[str, Any], **options: Any) -> BatchResult:
        return produce(
            parsed(document),
            out=options.pop("out", self.out),
            assets=Assets(self.settings, trusted=True),
            speaker=self.speaker,
            settings=self.settings,
            **options,
        )


@pytest.fixture
def run(settings: Settings, tmp_path: Path) -> Iterator[Producer]:
    with Speaker(settings, Cache(settings.cache_dir)) as speaker:
        yield Producer(settings, speaker, tmp_path / "out")


class Notes(Listener):
    def __init__(self) -> None:
        self.heard: list[tuple[str, int]] = []

    def planned(self, plan: Plan) -> None:
        self.heard.append(("planned", len(plan.outputs)))

    def started(self, index: int, name: str, frames: int) -> None:
        self.heard.append(("started", index))

    def advanced(self, index: int, done: int) -> None:
        self.heard.append(("advanced", done))

    def ended(self, result: OutputResult) -> None:
        self.heard.append((result.state, result.index))


def test_every_output_is_a_film_with_subtitles_timeline_and_a_line_in_the_manifest(
    run: Producer, tmp_path: Path
) -> None:
    result = run(small_job(tmp_path))
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [
        "film_0.mp4",
        "film_0.srt",
        "film_0.timeline.json",
        "film_1.mp4",
        "film_1.srt",
        "film_1.timeline.json",
        "manifest.json",
    ]
    assert len(read_back(tmp_path / "out" / "film_0.mp4").times) == 10
    manifest = json.loads(result.manifest.read_text(encoding="utf-8"))
    assert [entry["State"] for entry in manifest["Outputs"]] == ["Success", "Success"]
    assert all(len(digest) >= 32 for entry in manifest["Outputs"] for digest in entry["Sources"].values())


def test_the_manifest_names_the_encoder_that_made_the_films(run: Producer, tmp_path: Path) -> None:
    job = small_job(tmp_path, count=1)
    used = {"Codec": "libx264", "Preset": "ultrafast", "Crf": 23}
    assert json.loads(run(job).manifest.read_text(encoding="utf-8"))["Encoder"] == used
    job["OutputConfig"]["Video"] |= {"Crf": 40, "Profile": "main"}
    used |= {"Crf": 40, "Profile": "main"}
    assert json.loads(run(job).manifest.read_text(encoding="utf-8"))["Encoder"] == used


def test_the_manifest_is_the_same_for_the_same_job_at_the_same_moment(run: Producer, tmp_path: Path) -> None:
    moment = datetime(2030, 1, 2, tzinfo=UTC)
    document = small_job(tmp_path, count=1)
    manifests = []
    for _ in range(2):
        result = run(document, now=lambda: moment)
        manifest = json.loads(result.manifest.read_text(encoding="utf-8"))
        for entry in manifest["Outputs"]:
            for key in ("RenderSeconds", "ChunksEncoded", "ChunksReused"):
                entry.pop(key)
        manifests.append(manifest)
    assert manifests[0] == manifests[1]


def test_a_second_run_encodes_nothing_and_says_so(run: Producer, tmp_path: Path) -> None:
    document = small_job(tmp_path, count=2)
    first, second = (run(document) for _ in range(2))
    encoded = [sum(output.chunks_encoded for output in result.outputs) for result in (first, second)]
    assert encoded[0] > 0
    assert encoded[1] == 0
    entries = json.loads(second.manifest.read_text(encoding="utf-8"))["Outputs"]
    assert [entry["ChunksReused"] for entry in entries] == [output.chunks_reused for output in second.outputs]
    assert all(entry["ChunksReused"] > 0 for entry in entries)
    videos = [[output.files["Video"].read_bytes() for output in result.outputs] for result in (first, second)]
    assert videos[0] == videos[1]


def test_progress_is_told_from_plan_to_end(run: Producer, tmp_path: Path) -> None:
    notes = Notes()
    run(small_job(tmp_path, count=1), listener=notes)
    assert notes.heard[:2] == [("planned", 1), ("started", 0)]
    assert notes.heard[-1] == ("Success", 0)
    advances = [value for kind, value in notes.heard if kind == "advanced"]
    assert advances == sorted(advances)
    assert advances[-1] == 10


def test_timeline_only_jobs_render_nothing(run: Producer, tmp_path: Path) -> None:
    document = small_job(tmp_path)
    document["OutputConfig"]["GeneratePreviewOnly"] = True
    result = run(document)
    assert [output.state for output in result.outputs] == ["Success", "Success"]
    assert list((tmp_path / "out").glob("*.mp4")) == []
    assert len(list((tmp_path / "out").glob("*.timeline.json"))) == 2


def test_a_bad_asset_is_named_and_the_outputs_are_made_without_it(run: Producer, tmp_path: Path) -> None:
    document = small_job(tmp_path)
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"not a film")
    document["InputConfig"]["MediaGroupArray"][0]["MediaArray"].append(str(broken))
    result = run(document)
    assert [output.state for output in result.outputs] == ["Success", "Success"]
    assert "InputConfig.MediaGroupArray[0].MediaArray[2]" in {problem.path for problem in result.problems}


def test_an_output_that_fails_does_not_stop_the_next(
    run: Producer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from s2v_core.errors import MediaUnreadable

    module = importlib.import_module("s2v_core.production.work.rendering")
    real = module.write_video

    def fail_first(timeline: Any, target: Path, **options: Any) -> Any:
        if target.name == "film_0.mp4":
            raise MediaUnreadable("the file vanished.", where="red.mp4")
        return real(timeline, target, **options)

    monkeypatch.setattr(module, "write_video", fail_first)
    result = run(small_job(tmp_path))
    assert [output.state for output in result.outputs] == ["Failed", "Success"]
    assert result.outputs[0].error is not None
    assert result.outputs[0].error.where == "red.mp4"
    assert not (tmp_path / "out" / "film_0.mp4").exists()


def test_cancelling_leaves_no_unfinished_film(run: Producer, tmp_path: Path) -> None:
    notes = Notes()
    result = run(
        small_job(tmp_path), listener=notes, cancelled=lambda: any(kind == "advanced" for kind, _ in notes.heard)
    )
    assert [output.state for output in result.outputs] == ["Cancelled", "Cancelled"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["manifest.json"]


def test_what_killed_processes_left_of_the_outputs_is_cleared_away(run: Producer, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for name in (".film_1.0a1b2c3d.part.mp4", ".film_0.0a1b2c3d.part.srt", ".other.0a1b2c3d.part.mp4"):
        (tmp_path / "out" / name).touch()
    run(small_job(tmp_path))
    assert [path.name for path in (tmp_path / "out").glob(".*")] == [".other.0a1b2c3d.part.mp4"]


def test_an_output_folder_that_is_a_file_is_refused_before_planning(run: Producer, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    notes = Notes()
    with pytest.raises(OutputNotWritable) as caught:
        run(small_job(tmp_path), out=blocked, listener=notes)
    assert caught.value.where == str(blocked)
    assert notes.heard == []


def test_a_disk_that_fills_up_while_side_files_are_written_is_named(
    run: Producer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = importlib.import_module("s2v_core.production.side_files")

    def full(target: Path, write: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module, "write_atomically", full)
    result = run(small_job(tmp_path, count=1))
    assert result.outputs[0].state == "Failed"
    assert "disk is full" in str(result.outputs[0].error)


def test_a_draft_is_small_has_names_of_its_own_and_the_same_draws(run: Producer, tmp_path: Path) -> None:
    job = small_job(tmp_path)
    job["OutputConfig"] |= {"Width": 720, "Height": 1280}
    draft = json.loads(run(job, draft=True).manifest.read_text(encoding="utf-8"))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "film_0-draft.mp4",
        "film_0-draft.srt",
        "film_0-draft.timeline.json",
        "film_1-draft.mp4",
        "film_1-draft.srt",
        "film_1-draft.timeline.json",
        "manifest-draft.json",
    ]
    assert (draft["Draft"], draft["Width"], draft["Height"]) == (True, 360, 640)
    with av.open(str(tmp_path / "out" / "film_0-draft.mp4")) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height, stream.frames) == (360, 640, 10)
    whole = json.loads(run(small_job(tmp_path)).manifest.read_text(encoding="utf-8"))
    assert whole["Draft"] is False
    assert [entry["Draws"] for entry in whole["Outputs"]] == [entry["Draws"] for entry in draft["Outputs"]]

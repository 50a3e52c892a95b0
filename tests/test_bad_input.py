"""What a user gets wrong: every case has one clear message that names the thing, and the other outputs are finished."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from pathlib import Path
from struct import pack
from typing import Any

import pytest

from s2v_core.cli.app import run
from tests.support.jobs import small_job, write_job
from tests.support.media import truncate, write_image, write_tone, write_video


class Bench:
    """A small job that a test spoils, and the commands run on it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.document = small_job(folder)
        self.out = folder / "out"

    def add(self, path: Path) -> None:
        self.document["InputConfig"]["MediaGroupArray"][0]["MediaArray"].append(str(path))

    def only(self, path: Path) -> None:
        self.document["InputConfig"]["MediaGroupArray"][0]["MediaArray"] = [str(path)]

    def check(self) -> dict[str, dict[str, str]]:
        """Return the errors that ``check`` finds, by path."""
        code, report = self._run("check")
        errors = {entry["Path"]: entry for entry in report["Problems"] if entry["Severity"] == "error"}
        assert code == (2 if errors else 0)
        return errors

    def render(self) -> list[dict[str, Any]]:
        """Return the outputs after ``render``."""
        code, report = self._run("render", "--out", str(self.out))
        outputs = list(report["Outputs"])
        assert code == (0 if all(output["State"] == "Success" for output in outputs) else 1)
        return outputs

    def _run(self, command: str, *options: str) -> tuple[int, dict[str, Any]]:
        job = write_job(self.folder / "job.json", self.document)
        code = run([command, str(job), *options, "--json"])
        shown = self.capsys.readouterr()
        assert "Traceback" not in shown.err
        return code, dict(json.loads(shown.out))


@pytest.fixture
def bench(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bench:
    return Bench(tmp_path, capsys)


def missing(folder: Path) -> Path:
    return folder / "missing.mp4"


def unreadable(folder: Path) -> Path:
    path = folder / "noise.mp4"
    path.write_bytes(os.urandom(4096))
    return path


def truncated(folder: Path) -> Path:
    return truncate(write_video(folder / "cut.mp4"), keep=0.3)


def empty(folder: Path) -> Path:
    path = folder / "empty.mp4"
    path.write_bytes(b"")
    return path


def sound(folder: Path) -> Path:
    return write_tone(folder / "sound.wav")


def text_named_as_picture(folder: Path) -> Path:
    path = folder / "text.png"
    path.write_text("a letter, not a picture", encoding="utf-8")
    return path


def folder_as_file(folder: Path) -> Path:
    path = folder / "folder.mp4"
    path.mkdir()
    return path


def huge_picture(folder: Path) -> Path:
    """A PNG header that promises 20,000 x 10,000 pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    path = folder / "huge.png"
    header = pack(">IIBBBBB", 20_000, 10_000, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )
    return path


SPOILT = [missing, unreadable, truncated, empty, sound, text_named_as_picture, folder_as_file, huge_picture]


@pytest.mark.parametrize("make", SPOILT, ids=lambda make: make.__name__)
def test_a_bad_asset_is_named_at_its_place_and_the_outputs_do_without_it(make: Any, bench: Bench) -> None:
    path = make(bench.folder)
    bench.add(path)
    errors = bench.check()
    assert list(errors) == ["InputConfig.MediaGroupArray[0].MediaArray[2]"]
    told = errors["InputConfig.MediaGroupArray[0].MediaArray[2]"]
    assert path.name in told["Message"]
    assert told["Hint"]
    assert [output["State"] for output in bench.render()] == ["Success", "Success"]


def test_a_picture_of_200_megapixels_is_refused_with_its_size(bench: Bench) -> None:
    bench.add(huge_picture(bench.folder))
    (told,) = bench.check().values()
    assert "20000 x 10000" in told["Message"].replace(",", "").replace("×", "x")


def test_a_group_without_usable_shots_is_named_and_its_outputs_fail_without_a_film(bench: Bench) -> None:
    bench.only(missing(bench.folder))
    assert "InputConfig.MediaGroupArray[0].MediaArray[0]" in bench.check()
    outputs = bench.render()
    assert [output["State"] for output in outputs] == ["Failed", "Failed"]
    assert all("MediaGroupArray[0]" in output["Error"]["Path"] for output in outputs)
    assert list(bench.out.glob("*.mp4")) == []


def test_texts_that_cannot_be_spoken_are_named_and_the_others_are_used(bench: Bench) -> None:
    unspeakable = ["?!… —", "🎉🔥", "   ", "<speak><break time='1s'/></speak>"]
    group = bench.document["InputConfig"]["MediaGroupArray"][1]
    group["SpeechTextArray"] = [*unspeakable, "Fresh bread."]
    bench.document["EditingConfig"]["SpeechConfig"] = {"SpeechLanguage": "en"}
    path = "InputConfig.MediaGroupArray[1].SpeechTextArray"
    assert list(bench.check()) == [f"{path}[{place}]" for place in range(len(unspeakable))]
    assert [output["State"] for output in bench.render()] == ["Success", "Success"]


def test_a_text_of_5000_characters_is_refused_with_the_limit(bench: Bench) -> None:
    bench.document["InputConfig"]["MediaGroupArray"][1]["SpeechTextArray"] = ["word " * 1000]
    (told,) = bench.check().values()
    assert told["Path"] == "InputConfig.MediaGroupArray[1].SpeechTextArray[0]"
    assert "1,000" in told["Message"] or "1000" in told["Message"]


def test_a_picture_of_one_pixel_fills_the_frame(bench: Bench) -> None:
    bench.only(write_image(bench.folder / "dot.png", size=(1, 1)))
    assert bench.check() == {}
    assert [output["State"] for output in bench.render()] == ["Success", "Success"]


def test_duplicate_group_names_are_named_before_anything_is_made(bench: Bench) -> None:
    bench.document["InputConfig"]["MediaGroupArray"][1]["GroupName"] = "first"
    assert list(bench.check()) == ["InputConfig.MediaGroupArray[1].GroupName"]


def test_an_output_folder_that_cannot_be_written_is_named(
    bench: Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    job = write_job(tmp_path / "job.json", bench.document)
    blocked = tmp_path / "blocked"
    blocked.write_text("a file", encoding="utf-8")
    assert run(["render", str(job), "--out", str(blocked / "out")]) == 1
    shown = capsys.readouterr().err
    assert "cannot be written" in shown
    assert "blocked" in "".join(shown.replace("│", " ").split())


@pytest.mark.skipif(sys.platform == "win32", reason="the size of files cannot be limited there")
def test_a_disk_that_fills_up_in_the_middle_leaves_nothing_half_written(bench: Bench, tmp_path: Path) -> None:
    bench.document["InputConfig"]["MediaGroupArray"][1]["Duration"] = 30
    bench.document["OutputConfig"]["Width"] = bench.document["OutputConfig"]["Height"] = 512
    job = write_job(tmp_path / "job.json", bench.document)
    limited = (
        "import resource, signal, sys\n"
        "from s2v_core.cli import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "main(sys.argv[1:])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, "render", str(job), "--out", str(bench.out), "--json"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    outputs = json.loads(done.stdout)["Outputs"]
    assert [output["State"] for output in outputs] == ["Failed", "Failed"]
    assert all("full" in output["Error"]["Message"] for output in outputs)
    assert [path.name for path in bench.out.iterdir()] == ["manifest.json"]

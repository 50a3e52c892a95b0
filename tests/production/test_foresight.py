"""What is told about a job before it is begun."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from s2v_core.job import parse_job
from s2v_core.media import Assets
from s2v_core.production import examine
from s2v_core.production.foresight import Foresight, foresee
from s2v_core.production.runner.space import Disk, Space
from s2v_core.settings import Settings
from tests.planning.fakes import FakeSpeaker
from tests.support.jobs import small_job


@pytest.fixture
def document(tmp_path: Path) -> dict[str, Any]:
    media = tmp_path / "media"
    media.mkdir()
    return small_job(media, count=8)


def look(document: dict[str, Any], settings: Settings, **options: Any) -> Foresight:
    job, problems = parse_job(document)
    assert job is not None, problems
    assets = Assets(settings, trusted=True)
    values = {"assets": assets, "speaker": FakeSpeaker(), "settings": settings, "trusted": True, **options}
    return foresee(job, **values)


def test_number_length_size_and_place_are_told(document: dict[str, Any], settings: Settings) -> None:
    found = look(document, settings)
    assert (found.outputs, found.shortest, found.longest, found.seconds) == (8, 1.0, 1.0, 8.0)
    assert found.size > 8 * 10_000
    assert (found.place, found.problems) == ("", ())
    assert not settings.outputs_dir.exists()


@pytest.mark.parametrize("pattern", ["{folder}/films/film_{{index}}.mp4", "s3://shop/films/film_{{index}}.mp4"])
def test_a_place_of_its_own_is_named(
    document: dict[str, Any], settings: Settings, tmp_path: Path, pattern: str
) -> None:
    document["OutputConfig"]["MediaURL"] = pattern.format(folder=tmp_path.as_posix())
    assert look(document, settings).place.endswith("/films")


def test_timelines_alone_need_no_room(document: dict[str, Any], settings: Settings) -> None:
    document["OutputConfig"]["GeneratePreviewOnly"] = True
    assert look(document, settings).size == 0


def test_every_missing_file_is_named_where_the_document_has_it(document: dict[str, Any], settings: Settings) -> None:
    document["InputConfig"]["MediaGroupArray"][0]["MediaArray"].append("gone.mp4")
    document["InputConfig"]["MediaGroupArray"][1]["MediaArray"] = ["gone.png"]
    found = look(document, settings)
    paths = {problem.path: problem.severity for problem in found.problems}
    assert {"InputConfig.MediaGroupArray[0].MediaArray[2]", "InputConfig.MediaGroupArray[1].MediaArray"} <= set(paths)
    assert paths["InputConfig.MediaGroupArray[1].MediaArray"] == "error"
    assert (found.outputs, found.seconds, found.size) == (8, 0.0, 0)


def test_a_voice_that_is_not_here_is_named(document: dict[str, Any], settings: Settings) -> None:
    document["InputConfig"]["SpeechTextArray"] = ["Baked today"]
    document["EditingConfig"]["SpeechConfig"] = {"Voice": "nobody"}
    assert any("nobody" in problem.message for problem in look(document, settings).problems)


def test_a_disk_without_room_is_told_at_the_address(document: dict[str, Any], settings: Settings) -> None:
    full = Space(lambda folder: Disk(number=1, free=1000, total=10**9))
    [problem] = look(document, settings, space=full).problems
    assert (problem.path, problem.severity) == ("OutputConfig.MediaURL", "error")


def test_a_place_that_may_not_be_written_is_told_at_the_address(document: dict[str, Any], settings: Settings) -> None:
    document["OutputConfig"]["MediaURL"] = "s3://shop/film_{index}.mp4"
    [problem] = look(document, settings, trusted=False).problems
    assert problem.path == "OutputConfig.MediaURL"


def test_a_part_of_the_installation_can_be_examined_alone(settings: Settings) -> None:
    everything = {finding.subject for finding in examine(settings)}
    subjects = {finding.subject for finding in examine(settings, only=("fonts", "disk"))}
    assert subjects == {"fonts", "disk"}
    assert subjects < everything

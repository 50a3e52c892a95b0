"""Planning a job as a task: what its outputs are told to have failed of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from s2v_core.production.runner.planning import PlanTask, plan_job
from s2v_core.production.work import open_settings
from s2v_core.settings import Settings
from tests.support.jobs import small_job
from tests.support.media import write_tone


@pytest.mark.parametrize(
    ("media", "code", "vendor_code"),
    [
        (["gone.mp4", "nowhere.png"], "MediaNotFound", "InvalidMaterial.NotFound"),
        (["gone.mp4", "damaged.mp4"], "MediaError", "InvalidMaterial"),
        (["gone.mp4", "sound.wav"], "PlanError", "InvalidParameter"),
    ],
)
def test_an_output_without_footage_fails_of_what_keeps_its_footage_away(
    tmp_path: Path, settings: Settings, media: list[str], code: str, vendor_code: str
) -> None:
    document = small_job(tmp_path, count=1)
    write_tone(tmp_path / "sound.wav", seconds=0.2)
    (tmp_path / "damaged.mp4").write_bytes(b"no video")
    document["InputConfig"]["MediaGroupArray"][1]["MediaArray"] = [str(tmp_path / name) for name in media]
    task = PlanTask(document=json.dumps(document), settings=open_settings(settings), base="", trusted=True, seed=None)
    (output,) = plan_job(task, lambda _: None, lambda: False).outputs
    assert output.failure is not None
    assert (output.failure.code, output.failure.vendor_code) == (code, vendor_code)
    assert output.failure.where == "InputConfig.MediaGroupArray[1].MediaArray"

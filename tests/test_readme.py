"""The README's examples are run, so that they stay true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from s2v_core.cli.app import app
from s2v_core.job import parse_job
from s2v_core.settings import Settings
from tests.support.readme import README, ROOT, blocks


def test_the_job_in_the_readme_has_no_problem() -> None:
    job, problems = parse_job(json.loads(blocks("json")[0]))
    assert problems == ()
    assert job is not None
    assert job.mode == "global"


@pytest.mark.filterwarnings("default")
def test_the_python_in_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sample_assets").symlink_to(ROOT / "sample_assets", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    (example,) = (block for block in blocks("python") if "timeline_clip" in block)
    exec(compile(example, "README.md", "exec"), {})
    assert (tmp_path / "frame.png").stat().st_size > 10_000


def test_every_command_in_the_readme_exists() -> None:
    named = set(re.findall(r"`python -m s2v_core (\w+)", README))
    known = {command.name for command in (*app.registered_commands, *app.registered_groups)}
    assert named == known


def test_every_setting_stands_in_the_readme_s_table_once() -> None:
    rows = [line.split("|")[1] for line in README.splitlines() if line.startswith("| `S2V_")]
    named = [name for row in rows for name in re.findall(r"`(S2V_\w+)`", row)]
    assert sorted(named) == sorted(f"S2V_{name.upper()}" for name in Settings.model_fields)


def test_every_file_the_readme_points_to_exists() -> None:
    pointed = re.findall(r"\]\(([^)#:]+)\)", README)
    assert pointed
    assert [path for path in pointed if not (ROOT / path).exists()] == []

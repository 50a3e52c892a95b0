"""The README's examples are run, so that they stay true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from s2v_core.cli.app import app
from s2v_core.job import parse_job

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_the_job_in_the_readme_has_no_problem() -> None:
    job, problems = parse_job(json.loads(blocks("json")[0]))
    assert problems == ()
    assert job is not None
    assert job.mode == "global"


@pytest.mark.filterwarnings("default")
def test_the_python_in_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sample_assets").symlink_to(ROOT / "sample_assets", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    exec(compile(blocks("python")[0], "README.md", "exec"), {})
    assert (tmp_path / "frame.png").stat().st_size > 10_000


def test_every_command_in_the_readme_exists() -> None:
    named = set(re.findall(r"`python -m s2v_core (\w+)", README))
    known = {command.name for command in (*app.registered_commands, *app.registered_groups)}
    assert named == known


def test_every_file_the_readme_points_to_exists() -> None:
    pointed = re.findall(r"\]\(([^)#:]+)\)", README)
    assert pointed
    assert [path for path in pointed if not (ROOT / path).exists()] == []

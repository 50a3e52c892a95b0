"""Productions in the jobs store, as runners leave them, without making anything."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from pages.widgets.render import order as render_order
from s2v_core.production import runner
from s2v_core.production.runner import submit_document
from s2v_core.production.store import Failure, JobsStore, NewOutput, Progress, Results, Task
from s2v_core.projects import Project, ProjectStore, export_job, submission_token
from s2v_core.rendering import EncoderOptions
from s2v_core.settings import Settings, load_settings
from tests.support.jobs import small_job
from tests.support.media import write_video

__all__ = ["DRAWS", "Workshop", "asked_for_runner", "bakery", "small_project", "workshop"]

DRAWS = {
    "title": "Baked today",
    "script": ["Good morning", "Come by"],
    "music": "pool:calm/first",
    "shot:first.0": {"Media": "/films/oven.mp4", "In": 0.5, "Out": 1.5},
    "speech": [{"Text": "Good morning", "Voice": "pyttsx3:en", "Rate": 0, "Seconds": 1.2}],
    "transition:0": "fade",
}
_LEASE = 60.0


def small_project(projects: ProjectStore, folder: Path, *, seconds: float = 0.5, **output: Any) -> Project:
    """Return a saved project whose two videos, of two parts of so many seconds, are made in a moment."""
    folder.mkdir(parents=True, exist_ok=True)
    document = small_job(folder, count=2, seconds=seconds)
    document["OutputConfig"] |= output
    return projects.import_text(json.dumps(document), "Bakery").project


@pytest.fixture
def bakery(store: ProjectStore, tmp_path: Path) -> Project:
    """A small project that can be made."""
    return small_project(store, tmp_path / "media")


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    """The jobs store of the studio under test."""
    made = Workshop(load_settings(_env_file=None))
    yield made
    made.store.close()


@pytest.fixture
def asked_for_runner(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Let no runner be started; what asks for one is counted."""
    calls: list[object] = []
    for module in (runner, render_order):
        monkeypatch.setattr(module, "ensure_runner", calls.append)
    return calls


class Workshop:
    """Does to the jobs store what a runner does."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.projects = ProjectStore(settings)
        self.store = JobsStore(settings.jobs_file)

    def submit(self, project: Project, *, noted: bool = True) -> str:
        """Put a project's job into the store and note it in the project, as the page does."""
        base = self.settings.projects_dir / project.id
        job = submit_document(
            self.store,
            export_job(project),
            settings=self.settings,
            base=base,
            trusted=True,
            name=project.name,
            token=submission_token(project),
        ).job
        if noted:
            self.projects.add_production(project.id, job)
        return job

    def plan(self, job: str, *, outputs: int = 2, frames: int = 10, draws: Mapping[str, Any] = DRAWS) -> None:
        """Plan a job."""
        task = self.claim(job)
        facts = {"Seed": 7, "Encoder": asdict(EncoderOptions()), "Problems": []}
        planned = [
            NewOutput(index=index, name=f"film_{index}.mp4", timeline="{}", frames=frames, draws=draws)
            for index in range(outputs)
        ]
        self.store.finish_planning(task, planned, facts)

    def fail_planning(self, job: str, failure: Failure) -> None:
        """Have a job not be planned."""
        self.store.fail(self.claim(job), failure)

    def advance(self, job: str, done: int) -> Task:
        """Begin the next output and make so many frames of it."""
        task = self.claim(job)
        self.store.heartbeat({task: Progress(done=done, total=task.frames)}, _LEASE)
        return task

    def make(self, job: str, *, captions: str = "", urls: Mapping[str, str] | None = None) -> Path:
        """Make the next output: a video with what lies beside it."""
        task = self.claim(job)
        folder = self.settings.outputs_dir / job
        folder.mkdir(parents=True, exist_ok=True)
        film = write_video(folder / task.name, frames=5)
        files = {"Video": film, "Subtitles": film.with_suffix(".srt"), "Timeline": film.with_suffix(".timeline.json")}
        files["Subtitles"].write_text(captions, encoding="utf-8")
        files["Timeline"].write_text("{}", encoding="utf-8")
        paths = {role: str(path) for role, path in files.items()}
        self.store.finish(
            task,
            Results(
                files=paths, urls=dict(urls or {}), frames=5, duration=12.6, seconds=1.0, credits=("Music by Ann",)
            ),
        )
        (folder / "manifest.json").write_text('{"Version": 1}', encoding="utf-8")
        return film

    def fail(self, job: str, failure: Failure) -> None:
        """Have the next output fail."""
        self.store.fail(self.claim(job), failure)

    def claim(self, job: str) -> Task:
        """Take the next work there is, which must be the job's."""
        task = self.store.claim("workshop", _LEASE)
        assert task is not None
        assert task.job == job
        return task

    def finished(self, project: Project, *, captions: Sequence[str] = ("", "")) -> str:
        """Make a project's videos, one for each of the captions."""
        job = self.submit(project)
        self.plan(job, outputs=len(captions))
        for text in captions:
            self.make(job, captions=text)
        return job

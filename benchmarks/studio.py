"""This product as its command line opens it, over a data folder that is new."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from s2v_core.cache import Cache
from s2v_core.job import Job, parse_job
from s2v_core.media import Assets
from s2v_core.memory import keep_memory_compact
from s2v_core.rendering import EncoderOptions, WrittenVideo, write_video
from s2v_core.settings import Settings, load_settings
from s2v_core.speech import Speaker
from s2v_core.timeline import Timeline


@dataclass(frozen=True)
class Studio:
    """What planning and rendering need."""

    settings: Settings
    assets: Assets
    speaker: Speaker
    cache: Cache

    def write(self, timeline: Timeline, target: Path, encoder: EncoderOptions, workers: int = 0) -> WrittenVideo:
        """Render ``timeline`` to ``target``; its chunks go into the cache of this studio."""
        return write_video(
            timeline,
            target,
            assets=self.assets,
            speaker=self.speaker,
            cache=self.cache,
            encoder=encoder,
            workers=workers,
        )


@contextmanager
def open_studio(home: Path) -> Iterator[Studio]:
    """Open the studio with ``home`` as its data folder."""
    keep_memory_compact()
    settings = load_settings(home=home)
    cache = Cache(settings.cache_dir, limit=settings.cache_limit)
    with Speaker(settings, cache) as speaker:
        yield Studio(settings, Assets(settings, trusted=True), speaker, cache)


def understood(document: dict[str, Any]) -> Job:
    """Return the job of a document that is known to be right."""
    job, problems = parse_job(document)
    if job is None:
        raise ValueError(f"the benchmark's job is wrong: {problems}")
    return job

"""The work itself: a task goes in, files and a result come out. It knows no store, no pool and no face."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from s2v_core.cache import Cache
from s2v_core.errors import Cancelled, S2VError
from s2v_core.media import Assets
from s2v_core.memory import give_memory_back
from s2v_core.production.folders import writing_to
from s2v_core.production.outcome import Failure, Progress, Results
from s2v_core.production.side_files import write_side_files
from s2v_core.production.sources import credits_of, sources_of
from s2v_core.production.work.task import RenderTask, TaskResult
from s2v_core.rendering import EncoderOptions, WrittenVideo, write_video
from s2v_core.settings import load_settings
from s2v_core.speech import Speaker
from s2v_core.timeline import Timeline, from_json

__all__ = ["Tools", "render", "render_with"]


@dataclass(frozen=True)
class Tools:
    """What rendering needs besides the task; shared by all tasks of a batch that one process makes."""

    assets: Assets
    speaker: Speaker
    cache: Cache


def render(task: RenderTask, report: Callable[[Progress], None], should_stop: Callable[[], bool]) -> TaskResult:
    """Make the files of ``task``.

    Args:
        report: called with how far the work is, many times a second.
        should_stop: asked many times a second; True ends the work, and no half-made file stays under a final name.

    Every error of the product becomes the result's ``failure``; whatever else is raised is a bug.
    """
    result = render_with(_tools_of, task, report, should_stop)
    if result.failure is not None:
        _tools.cache_clear()  # what is broken now may be mended before the next attempt
    return result


def render_with(
    tools_of: Callable[[RenderTask], Tools],
    task: RenderTask,
    report: Callable[[Progress], None],
    should_stop: Callable[[], bool],
) -> TaskResult:
    """Do what ``render`` does with tools of the caller's, who asks for them when they are needed."""
    started = time.monotonic()
    try:
        timeline = from_json(task.timeline)
        video, files = _make(tools_of, task, timeline, report, should_stop)
    except S2VError as error:
        return TaskResult(
            index=task.index,
            name=task.name,
            state="Cancelled" if isinstance(error, Cancelled) else "Failed",
            results=Results(seconds=time.monotonic() - started),
            failure=Failure.of(error),
        )
    finally:
        give_memory_back()
    return TaskResult(
        index=task.index,
        name=task.name,
        state="Success",
        results=Results(
            files={role: str(path) for role, path in files.items()},
            frames=timeline.length,
            chunks_encoded=video.chunks_encoded if video else 0,
            chunks_reused=video.chunks_reused if video else 0,
            duration=float(timeline.duration),
            seconds=time.monotonic() - started,
            sources=sources_of(timeline),
            credits=credits_of(timeline),
        ),
    )


def _make(
    tools_of: Callable[[RenderTask], Tools],
    task: RenderTask,
    timeline: Timeline,
    report: Callable[[Progress], None],
    should_stop: Callable[[], bool],
) -> tuple[WrittenVideo | None, dict[str, Path]]:
    if should_stop():
        raise Cancelled("The work was stopped before it began.", where=task.name)
    target = Path(task.target)
    with writing_to(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
    if task.timeline_only:
        return None, write_side_files(timeline, target)
    tools = tools_of(task)
    video = write_video(
        timeline,
        target,
        assets=tools.assets,
        speaker=tools.speaker,
        cache=tools.cache,
        encoder=EncoderOptions(**task.encoder),
        workers=task.workers,
        progress=lambda done, total: report(Progress(done, total)),
        cancelled=should_stop,
    )
    return video, {"Video": video.path} | write_side_files(timeline, target)


def _tools_of(task: RenderTask) -> Tools:
    tools = _tools(json.dumps(task.settings, sort_keys=True), task.base, task.trusted, task.batch)
    tools.assets.know({identity: Path(path) for identity, path in task.library.items()})
    return tools


@lru_cache(maxsize=1)
def _tools(settings_json: str, base: str, trusted: bool, batch: str) -> Tools:
    """Open what rendering needs, once for all tasks of a batch that this process makes."""
    settings = load_settings(**json.loads(settings_json))
    cache = Cache(settings.cache_dir, limit=settings.cache_limit)
    assets = Assets(settings, base=Path(base) if base else None, trusted=trusted)
    return Tools(assets, Speaker(settings, cache), cache)

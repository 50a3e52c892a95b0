"""What lies beside a video: its subtitles and its timeline."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from s2v_core.cache import drop_unfinished, write_atomically
from s2v_core.production.folders import writing_to
from s2v_core.timeline import Timeline, dumps, to_srt

__all__ = ["clear_unfinished", "write_side_files"]

_SUFFIXES = {"Subtitles": ".srt", "Timeline": ".timeline.json"}


def write_side_files(timeline: Timeline, video: Path) -> dict[str, Path]:
    """Write the subtitles and the timeline of ``video`` beside it and return them by their role.

    Raises:
        OutputNotWritable: the folder refuses a file.
    """
    texts = {"Subtitles": to_srt(timeline), "Timeline": dumps(timeline)}
    written = _side_files(video)
    with writing_to(video.parent):
        for role, target in written.items():
            write_atomically(target, partial(Path.write_bytes, data=texts[role].encode("utf-8")))
    return written


def clear_unfinished(*videos: Path) -> int:
    """Remove what killed processes left of ``videos``, of one folder, and of their side files; return how many.

    Nobody may be making them: a writer that is still at work fails then.

    Raises:
        OutputNotWritable: the folder refuses it.
    """
    targets = [target for video in videos for target in (video, *_side_files(video).values())]
    with writing_to(videos[0].parent):
        return drop_unfinished(*targets)


def _side_files(video: Path) -> dict[str, Path]:
    return {role: video.with_name(video.stem + suffix) for role, suffix in _SUFFIXES.items()}

"""What lies beside a video: its subtitles and its timeline."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from s2v_core.cache import write_atomically
from s2v_core.production.folders import writing_to
from s2v_core.timeline import Timeline, dumps, to_srt

__all__ = ["write_side_files"]


def write_side_files(timeline: Timeline, video: Path) -> dict[str, Path]:
    """Write the subtitles and the timeline of ``video`` beside it and return them by their role.

    Raises:
        OutputNotWritable: the folder refuses a file.
    """
    texts = {"Subtitles": (".srt", to_srt(timeline)), "Timeline": (".timeline.json", dumps(timeline))}
    written = {}
    with writing_to(video.parent):
        for role, (suffix, text) in texts.items():
            target = video.with_name(video.stem + suffix)
            write_atomically(target, partial(Path.write_bytes, data=text.encode("utf-8")))
            written[role] = target
    return written

"""Whether it would pay to keep the pictures below the overlays, for outputs that differ in nothing but those."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import Any

import av
import cv2
from av.video.frame import VideoFrame

from benchmarks import scene
from benchmarks.apart import run_apart
from benchmarks.jobs import told_once
from benchmarks.parts import Options
from benchmarks.studio import Studio, open_studio, understood
from benchmarks.tables import number, table
from s2v_core.planning import plan
from s2v_core.rendering import EncoderOptions
from s2v_core.rendering.chunks.encoding import encode_chunk
from s2v_core.rendering.compose import Composer
from s2v_core.timeline import Timeline

_SIZES = ((scene.WIDTH, scene.HEIGHT), (scene.WIDTH // 2, scene.HEIGHT // 2))
_KEPT = {"without loss": 0, "nearly without loss (CRF 8)": 8, "with some loss (CRF 14)": 14}
"""Ways to keep them, all by x264's fastest preset: the quality."""


def measure(options: Options) -> dict[str, Any]:
    return {f"{width}x{height}": run_apart(_work, options.folder, (width, height))[0] for width, height in _SIZES}


def _work(folder: Path, size: tuple[int, int]) -> dict[str, Any]:
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory(dir=folder) as home, open_studio(Path(home)) as studio:
        planned = plan(understood(told_once(size)), assets=studio.assets, speaker=studio.speaker)
        timeline = planned.outputs[0].required_timeline()
        below = _below_overlays(timeline)
        _composed(studio, replace(below, length=30))
        frames, base = _composed(studio, below)
        film = Path(home, "film.mp4")
        return {
            "whole": _composed(studio, timeline)[1],
            "base": base,
            "encode": _encoded(frames, film, timeline, EncoderOptions()),
            "kept": {name: _kept(frames, film, timeline, crf) for name, crf in _KEPT.items()},
        }


def _below_overlays(timeline: Timeline) -> Timeline:
    """Return ``timeline`` without captions, titles and stickers."""
    main = timeline.main_track
    return replace(timeline, video_tracks=(main,) if main else (), audio_tracks=(), subtitle_tracks=())


def _composed(studio: Studio, timeline: Timeline) -> tuple[list[VideoFrame], float]:
    """Return the frames as the encoder takes them, and the CPU milliseconds of one."""
    composer = Composer(timeline, studio.assets)
    frames: list[VideoFrame] = []
    took = _each(timeline, lambda: frames.extend(composer.encodable(index) for index in range(timeline.length)))
    composer.close()
    return frames, took


def _encoded(frames: Sequence[VideoFrame], film: Path, timeline: Timeline, encoder: EncoderOptions) -> float:
    canvas, rate = timeline.canvas, timeline.rate
    return _each(timeline, lambda: encode_chunk(film, frames, canvas=canvas, rate=rate, options=encoder))


def _kept(frames: Sequence[VideoFrame], film: Path, timeline: Timeline, crf: int) -> dict[str, float]:
    _encoded(frames, film, timeline, EncoderOptions(preset="ultrafast", crf=crf))
    megabytes = film.stat().st_size / 1e6 / float(timeline.duration)
    with av.open(str(film)) as container:
        return {"read": _each(timeline, lambda: list(container.decode(video=0))), "mb_per_second": megabytes}


def _each(timeline: Timeline, work: Callable[[], object]) -> float:
    """Do ``work`` on every frame of ``timeline`` and return the CPU milliseconds of one frame."""
    started = process_time()
    work()
    return 1000 * (process_time() - started) / timeline.length


def describe(data: dict[str, Any]) -> str:
    intro = (
        "Outputs that differ in title, sticker and captions only could share the pictures below them: decoded, fitted "
        "and mixed once, kept, and read again for every output. The story of five nodes, CPU milliseconds per frame; "
        "*saves* is the share of composing and encoding together that reading in place of composing would spare."
    )
    return "\n\n".join([intro, *(f"### {size}\n\n{_table(row)}" for size, row in data.items())])


def _table(row: dict[str, Any]) -> str:
    rows = [
        ("composing, with overlays", number(row["whole"]), "", ""),
        ("composing what is below the overlays", number(row["base"]), "", ""),
        ("encoding", number(row["encode"]), "", ""),
    ]
    for name, kept in row["kept"].items():
        saved = round((row["base"] - kept["read"]) / (row["whole"] + row["encode"]), 2) or 0.0
        rows.append((f"reading it, kept {name}", number(kept["read"]), number(kept["mb_per_second"]), f"{saved:.0%}"))
    return table(("", "ms", "MB per second of video", "saves"), rows)

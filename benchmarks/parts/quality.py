"""Picture quality at equal settings: each file beside a rendering without loss of the very same video."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import imageio_ffmpeg

from benchmarks.contestants import CONTESTANTS, compete
from benchmarks.parts import Options
from benchmarks.scene import Encoding
from benchmarks.tables import Target, table, targets

_LABELS = {
    "studio": CONTESTANTS["studio"].label,
    "floor": "the same frames as one encode by x264",
    "ffmpeg": CONTESTANTS["ffmpeg"].label,
}


def measure(options: Options) -> dict[str, Any]:
    encoding = Encoding()
    results = {}
    references: dict[str, Path] = {}
    for name in ("studio", "ffmpeg"):
        references[name] = options.folder / f"{name}_lossless.mp4"
        compete(name, encoding.lossless(), references[name])
    references["floor"] = references["studio"]
    for name in _LABELS:
        film = options.folder / f"{name}.mp4"
        compete(name, encoding, film, references[name])
        results[name] = _compare(film, references[name]) | {"video_bytes": _video_bytes(film)}
    for reference in set(references.values()):
        reference.unlink()
    return results


def _compare(film: Path, reference: Path) -> dict[str, float]:
    """Return SSIM (all planes) and the means of VMAF of ``film`` against ``reference``, by ffmpeg's own filters."""
    found = {"ssim": float(_last(r"All:([\d.]+)", _filtered("ssim", film, reference)))}
    log = film.with_suffix(".json")
    vmaf = f"libvmaf=n_threads=2:log_fmt=json:log_path={log.name}"
    try:
        _filtered(vmaf, film, reference)
    except subprocess.CalledProcessError:
        return found  # this ffmpeg was built without libvmaf
    pooled = json.loads(log.read_text(encoding="utf-8"))["pooled_metrics"]["vmaf"]
    return found | {"vmaf": pooled["mean"], "vmaf_low": pooled["min"]}


def _filtered(filters: str, film: Path, reference: Path) -> str:
    both = "[0:v]setpts=N,settb=1/30[a];[1:v]setpts=N,settb=1/30[b];[a][b]"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-i", str(film), "-i", str(reference)]
    command += ["-filter_complex", both + filters, "-an", "-f", "null", "-"]
    done = subprocess.run(command, check=True, cwd=film.parent, stderr=subprocess.PIPE, text=True)
    return done.stderr


def _last(pattern: str, text: str) -> str:
    return str(re.findall(pattern, text)[-1])


def _video_bytes(film: Path) -> int:
    import av

    with av.open(str(film)) as container:
        return sum(packet.size for packet in container.demux(video=0))


def describe(data: dict[str, Any]) -> str:
    intro = (
        "Each file against a rendering without loss of the same video by the same program (x264 veryfast, CRF 23, "
        "30 fps); SSIM and VMAF by ffmpeg's own filters. The second row encodes the frames of the first one in one "
        "piece: what cutting into chunks costs."
    )
    rows = [
        (
            label,
            f"{data[name]['ssim']:.4f}",
            f"{data[name]['vmaf']:.2f}" if "vmaf" in data[name] else "",
            f"{data[name]['vmaf_low']:.2f}" if "vmaf" in data[name] else "",
            f"{data[name]['video_bytes'] / 1e6:.2f}",
        )
        for name, label in _LABELS.items()
    ]
    head = ("", "SSIM", "VMAF mean", "VMAF lowest frame", "video MB")
    return "\n\n".join([intro, table(head, rows), "### Targets", targets(_targets(data))])


def _targets(data: dict[str, Any]) -> list[Target]:
    """Judge by what is lost: how far a figure is from a perfect one, ours beside the graph's."""
    ours, graph = data["studio"], data["ffmpeg"]
    perfect = {"ssim": 1, "vmaf": 100} if "vmaf" in ours else {"ssim": 1}
    return [
        Target(f"lost by {name.upper()}, of {_LABELS['ffmpeg']}", (best - ours[name]) / (best - graph[name]), 1)
        for name, best in perfect.items()
    ]

"""What the ffmpeg contestants have in common: everything but how the shots are joined."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import imageio_ffmpeg

from benchmarks import scene
from benchmarks.contestants.typeface import font_file
from benchmarks.scene import Encoding, Shot

_FOOTAGE = ":in_color_matrix=bt709:in_range=tv:out_color_matrix=bt709:out_range=tv"
_STILL = ":out_color_matrix=bt709:out_range=tv"
"""Footage that does not name its matrix would be converted needlessly; photographs come in another one."""


def ffmpeg_run(encoding: Encoding, target: Path, film: list[str]) -> Callable[[], object]:
    """Return the call of ffmpeg that makes the scene, ``film`` being the filters that join the shots to ``[film]``."""
    program = imageio_ffmpeg.get_ffmpeg_exe()
    graph = ";".join([*film, *_overlays(), f"[{len(scene.shots()) + 1}:a]volume={scene.MUSIC_GAIN}[sound]"])
    video = ["-c:v", "libx264", "-preset", encoding.preset, "-crf", str(encoding.crf), "-pix_fmt", "yuv420p"]
    sound = ["-c:a", "aac", "-b:a", str(scene.SOUND_BITRATE)]
    command = [
        *(program, "-y", "-nostdin", "-v", "error", *_inputs()),
        *("-filter_complex", graph, "-map", "[out]", "-map", "[sound]"),
        *(*video, *sound, "-t", str(scene.LENGTH), "-movflags", "+faststart", str(target)),
    ]
    return partial(subprocess.run, command, check=True)


def fitted(shot: Shot, fps: int, pixels: str) -> str:
    """Return the filters that make a shot fill the canvas, in the pixel format ``pixels``.

    Footage is scaled before its rate is raised, and a still is scaled once and then repeated: fewer frames to scale.
    """
    w, h = scene.WIDTH, scene.HEIGHT
    crop = f"crop='min(iw,ih*{w}/{h})':'min(ih,iw*{h}/{w})'"
    cover = f"{crop},scale={w}:{h}:flags=bicubic{_STILL if shot.is_still else _FOOTAGE},setsar=1,format={pixels}"
    held = f"loop=loop=-1:size=1,setpts=N/({fps}*TB)" if shot.is_still else "tpad=stop_mode=clone:stop=-1"
    return f"{cover},{held},fps={fps},trim=duration={scene.SHOT},setpts=PTS-STARTPTS,settb=1/{fps}"


def _inputs() -> list[str]:
    inputs = []
    for shot in scene.shots():
        inputs += ["-i", str(shot.path)] if shot.is_still else ["-ss", str(shot.start), "-i", str(shot.path)]
    return [*inputs, "-i", str(scene.logo()), "-stream_loop", "-1", "-i", str(scene.music())]


def _overlays() -> list[str]:
    size, logo = scene.LOGO_SIZE, len(scene.shots())
    opacity = f"format=yuva420p,lutyuv=a=val*{scene.LOGO_OPACITY}"
    tags = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv"
    texts = [_text(scene.TITLE, scene.TITLE_SIZE, scene.TITLE_Y)]
    for text, start, end in scene.captions():
        shown = f":enable='between(t,{start},{end - 0.001})'"
        texts.append(_text(text, scene.CAPTION_SIZE, scene.CAPTION_Y) + shown)
    return [
        f"[{logo}:v]scale={size}:{size}{_STILL},{opacity}[logo]",
        f"[film][logo]overlay={scene.LOGO_X}:{scene.LOGO_Y},{','.join(texts)},{tags}[out]",
    ]


def _text(text: str, size: int, y: int) -> str:
    font = font_file().replace("[", r"\[").replace("]", r"\]").replace(",", r"\,")
    look = f"fontsize={size}:fontcolor=white:borderw={scene.OUTLINE}:bordercolor=black:x=(w-text_w)/2:y={y}"
    return f"drawtext=fontfile='{font}':text='{text}':{look}"

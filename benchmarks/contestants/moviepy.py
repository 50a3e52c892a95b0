"""MoviePy as its documentation shows it: ``concatenate_videoclips``, ``CompositeVideoClip``, ``TextClip``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from moviepy import (
    AudioFileClip,
    CompositeVideoClip,
    ImageClip,
    TextClip,
    VideoFileClip,
    afx,
    concatenate_videoclips,
    vfx,
)

from benchmarks import scene
from benchmarks.contestants.typeface import font_file
from benchmarks.scene import Encoding, Shot

_ROOM = 24
"""Pixels above and below a text, which would lose its descenders without them."""


def prepare(encoding: Encoding, target: Path, _source: Path | None) -> Callable[[], object]:
    def work() -> None:
        whole = CompositeVideoClip([_film(), *_overlays()], size=(scene.WIDTH, scene.HEIGHT))
        whole.with_duration(scene.LENGTH).with_audio(_sound()).write_videofile(
            str(target),
            fps=encoding.fps,
            codec="libx264",
            audio_codec="aac",
            audio_bitrate=str(scene.SOUND_BITRATE),
            preset=encoding.preset,
            ffmpeg_params=["-crf", str(encoding.crf)],
            temp_audiofile_path=str(target.parent),
            logger=None,
        )
        whole.close()

    return work


def _film() -> Any:
    first, *others = (_cover(_opened(shot)) for shot in scene.shots())
    fading = [part.with_effects([vfx.CrossFadeIn(scene.FADE)]) for part in others]
    return concatenate_videoclips([first, *fading], padding=-scene.FADE, method="compose")


def _opened(shot: Shot) -> Any:
    if shot.is_still:
        return ImageClip(str(shot.path)).with_duration(scene.SHOT)
    return VideoFileClip(str(shot.path), audio=False).subclipped(shot.start, shot.start + scene.SHOT)


def _cover(clip: Any) -> Any:
    resized = clip.resized(max(scene.WIDTH / clip.w, scene.HEIGHT / clip.h))
    return resized.cropped(x_center=resized.w / 2, y_center=resized.h / 2, width=scene.WIDTH, height=scene.HEIGHT)


def _overlays() -> list[Any]:
    logo = (
        ImageClip(str(scene.logo()))
        .resized((scene.LOGO_SIZE, scene.LOGO_SIZE))
        .with_opacity(scene.LOGO_OPACITY)
        .with_position((scene.LOGO_X, scene.LOGO_Y))
        .with_duration(scene.LENGTH)
    )
    title = _text(scene.TITLE, scene.TITLE_SIZE, scene.TITLE_Y).with_duration(scene.LENGTH)
    captions = [
        _text(text, scene.CAPTION_SIZE, scene.CAPTION_Y).with_start(start).with_duration(end - start)
        for text, start, end in scene.captions()
    ]
    return [title, logo, *captions]


def _text(content: str, size: int, y: int) -> Any:
    clip = TextClip(
        font=font_file(),
        text=content,
        font_size=size,
        color="white",
        stroke_color="black",
        stroke_width=scene.OUTLINE,
        margin=(8, _ROOM),
    )
    return clip.with_position(("center", y - _ROOM))


def _sound() -> Any:
    effects = [afx.AudioLoop(duration=scene.LENGTH), afx.MultiplyVolume(scene.MUSIC_GAIN)]
    return AudioFileClip(str(scene.music())).with_effects(effects)

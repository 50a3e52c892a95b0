"""This product: a timeline through ``write_video``."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from benchmarks import scene
from benchmarks.scene import Encoding
from benchmarks.studio import open_studio
from s2v_core.rendering import EncoderOptions
from s2v_core.timeline import (
    AudioClip,
    Box,
    Canvas,
    Effect,
    Span,
    SubtitleClip,
    SubtitleStyle,
    Timeline,
    Track,
    VideoClip,
)


def prepare(encoding: Encoding, target: Path, _source: Path | None) -> Callable[[], object]:
    timeline, options = scene_timeline(encoding.fps), encoder_options(encoding)

    def work() -> None:
        with tempfile.TemporaryDirectory(dir=target.parent) as home, open_studio(Path(home)) as studio:
            studio.write(timeline, target, options)

    return work


def encoder_options(encoding: Encoding) -> EncoderOptions:
    """Return ``encoding`` as the product's encoder takes it."""
    return EncoderOptions(preset=encoding.preset, crf=encoding.crf, audio_bitrate=scene.SOUND_BITRATE)


def scene_timeline(fps: int, captions: tuple[tuple[str, float, float], ...] | None = None) -> Timeline:
    """Return the scene as a timeline; ``captions`` in place of its own, as (text, start, end) in seconds."""

    def span(start: float, end: float) -> Span:
        return Span(round(start * fps), round(end * fps))

    style = SubtitleStyle(alignment="TopCenter", outline=scene.OUTLINE)
    title_style = style.model_copy(update={"y": float(scene.TITLE_Y), "font_size": float(scene.TITLE_SIZE)})
    caption_style = style.model_copy(update={"y": float(scene.CAPTION_Y), "font_size": float(scene.CAPTION_SIZE)})
    texts = [SubtitleClip(content=scene.TITLE, style=title_style)]
    for text, start, end in scene.captions() if captions is None else captions:
        texts.append(SubtitleClip(content=text, span=span(start, end), style=caption_style))
    whole = span(0, scene.LENGTH)
    sound = AudioClip(
        media_url=str(scene.music()),
        span=whole,
        loop=True,
        effects=(Effect(type="Volume", params={"Gain": scene.MUSIC_GAIN}),),
    )
    return Timeline(
        canvas=Canvas(scene.WIDTH, scene.HEIGHT),
        rate=Fraction(fps),
        length=len(whole),
        video_tracks=(Track(clips=_pictures(span), main=True), Track(clips=(_logo(),))),
        audio_tracks=(Track(clips=(sound,)),),
        subtitle_tracks=(Track(clips=tuple(texts)),),
    )


def _pictures(span: Callable[[float, float], Span]) -> tuple[VideoClip, ...]:
    fade = Effect(type="Transition", sub_type="fade", params={"Duration": scene.FADE})
    shots = scene.shots()
    clips = []
    for number, shot in enumerate(shots):
        start = number * (scene.SHOT - scene.FADE)
        clips.append(
            VideoClip(
                type="Image" if shot.is_still else "Video",
                media_url=str(shot.path),
                span=span(start, start + scene.SHOT),
                source_in=shot.start,
                source_out=shot.start + scene.SHOT,
                box=Box(x=0, y=0, width=1, height=1),
                adapt_mode="Cover",
                effects=() if number == len(shots) - 1 else (fade,),
            )
        )
    return tuple(clips)


def _logo() -> VideoClip:
    return VideoClip(
        type="GlobalImage",
        media_url=str(scene.logo()),
        opacity=scene.LOGO_OPACITY,
        box=Box(x=scene.LOGO_X, y=scene.LOGO_Y, width=scene.LOGO_SIZE, height=scene.LOGO_SIZE),
    )

"""What sounds when: every audible clip of a timeline as a part with times in output samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Protocol

from s2v_core.errors import S2VError, TimelineError
from s2v_core.media.info import MediaInfo
from s2v_core.rendering.rates import SAMPLE_RATE
from s2v_core.rendering.sound.envelope import Envelope, Window, envelope_of, level_of
from s2v_core.rendering.sound.replacing import Beep, replaced
from s2v_core.timeline.model import AudioClip, Span, Timeline, VideoClip, role_of
from s2v_core.timeline.transitions import transition_windows

__all__ = ["MUSIC_LOUDNESS", "AssetSource", "Part", "parts_of", "samples_until"]

MUSIC_LOUDNESS = -14.0
"""LUFS that music is brought to before its gain, so that one gain means the same for every track."""

_SLOWEST, _FASTEST = 0.1, 10.0
_EDGE = SAMPLE_RATE // 200
_FOOTAGE_EDGE = SAMPLE_RATE // 100


class AssetSource(Protocol):
    """What mixing needs to know about assets."""

    def path(self, ref: str, /) -> Path:
        """Return the local file of a reference."""
        ...

    def info(self, ref: str, /) -> MediaInfo:
        """Return what is known about it."""
        ...


@dataclass(frozen=True, kw_only=True)
class Part:
    """One sound: ``length`` samples of the output from ``start``.

    It is taken from ``path`` (whose content has the hash ``identity``) at ``source_in`` to ``source_out`` seconds, or
    spoken from ``clip`` when there is no path. ``name`` says which clip it is, for messages. ``beeps`` are heard
    with it.
    """

    name: str
    start: int
    length: int
    path: Path | None = None
    identity: str = ""
    clip: AudioClip | None = None
    source_in: float = 0.0
    source_out: float | None = None
    speed: float = 1.0
    loop: bool = False
    loudness: float | None = None
    envelope: Envelope
    beeps: tuple[Beep, ...] = ()


def samples_until(timeline: Timeline, frame: int) -> int:
    """Return how many output samples lie before ``frame``."""
    return round(Fraction(frame * SAMPLE_RATE) / timeline.rate)


def parts_of(timeline: Timeline, assets: AssetSource) -> tuple[Part, ...]:
    """Return all audible parts, voices and music first.

    Raises:
        MediaError: a file is not there or may not be read; placed at the clip that names it.
    """
    return (*_audio_parts(timeline, assets), *_footage_parts(timeline, assets))


def _audio_parts(timeline: Timeline, assets: AssetSource) -> Iterator[Part]:
    for track_index, track in enumerate(timeline.audio_tracks):
        if track.disabled:
            continue
        for index, clip in enumerate(track.clips):
            span = Span(min(clip.span.start, timeline.length), min(clip.span.end, timeline.length))
            if len(span):
                yield _audio_part(timeline, assets, clip, span, f"AudioTracks[{track_index}].AudioTrackClips[{index}]")


def _audio_part(timeline: Timeline, assets: AssetSource, clip: AudioClip, span: Span, name: str) -> Part:
    start, end = samples_until(timeline, span.start), samples_until(timeline, span.end)
    spoken = clip.type == "AI_TTS"
    path, identity = (None, "") if spoken else _material(assets, clip.media, name)
    speed = _speed_of(clip, name)
    envelope = envelope_of(clip.effects, edge=_EDGE, name=name)
    hidden, beeps = replaced(clip, speed, envelope)
    return Part(
        name=name,
        start=start,
        length=end - start,
        path=path,
        identity=identity,
        clip=clip if spoken else None,
        source_in=max(0.0, clip.source_in),
        source_out=clip.source_out,
        speed=speed,
        loop=clip.loop and not spoken,
        loudness=MUSIC_LOUDNESS if _is_music(clip) else None,
        envelope=hidden,
        beeps=beeps,
    )


def _is_music(clip: AudioClip) -> bool:
    """Whatever loops is background music; ``S2V.Role`` decides where that is not so."""
    role = role_of(clip.extra)
    return role == "music" if role else clip.loop and clip.type == "Audio"


def _material(assets: AssetSource, media: str, name: str) -> tuple[Path, str]:
    try:
        return assets.path(media), assets.info(media).identity
    except S2VError as error:
        raise error.at(f"{name} ({media})") from error


def _footage_parts(timeline: Timeline, assets: AssetSource) -> Iterator[Part]:
    for track_index, track in enumerate(timeline.video_tracks):
        if track.disabled:
            continue
        timed = [(clip, clip.span, index) for index, clip in enumerate(track.clips) if clip.span is not None]
        timed.sort(key=lambda entry: entry[1].start)
        windows = transition_windows([(clip, span) for clip, span, _ in timed], timeline)
        for order, (clip, span, index) in enumerate(timed):
            name = f"VideoTracks[{track_index}].VideoTrackClips[{index}]"
            if _is_audible(clip, assets, name):
                rising = next((window.span for window in windows if window.later == order), None)
                falling = next((window.span for window in windows if window.earlier == order), None)
                material = _material(assets, clip.media, name)
                part = _footage_part(timeline, material, clip, span, rising, falling, name)
                if part.length > 0:
                    yield part


def _is_audible(clip: VideoClip, assets: AssetSource, name: str) -> bool:
    volume = clip.effect("Volume")
    if clip.type != "Video" or volume is None or level_of(volume, name).gain <= 0:
        return False
    try:
        return assets.info(clip.media).has_audio
    except S2VError as error:
        raise error.at(f"{name} ({clip.media})") from error


def _footage_part(
    timeline: Timeline,
    material: tuple[Path, str],
    clip: VideoClip,
    span: Span,
    rising: Span | None,
    falling: Span | None,
    name: str,
) -> Part:
    speed = _speed_of(clip, name)
    start, end = samples_until(timeline, span.start), samples_until(timeline, span.end)
    source_out = clip.source_in + (end - start) / SAMPLE_RATE * speed
    if clip.source_out is not None and source_out - clip.source_out > speed / timeline.rate:
        source_out = clip.source_out
    low, high = clip.material or (clip.source_in, source_out)
    lead, tail = 0, 0
    if rising and rising.start < span.start:
        lead = min(start - samples_until(timeline, rising.start), _samples_of(clip.source_in - low, speed))
    if falling and falling.end > span.end:
        tail = min(samples_until(timeline, falling.end) - end, _samples_of(high - source_out, speed))
    begin, finish = start - lead, min(end + tail, samples_until(timeline, timeline.length))
    return Part(
        name=name,
        start=begin,
        length=finish - begin,
        path=material[0],
        identity=material[1],
        source_in=max(0.0, clip.source_in - lead / SAMPLE_RATE * speed),
        source_out=source_out + tail / SAMPLE_RATE * speed,
        speed=speed,
        envelope=envelope_of(
            clip.effects,
            edge=_FOOTAGE_EDGE,
            name=name,
            lead=lead,
            rising=_window(timeline, rising, begin),
            falling=_window(timeline, falling, begin),
        ),
    )


def _speed_of(clip: AudioClip | VideoClip, name: str) -> float:
    if not _SLOWEST <= clip.speed <= _FASTEST:
        raise TimelineError(f"A speed of {clip.speed} cannot be played.", where=name, hint="Use 0.1 to 10.")
    return clip.speed


def _samples_of(seconds: float, speed: float) -> int:
    return max(0, round(seconds / speed * SAMPLE_RATE))


def _window(timeline: Timeline, span: Span | None, origin: int) -> Window | None:
    if span is None:
        return None
    return Window(samples_until(timeline, span.start) - origin, samples_until(timeline, span.end) - origin)

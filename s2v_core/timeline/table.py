"""A timeline as a table, for notebooks, reports and the command line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from s2v_core.timeline.captions import cues
from s2v_core.timeline.model import AudioClip, Effect, Span, SubtitleClip, Timeline, Track, VideoClip, role_of
from s2v_core.timeline.transitions import TRANSITIONS, in_order, transition_windows

if TYPE_CHECKING:
    import pandas

__all__ = ["COLUMNS", "to_dataframe"]

COLUMNS = (
    "track",
    "kind",
    "what",
    "start_frame",
    "end_frame",
    "start",
    "end",
    "duration",
    "source_in",
    "source_out",
    "speed",
    "effects",
    "text",
)


def to_dataframe(timeline: Timeline) -> pandas.DataFrame:
    """Return one row per clip, per transition (after the clip it sits on) and per caption.

    ``track`` is ``V1`` (the bottom layer), ``A1``, ``T1`` (texts), ``E1`` or ``CC`` (captions); ``what`` the material,
    the voice or the transition's name; frames are counted from 0, the end exclusive; times are seconds. Material
    positions and speed are empty where there is no material. Switched-off tracks are left out.
    """
    import pandas  # here, because it is slow to import and nothing else needs it

    frame = pandas.DataFrame(list(_rows(timeline)), columns=list(COLUMNS))
    whole = {"start_frame": "int64", "end_frame": "int64"}
    numbers = dict.fromkeys(("start", "end", "duration", "source_in", "source_out", "speed"), "float64")
    return frame.astype(whole | numbers)


def _rows(timeline: Timeline) -> Iterator[dict[str, Any]]:
    for name, track in _tracks("V", timeline.video_tracks):
        yield from _pictures(timeline, name, track)
    for name, sounds in _tracks("A", timeline.audio_tracks):
        for sound in sounds.clips:
            yield _audio(timeline, name, sound)
    for name, texts in _tracks("T", timeline.subtitle_tracks):
        for text in texts.clips:
            yield _text(timeline, name, text)
    for name, items in _tracks("E", timeline.effect_tracks):
        for item in items.clips:
            yield _row(timeline, name, "effect", item.effect.sub_type or item.effect.type, item.span)
    for cue in cues(timeline):
        yield _row(timeline, "CC", "caption", cue.clip.voice or "", cue.span, text=cue.text)


def _tracks(letter: str, tracks: tuple[Track[Any], ...]) -> Iterator[tuple[str, Track[Any]]]:
    for number, track in enumerate(tracks, start=1):
        if not track.disabled:
            yield f"{letter}{number}", track


def _pictures(timeline: Timeline, name: str, track: Track[VideoClip]) -> Iterator[dict[str, Any]]:
    timed = in_order(track.clips, timeline)
    following = {window.earlier: window for window in transition_windows(timed, timeline)}
    for index, (clip, span) in enumerate(timed):
        own = tuple(effect for effect in clip.effects if effect.type not in TRANSITIONS)
        yield _row(timeline, name, clip.type.lower(), clip.media, span, effects=_named(own), **_source(clip))
        if index in following:
            window = following[index]
            yield _row(timeline, name, "transition", window.effect.sub_type or "", window.span)


def _audio(timeline: Timeline, name: str, clip: AudioClip) -> dict[str, Any]:
    if clip.type == "AI_TTS":
        return _row(
            timeline, name, "voice", clip.voice or "", clip.span, effects=_named(clip.effects), text=clip.content or ""
        )
    return _row(timeline, name, "audio", clip.media, clip.span, effects=_named(clip.effects), **_source(clip))


def _text(timeline: Timeline, name: str, clip: SubtitleClip) -> dict[str, Any]:
    return _row(timeline, name, role_of(clip.extra) or "text", clip.style.font or "", clip.span, text=clip.content)


def _source(clip: VideoClip | AudioClip) -> dict[str, Any]:
    return {"source_in": clip.source_in, "source_out": clip.source_out, "speed": clip.speed}


def _named(effects: tuple[Effect, ...]) -> str:
    return ", ".join(
        effect.type if effect.sub_type is None else f"{effect.type} {effect.sub_type}" for effect in effects
    )


def _row(timeline: Timeline, track: str, kind: str, what: str, span: Span | None, **more: Any) -> dict[str, Any]:
    shown = Span(0, timeline.length) if span is None else span
    start, end = float(timeline.seconds(shown.start)), float(timeline.seconds(shown.end))
    row: dict[str, Any] = {"track": track, "kind": kind, "what": what, "effects": "", "text": ""}
    row |= {"start_frame": shown.start, "end_frame": shown.end, "start": start, "end": end}
    row["duration"] = round(end - start, 4)
    return row | more

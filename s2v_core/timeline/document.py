"""Writing a timeline as the vendor's JSON document.

Points in time are seconds with four decimals, from which frames come back exactly at every rate up to hundreds of
frames per second. What the vendor's format cannot hold stands under ``S2V``: at the top the frame rate and the length,
on a clip the exact material bounds, the content hash, the word times and the number of frames of a spoken text.
A position in material that four decimals would change is repeated there in full (and believed only as long as it
agrees with the rounded one, so that a person may edit the ordinary field).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from s2v_core.errors import TimelineError
from s2v_core.timeline.model import (
    AudioClip,
    Box,
    ClipT,
    Effect,
    EffectItem,
    Span,
    SubtitleClip,
    Timeline,
    Track,
    VideoClip,
    Word,
)

__all__ = ["dumps", "to_json"]

_LINE = 110


def to_json(timeline: Timeline) -> dict[str, Any]:
    """Return the document of ``timeline``: plain JSON values, equal timelines giving equal documents."""
    extra = dict(timeline.extra)
    canvas = {"Width": timeline.canvas.width, "Height": timeline.canvas.height}
    document: dict[str, Any] = {"FECanvas": _merged(canvas, extra.pop("FECanvas", None))}
    rate = timeline.rate
    tracks = {
        "VideoTracks": [_track(t, "VideoTrackClips", _video, rate) for t in timeline.video_tracks],
        "AudioTracks": [_track(t, "AudioTrackClips", _audio, rate) for t in timeline.audio_tracks],
        "SubtitleTracks": [_track(t, "SubtitleTrackClips", _subtitle, rate) for t in timeline.subtitle_tracks],
        "EffectTracks": [_track(t, "EffectTrackItems", _effect_item, rate) for t in timeline.effect_tracks],
    }
    document |= {name: listed for name, listed in tracks.items() if listed}
    document |= extra
    document["S2V"] = _merged({"Rate": _rate(rate), "Length": timeline.length}, timeline.s2v)
    return document


def dumps(timeline: Timeline) -> str:
    """Return the document as text: stable key order, short objects on one line, ended by a newline.

    Raises:
        TimelineError: a field of somebody else's holds what JSON cannot.
    """
    try:
        text = _pretty(to_json(timeline), 0) + "\n"
        text.encode("utf-8")
    except (TypeError, ValueError, RecursionError) as error:
        raise TimelineError(f"The timeline holds a value that JSON cannot: {error}.") from None
    return text


def _pretty(value: Any, depth: int) -> str:
    flat = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if len(flat) + depth <= _LINE or not isinstance(value, (dict, list)) or not value:
        return flat
    inner = "  " * (depth + 1)
    if isinstance(value, dict):
        lines = [
            f"{inner}{json.dumps(key, ensure_ascii=False)}: {_pretty(item, depth + 1)}" for key, item in value.items()
        ]
        return "{\n" + ",\n".join(lines) + "\n" + "  " * depth + "}"
    return "[\n" + ",\n".join(f"{inner}{_pretty(item, depth + 1)}" for item in value) + "\n" + "  " * depth + "]"


def _track(
    track: Track[ClipT], name: str, write: Callable[[ClipT, Fraction], dict[str, Any]], rate: Fraction
) -> dict[str, Any]:
    flags = {"MainTrack": track.main, "Disabled": track.disabled}
    clips = [write(clip, rate) for clip in track.clips]
    return {key: True for key, value in flags.items() if value} | {name: clips} | _plain(track.extra)


def _video(clip: VideoClip, rate: Fraction) -> dict[str, Any]:
    own = {"Material": None if clip.material is None else list(clip.material), "Identity": clip.identity}
    fields: dict[str, Any] = {"Type": clip.type, "MediaId": clip.media_id, "MediaURL": clip.media_url}
    fields |= _source(clip, own, always=clip.type == "Video") | _span(clip.span, rate)
    fields |= {"Speed": None if clip.speed == 1 else clip.speed} | _box(clip.box)
    fields |= {"AdaptMode": clip.adapt_mode, "Opacity": None if clip.opacity == 1 else clip.opacity}
    return _finished(fields, clip.effects, own, clip.extra)


def _audio(clip: AudioClip, rate: Fraction) -> dict[str, Any]:
    spoken = clip.type == "AI_TTS"
    own = {
        "Frames": len(clip.span) if spoken else None,
        "Words": [_word(word) for word in clip.words] or None,
        "Identity": clip.identity,
    }
    fields: dict[str, Any] = {"Type": clip.type, "MediaId": clip.media_id, "MediaURL": clip.media_url}
    fields |= {"Content": clip.content, "Voice": clip.voice, "SpeechRate": clip.speech_rate or None}
    fields |= _source(clip, own, always=False) | _span(clip.span, rate)
    fields |= {"Speed": None if clip.speed == 1 else clip.speed, "LoopMode": clip.loop or None}
    return _finished(fields, clip.effects, own, clip.extra)


def _subtitle(clip: SubtitleClip, rate: Fraction) -> dict[str, Any]:
    style = clip.style.to_json() | dict(clip.style.model_extra or {})
    return {"Type": "Text", "Content": clip.content} | _plain(style) | _span(clip.span, rate) | _plain(clip.extra)


def _effect_item(item: EffectItem, rate: Fraction) -> dict[str, Any]:
    return _effect(item.effect) | _span(item.span, rate) | _plain(item.extra)


def _finished(
    fields: Mapping[str, Any], effects: Sequence[Effect], own: Mapping[str, Any], extra: Mapping[str, Any]
) -> dict[str, Any]:
    result = {key: value for key, value in fields.items() if value is not None}
    if effects:
        result["Effects"] = [_effect(effect) for effect in effects]
    rest = dict(extra)
    additions = _merged({key: value for key, value in own.items() if value is not None}, rest.pop("S2V", None))
    return result | _plain(rest) | ({"S2V": additions} if additions else {})


def _effect(effect: Effect) -> dict[str, Any]:
    name = {} if effect.sub_type is None else {"SubType": effect.sub_type}
    return {"Type": effect.type} | name | _plain(effect.params)


def _source(clip: VideoClip | AudioClip, own: dict[str, Any], *, always: bool) -> dict[str, Any]:
    points = {"In": clip.source_in if clip.source_in or always else None, "Out": clip.source_out}
    for name, value in points.items():
        if value is not None and _seconds(value) != value:
            own[name] = value
    return {name: None if value is None else _seconds(value) for name, value in points.items()}


def _span(span: Span | None, rate: Fraction) -> dict[str, Any]:
    if span is None:
        return {}
    return {"TimelineIn": _seconds(span.start / rate), "TimelineOut": _seconds(span.end / rate)}


def _box(box: Box | None) -> dict[str, Any]:
    return {} if box is None else {"X": box.x, "Y": box.y, "Width": box.width, "Height": box.height}


def _word(word: Word) -> dict[str, Any]:
    return {"Text": word.text, "Offset": word.offset, "Start": word.start, "End": word.end}


def _seconds(value: float | Fraction) -> float:
    return round(float(value), 4)


def _rate(rate: Fraction) -> int | str:
    return rate.numerator if rate.denominator == 1 else f"{rate.numerator}/{rate.denominator}"


def _merged(own: Mapping[str, Any], foreign: Any) -> dict[str, Any]:
    rest = _plain(foreign) if isinstance(foreign, Mapping) else {}
    return dict(own) | {key: value for key, value in rest.items() if key not in own}


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    return {str(key): _plain_item(item) for key, item in value.items()}


def _plain_item(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _plain(value)
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes)):
        return [_plain_item(item) for item in value]
    return value

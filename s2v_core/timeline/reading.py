"""Reading a timeline document, whether this product or a person wrote it.

Times that the document leaves out are worked out by ``s2v_core.timeline.placing``. Fields that nobody here knows are
kept where they were found. Whatever is malformed is a :class:`TimelineError` that names the place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from s2v_core.errors import TimelineError
from s2v_core.timeline.clips import Reader
from s2v_core.timeline.fields import LONGEST_SECONDS, Fields
from s2v_core.timeline.model import Canvas, Timeline, Track
from s2v_core.timeline.placing import Draft, Lane, fit_to_main, output_length, place
from s2v_core.timeline.rates import DEFAULT_RATE, parse_rate
from s2v_core.timeline.scaling import rescaled

__all__ = ["from_json"]

_DEFAULT_CANVAS = Canvas(1080, 1920)
_DEEPEST = 64
_LARGEST_SIDE = 16_384
_TRACKS = {"VideoTracks": "VideoTrackClips", "AudioTracks": "AudioTrackClips"}
_TEXT_TRACKS = {"SubtitleTracks": "SubtitleTrackClips", "EffectTracks": "EffectTrackItems"}


def from_json(
    document: Mapping[str, Any] | str,
    *,
    canvas: Canvas | None = None,
    rate: Fraction | None = None,
    duration_of: Callable[[str], float] | None = None,
) -> Timeline:
    """Return the timeline that ``document`` (an object, or JSON text) describes.

    ``canvas`` and ``rate`` are those of the output; without them the document's own (``FECanvas``, ``S2V.Rate``) hold,
    else 1080 x 1920 at 30 frames per second. Pixel sizes are scaled from ``FECanvas`` to ``canvas``.
    ``S2V.Length`` (frames) is the length of the output where it is given; without it the tracks decide.
    ``duration_of`` tells the length in seconds of the material behind a reference; it is asked only where the document
    leaves a length out.

    Raises:
        TimelineError: the document is malformed, or leaves out a length that ``duration_of`` does not tell.
    """
    fields = Fields(_loaded(document), "")
    drawn_on = _canvas(fields)
    own = fields.object("S2V")
    written = parse_rate(own.take("Rate"), own.at("Rate"))
    output_rate = rate or written or DEFAULT_RATE
    slower = output_rate / (written or output_rate)
    lanes = _all_lanes(fields, Reader(output_rate, slower, duration_of))
    length = _length(fields, own, lanes, output_rate, slower)
    tracks = {name: tuple(lane.finished(length) for lane in listed) for name, listed in lanes.items()}
    timeline = Timeline(
        canvas=drawn_on or canvas or _DEFAULT_CANVAS,
        rate=output_rate,
        length=length,
        video_tracks=tracks["VideoTracks"],
        audio_tracks=tracks["AudioTracks"],
        subtitle_tracks=tracks["SubtitleTracks"],
        effect_tracks=tracks["EffectTracks"],
        s2v=own.rest(),
        extra=fields.rest(),
    )
    return rescaled(timeline, canvas) if canvas is not None else timeline


def _loaded(document: Mapping[str, Any] | str) -> Any:
    loaded: Any = document
    if isinstance(document, str):
        try:
            loaded = json.loads(document, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            raise TimelineError(f"The timeline is not valid JSON: {error}.") from None
    level, depth = [loaded], 0
    while level:
        depth += 1
        if depth > _DEEPEST:
            raise TimelineError("The timeline is nested too deeply.")
        level = [item for value in level for item in _children(value)]
    return loaded


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")


def _children(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return list(value.values())
    return list(value) if isinstance(value, (list, tuple)) else []


def _canvas(fields: Fields) -> Canvas | None:
    given = fields.object("FECanvas")
    width, height = (given.number(name, 1, _LARGEST_SIDE) for name in ("Width", "Height"))
    if given.rest():
        fields.keep("FECanvas", given.rest())
    if width is None and height is None:
        return None
    if width is None or height is None:
        raise given.error("", "The canvas needs both Width and Height.")
    return Canvas(round(width), round(height))


def _all_lanes(fields: Fields, reader: Reader) -> dict[str, list[Lane]]:
    lanes = {name: _lanes(fields, name, reader) for name in (*_TRACKS, *_TEXT_TRACKS)}
    lanes["VideoTracks"] += _image_lanes(fields, reader)
    place([lane for listed in lanes.values() for lane in listed])
    fit_to_main([*lanes["VideoTracks"], *lanes["AudioTracks"]])
    return lanes


def _length(fields: Fields, own: Fields, lanes: dict[str, list[Lane]], rate: Fraction, slower: Fraction) -> int:
    """Return the frames of the output: what ``S2V.Length`` says, else what the tracks give, at most ``MaxDuration``."""
    written = own.number("Length", 0, LONGEST_SECONDS * 240)
    limit = fields.seconds("MaxDuration")
    found = output_length(lanes["VideoTracks"], lanes["AudioTracks"])
    if written is not None:
        found = round(Fraction(written) * slower)
    if limit is not None:
        most = max(1, round(Fraction(limit) * rate))
        return most if found is None else min(found, most)
    if found is None:
        raise TimelineError("The timeline has no clip that gives it a length.", hint="Give VideoTracks or AudioTracks.")
    return found


def _lanes(fields: Fields, name: str, reader: Reader) -> list[Lane]:
    read: dict[str, Callable[[Fields], Draft]] = {
        "VideoTracks": reader.video,
        "AudioTracks": reader.audio,
        "SubtitleTracks": reader.subtitle,
        "EffectTracks": reader.effect_item,
    }
    clips = (_TRACKS | _TEXT_TRACKS)[name]
    return [_lane(track, clips, read[name]) for track in fields.objects(name)]


def _image_lanes(fields: Fields, reader: Reader) -> list[Lane]:
    return [_lane(track, "ImageTrackClips", reader.image_track_clip) for track in fields.objects("ImageTracks")]


def _lane(track: Fields, clips: str, read: Callable[[Fields], Draft]) -> Lane:
    main, disabled = track.flag("MainTrack"), track.flag("Disabled")
    drafts = [read(clip) for clip in track.objects(clips)]
    extra = track.rest()
    return Lane(
        drafts=drafts,
        build=lambda made: Track(clips=made, main=main, disabled=disabled, extra=extra),
        main=main,
        disabled=disabled,
        shorten=extra.get("TrackShortenMode") == "AutoSpeed",
        expand=extra.get("TrackExpandMode") == "AutoSpeed",
    )

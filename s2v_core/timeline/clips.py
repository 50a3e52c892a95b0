"""Reading single clips of a timeline document into drafts (see ``s2v_core.timeline.placing``)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal, cast

from s2v_core.timeline.effects import read_effect, read_effects
from s2v_core.timeline.fields import LONGEST_SECONDS, Fields, style_from
from s2v_core.timeline.model import (
    AdaptMode,
    AudioClip,
    Box,
    Effect,
    EffectItem,
    Span,
    SubtitleClip,
    VideoClip,
    Word,
    nearest_frame,
)
from s2v_core.timeline.placing import Draft
from s2v_core.timeline.sources import DurationOf, read_bounds, read_media, read_source, seconds_played

__all__ = ["Reader"]

_SUBTITLE_OWN = frozenset({"ClipId", "ReferenceClipId", "Comment", "S2V"})
_LARGEST = 1e6


@dataclass(frozen=True)
class _Times:
    start: int | None
    end: int | None
    clip_id: str | None
    reference: str | None


class Reader:
    """Reads clips for an output of ``rate`` frames per second.

    ``slower`` is how many of its frames make one frame of the document's own rate. ``duration_of`` tells the length of
    material in seconds.
    """

    def __init__(self, rate: Fraction, slower: Fraction, duration_of: DurationOf | None) -> None:
        self._rate = rate
        self._slower = slower
        self._duration_of = duration_of

    def video(self, fields: Fields, *, default: str = "Video") -> Draft:
        """Read an item of ``VideoTrackClips``."""
        kind = cast(
            'Literal["Video", "Image", "GlobalImage"]',
            fields.choice("Type", ("Video", "Image", "GlobalImage"), default),
        )
        media_id, media_url = read_media(fields)
        own = fields.object("S2V")
        source = read_source(fields, own, media_id or media_url or "")
        times = self._times(fields)
        shown = fields.seconds("Duration")
        box = _box(fields)
        adapt_mode = cast("AdaptMode | None", fields.choice("AdaptMode", ("Contain", "Cover", "Fill")))
        opacity = fields.number("Opacity", 0, 1)
        effects = read_effects(fields)
        clip = VideoClip(
            type=kind,
            media_url=media_url,
            media_id=media_id,
            source_in=source.start,
            source_out=source.end,
            speed=source.speed,
            box=box,
            adapt_mode=adapt_mode,
            opacity=1.0 if opacity is None else opacity,
            effects=effects,
            material=read_bounds(own),
            identity=own.text("Identity"),
            extra=_rest(fields, own),
        )

        def length() -> int:
            if shown is not None:
                return self._frames(shown)
            if kind == "Image" and source.end is None:
                raise fields.error("", "How long is this picture shown?", "Give Duration or TimelineOut.")
            return self._frames(seconds_played(fields, source, self._duration_of))

        floating = kind == "GlobalImage"
        return Draft(
            path=fields.path,
            make=lambda span, tempo: replace(clip, span=span, speed=clip.speed * tempo),
            length=None if floating and shown is None else length,
            start=times.start,
            end=times.end,
            clip_id=times.clip_id,
            reference=times.reference,
            sequential=not floating,
            whole=floating,
            overlap=self._overlap(effects),
        )

    def image_track_clip(self, fields: Fields) -> Draft:
        """Read an item of the legacy ``ImageTrackClips``; without times it is there for the whole output."""
        for old, new in (("ImageId", "MediaId"), ("ImageURL", "MediaURL")):
            if fields.has(old) and not fields.has(new):
                fields.keep(new, fields.take(old))
        timed = any(fields.has(name) for name in ("Duration", "TimelineIn", "TimelineOut", "ReferenceClipId"))
        return self.video(fields, default="Image" if timed else "GlobalImage")

    def audio(self, fields: Fields) -> Draft:
        """Read an item of ``AudioTrackClips``."""
        kind = cast('Literal["Audio", "AI_TTS"]', fields.choice("Type", ("Audio", "AI_TTS"), "Audio"))
        spoken = kind == "AI_TTS"
        content = fields.text("Content")
        if spoken and not content:
            raise fields.error("Content", "A spoken clip needs its text.")
        media_id, media_url = read_media(fields, needed=not spoken)
        own = fields.object("S2V")
        source = read_source(fields, own, media_id or media_url or "")
        times = self._times(fields)
        voice = fields.text("Voice")
        speech_rate = round(fields.number("SpeechRate", -500, 500) or 0)
        loop = fields.flag("LoopMode")
        effects = read_effects(fields)
        frames = own.number("Frames", 0, LONGEST_SECONDS * 240)
        words = tuple(_word(item) for item in own.objects("Words"))
        clip = AudioClip(
            type=kind,
            media_url=media_url,
            media_id=media_id,
            span=Span(0, 0),
            source_in=source.start,
            source_out=source.end,
            speed=source.speed,
            loop=loop,
            content=content,
            voice=voice,
            speech_rate=speech_rate,
            words=words,
            effects=effects,
            identity=own.text("Identity"),
            extra=_rest(fields, own),
        )

        def spoken_length() -> int:
            if frames is not None:
                return max(1, round(Fraction(frames) * self._slower))
            if words:
                return self._frames(max(word.end for word in words) / source.speed)
            raise fields.error("", "How long this text is spoken is not known.", "Give S2V.Frames or TimelineOut.")

        def length() -> int:
            return spoken_length() if spoken else self._frames(seconds_played(fields, source, self._duration_of))

        return Draft(
            path=fields.path,
            make=lambda span, tempo: replace(clip, span=clip.span if span is None else span, speed=clip.speed * tempo),
            length=None if loop else length,
            start=times.start,
            end=times.end,
            clip_id=times.clip_id,
            reference=times.reference,
            loop=loop,
        )

    def subtitle(self, fields: Fields) -> Draft:
        """Read an item of ``SubtitleTrackClips``: style fields, known or not, belong to the style."""
        fields.choice("Type", ("Text",), "Text")
        content = fields.text("Content")
        if content is None:
            raise fields.error("Content", "A text clip needs its text.")
        times = self._times(fields)
        extra = fields.only(_SUBTITLE_OWN)
        style = style_from(fields.rest(), fields.path)
        return self._floating(fields, times, SubtitleClip(content=content, style=style, extra=extra))

    def effect_item(self, fields: Fields) -> Draft:
        """Read an item of ``EffectTrackItems``."""
        times = self._times(fields)
        extra = fields.only(_SUBTITLE_OWN)
        return self._floating(fields, times, EffectItem(effect=read_effect(fields), extra=extra))

    def _floating(self, fields: Fields, times: _Times, clip: SubtitleClip | EffectItem) -> Draft:
        return Draft(
            path=fields.path,
            make=lambda span, _tempo: replace(clip, span=span),
            length=None,
            start=times.start,
            end=times.end,
            clip_id=times.clip_id,
            reference=times.reference,
            sequential=False,
            whole=True,
        )

    def _times(self, fields: Fields) -> _Times:
        """Take the clip's place. The names stay among the kept fields: other clips and other programs use them."""
        start, end = (self._point(fields, name) for name in ("TimelineIn", "TimelineOut"))
        names = {name: fields.text(name) for name in ("ClipId", "ReferenceClipId")}
        for name, value in names.items():
            if value is not None:
                fields.keep(name, value)
        return _Times(start, end, names["ClipId"], names["ReferenceClipId"])

    def _point(self, fields: Fields, name: str) -> int | None:
        seconds = fields.seconds(name)
        return None if seconds is None else nearest_frame(seconds, self._rate)

    def _frames(self, seconds: float) -> int:
        return max(1, nearest_frame(seconds, self._rate))

    def _overlap(self, effects: tuple[Effect, ...]) -> int:
        transition = next((effect for effect in effects if effect.type == "Transition"), None)
        if transition is None:
            return 0
        seconds = transition.params.get("Duration")
        return round(Fraction(1 if seconds is None else seconds) * self._rate)


def _rest(fields: Fields, own: Fields) -> dict[str, Any]:
    """Return what nobody has taken, what is left of ``S2V`` included."""
    if own.rest():
        fields.keep("S2V", own.rest())
    return fields.rest()


def _box(fields: Fields) -> Box | None:
    x, y = (fields.number(name, -_LARGEST, _LARGEST) for name in ("X", "Y"))
    width, height = (fields.number(name, 1e-4, _LARGEST) for name in ("Width", "Height"))
    if x is None and y is None and width is None and height is None:
        return None
    return Box(x=x or 0.0, y=y or 0.0, width=width, height=height)


def _word(fields: Fields) -> Word:
    text = fields.text("Text") or ""
    offset = round(fields.number("Offset", 0, 1e9) or 0)
    start, end = (fields.seconds(name) or 0.0 for name in ("Start", "End"))
    if end < start:
        raise fields.error("End", "The word ends before it begins.")
    return Word(text, offset, start, end)

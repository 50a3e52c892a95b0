"""Reading single clips of a timeline document into drafts (see ``s2v_core.timeline.placing``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, cast

from s2v_core.errors import S2VError
from s2v_core.timeline.effects import read_effect, read_effects
from s2v_core.timeline.fields import LONGEST_SECONDS, Fields, number, style_from
from s2v_core.timeline.model import AdaptMode, AudioClip, Box, Effect, EffectItem, Span, SubtitleClip, VideoClip, Word
from s2v_core.timeline.placing import Draft

__all__ = ["Reader"]

_SUBTITLE_OWN = frozenset({"ClipId", "ReferenceClipId", "Comment", "S2V"})
_LARGEST = 1e6
_GIVE_OUT = "Give Out or TimelineOut."


@dataclass(frozen=True)
class _Source:
    """Where a clip lies in its material, in seconds; ``maximum`` is ``MaxOut``, ``full`` is ``VirginDuration``."""

    reference: str
    start: float
    end: float | None
    maximum: float | None
    full: float | None
    speed: float


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

    def __init__(self, rate: Fraction, slower: Fraction, duration_of: Callable[[str], float] | None) -> None:
        self._rate = rate
        self._slower = slower
        self._duration_of = duration_of

    def video(self, fields: Fields, *, default: str = "Video") -> Draft:
        """Read an item of ``VideoTrackClips``."""
        kind = cast(
            'Literal["Video", "Image", "GlobalImage"]',
            fields.choice("Type", ("Video", "Image", "GlobalImage"), default),
        )
        media_id, media_url = _media(fields)
        own = fields.object("S2V")
        source = self._source(fields, own, media_id or media_url or "")
        times = self._times(fields)
        shown = fields.seconds("Duration")
        box = _box(fields)
        adapt_mode = cast("AdaptMode | None", fields.choice("AdaptMode", ("Contain", "Cover", "Fill")))
        opacity = fields.number("Opacity", 0, 1)
        effects = read_effects(fields)
        material = _material(own)
        identity = own.text("Identity")
        _keep_rest(fields, own)
        extra = fields.rest()

        def make(span: Span | None, tempo: float) -> VideoClip:
            return VideoClip(
                type=kind,
                media_url=media_url,
                media_id=media_id,
                span=span,
                source_in=source.start,
                source_out=source.end,
                speed=source.speed * tempo,
                box=box,
                adapt_mode=adapt_mode,
                opacity=1.0 if opacity is None else opacity,
                effects=effects,
                material=material,
                identity=identity,
                extra=extra,
            )

        def length() -> int:
            if shown is not None:
                return self._frames(shown)
            if kind == "Image" and source.end is None:
                raise fields.error("", "How long is this picture shown?", "Give Duration or TimelineOut.")
            return self._frames(self._played(fields, source))

        floating = kind == "GlobalImage"
        return Draft(
            path=fields.path,
            make=make,
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
        media_id, media_url = _media(fields, needed=not spoken)
        own = fields.object("S2V")
        source = self._source(fields, own, media_id or media_url or "")
        times = self._times(fields)
        voice = fields.text("Voice")
        speech_rate = round(fields.number("SpeechRate", -500, 500) or 0)
        loop = fields.flag("LoopMode")
        effects = read_effects(fields)
        frames = own.number("Frames", 0, LONGEST_SECONDS * 240)
        words = tuple(_word(item) for item in own.objects("Words"))
        identity = own.text("Identity")
        _keep_rest(fields, own)
        extra = fields.rest()

        def make(span: Span | None, tempo: float) -> AudioClip:
            return AudioClip(
                type=kind,
                media_url=media_url,
                media_id=media_id,
                span=Span(0, 0) if span is None else span,
                source_in=source.start,
                source_out=source.end,
                speed=source.speed * tempo,
                loop=loop,
                content=content,
                voice=voice,
                speech_rate=speech_rate,
                words=words,
                effects=effects,
                identity=identity,
                extra=extra,
            )

        def spoken_length() -> int:
            if frames is not None:
                return max(1, round(Fraction(frames) * self._slower))
            if words:
                return self._frames(max(word.end for word in words) / source.speed)
            raise fields.error("", "How long this text is spoken is not known.", "Give S2V.Frames or TimelineOut.")

        def length() -> int:
            return spoken_length() if spoken else self._frames(self._played(fields, source))

        return Draft(
            path=fields.path,
            make=make,
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

        def make(span: Span | None, tempo: float) -> SubtitleClip:
            return SubtitleClip(content=content, span=span, style=style, extra=extra)

        return self._floating(fields, times, make)

    def effect_item(self, fields: Fields) -> Draft:
        """Read an item of ``EffectTrackItems``."""
        times = self._times(fields)
        extra = fields.only(_SUBTITLE_OWN)
        effect = read_effect(fields)

        def make(span: Span | None, tempo: float) -> EffectItem:
            return EffectItem(effect=effect, span=span, extra=extra)

        return self._floating(fields, times, make)

    def _floating(self, fields: Fields, times: _Times, make: Callable[[Span | None, float], Any]) -> Draft:
        return Draft(
            path=fields.path,
            make=make,
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
        return None if seconds is None else round(Fraction(seconds).limit_denominator(1_000_000) * self._rate)

    def _frames(self, seconds: float) -> int:
        return max(1, round(Fraction(seconds).limit_denominator(1_000_000) * self._rate))

    def _overlap(self, effects: tuple[Effect, ...]) -> int:
        transition = next((effect for effect in effects if effect.type == "Transition"), None)
        if transition is None:
            return 0
        seconds = transition.params.get("Duration")
        return round(Fraction(1 if seconds is None else seconds) * self._rate)

    def _source(self, fields: Fields, own: Fields, reference: str) -> _Source:
        start = _exact(fields.seconds("In") or 0.0, own.seconds("In"))
        end = fields.seconds("Out")
        exact_end = own.seconds("Out")
        end = None if end is None else _exact(end, exact_end)
        maximum = fields.seconds("MaxOut")
        full = fields.seconds("VirginDuration")
        if full is not None:
            fields.keep("VirginDuration", full)
        speed = fields.number("Speed", 0.01, 100)
        if maximum is not None:
            end = min(maximum, maximum if end is None else end)
        if end is not None and end <= start:
            raise fields.error("Out", "The part of the material ends before it begins.")
        return _Source(reference, start, end, maximum, full, 1.0 if speed is None else speed)

    def _played(self, fields: Fields, source: _Source) -> float:
        """Return how many seconds the material plays when nothing cuts it short."""
        end = source.end
        if end is None or source.maximum is not None:
            full = self._material_length(fields, source)
            end = full if end is None else min(end, full)
        if end <= source.start:
            raise fields.error("In", "The clip begins after the end of its material.")
        return (end - source.start) / source.speed

    def _material_length(self, fields: Fields, source: _Source) -> float:
        if source.full:
            return source.full
        if self._duration_of is None:
            raise fields.error("", "The clip's length is needed and not known.", _GIVE_OUT)
        try:
            found = self._duration_of(source.reference)
        except S2VError as error:
            raise fields.error("", error.message, error.hint or _GIVE_OUT) from error
        return number(found, fields.path, 0, LONGEST_SECONDS * 10)


def _exact(written: float, exact: float | None) -> float:
    return exact if exact is not None and round(exact, 4) == written else written


def _keep_rest(fields: Fields, own: Fields) -> None:
    if own.rest():
        fields.keep("S2V", own.rest())


def _media(fields: Fields, *, needed: bool = True) -> tuple[str | None, str | None]:
    media_id, media_url = fields.text("MediaId"), fields.text("MediaURL")
    if needed and not (media_id or media_url):
        raise fields.error("", "The clip names no material.", "Give MediaURL or MediaId.")
    return media_id, media_url


def _box(fields: Fields) -> Box | None:
    x, y = (fields.number(name, -_LARGEST, _LARGEST) for name in ("X", "Y"))
    width, height = (fields.number(name, 1e-4, _LARGEST) for name in ("Width", "Height"))
    if x is None and y is None and width is None and height is None:
        return None
    return Box(x=x or 0.0, y=y or 0.0, width=width, height=height)


def _material(own: Fields) -> tuple[float, float] | None:
    value = own.take("Material")
    if value is None:
        return None
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise own.error("Material", "Expected two points in time.")
    first, last = (number(item, own.at("Material"), 0, LONGEST_SECONDS * 10) for item in value)
    return first, last


def _word(fields: Fields) -> Word:
    text = fields.text("Text") or ""
    offset = round(fields.number("Offset", 0, 1e9) or 0)
    start, end = (fields.seconds(name) or 0.0 for name in ("Start", "End"))
    if end < start:
        raise fields.error("End", "The word ends before it begins.")
    return Word(text, offset, start, end)

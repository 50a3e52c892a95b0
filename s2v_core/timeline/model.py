"""The timeline: what is seen and heard when, for one output.

A frozen value. Inside, time is integer frames at ``Timeline.rate``; only positions inside source
material and inside a spoken text are seconds. The vendor's JSON shape is a matter of
``s2v_core.timeline.document``; fields it does not know are kept in ``extra`` of the value they were found on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Generic, Literal, TypeVar

from s2v_core.timeline.style import SubtitleStyle

__all__ = [
    "AdaptMode",
    "AudioClip",
    "Box",
    "Canvas",
    "Effect",
    "EffectItem",
    "Span",
    "SubtitleClip",
    "Timeline",
    "Track",
    "VideoClip",
    "Word",
    "nearest_frame",
    "role_of",
]

AdaptMode = Literal["Contain", "Cover", "Fill"]


def nearest_frame(seconds: float | Fraction, rate: Fraction) -> int:
    """Return the frame nearest to ``seconds``; those of a document (four decimals) are taken as the fraction meant."""
    return round(Fraction(seconds).limit_denominator(1_000_000) * rate)


def role_of(extra: Mapping[str, Any]) -> str:
    """Return what a clip is for (``title``, ``music``...), as ``S2V.Role`` in its ``extra`` says; empty if not."""
    own = extra.get("S2V")
    role = own.get("Role") if isinstance(own, Mapping) else None
    return str(role or "")


@dataclass(frozen=True, order=True)
class Span:
    """Frames ``start`` (inclusive) to ``end`` (exclusive)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, got {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, frame: int) -> bool:
        return self.start <= frame < self.end


@dataclass(frozen=True)
class Canvas:
    """Size of the picture in pixels."""

    width: int
    height: int

    @property
    def shape(self) -> Literal["portrait", "landscape", "square"]:
        """Portrait, landscape or square, as the style defaults distinguish them."""
        if self.width == self.height:
            return "square"
        return "portrait" if self.width < self.height else "landscape"


@dataclass(frozen=True, kw_only=True)
class Box:
    """Where a clip sits, in the vendor's units: 0 to 1 is a fraction of the canvas, above 1 are pixels.

    A missing ``width`` or ``height`` means the natural size (or follows the other by the aspect ratio).
    """

    x: float = 0.0
    y: float = 0.0
    width: float | None = None
    height: float | None = None


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One effect on a clip: ``Volume``, ``Transition``, ``KenBurns``, ``Background``...

    ``params`` keeps the other keys verbatim.
    """

    type: str
    sub_type: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)


class _MaterialClip:
    """What clips made of material have in common."""

    media_url: str | None
    media_id: str | None
    effects: tuple[Effect, ...]

    @property
    def media(self) -> str:
        """The reference to the material: the id if there is one, else the address."""
        return self.media_id or self.media_url or ""

    def effect(self, *types: str) -> Effect | None:
        """Return the first effect of one of the ``types``."""
        return next((effect for effect in self.effects if effect.type in types), None)


@dataclass(frozen=True, kw_only=True)
class VideoClip(_MaterialClip):
    """A piece of footage, a still, or a picture that is there for the whole output.

    ``span`` is None for a ``GlobalImage`` without times (from 0 to the end of the output).
    ``source_in`` and ``source_out`` are seconds in the material; at timeline frame ``k`` the picture is the
    material at ``source_in + (k - span.start) / rate * speed``. ``material`` bounds, in seconds, what may be shown
    beyond them during a transition; outside it the edge frame is held. ``identity`` is the content hash.
    """

    type: Literal["Video", "Image", "GlobalImage"] = "Video"
    media_url: str | None = None
    media_id: str | None = None
    span: Span | None = None
    source_in: float = 0.0
    source_out: float | None = None
    speed: float = 1.0
    box: Box | None = None
    adapt_mode: AdaptMode | None = None
    opacity: float = 1.0
    effects: tuple[Effect, ...] = ()
    material: tuple[float, float] | None = None
    identity: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Word:
    """A spoken word: ``text`` stands at ``offset`` (characters) in the displayed text and sounds from ``start`` to
    ``end`` seconds after the beginning of the speech. In scripts without spaces a word is one or more characters."""

    text: str
    offset: int
    start: float
    end: float


@dataclass(frozen=True, kw_only=True)
class AudioClip(_MaterialClip):
    """A sound file, the sound of a video, or (``AI_TTS``) a text that is spoken.

    For ``AI_TTS``: ``content`` is the text or SSML, ``voice`` and ``speech_rate`` (-500 to 500) how it is spoken,
    ``words`` its timing, and an ``AI_ASR`` effect asks for captions in the style of its params
    (``AlignmentText`` is the text they show). ``loop`` repeats ``source_in``..``source_out`` over the span.
    """

    type: Literal["Audio", "AI_TTS"] = "Audio"
    media_url: str | None = None
    media_id: str | None = None
    span: Span
    source_in: float = 0.0
    source_out: float | None = None
    speed: float = 1.0
    loop: bool = False
    content: str | None = None
    voice: str | None = None
    speech_rate: int = 0
    words: tuple[Word, ...] = ()
    effects: tuple[Effect, ...] = ()
    identity: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SubtitleClip:
    """A text on the picture (title, sub-heading). ``span`` None: the whole output."""

    content: str
    span: Span | None = None
    style: SubtitleStyle = field(default_factory=SubtitleStyle)
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class EffectItem:
    """An effect that is not bound to a clip, over ``span`` (None: the whole output)."""

    effect: Effect
    span: Span | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


ClipT = TypeVar("ClipT", VideoClip, AudioClip, SubtitleClip, EffectItem)


@dataclass(frozen=True, kw_only=True)
class Track(Generic[ClipT]):
    """Clips of one kind. Of the video tracks the first is the bottom layer."""

    clips: tuple[ClipT, ...]
    main: bool = False
    disabled: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """One output, complete: ``length`` frames at ``rate`` frames per second on ``canvas``.

    ``s2v`` holds this product's own additions at the top level (seed, output index...), ``extra`` foreign keys.
    """

    canvas: Canvas
    rate: Fraction
    length: int
    video_tracks: tuple[Track[VideoClip], ...] = ()
    audio_tracks: tuple[Track[AudioClip], ...] = ()
    subtitle_tracks: tuple[Track[SubtitleClip], ...] = ()
    effect_tracks: tuple[Track[EffectItem], ...] = ()
    s2v: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def duration(self) -> Fraction:
        """Length in seconds, exactly."""
        return self.length / self.rate

    @property
    def main_track(self) -> Track[VideoClip] | None:
        """The track whose clips follow each other: the one marked so, else the first with a clip that has times."""
        enabled = [track for track in self.video_tracks if not track.disabled]
        marked = next((track for track in enabled if track.main), None)
        return marked or next((t for t in enabled if any(c.type != "GlobalImage" for c in t.clips)), None)

    def voices(self) -> Iterator[AudioClip]:
        """Yield the spoken clips of all enabled tracks in track order."""
        for track in self.audio_tracks:
            if not track.disabled:
                yield from (clip for clip in track.clips if clip.type == "AI_TTS")

    def frame_at(self, seconds: float | Fraction) -> int:
        """Return the frame nearest to ``seconds`` (times written with 4 decimals come back exactly)."""
        return max(0, nearest_frame(seconds, self.rate))

    def seconds(self, frame: int) -> Fraction:
        """Return when ``frame`` begins, in seconds."""
        return frame / self.rate

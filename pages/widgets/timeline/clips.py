"""A planned output as the page of the timeline shows it: its clips in rows and tracks, and what made them so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from s2v_core.planning import PlannedOutput
from s2v_core.timeline import AudioClip, Span, Timeline, Track, VideoClip, cues
from s2v_core.timeline.model import role_of
from s2v_core.timeline.spoken import spoken_text
from s2v_core.timeline.transitions import in_order, transition_windows

__all__ = [
    "RECORDS",
    "TRACKS",
    "Clip",
    "Row",
    "clip_at",
    "clips_of",
    "lanes_of",
    "rows_of",
    "short_name",
    "unplaced",
    "value_text",
]

TRACKS = ("text", "captions", "sticker", "video", "background", "voice", "music")
"""From the top of the picture down, the sound last."""
_BY_LEVEL_OR_CUT = ("subheading", "transition")
"""Decisions whose slots are numbers, but not those of shots."""
RECORDS = ("speech",)
"""What a plan notes among its draws without having drawn it."""

Row = dict[str, Any]
NameOf = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class Clip:
    """One clip. Times are seconds.

    ``name`` is what people know it by (a file, a voice, a text), ``media`` the asset that is shown or heard, ``begin``
    the point in a video that it starts with, ``room`` the earliest and the latest such point; ``decisions`` are the
    keys of the plan's draws that made it, ``slot`` what it was drawn for, ``next`` the transition at its end.
    ``voice`` is the id of the voiceover that a caption belongs to; a voiceover's ``caption`` is all they show.
    """

    id: str
    track: str
    kind: str
    start: float
    end: float
    name: str = ""
    media: str = ""
    text: str = ""
    begin: float | None = None
    room: tuple[float, float] | None = None
    speed: float = 1.0
    slot: str = ""
    next: str = ""
    lap: float = 0.0
    """Seconds for which it flows into the next one."""
    voice: str = ""
    caption: str = ""
    decisions: tuple[str, ...] = ()

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.end - self.start

    @property
    def moment(self) -> float:
        """A moment at which it is seen as it is, after it has come in."""
        return self.start + min(self.duration / 2, 1.0)


def clips_of(output: PlannedOutput, name_of: NameOf | None = None) -> list[Clip]:
    """Return the clips of a planned output by tracks and times.

    Args:
        output: with a timeline.
        name_of: what people call an asset; by default the name of its file.
    """
    reader = _Reader(output, name_of or short_name)
    order = {track: number for number, track in enumerate(TRACKS)}
    return sorted(reader.clips(), key=lambda clip: (order[clip.track], clip.start))


def rows_of(clips: Sequence[Clip]) -> list[Row]:
    """Return one row for each clip; keys: ``track``, ``kind``, ``start``, ``end``, ``duration``, ``what`` (a text, or
    what is shown or heard), ``begin``, ``speed``, ``transition``. Times are seconds; None where something does not
    apply."""
    return [
        {
            "track": clip.track,
            "kind": clip.kind,
            "start": round(clip.start, 2),
            "end": round(clip.end, 2),
            "duration": round(clip.duration, 2),
            "what": clip.text or clip.name,
            "begin": None if clip.begin is None else round(clip.begin, 2),
            "speed": None if clip.begin is None else round(clip.speed, 2),
            "transition": clip.next or None,
        }
        for clip in clips
    ]


def lanes_of(clips: Sequence[Clip]) -> list[list[Clip]]:
    """Return the clips of a track, by their starts, in as few rows as show them all: in a row none covers another."""
    lanes: list[list[Clip]] = []
    for clip in clips:
        free = next((lane for lane in lanes if lane[-1].end <= clip.start), None)
        if free is None:
            lanes.append([clip])
        else:
            free.append(clip)
    return lanes


def clip_at(clips: Sequence[Clip], wanted: str) -> Clip | None:
    """Return the clip with an id; None if there is none any more."""
    return next((clip for clip in clips if clip.id == wanted), None)


def unplaced(output: PlannedOutput, clips: Sequence[Clip]) -> tuple[str, ...]:
    """Return the decisions about an output that no clip shows."""
    shown = {key for clip in clips for key in clip.decisions}
    return tuple(key for key in output.draws if key not in shown and key not in RECORDS)


def short_name(media: str) -> str:
    """Return the last part of a path or an address without its suffix; of a track of the music pool its name."""
    last = PurePosixPath(media.replace("\\", "/")).name
    return PurePosixPath(last.partition("?")[0]).stem.replace("_", " ") or media


def value_text(value: Any, name_of: NameOf = short_name) -> str:
    """Return how people read the value of a decision."""
    if isinstance(value, Mapping):
        media, begin = name_of(str(value.get("Media", ""))), value.get("From", value.get("In"))
        return media if begin is None else f"{media} · {float(begin):.1f} s"
    if isinstance(value, list | tuple):
        return " / ".join(value_text(part, name_of) for part in value)
    if isinstance(value, float):
        return f"{value:.0%}"
    text = str(value)
    is_media = text.startswith("pool:") or "://" in text or (" " not in text and ("/" in text or "\\" in text))
    return name_of(text) if is_media else text


class _Reader:
    """Reads the tracks of one output."""

    def __init__(self, output: PlannedOutput, name_of: NameOf) -> None:
        self._output = output
        self._timeline: Timeline = output.required_timeline()
        self._name_of = name_of

    def clips(self) -> Iterator[Clip]:
        main = self._timeline.main_track
        below = True
        for track in self._timeline.video_tracks:
            if track is main:
                below = False
                yield from self._shots(track)
            else:
                yield from self._pictures(track, "background" if below else "sticker")
        yield from self._sounds()
        yield from self._texts()
        yield from self._captions()

    def _shots(self, track: Track[VideoClip]) -> Iterator[Clip]:
        timed = in_order(track.clips, self._timeline)
        windows = {window.earlier: window for window in transition_windows(timed, self._timeline)}
        for number, (clip, span) in enumerate(timed):
            slot = self._output.shots[number] if number < len(self._output.shots) else ""
            window = windows.get(number)
            yield self._clip(
                "video",
                number,
                "image" if clip.type == "Image" else "video",
                span,
                name=self._name_of(clip.media),
                media=clip.media,
                begin=clip.source_in if clip.type == "Video" else None,
                room=self._room(clip, span),
                speed=clip.speed,
                slot=slot,
                next=(window.effect.sub_type or "") if window else "",
                lap=float(len(window.span) / self._timeline.rate) if window else 0.0,
                decisions=self._of_shot(slot, number, cut=window is not None),
            )

    def _of_shot(self, slot: str, number: int, *, cut: bool) -> tuple[str, ...]:
        """Return what was decided for a shot, by its slot and by its place."""
        placed = [key for key in self._output.draws if key.partition(":")[2] == str(number)]
        looks = [key for key in placed if key.partition(":")[0] not in _BY_LEVEL_OR_CUT]
        ends = (f"transition:{number}", "transition") if cut else ()
        return self._known(f"shot:{slot}", f"begin:{slot}", f"motion:{slot}", *looks, "filter", *ends)

    def _room(self, clip: VideoClip, span: Span) -> tuple[float, float] | None:
        if clip.type != "Video" or clip.material is None:
            return None
        low, high = clip.material
        latest = high - len(span) / float(self._timeline.rate) * clip.speed
        return (low, latest) if latest > low else None

    def _pictures(self, track: Track[VideoClip], kind: str) -> Iterator[Clip]:
        for number, (clip, span) in enumerate(in_order(track.clips, self._timeline)):
            name = self._name_of(clip.media)
            yield self._clip(kind, number, kind, span, name=name, media=clip.media, decisions=self._known(kind))

    def _sounds(self) -> Iterator[Clip]:
        spoken = iter(self._output.spoken)
        voices = music = 0
        for track in self._timeline.audio_tracks:
            for clip in track.clips:
                if clip.type == "AI_TTS":
                    yield self._voice(voices, clip, next(spoken, ""))
                    voices += 1
                else:
                    name = self._name_of(clip.media)
                    known = self._known("music")
                    yield self._clip("music", music, "music", clip.span, name=name, media=clip.media, decisions=known)
                    music += 1

    def _voice(self, number: int, clip: AudioClip, slot: str) -> Clip:
        decisions = self._known(f"script:{slot}", "script", "voice")
        name, text = clip.voice or "", clip.content or ""
        return self._clip(
            "voice",
            number,
            "voice",
            clip.span,
            name=name,
            text=text,
            slot=slot,
            caption=spoken_text(clip),
            decisions=decisions,
        )

    def _texts(self) -> Iterator[Clip]:
        whole = Span(0, self._timeline.length)
        clips = [clip for track in self._timeline.subtitle_tracks for clip in track.clips]
        for number, clip in enumerate(clips):
            role = role_of(clip.extra) or "text"
            level = str(clip.extra["S2V"].get("Level", "")) if role == "subheading" else ""
            own = (f"subheading:{level}", *self._styles(f"subheading.{level}.")) if level else (role,)
            known = self._known(*own, *self._styles(f"{role}."))
            span = clip.span or whole
            yield self._clip(
                "text", number, role, span, name=clip.content, text=clip.content, slot=level, decisions=known
            )

    def _captions(self) -> Iterator[Clip]:
        known = tuple(self._styles("caption."))
        voices = list(self._timeline.voices())
        for number, cue in enumerate(cues(self._timeline)):
            voice = f"voice.{voices.index(cue.clip)}"
            yield self._clip(
                "captions", number, "caption", cue.span, name=cue.text, text=cue.text, voice=voice, decisions=known
            )

    def _clip(self, track: str, number: int, kind: str, span: Span, **more: Any) -> Clip:
        start, end = (float(self._timeline.seconds(frame)) for frame in (span.start, span.end))
        return Clip(id=f"{track}.{number}", track=track, kind=kind, start=start, end=end, **more)

    def _known(self, *keys: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for key in keys if key in self._output.draws))

    def _styles(self, prefix: str) -> list[str]:
        return [key for key in self._output.draws if key.startswith(prefix)]

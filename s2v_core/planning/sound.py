"""The sound tracks: voiceovers with their captions, and the music."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, TypedDict

from s2v_core.job import SpeechConfig
from s2v_core.planning.kept import placed_words
from s2v_core.planning.pools import Item
from s2v_core.planning.scripts import Script
from s2v_core.planning.words import highlights, masked, masked_words, silenced
from s2v_core.speech import Spoken
from s2v_core.timeline.model import AudioClip, Effect, Span, Word
from s2v_core.timeline.style import SubtitleStyle

__all__ = ["Reference", "Utterance", "music_clip", "reference", "spoken_frames", "voice_clip"]

_MUSIC_IN, _MUSIC_OUT = 0.3, 1.5
_VOICE_OUT = 0.1


@dataclass(frozen=True)
class Utterance:
    """A drawn text in an output: ``spoken`` by the voice with the id ``voice`` from the frame ``start``.

    ``slot`` is the group it belongs to (empty: the whole output), ``caption`` what captions show instead of it.
    """

    script: Script
    voice: str
    rate: int
    spoken: Spoken
    start: int
    frames: int
    slot: str = ""
    caption: str | None = None


class Reference(TypedDict, total=False):
    """The field of a clip that names its media."""

    media_url: str
    media_id: str


def reference(media: str) -> Reference:
    """Return the field of a clip that names ``media``: addresses and paths are one, ids the other."""
    path = PurePosixPath(media).is_absolute() or PureWindowsPath(media).is_absolute()
    return {"media_url": media} if path or "://" in media else {"media_id": media}


def spoken_frames(spoken: Spoken, rate: Fraction) -> int:
    """Return the length of a spoken text, rounded to frames once."""
    speech = spoken.speech
    return max(1, round(Fraction(len(speech.samples), speech.rate) * rate))


def voice_clip(utterance: Utterance, config: SpeechConfig, style: SubtitleStyle, rate: Fraction) -> AudioClip:
    """Return the clip of a voiceover. One that is cut short ends, fading, after its last whole word."""
    words: Sequence[Word] = utterance.spoken.speech.words
    display = utterance.spoken.display
    frames = utterance.frames
    effects = [Effect(type="Volume", params={"Gain": config.volume})]
    if frames < spoken_frames(utterance.spoken, rate):
        words = [word for word in words if word.end <= float(frames / rate)]
        if words:
            display = display[: words[-1].offset + len(words[-1].text)]
            frames = min(frames, max(1, ceil((Fraction(words[-1].end) + Fraction(1, 10)) * rate)))
        effects.append(_fade("Out", _VOICE_OUT))
    display, words = _captioned(utterance, display, words)
    shown = masked(display, config.special_words_config)
    params: dict[str, Any] = {"AlignmentText": shown, **style.to_json()}
    marked = highlights(config.special_words_config)
    if marked:
        params["S2V"] = {**params.get("S2V", {}), "Highlight": marked}
    return AudioClip(
        type="AI_TTS",
        span=Span(utterance.start, utterance.start + frames),
        content=utterance.script.text,
        voice=utterance.voice,
        speech_rate=utterance.rate,
        words=tuple(words) if shown == display else masked_words(words, shown),
        effects=(*effects, Effect(type="AI_ASR", params=params)),
        extra=_replaced(utterance, config, float(frames / rate)),
    )


def _replaced(utterance: Utterance, config: SpeechConfig, seconds: float) -> dict[str, Any]:
    """Return what says which words are not heard, within the ``seconds`` of a clip."""
    speech = utterance.spoken.speech
    stretches = silenced(utterance.spoken.display, speech.words, float(speech.duration), config.special_words_config)
    heard = [stretch for stretch in stretches if stretch["Start"] < seconds]
    return {"S2V": {"Replaced": heard}} if heard else {}


def _captioned(utterance: Utterance, display: str, words: Sequence[Word]) -> tuple[str, Sequence[Word]]:
    """Return the text that captions show and its words; of one that is cut short, what is spoken of it."""
    if utterance.caption is None:
        return display, words
    kept = placed_words(words, utterance.spoken.display, utterance.caption)
    whole = display == utterance.spoken.display or not kept
    return utterance.caption if whole else utterance.caption[: kept[-1].offset + len(kept[-1].text)], kept


def music_clip(music: Item, gain: float, length: int, rate: Fraction) -> AudioClip:
    """Return the music, repeated over the whole output and faded at its ends."""
    longest = float(length / rate) / 4
    return AudioClip(
        **reference(music.media),
        span=Span(0, length),
        source_out=None if music.info.duration is None else round(float(music.info.duration), 4),
        loop=True,
        effects=(
            Effect(type="Volume", params={"Gain": gain}),
            _fade("In", min(_MUSIC_IN, longest)),
            _fade("Out", min(_MUSIC_OUT, longest)),
        ),
        identity=music.info.identity,
        extra={"S2V": {"Role": "music"}},
    )


def _fade(way: str, seconds: float) -> Effect:
    return Effect(type="AFade", sub_type=way, params={"Duration": round(seconds, 4), "Curve": "tri"})

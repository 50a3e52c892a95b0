"""The one door to speech: a text and a voice go in, sound with the times of its words comes out."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType

from s2v_core.cache import Cache, key_of
from s2v_core.errors import NothingToSpeak, VoiceUnavailable
from s2v_core.settings import Settings
from s2v_core.speech.alignment import Aligner
from s2v_core.speech.assembly import Part, join
from s2v_core.speech.engine import Speech, Voice
from s2v_core.speech.engines import ENGINES, ClosableEngine
from s2v_core.speech.language import fits, language_of
from s2v_core.speech.passages import Passage, passages_of, shown_span
from s2v_core.speech.placing import place_words, tidy
from s2v_core.speech.process import beginning
from s2v_core.speech.sound import tightened, trim
from s2v_core.speech.ssml import Script, clean, parse_script
from s2v_core.speech.store import SUFFIX, quantised, read_speech, write_speech
from s2v_core.speech.voices import VoiceChoice, VoiceChooser, Voices

__all__ = ["Speaker", "Spoken", "chinese_quality_note", "speed_for", "speed_of"]

_KIND = "speech"
_RECIPE = 3
"""Counts up whenever the same engine output would be cut, joined, timed or levelled otherwise."""

_HEAD, _TAIL = 0.06, 0.15
_INNER_HEAD, _INNER_TAIL = 0.02, 0.06
_SLOWEST, _FASTEST = 0.5, 2.0


def speed_of(speech_rate: int) -> float:
    """Return the speed multiplier of a ``SpeechRate``: -500, 0 and 500 are 0.5, 1 and 2 times; held within these."""
    rate = min(max(float(speech_rate), -500.0), 500.0)
    return 1 / (1 - (0.002 if rate < 0 else 0.001) * rate)


def speed_for(script: Script, speech_rate: int) -> float:
    """Return the speed multiplier that a ``SpeechRate`` and the rate of a script's own tags make together."""
    return min(max(speed_of(speech_rate) * speed_of(script.rate), _SLOWEST), _FASTEST)


@dataclass(frozen=True)
class Spoken:
    """A text as captions show it, and its sound; the words of ``speech`` are placed in ``display``."""

    display: str
    speech: Speech


@dataclass(frozen=True)
class _Request:
    """A text taken apart, the voice and the speed to speak it with, and the key that the result is kept under."""

    script: Script
    passages: tuple[Passage, ...]
    rest: float
    voice: Voice
    speed: float
    key: str


class Speaker:
    """Speaks texts with the voices of this machine. Thread-safe; close it to end its worker processes.

    Args:
        settings: default voices, timeouts, the online service.
        cache: where spoken texts are kept; by default the cache of ``settings``.
        engines: engines by name, instead of the installed ones.
    """

    def __init__(
        self, settings: Settings, cache: Cache | None = None, *, engines: Mapping[str, ClosableEngine] | None = None
    ) -> None:
        self._cache = cache or Cache(settings.cache_dir, limit=settings.cache_limit)
        if engines is None:
            engines = {name: entry.make(settings) for name, entry in ENGINES.items() if entry.installed}
        self._engines = engines
        self._voices = Voices(settings, engines)
        self._aligner = Aligner(engines.get("pyttsx3"))
        self._lock = threading.Lock()
        self._making: dict[str, threading.Lock] = {}

    def voices(self) -> tuple[Voice, ...]:
        """Return every voice that can be used now."""
        return self._voices.all()

    def choose(self, requested: str | None, *, text: str, language: str, style: str = "") -> VoiceChoice:
        """Return the voice that would speak ``text`` (or SSML); see :meth:`s2v_core.speech.voices.Voices.choose`.

        Raises:
            VoiceUnavailable: nothing installed or configured speaks the text's language.
        """
        return self._voices.choose(requested, text=parse_script(text).display, language=language, style=style)

    def say(self, text: str, voice: str, speech_rate: int = 0) -> Spoken:
        """Speak ``text`` (or SSML), from the cache when it was spoken before.

        Silence at the ends is trimmed to 0.06 s and 0.15 s, the loudness is -16 LUFS (as heard in stereo). ``voice`` is
        a ``Voice.id`` or anything :meth:`choose` takes. The rate of a ``<speak>`` tag multiplies with ``speech_rate``.

        Raises:
            NothingToSpeak: the text has no letter or digit.
            VoiceUnavailable: nothing installed or configured speaks the text's language.
            EngineFailed: the engine crashed, hung or returned no sound.
        """
        request = self._request(text, voice, speech_rate)
        with self._only_one(request.key):
            speech = self._cached(request.key)
            if speech is None:
                speech = quantised(self._make(request))
                self._cache.store(_KIND, request.key, SUFFIX, lambda path: write_speech(path, speech))
        return Spoken(request.script.display, speech)

    def known(self, text: str, voice: str, speech_rate: int = 0) -> Spoken | None:
        """Return what :meth:`say` would find in the cache; None when it would have to speak.

        Raises:
            NothingToSpeak, VoiceUnavailable: as for :meth:`say`.
        """
        request = self._request(text, voice, speech_rate)
        speech = self._cached(request.key)
        return None if speech is None else Spoken(request.script.display, speech)

    def close(self) -> None:
        """End the worker processes; they start again when they are needed."""
        for engine in self._engines.values():
            engine.close()

    def __enter__(self) -> Speaker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _request(self, text: str, voice: str, speech_rate: int) -> _Request:
        text = clean(text)
        script = parse_script(text)
        passages, rest = passages_of(script)
        if not passages:
            raise NothingToSpeak(
                f"There is nothing to speak in {beginning(text)}." if text.strip() else "The text to speak is empty.",
                hint="Write at least one word; symbols and emoji are not spoken.",
            )
        chosen = self._voices.choose(voice, text=script.display).voice
        speed = speed_for(script, speech_rate)
        key = key_of(_KIND, _RECIPE, self._engine(chosen).version, chosen.id, round(speed, 6), text)
        return _Request(script, passages, rest, chosen, speed, key)

    @contextmanager
    def _only_one(self, key: str) -> Iterator[None]:
        """Let threads that want the same text wait for the one that makes it."""
        with self._lock:
            lock = self._making.setdefault(key, threading.Lock())
        with lock:
            try:
                yield
            finally:
                with self._lock:
                    self._making.pop(key, None)

    def _cached(self, key: str) -> Speech | None:
        path = self._cache.find(_KIND, key, SUFFIX)
        return read_speech(path) if path else None

    def _engine(self, voice: Voice) -> ClosableEngine:
        return self._engines[voice.engine]

    def _make(self, request: _Request) -> Speech:
        passages, voice, speed = request.passages, request.voice, request.speed
        last = len(passages) - 1
        parts = [
            self._part(
                passage, voice, speed, _HEAD if index == 0 else _INNER_HEAD, _TAIL if index == last else _INNER_TAIL
            )
            for index, passage in enumerate(passages)
        ]
        silences = [passage.silence / (speed if passage.natural else 1.0) for passage in passages]
        joined = join(parts, silences, request.rest)
        words = place_words(request.script.display, joined.spans, len(joined.samples) / joined.rate)
        return Speech(joined.samples, joined.rate, words)

    def _part(self, passage: Passage, voice: Voice, speed: float, head: float, tail: float) -> Part:
        if not fits(voice.languages, passage.spoken):
            voice = self._voices.choose(None, text=passage.spoken).voice
        speech = self._engine(voice).speak(passage.spoken, voice.name, speed)
        words = tidy(speech.words, speech.duration)
        if not words:
            hint = voice.languages[0].strip("*")
            words = self._aligner.align(speech, passage.spoken, language_of(passage.spoken, hint))
        times = tightened(speech.samples, speech.rate, [(word.start, word.end) for word in words])
        samples, shift = trim(speech.samples, speech.rate, head=head, tail=tail)
        spans = []
        for word, (start, end) in zip(words, times, strict=True):
            shown = shown_span(passage, word.offset, word.offset + len(word.text))
            if shown is not None:
                spans.append((*shown, start + shift, end + shift))
        return Part(samples, speech.rate, tuple(spans), voice.id)


def chinese_quality_note(speaker: VoiceChooser) -> str | None:
    """Return what to tell a user whose Chinese texts only eSpeak NG can speak, or None when a better voice is there."""
    try:
        voice = speaker.choose(None, text="你好", language="zh").voice
    except VoiceUnavailable as error:
        return str(error)
    if voice.engine != "pyttsx3":
        return None
    return (
        f"Chinese is spoken by eSpeak NG ('{voice.id}'), which is understandable at best. For a natural voice name an "
        "OpenAI-compatible speech service in S2V_SPEECH_BASE_URL and S2V_SPEECH_API_KEY, or a voice in S2V_VOICE_ZH."
    )

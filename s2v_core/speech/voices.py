"""Choosing a voice: the one that was asked for, a stand-in for the vendor's, or the best one for the language."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from s2v_core.errors import VoiceUnavailable
from s2v_core.settings import Settings
from s2v_core.speech.engine import Voice
from s2v_core.speech.engines import ENGINES, ClosableEngine
from s2v_core.speech.language import fits, language_of, script_of
from s2v_core.speech.vendor import vendor_voice

__all__ = ["STYLES", "VoiceChoice", "VoiceChooser", "Voices"]

_BEST_ENGINES = {"en": ("hibari", "openai", "pyttsx3"), "zh": ("openai", "pyttsx3")}
_OTHER_ENGINES = ("pyttsx3", "openai")
_MAIN_VOICES = {"en": "pyttsx3:en-us", "zh": "pyttsx3:cmn", "pt": "pyttsx3:pt-br"}
_MOODS = {
    "Gentle": ("hibari:heart", "hibari:emma"),
    "Serious": ("hibari:fable", "hibari:kore"),
    "Entertainment": ("hibari:fenrir", "hibari:emma"),
}
STYLES = tuple(_MOODS)
_MOOD_VARIANTS = {"Gentle": "+f2", "Serious": "", "Entertainment": "+f4"}


@dataclass(frozen=True)
class VoiceChoice:
    """A voice, and what the user should know when it is not the one that was asked for."""

    voice: Voice
    warning: str | None = None


class VoiceChooser(Protocol):
    """Whoever knows which voice speaks a text."""

    def choose(self, requested: str | None, *, text: str, language: str, style: str = "") -> VoiceChoice:
        """Return the voice that speaks ``text``. Raises VoiceUnavailable."""
        ...


class Voices:
    """The voices of all ``engines`` (by name, in the order in which bare names are looked up)."""

    def __init__(self, settings: Settings, engines: Mapping[str, ClosableEngine]) -> None:
        self._engines = engines
        self._configured = {"en": settings.voice_en.strip(), "zh": settings.voice_zh.strip()}

    def all(self) -> tuple[Voice, ...]:
        """Return every voice that can be used now."""
        return tuple(voice for engine in self._engines.values() for voice in engine.voices())

    def named(self, name: str) -> Voice | None:
        """Return the voice ``engine:name`` or, without an engine, the first one of that name."""
        prefix, colon, rest = name.partition(":")
        if colon:
            engine = self._engines.get(prefix.lower())
            return engine.voice(rest) if engine else None
        return next((voice for engine in self._engines.values() if (voice := engine.voice(name))), None)

    def choose(self, requested: str | None, *, text: str, language: str = "", style: str = "") -> VoiceChoice:
        """Return the voice to speak ``text`` (without tags) with.

        Args:
            requested: ``engine:name``, a bare name, a name of the vendor's catalogue, or nothing.
            text: decides, by its script, which language the voice must speak.
            language: the job's ``SpeechLanguage``; a hint for scripts that several languages share.
            style: one of :data:`STYLES`; picks a voice by mood when none is requested.

        Raises:
            VoiceUnavailable: nothing installed or configured speaks that language.
        """
        choice = self._chosen((requested or "").strip(), text, language, style.strip())
        japanese = language_of(text, language) == "ja" and choice.voice.engine == "pyttsx3"
        if japanese and any(script_of(character) == "HAN" for character in text):
            return _with(choice, f"'{choice.voice.id}' reads kana only; give kanji their kana with <sub alias>.")
        return choice

    def _chosen(self, name: str, text: str, language: str, style: str) -> VoiceChoice:
        spoken = language_of(text, language)
        if not name:
            return self._by_style(spoken, style) if style else self._default(spoken)
        voice = self.named(name)
        if voice is not None and fits(voice.languages, text):
            return VoiceChoice(voice)
        vendor = None if voice else vendor_voice(name)
        choice = self._default(spoken, gender=voice.gender if voice else vendor.gender if vendor else "")
        if voice is not None:
            reason = f"Voice '{name}' does not speak this text's language ({spoken})"
        elif vendor is not None:
            reason = f"Voice '{name}' belongs to the vendor's cloud"
        else:
            reason = self._unknown(name)
        return _with(choice, f"{reason}; '{choice.voice.id}' speaks instead.{self._better(choice.voice, spoken)}")

    def _default(self, language: str, gender: str = "") -> VoiceChoice:
        configured = self._configured.get(language, "")
        voice = self.named(configured) if configured else None
        if voice is not None:
            return VoiceChoice(voice)
        candidates = list(self._candidates(language))
        if not candidates:
            missing = [name for name in _OTHER_ENGINES if not self._has_voices(name)]
            hint = " ".join(ENGINES[name].hint for name in missing)
            raise VoiceUnavailable(f"No voice here speaks '{language}'.", hint=hint)
        fitting = [voice for voice in candidates if not gender or voice.gender in ("", gender)]
        choice = VoiceChoice((fitting or candidates)[0])
        if configured:
            variable = f"S2V_VOICE_{language.upper()}"
            return _with(choice, f"{variable} names '{configured}', which is not here; '{choice.voice.id}' speaks.")
        return choice

    def _candidates(self, language: str) -> Iterator[Voice]:
        main = _MAIN_VOICES.get(language)
        for name in _BEST_ENGINES.get(language, _OTHER_ENGINES):
            engine = self._engines.get(name)
            found = [v for v in engine.voices() if language in v.languages or "*" in v.languages] if engine else []
            # Stable: an engine's first voice stays first, but the main variety of a language goes before.
            yield from sorted(
                found, key=lambda voice: (voice.id.partition("+")[0] != main, language != voice.languages[0])
            )

    def _has_voices(self, name: str) -> bool:
        engine = self._engines.get(name)
        return engine is not None and bool(engine.voices())

    def _better(self, voice: Voice, language: str) -> str:
        best = next(self._candidates(language), voice)
        return f" '{best.id}' sounds more natural." if voice.engine == "pyttsx3" != best.engine else ""

    def _by_style(self, language: str, style: str) -> VoiceChoice:
        choice = self._default(language)
        mood = next((known for known in STYLES if known.lower() == style.lower()), None)
        if mood is None:
            return _with(choice, f"There is no style '{style}' ({', '.join(STYLES)}); '{choice.voice.id}' speaks.")
        wanted: tuple[str, ...] = _MOODS[mood] if choice.voice.engine == "hibari" else ()
        if choice.voice.engine == "pyttsx3" and not self._configured.get(language):
            wanted = (choice.voice.id.partition("+")[0] + _MOOD_VARIANTS[mood],)
        voice = next((found for name in wanted if (found := self.named(name))), None)
        if voice is not None:
            return VoiceChoice(voice, choice.warning)
        return _with(choice, f"No voice here is made for the style '{mood}'; '{choice.voice.id}' speaks.")

    def _unknown(self, name: str) -> str:
        prefix, colon, _ = name.partition(":")
        entry = ENGINES.get(prefix.lower()) if colon else None
        if entry is not None and not self._has_voices(prefix.lower()):
            return f"Voice '{name}' needs an engine that is not here ({entry.hint.rstrip('.')})"
        known = [voice.id for voice in self.all()] + [voice.name for voice in self.all()]
        close = difflib.get_close_matches(name, known, n=1, cutoff=0.75)
        return f"There is no voice '{name}'" + (f" (did you mean '{close[0]}'?)" if close else "")


def _with(choice: VoiceChoice, warning: str) -> VoiceChoice:
    return VoiceChoice(choice.voice, f"{choice.warning} {warning}" if choice.warning else warning)

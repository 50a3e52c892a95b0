"""What planning asks of media and speech, and asking it once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from s2v_core.errors import S2VError
from s2v_core.job import load_template
from s2v_core.media.info import MediaInfo
from s2v_core.settings import load_settings
from s2v_core.speech import Spoken, VoiceChoice

__all__ = ["AssetSource", "Probes", "SpeechSource", "TemplateSource", "stored_template"]


class AssetSource(Protocol):
    """What is known about assets; safe to ask from several threads."""

    def info(self, ref: str, /) -> MediaInfo:
        """Return the facts about an asset. Raises MediaError."""
        ...

    def info_many(self, refs: Sequence[str], /) -> Mapping[str, MediaInfo | S2VError]:
        """Return the facts about many assets, or what is wrong with each."""
        ...

    def path(self, ref: str, /) -> Path:
        """Return the local file of an asset. Raises MediaError."""
        ...

    def canonical(self, ref: str, /) -> str:
        """Return how a timeline names the asset."""
        ...


class SpeechSource(Protocol):
    """Voices; safe to ask from several threads."""

    def choose(self, requested: str | None, *, text: str, language: str, style: str = "") -> VoiceChoice:
        """Return the voice that speaks ``text``. Raises VoiceUnavailable."""
        ...

    def say(self, text: str, voice: str, speech_rate: int = 0) -> Spoken:
        """Return the spoken text. Raises SpeechError."""
        ...


class TemplateSource(Protocol):
    """Where batch-editing templates come from."""

    def __call__(self, template: str, /) -> Mapping[str, Any]:
        """Return the template with this id. Raises S2VError."""
        ...


def stored_template(template: str) -> Mapping[str, Any]:
    """Return the template with this id from the data folder of this installation. Raises JobError."""
    return load_template(load_settings(), template)


class Probes:
    """The facts about assets, each asked for once; a failure is remembered like an answer."""

    def __init__(self, assets: AssetSource) -> None:
        self.assets = assets
        self._known: dict[str, MediaInfo | S2VError] = {}

    def ask(self, refs: Iterable[str]) -> None:
        """Ask for many assets at the same time."""
        missing = [ref for ref in dict.fromkeys(refs) if ref not in self._known]
        if missing:
            self._known.update(self.assets.info_many(missing))

    def of(self, ref: str) -> MediaInfo | S2VError:
        """Return the facts about one asset, or why there are none."""
        if ref not in self._known:
            self._known[ref] = self._ask(ref)
        return self._known[ref]

    def _ask(self, ref: str) -> MediaInfo | S2VError:
        try:
            return self.assets.info(ref)
        except S2VError as error:
            return error

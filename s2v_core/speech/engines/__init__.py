"""The voice engines by name. Their libraries are imported only when used; missing ones say what to install."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from types import MappingProxyType
from typing import Protocol

from s2v_core.settings import Settings
from s2v_core.speech.engine import Engine, Voice
from s2v_core.speech.engines.espeak import EspeakEngine
from s2v_core.speech.engines.neural import HibariEngine
from s2v_core.speech.engines.online import OnlineEngine

__all__ = ["ENGINES", "ClosableEngine", "EngineEntry"]


class ClosableEngine(Engine, Protocol):
    """An engine that holds resources and whose ``version`` changes when the same text would sound otherwise."""

    @property
    def version(self) -> str:
        """Names everything beside voice, speed and text that changes the sound."""
        ...

    def voice(self, name: str) -> Voice | None:
        """Return the voice called ``name`` (in any case), or None."""
        ...

    def close(self) -> None:
        """End what the engine started; it may be used again."""
        ...


@dataclass(frozen=True)
class EngineEntry:
    """One engine: how it is made, the packages it needs, and what to do when it is not there."""

    make: Callable[[Settings], ClosableEngine]
    requires: tuple[str, ...]
    hint: str

    @property
    def installed(self) -> bool:
        """Whether all the packages are there."""
        return all(find_spec(name) is not None for name in self.requires)


ENGINES: Mapping[str, EngineEntry] = MappingProxyType(
    {
        "hibari": EngineEntry(HibariEngine, ("hibari", "onnxruntime"), "Install it with `pip install hibari-tts`."),
        "openai": EngineEntry(OnlineEngine, ("openai", "av"), "Set S2V_SPEECH_BASE_URL and S2V_SPEECH_API_KEY."),
        "pyttsx3": EngineEntry(
            EspeakEngine, ("pyttsx3", "espeakng_loader"), "Install it with `pip install pyttsx3 espeakng-loader`."
        ),
    }
)
"""In the order in which a bare voice name is looked up."""

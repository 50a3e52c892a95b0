"""The engine ``openai``: any speech service with OpenAI's interface, used only when the settings name it."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from s2v_core.cache import key_of
from s2v_core.errors import EngineFailed
from s2v_core.settings import Settings
from s2v_core.speech.engine import Speech, Voice
from s2v_core.speech.process import beginning

if TYPE_CHECKING:
    import openai

__all__ = ["OnlineEngine"]

_VENDOR_URL = "https://api.openai.com/v1"
_RETRIES = 2
_SLOWEST, _FASTEST = 0.25, 4.0
_LARGEST_ANSWER = 256 * 1024 * 1024
_REASONS = {
    400: "it does not accept the request",
    401: "it does not accept the key",
    403: "it does not allow this with the key",
    404: "it does not know the model or the address",
    429: "too many requests, or the quota is used up",
}


class OnlineEngine:
    """Voices are those that the settings list. Answers are WAV; their words have no times."""

    name = "openai"

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._client: openai.OpenAI | None = None

    @property
    def version(self) -> str:
        """Address and model of the service (digested: an address may hold a secret)."""
        return key_of(self._settings.speech_base_url, self._settings.speech_model)

    def voices(self) -> tuple[Voice, ...]:
        """Return the voices that the settings list; none while no service is configured."""
        settings = self._settings
        if not (settings.speech_base_url or settings.speech_api_key.get_secret_value()):
            return ()
        description = f"{settings.speech_model} (online)"
        return tuple(Voice(f"openai:{name}", ("*",), description) for name in settings.speech_voices)

    def voice(self, name: str) -> Voice | None:
        """Return the voice called ``name``, when the settings list it."""
        return next((voice for voice in self.voices() if voice.name.lower() == name.lower()), None)

    def speak(self, text: str, voice: str, speed: float) -> Speech:
        """See :class:`~s2v_core.speech.engine.Engine`. Busy and unreachable services are asked again, twice."""
        import openai

        try:
            answer = self._connected().audio.speech.create(
                model=self._settings.speech_model,
                voice=voice,
                input=text,
                response_format="wav",
                speed=min(max(speed, _SLOWEST), _FASTEST),
            )
            content = answer.content
        except openai.APITimeoutError:
            seconds = f"{self._settings.speech_timeout:g}"
            raise _failure(text, f"it gave no answer within {seconds} seconds") from None
        except openai.APIConnectionError:
            raise _failure(text, "it cannot be reached") from None
        except openai.APIStatusError as error:
            reason = _REASONS.get(error.status_code, "it answered with an error")
            raise _failure(text, f"{reason} (status {error.status_code})") from None
        except openai.OpenAIError as error:
            raise _failure(text, f"its answer makes no sense ({type(error).__name__})") from None
        return _decoded(content, text)

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            if self._client is not None:
                self._client.close()
            self._client = None

    def _connected(self) -> openai.OpenAI:
        import openai

        with self._lock:
            if self._client is None:
                self._client = openai.OpenAI(
                    base_url=self._settings.speech_base_url or _VENDOR_URL,
                    api_key=self._settings.speech_api_key.get_secret_value() or "none",
                    timeout=self._settings.speech_timeout,
                    max_retries=_RETRIES,
                )
            return self._client


def _failure(text: str, reason: str) -> EngineFailed:
    # Never the service's own words: they may repeat a part of the key.
    return EngineFailed(
        f"The online voice failed on {beginning(text)}: {reason}.",
        hint="Check S2V_SPEECH_BASE_URL, S2V_SPEECH_API_KEY and S2V_SPEECH_MODEL, or choose another voice.",
    )


def _decoded(content: bytes, text: str) -> Speech:
    """Decode whatever sound the service sent (streamed WAVs lie about their length)."""
    import av

    if len(content) > _LARGEST_ANSWER:
        raise _failure(text, "its answer is too large")
    try:
        parts, rate = _read(content)
    except (av.FFmpegError, IndexError, ValueError):
        raise _failure(text, "its answer is not sound") from None
    samples = np.concatenate(parts) if parts else np.zeros(0, np.float32)
    if not len(samples) or not np.isfinite(samples).all():
        raise _failure(text, "it returned no sound")
    return Speech(samples.astype(np.float32), rate)


def _read(content: bytes) -> tuple[list[NDArray[np.float32]], int]:
    import av

    with av.open(io.BytesIO(content), mode="r", metadata_errors="ignore") as container:
        stream = container.streams.audio[0]
        rate = stream.codec_context.sample_rate
        resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
        frames = [*container.decode(stream), None]
        parts = [part.to_ndarray() for frame in frames for part in resampler.resample(frame)]
    return [np.asarray(part, np.float32).reshape(-1) for part in parts], rate

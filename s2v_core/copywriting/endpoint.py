"""Services with OpenAI's interface that write texts: the usual ones, and trying whether one answers."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import SecretStr

from s2v_core.errors import CopyError, SettingsError

if TYPE_CHECKING:
    import openai

__all__ = [
    "PRESETS",
    "Answer",
    "Preset",
    "checked_base_url",
    "client_of",
    "needs_key",
    "preset_of",
    "refusal_of",
    "try_endpoint",
]

_REASONS = {
    400: "It does not accept the request.",
    401: "It does not accept the key.",
    403: "It does not allow this with the key.",
    404: "It does not know the model, or the address is wrong.",
    429: "Too many requests, or the quota is used up.",
}
_HINT = "Check the address, the model and the key."


@dataclass(frozen=True)
class Preset:
    """A usual service: its name, base URL, a model to begin with, and whether it runs on one's own machine."""

    name: str
    base_url: str
    model: str
    own: bool = False


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "openai": Preset("OpenAI", "https://api.openai.com/v1", "gpt-4o-mini"),
        "dashscope": Preset("DashScope", "https://dashscope.aliyuncs.com/compatible-mode/v1", "qwen-plus"),
        "deepseek": Preset("DeepSeek", "https://api.deepseek.com/v1", "deepseek-chat"),
        "ollama": Preset("Ollama", "http://localhost:11434/v1", "qwen2.5", own=True),
        "llamacpp": Preset("llama.cpp", "http://localhost:8080/v1", "default", own=True),
        "vllm": Preset("vLLM", "http://localhost:8000/v1", "Qwen/Qwen2.5-7B-Instruct", own=True),
    }
)


@dataclass(frozen=True)
class Answer:
    """What a service answered when it was tried: the model that did, and how long it took, in seconds."""

    model: str
    seconds: float


def client_of(base_url: str, key: SecretStr, timeout: float) -> openai.OpenAI:
    """Return a client of a service, to be closed; it makes every request once.

    Args:
        base_url: a checked one.
        key: empty for services that want none.
        timeout: seconds for which the service may say nothing.
    """
    import openai

    secret = key.get_secret_value().strip() or "none"
    return openai.OpenAI(base_url=base_url, api_key=secret, timeout=timeout, max_retries=0)


def preset_of(base_url: str) -> str:
    """Return the key of the preset with this base URL; empty if there is none."""
    wanted = base_url.rstrip("/")
    return next((key for key, preset in PRESETS.items() if preset.base_url == wanted), "")


def needs_key(base_url: str) -> bool:
    """Return whether a service is one of those that answer nobody without a key."""
    known = PRESETS.get(preset_of(base_url))
    return known is not None and not known.own


def checked_base_url(entered: str) -> str:
    """Return the base URL that somebody entered, or nothing.

    Raises:
        SettingsError: it is no address of a web service, or holds what must not be kept.
    """
    url = entered.strip()
    if not url:
        return ""
    hint = "Give one like https://api.example.com/v1."
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not url.isprintable() or " " in url:
        raise SettingsError("This is no address of a web service.", where="S2V_COPY_BASE_URL", hint=hint)
    if parts.username or parts.password or parts.query or parts.fragment:
        raise SettingsError(
            "The address holds a name, a password or a query.",
            where="S2V_COPY_BASE_URL",
            hint=f"{hint} The key is entered apart from it.",
        )
    return url


def try_endpoint(base_url: str, model: str, key: SecretStr, *, timeout: float = 20.0) -> Answer:
    """Ask a service for one word.

    Args:
        base_url: with ``/v1`` or what it has instead.
        model: its name.
        key: empty for services that want none.
        timeout: seconds to wait for the answer.

    Raises:
        CopyError: it cannot be reached, refuses, or its answer makes no sense. The key is never in the message.
        SettingsError: the address or the model is missing or malformed.
    """
    import openai

    address = checked_base_url(base_url)
    if not address or not model.strip():
        missing = "The address is missing." if not address else "The name of the model is missing."
        raise SettingsError(missing, where="S2V_COPY_MODEL" if address else "S2V_COPY_BASE_URL", hint="Enter it.")
    begun = time.monotonic()
    try:
        with client_of(address, key, timeout) as client:
            answer = client.chat.completions.create(
                model=model.strip(), messages=[{"role": "user", "content": "Answer with one word: ready"}]
            )
        name = str(answer.model or model)
        said = answer.choices[0].message.content
    except (openai.OpenAIError, AttributeError, IndexError, TypeError, ValueError) as error:
        raise refusal_of(error, timeout) from None
    if not said:
        raise CopyError("The model answered nothing.", hint="Choose another model.")
    return Answer(name, time.monotonic() - begun)


def refusal_of(error: Exception, timeout: float) -> CopyError:
    """Return what is said of an error that asking a service ended with; never in the service's own words, which may
    repeat a part of the key.

    Args:
        error: of the ``openai`` package, or one that a strange answer led to.
        timeout: for how many seconds it was waited.
    """
    import httpx
    import openai

    if isinstance(error, openai.APITimeoutError | httpx.TimeoutException):
        return CopyError(f"The service gave no answer within {timeout:g} seconds.", hint=_HINT)
    if isinstance(error, openai.APIConnectionError | httpx.HTTPError):
        return CopyError("The service cannot be reached.", hint=_HINT)
    if isinstance(error, openai.APIStatusError):
        reason = _REASONS.get(error.status_code, "It answers with an error.")
        return CopyError(f"{reason} (status {error.status_code})", hint=_HINT)
    return CopyError("Its answer makes no sense: this is no service of that kind.", hint=_HINT)

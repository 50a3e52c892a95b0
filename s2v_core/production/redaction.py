"""Secrets are taken out of what is logged: known ones, and whatever looks like one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import SecretStr

from s2v_core.settings import Settings, access_keys

__all__ = ["Redaction", "secrets_of"]

_HIDDEN = "***"
_LONGEST = 4000
_MOST = 200
_DEEPEST = 6
_SHORTEST_SECRET = 4

_NAME = r"(?:api|access|secret|private|account)[-_]?key(?:[-_]?(?:id|secret))?|password|passwd|pwd|secret|token"
_NAME += r"|authorization|signature|credentials?|cookie"
_SECRET_NAME = re.compile(rf"(?:^|[-_.\s]|(?<=[a-z])(?=[A-Z]))(?:{_NAME})$|^key$", re.IGNORECASE)
_LOOKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=://)[^/\s]+(?=@)"), _HIDDEN),
    (re.compile(rf"([?&;](?:[\w.-]{{0,40}}?(?:{_NAME})|key|sig)=)[^&#;\s\"']+", re.IGNORECASE), rf"\1{_HIDDEN}"),
    (re.compile(r"\b(bearer|basic)\s+[\w.~+/=-]{8,}", re.IGNORECASE), rf"\1 {_HIDDEN}"),
    (
        re.compile(rf"\b((?:[\w-]{{0,40}}[-_])?(?:{_NAME})[\"']?\s*[:=]\s*[\"']?)[^\s\"',;}}]+", re.IGNORECASE),
        rf"\1{_HIDDEN}",
    ),
    (re.compile(r"\bsk-[\w-]{8,}"), _HIDDEN),
    (re.compile(r"\b(?:AKIA|ASIA|LTAI)[0-9A-Za-z]{12,}"), _HIDDEN),
    (re.compile(r"\bgh[opsur]_\w{20,}"), _HIDDEN),
    (re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*"), _HIDDEN),
)


def secrets_of(settings: Settings) -> frozenset[str]:
    """Return the secret values among the settings."""
    values = (getattr(settings, name) for name in type(settings).model_fields)
    whole = {value.get_secret_value() for value in values if isinstance(value, SecretStr)}
    return frozenset(whole | {key.secret for key in access_keys(settings).values()}) - {""}


class Redaction:
    """Takes secrets out of texts and JSON values, and cuts what is very long.

    Args:
        secrets: texts that are hidden wherever they stand (those of fewer than four letters are not looked for).
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = sorted({secret for secret in secrets if len(secret) >= _SHORTEST_SECRET}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def text(self, text: str) -> str:
        """Return ``text`` without secrets, and cut at 4,000 characters."""
        whole = len(text)
        text = text[: 2 * _LONGEST]  # more than is kept, so that no secret is cut in two and half of it shown
        if self._known is not None:
            text = self._known.sub(_HIDDEN, text)
        for look, instead in _LOOKS:
            text = look.sub(instead, text)
        return text if whole <= _LONGEST else f"{text[:_LONGEST]} ... ({whole} characters)"

    def values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return ``values`` without secrets: fields that are named like one, and texts that hold one."""
        return {self.text(str(name)): self._value(str(name), value, _DEEPEST) for name, value in values.items()}

    def _value(self, name: str, value: Any, depth: int) -> Any:
        if _SECRET_NAME.search(name):
            return _HIDDEN
        if value is None or isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value)):
            return value
        if depth and isinstance(value, Mapping):
            return {self.text(str(key)): self._value(str(key), inner, depth - 1) for key, inner in value.items()}
        if depth and isinstance(value, list | tuple):
            return [self._value("", inner, depth - 1) for inner in value[:_MOST]]
        return self.text(str(value))

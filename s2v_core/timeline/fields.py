"""Reading one JSON object field by field, with errors that name the place in the document."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from s2v_core.errors import TimelineError
from s2v_core.timeline.style import SubtitleStyle

__all__ = ["LONGEST_SECONDS", "Fields", "number", "style_from"]

LONGEST_SECONDS = 86_400.0
"""A timeline is at most a day long; more is a slip of the pen (milliseconds for seconds)."""


class Fields:
    """A JSON object whose fields are taken out one by one; what nobody took is in :meth:`rest`.

    ``path`` is the object's place in the document, such as ``VideoTracks[0].VideoTrackClips[2]``.
    """

    def __init__(self, value: Any, path: str) -> None:
        if not isinstance(value, Mapping):
            raise TimelineError(f"Expected an object, found {_kind(value)}.", where=path)
        self.path = path
        self._value: dict[str, Any] = {str(key): item for key, item in value.items()}

    def at(self, name: str) -> str:
        """Return the path of a field."""
        return f"{self.path}.{name}" if self.path else name

    def error(self, name: str, message: str, hint: str = "") -> TimelineError:
        """Return an error about a field (or, with an empty name, about the object)."""
        return TimelineError(message, where=self.at(name) if name else self.path, hint=hint)

    def has(self, name: str) -> bool:
        """Return whether the field is there and not null."""
        return self._value.get(name) is not None

    def take(self, name: str) -> Any:
        """Take a field out as it is; None when it is missing."""
        return self._value.pop(name, None)

    def keep(self, name: str, value: Any) -> None:
        """Put a field back, so that it is among the rest."""
        self._value[name] = value

    def text(self, name: str) -> str | None:
        """Take a string."""
        value = self.take(name)
        if value is not None and not isinstance(value, str):
            raise self.error(name, f"Expected text, found {_kind(value)}.")
        return value

    def choice(self, name: str, choices: Sequence[str], default: str | None = None) -> str | None:
        """Take one of the ``choices``, whatever its case."""
        value = self.text(name)
        if not value:
            return default
        known = {choice.lower(): choice for choice in choices}
        if value.lower() not in known:
            raise self.error(name, f"{value!r} is not supported here.", f"Use one of: {', '.join(choices)}.")
        return known[value.lower()]

    def flag(self, name: str) -> bool:
        """Take a truth value (also ``"true"``, ``"false"``, 0, 1)."""
        value = self.take(name)
        text = str(value).strip().lower()
        if value is None or text in {"false", "0", "0.0", ""}:
            return False
        if text in {"true", "1", "1.0"}:
            return True
        raise self.error(name, f"Expected true or false, found {_kind(value)}.")

    def number(self, name: str, low: float = -math.inf, high: float = math.inf) -> float | None:
        """Take a finite number (or a string that spells one) between ``low`` and ``high``."""
        value = self.take(name)
        return None if value is None or value == "" else number(value, self.at(name), low, high)

    def seconds(self, name: str) -> float | None:
        """Take a point in time or a length in seconds."""
        return self.number(name, 0.0, LONGEST_SECONDS)

    def objects(self, name: str) -> Iterator[Fields]:
        """Take a list of objects."""
        value = self.take(name)
        if value is None:
            return
        if not isinstance(value, Sequence) or isinstance(value, (str, bytes)):
            raise self.error(name, f"Expected a list, found {_kind(value)}.")
        for index, item in enumerate(value):
            yield Fields(item, f"{self.at(name)}[{index}]")

    def object(self, name: str) -> Fields:
        """Take an object; an empty one when it is missing."""
        value = self.take(name)
        return Fields({} if value is None else value, self.at(name))

    def only(self, names: frozenset[str]) -> dict[str, Any]:
        """Take every field whose name is among ``names``."""
        return {name: self._value.pop(name) for name in list(self._value) if name in names}

    def rest(self) -> dict[str, Any]:
        """Return what has not been taken."""
        return dict(self._value)


def number(value: Any, path: str, low: float = -math.inf, high: float = math.inf) -> float:
    """Return ``value`` as a finite float between ``low`` and ``high``.

    Raises:
        TimelineError: it is none; the error stands at ``path``.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Fraction)):
        raise TimelineError(f"Expected a number, found {_kind(value)}.", where=path)
    try:
        result = float(value)
    except (ValueError, OverflowError):
        raise TimelineError(f"{str(value)[:40]!r} is not a number.", where=path) from None
    if not math.isfinite(result):
        raise TimelineError(f"{str(value)[:40]!r} is not a finite number.", where=path)
    if not low <= result <= high:
        raise TimelineError(f"{result:g} is out of range.", where=path, hint=_range(low, high))
    return result


def style_from(values: Mapping[str, Any], path: str) -> SubtitleStyle:
    """Return the text style spelled by ``values``; unknown fields stay in it.

    Raises:
        TimelineError: a field is malformed; the error stands at the field.
    """
    try:
        style = SubtitleStyle.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"])
        raise TimelineError(f"{first['msg']}.", where=f"{path}{place}".lstrip(".")) from None
    for name in SubtitleStyle.model_fields:
        value = getattr(style, name)
        if isinstance(value, float) and not math.isfinite(value):
            raise TimelineError(f"The text style needs a finite number for {name}.", where=path)
    return style


def _range(low: float, high: float) -> str:
    if math.isinf(high):
        return f"It must be at least {low:g}."
    return f"It must be between {low:g} and {high:g}."


def _kind(value: Any) -> str:
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    return f"{str(value)[:40]!r}"

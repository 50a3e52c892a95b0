"""From what was handed in (text, file, mapping) to plain, bounded JSON values.

Nothing that comes out of here is deeper than `MAX_DEPTH`, holds numbers that are not finite, or texts that are not
Unicode: what is, is left out and reported at its place.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from s2v_core.job.findings import Findings, Place, shown

__all__ = ["CONFIGS", "MAX_DEPTH", "MAX_SIZE", "MAX_VALUES", "decode", "plain_document", "plain_object", "read_text"]

MAX_DEPTH = 64
MAX_SIZE = 20 * 1024 * 1024
"""Bytes of a document file, characters of a document text."""
MAX_VALUES = 300_000

_SLIPS = "Look there and just before it for a comma too many or too few, curly or missing quotes, or an open bracket."
_LARGEST_WHOLE = 2**63
CONFIGS = ("InputConfig", "EditingConfig", "OutputConfig", "TemplateConfig")
_NOTHING = object()


def read_text(path: Path, found: Findings) -> str | None:
    """Return the text of a UTF-8 file (a byte order mark is dropped), or None with the reason in ``found``."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_SIZE + 1)
    except FileNotFoundError:
        found.error(
            (), f"There is no file {path.name!r} in {str(path.parent)!r}.", "Check the path of the job document."
        )
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        found.error((), f"The file {str(path)!r} cannot be read: {reason}.", "Name a job document that you may read.")
    else:
        try:
            if len(data) <= MAX_SIZE:
                return data.decode("utf-8-sig")
            _too_large((), found)
        except UnicodeDecodeError as error:
            found.error(
                (), f"The file {path.name!r} is not UTF-8 text (byte {error.start}).", "Save it with UTF-8 encoding."
            )
    return None


def decode(text: str, place: Place, found: Findings) -> Any:
    """Return the value of a JSON text, or None with the reason in ``found``."""
    if len(text) > MAX_SIZE:
        _too_large(place, found)
        return None
    repeated: dict[str, None] = {}

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(items)
        if len(value) < len(items):
            times = Counter(key for key, _ in items)
            repeated.update((key, None) for key, count in times.items() if count > 1)
        return value

    try:
        value = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        found.error(place, f"This is not valid JSON: {reason} at line {error.lineno}, column {error.colno}.", _SLIPS)
        return None
    except RecursionError:
        _too_deep(place, found)
        return None
    except ValueError:
        found.error(place, "This is not valid JSON: a number has too many digits.")
        return None
    for key in repeated:
        found.warn(place, f"The key {key[:80]!r} appears twice in one object; the last one counts.")
    return value


def plain_document(document: Mapping[str, Any] | str, found: Findings) -> dict[str, Any] | None:
    """Return the document as plain JSON objects, its configs decoded, or None if it is not an object at all."""
    value: Any = decode(document, (), found) if isinstance(document, str) else document
    if not isinstance(value, Mapping):
        if not found.found:
            found.error((), "A job document is one JSON object.", 'It holds "InputConfig" and "OutputConfig".')
        return None
    copier = _Plain(found)
    try:
        return _decoded(copier.object(value, ()), copier)
    except _TooManyError:
        found.error((), f"The document holds more than {MAX_VALUES:,} values.", "Split the work into several jobs.")
        return None


def _decoded(plain: dict[str, Any], copier: _Plain) -> dict[str, Any]:
    for name in CONFIGS:
        config = plain.get(name)
        if isinstance(config, str):
            _decode_config(plain, name, config, copier)
        if name == "TemplateConfig" and isinstance(plain.get(name), list):
            plain[name] = {"BatchEditingTemplateIdArray": plain[name]}
    return plain


def plain_object(value: Any, found: Findings) -> dict[str, Any]:
    """Return a copy of ``value`` as a plain JSON object; empty, with the reason in ``found``, if it is none."""
    if isinstance(value, Mapping):
        try:
            return _Plain(found).object(value, ())
        except _TooManyError:
            found.error((), f"There are more than {MAX_VALUES:,} values.")
    elif not found.found:
        found.error((), f"This must be a JSON object, not {shown(value)}.")
    return {}


def _decode_config(document: dict[str, Any], name: str, text: str, copier: _Plain) -> None:
    found = copier.found
    stripped = text.strip().removeprefix("\ufeff")
    del document[name]
    if not stripped:
        return
    if name == "TemplateConfig" and stripped[0] not in '{["':
        document[name] = [stripped]
        return
    before = len(found.found)
    value = decode(stripped, (name,), found)
    if value is None and len(found.found) > before:
        return
    if name == "TemplateConfig" and isinstance(value, str):
        value = [value]
    value = copier.value(value, (name,))
    if value is not _NOTHING:
        document[name] = value


class _TooManyError(Exception):
    """The document holds more values than any job needs."""


class _Plain:
    """Copies values as plain JSON and leaves out what is none."""

    def __init__(self, found: Findings) -> None:
        self.found = found
        self.count = 0

    def value(self, value: Any, place: Place) -> Any:
        self.count += 1
        if self.count > MAX_VALUES:
            raise _TooManyError
        if isinstance(value, str):
            return self._text(value, place)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int | float):
            return self._number(value, place)
        if len(place) >= MAX_DEPTH:
            _too_deep(place[:3], self.found)
            return _NOTHING
        if isinstance(value, Mapping):
            return self.object(value, place)
        if isinstance(value, list | tuple):
            items = (self.value(item, (*place, position)) for position, item in enumerate(value))
            return [None if item is _NOTHING else item for item in items]
        self.found.error(place, f"A {type(value).__name__} is not a JSON value.")
        return _NOTHING

    def object(self, value: Mapping[Any, Any], place: Place) -> dict[str, Any]:
        plain = {}
        for name, item in value.items():
            # Whole numbers as keys are written as texts, as json.dumps does.
            key = str(name) if type(name) is int and abs(name) < _LARGEST_WHOLE else name
            if not isinstance(key, str) or not _is_unicode(key):
                self.found.error(place, f"The key {ascii(key)[:80]} is not a text.")
                continue
            kept = self.value(item, (*place, key))
            if kept is not _NOTHING:
                plain[str(key)] = kept
        return plain

    def _text(self, value: str, place: Place) -> Any:
        if _is_unicode(value):
            return str(value)
        self.found.error(place, "The text holds half a character (an unpaired surrogate).", "Type the text again.")
        return _NOTHING

    def _number(self, value: float, place: Place) -> Any:
        if isinstance(value, int) and abs(value) < _LARGEST_WHOLE:
            return int(value)
        if isinstance(value, float) and math.isfinite(value):
            return float(value)
        self.found.error(place, "The number is too large or not a number.", "Write an ordinary decimal number.")
        return _NOTHING


def _is_unicode(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def _too_deep(place: Place, found: Findings) -> None:
    found.error(place, f"The values are nested more than {MAX_DEPTH} deep.", "No field of a job needs that.")


def _too_large(place: Place, found: Findings) -> None:
    found.error(place, f"The text is larger than {MAX_SIZE // 1024**2} MB.", "Split the work into several jobs.")

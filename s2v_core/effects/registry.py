"""One registry pattern for every kind of entry in the catalogue."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

__all__ = ["Entry", "Parameter", "Registry"]

FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])


@dataclass(frozen=True)
class Parameter:
    """A number that an entry can be given: its default and its allowed range."""

    default: float
    low: float
    high: float
    meaning: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry(Generic[FunctionT]):
    """A named entry: ``look`` says in one line what is seen."""

    name: str
    category: str
    look: str
    function: FunctionT
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()

    def arguments(self, given: Mapping[str, Any]) -> dict[str, float]:
        """Return every parameter with its value: the given one, held within its range, or the default."""
        return {
            name: min(max(float(given.get(name, parameter.default)), parameter.low), parameter.high)
            for name, parameter in self.parameters.items()
        }


class Registry(Generic[FunctionT]):
    """Entries by name, in the order they were added. Lookup ignores case and knows the aliases."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._entries: dict[str, Entry[FunctionT]] = {}
        self._names: dict[str, str] = {}

    def add(
        self,
        name: str,
        *,
        category: str,
        look: str,
        aliases: tuple[str, ...] = (),
        **parameters: Parameter,
    ) -> Callable[[FunctionT], FunctionT]:
        """Return a decorator that registers a function under ``name``."""

        def register(function: FunctionT) -> FunctionT:
            self._insert(
                Entry(
                    name=name,
                    category=category,
                    look=look,
                    function=function,
                    parameters=parameters,
                    aliases=aliases,
                )
            )
            return function

        return register

    def _insert(self, entry: Entry[FunctionT]) -> None:
        for name in (entry.name, *entry.aliases):
            if name.lower() in self._names:
                raise ValueError(f"{self.kind} {name!r} is registered twice")
            self._names[name.lower()] = entry.name
        self._entries[entry.name] = entry

    def __getitem__(self, name: str) -> Entry[FunctionT]:
        return self._entries[self._names[name.lower()]]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._names

    def __iter__(self) -> Iterator[Entry[FunctionT]]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def closest(self, name: str) -> str | None:
        """Return the known name most like ``name``, for "did you mean"."""
        found = difflib.get_close_matches(name.lower(), list(self._names), n=1, cutoff=0.5)
        return self._names[found[0]] if found else None

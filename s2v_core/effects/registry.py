"""One registry pattern for every kind of entry in the catalogue."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

__all__ = ["ADVANCED", "MASK", "Entry", "Parameter", "Registry", "held"]

ADVANCED, MASK = "advanced", "mask"
"""Categories of entries that are drawn only when they are named."""

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
    """A named entry: ``look`` says in one line what is seen.

    ``linear``: a transition that at ``p`` is a (1 - p) + b p and nothing else. Whoever keeps pictures in another colour
    space that is linear in RGB may mix them there.

    ``reach``: how many seconds away from the drawn moment a visual effect looks at its clip.
    """

    name: str
    category: str
    look: str
    function: FunctionT
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    linear: bool = False
    reach: float = 0.0


class Registry(Generic[FunctionT]):
    """Entries by name. Lookup ignores case.

    Args:
        kind: what an entry is called.
        order: names in the order of the entries; those that are not named follow in the order they were added.
    """

    def __init__(self, kind: str, order: Iterable[str] = ()) -> None:
        self.kind = kind
        self._places = {name.lower(): place for place, name in enumerate(order)}
        self._entries: dict[str, Entry[FunctionT]] = {}

    def add(
        self,
        name: str,
        *,
        category: str,
        look: str,
        linear: bool = False,
        reach: float = 0.0,
        **parameters: Parameter,
    ) -> Callable[[FunctionT], FunctionT]:
        """Return a decorator that registers a function under ``name``."""

        def register(function: FunctionT) -> FunctionT:
            entry = Entry(
                name=name,
                category=category,
                look=look,
                function=function,
                parameters=parameters,
                linear=linear,
                reach=reach,
            )
            self._insert(entry)
            return function

        return register

    def _insert(self, entry: Entry[FunctionT]) -> None:
        if entry.name in self:
            raise ValueError(f"{self.kind} {entry.name!r} is registered twice")
        self._entries[entry.name.lower()] = entry

    def __getitem__(self, name: str) -> Entry[FunctionT]:
        return self._entries[name.lower()]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._entries

    def __iter__(self) -> Iterator[Entry[FunctionT]]:
        last = len(self._places)
        return iter(sorted(self._entries.values(), key=lambda entry: self._places.get(entry.name.lower(), last)))

    def standard(self) -> tuple[Entry[FunctionT], ...]:
        """Return what ``random`` stands for in documents: every entry but masks and the advanced ones."""
        return tuple(entry for entry in self if entry.category not in (ADVANCED, MASK))

    def __len__(self) -> int:
        return len(self._entries)

    def closest(self, name: str) -> str | None:
        """Return the known name most like ``name``, for "did you mean"."""
        found = difflib.get_close_matches(name.lower(), list(self._entries), n=1, cutoff=0.5)
        return self._entries[found[0]].name if found else None


def held(parameters: Mapping[str, Parameter], given: Mapping[str, float]) -> dict[str, float]:
    """Return a value for each of ``parameters``: the given one held within its range, else the default."""
    values = {}
    for name, parameter in parameters.items():
        value = float(given.get(name, parameter.default))
        if math.isnan(value):
            value = parameter.default
        values[name] = min(max(value, parameter.low), parameter.high)
    return values

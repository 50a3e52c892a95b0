"""One call of an operation, and reading its parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from s2v_core.api.links import Links
from s2v_core.api.refusals import Refusal
from s2v_core.api.service import Service
from s2v_core.api.vendor.times import read_time
from s2v_core.settings import AccessKey

__all__ = ["Call", "Operation"]


@dataclass(frozen=True)
class Call:
    """A call that may be carried out.

    Attributes:
        parameters: by name, as text.
        service: what carries it out.
        links: makes the addresses of files.
        key: of the caller; None where there are no keys.
        base: the address of this server as the caller knows it, such as ``http://127.0.0.1:8900``.
    """

    parameters: Mapping[str, str]
    service: Service
    links: Links
    key: AccessKey | None
    base: str

    def text(self, name: str, *, most_bytes: int | None = None) -> str:
        """Return a parameter; empty when it is not given.

        Raises:
            Refusal: it has more than ``most_bytes`` bytes.
        """
        value = self.parameters.get(name, "")
        if most_bytes is not None and len(value.encode("utf-8", "replace")) > most_bytes:
            raise Refusal(400, "InvalidParameter", f"This is longer than {most_bytes} bytes.", where=name)
        return value

    def required(self, name: str, *, most_bytes: int | None = None) -> str:
        """Return a parameter that must be given.

        Raises:
            Refusal: it is not, or has more than ``most_bytes`` bytes.
        """
        value = self.text(name, most_bytes=most_bytes)
        if not value.strip():
            raise Refusal(400, "MissingParameter", "This parameter is missing.", where=name)
        return value

    def choice(self, name: str, among: Sequence[str], default: str) -> str:
        """Return a parameter that must be one of several texts.

        Raises:
            Refusal: it is another.
        """
        value = self.text(name) or default
        if value not in among:
            known = ", ".join(filter(None, among))
            raise Refusal(400, "InvalidParameter", f"This must be one of {known}.", where=name)
        return value

    def whole(self, name: str, default: int, *, low: int, high: int) -> int:
        """Return a parameter that must be a whole number.

        Raises:
            Refusal: it is none, or out of range.
        """
        value = self.text(name) or str(default)
        number = int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else low - 1
        if not low <= number <= high:
            raise Refusal(400, "InvalidParameter", f"This must be a whole number from {low} to {high}.", where=name)
        return number

    def moment(self, name: str) -> datetime | None:
        """Return a parameter that must be a time; None when it is not given.

        Raises:
            Refusal: it is none.
        """
        value = self.text(name)
        return read_time(value, name) if value else None


@dataclass(frozen=True)
class Operation:
    """What carries a call out: returns the answer as JSON values. ``writes``: a key that may only read is refused."""

    run: Callable[[Call], dict[str, Any]]
    writes: bool = False

"""Where one file goes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["FILM", "Address", "local_address"]

FILM = re.compile(r"\.(mp4|m4v|mov)$", re.IGNORECASE)
"""How the names of films end."""
_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+://")


@dataclass(frozen=True)
class Address:
    """Where one file goes.

    Attributes:
        target: what is written: an absolute path or the URL of an object.
        url: how it is called towards others: the URL as the job document has it, ``file://`` for a path. It holds
            no password and no signature, since addresses that have one are refused.
    """

    target: str
    url: str

    @property
    def path(self) -> Path | None:
        """The local file, or None when it lies in a storage."""
        return None if _REMOTE.match(self.target) else Path(self.target)

    def beside(self, suffix: str) -> Address:
        """Return the address of a side file of this film: with ``suffix`` (``.srt``) in place of its own."""
        return Address(FILM.sub("", self.target) + suffix, FILM.sub("", self.url) + suffix)

    def within(self, name: str) -> Address:
        """Return the address of the file ``name`` in this folder."""
        target = f"{self.target}/{name}" if self.path is None else str(self.path / name)
        return Address(target, f"{self.url}/{name}")

    def to_json(self) -> dict[str, str]:
        """Return the address as JSON values."""
        return {"Target": self.target, "Url": self.url}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Address:
        """Return the address that ``to_json`` wrote."""
        return cls(target=values["Target"], url=values["Url"])


def local_address(path: Path) -> Address:
    """Return the address of a local file."""
    path = path.absolute()
    return Address(target=str(path), url=path.as_uri())

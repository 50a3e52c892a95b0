"""What an examination of the installation found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Finding"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One examined thing: ``good``, ``fair`` (works with less) or ``bad`` (something will not work)."""

    subject: str
    state: Literal["good", "fair", "bad"]
    message: str
    remedy: str = ""

    def to_json(self) -> dict[str, str]:
        """Return the finding as JSON values."""
        return {"Subject": self.subject, "State": self.state, "Message": self.message, "Remedy": self.remedy}

"""A keyword as a part of sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["KeywordKind", "Term"]

KeywordKind = Literal["noun", "adjective", "action", "name"]
"""A noun or brand, a quality, something to do, or anything else, which only stands on its own."""


@dataclass(frozen=True)
class Term:
    """A keyword: ``text`` as it stands inside a sentence, and whether it takes the plural's forms."""

    text: str
    kind: KeywordKind
    single: str
    plural: bool = False

    def slots(self, letter: str) -> dict[str, str]:
        """Return what fills the places of a pattern that are named after a letter."""
        if self.kind == "adjective":
            return {"A": self.text}
        if self.kind == "action":
            return {"V": self.text}
        if self.kind == "name":
            return {}
        return {
            letter: self.text,
            f"{letter}1": self.single,
            f"{letter}_is": ("is", "are")[self.plural],
            f"{letter}_was": ("was", "were")[self.plural],
            f"{letter}_has": ("has", "have")[self.plural],
            f"{letter}_does": ("does", "do")[self.plural],
            f"{letter}_s": ("s", "")[self.plural],
        }

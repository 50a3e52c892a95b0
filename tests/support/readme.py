"""The README and what is shown in it."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["README", "ROOT", "blocks"]

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return the examples in a language, in order."""
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)

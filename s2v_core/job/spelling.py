"""Names that are not known, and the known ones that they may be meant for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any

from s2v_core.job.findings import shown

__all__ = ["closest", "not_among"]

_LONGEST = 80
"""Characters that are compared; no known name is longer."""


def closest(name: str, names: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the one of ``names`` most like ``name``, in any case; None if none is (0 to 1) as like as ``cutoff``."""
    folded = {known.lower(): known for known in names}
    found = difflib.get_close_matches(name[:_LONGEST].lower(), folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else None


def not_among(value: Any, names: Sequence[str]) -> tuple[str, str]:
    """Return the message and the hint about a value that is none of ``names``."""
    meant = closest(str(value), names)
    message = f"The value must be one of {', '.join(names)}, not {shown(value)}."
    return message, f"Did you mean {meant!r}?" if meant else ""

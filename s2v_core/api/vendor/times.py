"""Times as the vendor's operations write them: ``2026-01-31T23:59:59Z``."""

from __future__ import annotations

from datetime import UTC, datetime

from s2v_core.api.refusals import Refusal

__all__ = ["read_time", "time_text"]

_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def time_text(at: datetime) -> str:
    """Return a moment as text."""
    return at.astimezone(UTC).strftime(_FORMAT)


def read_time(text: str, where: str) -> datetime:
    """Return the moment (UTC) that a text names.

    Raises:
        Refusal: it names none.
    """
    try:
        return datetime.strptime(text, _FORMAT).replace(tzinfo=UTC)
    except ValueError:
        raise Refusal(
            400, "InvalidParameter", "This is no time.", where=where, hint="Write it as 2026-01-31T23:59:59Z."
        ) from None

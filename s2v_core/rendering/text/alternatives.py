"""One of the names that a field of a style gives, drawn from the catalogue."""

from __future__ import annotations

import logging
import zlib
from typing import Any

from s2v_core.effects.naming import ANY, known_names
from s2v_core.effects.registry import Registry
from s2v_core.timeline.names import listed_names

__all__ = ["one_of"]

_log = logging.getLogger(__name__)


def one_of(names: str | None, registry: Registry[Any], text: str) -> str | None:
    """Return the known one of several ``names``, with commas between them, that the ``text`` draws; None without any.

    ``random`` is any of the registry. Names that are not known are left out.
    """
    wanted = listed_names(names)
    known = known_names([ANY] if any(name.lower() == ANY for name in wanted) else wanted, registry)
    if wanted and not known:
        _log.warning("The %s %r is not known here; the text is shown without it.", registry.kind, names)
    return known[zlib.crc32(text.encode("utf-8", "surrogatepass")) % len(known)] if known else None

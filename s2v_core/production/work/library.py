"""Where the assets of the library lie that a task names.

Whoever hands in work looks that up, since workers may be on other machines: the library's index is a database, which
only programs of the machine that it lies on may open.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing

from s2v_core.media.library.lookup import Lookup
from s2v_core.settings import Settings

__all__ = ["assets_named_in"]

_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


def assets_named_in(texts: Iterable[str], settings: Settings) -> dict[str, str]:
    """Return the paths of the assets whose ids stand in ``texts`` (documents), by id.

    An index that cannot be read knows none: whoever needs an asset then says so.
    """
    ids = {found for text in texts for found in _ID.findall(text)}
    with closing(Lookup(settings.library_dir)) as lookup:
        try:
            paths = {found: lookup.find(found) for found in sorted(ids)}
        except (OSError, sqlite3.Error):
            return {}
    return {found: str(path) for found, path in paths.items() if path is not None}

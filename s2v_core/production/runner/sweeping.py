"""What a killed worker leaves behind beside an output: unfinished files under hidden names."""

from __future__ import annotations

import logging
from pathlib import Path

from s2v_core.errors import OutputNotWritable
from s2v_core.production.side_files import clear_unfinished

__all__ = ["sweep"]

_log = logging.getLogger(__name__)


def sweep(file: Path) -> int:
    """Clear away the unfinished forerunners of ``file`` and of its side files, and return how many there were.

    A folder that refuses it is a matter for the log, one that is gone is none.
    """
    try:
        return clear_unfinished(file)
    except OutputNotWritable as error:
        if file.parent.exists():
            _log.warning("Unfinished files in %s cannot be deleted: %s", file.parent, error)
        return 0

"""What a killed worker leaves behind beside an output: unfinished files under hidden names."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from s2v_core.errors import OutputNotWritable
from s2v_core.production.folders import writing_to
from s2v_core.production.side_files import clear_unfinished

__all__ = ["sweep", "sweep_probes"]

_PROBE = re.compile(r"\.s2v-[0-9a-f]{8}")

_log = logging.getLogger(__name__)


def sweep(file: Path) -> int:
    """Clear away the unfinished forerunners of ``file`` and of its side files, and return how many there were.

    A folder that refuses it is a matter for the log, one that is gone is none.
    """
    try:
        return clear_unfinished(file)
    except OutputNotWritable as error:
        return _left(file.parent, error)


def sweep_probes(folder: Path) -> int:
    """Delete the empty files by which it was tried whether ``folder`` can be written, and return how many."""
    try:
        with writing_to(folder):
            found = [path for path in folder.iterdir() if _PROBE.fullmatch(path.name)]
            for path in found:
                path.unlink(missing_ok=True)
        return len(found)
    except OutputNotWritable as error:
        return _left(folder, error)


def _left(folder: Path, error: OutputNotWritable) -> int:
    if folder.exists():
        _log.warning("Unfinished files in %s cannot be deleted: %s", folder, error)
    return 0

"""What a killed worker leaves behind beside an output: unfinished files under hidden names."""

from __future__ import annotations

import logging
import re
from pathlib import Path

__all__ = ["sweep", "sweep_probes"]

_PROBE = re.compile(r"\.s2v-[0-9a-f]{8}")

_log = logging.getLogger(__name__)


def sweep(file: Path) -> int:
    """Delete the unfinished forerunners of ``file`` and of its side files, which nobody may be writing now.

    Only names that ``write_atomically`` gives are touched. Returns how many there were.
    """
    leftover = re.compile(rf"\.{re.escape(file.stem)}(\.timeline)?\.[0-9a-f]{{8}}\.part\.\w+")
    return _delete(file.parent, leftover)


def sweep_probes(folder: Path) -> int:
    """Delete the empty files by which it was tried whether ``folder`` can be written, and return how many."""
    return _delete(folder, _PROBE)


def _delete(folder: Path, name: re.Pattern[str]) -> int:
    try:
        found = [path for path in folder.iterdir() if path.name.startswith(".") and name.fullmatch(path.name)]
        for path in found:
            path.unlink(missing_ok=True)
    except FileNotFoundError:
        return 0
    except OSError as error:
        _log.warning("Unfinished files in %s cannot be deleted: %s", folder, error)
        return 0
    return len(found)

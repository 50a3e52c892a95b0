"""Single files: written aside and renamed, and told from damaged ones by a digest."""

from __future__ import annotations

import errno
import hashlib
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

__all__ = ["DIGEST_LENGTH", "aside_of", "digest_of", "drop_unfinished", "is_disk_full", "write_atomically"]

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

DIGEST_LENGTH = 32
"""Hex digits of a digest."""


def digest_of(path: Path) -> str:
    """Return the digest of a file's content.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, partial(hashlib.blake2b, digest_size=DIGEST_LENGTH // 2)).hexdigest()


@contextmanager
def aside_of(target: Path) -> Iterator[Path]:
    """Yield a path beside ``target`` (same suffix) that no other writer uses; what is left there afterwards is removed.

    The name begins with a dot and holds ``.part`` before the suffix.
    """
    aside = target.with_name(f".{target.stem}.{uuid.uuid4().hex[:8]}.part{target.suffix}")
    try:
        yield aside
    finally:
        aside.unlink(missing_ok=True)


def write_atomically(target: Path, write: Callable[[Path], object]) -> None:
    """Call ``write`` with a path beside ``target`` (same suffix) and rename the result into place.

    When ``write`` raises, the unfinished file is removed and ``target`` stays as it was.
    """
    with aside_of(target) as aside:
        write(aside)
        aside.replace(target)


def is_disk_full(number: int | None) -> bool:
    """Tell whether an error's number says that a disk is full, or what its user or a single file may take of it."""
    return number in _FULL


def drop_unfinished(*targets: Path) -> int:
    """Remove what killed writers of ``targets``, files of one folder, have left beside them; return how many.

    A writer that is still at work fails then.

    Raises:
        OSError: the folder cannot be read or changed.
    """
    names = "|".join(rf"\.{re.escape(to.stem)}\.[0-9a-f]{{8}}\.part{re.escape(to.suffix)}" for to in targets)
    found = [path for path in targets[0].parent.iterdir() if re.fullmatch(names, path.name)]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)

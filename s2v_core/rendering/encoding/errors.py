"""What goes wrong while a file is encoded and written, in the user's words."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av

from s2v_core.cache import is_disk_full
from s2v_core.errors import OutputNotWritable, RenderError

__all__ = ["writing"]

_REFUSED = (
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EISDIR,
    errno.EIO,
    errno.ENAMETOOLONG,
)


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Turn a refusal of the file system, or of libav on its behalf, into the error that names the file."""
    try:
        yield
    except (OSError, av.error.FFmpegError) as error:
        if is_disk_full(error.errno):
            raise OutputNotWritable(
                "The disk is full.",
                where=str(target),
                hint="Free some space and run it again; nothing half-made was left.",
            ) from error
        if isinstance(error, OSError) or error.errno in _REFUSED:
            raise OutputNotWritable(
                f"The file cannot be written ({error.strerror or error}).",
                where=str(target),
                hint="Check that the folder exists and may be written.",
            ) from error
        raise RenderError(f"The video cannot be encoded ({error}).", where=str(target)) from error

"""Folders that a production writes to."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from s2v_core.cache import is_disk_full
from s2v_core.errors import OutputNotWritable

__all__ = ["prepare_folder", "try_writing", "writing_to"]


def try_writing(folder: Path) -> None:
    """Make ``folder`` and prove that a file can be written there.

    Raises:
        OSError: it cannot.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):  # without a name, where the system can do that
        pass


def prepare_folder(out: Path) -> None:
    """Make the folder of the outputs and see that it can be written, before anything is worked on.

    Raises:
        OutputNotWritable: no file can be written there.
    """
    try:
        try_writing(out)
    except OSError as error:
        raise OutputNotWritable(
            f"The output folder cannot be written ({error.strerror or error}).",
            where=str(out),
            hint="Choose another folder with --out, or change its permissions.",
        ) from error


@contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """Turn a refusal of the file system into the error that names the folder."""
    try:
        yield
    except OSError as error:
        full = is_disk_full(error.errno)
        raise OutputNotWritable(
            "The disk is full." if full else f"The folder cannot be written ({error.strerror or error}).",
            where=str(folder),
            hint="Free some space and run the job again; finished outputs stay as they are." if full else "",
        ) from error

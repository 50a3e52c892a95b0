"""What a process does that shares an asset library with others, for the tests of several processes."""

from __future__ import annotations

import io
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from s2v_core.errors import MediaNotFound
from s2v_core.media.library import Library
from s2v_core.media.library.contents import Contents
from s2v_core.settings import load_settings

__all__ = ["add_all", "churn", "stop_halfway"]


def add_all(home: Path, files: Sequence[Path], user: int) -> Counter[str]:
    """Add the same files as everybody else, in an order of one's own; return what came of it."""
    order = list(files)
    random.Random(user).shuffle(order)
    seen: Counter[str] = Counter()
    with Library(load_settings(home=home, _env_file=None), trusted=True) as library:
        for path in order:
            added = library.add_file(path, tags=[f"user {user}"])
            seen["known" if added.duplicate else "new"] += 1
    return seen


def churn(home: Path, files: Sequence[Path], user: int, turns: int) -> None:
    """Add and delete the same few files as everybody else again and again."""
    choices = random.Random(user)
    with Library(load_settings(home=home, _env_file=None), trusted=True) as library:
        for _ in range(turns):
            asset = library.add_file(choices.choice(files)).asset
            if choices.random() < 0.5:
                try:
                    library.delete([asset.id])
                except MediaNotFound:  # somebody else was quicker
                    continue


def stop_halfway(home: Path, file: Path, moment: str) -> None:
    """Stop for good in the middle of adding a file, saying so, and wait to be killed.

    Args:
        home: the data folder.
        file: the file to add.
        moment: ``received`` (half of it), ``whole`` (before it gets its name) or ``placed`` (after).
    """
    place = Contents.place

    def stop(contents: Contents, received: Path, stored: str) -> None:
        if moment == "placed":
            place(contents, received, stored)
        _wait()

    Contents.place = stop  # type: ignore[method-assign]
    content = file.read_bytes()
    with Library(load_settings(home=home, _env_file=None), trusted=True) as library:
        if moment == "received":
            with library.uploading(file.name) as upload:
                upload.write(content[: len(content) // 2])
                _wait()
        library.add_file(io.BytesIO(content), file.name)


def _wait() -> None:
    sys.stdout.write("here\n")
    sys.stdout.flush()
    time.sleep(600)

"""Trying whether a place can be written to, for the studio's "test" button and for ``doctor``."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

from s2v_core.errors import DeliveryError, S2VError
from s2v_core.media.locate import reference_kind
from s2v_core.media.stores import open_store
from s2v_core.production.delivery.failures import failure_of
from s2v_core.production.delivery.places import named_folder, refuse_unclear
from s2v_core.production.finding import Finding

__all__ = ["try_place"]

_CONTENT = b"This small file tests whether outputs can be written here. It can be deleted.\n"


def try_place(place: str) -> Finding:
    """Write a small file in ``place``, read it back and delete it.

    Args:
        place: a folder or the URL of a folder, named by this machine's user.

    Returns:
        ``good``; ``fair`` when all works but deleting; ``bad`` with what is wrong and what to do. Never raises: what
        goes wrong is the finding. A storage that does not answer takes up to ten seconds.
    """
    name = f"s2v-test-{uuid.uuid4().hex[:8]}.txt"
    try:
        write, read, delete = _hands(place, name)
        _attempt(place, write)
        if _attempt(place, read) != _CONTENT:
            return Finding(subject="storage", state="bad", message="What was read back is not what was written.")
    except S2VError as error:
        return Finding(subject="storage", state="bad", message=error.message, remedy=error.hint)
    try:
        _attempt(place, delete)
    except DeliveryError as error:
        return Finding(
            subject="storage",
            state="fair",
            message=f"Outputs can be written and read, but not deleted: {error.message}",
            remedy=f"Allow deleting, or delete {name} there yourself.",
        )
    return Finding(subject="storage", state="good", message="Outputs can be written, read and deleted.")


_Hands = tuple[Callable[[], object], Callable[[], object], Callable[[], object]]


def _hands(place: str, name: str) -> _Hands:
    """Return how to write, read and delete the file ``name`` in the place."""
    folder = named_folder(place)
    if folder is not None:
        return _local_hands(folder / name)
    if reference_kind(place) != "remote":
        raise DeliveryError("This is no folder and no storage.", hint="Name a folder, or a storage such as s3://.")
    url = f"{place.rstrip('/')}/{name}"
    refuse_unclear(url)

    def opened(action: str, *values: object) -> Callable[[], object]:
        def act() -> object:
            system, path = open_store(url, attempts=1)
            return getattr(system, action)(path, *values)

        return act

    return opened("pipe_file", _CONTENT), opened("cat_file"), opened("rm_file")


def _local_hands(file: Path) -> _Hands:
    def write() -> object:
        file.parent.mkdir(parents=True, exist_ok=True)
        return file.write_bytes(_CONTENT)

    return write, file.read_bytes, file.unlink


def _attempt(place: str, act: Callable[[], object]) -> object:
    try:
        return act()
    except Exception as error:
        # Every storage raises errors of its own library, which cannot be listed here.
        raise failure_of(error, place) from error

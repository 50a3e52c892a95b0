"""Which places outputs may be written to, and what stands for what."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from s2v_core.errors import DeliveryRefused, MediaNotFound
from s2v_core.media.addresses import lies_below, shown
from s2v_core.media.locate import path_of_url, reference_kind
from s2v_core.settings import storage_entry

__all__ = ["Places", "at_home", "named_folder", "refuse_unclear"]

_PASSWORD = re.compile(r"[^:/]+://[^/]*:[^/]*@")


@dataclass(frozen=True)
class _Entry:
    """A folder that may be written to, and the address under which documents know it."""

    named: str
    written: str


class Places:
    """The places that the setting ``S2V_STORAGE`` allows.

    Args:
        storage: entries as the setting has them: ``s3://shop/videos/``, ``https://shop.example.com/=s3://shop/``.
    """

    def __init__(self, storage: Sequence[str]) -> None:
        self._entries = tuple(_Entry(*storage_entry(entry)) for entry in storage)

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that are written to."""
        return tuple(entry.written for entry in self._entries)

    def written(self, url: str) -> str | None:
        """Return what to write when a document names ``url`` and an entry covers it; else None.

        Raises:
            DeliveryRefused: the escapes in the address hide what would lead out of the folder.
        """
        entry = next((entry for entry in self._entries if lies_below(url, [entry.named])), None)
        if entry is None or entry.named == entry.written:
            return url if entry else None
        tail = url.split("/", _depth(entry.named))[-1]
        local = entry.written.startswith("file://")
        decoded = url[:4].lower() == "http" and not local  # those of local files are decoded where their path is made
        target = f"{entry.written.rstrip('/')}/{unquote(tail) if decoded else tail}"
        inside = _lies_in(_folder(target), [_folder(entry.written)]) if local else lies_below(target, [entry.written])
        if not inside:
            raise DeliveryRefused("The address of the outputs is not clear.", where=shown(url))
        return target

    def hold_folder(self, folder: Path, *, base: Path) -> bool:
        """Tell whether documents from outside may write into a folder of this machine: below ``base`` or an entry."""
        if os.name == "nt" and folder.drive.startswith("\\\\"):
            return False  # looking at a share already talks to the machine that it names
        allowed = [_folder(entry.written) for entry in self._entries if entry.written.startswith("file://")]
        return _lies_in(folder, [base, *allowed])


def named_folder(place: str) -> Path | None:
    """Return the folder that this machine's user names, by a path or a ``file:`` URL; None: it is none of this machine.

    Raises:
        DeliveryRefused: there can be no such folder here.
    """
    kind = reference_kind(place)
    if kind == "path":
        return at_home(Path(place))
    try:
        return _folder(place) if kind == "file" else None
    except MediaNotFound as error:
        raise DeliveryRefused(error.message, hint=error.hint) from None


def at_home(folder: Path) -> Path:
    """Return a folder with what a ``~`` at its beginning stands for.

    Raises:
        DeliveryRefused: there is no such user.
    """
    try:
        return folder.expanduser()
    except RuntimeError as error:
        raise DeliveryRefused(f"This system has no such folder ({error}).") from None


def refuse_unclear(url: str) -> None:
    """Refuse the URL of an object that could be read in two ways, or that holds a password.

    Raises:
        DeliveryRefused: it does.
    """
    if _PASSWORD.match(url):
        raise DeliveryRefused(
            "The address of the outputs holds a password.",
            where=shown(url),
            hint="Leave it out; credentials come from the environment or the files of the storage's library.",
        )
    if not lies_below(url, [url.partition("://")[0] + "://"]):
        raise DeliveryRefused(
            "The address of the outputs is not clear.",
            where=shown(url),
            hint="Give one like s3://bucket/folder/cake_{index}.mp4, without '..', queries, wildcards or chains.",
        )


def _folder(url: str) -> Path:
    return Path(path_of_url(url))


def _lies_in(path: Path, folders: Sequence[Path]) -> bool:
    """Tell whether ``path`` lies in one of the folders once symbolic links are followed."""
    try:
        real = path.resolve()
        return any(real.is_relative_to(folder.resolve()) for folder in folders)
    except (OSError, RuntimeError, ValueError):  # links that run in a circle, names that cannot be
        return False


def _depth(folder: str) -> int:
    """Return how many slashes stand before the rest of an address below ``folder``."""
    return folder.rstrip("/").count("/") + 1

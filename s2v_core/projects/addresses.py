"""The places where finished videos can be put, registered once under names for all projects.

They are kept in ``storage.json`` in the data folder, without credentials: those come from where the library of a
storage looks for them. What the setting ``S2V_STORAGE`` names is among the places too, and cannot be changed here.
"""

from __future__ import annotations

import json
import re
import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from s2v_core.cache import write_atomically
from s2v_core.errors import SettingsError
from s2v_core.settings import Settings, storage_entry

__all__ = ["AddressBook", "StorageAddress"]

_FORMAT = 1
_LONGEST_NAME = 60
_PASSWORD = re.compile(r"(?<=://)[^/:]*:[^/]*@")
"""A user's name alone stays: the address would lead nowhere without it."""
_NO_ADDRESS = "Name a folder by its whole path, or a storage such as s3://bucket/folder/."


@dataclass(frozen=True, kw_only=True)
class StorageAddress:
    """A registered place. ``address`` is a folder or the URL of one and ends with a slash.

    ``fixed``: it comes from ``S2V_STORAGE``. ``standard``: new projects put their videos there.
    """

    id: str
    name: str
    address: str
    fixed: bool = False
    standard: bool = False


@dataclass(frozen=True)
class _Kept:
    standard: str
    places: tuple[StorageAddress, ...]


class AddressBook:
    """The registered places of a data folder. Threads may share it.

    Args:
        settings: the data folder, and the places of ``S2V_STORAGE``.
        trusted: whether its users own this machine, and may name any place; otherwise those of ``S2V_STORAGE`` alone
            and what lies below them.
    """

    def __init__(self, settings: Settings, *, trusted: bool) -> None:
        self._file = settings.home / "storage.json"
        self._named = tuple(_slashed(_PASSWORD.sub("***@", storage_entry(entry)[0])) for entry in settings.storage)
        self._trusted = trusted
        self._lock = threading.Lock()

    @property
    def open_to_all(self) -> bool:
        """Whether any place may be registered; otherwise those of ``S2V_STORAGE`` and what lies below them."""
        return self._trusted

    def all(self) -> list[StorageAddress]:
        """Return the places: those registered here by their names, then those of ``S2V_STORAGE``.

        Raises:
            SettingsError: the file is damaged or cannot be read.
        """
        kept = self._read()
        own = sorted(kept.places, key=lambda place: place.name.casefold())
        fixed = [
            StorageAddress(id=f"fixed-{position}", name=_name_of(address), address=address, fixed=True)
            for position, address in enumerate(dict.fromkeys(self._named))
        ]
        return [replace(place, standard=place.id == kept.standard) for place in (*own, *fixed)]

    def standard(self) -> str:
        """Return the address where new projects put their videos; empty: the studio's own folder.

        Raises:
            SettingsError: as for `all`.
        """
        return next((place.address for place in self.all() if place.standard), "")

    def add(self, name: str, address: str) -> StorageAddress:
        """Register a place.

        Raises:
            SettingsError: the name or the address will not do, or is known already; ``where`` says which of them.
        """
        place = StorageAddress(id=uuid.uuid4().hex[:8], name=_checked_name(name), address=self._checked(address))
        with self._lock:
            kept = self._read()
            self._write(replace(kept, places=(*kept.places, self._new(place))))
        return place

    def change(self, place_id: str, name: str, address: str) -> StorageAddress:
        """Give a registered place another name or address. Projects that use the old address keep it.

        Raises:
            SettingsError: as for `add`, or there is no such place.
        """
        place = StorageAddress(id=place_id, name=_checked_name(name), address=self._checked(address))
        with self._lock:
            kept = self._read()
            if place_id not in [known.id for known in kept.places]:
                raise SettingsError("This place is not registered any more.", where="address", hint="Add it again.")
            self._new(place)
            places = tuple(place if known.id == place_id else known for known in kept.places)
            self._write(replace(kept, places=places))
        return place

    def remove(self, place_id: str) -> None:
        """Forget a registered place. What lies there stays, and projects that use it keep its address.

        Raises:
            SettingsError: the file is damaged or cannot be written.
        """
        with self._lock:
            kept = self._read()
            standard = "" if kept.standard == place_id else kept.standard
            self._write(_Kept(standard, tuple(known for known in kept.places if known.id != place_id)))

    def make_standard(self, place_id: str) -> None:
        """Have new projects put their videos there; empty: into the studio's own folder.

        Raises:
            SettingsError: there is no such place.
        """
        if place_id and place_id not in [place.id for place in self.all()]:
            raise SettingsError("This place is not registered any more.", where="standard", hint="Choose another one.")
        with self._lock:
            self._write(replace(self._read(), standard=place_id))

    def _checked(self, address: str) -> str:
        place = _slashed(_checked_address(address, self._named))
        if not self._trusted and not _lies_below(place, self._named):
            raise SettingsError(
                "Videos may not be put there.",
                where="address",
                hint="Whoever looks after the studio can allow it in S2V_STORAGE.",
            )
        return place

    def _new(self, place: StorageAddress) -> StorageAddress:
        """Return a place whose name and address no other has."""
        for known in self.all():
            if known.id == place.id:
                continue
            if known.name.casefold() == place.name.casefold():
                raise SettingsError("Another place has this name.", where="name", hint="Choose another one.")
            if known.address == place.address:
                message = f"This address is registered already, as '{known.name}'."
                raise SettingsError(message, where="address", hint="Use that one.")
        return place

    def _read(self) -> _Kept:
        try:
            values = json.loads(self._file.read_text("utf-8"))
            return _Kept(str(values["Standard"]), tuple(_from_json(entry) for entry in values["Addresses"]))
        except FileNotFoundError:
            return _Kept("", ())
        except OSError as error:
            message = f"The registered places cannot be read: {error.strerror}."
            raise SettingsError(message, where=str(self._file), hint="Check its permissions.") from None
        except (ValueError, KeyError, TypeError):
            hint = "Mend it, or remove it and register the places again."
            raise SettingsError("The registered places are damaged.", where=str(self._file), hint=hint) from None

    def _write(self, kept: _Kept) -> None:
        addresses = [{"Id": place.id, "Name": place.name, "Address": place.address} for place in kept.places]
        values = {"Format": _FORMAT, "Standard": kept.standard, "Addresses": addresses}
        text = json.dumps(values, ensure_ascii=False, indent=2) + "\n"
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._file, lambda aside: aside.write_text(text, "utf-8"))
        except OSError as error:
            message = f"The registered places cannot be saved: {error.strerror}."
            raise SettingsError(message, where=str(self._file), hint="Check the data folder and its disk.") from None


def _from_json(entry: dict[str, Any]) -> StorageAddress:
    return StorageAddress(id=str(entry["Id"]), name=str(entry["Name"]), address=str(entry["Address"]))


def _checked_name(name: str) -> str:
    stripped = name.strip()
    if not stripped:
        raise SettingsError("The place has no name.", where="name", hint="Give it one, such as 'Shop videos'.")
    if len(stripped) > _LONGEST_NAME or not stripped.isprintable():
        message = f"The name is longer than {_LONGEST_NAME} characters or holds some that cannot be shown."
        raise SettingsError(message, where="name", hint="Shorten it.")
    return stripped


def _checked_address(address: str, named: Sequence[str]) -> str:
    """Return the folder or the URL of a folder that somebody entered; web addresses only below those that are named.

    Raises:
        SettingsError: it is neither, or holds what must not be kept.
    """
    from s2v_core.media.locate import reference_kind

    entered = address.strip()
    if not entered or not entered.isprintable() or "{" in entered or "}" in entered:
        raise SettingsError("This is no address.", where="address", hint=_NO_ADDRESS)
    kind = reference_kind(entered)
    if kind == "path":
        return _checked_folder(entered)
    if kind == "file":
        return _checked_url(entered)
    if kind == "http" and _lies_below(_slashed(entered), named):
        return entered
    if kind != "remote":
        raise SettingsError("Videos cannot be put there.", where="address", hint=_NO_ADDRESS)
    return _checked_url(entered)


def _checked_folder(entered: str) -> str:
    try:
        folder = Path(entered).expanduser()
    except RuntimeError:
        raise SettingsError("Nobody knows that user's folder.", where="address", hint=_NO_ADDRESS) from None
    if not folder.is_absolute():
        raise SettingsError("This is no whole path.", where="address", hint=_NO_ADDRESS)
    return str(folder)


def _checked_url(url: str) -> str:
    from fsspec.registry import known_implementations

    scheme = url.partition("://")[0]
    if _PASSWORD.search(url):
        raise SettingsError(
            "The address holds a password.",
            where="address",
            hint="Leave it out; credentials come from the environment or the files of the storage's library.",
        )
    if not _lies_below(_slashed(url), [f"{scheme}://"]):
        hint = "Give one like s3://bucket/folder/, without '..', queries, wildcards or chains."
        raise SettingsError("The address is not clear.", where="address", hint=hint)
    if scheme.lower() not in known_implementations:
        raise SettingsError(f"Nobody knows the storage '{scheme}://'.", where="address", hint=_NO_ADDRESS)
    return url


def _lies_below(folder: str, folders: Sequence[str]) -> bool:
    from s2v_core.media.addresses import lies_below

    return lies_below(f"{folder}x", folders)


def _slashed(address: str) -> str:
    return address if address[-1:] in ("/", "\\") else f"{address}/"


def _name_of(address: str) -> str:
    """Return what a place without a name is called: its storage and folder, without the scheme."""
    return address.partition("://")[2].strip("/") or address

"""Where the outputs of a job go: from its ``OutputConfig``, or from a place that the user names.

An address that is neither a path nor of a storage (the vendor's own ``https://bucket.oss-REGION.aliyuncs.com/...``)
cannot be written to by itself. ``S2V_STORAGE`` can say what stands for it; otherwise the outputs stay in the job's own
folder, with a warning, so that a job written for the vendor's service runs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from s2v_core.errors import DeliveryRefused, MediaNotFound, Problem
from s2v_core.job import Job, OutputConfig, output_name
from s2v_core.media.addresses import shown
from s2v_core.media.locate import path_of_url, reference_kind
from s2v_core.production.delivery.address import FILM, Address, local_address
from s2v_core.production.delivery.places import Places, at_home, named_folder, refuse_unclear
from s2v_core.settings import Settings

__all__ = ["Destination", "destination_at", "destination_of"]

_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.aliyuncs\.com(/.*)?", re.IGNORECASE)
_INDEX = "{index}"


@dataclass(frozen=True)
class Destination:
    """Where the outputs of one job go.

    Attributes:
        names: the local file name of every output's film.
        videos: its address.
        folder: the address of the folder that the files of the whole batch go to.
        warning: what the user should know about it, placed in the job document.
    """

    names: tuple[str, ...]
    videos: tuple[Address, ...]
    folder: Address
    warning: Problem | None = None

    def address(self, output: int, name: str) -> Address:
        """Return where the local file ``name`` of an output goes: the film itself, or a side file named after it."""
        film = self.names[output]
        if name == film:
            return self.videos[output]
        return self.videos[output].beside(name.removeprefix(FILM.sub("", film)))

    def shared(self, name: str) -> Address:
        """Return where a file of the whole batch goes, such as its manifest."""
        return self.folder.within(name)


def destination_of(job: Job, *, base: Path, settings: Settings, trusted: bool) -> Destination:
    """Return where the document says that the outputs go.

    Args:
        job: the job.
        base: the job's own folder, which relative names start from.
        settings: ``storage`` names the other places that documents from outside may write to.
        trusted: whether the document comes from this machine's user, who may name any place.

    Raises:
        DeliveryRefused: the place is not allowed, or its address is unclear or holds a password.
    """
    output = job.output_config
    field = (
        "OutputConfig.MediaURL" if output.media_url or not output.storage_location else "OutputConfig.StorageLocation"
    )
    pattern, places = _pattern(output), Places(settings.storage)
    kind = reference_kind(pattern)
    try:
        if kind in ("path", "file"):
            folder = Path(path_of_url(pattern)).parent if kind == "file" else _folder_of(pattern)
            return _local(job, base / (at_home(folder) if trusted else folder), None if trusted else (places, base))
        if kind in ("pool", "library"):
            raise DeliveryRefused("Outputs cannot be written there.", where=shown(pattern))
        return _remote(job, pattern, places, trusted=trusted) or _kept(job, pattern, field, base)
    except (DeliveryRefused, MediaNotFound) as error:
        raise DeliveryRefused(error.message, where=field, hint=error.hint) from None


def destination_at(place: str, job: Job) -> Destination:
    """Return the outputs' addresses below ``place``, a folder or URL that this machine's user names.

    Raises:
        DeliveryRefused: the place is no folder and no storage, is unclear or holds a password.
    """
    folder_here = named_folder(place)
    if folder_here is not None:
        return _local(job, folder_here, None)
    if reference_kind(place) != "remote":
        raise DeliveryRefused(
            "Outputs cannot be written there.", where=shown(place), hint="Name a folder, or a storage such as s3://."
        )
    names = _names(job)
    root = place.rstrip("/")
    refuse_unclear(f"{root}/{names[0]}")
    folder = Address(root, root)
    return Destination(names, tuple(folder.within(name) for name in names), folder)


def _pattern(output: OutputConfig) -> str:
    if output.media_url or not output.storage_location:
        return output.pattern
    location = output.storage_location.rstrip("/\\")
    scheme = "https://" if _HOST.fullmatch(location) else ""
    return f"{scheme}{location}/{output.file_name}"


def _names(job: Job) -> tuple[str, ...]:
    return tuple(output_name(job, output) for output in range(max(1, job.output_config.count)))


def _numbers(job: Job) -> list[str]:
    return [str(output + job.output_config.s2v.index_base) for output in range(max(1, job.output_config.count))]


def _folder_of(pattern: str) -> Path:
    """Return the folder of a path, which may have been written on another system.

    Raises:
        DeliveryRefused: there can be no such folder here.
    """
    if os.name != "nt" and PureWindowsPath(pattern).drive:
        raise DeliveryRefused("This system has no such folder.", hint="Give a path of this machine.")
    return Path(pattern.replace("\\", "/")).parent


def _local(job: Job, pattern: Path, limits: tuple[Places, Path] | None) -> Destination:
    if "\0" in str(pattern):
        raise DeliveryRefused("This system has no such folder.", hint="Give a path of this machine.")
    names = _names(job)
    folders = [Path(str(pattern).replace(_INDEX, number)) for number in _numbers(job)]
    shared = Path(*_before_index([*pattern.parts, _INDEX]))
    if limits is not None and not all(limits[0].hold_folder(folder, base=limits[1]) for folder in {shared, *folders}):
        raise DeliveryRefused(
            "The outputs would lie outside the folders that this job may write.",
            hint='Give a relative name like "cake_{index}.mp4", or name the folder in S2V_STORAGE as file:///folder/.',
        )
    videos = tuple(local_address(folder / name) for folder, name in zip(folders, names, strict=True))
    return Destination(names, videos, local_address(shared))


def _remote(job: Job, pattern: str, places: Places, *, trusted: bool) -> Destination | None:
    """Return the addresses in a storage; None when the pattern is one of the web that nothing stands for."""
    write = _writer(places, trusted=trusted)
    named = [_numbered(pattern, number) for number in _numbers(job)]
    targets = [write(url) for url in named]
    if any(target is None for target in targets):
        return None
    videos = tuple(_address(target or "", url) for target, url in zip(targets, named, strict=True))
    shared = "/".join(_before_index(pattern.split("/")))
    folder = _address((write(f"{shared}/x") or "").removesuffix("/x"), shared)
    return Destination(_names(job), videos, folder)


def _address(target: str, url: str) -> Address:
    """Return an address; what stands for it may be a folder of this machine."""
    return Address(str(Path(path_of_url(target))) if target.startswith("file://") else target, url)


def _writer(places: Places, *, trusted: bool) -> Callable[[str], str | None]:
    def write(url: str) -> str | None:
        if reference_kind(url) == "http":
            return places.written(url)
        refuse_unclear(url)
        target = places.written(url)
        if target is not None:
            return target
        if not trusted:
            raise DeliveryRefused(
                f"Job documents from outside may not write to {shown(url)}.",
                hint="Name the folder in S2V_STORAGE if they may.",
            )
        return url

    return write


def _kept(job: Job, pattern: str, field: str, base: Path) -> Destination:
    local = _local(job, base, None)
    warning = Problem(
        path=field,
        message=f"Nothing can be uploaded to {shown(pattern)}; the outputs are kept in {base}.",
        hint="If the storage is yours, say in S2V_STORAGE what stands for it: https://shop.example.com/=s3://shop/.",
        severity="warning",
    )
    return Destination(local.names, local.videos, local.folder, warning)


def _numbered(pattern: str, number: str) -> str:
    """Fill in the number, which every output's address must have, and a film's suffix."""
    suffix = FILM.search(pattern)
    stem, end = (pattern[: suffix.start()], suffix.group()) if suffix else (pattern, ".mp4")
    return (stem if _INDEX in stem else f"{stem}_{_INDEX}").replace(_INDEX, number) + end


def _before_index(parts: list[str]) -> list[str]:
    """Return the folders above the first part that differs between outputs."""
    return next((parts[:place] for place, part in enumerate(parts) if _INDEX in part), parts[:-1])

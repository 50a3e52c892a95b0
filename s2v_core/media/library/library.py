"""The asset library: what was uploaded or referenced, found again by name, tag, folder and use."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from s2v_core.errors import MediaError, MediaNotFound
from s2v_core.media.library import rows
from s2v_core.media.library.adding import Adding, Upload
from s2v_core.media.library.checking import mend_states, recover, settle_deleted
from s2v_core.media.library.contents import Contents
from s2v_core.media.library.ids import asset_id_of
from s2v_core.media.library.index import Index
from s2v_core.media.library.looking import Looker
from s2v_core.media.library.lookup import Lookup
from s2v_core.media.library.model import Added, Asset, Checked, Filter, Imported, Page, Refreshed, StorageUsed
from s2v_core.media.library.names import clean_folder, clean_name, clean_tags, folded, shown, split_upload_name
from s2v_core.media.library.pictures import Pictures
from s2v_core.media.library.places import lying
from s2v_core.media.library.references import References
from s2v_core.media.library.rules import check_unused, checked_ranges
from s2v_core.media.library.searching import folder_counts, matching, tag_counts
from s2v_core.media.library.walking import explained_reading, files_in, folders_in, opened, readable_folder
from s2v_core.processes import usable_cores
from s2v_core.settings import Settings

__all__ = ["Library", "UsedBy"]

UsedBy = Callable[[], Mapping[str, Collection[str]]]
"""Tells which projects (their names) use which assets (their ids)."""

_BLOCK = 1 << 20
_EVERYTHING = Filter()


class Library:
    """The assets of one data folder. Thread-safe, and safe beside other processes and sessions on the same folder.

    Uploaded content is kept in ``settings.library_dir`` under its hash, so that the same file added twice is one asset.
    Files in folders of the user's can be referenced instead; they are not copied, and ``refresh`` tells what became
    of them. Job documents name an asset by ``Asset.reference`` or by its bare id.

    Args:
        settings: folders and limits.
        trusted: True when paths come from this machine's user, who may name any; otherwise only folders below
            ``settings.trusted_roots`` are read.
        used_by: which projects use which assets; asked whenever that matters.

    Raises:
        LibraryUnusable: the index cannot be used. Every method may raise it.
    """

    def __init__(self, settings: Settings, *, trusted: bool = False, used_by: UsedBy = dict) -> None:
        self._roots = None if trusted else tuple(root.resolve() for root in settings.trusted_roots)
        self._used_by = used_by
        self._index = Index(settings.library_dir)
        self._contents = Contents(settings.library_dir)
        self._looker = Looker(settings)
        self._lookup = Lookup(settings.library_dir)
        self._adding = Adding(settings, self._index, self._contents, self._looker)
        self._references = References(self._index, self._looker)
        self._pictures = Pictures(settings)

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the index."""
        self._index.close()
        self._lookup.close()

    # Bringing in

    def uploading(
        self, name: str, *, folder: str | None = None, tags: Iterable[str] = ()
    ) -> AbstractContextManager[Upload]:
        """Receive a file piece by piece: ``write`` to what this gives, then ``finish``. Not finished, nothing stays.

        Args:
            name: what the sender calls it, perhaps with folders in front; it is cleaned.
            folder: folder in the library; None: the folders in front of the name.
            tags: tags for the asset.
        """
        inner, cleaned = split_upload_name(name)
        return self._adding.uploading(cleaned, inner if folder is None else clean_folder(folder), clean_tags(tags))

    def add_file(
        self, source: Path | BinaryIO, name: str = "", *, folder: str | None = None, tags: Iterable[str] = ()
    ) -> Added:
        """Copy a file into the library. What it is is told by its content, never by its name.

        When its content is there already, that asset gets the new tags besides, and nothing is stored twice.

        Args:
            source: a path on this machine, or an open binary file, which is read block by block.
            name: what it is called; empty: the name of the path.
            folder, tags: as for ``uploading``.

        Raises:
            MediaUnreadable: it is empty, damaged or no media.
            MediaTooLarge: it has more bytes (``max_upload_mb``) or pixels than may be.
            MediaRefused: the path lies outside the folders that may be read.
            MediaNotFound: there is no such file.
            LibraryFull: there is no room for it.
        """
        if not isinstance(source, Path):
            return self._received(source, name, folder, tags)
        with opened(source, self._roots) as file:
            given = clean_tags(tags)
            equal = self._adding.add_again(file, given)
            if equal is not None:
                return Added(equal, duplicate=True)
            return self._received(file, name or source.name, folder, given)

    def add_folder(self, path: Path, *, folder: str | None = None, tags: Iterable[str] = ()) -> Iterator[Imported]:
        """Copy every file below a folder into the library, yielding what came of each. Hidden files are left out.

        Args:
            path: a folder on this machine.
            folder: folder in the library for it, with its inner folders below; None: named as the folder is.
            tags: tags for all.

        Raises:
            MediaRefused, MediaNotFound: the folder may not be read, or is none.
            LibraryFull: there is no room for more; what was yielded before is kept.
        """
        real = readable_folder(path, self._roots)
        files = files_in(real)
        top = clean_folder(real.name if folder is None else folder)
        given = tuple(tags)
        for done, file in enumerate(files, 1):
            inner = file.relative_to(real)
            try:
                added = self.add_file(file, folder=f"{top}/{inner.parent.as_posix()}", tags=given)
            except MediaError as error:
                yield Imported(done, len(files), shown(inner.as_posix()), error=error)
            else:
                yield Imported(done, len(files), shown(inner.as_posix()), added)

    def reference_folder(
        self, path: Path, *, folder: str | None = None, tags: Iterable[str] = ()
    ) -> Iterator[Imported]:
        """Take the files below a folder as assets without copying them, and watch the folder from then on.

        What this returns must be iterated: that is when the files are looked at. Args, raises: as for ``add_folder``;
        nothing is stored, so there is always room.
        """
        real = readable_folder(path, self._roots)
        top = clean_folder(real.name if folder is None else folder)
        files_in(real)  # says what is wrong with the folder before it is watched
        return self._references.watch(real, top, clean_tags(tags))

    def folders_on_disk(self, path: Path) -> tuple[Path, ...]:
        """Return the folders in a folder on this machine, for choosing one to bring in.

        Raises:
            MediaRefused, MediaNotFound: the folder may not be read, or is none.
            MediaUnreadable: it cannot be listed.
        """
        return tuple(folders_in(readable_folder(path, self._roots)))

    def watched_folders(self) -> tuple[Path, ...]:
        """Return the folders that are referenced."""
        return self._references.folders()

    def broken_files(self) -> dict[str, str]:
        """Return the files in referenced folders that cannot be used, by path, and why."""
        return self._references.broken()

    def unwatch_folder(self, path: Path) -> tuple[Asset, ...]:
        """Reference a folder no longer and return the assets that lay in it alone: they are missing from now on."""
        known = path in self.watched_folders()
        return tuple(self._references.unwatch(path if known else path.resolve()))

    def refresh(self) -> Refreshed:
        """Look what became of the files in referenced folders; only new and changed ones are read.

        A file that was moved within them keeps its asset; an asset whose file was changed in place follows it.
        """
        return self._references.refresh()

    # Finding

    def assets(self, wanted: Filter = _EVERYTHING) -> Page:
        """Return the assets that match, one page of them."""
        usage = self._used_by()
        used = [asset_id for asset_id, users in usage.items() if users] if wanted.used is not None else ()
        with self._index.reading() as connection:
            found, total = matching(connection, wanted, used)
        counts = {asset.id: len(usage[asset.id]) for asset in found if usage.get(asset.id)}
        return Page(found, total, counts)

    def count(self, wanted: Filter = _EVERYTHING) -> int:
        """Return how many assets match; quicker than looking at them."""
        used = [asset_id for asset_id, users in self._used_by().items() if users] if wanted.used is not None else ()
        with self._index.reading() as connection:
            return matching(connection, replace(wanted, offset=0, limit=1), used)[1]

    def asset(self, asset_id: str) -> Asset:
        """Return an asset by its id or reference.

        Raises:
            MediaNotFound: there is none.
        """
        with self._index.reading() as connection:
            return rows.one(connection, asset_id_of(asset_id) or asset_id)

    def assets_by_id(self, ids: Iterable[str]) -> dict[str, Asset]:
        """Return the assets of many ids in one go; those that are not there are left out."""
        with self._index.reading() as connection:
            return rows.many(connection, ids)

    def used_by(self, asset_id: str) -> tuple[str, ...]:
        """Return the names of the projects that use an asset."""
        return tuple(self._used_by().get(asset_id, ()))

    def folders(self) -> dict[str, int]:
        """Return every folder with the number of assets in and below it."""
        with self._index.reading() as connection:
            return folder_counts(connection)

    def tags(self) -> dict[str, int]:
        """Return every tag with the number of its assets, the most used first."""
        with self._index.reading() as connection:
            return tag_counts(connection)

    def path(self, asset_id: str) -> Path:
        """Return the file of an asset.

        Raises:
            MediaNotFound: there is no such asset, or its file is gone.
        """
        asset = self.asset(asset_id)
        path = self._lookup.find(asset.id)
        if path is None or not path.is_file():
            raise MediaNotFound(
                f"The file of '{asset.name}' was moved or deleted.",
                where=asset.name,
                hint="Replace it, or bring the file back.",
            )
        return path

    def places(self, ids: Iterable[str]) -> dict[str, tuple[Path, ...]]:
        """Return every file that holds the content of some assets, by id: the library's own copy first.

        Several in folders of the user's are duplicates of each other. An asset without any file is left out.
        """
        with self._index.reading() as connection:
            assets = rows.many(connection, ids)
            found = lying(connection, assets.values())
        own = {asset.id: self._contents.path(asset.stored) for asset in assets.values() if asset.stored}
        copies = {asset_id: (path,) for asset_id, path in own.items() if path.is_file()}
        places = {asset_id: (*copies.get(asset_id, ()), *found.get(asset_id, ())) for asset_id in assets}
        return {asset_id: files for asset_id, files in places.items() if files}

    # Changing

    def rename(self, asset_id: str, name: str) -> Asset:
        """Call an asset something else.

        Raises:
            MediaNotFound: there is no such asset.
        """
        with self._index.writing() as connection:
            return rows.change(connection, rows.one(connection, asset_id), name=clean_name(name))

    def tag(self, ids: Iterable[str], *tags: str) -> None:
        """Add tags to assets.

        Raises:
            MediaNotFound: one of them does not exist; then none is changed.
        """
        with self._index.writing() as connection:
            for asset in [rows.one(connection, asset_id) for asset_id in ids]:
                rows.change(connection, asset, tags=clean_tags((*asset.tags, *tags)))

    def untag(self, ids: Iterable[str], *tags: str) -> None:
        """Take tags from assets; case does not count.

        Raises:
            MediaNotFound: as for ``tag``.
        """
        unwanted = {folded(tag) for tag in tags}
        with self._index.writing() as connection:
            for asset in [rows.one(connection, asset_id) for asset_id in ids]:
                kept = tuple(tag for tag in asset.tags if folded(tag) not in unwanted)
                rows.change(connection, asset, tags=kept)

    def move(self, ids: Iterable[str], folder: str) -> None:
        """Put assets into a folder of the library; empty: the top. A folder is there as long as something is in it.

        Raises:
            MediaNotFound: as for ``tag``.
        """
        with self._index.writing() as connection:
            for asset in [rows.one(connection, asset_id) for asset_id in ids]:
                rows.change(connection, asset, folder=clean_folder(folder))

    def rename_folder(self, folder: str, name: str) -> None:
        """Move everything in and below a folder of the library to another, which may be there already."""
        old, new = clean_folder(folder), clean_folder(name)
        with self._index.writing() as connection:
            inside, _ = matching(connection, Filter(folder=old, limit=2**62), ())
            for asset in inside if old else ():
                rows.change(connection, asset, folder=clean_folder(new + asset.folder.removeprefix(old)))

    def set_ranges(self, asset_id: str, ranges: Sequence[tuple[float, float]]) -> Asset:
        """Say which spans of a film or sound are worth using, in seconds from in-point to out-point.

        Raises:
            MediaNotFound: there is no such asset.
            LibraryError: it has no duration, or a span is empty or lies outside of it.
        """
        with self._index.writing() as connection:
            asset = rows.one(connection, asset_id)
            return rows.change(connection, asset, ranges=checked_ranges(asset, ranges))

    def replace(self, asset_id: str, source: Path | BinaryIO, name: str = "") -> Asset:
        """Give an asset other content; its id, name, tags and folder stay, and projects use the new content.

        Raises:
            MediaError: sound cannot take the place of a picture, nor a picture that of sound.
            LibraryError: another asset has this content already.
            MediaNotFound, MediaRefused, MediaUnreadable, MediaTooLarge, LibraryFull: as for ``add_file``.
        """
        if isinstance(source, Path):
            with opened(source, self._roots) as file:
                return self.replace(asset_id, file, name or source.name)
        with self._adding.replacing(asset_id, clean_name(name)) as upload:
            asset = _pumped(source, upload).asset
        settle_deleted(self._index, self._contents)
        return asset

    def delete(self, ids: Iterable[str], *, although_used: bool = False) -> None:
        """Delete assets. Files in referenced folders stay where they are and are not listed any more.

        Raises:
            AssetInUse: projects use one of them; then none is deleted.
            MediaNotFound: one of them does not exist; then none is deleted.
        """
        usage = {} if although_used else self._used_by()
        with self._index.writing() as connection:
            doomed = [rows.one(connection, asset_id) for asset_id in dict.fromkeys(ids)]
            for asset in doomed:
                check_unused(asset, usage.get(asset.id, ()))
                rows.remove(connection, asset)
        settle_deleted(self._index, self._contents)

    # Pictures

    def thumbnail(self, asset_id: str, size: tuple[int, int] = (320, 320)) -> Path:
        """Return a small picture (WebP) of an asset that fits into ``size``; of sound its waveform, on no background.

        It is made once and lies in the cache, which may evict it: ask again for every use.

        Raises:
            MediaNotFound: there is no such asset, or its file is gone.
            MediaUnreadable: its file is damaged.
        """
        asset = self.asset(asset_id)
        return self._pictures.thumbnail(asset, size, lambda: self.path(asset.id))

    def thumbnails(self, ids: Iterable[str], size: tuple[int, int] = (320, 320)) -> dict[str, Path | MediaError]:
        """Return the small pictures of many assets at once, or what is wrong, by id; unknown ids are left out."""
        known = self.assets_by_id(ids)

        def draw(asset: Asset) -> Path | MediaError:
            try:
                return self._pictures.thumbnail(asset, size, lambda: self.path(asset.id))
            except MediaError as error:
                return error

        with ThreadPoolExecutor(usable_cores(4)) as pool:
            return dict(zip(known, pool.map(draw, known.values()), strict=True))

    def strip(self, asset_id: str, *, frames: int = 5, height: int = 90) -> Path:
        """Return moments of a film side by side as one picture (WebP); of sound a long waveform.

        Raises:
            MediaNotFound, MediaUnreadable: as for ``thumbnail``.
        """
        asset = self.asset(asset_id)
        return self._pictures.strip(asset, frames, height, lambda: self.path(asset.id))

    # Keeping in order

    def storage(self) -> StorageUsed:
        """Return what the library takes."""
        with self._index.reading() as connection:
            count, stored, referenced = connection.execute(
                "SELECT count(*), coalesce(sum(iif(stored != '', size, 0)), 0), "
                "coalesce(sum(iif(stored = '', size, 0)), 0) FROM assets"
            ).fetchone()
        return StorageUsed(count, stored, referenced, self._adding.limit, self._contents.free())

    def check(self, *, deep: bool = False) -> Checked:
        """Look through everything and mend what can be mended.

        Content without an entry, which a crash or a lost index leaves, gets one; files of deleted assets and left-overs
        of broken-off uploads go; missing and damaged assets are marked, and unmarked when they are whole again.

        Args:
            deep: read all stored content and compare it with its hash; otherwise only sizes are compared.
        """
        removed = settle_deleted(self._index, self._contents) + self._contents.drop_stale()
        recovered, unreadable = recover(self._index, self._contents, self._looker)
        missing, damaged = mend_states(self._index, self._contents, deep=deep)
        refreshed = self.refresh()
        return Checked(tuple(recovered), tuple(missing), tuple(damaged), tuple(unreadable), removed, refreshed)

    def _received(self, source: BinaryIO, name: str, folder: str | None, tags: Iterable[str]) -> Added:
        with self.uploading(name, folder=folder, tags=tags) as upload:
            return _pumped(source, upload)


def _pumped(source: BinaryIO, upload: Upload) -> Added:
    while block := _block_of(source):
        upload.write(block)
    return upload.finish()


def _block_of(source: BinaryIO) -> bytes:
    with explained_reading(str(getattr(source, "name", "The file"))):
        return source.read(_BLOCK)

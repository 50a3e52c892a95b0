"""The asset library of the studio: uploads and referenced folders, search, thumbnails, and safe keeping.

    with Library(settings, trusted=True) as library:
        added = library.add_file(uploaded, "shoot/day 1/shoes.mp4", tags=["summer"])  # an open file or a path
        for step in library.reference_folder(Path("~/footage")):  # not copied; library.refresh() sees what became of it
            show(step.done, step.total, step.path, step.error)
        page = library.assets(Filter(text="shoes", kinds=["video"], limit=50))
        pictures = library.thumbnails(asset.id for asset in page.assets)
        job["InputConfig"]["MediaGroupArray"][0]["MediaArray"] = [asset.reference for asset in page.assets]

``settings.library_dir`` holds the index (``library.sqlite3``), uploaded content named by its hash (``content``), and
what is being received (``incoming``). The index may be lost: a check makes it anew from the content, with the same ids.
"""

from __future__ import annotations

from s2v_core.media.library.adding import Upload
from s2v_core.media.library.arriving import Arriving, Piece, Reply
from s2v_core.media.library.bringing import Tally
from s2v_core.media.library.ids import asset_id_of
from s2v_core.media.library.library import Library, UsedBy
from s2v_core.media.library.model import (
    Added,
    Asset,
    AssetState,
    Checked,
    Filter,
    Imported,
    Order,
    Page,
    Refreshed,
    StorageUsed,
)

__all__ = [
    "Added",
    "Arriving",
    "Asset",
    "AssetState",
    "Checked",
    "Filter",
    "Imported",
    "Library",
    "Order",
    "Page",
    "Piece",
    "Refreshed",
    "Reply",
    "StorageUsed",
    "Tally",
    "Upload",
    "UsedBy",
    "asset_id_of",
]

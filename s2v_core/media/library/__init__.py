"""The asset library of the studio: uploads and referenced folders, search, thumbnails, and safe keeping."""

from __future__ import annotations

from s2v_core.media.library.adding import Upload
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
    "Asset",
    "AssetState",
    "Checked",
    "Filter",
    "Imported",
    "Library",
    "Order",
    "Page",
    "Refreshed",
    "StorageUsed",
    "Upload",
    "UsedBy",
    "asset_id_of",
]

"""What may be done with an asset."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from s2v_core.errors import AssetInUse, LibraryError
from s2v_core.media.library.model import Asset

__all__ = ["check_unused", "checked_ranges"]


def check_unused(asset: Asset, users: Collection[str]) -> None:
    """Refuse to delete what is in use.

    Raises:
        AssetInUse: there are users; the hint names some.
    """
    if users:
        raise AssetInUse(
            f"'{asset.name}' is used by {len(users)} project{'s' if len(users) > 1 else ''}.",
            where=asset.name,
            hint=f"Take it out of {', '.join(sorted(users)[:5])} first, or delete it all the same.",
        )


def checked_ranges(asset: Asset, ranges: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Return spans of seconds in order, rounded to milliseconds.

    Raises:
        LibraryError: the asset has no duration, or a span is empty or lies outside of it.
    """
    if ranges and (asset.duration is None or asset.kind == "animation"):
        raise LibraryError(f"'{asset.name}' is a still and has no in and out points.", where=asset.name)
    rounded = sorted((round(float(low), 3), round(float(high), 3)) for low, high in ranges)
    for low, high in rounded:
        if not 0 <= low < high <= (asset.duration or 0) + 0.001:
            raise LibraryError(
                f"From {low:g} to {high:g} seconds is no span of '{asset.name}', which lasts {asset.duration:.3f} s.",
                where=asset.name,
                hint="The in-point comes first, and both lie within the asset.",
            )
    return tuple(rounded)

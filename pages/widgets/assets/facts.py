"""What people want to know about an asset that a job document names: its name, length, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath
from urllib.parse import unquote, urlsplit

from pages.widgets.i18n import t
from pages.widgets.pictures import lies_elsewhere
from pages.widgets.services import services
from s2v_core.errors import MediaError
from s2v_core.media import Assets
from s2v_core.media.info import MediaInfo
from s2v_core.media.library import Asset, asset_id_of

__all__ = ["Facts", "facts_of", "facts_of_asset", "length_of", "seconds"]

_LASTING = ("video", "audio")


@dataclass(frozen=True)
class Facts:
    """One asset. ``kind`` is empty where it is not known, ``problem`` where there is none."""

    reference: str
    name: str
    kind: str = ""
    width: int = 0
    height: int = 0
    duration: float | None = None
    problem: str = ""

    @property
    def has_parts(self) -> bool:
        """Whether parts of it can be shown: it has a length, or lies elsewhere and may have one."""
        return bool(self.duration) if self.kind else not self.problem


def facts_of(references: Iterable[str]) -> dict[str, Facts]:
    """Return what is known about assets, without fetching anything from other machines."""
    wanted = list(dict.fromkeys(references))
    ids = {reference: asset_id_of(reference) for reference in wanted}
    known = services().library.assets_by_id(asset_id for asset_id in ids.values() if asset_id)
    here = services()
    assets = Assets(here.settings, trusted=here.local)
    facts = {}
    for reference in wanted:
        asset = known.get(ids[reference] or "")
        if asset is not None:
            facts[reference] = replace(facts_of_asset(asset), reference=reference)
        elif ids[reference]:
            facts[reference] = Facts(reference, t("assets.gone"), problem=t("assets.gone.problem"))
        else:
            facts[reference] = _from_file(reference, assets)
    return facts


def facts_of_asset(asset: Asset) -> Facts:
    """Return what is known about an asset of the library."""
    duration = asset.duration if asset.kind in _LASTING else None
    return Facts(asset.reference, asset.name, asset.kind, asset.width, asset.height, duration, asset.problem)


def length_of(facts: Facts) -> str:
    """Return how long an asset lasts, or how large a picture is; empty where that is not known."""
    if facts.duration is not None:
        return seconds(facts.duration)
    return f"{facts.width} x {facts.height}" if facts.width else ""


def seconds(duration: float) -> str:
    """Return a duration as people write it."""
    if duration < 60:
        return t("assets.seconds", seconds=f"{duration:.1f}")
    minutes, rest = divmod(round(duration), 60)
    return f"{minutes}:{rest:02d}"


def _from_file(reference: str, assets: Assets) -> Facts:
    if lies_elsewhere(reference):
        return Facts(reference, PurePath(unquote(urlsplit(reference).path)).name or reference)
    name = PurePath(reference).name or reference
    try:
        info = assets.info(reference)
    except MediaError as error:
        return Facts(reference, name, problem=error.message)
    return Facts(reference, name, info.kind, info.width, info.height, _duration(info))


def _duration(info: MediaInfo) -> float | None:
    return float(info.duration) if info.kind in _LASTING and info.duration else None

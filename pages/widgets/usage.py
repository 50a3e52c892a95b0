"""Which projects use which assets of the library."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from s2v_core.errors import ProjectError
from s2v_core.projects import Project, ProjectStore, backgrounds, music, stickers

__all__ = ["Usage", "references"]

_SCHEME = "media://"


class Usage:
    """Tells which projects use which assets, for the library to ask; a project is looked through once a version."""

    def __init__(self, store: ProjectStore) -> None:
        self._store = store
        self._known: dict[str, tuple[int, frozenset[str]]] = {}

    def __call__(self) -> Mapping[str, Collection[str]]:
        """Return the names of the projects that use an asset, by its id; other references are among the keys too."""
        users: defaultdict[str, list[str]] = defaultdict(list)
        for card in self._store.cards():
            if card.state == "damaged":
                continue
            try:
                used = self._used(card.id)
            except ProjectError:  # thrown away or damaged since the list was made
                continue
            for asset in used:
                users[asset].append(card.name)
        return users

    def _used(self, project_id: str) -> frozenset[str]:
        revision = self._store.revision(project_id)
        known = self._known.get(project_id)
        if known is not None and known[0] == revision:
            return known[1]
        used = frozenset(references(self._store.open(project_id, revision)))
        self._known[project_id] = (revision, used)
        return used


def references(project: Project) -> set[str]:
    """Return every reference to media in a project; assets of the library by their bare ids."""
    shown: list[Any] = [reference for group in project.groups for reference in group.get("MediaArray", ())]
    placed: list[Any] = [sticker.get(key) for sticker in stickers(project) for key in ("MediaURL", "MediaId")]
    named = [*shown, *placed, *music(project), *backgrounds(project), project.cover]
    return {reference.removeprefix(_SCHEME) for reference in named if isinstance(reference, str) and reference}

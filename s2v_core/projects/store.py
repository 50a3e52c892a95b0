"""The folder of projects: made, opened, saved at every change, thrown away and brought back.

Every save adds a version of its own, so that nothing is overwritten: whoever saves last is what the others see, and
what they had saved meanwhile is among the earlier versions. The file system is the store; several processes may use it.
"""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from s2v_core.errors import ProjectDamaged
from s2v_core.job import Mode
from s2v_core.projects import versions
from s2v_core.projects.addresses import AddressBook
from s2v_core.projects.cards import Card
from s2v_core.projects.documents import blank, canonical
from s2v_core.projects.files import Imported, import_text, named, to_bytes
from s2v_core.projects.folder import ProjectFolder, Saved, Version, not_found, reported
from s2v_core.projects.memory import Memory
from s2v_core.projects.project import Project, now
from s2v_core.projects.samples import SAMPLES, sample_document
from s2v_core.projects.tree import Document
from s2v_core.settings import Settings

__all__ = ["ProjectStore"]

_ID = re.compile(r"[0-9a-f]{16}")
_UNFINISHED = re.compile(r"\.[0-9a-f]{16}")
_TRASH = ".trash"
_CONTENT = ("name", "mode", "job", "nodes", "aside", "notes", "cover", "provenance")
"""What undo and earlier versions bring back; the rest belongs to the project whatever its version."""


class ProjectStore:
    """The projects in the data folder.

    Args:
        settings: where they are.
        clock: what time it is.
    """

    def __init__(self, settings: Settings, *, clock: Callable[[], datetime] = now) -> None:
        self._settings = settings
        self._folder = settings.projects_dir
        self._clock = clock
        self._memory = Memory()

    def cards(self) -> list[Card]:
        """Return a card for each project, the one that was changed last first; damaged ones say why."""
        return self._cards(self._folder)

    def trash(self) -> list[Card]:
        """Return the cards of the projects that were thrown away."""
        return self._cards(self._folder / _TRASH)

    def create(self, name: str, mode: Mode, *, language: str = "en") -> Project:
        """Make an empty project whose videos go where those of new projects do.

        Raises:
            ProjectError: the name is none, or it cannot be written.
            SettingsError: the registered places cannot be read.
        """
        folder = AddressBook(self._settings, trusted=True).standard()
        return self._add(self._new(name, mode, blank(language=language, folder=folder)))

    def create_sample(self, key: str) -> Project:
        """Make one of the sample projects (a key of ``SAMPLES``).

        Raises:
            ProjectError: the sample is not there, or it cannot be written.
        """
        document = sample_document(self._settings, key)
        return self._add(self._new(SAMPLES[key].name, canonical(document)[1], document))

    def duplicate(self, project_id: str, name: str) -> Project:
        """Make a project like another; what was produced with that one stays with it.

        Raises:
            ProjectError: the name is none, there is no such project, or it cannot be written.
        """
        like = self.open(project_id)
        fields = {"id": _new_id(), "name": named(name), "created": self._clock(), "productions": ()}
        return self._add(like.model_copy(update=fields))

    def import_text(self, text: str, name: str, *, folder: Path | None = None) -> Imported:
        """Make a project of a job document or an exported bundle; see `files.import_text`.

        Raises:
            JobError: it is neither.
            ProjectError: the name is none, or it cannot be written.
        """
        fallback = named(name)
        imported = import_text(text, name=fallback, project_id=_new_id(), now=self._clock(), folder=folder)
        return Imported(self._add(imported.project), imported.problems)

    def open(self, project_id: str, revision: int | None = None) -> Project:
        """Return a project, or an earlier version of it.

        Raises:
            ProjectNotFound: there is none.
            ProjectDamaged: its file cannot be read; the message says why.
        """
        return self._of(project_id).read(revision)

    def revision(self, project_id: str) -> int:
        """Return the newest revision: whether somebody else has saved since a project was opened. Quick.

        Raises:
            ProjectNotFound: there is no such project.
        """
        return self._of(project_id).revisions()[-1]

    def save(self, project: Project) -> Saved:
        """Save a project as its newest version, whatever others have saved since it was opened.

        Raises:
            ProjectNotFound: it was thrown away meanwhile.
            ProjectError: it cannot be written.
        """
        links = {"back": project.revision, "forth": None}
        return self._of(project.id).publish(project.model_copy(update={"name": named(project.name), **links}))

    def undo(self, project: Project) -> Saved | None:
        """Save the project as it was before its last change; None if that is not known any more.

        Raises:
            ProjectError: as for `open` and `save`.
        """
        before = self._version(project, project.back)
        if before is None:
            return None
        return self._step(project, before, {"back": before.back, "forth": project.revision})

    def redo(self, project: Project) -> Saved | None:
        """Save the project as it was before its last undo; None if there is none.

        Raises:
            ProjectError: as for `open` and `save`.
        """
        after = self._version(project, project.forth)
        return None if after is None else self._step(project, after, {"back": after.back, "forth": after.forth})

    def add_production(self, project_id: str, job_id: str) -> Project:
        """Save that a project was produced, by the id of the job; undo passes over that.

        Raises:
            ProjectError: as for `open` and `save`.
        """
        return self._of(project_id).publish(self.open(project_id).with_production(job_id)).project

    def can_undo(self, project: Project) -> bool:
        """Return whether there is a version to go back to."""
        return self._of(project.id).has(project.back)

    def can_redo(self, project: Project) -> bool:
        """Return whether there is a version to go forth to."""
        return self._of(project.id).has(project.forth)

    def versions(self, project_id: str) -> list[Version]:
        """Return the versions that are kept, the newest first.

        Raises:
            ProjectNotFound: there is no such project.
        """
        return self._of(project_id).versions()

    def restore(self, project_id: str, revision: int) -> Project:
        """Save an earlier version as the newest one and return it; also the way out of a damaged project.

        Raises:
            ProjectError: as for `open` and `save`.
        """
        folder = self._of(project_id)
        version = folder.read(revision)
        try:
            newest = folder.read()
        except ProjectDamaged:
            newest = version.model_copy(update={"revision": folder.revisions()[-1]})
        return self.save(newest.model_copy(update=_content_of(version))).project

    def rename(self, project_id: str, name: str) -> Project:
        """Give a project another name.

        Raises:
            ProjectError: the name is none; or as for `open` and `save`.
        """
        return self.save(self.open(project_id).model_copy(update={"name": named(name)})).project

    def delete(self, project_id: str) -> None:
        """Throw a project away, with all its versions; `recover` brings it back.

        Raises:
            ProjectNotFound: there is none.
        """
        folder = self._of(project_id)
        folder.revisions()
        trash = self._folder / _TRASH
        with reported(folder.path):
            trash.mkdir(exist_ok=True)
            folder.path.rename(trash / project_id)

    def recover(self, project_id: str) -> None:
        """Bring back a project that was thrown away.

        Raises:
            ProjectNotFound: it is not there.
        """
        folder = self._folder / _TRASH / _checked(project_id)
        with reported(folder):
            folder.rename(self._folder / project_id)

    def erase(self, project_id: str) -> None:
        """Remove a project that was thrown away for good.

        Raises:
            ProjectNotFound: it is not there.
        """
        folder = self._folder / _TRASH / _checked(project_id)
        with reported(folder):
            shutil.rmtree(folder)

    def _new(self, name: str, mode: Mode, document: Document) -> Project:
        moment = self._clock()
        return Project(id=_new_id(), name=named(name), mode=mode, created=moment, changed=moment, job=dict(document))

    def _add(self, project: Project) -> Project:
        """Write the first version of a project; its folder appears with that in it or not at all."""
        first = project.model_copy(
            update={"revision": 1, "based_on": None, "back": None, "forth": None, "changed": self._clock()}
        )
        folder = self._folder / first.id
        aside = self._folder / f".{first.id}"
        with reported(folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            aside.mkdir()
            versions.publish(aside, 1, to_bytes(first))
            aside.rename(folder)
        return first

    def _sweep(self) -> None:
        """Remove what processes that were killed while they made a project have left."""
        for path in self._folder.iterdir():
            if _UNFINISHED.fullmatch(path.name) and versions.is_abandoned(path):
                shutil.rmtree(path, ignore_errors=True)

    def _version(self, project: Project, revision: int | None) -> Project | None:
        folder = self._of(project.id)
        return folder.read(revision) if folder.has(revision) else None

    def _step(self, project: Project, there: Project, links: dict[str, int | None]) -> Saved:
        return self._of(project.id).publish(project.model_copy(update=_content_of(there) | links))

    def _of(self, project_id: str) -> ProjectFolder:
        return self._at(self._folder / _checked(project_id))

    def _at(self, path: Path) -> ProjectFolder:
        return ProjectFolder(path, self._memory, self._clock)

    def _cards(self, parent: Path) -> list[Card]:
        if not parent.is_dir():
            return []
        with reported(parent):
            cards = [self._at(folder).card() for folder in parent.iterdir() if _ID.fullmatch(folder.name)]
        return sorted((card for card in cards if card), key=lambda card: card.changed, reverse=True)


def _content_of(project: Project) -> dict[str, Any]:
    return {name: getattr(project, name) for name in _CONTENT}


def _new_id() -> str:
    return uuid.uuid4().hex[:16]


def _checked(project_id: str) -> str:
    if not _ID.fullmatch(project_id):
        raise not_found(Path(project_id))
    return project_id

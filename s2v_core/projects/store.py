"""The folder of projects: made, opened, saved at every change, thrown away and brought back.

Every save adds a version of its own, so that nothing is overwritten: whoever saves last is what the others see, and
what they had saved meanwhile is among the earlier versions. The file system is the store; several processes may use it.
"""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from s2v_core.errors import ProjectDamaged, ProjectError, ProjectNotFound
from s2v_core.job import Mode
from s2v_core.projects import versions
from s2v_core.projects.cards import Card, card_of, damaged_card
from s2v_core.projects.documents import blank, canonical
from s2v_core.projects.files import Imported, import_text, named, to_bytes
from s2v_core.projects.memory import Memory
from s2v_core.projects.project import Project, now
from s2v_core.projects.samples import SAMPLES, sample_document
from s2v_core.projects.tree import Document
from s2v_core.settings import Settings

__all__ = ["ProjectStore", "Saved", "Version"]

_ID = re.compile(r"[0-9a-f]{16}")
_TRASH = ".trash"
_OWN_FIELDS = ("name", "mode", "job", "nodes", "aside", "notes", "cover", "provenance")
"""What undo and earlier versions bring back; the rest belongs to the project whatever its version."""


@dataclass(frozen=True)
class Saved:
    """A saved project. ``overtaken`` are the revisions that others saved since it was opened: earlier versions now."""

    project: Project
    overtaken: tuple[int, ...] = ()


@dataclass(frozen=True)
class Version:
    """An earlier version of a project. ``overtaken``: another tab saved over it without having seen it."""

    revision: int
    changed: datetime
    name: str
    overtaken: bool = False
    damage: str = ""


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
        """Make an empty project.

        Raises:
            ProjectError: the name is none, or it cannot be written.
        """
        return self._add(self._new(name, mode, blank(language=language)))

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
        imported = import_text(text, name=fallback, id=_new_id(), now=self._clock(), folder=folder)
        return Imported(self._add(imported.project), imported.problems)

    def open(self, project_id: str, revision: int | None = None) -> Project:
        """Return a project, or an earlier version of it.

        Raises:
            ProjectNotFound: there is none.
            ProjectDamaged: its file cannot be read; the message says why.
        """
        folder = self._folder_of(project_id)
        return self._read(folder, self._latest(folder) if revision is None else revision)

    def revision(self, project_id: str) -> int:
        """Return the newest revision: whether somebody else has saved since a project was opened. Quick.

        Raises:
            ProjectNotFound: there is no such project.
        """
        return self._latest(self._folder_of(project_id))

    def save(self, project: Project) -> Saved:
        """Save a project as its newest version, whatever others have saved since it was opened.

        Raises:
            ProjectNotFound: it was thrown away meanwhile.
            ProjectError: it cannot be written.
        """
        links = {"back": project.revision, "forth": None}
        return self._publish(project.model_copy(update={"name": named(project.name), **links}))

    def undo(self, project: Project) -> Project | None:
        """Save and return the project as it was before its last change; None if that is not known any more.

        Raises:
            ProjectError: as for `open` and `save`.
        """
        return self._step(project, project.back, "forth")

    def redo(self, project: Project) -> Project | None:
        """Save and return the project as it was before its last undo; None if there is none.

        Raises:
            ProjectError: as for `open` and `save`.
        """
        return self._step(project, project.forth, "back")

    def can_undo(self, project: Project) -> bool:
        """Return whether there is a version to go back to."""
        return self._has(project.id, project.back)

    def can_redo(self, project: Project) -> bool:
        """Return whether there is a version to go forth to."""
        return self._has(project.id, project.forth)

    def versions(self, project_id: str) -> list[Version]:
        """Return the versions that are kept, the newest first.

        Raises:
            ProjectNotFound: there is no such project.
        """
        folder = self._folder_of(project_id)
        found: list[Version] = []
        based_on: int | None = None
        for revision in reversed(self._revisions(folder)):
            overtaken = based_on is not None and based_on < revision
            try:
                project = self._read(folder, revision)
            except ProjectDamaged as error:
                found.append(Version(revision, _time_of(versions.path_of(folder, revision)), "", damage=error.message))
                based_on = None
                continue
            except ProjectNotFound:
                continue
            found.append(Version(revision, project.changed, project.name, overtaken))
            based_on = project.based_on
        return found

    def restore(self, project_id: str, revision: int) -> Project:
        """Save an earlier version as the newest one and return it; also the way out of a damaged project.

        Raises:
            ProjectError: as for `open` and `save`.
        """
        folder = self._folder_of(project_id)
        version = self._read(folder, revision)
        newest = self._latest(folder)
        return self.save(version.model_copy(update={"revision": newest})).project

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
        folder, bin_ = self._folder_of(project_id), self._folder / _TRASH
        with _reported(folder):
            bin_.mkdir(parents=True, exist_ok=True)
            folder.rename(bin_ / project_id)

    def recover(self, project_id: str) -> None:
        """Bring back a project that was thrown away.

        Raises:
            ProjectNotFound: it is not there.
        """
        folder = self._folder / _TRASH / _checked(project_id)
        with _reported(folder):
            folder.rename(self._folder / project_id)

    def erase(self, project_id: str) -> None:
        """Remove a project that was thrown away for good.

        Raises:
            ProjectNotFound: it is not there.
        """
        folder = self._folder / _TRASH / _checked(project_id)
        with _reported(folder):
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
        with _reported(folder):
            aside.mkdir(parents=True)
            versions.publish(aside, 1, to_bytes(first))
            aside.rename(folder)
        return first

    def _publish(self, project: Project) -> Saved:
        folder = self._folder_of(project.id)
        opened = project.revision
        with _reported(folder):
            while True:
                before = versions.revisions(folder)
                if not before:
                    raise _not_found(folder)
                revision = before[-1] + 1
                values = {"revision": revision, "based_on": opened, "changed": self._clock()}
                saved = project.model_copy(update=values)
                if versions.publish(folder, revision, to_bytes(saved)):
                    break
            self._memory.keep(versions.path_of(folder, revision), saved)
            versions.prune(folder)
        return Saved(saved, tuple(known for known in before if known > opened))

    def _step(self, project: Project, revision: int | None, way: str) -> Project | None:
        if revision is None or not self._has(project.id, revision):
            return None
        there = self.open(project.id, revision)
        fields: dict[str, Any] = {name: getattr(there, name) for name in _OWN_FIELDS}
        fields |= {"back": there.back, "forth": there.forth}
        if way == "forth":
            fields["forth"] = project.revision
        return self._publish(project.model_copy(update=fields)).project

    def _has(self, project_id: str, revision: int | None) -> bool:
        return revision is not None and versions.path_of(self._folder_of(project_id), revision).is_file()

    def _read(self, folder: Path, revision: int) -> Project:
        path = versions.path_of(folder, revision)
        with _reported(path):
            return self._memory.read(path)

    def _latest(self, folder: Path) -> int:
        known = self._revisions(folder)
        if not known:
            raise _not_found(folder)
        return known[-1]

    def _revisions(self, folder: Path) -> list[int]:
        with _reported(folder):
            return versions.revisions(folder)

    def _folder_of(self, project_id: str) -> Path:
        return self._folder / _checked(project_id)

    def _cards(self, parent: Path) -> list[Card]:
        if not parent.is_dir():
            return []
        with _reported(parent):
            cards = [self._card(folder) for folder in parent.iterdir() if _ID.fullmatch(folder.name)]
        return sorted((card for card in cards if card), key=lambda card: card.changed, reverse=True)

    def _card(self, folder: Path) -> Card | None:
        try:
            revision = self._latest(folder)
            return card_of(self._read(folder, revision))
        except ProjectNotFound:
            return None
        except ProjectDamaged as error:
            return damaged_card(folder.name, error.message, _time_of(versions.path_of(folder, revision)))


def _new_id() -> str:
    return uuid.uuid4().hex[:16]


def _checked(project_id: str) -> str:
    if not _ID.fullmatch(project_id):
        raise _not_found(Path(project_id))
    return project_id


def _not_found(where: Path) -> ProjectNotFound:
    hint = "It may have been thrown away: look into the trash."
    return ProjectNotFound("There is no such project.", where=where.name, hint=hint)


def _time_of(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return datetime.fromtimestamp(0, UTC)


@contextmanager
def _reported(where: Path) -> Iterator[None]:
    """Turn what the file system says into what the user can understand."""
    try:
        yield
    except FileNotFoundError:
        raise _not_found(where) from None
    except OSError as error:
        hint = "Check that the data folder may be written and that its disk is not full."
        raise ProjectError(f"The project cannot be reached: {error.strerror}.", where=str(where), hint=hint) from None

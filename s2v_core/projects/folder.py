"""The folder of one project: what is read from it and written into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from s2v_core.errors import ProjectDamaged, ProjectError, ProjectNotFound
from s2v_core.projects import versions
from s2v_core.projects.cards import Card, card_of, damaged_card
from s2v_core.projects.files import to_bytes
from s2v_core.projects.memory import Memory
from s2v_core.projects.project import Project

__all__ = ["ProjectFolder", "Saved", "Version", "not_found", "reported"]


@dataclass(frozen=True)
class Saved:
    """A saved project. ``overtaken`` are the revisions that others saved since it was opened: earlier versions now."""

    project: Project
    overtaken: tuple[int, ...] = ()


@dataclass(frozen=True)
class Version:
    """A version of a project. ``overtaken``: somebody saved over it without having seen it."""

    revision: int
    changed: datetime
    name: str
    overtaken: bool = False
    damage: str = ""


class ProjectFolder:
    """One project on disk.

    Args:
        path: its folder.
        memory: what was read before.
        clock: what time it is.
    """

    def __init__(self, path: Path, memory: Memory, clock: Callable[[], datetime]) -> None:
        self.path = path
        self._memory = memory
        self._clock = clock

    def revisions(self) -> list[int]:
        """Return the revisions that are kept, the oldest first; at least one.

        Raises:
            ProjectNotFound: there are none.
        """
        with reported(self.path):
            known = versions.revisions(self.path)
        if not known:
            raise not_found(self.path)
        return known

    def has(self, revision: int | None) -> bool:
        """Return whether a revision is kept."""
        return revision is not None and versions.path_of(self.path, revision).is_file()

    def read(self, revision: int | None = None) -> Project:
        """Return a version of the project, the newest by default.

        Raises:
            ProjectNotFound: there is none.
            ProjectDamaged: its file cannot be read.
        """
        path = versions.path_of(self.path, self.revisions()[-1] if revision is None else revision)
        with reported(path):
            return self._memory.read(path)

    def publish(self, project: Project) -> Saved:
        """Write a project as the newest version.

        Raises:
            ProjectNotFound: the folder is gone.
            ProjectError: it cannot be written.
        """
        opened = project.revision
        while True:
            before = self.revisions()
            revision = before[-1] + 1
            values = {"revision": revision, "based_on": opened, "changed": self._clock()}
            saved = self._with_productions(project, before[-1]).model_copy(update=values)
            with reported(self.path):
                if versions.publish(self.path, revision, to_bytes(saved)):
                    break
        with reported(self.path):
            self._memory.keep(versions.path_of(self.path, revision), saved)
            versions.prune(self.path)
        return Saved(saved, tuple(known for known in before if known > opened))

    def _with_productions(self, project: Project, newest: int) -> Project:
        """Return a project with the productions that were noted since it was opened: they belong to every version."""
        if newest <= project.revision:
            return project
        try:
            return project.with_productions_of(self.read(newest))
        except (ProjectDamaged, ProjectNotFound):
            return project

    def versions(self) -> list[Version]:
        """Return the versions that are kept, the newest first.

        Raises:
            ProjectNotFound: there are none.
        """
        found: list[Version] = []
        seen: int | None = None
        for revision in reversed(self.revisions()):
            try:
                project = self.read(revision)
            except ProjectDamaged as error:
                found.append(Version(revision, self._time_of(revision), "", damage=error.message))
                seen = None
            except ProjectNotFound:
                # Another process has just let go of it.
                continue
            else:
                overtaken = seen is not None and seen < revision
                found.append(Version(revision, project.changed, project.name, overtaken))
                seen = project.based_on
        return found

    def card(self) -> Card | None:
        """Return the project's card; None if there is no project here."""
        try:
            revision = self.revisions()[-1]
            return card_of(self.read(revision))
        except ProjectNotFound:
            return None
        except ProjectDamaged as error:
            return damaged_card(self.path.name, error.message, self._time_of(revision))

    def _time_of(self, revision: int) -> datetime:
        with reported(self.path):
            return datetime.fromtimestamp(versions.path_of(self.path, revision).stat().st_mtime, UTC)


def not_found(where: Path) -> ProjectNotFound:
    """Return the error that there is no project at ``where``."""
    hint = "It may have been thrown away: look into the trash."
    return ProjectNotFound("There is no such project.", where=where.name, hint=hint)


@contextmanager
def reported(where: Path) -> Iterator[None]:
    """Turn what the file system says into what the user can understand.

    Raises:
        ProjectNotFound: a file or folder is not there.
        ProjectError: something else keeps it from being read or written.
    """
    try:
        yield
    except FileNotFoundError:
        raise not_found(where) from None
    except OSError as error:
        hint = "Check that the data folder may be written and that its disk is not full."
        raise ProjectError(f"The project cannot be reached: {error.strerror}.", where=str(where), hint=hint) from None

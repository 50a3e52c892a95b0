"""Projects as text: their own files, and what is exchanged with others."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import to_json

from s2v_core.errors import JobError, Problem, ProjectDamaged, ProjectError
from s2v_core.job.findings import Findings
from s2v_core.job.reading import decode, plain_object
from s2v_core.projects.checking import held
from s2v_core.projects.documents import canonical, with_absolute_media
from s2v_core.projects.generated import with_provenance
from s2v_core.projects.project import Project
from s2v_core.projects.tree import at

__all__ = ["Imported", "export_bundle", "export_job", "from_bytes", "import_text", "named", "to_bytes"]

_LONGEST_NAME = 100
_OWN = ("Revision", "BasedOn", "Back", "Forth", "Productions")
"""What means nothing outside the store that a project was saved in."""


@dataclass(frozen=True)
class Imported:
    """A project made of somebody's file. ``problems`` name what was left out of it or is wrong."""

    project: Project
    problems: tuple[Problem, ...]


def named(name: str) -> str:
    """Return a name for a project, without blanks around it.

    Raises:
        ProjectError: it is empty, too long, or no text.
    """
    stripped = name.strip()
    if not stripped:
        raise ProjectError("The project has no name.", where="name", hint="Give it one.")
    if len(stripped) > _LONGEST_NAME:
        message = f"The name has {len(stripped):,} characters; at most {_LONGEST_NAME} are allowed."
        raise ProjectError(message, where="name", hint="Shorten it.")
    if not stripped.isprintable():
        raise ProjectError("The name holds characters that cannot be shown.", where="name", hint="Type it again.")
    return stripped


def to_bytes(project: Project) -> bytes:
    """Return a project as its file holds it: UTF-8, no blanks, the document last."""
    values = project.to_json()
    return to_json(values | {"Job": values.pop("Job")})


def from_bytes(data: bytes, *, where: str) -> Project:
    """Return the project of a file.

    Raises:
        ProjectDamaged: it is none; the message says why.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _damaged(f"it is not UTF-8 text (byte {error.start})", where) from None
    found = Findings()
    values = decode(text, (), found)
    if not isinstance(values, dict) or not isinstance(values.get("Job"), dict):
        reason = found.problems()[0].message if found.found else "It holds no job."
        raise _damaged(reason, where)
    try:
        document = canonical(values["Job"])[0]
        own = plain_object({key: value for key, value in values.items() if key != "Job"}, Findings())
        project = Project.model_validate(own | {"Job": document})
    except JobError as error:
        raise _damaged(error.message, where) from None
    except ValidationError as error:
        first = error.errors()[0]
        raise _damaged(f"{'.'.join(map(str, first['loc']))}: {first['msg']}", where) from None
    return project


def export_job(project: Project) -> str:
    """Return the job document alone, as JSON for people, the command line and the vendor."""
    return json.dumps(with_provenance(project), ensure_ascii=False, indent=2) + "\n"


def export_bundle(project: Project) -> str:
    """Return the job document with the project's own fields, as JSON; the media are not in it."""
    values = {key: value for key, value in project.model_dump(mode="json", by_alias=True).items() if key not in _OWN}
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def import_text(text: str, *, name: str, project_id: str, now: datetime, folder: Path | None = None) -> Imported:
    """Return a project made of a job document or of an exported bundle.

    Args:
        text: JSON.
        name: of the project, where the file brings none.
        project_id: of the new project.
        now: the present moment.
        folder: where the relative references of the document start from.

    Raises:
        JobError: it is neither; all problems are named.
    """
    values = decode(text, (), Findings())
    bundle = isinstance(values, dict) and isinstance(values.get("Job"), dict) and "InputConfig" not in values
    given = values["Job"] if bundle else values
    document, mode, problems = canonical(given if isinstance(given, dict) else text)
    if folder is not None:
        document = with_absolute_media(document, folder)
    fields: dict[str, Any] = {"Name": name, "Mode": mode, "Created": now}
    if bundle:
        fields |= _own_fields(values, name)
    try:
        project = Project.model_validate(fields | {"Id": project_id, "Changed": now, "Job": document})
    except ValidationError as error:
        first = error.errors()[0]
        message = f"This is no project: {first['msg']}."
        raise JobError(message, where=".".join(map(str, first["loc"])), hint="Export it again.") from None
    decided = mode == "segmented" or bool(at(document, ("InputConfig", "SpeechTextArray")))
    kept = mode if decided else project.mode
    return Imported(project.with_job(held(document, kept)).model_copy(update={"mode": kept}), problems)


def _own_fields(values: dict[str, Any], name: str) -> dict[str, Any]:
    """Return what a bundle says beside the job, with ``name`` in place of one that no project may have."""
    fields = plain_object({key: value for key, value in values.items() if key not in ("Job", *_OWN)}, Findings())
    try:
        return fields | {"Name": named(str(fields.get("Name") or ""))}
    except ProjectError:
        return fields | {"Name": name}


def _damaged(reason: str, where: str) -> ProjectDamaged:
    message = f"The file of the project is damaged: {reason.rstrip('.')}."
    return ProjectDamaged(message, where=where, hint="Bring back an earlier version of the project.")

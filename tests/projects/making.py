"""Projects for the tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from s2v_core.errors import JobError
from s2v_core.projects import Project
from s2v_core.projects.documents import canonical
from tests.job.documents import GLOBAL, SEGMENTED, changed

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def project(document: dict[str, Any], **fields: Any) -> Project:
    """A project of a document, in the mode that the document has."""
    plain, mode, _ = canonical(document)
    values = {"id": "0123456789abcdef", "name": "Bakery", "mode": mode, "created": MOMENT, "changed": MOMENT, **fields}
    return Project.model_validate(values | {"job": plain})


def one_story(**values: Any) -> Project:
    """A global project: opening, product (with two ranges) and closing."""
    return project(changed(GLOBAL, **values))


def scenes(**values: Any) -> Project:
    """A segmented project: g1 silent for 3 s, g2 and g3 with two texts each."""
    return project(changed(SEGMENTED, **values))


def path_of_refusal(error: JobError) -> str:
    """Where the only problem of a refusal is."""
    (problem,) = error.problems
    return problem.path

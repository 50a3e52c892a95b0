"""What is answered instead of a result: a status, a code of the vendor's kind, and words for people.

Nothing that is answered tells where files of this machine lie, and bugs tell nothing of themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from s2v_core.errors import JobError, Problem, S2VError

__all__ = ["Refusal", "problems_without_paths", "refusal_of", "without_paths"]

_STATUS_AND_CODE: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        "JobError": (400, "InvalidParameter"),
        "TimelineError": (400, "InvalidTimelineFormat"),
        "PlanError": (400, "InvalidParameter"),
        "ProjectError": (400, "InvalidParameter"),
        "DeliveryRefused": (400, "InvalidParameter"),
        "MediaNotFound": (404, "InvalidMaterial.NotFound"),
        "MediaRefused": (403, "InvalidMaterial.Forbidden"),
        "MediaTooLarge": (413, "InvalidMaterial.TooLarge"),
        "MediaUnreadable": (400, "InvalidMaterial"),
        "MediaError": (400, "InvalidMaterial"),
        "LibraryFull": (507, "InsufficientStorage"),
        "JobNotFound": (404, "InvalidParameter.JobNotFound"),
        "JobConflict": (409, "OperationConflict"),
        "StoreUnusable": (503, "ServiceUnavailable"),
        "LibraryUnusable": (503, "ServiceUnavailable"),
        "StoreError": (400, "InvalidParameter"),
        "SettingsError": (503, "ServiceUnavailable"),
    }
)
"""By the names of errors; what is not listed is answered like the nearest of its bases that is."""

_LISTED = 5
_LONGEST = 2000
"""Letters of what is told: names in it come from the request, which may be large."""
_QUOTED_PATH = re.compile(r"(?<=['\"])(?:~?/|[A-Za-z]:[\\/]|\\\\)[^'\"\n]*(?=['\"])")
_POSIX_PATH = re.compile(r"(?<![\w/:.~%-])~?(?:/[^\s/'\"<>|*?,;:()]+){2,}/?")
_WINDOWS_PATH = re.compile(r"(?<!\w)(?:[A-Za-z]:|\\)\\[^\s'\"<>|*?,;:()]+")
_FILE_URL = re.compile(r"file:/{1,3}[^\s'\"<>,;]+")


class Refusal(Exception):
    """A request is refused.

    Args:
        status: of HTTP.
        code: the vendor's kind of code.
        message: what is wrong.
        where: the place in the document, or the parameter.
        hint: what to do.
        problems: everything that was found.
        wait: seconds after which it is worth trying again.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        where: str = "",
        hint: str = "",
        problems: Iterable[Problem] = (),
        wait: int | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = without_paths(message[:_LONGEST])
        self.where = without_paths(where[:_LONGEST])
        self.hint = without_paths(hint[:_LONGEST])
        self.problems = problems_without_paths(problems)
        self.wait = wait

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the answer."""
        if self.status == 401:
            return {"WWW-Authenticate": 'Basic realm="access key", charset="UTF-8"'}
        if self.wait is None:
            return {}
        return {"Retry-After": str(self.wait), "x-acs-retry-after": str(1000 * self.wait)}  # that is in milliseconds

    @property
    def sentence(self) -> str:
        """Everything in one line: the places and what is wrong there, as far as a few."""
        errors = [str(problem) for problem in self.problems if problem.severity == "error"][:_LISTED]
        where = f"{self.where}: " if self.where else ""
        return " ".join(filter(None, [f"{where}{self.message}", self.hint, *errors]))


def refusal_of(error: S2VError) -> Refusal:
    """Return how an error of the product is answered."""
    kinds = (kind.__name__ for kind in type(error).__mro__)
    status, code = next((_STATUS_AND_CODE[kind] for kind in kinds if kind in _STATUS_AND_CODE), (500, "InternalError"))
    problems = error.problems if isinstance(error, JobError) else ()
    return Refusal(status, code, error.message, where=error.where, hint=error.hint, problems=problems)


def problems_without_paths(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return findings that tell nothing of where files of this machine lie."""
    return tuple(
        Problem(
            path=without_paths(problem.path),
            message=without_paths(problem.message),
            hint=without_paths(problem.hint),
            severity=problem.severity,
        )
        for problem in problems
    )


def without_paths(text: str) -> str:
    """Return a text with the last part alone of every path of this machine that stands in it; URLs stay."""
    for path in (_FILE_URL, _QUOTED_PATH, _WINDOWS_PATH, _POSIX_PATH):
        text = path.sub(lambda found: re.split(r"[\\/]", found.group().rstrip("\\/"))[-1], text)
    return text

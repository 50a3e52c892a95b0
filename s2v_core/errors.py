"""Every error a user can meet, in one tree.

S2VError
├── SettingsError             a setting or the installation is wrong
│   └── DependencyMissing     an optional or system component is not there
├── JobError                  the job document cannot be carried out; holds all its problems
├── MediaError                something about one asset
│   ├── MediaNotFound         the reference leads nowhere
│   ├── MediaRefused          the reference is outside the limits of trust
│   ├── MediaUnreadable       the bytes are not what they claim to be
│   └── MediaTooLarge         more bytes or pixels than the limits allow
├── LibraryError              the asset library refuses a request
│   ├── LibraryUnusable       its index is damaged, of a newer version, or cannot be written
│   ├── LibraryFull           it, or its disk, has no room for more
│   └── AssetInUse            projects use what is to be deleted
├── SpeechError               a text cannot be turned into a voice
│   ├── NothingToSpeak        the text has no speakable character
│   ├── VoiceUnavailable      no engine on this machine has that voice or language
│   └── EngineFailed          the engine crashed, hung or returned nothing
├── CopyError                 the service that writes texts cannot be asked, or answers nothing of use
├── PlanError                 the rules cannot be satisfied with what the job offers
├── TimelineError             a timeline document is malformed
├── RenderError               a timeline cannot be turned into a file
│   ├── OutputNotWritable     the target folder or disk refuses the file
│   ├── WorkerCrashed         the process that rendered it ended unexpectedly, again and again
│   └── Cancelled             somebody asked to stop
├── ProjectError              a project of the studio cannot be opened, saved or changed as asked
│   ├── ProjectNotFound       there is no such project, or no such version of it
│   └── ProjectDamaged        its file is not what it should be; it stays where it is
├── DeliveryError             a finished file or a message cannot be brought to where it belongs
│   ├── DeliveryRefused       it may not be brought there, now or later
│   └── DeliveryAway          nothing answers there now; it is worth trying again later
├── StoreError                the jobs store refuses a request
│   ├── StoreUnusable         its file is damaged, of a newer version, or cannot be written
│   ├── JobNotFound           it holds no such job or output
│   ├── JobConflict           the job is in a state, or was submitted in a way, that forbids the request
│   └── LeaseLost             the work was given to another worker meanwhile
└── (bugs are not in this tree and are never caught as if they were)

An error says what is wrong (`message`), where (`where`: a path in the job document such as
``InputConfig.MediaGroupArray[2].MediaArray[0]``, a file, or a moment) and what to do (`hint`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "AssetInUse",
    "Cancelled",
    "CopyError",
    "DeliveryAway",
    "DeliveryError",
    "DeliveryRefused",
    "DependencyMissing",
    "EngineFailed",
    "JobConflict",
    "JobError",
    "JobNotFound",
    "LeaseLost",
    "LibraryError",
    "LibraryFull",
    "LibraryUnusable",
    "MediaError",
    "MediaNotFound",
    "MediaRefused",
    "MediaTooLarge",
    "MediaUnreadable",
    "NothingToSpeak",
    "OutputNotWritable",
    "PlanError",
    "Problem",
    "ProjectDamaged",
    "ProjectError",
    "ProjectNotFound",
    "RenderError",
    "S2VError",
    "SettingsError",
    "SpeechError",
    "StoreError",
    "StoreUnusable",
    "TimelineError",
    "VoiceUnavailable",
    "WorkerCrashed",
]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One finding about a job document.

    ``path`` is the place in the document (``OutputConfig.Count``), empty for the document as a whole.
    An ``error`` keeps the job from being carried out, a ``warning`` does not.
    """

    path: str
    message: str
    hint: str = ""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{where}{self.message}{hint}"

    def to_json(self) -> dict[str, str]:
        """Return the finding as JSON values."""
        return {"Severity": self.severity, "Path": self.path, "Message": self.message, "Hint": self.hint}


class S2VError(Exception):
    """Root of the tree: something the user can understand and mend."""

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message, where, hint)
        self.message = message
        self.where = where
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.message, self.where, self.hint))

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{where}{self.message}{hint}"

    def at(self, where: str) -> S2VError:
        """Return the same error placed at ``where`` (used by callers that know the document path)."""
        return type(self)(self.message, where=where, hint=self.hint)

    def problem(self) -> Problem:
        """Return the error as a finding about the job document."""
        return Problem(path=self.where, message=self.message, hint=self.hint)


def _rebuild(kind: type[S2VError], message: str, where: str, hint: str) -> S2VError:
    return kind(message, where=where, hint=hint)


class SettingsError(S2VError):
    """A setting is malformed or the installation is incomplete."""


class DependencyMissing(SettingsError):
    """A package, library or font that a feature needs is not installed; the hint names the remedy."""


class JobError(S2VError):
    """The job document cannot be carried out. ``problems`` lists every finding, not only the first."""

    def __init__(
        self,
        message: str,
        *,
        where: str = "",
        hint: str = "",
        problems: Sequence[Problem] = (),
    ) -> None:
        super().__init__(message, where=where, hint=hint)
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild_job_error, (self.message, self.where, self.hint, self.problems))

    def at(self, where: str) -> JobError:
        """Return the same error, with its problems, placed at ``where``."""
        return JobError(self.message, where=where, hint=self.hint, problems=self.problems)


def _rebuild_job_error(message: str, where: str, hint: str, problems: tuple[Problem, ...]) -> JobError:
    return JobError(message, where=where, hint=hint, problems=problems)


class MediaError(S2VError):
    """Something is wrong with one asset."""


class MediaNotFound(MediaError):
    """The reference leads to no file."""


class MediaRefused(MediaError):
    """The reference lies outside the folders or hosts that are trusted."""


class MediaUnreadable(MediaError):
    """The file cannot be decoded as what it is used for."""


class MediaTooLarge(MediaError):
    """The file has more bytes or pixels than the limits allow."""


class LibraryError(S2VError):
    """The asset library refuses a request; it stays as it was."""


class LibraryUnusable(LibraryError):
    """The index of the asset library is damaged, of a newer version, in use for too long, or cannot be written."""


class LibraryFull(LibraryError):
    """The asset library has reached its limit, or its disk is full."""


class AssetInUse(LibraryError):
    """Projects use an asset that is to be deleted; the hint names them."""


class SpeechError(S2VError):
    """A text cannot be turned into a voice."""


class NothingToSpeak(SpeechError):
    """After tags and symbols are removed no speakable character is left."""


class VoiceUnavailable(SpeechError):
    """No installed or configured engine can speak that language or with that voice."""


class EngineFailed(SpeechError):
    """A speech engine crashed, hung, or returned no sound."""


class CopyError(S2VError):
    """The service that writes texts cannot be reached, refuses, or its answer is of no use."""


class PlanError(S2VError):
    """The rules of the job cannot be satisfied with the material it offers."""


class TimelineError(S2VError):
    """A timeline document is malformed or contradicts itself."""


class RenderError(S2VError):
    """A timeline cannot be rendered."""


class OutputNotWritable(RenderError):
    """The target folder does not exist, may not be written, or its disk is full."""


class WorkerCrashed(RenderError):
    """Every process that worked on it ended unexpectedly: a decoder crashed, or the memory ran out."""


class Cancelled(RenderError):
    """The work was stopped on request; nothing half-made was left under a final name."""


class ProjectError(S2VError):
    """A project of the studio cannot be opened, saved or changed as asked."""


class ProjectNotFound(ProjectError):
    """There is no such project, or no such version of it."""


class ProjectDamaged(ProjectError):
    """The file of a project is damaged or of a newer version; it stays where it is."""


class StoreError(S2VError):
    """The jobs store refuses a request; it stays as it was."""


class StoreUnusable(StoreError):
    """The file of the jobs store is damaged, of a newer version, in use for too long, or cannot be written."""


class JobNotFound(StoreError):
    """The jobs store holds no such job, or the job no such output."""


class JobConflict(StoreError):
    """The job's state forbids the request, or its token belongs to another job."""


class LeaseLost(StoreError):
    """A worker reports on work that was taken from it; what it did must not count."""


class DeliveryError(S2VError):
    """A finished file or a message cannot be brought to where it belongs. What was made stays where it is."""


class DeliveryRefused(DeliveryError):
    """The place is outside the limits of trust, does not exist, or refuses what is brought; trying again is no use."""


class DeliveryAway(DeliveryError):
    """The place does not answer, answers with an error of its own, or broke off; trying again later may help."""

"""Carrying a request through: suggestions are taken from a source, judged, and handed on as they come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from s2v_core.copywriting.angles import angles_for
from s2v_core.copywriting.request import CopyRequest, SecondsOf, prompt_of, tidied
from s2v_core.copywriting.screening import Rejected, Screen
from s2v_core.copywriting.texts import CopyReport, CopyText, StoryPart, Usage
from s2v_core.copywriting.variety import variety_of
from s2v_core.job.limits import LONGEST_SCRIPT

__all__ = ["Progress", "Source", "Suggestion", "Writing"]


@dataclass(frozen=True)
class Suggestion:
    """A text that a source suggests, and the angle it was written from."""

    text: str
    angle: str
    parts: tuple[StoryPart, ...] = ()


class Progress:
    """How far a request is, for sources to know what is still wanted.

    Args:
        request: a checked one.
        screen: judges the texts.
    """

    def __init__(self, request: CopyRequest, screen: Screen) -> None:
        self.request = request
        self.screen = screen
        self.accepted: list[CopyText] = []
        self.refused: list[tuple[str, str]] = []
        """Texts that were not accepted, with the remark on each, in their order."""
        self.reasons: Counter[str] = Counter()

    @property
    def missing(self) -> int:
        """How many texts are still wanted."""
        return self.request.count - len(self.accepted)

    def angles(self) -> Counter[str]:
        """Return how many texts there are of every angle."""
        return Counter(text.angle for text in self.accepted)

    def rarest_angles(self, count: int, coming: Mapping[str, int]) -> list[str]:
        """Return so many angles to write from next, those first that the texts have least, with those ``coming``."""
        had = self.angles() + Counter(coming)
        known = angles_for(self.request.tone)
        chosen: list[str] = []
        for _ in range(count):
            angle = min(known, key=lambda name: had[name])
            had[angle] += 1
            chosen.append(angle)
        return chosen


class Source(Protocol):
    """Whoever suggests texts. ``shortfall`` says, when the suggestions end, why there are no more."""

    model: str
    shortfall: str

    def suggestions(self, progress: Progress) -> Generator[Suggestion | None, None, None]:
        """Yield suggestions, and None now and then while nothing comes. Closing the iterator ends all work for it.

        Raises:
            CopyError: nothing can be suggested.
        """
        ...

    def usage(self) -> Usage:
        """Return what was used so far."""
        ...


class Writing:
    """Texts on their way: iterate to get each one as soon as it is accepted; leaving the loop stops the work.

    Args:
        source: suggests texts.
        request: a checked one.
        threshold, seconds_of, known: as for `screening.Screen`.
        cancelled: is asked again and again; the writing ends soon after it says yes, and what came is kept.
    """

    def __init__(
        self,
        source: Source,
        request: CopyRequest,
        *,
        threshold: float,
        seconds_of: SecondsOf | None = None,
        known: Sequence[str] = (),
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._source = source
        self._cancelled = cancelled
        self._progress = Progress(request, Screen(request, threshold, seconds_of, tuple(known)))
        self._prompt = prompt_of(request)
        self._stopped = False

    @property
    def model(self) -> str:
        """The model that writes, or `TEMPLATES`."""
        return self._source.model

    @property
    def texts(self) -> tuple[CopyText, ...]:
        """Return what was accepted so far."""
        return tuple(self._progress.accepted)

    def __iter__(self) -> Generator[CopyText, None, None]:
        """Yield the texts as they come.

        Raises:
            CopyError: the service that writes cannot be asked, and there is no text at all.
        """
        with closing(self.steps()) as steps:
            yield from (text for text in steps if text is not None)

    def steps(self) -> Generator[CopyText | None, None, None]:
        """Yield the texts as they come, and None several times a second while nothing comes. Closing it stops the work.

        Raises:
            CopyError: the service that writes cannot be asked, and there is no text at all.
        """
        progress = self._progress
        with closing(self._source.suggestions(progress)) as suggestions:
            try:
                while progress.missing > 0:
                    self._stopped = self._cancelled()
                    suggestion = None if self._stopped else next(suggestions, _END)
                    if self._stopped or suggestion is _END:
                        return
                    yield self._judged(suggestion) if suggestion is not None else None
            except GeneratorExit:
                self._stopped = True
                raise

    def report(self) -> CopyReport:
        """Return what has become of the request so far."""
        progress = self._progress
        shortfall = ""
        if progress.missing > 0:
            shortfall = "It was stopped." if self._stopped else self._source.shortfall or "It has not ended yet."
        return CopyReport(
            asked=progress.request.count,
            written=len(progress.accepted),
            model=self.model,
            stopped=self._stopped,
            shortfall=shortfall,
            rejected=dict(progress.reasons.most_common()),
            variety=variety_of(progress.accepted, progress.request.keywords),
            usage=self._source.usage(),
        )

    def _judged(self, suggestion: Suggestion) -> CopyText | None:
        progress, screen = self._progress, self._progress.screen
        parts = tuple(StoryPart(tidied(part.name), screen.cleaned(part.text)) for part in suggestion.parts)
        text = " ".join(part.text for part in parts) if parts else screen.cleaned(suggestion.text)
        rejected = screen.rejection(text) or _rejected_parts(parts)
        if rejected is not None:
            progress.reasons[rejected.reason] += 1
            progress.refused.append((text, rejected.remark))
            return None
        accepted = CopyText(
            text=text,
            angle=suggestion.angle,
            model=self.model,
            prompt=self._prompt,
            time=datetime.now(UTC),
            seconds=screen.seconds(text),
            parts=parts,
        )
        screen.accept(text)
        progress.accepted.append(accepted)
        return accepted


_END = Suggestion("", "")


def _rejected_parts(parts: tuple[StoryPart, ...]) -> Rejected | None:
    longest = max((len(part.text) for part in parts), default=0)
    if longest > LONGEST_SCRIPT:
        return Rejected("too long", f"a part has {longest} characters; at most {LONGEST_SCRIPT}")
    if any(not part.text for part in parts):
        return Rejected("empty", "a part says nothing")
    return None

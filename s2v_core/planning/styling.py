"""How texts look: the complete styles of the document, alternatives drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from s2v_core.job import Job, caption_style, sub_heading_style, title_style
from s2v_core.planning.draws import Chooser
from s2v_core.planning.lettering import DRAWN_FIELDS, usable
from s2v_core.timeline.style import SubtitleStyle

__all__ = ["Styler"]

_TIMES = ("TimelineIn", "TimelineOut")

Times = tuple[float | None, float | None]


class Styler:
    """Makes the styles of one effective job. What does not vary is made once.

    Args:
        files: the usable files that styles name, and how a timeline names them.
    """

    def __init__(self, job: Job, files: Mapping[str, str]) -> None:
        self._job = job
        self._files = files
        self._made: dict[str, tuple[SubtitleStyle, Times]] = {}

    def title(self, chooser: Chooser) -> tuple[SubtitleStyle, Times]:
        """Return the style of the title, and from when to when it is shown (seconds)."""
        return self._style("title", chooser, partial(title_style, self._job))

    def sub_heading(self, chooser: Chooser, level: int) -> tuple[SubtitleStyle, Times]:
        """Return the style of a sub-heading, and from when to when it is shown (seconds)."""
        return self._style(f"subheading.{level}", chooser, partial(sub_heading_style, self._job, level))

    def caption(self, chooser: Chooser) -> SubtitleStyle:
        """Return the style of the captions."""
        return self._style("caption", chooser, partial(caption_style, self._job))[0]

    def _style(self, role: str, chooser: Chooser, resolve: Callable[[], SubtitleStyle]) -> tuple[SubtitleStyle, Times]:
        if role not in self._made:
            self._made[role] = self._timed(resolve())
        style, times = self._made[role]
        drawn = {}
        for name in DRAWN_FIELDS:
            alternatives = usable(name, getattr(style, name))
            if len(alternatives) > 1:
                drawn[name] = chooser.choose(f"{role}.{name}", alternatives)
            elif alternatives:
                drawn[name] = alternatives[0]
        return (style.model_copy(update=drawn) if drawn else style), times

    def _timed(self, style: SubtitleStyle) -> tuple[SubtitleStyle, Times]:
        fields = style.to_json()
        begin, end = (fields.pop(name, None) for name in _TIMES)
        found = {reference: self._files.get(reference, "") for reference in style.references()}
        return SubtitleStyle.model_validate(fields).with_references(found), (begin, end)

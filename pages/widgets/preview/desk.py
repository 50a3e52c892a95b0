"""Planned first outputs of projects, and their pictures: one desk for each server, shared by all its sessions."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pages.widgets.preview.samples import CAPTIONS, TITLE, Samples, complete
from pages.widgets.preview.speech import QuickSpeech
from pages.widgets.recent_assets import RecentAssets
from s2v_core.media import Assets
from s2v_core.planning import plan
from s2v_core.projects import Document, Project, job_of
from s2v_core.rendering import FrameMemory, FramePreview, draft
from s2v_core.settings import Settings
from s2v_core.speech import Speaker
from s2v_core.timeline import Span, Timeline, cues
from s2v_core.timeline.model import role_of
from s2v_core.timeline.transitions import in_order, transition_windows

__all__ = ["STICKER", "TRANSITION", "Desk", "Look", "moment_of"]

STICKER, TRANSITION = "sticker", "transition"

_MEMORY = 48 << 20
_KEPT = 4
_FRESH = 60.0
"""Seconds after which files are looked at and plans are made again: others may have changed what they depend on."""
_SHORT_SIDE = 540

_Key = tuple[str, str, str]
"""Project, focus, and the sample texts by one of them."""


@dataclass(eq=False)
class Look:
    """An output, small. ``moment`` (seconds) shows what is in focus; ``neutral``: some of its pictures stand in."""

    document: Document
    source: Timeline | None
    timeline: Timeline
    moment: float
    neutral: bool
    assets: Assets
    preview: FramePreview
    ahead: bool = False
    made: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Its length."""
        return float(self.timeline.duration)


class Desk:
    """Plans and draws. Thread-safe; holds little: the latest looks and some tens of megabytes of frames.

    Args:
        settings: folders and limits.
        speaker: its cache tells how long texts are; nothing is spoken.
        trusted: whether any local path may be named.
    """

    def __init__(self, settings: Settings, speaker: Speaker, *, trusted: bool) -> None:
        self._assets = RecentAssets(settings, trusted=trusted, seconds=_FRESH)
        self._speech = QuickSpeech(speaker)
        self._memory = FrameMemory(_MEMORY)
        self._lock = threading.Lock()
        self._looks: OrderedDict[_Key, Look] = OrderedDict()

    def look(self, project: Project, focus: str, samples: Samples, timeline: Timeline | None = None) -> Look:
        """Return the first output of a project as it would be made now.

        Args:
            project: as it is to be shown.
            focus: what is to be seen in it; see `samples.complete` and `moment_of`.
            samples: what is shown in place of what is missing.
            timeline: an output that is planned already, instead of the first one.

        Raises:
            S2VError: it cannot be planned or drawn.
        """
        key = (project.id, focus, samples.title)
        with self._lock:
            known = self._looks.get(key)
            if known is not None and _is_current(known, project, timeline):
                self._looks.move_to_end(key)
                return known
        made = self._make(project, focus, samples, timeline)
        with self._lock:
            gone = [self._looks.pop(key)] if key in self._looks else []
            self._looks[key] = made
            while len(self._looks) > _KEPT:
                gone.append(self._looks.popitem(last=False)[1])
        for old in gone:
            old.preview.close()
        return made

    def frame(self, look: Look, seconds: float, *, ahead: bool = False) -> NDArray[np.uint8]:
        """Return a picture: H x W x 3 uint8 RGB.

        Args:
            look: an output.
            seconds: the moment.
            ahead: compose the other moments meanwhile, for somebody who goes from one to the next.

        Raises:
            MediaError: material is missing or unreadable.
        """
        with self._lock:
            if ahead and not look.ahead:
                look.ahead = True
                look.preview = self._preview(look.timeline, look.assets)
        return look.preview.frame(seconds)

    def close(self) -> None:
        """Close all files."""
        with self._lock:
            gone = list(self._looks.values())
            self._looks.clear()
        for look in gone:
            look.preview.close()

    def _make(self, project: Project, focus: str, samples: Samples, timeline: Timeline | None) -> Look:
        assets, neutral = self._assets.now(), False
        full = timeline
        if full is None:
            full, neutral = self._planned(project, focus, samples, assets)
        small = draft(full, _SHORT_SIDE)
        preview = self._preview(small, assets)
        preview.close()  # what is looked at for one moment needs nothing composed ahead
        return Look(project.document, timeline, small, moment_of(small, focus), neutral, assets, preview)

    def _planned(self, project: Project, focus: str, samples: Samples, assets: Assets) -> tuple[Timeline, bool]:
        document, neutral = complete(project, focus, samples)
        return plan(job_of(document), assets=assets, speaker=self._speech).outputs[0].required_timeline(), neutral

    def _preview(self, timeline: Timeline, assets: Assets) -> FramePreview:
        return FramePreview(timeline, assets, memory=self._memory)


def moment_of(timeline: Timeline, focus: str) -> float:
    """Return the seconds at which a timeline shows what is in focus; a moment inside it where it never does."""
    spans = list(_spans(timeline, focus))
    if not spans:
        return float(timeline.duration) / 3
    longest = max(spans, key=len)
    return float((longest.start + longest.end) // 2 / timeline.rate)


def _spans(timeline: Timeline, focus: str) -> Iterator[Span]:
    """Yield the frames in which something is to be seen."""
    if focus == CAPTIONS:
        yield from (cue.span for cue in cues(timeline))
    elif focus == TRANSITION and timeline.main_track is not None:
        timed = in_order(timeline.main_track.clips, timeline)
        yield from (window.span for window in transition_windows(timed, timeline))
    elif focus == STICKER:
        pictures = (clip for track in timeline.video_tracks for clip in track.clips if clip.type == "GlobalImage")
        yield from (clip.span for clip in pictures if clip.span is not None)
    elif focus == TITLE or focus.isdecimal():
        whole = Span(0, timeline.length)
        clips = (clip for track in timeline.subtitle_tracks for clip in track.clips)
        yield from (clip.span or whole for clip in clips if _is_about(clip.extra, focus))


def _is_about(extra: Mapping[str, Any], focus: str) -> bool:
    if focus == TITLE:
        return role_of(extra) == "title"
    return role_of(extra) == "subheading" and str(extra["S2V"].get("Level")) == focus


def _is_current(look: Look, project: Project, timeline: Timeline | None) -> bool:
    """Return whether a look is what it should be: pages also show projects as they would be with something else."""
    return time.monotonic() - look.made < _FRESH and look.source is timeline and look.document == project.document

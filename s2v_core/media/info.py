"""What is known about an asset after looking at it once."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

__all__ = ["MediaInfo", "MediaKind", "Shot"]

MediaKind = Literal["video", "image", "animation", "audio"]


@dataclass(frozen=True, kw_only=True)
class MediaInfo:
    """Facts about one file.

    ``width`` and ``height`` are as displayed, after rotation metadata or EXIF orientation; ``rotation`` is how many
    degrees clockwise the stored picture is turned for that. ``duration`` is in seconds from the start of the container
    (None for stills), ``rate`` the average frames per second of video and animations.
    ``identity`` is the hash of the whole content.
    """

    kind: MediaKind
    identity: str
    width: int = 0
    height: int = 0
    rotation: int = 0
    duration: Fraction | None = None
    rate: Fraction | None = None
    frames: int | None = None
    variable_rate: bool = False
    has_audio: bool = False
    has_alpha: bool = False
    codec: str = ""
    size: int = 0


@dataclass(frozen=True, order=True)
class Shot:
    """A usable span of an asset: ``start`` to ``end`` seconds.

    ``low`` and ``high`` bound the range that it was cut from, which a transition may borrow from. For stills ``start``
    is 0 and ``end`` the time it is shown.
    """

    start: Fraction
    end: Fraction
    low: Fraction
    high: Fraction

    @property
    def length(self) -> Fraction:
        """Length in seconds."""
        return self.end - self.start

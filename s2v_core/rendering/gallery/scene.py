"""What entries of the catalogue are shown on: two photos and a little footage, in one size, and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from s2v_core.effects import Frame
from s2v_core.effects.kernels.camera import Pose, posed
from s2v_core.errors import MediaNotFound
from s2v_core.media.conform import Conform
from s2v_core.media.frames import VideoReader
from s2v_core.media.probe import probe
from s2v_core.media.stills import load_still
from s2v_core.rendering.fit import Place, fit

__all__ = ["CLIP_FRAMES", "CLIP_MILLISECONDS", "CLIP_RATE", "Scene", "Words", "open_scene", "photo", "usable_media"]

CLIP_RATE = 12.5
"""Frames per second of moving pictures."""
CLIP_MILLISECONDS = round(1000 / CLIP_RATE)
"""For which each of them is shown."""
CLIP_FRAMES = 30
_BEGINNING = 0.3
"""Seconds into a video at which the footage begins."""
_MAX_PIXELS = 120_000_000
_PHOTOS, _VIDEOS = (".jpg", ".jpeg", ".png", ".webp"), (".mp4", ".mov", ".mkv", ".webm")


@dataclass(frozen=True)
class Words:
    """What is written on pictures of animations (``moving``), looks and bubbles."""

    moving: str = "Good coffee\ntakes time"
    look: str = "Fresh\ntoday"
    bubble: str = "Fresh today"


@dataclass(frozen=True)
class Scene:
    """Two photos and ``CLIP_FRAMES`` frames of footage, all H x W x 3 uint8 RGB of one size, and words to write."""

    first: Frame
    second: Frame
    clip: tuple[Frame, ...]
    words: Words = Words()

    def frame_at(self, seconds: float) -> Frame:
        """Return the frame of the footage at a moment, held at its ends."""
        return self.clip[min(max(round(seconds * CLIP_RATE), 0), len(self.clip) - 1)]


def usable_media(folder: Path) -> tuple[Path, ...]:
    """Return the photos and videos of a folder, by their names.

    Raises:
        MediaNotFound: there is no such folder, or neither a photo nor a video in it.
    """
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    media = tuple(path for path in found if path.suffix.lower() in (*_PHOTOS, *_VIDEOS))
    if not media:
        raise MediaNotFound(
            f"There are no photos or videos in {folder.name!r}.",
            where=str(folder),
            hint="Name a folder with pictures or videos in it.",
        )
    return media


def open_scene(media: Sequence[Path], size: tuple[int, int]) -> Scene:
    """Return the first two photos and the first video among ``media``, cut to their middle in ``size`` (width, height).

    What is missing is taken from what is there: a photo from the video's frames, footage from a slow move over a photo.

    Raises:
        MediaError: a file cannot be read.
    """
    photos = [photo(path, size) for path in media if path.suffix.lower() in _PHOTOS][:2]
    videos = [path for path in media if path.suffix.lower() in _VIDEOS]
    clip = _footage(videos[0], size) if videos else _moving_over(photos[-1])
    stills = [*photos, clip[0], clip[-1]]
    return Scene(stills[0], stills[1], clip)


def photo(path: Path, size: tuple[int, int]) -> Frame:
    """Return a photo that fills ``size`` (width, height), cut to its middle: H x W x 3 uint8 RGB.

    Raises:
        MediaError: it cannot be read.
    """
    still = load_still(path, max_size=size, max_pixels=_MAX_PIXELS)
    fitted = ImageOps.fit(Image.fromarray(still[..., :3]), size)
    return np.ascontiguousarray(np.asarray(fitted))


def _footage(path: Path, size: tuple[int, int]) -> tuple[Frame, ...]:
    info = probe(path, max_pixels=_MAX_PIXELS)
    seen = fit((info.width or 1, info.height or 1), Place(0, 0, *size), "Cover").region
    conform = Conform(size, crop=(seen.x, seen.y, seen.width, seen.height))
    with VideoReader(path, conform) as reader:
        moments = (_BEGINNING + number / CLIP_RATE for number in range(CLIP_FRAMES))
        return tuple(np.ascontiguousarray(reader.frame_at(moment)[..., :3]) for moment in moments)


def _moving_over(still: Frame) -> tuple[Frame, ...]:
    """Return footage of a camera that slowly comes nearer."""
    return tuple(posed(still, Pose(scale=1 + 0.1 * number / CLIP_FRAMES)) for number in range(CLIP_FRAMES))

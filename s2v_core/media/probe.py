"""Looking at a file once: what it is, how large, how long, and whether it can be used at all.

The kind is decided by the content, never by the file's name.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from PIL import ImageFile

from s2v_core.errors import MediaNotFound, MediaUnreadable
from s2v_core.media.frame_times import frame_times
from s2v_core.media.identity import content_hash
from s2v_core.media.info import MediaInfo
from s2v_core.media.pictures import is_picture, open_picture, orientation
from s2v_core.media.probe_streams import probe_streams

__all__ = ["PROBE_VERSION", "probe"]

PROBE_VERSION = 1
"""Raised whenever the same file would give other facts, so that remembered ones are looked up anew."""

_ANIMATED = ("gif", "webp", "png")
_CLOCKWISE = {3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270}
_WHOLE_CHECK = 64_000_000
"""Pixels up to which a still is decoded once to see that it is whole; beyond that memory is dearer than certainty."""


def probe(path: Path, *, max_pixels: int) -> MediaInfo:
    """Return the facts about a local file.

    Args:
        path: the file.
        max_pixels: largest picture or video frame that is accepted; the check comes before decoding.

    Raises:
        MediaNotFound: there is no such file.
        MediaUnreadable: it is empty, damaged, without a decodable frame, or no media at all.
        MediaTooLarge: it has more pixels than ``max_pixels``.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise MediaUnreadable(
                f"{path.name!r} is a folder, not a file.", where=str(path), hint="Name the files in it one by one."
            )
        if size == 0:
            raise MediaUnreadable(
                f"{path.name!r} is empty (0 bytes).", where=str(path), hint="Copy or download the file again."
            )
        look = _probe_picture if is_picture(path) else probe_streams
        facts = look(path, max_pixels=max_pixels)
        return replace(facts, size=size, identity=content_hash(path))
    except FileNotFoundError:
        raise MediaNotFound(
            f"{path.name!r} does not exist.", where=str(path), hint="Check the spelling and the folder."
        ) from None
    except OSError as error:
        raise MediaUnreadable(f"{path.name!r} cannot be read: {error.strerror or error}.", where=str(path)) from error


def _probe_picture(path: Path, *, max_pixels: int) -> MediaInfo:
    with open_picture(path, max_pixels=max_pixels) as image:
        codec = (image.format or "").lower()
        rotation = _CLOCKWISE.get(orientation(image), 0)
        width, height = image.size if rotation % 180 == 0 else image.size[::-1]
        has_alpha = image.has_transparency_data
        times = frame_times(path, codec) if codec in _ANIMATED else ()
        _see_that_it_is_whole(image)
    duration = Fraction(sum(times), 1000) if len(times) > 1 else None
    return MediaInfo(
        kind="animation" if duration else "image",
        identity="",
        width=width,
        height=height,
        rotation=rotation,
        duration=duration,
        rate=len(times) / duration if duration else None,
        frames=len(times) if duration else None,
        variable_rate=len(set(times)) > 1,
        has_alpha=has_alpha,
        codec=codec,
    )


def _see_that_it_is_whole(image: ImageFile.ImageFile) -> None:
    """Decode a still as cheaply as its format allows: what is cut short raises here, not in the middle of a film."""
    if image.format == "JPEG":
        image.draft("L", (1, 1))
    if image.format == "JPEG" or image.width * image.height <= _WHOLE_CHECK:
        image.load()

"""Opening video and sound files with libav, within the limits of trust.

libav guesses the format from the content and some formats are lists of other files and addresses. Only
formats that hold their own data are opened, and only through the local file protocol.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition

from s2v_core.errors import MediaNotFound, MediaUnreadable

__all__ = ["FORMATS", "audio_stream", "open_container", "origin", "video_stream"]

FORMATS = (
    *("mov", "matroska", "avi", "mpegts", "mpeg", "flv", "asf", "ogg", "mxf", "ivf", "dv", "rm"),
    *("wav", "w64", "aiff", "caf", "au", "mp3", "aac", "flac", "ac3", "eac3", "amr", "ape", "wv"),
)
"""Names of the libav demuxers that may be used: none of them follows references to other files."""

_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": ",".join(FORMATS)}


@contextmanager
def open_container(path: Path) -> Iterator[InputContainer]:
    """Open a local video or sound file for reading and close it afterwards.

    Raises:
        MediaNotFound: there is no such file.
        MediaUnreadable: the content is no video or sound of a format that is read here. Errors of libav while the
            body of the ``with`` statement reads on are turned into this one, too.
    """
    try:
        with av.open(f"file:{path}", options=_OPTIONS, metadata_errors="replace") as container:
            yield container
    except av.error.FileNotFoundError:
        raise MediaNotFound(f"{path.name!r} does not exist.", where=str(path)) from None
    except (av.error.FFmpegError, OSError) as error:
        raise MediaUnreadable(
            f"{path.name!r} cannot be read as video or sound ({_reason(error)}).",
            where=str(path),
            hint="Check that it plays in a media player, or convert it to MP4 (H.264 and AAC).",
        ) from error


def video_stream(container: InputContainer) -> av.VideoStream | None:
    """Return the first moving picture (a cover picture of a song is none), or None."""
    for stream in container.streams.video:
        if not stream.disposition & (Disposition.attached_pic | Disposition.timed_thumbnails):
            return stream
    return None


def audio_stream(container: InputContainer) -> av.AudioStream | None:
    """Return the first sound that can be decoded, or None."""
    return next((stream for stream in container.streams.audio if _decodable(stream)), None)


def origin(container: InputContainer) -> Fraction:
    """Return the time stamp, in seconds, that counts as 0: where the first of the file's streams begins."""
    return Fraction(container.start_time or 0, av.time_base)


def _decodable(stream: av.AudioStream) -> bool:
    context = stream.codec_context
    return context is not None and context.sample_rate > 0


def _reason(error: Exception) -> str:
    if isinstance(error, av.error.InvalidDataError):
        return "damaged, cut short or of another kind"
    if isinstance(error, av.error.ArgumentError):
        return "a playlist or a format that is not supported"
    if isinstance(error, av.error.DecoderNotFoundError):
        return "its codec is not supported"
    return getattr(error, "strerror", None) or str(error)

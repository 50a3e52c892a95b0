"""What can be chosen about the encoding of a file."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["EncoderOptions"]


@dataclass(frozen=True, kw_only=True)
class EncoderOptions:
    """How to encode; one setting for a whole production, in the same words for every encoder.

    ``codec`` is the name of an encoder in ``codecs.CODECS``. ``preset`` is one of x264's names, ``crf`` the quality on
    x264's scale (0 to 51, lower is better): every encoder has its own way to carry them out. ``profile`` is H.264's
    (``baseline``, ``main``, ``high``) and says nothing to the other formats. ``threads`` are those of the encoder
    (0: its own choice; 1: the same frames give the same bytes everywhere). ``title`` and ``comment`` go into the
    file's metadata.
    """

    codec: str = "libx264"
    preset: str = "veryfast"
    crf: int = 23
    profile: str | None = None
    threads: int = 1
    audio_bitrate: int = 160_000
    title: str = ""
    comment: str = ""

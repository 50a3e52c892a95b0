"""What can be chosen about the encoding of a file."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["EncoderOptions"]


@dataclass(frozen=True, kw_only=True)
class EncoderOptions:
    """How to encode; one setting for a whole production.

    ``crf`` is the quality (0 to 51, lower is better), ``threads`` those of the encoder (0: its own choice),
    ``title`` and ``comment`` go into the file's metadata.
    """

    codec: str = "libx264"
    preset: str = "veryfast"
    crf: int = 23
    profile: str | None = None
    threads: int = 0
    audio_bitrate: int = 160_000
    title: str = ""
    comment: str = ""

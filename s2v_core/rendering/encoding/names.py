"""Names of encoders, formats and presets as people write them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from types import MappingProxyType

from s2v_core.errors import SettingsError
from s2v_core.job.limits import PRESETS
from s2v_core.rendering.encoding.codecs import CODECS, SOFTWARE, Codec, Family

__all__ = ["ENCODER_NAMES", "check_preset", "family_named", "find_codec"]

_FORMATS: Mapping[str, Family] = MappingProxyType(
    {"h264": "H.264", "avc": "H.264", "x264": "H.264", "h265": "HEVC", "hevc": "HEVC", "x265": "HEVC", "av1": "AV1"}
)
_MAKERS: Mapping[str, str] = MappingProxyType(
    {
        "nvenc": "h264_nvenc",
        "quicksync": "h264_qsv",
        "qsv": "h264_qsv",
        "videotoolbox": "h264_videotoolbox",
        "vaapi": "h264_vaapi",
    }
)

ENCODER_NAMES = ("h264", "hevc", "av1", "nvenc", "quicksync", "videotoolbox", "vaapi", *CODECS)
"""The names to show where an encoder can be chosen."""


def family_named(text: str) -> Family | None:
    """Return the format that ``text`` names ("H.265", "hevc", "AV1"...); None: it names none."""
    return _FORMATS.get(_plain(text))


def find_codec(text: str, *, where: str = "S2V_ENCODER") -> Codec:
    """Return the encoder of that name: libav's (``hevc_nvenc``), a format's (``hevc``) or a maker's (``nvenc``).

    Raises:
        SettingsError: it names none; the closest names are told. ``where`` is the place of the text.
    """
    family = family_named(text)
    if family is not None:
        return SOFTWARE[family]
    name = text.strip().lower()
    codec = CODECS.get(_MAKERS.get(_plain(text), name))
    if codec is None:
        close = difflib.get_close_matches(name, ENCODER_NAMES, n=3, cutoff=0.5)
        raise SettingsError(
            f"There is no encoder named {text!r}.",
            where=where,
            hint=f"Did you mean {' or '.join(close)}?" if close else f"Choose one of {', '.join(ENCODER_NAMES)}.",
        )
    return codec


def check_preset(text: str, *, where: str = "S2V_PRESET") -> str:
    """Return the preset that ``text`` names.

    Raises:
        SettingsError: it names none; ``where`` is the place of the text.
    """
    name = text.strip().lower()
    if name not in PRESETS:
        raise SettingsError(
            f"There is no preset named {text!r}.", where=where, hint=f"Choose one of {', '.join(PRESETS)}."
        )
    return name


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())

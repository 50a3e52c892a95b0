"""What voices are, in the language of the session: their language, who speaks, and how it sounds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pages.widgets.i18n import language, t, texts
from s2v_core.speech import Voice

__all__ = ["described"]

_FOLDER = Path(__file__).resolve().parent / "translations" / "languages"


def described(voice: Voice) -> str:
    """Return what a voice is in the language of this session; as its engine says it where that cannot be told."""
    key, gender = f"listen.voice.{voice.engine}", f"listen.gender.{voice.gender}"
    spoken = voice.description.partition(f", {voice.gender}")[0]
    usual = texts("en").get(key, "")
    if gender not in texts("en") or str(usual).format(spoken=spoken, gender=voice.gender) != voice.description:
        return voice.description
    return t(key, spoken=_languages(language()).get(spoken, spoken), gender=t(gender))


@cache
def _languages(code: str) -> Mapping[str, str]:
    """Return the English names of the languages that voices speak with what they are called in another one."""
    file = _FOLDER / f"{code}.json"
    return MappingProxyType(json.loads(file.read_text("utf-8")) if file.is_file() else {})

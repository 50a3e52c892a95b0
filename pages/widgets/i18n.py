"""The words of the studio in the languages it speaks.

``texts/<language>/<area>.json`` maps keys to texts; the key ``projects.new`` is the entry ``new`` of ``projects.json``.
A text may hold ``{names}``; one that depends on ``count`` is an object with ``one`` and ``other``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

__all__ = [
    "COOKIE",
    "LANGUAGES",
    "ago",
    "choose_language",
    "keep_language",
    "language",
    "midnight",
    "moment",
    "set_language",
    "size_text",
    "t",
    "texts",
]

LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "English", "zh": "中文"})
"""What the studio speaks, each language by its own name."""
COOKIE = "s2v_language"

_FOLDER = Path(__file__).resolve().parent / "texts"
_CHOICE = "language"
_YEAR = 365 * 86400
_MEGA = 999_500
"""Bytes that round to a megabyte."""

Text = str | Mapping[str, str]


@cache
def texts(code: str) -> Mapping[str, Text]:
    """Return every text of a language by its key."""
    found: dict[str, Text] = {}
    for file in sorted((_FOLDER / code).glob("*.json")):
        entries = json.loads(file.read_text("utf-8"))
        found.update({f"{file.stem}.{key}": text for key, text in entries.items()})
    return MappingProxyType(found)


def t(key: str, **values: object) -> str:
    """Return a text in the language of this session, with ``{names}`` replaced.

    Raises:
        KeyError: there is no such text.
    """
    text = texts(language())[key]
    if not isinstance(text, str):
        text = text["one" if values["count"] == 1 else "other"]
    return text.format(**values) if values else text


def language() -> str:
    """Return the code of the language of this session: chosen now or on an earlier visit, or else the browser's."""
    chosen = st.session_state.get(_CHOICE)
    return str(chosen) if chosen in LANGUAGES else _default_language()


def choose_language() -> None:
    """Show the choice of the language."""
    codes = list(LANGUAGES)
    st.selectbox(
        t("common.language"),
        codes,
        index=codes.index(_default_language()),
        format_func=LANGUAGES.__getitem__,
        key=_CHOICE,
        persist_state="session",
        icon=":material/translate:",
        label_visibility="collapsed",
    )


def set_language(code: str) -> None:
    """Choose a language for this session; only in a callback."""
    st.session_state[_CHOICE] = code


def keep_language() -> None:
    """Tell the browser which language the page is in, and have it remember that for the next visit."""
    code = language()
    script = f"document.documentElement.lang = '{code}';"
    if code != _default_language():
        script += f"document.cookie = '{COOKIE}={code}; path=/; max-age={_YEAR}; SameSite=Lax';"
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def moment(time: datetime) -> str:
    """Return a date and time as people write it, in the time zone of the browser."""
    return time.astimezone(_zone()).strftime(t("common.time_format"))


def ago(time: datetime) -> str:
    """Return how long ago something was: in words for a day, by its date before."""
    passed = datetime.now(UTC) - time
    if passed < timedelta(minutes=1):
        return t("common.just_now")
    if passed < timedelta(hours=1):
        return t("common.minutes_ago", count=passed // timedelta(minutes=1))
    if passed < timedelta(days=1):
        return t("common.hours_ago", count=passed // timedelta(hours=1))
    return moment(time)


def size_text(size: float) -> str:
    """Return a number of bytes as people write it."""
    if size < _MEGA:
        return f"{round(size / 1e3)} KB" if size >= 1e3 else f"{int(size > 0)} KB"
    if size < 1e3 * _MEGA:
        return f"{size / 1e6:.{0 if size >= 10 * _MEGA else 1}f} MB"
    return f"{size / 1e9:.1f} GB"


def midnight(day: date) -> datetime:
    """Return when a day begins in the time zone of the browser."""
    return datetime.combine(day, datetime.min.time(), _zone())


def _default_language() -> str:
    kept = st.context.cookies.get(COOKIE, "")
    if kept in LANGUAGES:
        return kept
    browser = (st.context.locale or "").partition("-")[0].lower()
    return browser if browser in LANGUAGES else "en"


def _zone() -> ZoneInfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")

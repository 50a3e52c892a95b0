"""What the installation needs to work: findings with a remedy each."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import av

from s2v_core.errors import S2VError
from s2v_core.media import music_pool
from s2v_core.media.addresses import shown
from s2v_core.media.fonts import missing_fonts
from s2v_core.media.typefaces import load_skia
from s2v_core.production.delivery import Outbox, Places, try_place
from s2v_core.production.finding import Finding
from s2v_core.production.folders import try_writing
from s2v_core.rendering.encoding import (
    CODECS,
    SOFTWARE,
    Codec,
    EncoderOptions,
    check_preset,
    choose,
    find_codec,
    works,
)
from s2v_core.settings import Settings
from s2v_core.speech import Speaker, chinese_quality_note

__all__ = ["Finding", "examine"]

_MEND_PYAV = "Reinstall PyAV from its wheel (`pip install --force-reinstall av`)."
_ROOM_WANTED = 2 * 1024**3

_Check = Callable[[Settings], Iterator[Finding]]


def examine(settings: Settings, *, only: Collection[str] = ()) -> tuple[Finding, ...]:
    """Examine the installation. Never raises: what cannot be examined is a finding.

    Args:
        settings: folders, voices, encoder.
        only: what to look at, of ``encoders``, ``text drawing``, ``fonts``, ``voices``, ``music pool``, ``folders``,
            ``storage`` and ``disk``; empty: everything.
    """
    wanted = {subject: check for subject, check in _CHECKS.items() if not only or subject in only}
    return tuple(finding for subject, check in wanted.items() for finding in _guarded(subject, check, settings))


def _guarded(subject: str, check: _Check, settings: Settings) -> Iterator[Finding]:
    try:
        yield from check(settings)
    except S2VError as error:
        yield Finding(subject=subject, state="bad", message=error.message, remedy=error.hint)


def _encoders(settings: Settings) -> Iterator[Finding]:
    wanted = find_codec(settings.encoder)
    options = EncoderOptions(codec=wanted.name, preset=check_preset(settings.preset), crf=settings.crf)
    working = [name for name in CODECS if works(replace(options, codec=name))]
    for codec in SOFTWARE.values():
        yield _encoder(codec, ready=codec.name in working)
    devices = [name for name in working if CODECS[name].hardware]
    yield Finding(
        subject="hardware encoders",
        state="good",
        message=", ".join(devices) or "none works here; the processor encodes",
    )
    if wanted.name not in working:
        yield Finding(
            subject="chosen encoder",
            state="fair",
            message=choose(options).message or "",
            remedy="Install its driver or set S2V_ENCODER to one that works.",
        )
    yield _sound_encoder()


def _encoder(codec: Codec, *, ready: bool) -> Finding:
    needed = codec is SOFTWARE["H.264"]
    return Finding(
        subject=f"encoder {codec.name}",
        state="good" if ready else ("bad" if needed else "fair"),
        message=f"ready ({codec.family})" if ready else f"does not work, so there is no {codec.family} by software.",
        remedy="" if ready else _MEND_PYAV,
    )


def _sound_encoder() -> Finding:
    ready = "aac" in av.codecs_available and _can_encode("aac")
    return Finding(
        subject="encoder aac",
        state="good" if ready else "bad",
        message="ready (sound)" if ready else "is not in this build of PyAV.",
        remedy="" if ready else _MEND_PYAV,
    )


def _can_encode(name: str) -> bool:
    try:
        return bool(av.Codec(name, "w").is_encoder)
    except ValueError:
        return False


def _text_drawing(settings: Settings) -> Iterator[Finding]:
    load_skia()
    yield Finding(subject="text drawing", state="good", message="Skia and its libraries are ready")


def _fonts(settings: Settings) -> Iterator[Finding]:
    missing = missing_fonts()
    yield Finding(
        subject="fonts",
        state="bad" if missing else "good",
        message=" ".join(missing) or "Latin, Chinese, Japanese, Korean, Arabic and emoji",
    )


def _voices(settings: Settings) -> Iterator[Finding]:
    with Speaker(settings) as speaker:
        engines: dict[str, int] = {}
        for voice in speaker.voices():
            engines[voice.engine] = engines.get(voice.engine, 0) + 1
        for engine in ("pyttsx3", "hibari"):
            count = engines.pop(engine, 0)
            yield Finding(
                subject=f"voices {engine}",
                state="good" if count else ("bad" if engine == "pyttsx3" else "fair"),
                message=f"{count} voices" if count else "is not usable here.",
                remedy="" if count else "Run `pip install -r requirements.txt` again.",
            )
        for engine, count in engines.items():
            yield Finding(subject=f"voices {engine}", state="good", message=f"{count} voices")
        yield from _chinese(speaker)


def _chinese(speaker: Speaker) -> Iterator[Finding]:
    note = chinese_quality_note(speaker)
    yield Finding(subject="Chinese voice", state="fair" if note else "good", message=note or "natural voice configured")


def _music(settings: Settings) -> Iterator[Finding]:
    count = len(music_pool())
    yield Finding(
        subject="music pool",
        state="good" if count else "fair",
        message=f"{count} tracks" if count else "no packaged music: jobs that name none stay without.",
        remedy="" if count else "Run `pip install immich-memories-music==0.1.0`.",
    )


def _moviepy_ffmpeg(settings: Settings) -> Iterator[Finding]:
    found = importlib.util.find_spec("imageio_ffmpeg") is not None
    yield Finding(
        subject="ffmpeg for MoviePy",
        state="good" if found else "fair",
        message="ready (only MoviePy's own readers and writers use it)" if found else "is not installed.",
        remedy="" if found else "Run `pip install imageio-ffmpeg`.",
    )


def _folders(settings: Settings) -> Iterator[Finding]:
    for subject, folder in (("data folder", settings.home), ("cache", settings.cache_dir)):
        trouble = _trouble_with(folder)
        yield Finding(
            subject=subject,
            state="bad" if trouble else "good",
            message=f"{folder}: {trouble}" if trouble else str(folder),
            remedy="Change its permissions or set S2V_HOME to another folder." if trouble else "",
        )


def _trouble_with(folder: Path) -> str:
    try:
        try_writing(folder)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _disk_room(settings: Settings) -> Iterator[Finding]:
    folder = next(path for path in (settings.home, *settings.home.parents) if path.exists())
    free = shutil.disk_usage(folder).free
    yield Finding(
        subject="disk",
        state="good" if free >= _ROOM_WANTED else "fair",
        message=f"{free / 1024**3:.1f} GB free",
        remedy="" if free >= _ROOM_WANTED else "Free some space or set S2V_HOME to a larger disk.",
    )


def _storage(settings: Settings) -> Iterator[Finding]:
    for folder in Places(settings.storage).folders:
        yield replace(try_place(folder), subject=f"storage {shown(folder)}")
    notes = Outbox(settings.outbox_dir).pending()
    refused = [note for note in notes if note.state == "refused"]
    if notes:
        yield Finding(
            subject="outbox",
            state="fair",
            message=f"waiting: {len(notes) - len(refused)}, refused: {len(refused)}. {notes[-1].trouble}".rstrip(),
            remedy="Mend what keeps the refused ones, then try them again." if refused else "",
        )


_CHECKS: Mapping[str, _Check] = MappingProxyType(
    {
        "encoders": _encoders,
        "text drawing": _text_drawing,
        "fonts": _fonts,
        "voices": _voices,
        "music pool": _music,
        "ffmpeg for MoviePy": _moviepy_ffmpeg,
        "folders": _folders,
        "storage": _storage,
        "disk": _disk_room,
    }
)
"""What is examined, by the name under which it is reported when it cannot be."""

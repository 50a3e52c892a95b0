"""The engine ``pyttsx3``: eSpeak NG from the espeakng-loader package, in a process of its own. Over 100 languages."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from s2v_core.errors import EngineFailed
from s2v_core.settings import Settings
from s2v_core.speech.engine import Speech, Voice
from s2v_core.speech.process import WorkerProcess

__all__ = ["EspeakEngine"]

_HOST = "s2v_core.speech.hosts.espeak:EspeakHost"
_LONGEST_DATA_PATH = 120
_FEMALE = "f3"
_SUBTAGS = {"cmn": ("zh",), "yue": ("yue", "zh"), "hak": ("hak", "zh"), "nb": ("nb", "no")}
_INVENTED = re.compile(r"(?:jbo|lfn|io|ia|py|qdb|qya|sjn|piqd|xex|en-shaw|.*-latn(?:-.*)?)\Z")
_NAME = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,30})(?:\+([A-Za-z0-9_-]{1,24}))?\Z")


class EspeakEngine:
    """Voices are eSpeak's languages (``en-us``, ``cmn``), male by nature, female as ``en-us+f3``; any other of eSpeak's
    variants may be named after the plus."""

    name = "pyttsx3"

    def __init__(self, settings: Settings) -> None:
        self._timeout = settings.speech_timeout
        self._lock = threading.Lock()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._worker: WorkerProcess | None = None

    @cached_property
    def version(self) -> str:
        """Versions of pyttsx3 and of the package that holds eSpeak NG."""
        return f"{version('pyttsx3')}/{version('espeakng-loader')}"

    def voices(self) -> tuple[Voice, ...]:
        """Return every language of eSpeak NG, male and female."""
        kinds = (("", "male"), (_FEMALE, "female"))
        return tuple(language.voice(*kind) for language in self._languages.values() for kind in kinds)

    def voice(self, name: str) -> Voice | None:
        """Return the voice of a language, by any code that eSpeak knows it by and with any of eSpeak's variants."""
        found = self._find(name)
        if found is None:
            return None
        language, variant = found
        return language.voice(variant, "female" if variant.lower().startswith("f") else "male")

    def speak(self, text: str, voice: str, speed: float) -> Speech:
        """See :class:`~s2v_core.speech.engine.Engine`; the words have times."""
        found = self._find(voice)
        if found is None:
            raise EngineFailed(f"eSpeak NG has no voice '{voice}'.", hint="Name it as `voices` lists it.")
        language, variant = found
        return self._running().speak(text, f"{language.file}+{variant}" if variant else language.file, speed)

    def close(self) -> None:
        """End the worker and remove its folder."""
        with self._lock:
            if self._worker is not None:
                self._worker.close()
            if self._folder is not None:
                self._folder.cleanup()
            self._worker = self._folder = None

    @cached_property
    def _data(self) -> Path:
        import espeakng_loader

        return Path(espeakng_loader.get_data_path())

    @cached_property
    def _languages(self) -> dict[str, _Language]:
        found = {language.code: language for language in _languages(self._data / "lang")}
        return dict(sorted(found.items()))

    def _find(self, name: str) -> tuple[_Language, str] | None:
        match = _NAME.match(name)
        if match is None:
            return None
        code, variant = match.group(1).lower(), match.group(2) or ""
        languages = self._languages.values()
        tests = (
            lambda one: one.code == code,
            lambda one: one.file.lower() == code,
            lambda one: code in one.codes,
        )
        language = next((one for test in tests for one in languages if test(one)), None)
        if language is None or (variant and variant not in self._variants):
            return None
        return language, variant

    @cached_property
    def _variants(self) -> frozenset[str]:
        return frozenset(path.name for path in (self._data / "voices" / "!v").iterdir())

    def _running(self) -> WorkerProcess:
        with self._lock:
            if self._worker is None:
                self._folder = tempfile.TemporaryDirectory(prefix="s2v-voice-", ignore_cleanup_errors=True)
                self._worker = self._make_worker(Path(self._folder.name))
            return self._worker

    def _make_worker(self, folder: Path) -> WorkerProcess:
        import espeakng_loader

        return WorkerProcess(
            _HOST,
            name=self.name,
            timeout=self._timeout,
            config={"library": espeakng_loader.get_library_path(), "folder": str(folder)},
            environment={"ESPEAK_DATA_PATH": str(_short(self._data, folder))},
        )


def _short(data: Path, folder: Path) -> Path:
    """Return a path to ``data`` that is short enough: with a long one eSpeak NG ends the process."""
    if len(os.fsencode(data)) <= _LONGEST_DATA_PATH:
        return data
    link = folder / data.name
    try:
        link.symlink_to(data, target_is_directory=True)
    except OSError:  # Windows without the right to make links
        shutil.copytree(data, link)
    return link


@dataclass(frozen=True)
class _Language:
    """One of eSpeak's languages: its code, the file by which it is found, and all its codes."""

    code: str
    file: str
    title: str
    codes: frozenset[str]

    def voice(self, variant: str, gender: str) -> Voice:
        primary = self.code.partition("-")[0]
        what = f"{self.title}, {gender}" + ("" if variant in ("", _FEMALE) else f", variant {variant}")
        name = f"{self.code}+{variant}" if variant else self.code
        return Voice(f"pyttsx3:{name}", _SUBTAGS.get(primary, (primary,)), f"{what} (eSpeak NG)", gender)


def _languages(folder: Path) -> Iterator[_Language]:
    """Read eSpeak's own descriptions of its languages."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        lines = [line.split() for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
        codes = [parts[1].lower() for parts in lines if len(parts) > 1 and parts[0] == "language"]
        titles = (" ".join(parts[1:]).partition("//")[0].strip() for parts in lines if parts[:1] == ["name"])
        title = next(titles, path.name)
        names = [*codes, path.name.lower()]
        if not any(_INVENTED.match(name) for name in names):
            yield _Language(names[0], path.name, title, frozenset(codes))

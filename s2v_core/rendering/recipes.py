"""Keys of what is rendered: values as JSON, and what besides a timeline decides how it comes out.

That is this code and the libraries it stands on.
"""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from hashlib import blake2b
from importlib import metadata
from math import isfinite
from pathlib import Path
from typing import Any

import s2v_core
from s2v_core.media.fonts import font_families

__all__ = ["picture_recipe", "plain", "sound_recipe"]

_ROOT = Path(s2v_core.__file__).parent
_PICTURE_CODE = ("effects", "media", "rendering", "timeline")
_SOUND_CODE = ("loudness", "media", "rendering", "speech", "timeline")
_WITHOUT_TRACE = (
    "media/addresses.py",
    "media/download.py",
    "media/hosts.py",
    "media/library/",
    "media/remote.py",
    "media/stores.py",
    "media/thumbnails.py",
    "media/web.py",
    "rendering/chunks/schedule.py",
    "rendering/previewing/",
)
"""Code of those packages that fetches, lists or schedules; it leaves no trace in the pictures of the same content."""
_PICTURE_LIBRARIES = (
    "av",
    "opencv-python-headless",
    "numpy",
    "pillow",
    "skia-python",
)
_SOUND_LIBRARIES = ("av", "numpy", "pyttsx3", "espeakng-loader", "hibari-tts")


@cache
def picture_recipe() -> str:
    """Return a digest that changes when pictures of the same timeline may come out differently."""
    return _digest(_PICTURE_CODE, _PICTURE_LIBRARIES, _fonts())


@cache
def sound_recipe() -> str:
    """Return a digest that changes when the sound of the same timeline may come out differently."""
    return _digest(_SOUND_CODE, _SOUND_LIBRARIES)


def plain(value: Any) -> Any:
    """Return ``value`` (numbers, fractions, infinities in mappings and sequences) as JSON values."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    if isinstance(value, Fraction) or (isinstance(value, float) and not isfinite(value)):
        return str(value)
    return value


def _digest(packages: tuple[str, ...], libraries: tuple[str, ...], others: Iterable[str] = ()) -> str:
    # The machine counts as well: each kind has its own build of the encoder, and only streams of one build join.
    digest = blake2b(f"{s2v_core.__version__} {platform.system()} {platform.machine()}".encode(), digest_size=16)
    for library in libraries:
        digest.update(f"{library}={_version(library)};".encode())
    for other in others:
        digest.update(f"{other};".encode())
    for name in _sources(packages):
        digest.update(name.encode() + (_ROOT / name).read_bytes())
    return digest.hexdigest()


def _fonts() -> Iterator[str]:
    """Yield what tells the installed fonts from others: each may stand in for a letter that the rest does not have."""
    for family, faces in sorted(font_families().items()):
        for face in faces:
            yield f"{family}/{face.path.name}/{face.index}/{face.path.stat().st_size}"


def _sources(packages: tuple[str, ...]) -> Iterator[str]:
    for package in packages:
        names = sorted(source.relative_to(_ROOT).as_posix() for source in (_ROOT / package).rglob("*.py"))
        yield from (name for name in names if not name.startswith(_WITHOUT_TRACE))


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "none"

"""The files of finished videos: where they are, and how they are taken away.

What the server hands to a browser it holds in memory, so that it hands out few and small enough ones at a time.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from s2v_core.job import parse_job
from s2v_core.production.runner.opened import open_job
from s2v_core.production.store import JobsStore, StoredOutput
from s2v_core.settings import Settings

__all__ = ["LARGEST", "Video", "Volume", "manifest_text", "pack", "size_of", "videos_of", "volumes"]

LARGEST = 400_000_000
"""Bytes that a browser is given at once."""

_USUAL = (1080, 1920)
_ROLES = ("Video", "Subtitles", "Timeline")


@dataclass(frozen=True)
class Video:
    """A finished output and its files, as far as they are on this machine; ``address`` is where it was brought to."""

    output: StoredOutput
    files: dict[str, Path]
    sizes: dict[str, int]
    address: str

    @property
    def index(self) -> int:
        """Its number among the outputs, from 0."""
        return self.output.index

    @property
    def film(self) -> Path | None:
        """The video itself; None where it is not on this machine (any more), or only a timeline was made."""
        return self.files.get("Video")

    @property
    def captions(self) -> Path | None:
        """Its subtitles; None where nothing is spoken."""
        return self.files.get("Subtitles") if self.sizes.get("Subtitles") else None

    @property
    def timeline_only(self) -> bool:
        """Whether no video was asked for."""
        results = self.output.results
        return results is not None and "Video" not in results.files

    @property
    def size(self) -> int:
        """Bytes of all its files here."""
        return sum(self.sizes.values())

    @property
    def duration(self) -> float:
        """Its length in seconds."""
        return self.output.results.duration if self.output.results else 0.0


@dataclass(frozen=True)
class Volume:
    """A part of a batch that is taken away in one file."""

    videos: tuple[Video, ...]
    size: int


def videos_of(outputs: Iterable[StoredOutput]) -> list[Video]:
    """Return the finished videos among some outputs, in their order."""
    return [_video(output) for output in outputs if output.state == "Success" and output.results is not None]


def size_of(document: str) -> tuple[int, int]:
    """Return the width and height of the videos of a job document, in pixels."""
    job, _ = parse_job(document)
    return (job.canvas.width, job.canvas.height) if job is not None else _USUAL


def volumes(videos: Sequence[Video], largest: int = LARGEST) -> list[Volume]:
    """Divide videos among as few files as their sizes allow; one that is too large by itself is left out."""
    parts: list[list[Video]] = []
    sizes: list[int] = []
    for video in videos:
        size = video.size
        if not size or size > largest:
            continue
        if not parts or sizes[-1] + size > largest:
            parts.append([])
            sizes.append(0)
        parts[-1].append(video)
        sizes[-1] += size
    return [Volume(tuple(part), size) for part, size in zip(parts, sizes, strict=True)]


def pack(volume: Volume, papers: Callable[[], dict[str, str]], folder: Path) -> Callable[[], bytes]:
    """Return what gives a volume as a ZIP file, which it writes to disk first so that it is in memory but once.

    Args:
        volume: the videos; their files are stored as they are, since they are compressed.
        papers: gives texts that go with them, by the names of their files.
        folder: on a disk that has room; nothing stays there.
    """

    def write() -> bytes:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as target:
            with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, strict_timestamps=False) as archive:
                for name, text in papers().items():
                    archive.writestr(name, text)
                for name, file in _named(volume.videos):
                    archive.write(file, name)
            target.seek(0)
            return target.read()

    return write


def manifest_text(store: JobsStore, job: str, settings: Settings) -> str:
    """Return the record of a production as JSON text; empty where there is none yet, or not here.

    Raises:
        S2VError: the production cannot be read.
    """
    path = open_job(store, job, settings).manifest
    return path.read_text("utf-8") if path.is_file() else ""


def _video(output: StoredOutput) -> Video:
    results = output.results
    assert results is not None
    sizes: dict[str, int] = {}
    for role in _ROLES:
        with suppress(KeyError, OSError):  # not made, or not here any more
            sizes[role] = Path(results.files[role]).stat().st_size
    files = {role: Path(results.files[role]) for role in sizes}
    return Video(output, files, sizes, results.urls.get("Video", ""))


def _named(videos: Iterable[Video]) -> Iterator[tuple[str, Path]]:
    """Yield the files with names in the archive that are different, though they may come from different folders."""
    taken: set[str] = set()
    for video in videos:
        for file in video.files.values():
            name = file.name if file.name not in taken else f"{video.index}_{file.name}"
            taken.add(name)
            yield name, file

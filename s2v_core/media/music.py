"""The packaged pool of background music, for jobs that bring none."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from s2v_core.errors import DependencyMissing, MediaNotFound

__all__ = ["MUSIC_STYLES", "MusicTrack", "music_for_style", "music_path", "music_pool"]

_PACKAGE = "immich_memories_music"
_DISTRIBUTION = "immich-memories-music"

MUSIC_STYLES: Mapping[str, tuple[str, ...]] = {
    "bgm-beauty": ("tender", "calm"),
    "bgm-chinese-style": ("nostalgic", "calm"),
    "bgm-cuisine": ("happy", "calm"),
    "bgm-dynamic": ("energetic",),
    "bgm-quirky": ("happy",),
    "bgm-relaxing": ("calm",),
    "bgm-romantic": ("tender", "nostalgic"),
    "bgm-upbeat": ("energetic", "happy"),
}
"""The style names of job documents and the moods of the pool that suit them, the best one first."""


@dataclass(frozen=True)
class MusicTrack:
    """One track of the pool.

    ``id`` is what job documents and timelines may name (``pool:calm/acoustic_1``); ``bpm`` is None when unknown.
    """

    id: str
    mood: str
    path: Path
    bpm: float | None


@cache
def music_pool() -> tuple[MusicTrack, ...]:
    """Return all packaged tracks ordered by id; none when the package is not installed."""
    folder = _tracks_folder()
    if folder is None:
        return ()
    tempi = _tempi()
    tracks = (_track(path, tempi) for path in folder.glob("*/*.opus"))
    return tuple(sorted(tracks, key=lambda track: track.id))


def music_for_style(style: str) -> tuple[MusicTrack, ...]:
    """Return the tracks that suit a ``bgm-`` style, or all of them for an empty or unknown style.

    Raises:
        DependencyMissing: the package with the music is not installed.
    """
    pool = music_pool()
    if not pool:
        raise _missing()
    moods = MUSIC_STYLES.get(style.strip().lower(), ())
    return tuple(track for track in pool if not moods or track.mood in moods)


def music_path(track_id: str) -> Path:
    """Return the file of a track such as ``pool:calm/acoustic_1``.

    Raises:
        DependencyMissing: the package with the music is not installed.
        MediaNotFound: the pool has no such track.
    """
    pool = music_pool()
    if not pool:
        raise _missing()
    for track in pool:
        if track.id == track_id:
            return track.path
    raise MediaNotFound(
        f"The music pool has no track '{track_id}'.", where=track_id, hint=f"The first one is '{pool[0].id}'."
    )


def _missing() -> DependencyMissing:
    return DependencyMissing(
        "The packaged background music is not installed.",
        hint=f"Run `pip install {_DISTRIBUTION}`, or name music of your own in InputConfig.BackgroundMusicArray.",
    )


def _tracks_folder() -> Path | None:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0]) / "tracks"
    return folder if folder.is_dir() else None


def _track(path: Path, tempi: Mapping[str, float]) -> MusicTrack:
    mood = path.parent.name
    name = path.stem.removeprefix(f"{mood}_")
    return MusicTrack(id=f"pool:{mood}/{name}", mood=mood, path=path, bpm=tempi.get(path.name))


def _tempi() -> dict[str, float]:
    """Read the tempo of each file from the list that the package carries beside its licence."""
    try:
        files = importlib.metadata.files(_DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        return {}
    text = "".join(file.read_text(encoding="utf-8") for file in files if file.name == "LICENSE-MUSIC")
    return {name: float(bpm) for name, bpm in re.findall(r"(\S+\.opus)\s+(\d+(?:\.\d+)?) bpm", text)}

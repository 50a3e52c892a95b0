"""All chunks of a timeline: those the cache has are taken from there, the others rendered on all cores."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from av.video.frame import VideoFrame

from s2v_core.cache import Cache
from s2v_core.media import Assets
from s2v_core.memory import bound_free_memory
from s2v_core.processes import usable_cores
from s2v_core.rendering.chunks.cutting import cut
from s2v_core.rendering.chunks.encoding import encode_chunk
from s2v_core.rendering.chunks.identity import ChunkKeys
from s2v_core.rendering.chunks.joining import EncodedChunk
from s2v_core.rendering.chunks.schedule import Board
from s2v_core.rendering.compose import Composer
from s2v_core.rendering.encoding import CODECS, EncoderOptions
from s2v_core.rendering.text import TimelineTexts
from s2v_core.timeline import Span, Timeline

__all__ = ["Chunks"]

_KIND = "chunks"
_SUFFIX = ".mp4"
_POLL = 0.05
"""Seconds between two looks at how far the workers are."""

_MOST_WORKERS = 8
"""Each holds an encoder and the pictures of the shots that it shows: in full HD 180 MB (veryfast) to 370 (medium)."""

_MOST_SESSIONS = 2
"""Drivers of consumer devices refuse more than a few encoders at once."""


@dataclass(frozen=True)
class Made:
    """Where chunks are, by key; ``encoded`` of them were rendered for this."""

    files: Mapping[str, Path]
    encoded: int


class _Stopped(Exception):
    """Ends a worker whose work nobody wants any more."""


@dataclass(frozen=True)
class Chunks:
    """The chunks of ``timeline`` in ``cache``.

    Args:
        workers: how many chunks are rendered at a time; 0: one for each core.
    """

    timeline: Timeline
    assets: Assets
    options: EncoderOptions
    cache: Cache
    workers: int = 0

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The frames of each chunk."""
        return cut(self.timeline)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The key of each chunk; chunks that look the same have the same."""
        return tuple(self._identity.key(span) for span in self.spans)

    @cached_property
    def material(self) -> frozenset[Path]:
        """The files that the pictures are made of."""
        return self._identity.files

    @cached_property
    def _identity(self) -> ChunkKeys:
        tracks = (track for track in self.timeline.video_tracks if not track.disabled)
        self.assets.look_ahead(clip.media for track in tracks for clip in track.clips)
        return ChunkKeys(self.timeline, self.assets, self.options)

    def cached(self) -> dict[str, Path]:
        """Return where the cache has chunks of this timeline, by key."""
        found = ((key, self.cache.find_sealed(_KIND, key, _SUFFIX)) for key in dict.fromkeys(self.keys))
        return {key: path for key, path in found if path is not None}

    def in_order(self, files: Mapping[str, Path]) -> list[EncodedChunk]:
        """Return the chunks of the whole timeline, whose ``files`` are known by key."""
        return [EncodedChunk(files[key], len(span)) for key, span in zip(self.keys, self.spans, strict=True)]

    def render(self, known: Mapping[str, Path], advanced: Callable[[int], None]) -> Made:
        """Render the chunks whose keys are not ``known``, except those that another process has made meanwhile.

        Args:
            advanced: called again and again in the calling thread with how many frames are rendered; what it raises
                stops the work.

        Raises:
            MediaError, TimelineError, RenderError: a chunk cannot be rendered. SettingsError: nor stored.
        """
        missing = {key: number for number, key in reversed(list(enumerate(self.keys))) if key not in known}
        count = min(self.workers or _most_at_once(self.options), len(missing))
        work = _Work(self, Board(self.spans, missing.values(), count))
        with ThreadPoolExecutor(max(1, count), thread_name_prefix="chunk") as threads:
            running = [threads.submit(work.run) for _ in range(count)]
            try:
                while not _ended(running):
                    advanced(work.frames)
            finally:
                work.stop.set()
        for worker in running:
            worker.result()
        advanced(work.frames)
        return Made(work.files, work.encoded)


class _Work:
    """Chunks being rendered by several threads."""

    def __init__(self, chunks: Chunks, board: Board) -> None:
        self.stop = threading.Event()
        self.files: dict[str, Path] = {}
        self.frames = 0
        self.encoded = 0
        self._chunks = chunks
        self._board = board
        self._texts = TimelineTexts(chunks.timeline, chunks.assets.path)
        self._lock = threading.Lock()

    def run(self) -> None:
        """Render chunk after chunk until none waits. The first worker that fails stops all."""
        composer = Composer(self._chunks.timeline, self._chunks.assets, self._texts)
        number: int | None = None
        try:
            while not self.stop.is_set() and (number := self._board.take(number)) is not None:
                self._render(number, composer)
        except _Stopped:
            return
        except BaseException:
            self.stop.set()
            raise
        finally:
            composer.close()

    def _render(self, number: int, composer: Composer) -> None:
        chunks = self._chunks
        key, span, timeline = chunks.keys[number], chunks.spans[number], chunks.timeline

        def write(path: Path) -> None:
            frames = self._frames(span, composer)
            encode_chunk(path, frames, canvas=timeline.canvas, rate=timeline.rate, options=chunks.options)
            bound_free_memory()
            chunks.assets.check_unchanged(chunks.material)

        found = chunks.cache.find_sealed(_KIND, key, _SUFFIX)
        self.files[key] = found or chunks.cache.store_sealed(_KIND, key, _SUFFIX, write)
        with self._lock:
            self.encoded += found is None
            self.frames += len(span) if found else 0

    def _frames(self, span: Span, composer: Composer) -> Iterator[VideoFrame]:
        for index in range(span.start, span.end):
            if self.stop.is_set():
                raise _Stopped
            yield composer.encodable(index)
            with self._lock:
                self.frames += 1


def _ended(running: list[Future[None]]) -> bool:
    return not wait_for(running, timeout=_POLL).not_done


def _most_at_once(options: EncoderOptions) -> int:
    """Return how many chunks are rendered at a time: as many as there are cores, or sessions that devices grant."""
    codec = CODECS.get(options.codec)
    if codec is not None and codec.hardware:
        return _MOST_SESSIONS
    return usable_cores(_MOST_WORKERS)

"""A timeline to a finished file."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2

from s2v_core.cache import Cache, write_atomically
from s2v_core.errors import Cancelled, RenderError
from s2v_core.media import Assets
from s2v_core.rendering.checking import check_encodable
from s2v_core.rendering.chunks import Chunks, ChunkUnusable, join
from s2v_core.rendering.encoding import EncoderOptions, writing
from s2v_core.rendering.sound import sound_track
from s2v_core.speech import Speaker
from s2v_core.timeline import Timeline

__all__ = ["WrittenVideo", "write_video"]

_ATTEMPTS = 3
"""How often a chunk that another process has taken away, or that is damaged, is rendered again."""

_POLL = 0.05
"""Seconds between two looks at whether somebody asked to stop."""


@dataclass(frozen=True)
class WrittenVideo:
    """A finished file: its exact length, size and how long the writing took (``seconds``).

    ``chunks_encoded`` chunks were rendered for it; ``chunks_reused`` were there already, or were the same as others.
    One that was lost while the file was written is encoded, and counted, twice.
    """

    path: Path
    frames: int
    duration: Fraction
    size_bytes: int
    seconds: float
    chunks_encoded: int
    chunks_reused: int


def write_video(
    timeline: Timeline,
    target: Path,
    *,
    assets: Assets,
    speaker: Speaker,
    cache: Cache | None = None,
    encoder: EncoderOptions | None = None,
    workers: int = 0,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenVideo:
    """Render ``timeline`` to the MP4 ``target``. The file appears whole or not at all.

    Args:
        cache: where chunks of earlier renderings are found and new ones kept; None: they are forgotten.
        workers: how many chunks are rendered at a time; 0: one for each core.
        progress: called with (frames done, frames in all) in the caller's thread.
        cancelled: asked many times a second; True stops.

    Raises:
        MediaError, SpeechError: something the timeline needs is missing.
        OutputNotWritable: the folder refuses the file, or the disk is full. SettingsError: so does the cache's.
        Cancelled: ``cancelled`` answered True.
        RenderError: the canvas or an encoder option is not possible.
    """
    started = time.monotonic()
    check_encodable(timeline)
    with _kept_in(cache) as store, writing(target), _one_thread_per_call():
        chunks = Chunks(timeline, assets, encoder or EncoderOptions(), store, workers)
        rendering = _Rendering(chunks, speaker, progress, cancelled)
        write_atomically(target, rendering.write)
        size = target.stat().st_size
    encoded, reused = rendering.encoded, max(0, len(chunks.spans) - rendering.encoded)
    seconds = time.monotonic() - started
    return WrittenVideo(target, timeline.length, timeline.duration, size, seconds, encoded, reused)


@contextmanager
def _kept_in(cache: Cache | None) -> Iterator[Cache]:
    if cache is not None:
        yield cache
        return
    with tempfile.TemporaryDirectory(prefix="s2v-") as folder:
        yield Cache(Path(folder))


@contextmanager
def _one_thread_per_call() -> Iterator[None]:
    """Keep OpenCV from splitting every call over all cores: the chunks fill them already."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(before)


class _Rendering:
    """One file in the making; ``encoded`` chunks were rendered for it."""

    def __init__(
        self,
        chunks: Chunks,
        speaker: Speaker,
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self.encoded = 0
        self._chunks = chunks
        self._speaker = speaker
        self._progress = progress
        self._cancelled = cancelled
        self._reported = 0
        self._ended = False

    def write(self, path: Path) -> None:
        """Render what is missing and write all of it to ``path``."""
        path.touch()  # a folder that refuses the file shall do so before the work
        for attempt in range(_ATTEMPTS):
            try:
                self._attempt(path)
            except ChunkUnusable as error:
                self._chunks.cache.drop(error.path)
                if attempt == _ATTEMPTS - 1:
                    raise RenderError(
                        f"A part of the video cannot be read again after it was encoded ({error}).",
                        where=str(self._chunks.cache.root),
                        hint="Check the disk that the cache lies on, and whether somebody else clears it.",
                    ) from error
            else:
                return

    def _attempt(self, path: Path) -> None:
        chunks = self._chunks
        self._poll()
        with ThreadPoolExecutor(1, thread_name_prefix="sound") as other:
            sounding = other.submit(self._sound)
            try:
                files = chunks.cached()
                known = sum(len(span) for key, span in zip(chunks.keys, chunks.spans, strict=True) if key in files)
                made = chunks.render(files, lambda frames: self._advance(known + frames, sounding))
                self.encoded += made.encoded
                sound = self._awaited(sounding)
            finally:
                self._ended = not sounding.done()
        options, rate = chunks.options, chunks.timeline.rate
        join(path, chunks.in_order({**files, **made.files}), sound, rate=rate, options=options, check=self._poll)
        self._advance(chunks.timeline.length, sounding)

    def _awaited(self, sounding: Future[Path]) -> Path:
        while wait_for([sounding], timeout=_POLL).not_done:
            self._poll()
        return sounding.result()

    def _sound(self) -> Path:
        chunks = self._chunks
        return sound_track(
            chunks.timeline,
            chunks.cache,
            assets=chunks.assets,
            speaker=self._speaker,
            options=chunks.options,
            check=self._go_on,
        )

    def _go_on(self) -> None:
        if self._ended:
            raise Cancelled("The rendering was stopped.")

    def _advance(self, frames: int, sounding: Future[Path]) -> None:
        self._poll()
        if sounding.done():
            sounding.result()  # pictures without their sound are not worth going on
        if self._progress is not None and frames > self._reported:
            self._reported = frames
            self._progress(frames, self._chunks.timeline.length)

    def _poll(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise Cancelled("The rendering was stopped.")

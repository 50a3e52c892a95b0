"""Writing an MP4: H.264 and AAC, tagged, streamable, exact to the frame and the sample."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from s2v_core.errors import S2VError
from s2v_core.rendering.encoding import EncoderOptions, add_audio, add_video, encode
from s2v_core.rendering.rates import SAMPLE_RATE
from s2v_core.timeline.model import Canvas

__all__ = ["Encoder"]

_BLOCK = 1024


class Encoder:
    """An MP4 in the making.

    Frames and samples may come in any proportion; packets are put in order of time. Use as a context manager and call
    ``finish`` when everything is in; without it the file is incomplete.

    Args:
        path: the file; an existing one is overwritten.
        canvas: size of the frames, both sides even.
        rate: frames per second, exact.
        sound: whether there will be sound.

    Raises:
        DependencyMissing: there is no such encoder.
        RenderError: the encoder refuses its options.
        OSError: the file cannot be written (see ``writing``).
    """

    def __init__(
        self, path: Path, *, canvas: Canvas, rate: Fraction, options: EncoderOptions, sound: bool = True
    ) -> None:
        self._path = path
        self._rate = rate
        self._frames = 0
        self._samples = 0
        self._container = av.open(
            str(path), "w", format="mp4", options={"movflags": "+faststart", "max_interleave_delta": "0"}
        )
        self._name(options)
        try:
            self._video = add_video(self._container, canvas=canvas, rate=rate, options=options)
            self._audio = add_audio(self._container, options) if sound else None
        except S2VError:
            self._container.close()
            raise
        self._rest: NDArray[np.float32] = np.zeros((0, 2), np.float32)

    def __enter__(self) -> Encoder:
        return self

    def __exit__(self, *_: object) -> None:
        self._container.close()

    def frame(self, frame: VideoFrame) -> None:
        """Encode the next frame."""
        frame.pts, frame.time_base = self._frames, 1 / self._rate
        self._frames += 1
        self._mux(self._video, frame)

    def sound(self, samples: NDArray[np.float32]) -> None:
        """Encode the next ``samples`` (n, 2) float32 in -1..1 at 48 kHz."""
        if self._audio is None:
            return
        waiting = np.concatenate([self._rest, samples])
        whole = len(waiting) // _BLOCK * _BLOCK
        for start in range(0, whole, _BLOCK):
            self._sound_block(waiting[start : start + _BLOCK])
        self._rest = waiting[whole:]

    def finish(self) -> None:
        """Write what the encoders still hold, and the index."""
        if self._audio is not None:
            if len(self._rest):
                self._sound_block(self._rest)
            self._mux(self._audio, None)
        self._mux(self._video, None)
        self._container.close()

    def _sound_block(self, samples: NDArray[np.float32]) -> None:
        block = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.T), format="fltp", layout="stereo")
        block.sample_rate, block.pts, block.time_base = SAMPLE_RATE, self._samples, Fraction(1, SAMPLE_RATE)
        self._samples += len(samples)
        self._mux(self._audio, block)

    def _mux(self, stream: Any, frame: Any) -> None:
        self._container.mux(encode(stream, frame, where=self._path.name))

    def _name(self, options: EncoderOptions) -> None:
        for key, value in (("title", options.title), ("comment", options.comment)):
            if value:
                self._container.metadata[key] = value

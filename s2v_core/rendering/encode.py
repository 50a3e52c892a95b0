"""Writing an MP4: H.264 and AAC, tagged, streamable, exact to the frame and the sample."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.codec.codec import UnknownCodecError
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from s2v_core.errors import DependencyMissing, OutputNotWritable, RenderError
from s2v_core.rendering.rates import SAMPLE_RATE
from s2v_core.rendering.yuv import BT709, LIMITED
from s2v_core.timeline.model import Canvas

__all__ = ["Encoder", "EncoderOptions", "writing"]

_BLOCK = 1024
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_REFUSED = (
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EISDIR,
    errno.EIO,
    errno.ENAMETOOLONG,
)


@dataclass(frozen=True, kw_only=True)
class EncoderOptions:
    """How to encode; one setting for a whole production.

    ``crf`` is the quality (0 to 51, lower is better), ``threads`` those of the encoder (0: its own choice),
    ``title`` and ``comment`` go into the file's metadata.
    """

    codec: str = "libx264"
    preset: str = "veryfast"
    crf: int = 23
    profile: str | None = None
    threads: int = 0
    audio_bitrate: int = 160_000
    title: str = ""
    comment: str = ""


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
        self._video = self._add_video(canvas, options)
        self._audio = self._add_audio(options) if sound else None
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
        try:
            packets = stream.encode(frame)
        except av.error.ArgumentError as error:
            raise RenderError(
                f"The encoder {stream.codec_context.name} refuses its settings ({error}).",
                where=self._path.name,
                hint="Check the preset, profile and quality.",
            ) from error
        self._container.mux(packets)

    def _name(self, options: EncoderOptions) -> None:
        for key, value in (("title", options.title), ("comment", options.comment)):
            if value:
                self._container.metadata[key] = value

    def _add_video(self, canvas: Canvas, options: EncoderOptions) -> Any:
        stream = self._add(options.codec, rate=self._rate, options=_settings(options))
        stream.width, stream.height, stream.pix_fmt = canvas.width, canvas.height, "yuv420p"
        stream.time_base = 1 / self._rate
        context = stream.codec_context
        context.time_base, context.framerate = 1 / self._rate, self._rate
        context.colorspace = context.color_primaries = context.color_trc = BT709
        context.color_range = LIMITED
        context.thread_count = options.threads
        return stream

    def _add_audio(self, options: EncoderOptions) -> Any:
        stream = self._add("aac", rate=SAMPLE_RATE, layout="stereo")
        stream.bit_rate = options.audio_bitrate
        return stream

    def _add(self, codec: str, **settings: Any) -> Any:
        try:
            return self._container.add_stream(codec, **settings)
        except (UnknownCodecError, av.error.EncoderNotFoundError):
            self._container.close()
            raise DependencyMissing(
                f"There is no encoder {codec!r} on this machine.", where="S2V_ENCODER", hint="Use libx264."
            ) from None


def _settings(options: EncoderOptions) -> dict[str, str]:
    """Return libav's options; only the x264 family knows presets and a constant rate factor by these names."""
    settings = {"profile": options.profile.lower()} if options.profile else {}
    if options.codec.startswith("libx26"):
        settings |= {"preset": options.preset, "crf": str(options.crf)}
    return settings


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Turn a refusal of the file system, or of libav on its behalf, into the error that names the file."""
    try:
        yield
    except (OSError, av.error.FFmpegError) as error:
        number = error.errno or 0
        if number in _FULL:
            raise OutputNotWritable(
                "The disk is full.",
                where=str(target),
                hint="Free some space and run it again; nothing half-made was left.",
            ) from error
        if isinstance(error, OSError) or number in _REFUSED:
            raise OutputNotWritable(
                f"The file cannot be written ({error.strerror or error}).",
                where=str(target),
                hint="Check that the folder exists and may be written.",
            ) from error
        raise RenderError(f"The video cannot be encoded ({error}).", where=str(target)) from error

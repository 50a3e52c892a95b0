"""Tiny media for tests, made on the spot: a fraction of a second of video, a few pixels of picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

__all__ = [
    "moving",
    "truncate",
    "write_alpha_video",
    "write_animation",
    "write_audio_with_cover",
    "write_deep_image",
    "write_image",
    "write_oriented_jpeg",
    "write_tone",
    "write_variable_video",
    "write_video",
]

Colour = tuple[int, int, int]
Picture = NDArray[np.uint8]
_AUDIO_CODECS = {".webm": "libopus", ".opus": "libopus", ".ogg": "libopus", ".wav": "pcm_s16le", ".flac": "flac"}


def moving(size: tuple[int, int] = (64, 36), step: int = 2) -> Callable[[int], Picture]:
    """Return a picture function: a white bar over blue that moves ``step`` pixels per frame."""

    def draw(index: int) -> Picture:
        frame = np.zeros((size[1], size[0], 3), np.uint8)
        frame[:, :, 2] = 160
        left = (index * step) % size[0]
        frame[:, left : left + 4] = 255
        return frame

    return draw


def write_video(
    path: Path,
    *,
    size: tuple[int, int] = (64, 36),
    frames: int = 24,
    rate: int | Fraction = 24,
    colour: Colour | Callable[[int], Picture] = (200, 60, 40),
    tone: float | None = 440.0,
    rotation: int = 0,
    codec: str = "libx264",
    times: Sequence[Fraction | float] | None = None,
    pixels: str = "",
    keyframes: int = 12,
    aspect: Fraction | None = None,
) -> Path:
    """Write a video of ``frames`` pictures and return its path.

    Args:
        path: the suffix chooses the container.
        size: width and height as stored; odd sizes are stored as 4:4:4.
        colour: one colour, or a function from the frame's index to H x W x 3 uint8 RGB (or RGBA with alpha ``pixels``).
        tone: frequency in Hz of a stereo sine as long as the pictures; None for no sound.
        rotation: clockwise degrees by which a player turns the stored picture.
        times: when each picture begins, in seconds, for a variable rate; overrides ``frames``.
        pixels: the stored pixel format.
        keyframes: largest distance between two keyframes.
        aspect: width of a pixel divided by its height; None: square.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    rate = Fraction(rate)
    moments = [Fraction(t).limit_denominator(1000) for t in times] if times is not None else None
    count = len(moments) if moments is not None else frames
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate)
        stream.width, stream.height = size
        stream.pix_fmt = pixels or ("yuv444p" if size[0] % 2 or size[1] % 2 else "yuv420p")
        if codec == "libx264":
            stream.options = {"preset": "ultrafast", "g": str(keyframes)}
        if aspect:
            stream.codec_context.sample_aspect_ratio = aspect
        base = Fraction(1, 1000) if moments is not None else 1 / rate
        stream.codec_context.time_base = base
        if rotation:
            stream.set_display_rotation(-rotation)
        sound = container.add_stream(_AUDIO_CODECS.get(path.suffix, "aac"), rate=48000) if tone else None
        for index in range(count):
            picture = colour(index) if callable(colour) else _plain(size, colour)
            frame = av.VideoFrame.from_ndarray(picture, format="rgba" if picture.shape[2] == 4 else "rgb24")
            frame.pts = round(moments[index] / base) if moments is not None else index
            frame.time_base = base
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        if sound is not None and tone is not None:
            _encode_tone(container, sound, seconds=float(count / rate), frequency=tone, rate=48000)
    return path


def write_variable_video(path: Path, *, size: tuple[int, int] = (64, 36)) -> Path:
    """Write eight frames whose distances are 40 and 120 ms in turn (0.64 s; 12.5 frames per second on average)."""
    times, moment = [], Fraction(0)
    for index in range(8):
        times.append(moment)
        moment += Fraction(40 if index % 2 == 0 else 120, 1000)
    return write_video(path, size=size, times=times, colour=moving(size), tone=None)


def write_alpha_video(path: Path, *, size: tuple[int, int] = (64, 36), frames: int = 6) -> Path:
    """Write a video whose left half is transparent: VP9 for ``.webm``, ProRes 4444 for ``.mov``."""

    def draw(_index: int) -> Picture:
        picture = np.full((size[1], size[0], 4), 255, np.uint8)
        picture[:, : size[0] // 2, 3] = 0
        return picture

    webm = path.suffix == ".webm"
    codec, pixels = ("libvpx-vp9", "yuva420p") if webm else ("prores_ks", "yuva444p10le")
    return write_video(path, size=size, frames=frames, colour=draw, tone=None, codec=codec, pixels=pixels)


def write_image(
    path: Path, *, size: tuple[int, int] = (64, 36), colour: object = (200, 60, 40), mode: str = "RGB"
) -> Path:
    """Write a picture of one colour (which must suit the Pillow ``mode``) and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new(mode, size, colour).save(path)  # type: ignore[arg-type]
    return path


def write_oriented_jpeg(path: Path, *, size: tuple[int, int] = (64, 36), orientation: int = 6) -> Path:
    """Write a JPEG whose stored left half is red and right half blue, with an EXIF orientation."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = np.zeros((size[1], size[0], 3), np.uint8)
    picture[:, : size[0] // 2, 0] = 255
    picture[:, size[0] // 2 :, 2] = 255
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.fromarray(picture).save(path, quality=95, subsampling=0, exif=exif)
    return path


def write_deep_image(path: Path, *, size: tuple[int, int] = (64, 36), colour: Colour = (65535, 32768, 0)) -> Path:
    """Write a PNG or TIFF with 16 bits per channel."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = np.empty((size[1], size[0], 3), np.uint16)
    picture[:] = colour
    with av.open(str(path), "w", format="image2") as container:
        stream = container.add_stream("tiff" if path.suffix in (".tif", ".tiff") else "png", rate=1)
        stream.width, stream.height = size
        stream.pix_fmt = "rgb48le" if path.suffix in (".tif", ".tiff") else "rgb48be"
        container.mux(
            stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb48le").reformat(format=stream.pix_fmt))
        )
        container.mux(stream.encode())
    return path


def write_animation(
    path: Path,
    *,
    size: tuple[int, int] = (64, 36),
    colours: Sequence[Colour] = ((255, 0, 0), (0, 255, 0), (0, 0, 255)),
    milliseconds: int | Sequence[int] = 100,
) -> Path:
    """Write an animated GIF, WebP or PNG, one frame per colour.

    The left half is transparent save for an opaque corner pixel (without which WebP writers would crop the frame).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    frames = []
    for colour in colours:
        picture = np.zeros((size[1], size[0], 4), np.uint8)
        picture[:, size[0] // 2 :] = picture[0, 0] = (*colour, 255)
        frames.append(Image.fromarray(picture))
    duration = milliseconds if isinstance(milliseconds, int) else list(milliseconds)
    options = {".webp": {"lossless": True}, ".gif": {"disposal": 2}}.get(path.suffix, {})
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=duration, loop=0, **options)
    return path


def write_tone(
    path: Path, *, seconds: float = 1.0, frequency: float = 440.0, rate: int = 48000, channels: int = 2
) -> Path:
    """Write a sine at half of full scale and return its path; the suffix chooses the format."""
    path.parent.mkdir(parents=True, exist_ok=True)
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[channels]
    with av.open(str(path), "w") as container:
        stream = container.add_stream(_AUDIO_CODECS.get(path.suffix, "aac"), rate=rate, layout=layout)
        _encode_tone(container, stream, seconds=seconds, frequency=frequency, rate=rate, layout=layout)
    return path


def write_audio_with_cover(path: Path, *, seconds: float = 0.5) -> Path:
    """Write an ``.m4a`` or ``.mp4`` that holds sound and, as its only picture, an attached cover."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w", format="mp4") as container:
        cover = container.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 64, 64, "yuvj420p"
        cover.disposition = av.stream.Disposition.attached_pic
        sound = container.add_stream("aac", rate=48000)
        container.mux(cover.encode(av.VideoFrame.from_ndarray(_plain((64, 64), (9, 99, 9)), format="rgb24")))
        container.mux(cover.encode())
        _encode_tone(container, sound, seconds=seconds, frequency=440.0, rate=48000)
    return path


def truncate(path: Path, keep: float) -> Path:
    """Cut a file down to the fraction ``keep`` of its bytes."""
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * keep)])
    return path


def _plain(size: tuple[int, int], colour: Colour) -> Picture:
    picture = np.empty((size[1], size[0], 3), np.uint8)
    picture[:] = colour
    return picture


def _encode_tone(
    container: av.container.OutputContainer,
    stream: av.AudioStream,
    *,
    seconds: float,
    frequency: float,
    rate: int,
    layout: str = "stereo",
) -> None:
    moments = np.arange(round(seconds * rate)) / rate
    wave = (0.5 * np.sin(2 * np.pi * frequency * moments) * 32767).astype(np.int16)
    channels = {"mono": 1, "stereo": 2, "5.1": 6}[layout]
    frame = av.AudioFrame.from_ndarray(np.repeat(wave, channels)[np.newaxis, :], format="s16", layout=layout)
    frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
    container.mux(stream.encode(frame))
    container.mux(stream.encode())

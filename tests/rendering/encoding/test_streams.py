"""Encoders that need no device, at work."""

from __future__ import annotations

import os
import sys
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import av
import cv2
import numpy as np
import pytest

from s2v_core.errors import DependencyMissing, RenderError
from s2v_core.media.planes import from_rgb
from s2v_core.rendering.chunks.encoding import encode_chunk
from s2v_core.rendering.encoding import EncoderOptions, add_copy, add_video, encode, streams
from s2v_core.timeline import Canvas
from tests.rendering.encoding.support import SIDE, SOFTWARE_NAMES, levels, options, picture, write_clip

EVERY = pytest.mark.parametrize("codec", SOFTWARE_NAMES)


def header(path: Path) -> bytes:
    with av.open(str(path)) as container:
        return bytes(container.streams.video[0].codec_context.extradata)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="root's threads alone can be real-time")
@pytest.mark.skipif(sys.platform != "linux", reason="there is no telling elsewhere")
@EVERY
def test_no_thread_goes_before_the_rest_of_the_machine(tmp_path: Path, codec: str) -> None:
    with av.open(str(tmp_path / "clip.mp4"), "w", format="mp4") as container:
        stream = add_video(container, canvas=Canvas(SIDE, SIDE), rate=Fraction(30), options=options(codec))
        frame = from_rgb(picture(0)).frame
        frame.pts, frame.time_base = 0, Fraction(1, 30)
        made = encode(stream, frame, where="clip.mp4")
        threads = [int(entry.name) for entry in Path("/proc/self/task").iterdir()]
        assert {os.sched_getscheduler(thread) for thread in threads} == {os.SCHED_OTHER}
        container.mux([*made, *encode(stream, None, where="clip.mp4")])


@EVERY
def test_every_frame_comes_back_at_its_time(tmp_path: Path, codec: str) -> None:
    write_clip(tmp_path / "clip.mp4", options(codec), 40)
    with av.open(str(tmp_path / "clip.mp4")) as container:
        frames = list(container.decode(video=0))
    assert [frame.pts * frame.time_base for frame in frames] == [Fraction(number, 30) for number in range(40)]
    shown = levels(frames)
    assert shown == sorted(shown)
    assert shown[39] - shown[0] == pytest.approx(3 * 39, abs=25)


@EVERY
def test_the_stream_says_what_it_is(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "clip.mp4"
    write_clip(path, options(codec), 5)
    with av.open(str(path)) as container:
        context = container.streams.video[0].codec_context
        tag = {"libx264": "avc1", "libx265": "hvc1", "libsvtav1": "av01"}[codec]
        assert (context.codec_tag, context.pix_fmt, context.width, context.height) == (tag, "yuv420p", SIDE, SIDE)
        frame = next(container.decode(video=0))
        assert (frame.colorspace, frame.color_primaries, frame.color_trc, frame.color_range) == (1, 1, 1, 1)
    assert b"colrnclx\x00\x01\x00\x01\x00\x01" in path.read_bytes()


@EVERY
def test_groups_are_closed(tmp_path: Path, codec: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "_GROUP", 16)
    path = tmp_path / "clip.mp4"
    write_clip(path, options(codec, preset="medium"), 60)
    with av.open(str(path)) as container:
        whole = levels(container.decode(video=0))
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        packets = [packet for packet in container.demux(stream) if packet.size]
    starts = [index for index, packet in enumerate(packets) if packet.is_keyframe]
    assert len(starts) >= 4
    for start in starts:
        decoder = av.CodecContext.create(stream.codec_context.name, "r")
        decoder.extradata = stream.codec_context.extradata
        alone = [frame for packet in (*packets[start:], None) for frame in decoder.decode(packet)]
        assert levels(alone) == whole[start:]


@EVERY
@pytest.mark.parametrize("frames", [1, 2, 3, 5])
def test_a_few_frames_are_a_whole_clip(tmp_path: Path, codec: str, frames: int) -> None:
    packets = write_clip(tmp_path / "clip.mp4", options(codec, preset="medium"), frames)
    assert packets[0][2]
    assert sorted(pts for pts, _, _ in packets) == list(range(frames))
    decoding = [dts for _, dts, _ in packets]
    assert decoding == sorted(set(decoding))
    assert all(pts - 8 <= dts <= pts for pts, dts, _ in packets)
    with av.open(str(tmp_path / "clip.mp4")) as container:
        assert len(list(container.decode(video=0))) == frames


@pytest.mark.parametrize("made_up", [None, -3062588666644802176, -171798691880, 9187201950435737472, 1])
def test_a_time_of_decoding_that_an_encoder_made_up_is_mended(made_up: int | None) -> None:
    packets = [SimpleNamespace(pts=0, dts=made_up), SimpleNamespace(pts=4, dts=-2)]
    stream = SimpleNamespace(encode=lambda _frame: packets, codec_context=SimpleNamespace(is_open=True))
    assert [(packet.pts, packet.dts) for packet in encode(stream, None, where="")] == [(0, 0), (4, -2)]


@EVERY
def test_separate_encodings_have_one_header(tmp_path: Path, codec: str) -> None:
    for name, frames, threads in (("one", 1, 1), ("long", 30, 1), ("free", 9, 0), ("two", 9, 2)):
        write_clip(tmp_path / name, options(codec, threads=threads), frames)
    assert len({header(tmp_path / name) for name in ("one", "long", "free", "two")}) == 1


@EVERY
def test_one_thread_gives_the_same_bytes_again(tmp_path: Path, codec: str) -> None:
    for name in ("a.mp4", "b.mp4"):
        write_clip(tmp_path / name, options(codec, threads=1), 30)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


def test_x264_makes_the_same_of_a_fade_whatever_it_encoded_before(tmp_path: Path) -> None:
    rng, shape = np.random.default_rng(1), (320, 176, 3)
    noise: list[Any] = [rng.integers(0, 255, shape).astype(np.uint8) for _ in range(2)]
    first, last = (cv2.GaussianBlur(pixels, (0, 0), sigma) for pixels, sigma in zip(noise, (4, 9), strict=True))
    mixed = (cv2.addWeighted(first, 1 - part, last // 2, part, 0) for part in np.linspace(0, 1, 30))
    fade = [np.roll(pixels, 2 * number, axis=1) for number, pixels in enumerate(mixed)]
    made = set()
    for turn in range(3):
        other = [np.tile(np.roll(noise[0], 7 * turn + 3 * number, axis=number % 2), (2, 2, 1)) for number in range(12)]
        for path, pictures in ((tmp_path / "other.mp4", other), (tmp_path / "fade.mp4", fade)):
            height, width = pictures[0].shape[:2]
            frames = (from_rgb(pixels).frame for pixels in pictures)
            encode_chunk(path, frames, canvas=Canvas(width, height), rate=Fraction(30), options=EncoderOptions())
        made.add((tmp_path / "fade.mp4").read_bytes())
    assert len(made) == 1


@EVERY
def test_a_copy_of_the_stream_keeps_its_tag(tmp_path: Path, codec: str) -> None:
    write_clip(tmp_path / "clip.mp4", options(codec), 5)
    with av.open(str(tmp_path / "clip.mp4")) as source, av.open(str(tmp_path / "copy.mp4"), "w") as target:
        stream = add_copy(target, source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = stream
                target.mux(packet)
    with av.open(str(tmp_path / "clip.mp4")) as one, av.open(str(tmp_path / "copy.mp4")) as other:
        contexts = [container.streams.video[0].codec_context for container in (one, other)]
        assert contexts[0].codec_tag == contexts[1].codec_tag
        assert contexts[0].extradata == contexts[1].extradata
        assert len(list(other.decode(video=0))) == 5


@EVERY
def test_encoders_keep_quiet(tmp_path: Path, codec: str, capfd: pytest.CaptureFixture[str]) -> None:
    write_clip(tmp_path / "clip.mp4", options(codec, preset="veryfast"), 3)
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")


@EVERY
def test_a_profile_of_h264_disturbs_no_other_format(tmp_path: Path, codec: str) -> None:
    write_clip(tmp_path / "clip.mp4", options(codec, preset="medium", profile="Baseline"), 12)
    with av.open(str(tmp_path / "clip.mp4")) as container:
        assert container.streams.video[0].codec_context.profile == (
            "Constrained Baseline" if codec == "libx264" else "Main"
        )


@EVERY
def test_less_quality_is_less_data(tmp_path: Path, codec: str) -> None:
    sizes = []
    for crf in (0, 10, 23, 35, 51):
        write_clip(tmp_path / "clip.mp4", options(codec, crf=crf), 8)
        sizes.append((tmp_path / "clip.mp4").stat().st_size)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[2] > sizes[4]


def test_other_containers_take_the_streams_too(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "clip.mkv"), "w") as container:
        stream = add_video(container, canvas=Canvas(SIDE, SIDE), rate=Fraction(30), options=options("libx265"))
        container.mux(encode(stream, from_rgb(picture(0)).frame, where="clip.mkv"))
        container.mux(encode(stream, None, where="clip.mkv"))
    with av.open(str(tmp_path / "clip.mkv")) as container:
        assert len(list(container.decode(video=0))) == 1


def test_unknown_encoders_and_presets_are_named(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "clip.mp4"), "w") as container:
        for wanted, error, text in (
            (EncoderOptions(codec="h264_dreams"), DependencyMissing, "h264_dreams"),
            (EncoderOptions(codec="hevc_videotoolbox"), DependencyMissing, "hevc_videotoolbox"),
            (EncoderOptions(codec="libx265", preset="wishful"), RenderError, "wishful"),
        ):
            if wanted.codec not in av.codecs_available or error is RenderError:
                with pytest.raises(error, match=text):
                    add_video(container, canvas=Canvas(SIDE, SIDE), rate=Fraction(30), options=wanted)

"""Separate encodings joined to one film, for every encoder that needs no device."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from s2v_core.media.planes import from_rgb
from s2v_core.rendering.chunks.encoding import encode_chunk
from s2v_core.rendering.chunks.joining import EncodedChunk, join
from s2v_core.timeline import Canvas
from tests.rendering.encoding.support import SIDE, SOFTWARE_NAMES, levels, options, picture
from tests.support.media import write_tone

LENGTHS = (3, 1, 17, 2, 1, 1, 24)
RATE = Fraction(30000, 1001)


@pytest.mark.parametrize("codec", SOFTWARE_NAMES)
def test_pieces_of_any_length_make_one_film(tmp_path: Path, codec: str) -> None:
    wanted = options(codec, preset="medium")
    chunks, start = [], 0
    for number, length in enumerate(LENGTHS):
        path = tmp_path / f"{number}.mp4"
        frames = (from_rgb(picture(start + index)).frame for index in range(length))
        encode_chunk(path, frames, canvas=Canvas(SIDE, SIDE), rate=RATE, options=wanted)
        chunks.append(EncodedChunk(path, length))
        start += length
    film = tmp_path / "film.mp4"
    sound = write_tone(tmp_path / "sound.m4a", seconds=float(start / RATE))
    join(film, chunks, sound, rate=RATE, options=wanted, check=lambda: None)
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.codec_tag == {"libx264": "avc1", "libx265": "hvc1", "libsvtav1": "av01"}[codec]
        packets = [packet for packet in container.demux(stream) if packet.size]
        assert sum(packet.is_keyframe for packet in packets) == len(LENGTHS)
        decoding = [packet.dts for packet in packets]
        assert decoding == sorted(set(decoding))
    with av.open(str(film)) as container:
        frames = list(container.decode(video=0))
    assert [frame.pts * frame.time_base for frame in frames] == [number / RATE for number in range(start)]
    expected = [float(np.mean(picture(number)[:, -16:])) for number in range(start)]
    shown = np.array(levels(frames))
    assert np.corrcoef(shown, expected)[0, 1] > 0.999

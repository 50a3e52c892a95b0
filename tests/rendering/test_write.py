"""Finished files."""

from __future__ import annotations

import threading
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from s2v_core.media import Assets
from s2v_core.rendering import EncoderOptions, write_video
from s2v_core.rendering.compose import Composer
from s2v_core.speech import Speaker
from s2v_core.timeline import AudioClip, Span, Timeline, Track
from tests.rendering.scene import FAST, Picture, grey, level, read_back, shot, timeline, wait_until, with_music
from tests.support import media


@pytest.mark.parametrize(
    "rate", [Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(30), Fraction(60)], ids=str
)
def test_frames_rate_and_lengths_are_exact(
    counted: Path, out: Path, tmp_path: Path, assets: Assets, speaker: Speaker, rate: Fraction
) -> None:
    scene = with_music(timeline([shot(counted, 0, 47)], rate=rate), media.write_tone(tmp_path / "tone.wav"))
    written = write_video(scene, out, assets=assets, speaker=speaker, encoder=FAST)
    assert written.frames == 47
    assert written.duration == 47 / rate
    assert written.size_bytes == out.stat().st_size
    with av.open(str(out)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert video.average_rate == rate
        assert video.frames == 47
        assert abs(video.duration * video.time_base - 47 / rate) < Fraction(1, 1000)
        assert abs(audio.duration * audio.time_base - 47 / rate) < Fraction(1, 1000)
        times = [frame.pts * frame.time_base for frame in container.decode(video)]
    assert len(times) == 47
    assert times == pytest.approx([float(k / rate) for k in range(47)], abs=1e-4)


def test_a_single_frame_makes_a_video(counted: Path, out: Path, assets: Assets, speaker: Speaker) -> None:
    write_video(timeline([shot(counted, 0, 1)]), out, assets=assets, speaker=speaker, encoder=FAST)
    assert len(read_back(out)) == 1


def test_the_file_is_what_players_expect(counted: Path, out: Path, assets: Assets, speaker: Speaker) -> None:
    options = EncoderOptions(preset="veryfast", crf=23, profile="High", title="Spring sale", comment="made of 3 shots")
    write_video(timeline([shot(counted, 0, 20)]), out, assets=assets, speaker=speaker, encoder=options)
    with av.open(str(out)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        context = video.codec_context
        assert (context.name, context.pix_fmt, context.profile) == ("h264", "yuv420p", "High")
        assert (context.colorspace, context.color_primaries, context.color_trc, context.color_range) == (1, 1, 1, 1)
        assert (audio.codec_context.name, audio.rate, audio.layout.name) == ("aac", 48000, "stereo")
        assert container.metadata["title"] == "Spring sale"
        assert container.metadata["comment"] == "made of 3 shots"
    data = out.read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")
    assert b"colrnclx\x00\x01\x00\x01\x00\x01" in data


def test_frames_in_the_file_are_those_of_the_timeline(
    counted: Path, out: Path, assets: Assets, speaker: Speaker
) -> None:
    scene = timeline([shot(counted, 0, 10), shot(counted, 10, 20, source_in=2.0)])
    write_video(scene, out, assets=assets, speaker=speaker, encoder=FAST)
    expected = [grey(n) for n in (*range(10), *range(20, 30))]
    assert [level(frame) for frame in read_back(out)] == pytest.approx(expected, abs=4)


COLOURS = [
    (128, 128, 128),
    (200, 60, 40),
    (40, 160, 70),
    (30, 60, 200),
    (230, 200, 40),
    (150, 40, 160),
    (16, 16, 16),
    (240, 240, 240),
]


@pytest.mark.parametrize("matrix", [1, 6])
def test_colours_in_are_colours_out(tmp_path: Path, out: Path, assets: Assets, speaker: Speaker, matrix: int) -> None:
    bars = np.repeat(np.array(COLOURS, np.uint8), 16, axis=0)[np.newaxis].repeat(64, 0)
    path = tmp_path / "bars.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=10)
        stream.width, stream.height, stream.pix_fmt = 128, 64, "yuv444p"
        stream.codec_context.colorspace = matrix
        space = "ITU709" if matrix == 1 else "ITU601"
        frame = av.VideoFrame.from_ndarray(bars, format="rgb24").reformat(format="yuv444p", dst_colorspace=space)
        frame.pts = 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    scene = timeline([shot(path, 0, 3)], size=(128, 64))
    write_video(scene, out, assets=assets, speaker=speaker, encoder=FAST)
    shown = read_back(out)[1][32, 8::16].astype(int)
    assert np.abs(shown - np.array(COLOURS)).max() <= 5
    assert np.abs(shown - np.array(COLOURS)).mean() <= 2


def test_the_same_timeline_gives_the_same_bytes(
    counted: Path, out: Path, tmp_path: Path, assets: Assets, speaker: Speaker
) -> None:
    scene = with_music(timeline([shot(counted, 0, 25)]), media.write_tone(tmp_path / "tone.wav"))
    again = out.with_name("again.mp4")
    write_video(scene, out, assets=assets, speaker=speaker, encoder=FAST)
    write_video(scene, again, assets=assets, speaker=speaker, encoder=FAST)
    assert out.read_bytes() == again.read_bytes()


def test_progress_is_told_in_the_callers_thread(counted: Path, out: Path, assets: Assets, speaker: Speaker) -> None:
    told = []
    here = threading.get_ident()

    def note(done: int, total: int) -> None:
        told.append((done, total, threading.get_ident() == here))

    write_video(timeline([shot(counted, 0, 90)]), out, assets=assets, speaker=speaker, encoder=FAST, progress=note)
    done = [frames for frames, _, _ in told]
    assert done == sorted(set(done))
    assert done[-1] == 90
    assert {(total, in_callers_thread) for _, total, in_callers_thread in told} == {(90, True)}


def test_progress_grows_while_a_chunk_is_being_rendered(
    counted: Path, out: Path, assets: Assets, speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    frame_of = Composer.encodable

    def waiting_for_progress(self: Composer, index: int) -> av.VideoFrame:
        wait_until(lambda: len(told) >= min(index, 3))
        return frame_of(self, index)

    monkeypatch.setattr(Composer, "encodable", waiting_for_progress)
    scene = timeline([shot(counted, 0, 9)])
    write_video(scene, out, assets=assets, speaker=speaker, encoder=FAST, progress=lambda done, _: told.append(done))
    assert len(told) >= 4


def test_opencv_keeps_its_number_of_threads(counted: Path, out: Path, assets: Assets, speaker: Speaker) -> None:
    before = cv2.getNumThreads()
    write_video(timeline([shot(counted, 0, 3)]), out, assets=assets, speaker=speaker, encoder=FAST)
    assert cv2.getNumThreads() == before


def test_sound_and_picture_stay_together(tmp_path: Path, out: Path, assets: Assets, speaker: Speaker) -> None:
    def flash(index: int) -> Picture:
        return np.full((32, 32, 3), 255 if index == 20 else 0, np.uint8)

    samples = np.zeros((3 * 48000, 2), np.float32)
    samples[2 * 48000 : 2 * 48000 + 2400] = 0.8
    click = tmp_path / "click.wav"
    with av.open(str(click), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=48000, layout="stereo")
        packed = (samples * 32767).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, format="s16", layout="stereo")
        frame.sample_rate = 48000
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    video = media.write_video(tmp_path / "flash.mp4", size=(32, 32), frames=30, rate=10, colour=flash, tone=None)
    scene = timeline([shot(video, 0, 30)])
    music = AudioClip(media_url=str(click), span=Span(0, 30))
    scene = Timeline(**{**scene.__dict__, "audio_tracks": (Track(clips=(music,)),)})
    write_video(scene, out, assets=assets, speaker=speaker, encoder=FAST)
    flashes = [index for index, frame in enumerate(read_back(out)) if level(frame) > 128]
    with av.open(str(out)) as container:
        heard = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    assert flashes == [20]
    loud = np.flatnonzero(np.abs(heard[0]) > 0.2)
    assert loud[0] / 48000 == pytest.approx(2.0, abs=0.03)

"""Chunks that become one file."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from s2v_core.media import Assets
from s2v_core.media.planes import from_rgb
from s2v_core.rendering import EncoderOptions, write_video
from s2v_core.rendering.chunks.encoding import encode_chunk
from s2v_core.rendering.chunks.joining import ChunkUnusable, EncodedChunk, join
from s2v_core.rendering.encoding import add_audio, encode
from s2v_core.speech import Speaker
from s2v_core.timeline import AudioClip, Canvas, Effect, Span, Timeline, Track, VideoClip
from tests.rendering.chunks.conftest import Shelf
from tests.rendering.chunks.files import as_composed, check_times, cut_at, decoded, psnr
from tests.rendering.scene import FAST, FULL, grey, shot, timeline, with_music
from tests.support import media

RATES = (Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(30), Fraction(60))
SLOW = EncoderOptions(preset="medium", crf=16)
"""With frames that are decoded in another order than they are shown."""


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("options", [FAST, SLOW], ids=["in order", "reordered"])
def test_every_frame_is_there_at_its_time_whatever_the_lengths_of_the_chunks(
    shelf: Shelf,
    out: Path,
    speaker: Speaker,
    monkeypatch: pytest.MonkeyPatch,
    rate: Fraction,
    options: EncoderOptions,
) -> None:
    cut_at(monkeypatch, 1, 2, 3, 5, 8, 21, 22)
    clips = [shot(shelf.counted, 0, 61, speed=float(10 / rate) / 2), shot(shelf.wide, 61, 73)]
    scene = timeline(clips, rate=rate)
    written = write_video(scene, out, assets=shelf.assets, speaker=speaker, encoder=options)
    assert (written.frames, written.chunks_encoded) == (73, 8)
    check_times(out, 73, rate)
    assert min(psnr(decoded(out), as_composed(scene, shelf.assets))) > 34


@pytest.mark.parametrize("length", [1, 2, 3, 7])
def test_chunks_of_one_frame_each_are_a_video(
    shelf: Shelf, out: Path, speaker: Speaker, monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    cut_at(monkeypatch, *range(1, length))
    scene = timeline([shot(shelf.counted, 0, length)])
    write_video(scene, out, assets=shelf.assets, speaker=speaker, encoder=SLOW)
    check_times(out, length, scene.rate)
    assert [frame[:32].mean() for frame in decoded(out)] == pytest.approx(
        [16 + grey(number) * 219 / 255 for number in range(length)], abs=2
    )


def moving_scene(shelf: Shelf) -> Timeline:
    """An animated sticker over footage at another speed that zooms and a still that is panned, with a transition."""
    dissolve = Effect(type="DLTransition", sub_type="fade", params={"Duration": 1.0})
    zoom = Effect(type="Zoom", params={"EndRate": 1.8})
    burns = Effect(type="KenBurns", params={"Start": "0,0,0.5,0.5", "End": "0.5,0.5,0.5,0.5"})
    main = (
        shot(shelf.panned, 0, 30, zoom, dissolve, speed=1.1),
        shot(shelf.pattern, 30, 60, burns, type="Image"),
    )
    sticker = VideoClip(type="GlobalImage", media_url=str(shelf.animation))
    scene = timeline(main, [sticker], size=(64, 64), rate=20)
    return replace(scene, video_tracks=(replace(scene.video_tracks[0], main=True), scene.video_tracks[1]))


@pytest.mark.parametrize("places", [(11, 25, 30, 31, 47), tuple(range(4, 60, 4))], ids=str)
def test_nothing_that_moves_jumps_where_chunks_meet(
    shelf: Shelf, out: Path, speaker: Speaker, monkeypatch: pytest.MonkeyPatch, places: tuple[int, ...]
) -> None:
    scene = moving_scene(shelf)
    files = []
    for number, cuts in enumerate(((), places)):
        cut_at(monkeypatch, *cuts)
        target = out.with_name(f"{number}.mp4")
        written = write_video(scene, target, assets=shelf.assets, speaker=speaker, encoder=FAST)
        assert written.chunks_encoded == len(cuts) + 1
        files.append(decoded(target))
    composed = as_composed(scene, shelf.assets)
    moved = psnr(composed[1:], composed[:-1])
    assert max(moved) < 36
    between = psnr(*files)
    assert np.mean(between) > 42
    assert min(between) > 38
    assert min(psnr(files[1], composed)) > 38


def test_sound_and_picture_are_still_together_at_the_end_of_a_minute(
    tmp_path: Path, out: Path, assets: Assets, speaker: Speaker
) -> None:
    rate, flash = Fraction(30000, 1001), 1750
    black, white = (
        media.write_image(tmp_path / f"{level}.png", size=(32, 32), colour=(level,) * 3) for level in (0, 255)
    )
    spans = ((black, 0, flash), (white, flash, flash + 2), (black, flash + 2, 1799))
    shots = [VideoClip(type="Image", media_url=str(path), span=Span(a, b), box=FULL) for path, a, b in spans]
    click = AudioClip(media_url=str(media.write_tone(tmp_path / "click.wav", seconds=0.1)), span=Span(flash, flash + 3))
    scene = replace(timeline(shots, rate=rate), audio_tracks=(Track(clips=(click,)),))
    write_video(scene, out, assets=assets, speaker=speaker, encoder=FAST)
    check_times(out, 1799, rate)
    with av.open(str(out)) as container:
        sound = container.streams.audio[0]
        assert abs(sound.duration * sound.time_base - 1799 / rate) < Fraction(1, 1000)
        heard = [frame for frame in container.decode(sound) if np.abs(frame.to_ndarray()).max() > 0.2]
    lit = [number for number, frame in enumerate(decoded(out)) if frame[:32].mean() > 128]
    assert lit == [flash, flash + 1]
    assert heard[0].time == pytest.approx(float(flash / rate), abs=0.025)


def test_the_file_can_be_played_while_it_is_loading(shelf: Shelf, out: Path, tmp_path: Path, speaker: Speaker) -> None:
    scene = with_music(timeline([shot(shelf.counted, 0, 70)]), media.write_tone(tmp_path / "tone.wav"))
    write_video(scene, out, assets=shelf.assets, speaker=speaker, encoder=FAST)
    data = out.read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")
    with av.open(str(out)) as container:
        found = [(packet.pos, packet.stream.type) for packet in container.demux() if packet.size]
    shown, heard = ([place for place, kind in found if kind == wanted] for wanted in ("video", "audio"))
    middle = sum(place < shown[35] for place in heard) / len(heard)
    assert middle == pytest.approx(0.5, abs=0.15)


CANVAS, RATE = Canvas(32, 32), Fraction(10)


def chunk(path: Path, frames: int, options: EncoderOptions = FAST, canvas: Canvas = CANVAS) -> EncodedChunk:
    pictures = (np.full((canvas.height, canvas.width, 3), grey(number), np.uint8) for number in range(frames))
    encoded = (from_rgb(picture).frame for picture in pictures)
    encode_chunk(path, encoded, canvas=canvas, rate=RATE, options=options)
    return EncodedChunk(path, frames)


@pytest.fixture
def silence(tmp_path: Path) -> Path:
    path = tmp_path / "silence.m4a"
    with av.open(str(path), "w", format="mp4") as container:
        stream = add_audio(container, FAST)
        block = av.AudioFrame.from_ndarray(np.zeros((2, 48000), np.float32), format="fltp", layout="stereo")
        block.sample_rate, block.pts, block.time_base = 48000, 0, Fraction(1, 48000)
        container.mux(encode(stream, block, where="silence"))
        container.mux(encode(stream, None, where="silence"))
    return path


def joined(tmp_path: Path, silence: Path, *chunks: EncodedChunk) -> None:
    join(tmp_path / "whole.mp4", chunks, silence, rate=RATE, options=FAST, check=lambda: None)


def test_chunks_of_other_settings_or_sizes_are_refused(tmp_path: Path, silence: Path) -> None:
    first = chunk(tmp_path / "a.mp4", 5)
    others = [
        chunk(tmp_path / "b.mp4", 5, replace(FAST, preset="medium")),
        chunk(tmp_path / "d.mp4", 5, canvas=Canvas(34, 32)),
        chunk(tmp_path / "e.mp4", 5, replace(FAST, codec="libx265")),
    ]
    for other in others:
        with pytest.raises(ChunkUnusable, match="other settings") as caught:
            joined(tmp_path, silence, first, other)
        assert caught.value.path == other.path


def test_files_that_are_no_chunk_are_refused(tmp_path: Path, silence: Path) -> None:
    first = chunk(tmp_path / "a.mp4", 20)
    short = replace(chunk(tmp_path / "b.mp4", 5), frames=6)
    long = replace(chunk(tmp_path / "c.mp4", 5), frames=4)
    gone = EncodedChunk(tmp_path / "gone.mp4", 5)
    heard = EncodedChunk(silence, 5)
    torn = EncodedChunk(media.truncate(chunk(tmp_path / "torn.mp4", 20).path, 0.5), 20)
    empty = EncodedChunk(tmp_path / "empty.mp4", 5)
    empty.path.write_bytes(b"")
    late = EncodedChunk(tmp_path / "late.mp4", 19)
    with av.open(str(first.path)) as source, av.open(str(late.path), "w") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in [packet for packet in source.demux(video=0) if packet.size][1:]:
            packet.stream = stream
            packet.pts, packet.dts = packet.pts - packet.duration, packet.dts - packet.duration
            target.mux(packet)
    for other in (short, long, gone, heard, torn, empty, late):
        with pytest.raises(ChunkUnusable) as caught:
            joined(tmp_path, silence, first, other)
        assert caught.value.path == other.path


def test_a_sound_that_is_gone_can_be_made_again(tmp_path: Path, silence: Path) -> None:
    silence.unlink()
    with pytest.raises(ChunkUnusable) as caught:
        joined(tmp_path, silence, chunk(tmp_path / "a.mp4", 5))
    assert caught.value.path == silence

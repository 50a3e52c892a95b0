from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.media import Assets
from s2v_core.rendering import EncoderOptions, draft, draft_canvas, draft_options, thumbnails, write_video
from s2v_core.speech import Speaker
from s2v_core.timeline import Box, Canvas, SubtitleClip, SubtitleStyle, Timeline, Track
from tests.rendering.scene import FULL, frames_of, grey, is_close, level, read_back, shot, timeline


def film(path: Path, size: tuple[int, int]) -> Timeline:
    return timeline([shot(path, 0, 30)], size=size)


@pytest.mark.parametrize(
    ("canvas", "small"),
    [
        (Canvas(1080, 1920), Canvas(360, 640)),
        (Canvas(1920, 1080), Canvas(640, 360)),
        (Canvas(720, 720), Canvas(360, 360)),
        (Canvas(361, 999), Canvas(360, 996)),
        (Canvas(320, 640), Canvas(320, 640)),
    ],
)
def test_a_draft_is_a_small_canvas_of_the_same_shape(canvas: Canvas, small: Canvas) -> None:
    assert draft_canvas(canvas) == small


@given(width=st.integers(2, 8192), height=st.integers(2, 8192), side=st.integers(2, 1000))
def test_drafts_can_be_encoded_and_keep_their_shape(width: int, height: int, side: int) -> None:
    canvas = draft_canvas(Canvas(width, height), side)
    if min(width, height) <= side:
        assert canvas == Canvas(width, height)
        return
    assert canvas.width % 2 == canvas.height % 2 == 0
    assert canvas.width >= 2
    assert canvas.height >= 2
    scale = side / min(width, height)
    assert abs(canvas.width - width * scale) <= 2
    assert abs(canvas.height - height * scale) <= 2


def test_a_draft_shows_the_same_frames_in_the_same_places(counted: Path, red: Path, assets: Assets) -> None:
    style = SubtitleStyle(font_size=90, y=240, outline=6, font_color="#ffffff", outline_colour="#000000")
    whole = timeline(
        [shot(counted, 0, 10)], [shot(red, 0, 10, box=Box(x=900, y=1700, width=120, height=120))], size=(1080, 1920)
    )
    whole = replace(whole, subtitle_tracks=(Track(clips=(SubtitleClip(content="Grand opening", style=style),)),))
    small = draft(whole)
    assert (small.length, small.rate) == (whole.length, whole.rate)
    large, drawn = frames_of(whole, assets, 4)[0], frames_of(small, assets, 4)[0]
    assert drawn.shape == (640, 360, 3)
    shrunk = np.asarray(cv2.resize(large, (360, 640), interpolation=cv2.INTER_AREA), np.uint8)
    assert cv2.PSNR(shrunk, drawn) > 25
    assert is_close(drawn[586, 320], (200, 20, 20))
    written = [np.argwhere(np.abs(picture.astype(int) - grey(4)).max(axis=2)[:200] > 60) for picture in (shrunk, drawn)]
    assert np.abs(written[0].min(axis=0) - written[1].min(axis=0)).max() <= 2
    assert np.abs(written[0].max(axis=0) - written[1].max(axis=0)).max() <= 2


def test_a_draft_is_written_by_x264_whatever_the_finished_video_asks_for(
    counted: Path, assets: Assets, speaker: Speaker, out: Path
) -> None:
    wanted = EncoderOptions(codec="libx265", preset="veryslow", crf=10, profile="high", audio_bitrate=96_000, title="A")
    options = draft_options(wanted)
    assert (options.codec, options.preset, options.profile) == ("libx264", "ultrafast", None)
    assert (options.audio_bitrate, options.title) == (96_000, "A")
    small = draft(film(counted, (64, 96)), 32)
    assert write_video(small, out, assets=assets, speaker=speaker, encoder=options).frames == 30
    pictures = read_back(out)
    assert {picture.shape for picture in pictures} == {(48, 32, 3)}
    assert all(abs(level(picture) - grey(index)) < 6 for index, picture in enumerate(pictures))


def test_thumbnails_are_small_and_spread_evenly(counted: Path, assets: Assets) -> None:
    pictures = thumbnails(film(counted, (64, 128)), 3, assets=assets, short_side=20)
    assert [picture.shape for picture in pictures] == [(40, 20, 3)] * 3
    assert [abs(level(picture) - grey(index)) < 6 for picture, index in zip(pictures, (5, 15, 25), strict=True)]


def test_more_thumbnails_than_frames_repeat_frames(counted: Path, assets: Assets) -> None:
    short = timeline([shot(counted, 0, 2, box=FULL)])
    pictures = thumbnails(short, 5, assets=assets)
    assert [round((level(picture) - 20) / 37) for picture in pictures] == [0, 0, 1, 1, 1]

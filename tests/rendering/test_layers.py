"""Clips on the canvas: their place, what surrounds them, what lies above them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from s2v_core.errors import TimelineError
from s2v_core.media import Assets
from s2v_core.rendering.compose import Composer
from s2v_core.settings import Settings
from s2v_core.timeline import Box, Effect, Timeline, Track, VideoClip
from tests.rendering.scene import (
    BLUE,
    FULL,
    GREEN,
    RED,
    WHITE,
    frames_of,
    grey,
    is_close,
    level,
    shot,
    timeline,
    transition,
)
from tests.support.media import write_alpha_video, write_animation, write_image, write_video


def test_without_a_box_the_picture_is_shown_whole_on_black(tmp_path: Path, assets: Assets) -> None:
    wide = write_video(tmp_path / "w.mp4", size=(64, 32), frames=2, rate=10, colour=WHITE, tone=None)
    (frame,) = frames_of(timeline([shot(wide, 0, 2, box=None)], size=(32, 64)), assets, 0)
    lit = frame.min(axis=(1, 2)) > 200
    assert lit.tolist() == [False] * 24 + [True] * 16 + [False] * 24


def test_footage_as_large_as_the_canvas_has_no_black_edge(tmp_path: Path, assets: Assets) -> None:
    for size in ((64, 36), (63, 35), (1, 1), (200, 10)):
        bright = write_video(
            tmp_path / f"{size}.mkv", size=size, frames=1, colour=WHITE, tone=None, codec="ffv1", pixels="yuv444p"
        )
        (frame,) = frames_of(timeline([shot(bright, 0, 1)], size=(50, 90)), assets, 0)
        assert frame.min() > 230


@pytest.mark.parametrize("mode", ["Contain", "Cover", "Fill", None])
def test_boxes_place_and_fit_footage_and_stills_alike(tmp_path: Path, assets: Assets, mode: str | None) -> None:
    lines = np.zeros((32, 64, 3), np.uint8)
    lines[:, 16:48] = 255
    video = write_video(tmp_path / "v.mp4", size=(64, 32), frames=1, colour=lambda _: lines, tone=None)
    still = write_image(tmp_path / "s.png", size=(64, 32), colour=(0, 0, 0))
    cv2.imwrite(str(still), lines)
    box = Box(x=10, y=20, width=40, height=40)
    pictures = []
    for path, kind in ((video, "Video"), (still, "Image")):
        clips = [shot(path, 0, 1, box=box, adapt_mode=mode, type=kind)]
        pictures.append(frames_of(timeline(clips, size=(64, 64)), assets, 0)[0].astype(int))
    assert np.abs(pictures[0] - pictures[1]).mean() < 4
    width = {"Contain": 20, "Cover": 40, "Fill": 20, None: 20}[mode]
    height = {"Contain": 20, "Cover": 40, "Fill": 40, None: 40}[mode]
    lit = pictures[1].min(axis=2) > 128
    assert abs(int(lit.any(axis=0).sum()) - width) <= 1
    assert abs(int(lit.any(axis=1).sum()) - height) <= 1


def test_boxes_may_stick_out_of_the_canvas(tmp_path: Path, assets: Assets) -> None:
    quarters = np.zeros((40, 40, 3), np.uint8)
    quarters[20:, 20:] = 255
    still = tmp_path / "q.png"
    cv2.imwrite(str(still), quarters)
    clips = [shot(still, 0, 1, type="Image", box=Box(x=-20, y=-20, width=40, height=40))]
    (frame,) = frames_of(timeline(clips, size=(32, 32)), assets, 0)
    assert frame[:20, :20].min() > 250
    assert frame[20:].max() == 0
    gone = [shot(still, 0, 1, type="Image", box=Box(x=90, y=0, width=10, height=10))]
    assert frames_of(timeline(gone), assets, 0)[0].max() == 0


def test_a_huge_box_costs_no_more_than_the_canvas(tmp_path: Path, assets: Assets) -> None:
    still = write_image(tmp_path / "s.png", size=(40, 40), colour=RED)
    clips = [shot(still, 0, 1, type="Image", box=Box(x=-500_000, y=-500_000, width=1_000_000, height=1_000_000))]
    assert is_close(frames_of(timeline(clips), assets, 0)[0][16, 16], RED)


def test_upper_tracks_lie_on_top_as_far_as_they_are_opaque(red: Path, blue: Path, assets: Assets) -> None:
    box = Box(x=0, y=0, width=0.5, height=1)
    scene = timeline([shot(red, 0, 2)], [shot(blue, 0, 2, box=box, opacity=0.5), shot(blue, 2, 3)], length=2)
    (frame,) = frames_of(scene, assets, 0)
    assert is_close(frame[16, 4], (110, 20, 110))
    assert is_close(frame[16, 28], RED)
    assert is_close(frame[16, 15], (110, 20, 110), within=12)
    assert is_close(frame[16, 16], RED)


def test_invisible_clips_and_disabled_tracks_are_left_out(red: Path, blue: Path, assets: Assets) -> None:
    scene = timeline([shot(red, 0, 2)], [shot(blue, 0, 2, opacity=0)])
    assert is_close(frames_of(scene, assets, 0)[0][16, 16], RED)
    tracks = (scene.video_tracks[0], Track(clips=(shot(blue, 0, 2),), disabled=True))
    disabled = Timeline(canvas=scene.canvas, rate=scene.rate, length=2, video_tracks=tracks)
    assert is_close(frames_of(disabled, assets, 0)[0][16, 16], RED)


def test_a_background_picture_shows_where_the_clip_does_not(tmp_path: Path, assets: Assets) -> None:
    behind = write_image(tmp_path / "b.png", size=(10, 10), colour=GREEN)
    wide = write_video(tmp_path / "w.mp4", size=(64, 32), frames=4, rate=10, colour=RED, tone=None)
    below = VideoClip(type="GlobalImage", media_url=str(behind), box=FULL, adapt_mode="Cover")
    main = [
        shot(wide, 0, 2, transition("DLTransition", 2), box=None),
        shot(wide, 2, 4, box=None),
    ]
    for frame in frames_of(timeline([below], main, size=(32, 64)), assets):
        assert is_close(frame[4, 16], GREEN)
        assert is_close(frame[32, 16], RED)


def test_coloured_and_blurred_backgrounds_fill_the_rest(tmp_path: Path, assets: Assets) -> None:
    wide = write_video(tmp_path / "w.mp4", size=(64, 32), frames=2, rate=10, colour=RED, tone=None)
    colour = Effect(type="Background", sub_type="Color", params={"Color": "#14c814"})
    blur = Effect(type="Background", sub_type="Blur", params={"Radius": 0.1})
    frames = []
    for effect in (colour, blur):
        frames += frames_of(timeline([shot(wide, 0, 1, effect, box=None)], size=(32, 64)), assets, 0)
    assert is_close(frames[0][4, 16], GREEN)
    assert is_close(frames[0][32, 16], RED)
    assert frames[1][4, 16, 0] > 100
    assert frames[1][4, 16, 1:].max() < 40
    assert is_close(frames[1][32, 16], RED)


def test_stickers_have_their_natural_size_unless_one_is_given(tmp_path: Path, assets: Assets, red: Path) -> None:
    sticker = write_image(tmp_path / "s.png", size=(8, 6), colour=BLUE)
    natural = VideoClip(type="GlobalImage", media_url=str(sticker), box=Box(x=0.25, y=0.5))
    sized = VideoClip(type="GlobalImage", media_url=str(sticker), box=Box(x=0.25, y=0.5, width=0.5))
    for clip, width, height in ((natural, 8, 6), (sized, 16, 12)):
        (frame,) = frames_of(timeline([shot(red, 0, 1)], [clip]), assets, 0)
        blue = frame[..., 2] > 150
        assert blue[16:, 8:].any()
        assert blue.any(axis=0).nonzero()[0].tolist() == list(range(8, 8 + width))
        assert blue.any(axis=1).nonzero()[0].tolist() == list(range(16, 16 + height))


def test_transparent_pictures_and_footage_let_the_rest_show(tmp_path: Path, assets: Assets, red: Path) -> None:
    png = write_image(tmp_path / "s.png", size=(32, 32), colour=(*BLUE, 128), mode="RGBA")
    (frame,) = frames_of(timeline([shot(red, 0, 1)], [shot(png, 0, 1, type="Image")]), assets, 0)
    assert is_close(frame[16, 16], (110, 20, 110))
    half = write_alpha_video(tmp_path / "a.webm", size=(32, 32))
    (frame,) = frames_of(timeline([shot(red, 0, 1)], [shot(half, 0, 1)]), assets, 0)
    assert is_close(frame[16, 8], RED, within=10)
    assert frame[16, 24].min() > 240


@pytest.mark.parametrize("suffix", [".gif", ".webp", ".png"])
def test_animated_stickers_play_in_a_loop_at_their_own_pace(tmp_path: Path, assets: Assets, suffix: str) -> None:
    colours = ((255, 0, 0), (0, 255, 0), (0, 0, 255))
    path = write_animation(tmp_path / f"a{suffix}", size=(32, 32), colours=colours, milliseconds=[100, 200, 300])
    clip = VideoClip(type="GlobalImage", media_url=str(path), box=FULL)
    shown = frames_of(timeline([clip], length=14, rate=10), assets)
    names = "".join("RGB"[int(frame[16, 28].argmax())] for frame in shown)
    assert names == "RGGBBBRGGBBBRG"
    assert shown[0][16, 4].max() == 0


def test_frames_of_large_animations_are_made_when_shown(
    tmp_path: Path, assets: Assets, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_animation(tmp_path / "a.gif", size=(8, 8), milliseconds=100)
    clip = VideoClip(type="GlobalImage", media_url=str(path), box=FULL)
    scene = timeline([clip], length=5, rate=10)
    kept = frames_of(scene, assets)
    monkeypatch.setattr("s2v_core.rendering.pictures._MOST_KEPT", 1000)
    for one, other in zip(kept, frames_of(scene, assets), strict=True):
        assert np.array_equal(one, other)


def test_rotated_and_stretched_footage_is_shown_as_players_show_it(tmp_path: Path, assets: Assets) -> None:
    turned = write_video(tmp_path / "t.mp4", size=(64, 32), frames=1, colour=WHITE, tone=None, rotation=90)
    (frame,) = frames_of(timeline([shot(turned, 0, 1, box=None)], size=(64, 64)), assets, 0)
    assert (frame.min(axis=2) > 200).sum(axis=1).tolist() == [32] * 64
    wide = tmp_path / "w.mp4"
    with av.open(str(wide), "w") as container:
        stream = container.add_stream("libx264", rate=10, options={"x264-params": "log-level=none"})
        stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
        stream.codec_context.sample_aspect_ratio = Fraction(2, 1)
        picture = av.VideoFrame.from_ndarray(np.full((32, 32, 3), 250, np.uint8), format="rgb24")
        container.mux(stream.encode(picture))
        container.mux(stream.encode())
    (frame,) = frames_of(timeline([shot(wide, 0, 1, box=None)], size=(64, 64)), assets, 0)
    lit = frame.min(axis=2) > 200
    assert lit.any(axis=1).sum() == 32
    assert lit.any(axis=0).sum() == 64


def test_animations_are_played_on_the_main_track_too(tmp_path: Path, assets: Assets) -> None:
    path = write_animation(tmp_path / "a.gif", size=(32, 32), milliseconds=200)
    shown = frames_of(timeline([shot(path, 0, 4, type="Image"), shot(path, 4, 6, type="Image")]), assets)
    assert "".join("RGB"[int(frame[16, 28].argmax())] for frame in shown) == "RRGGRR"


def test_mirrors_turns_crops_and_freezes(tmp_path: Path, assets: Assets, counted: Path) -> None:
    picture = np.zeros((32, 32, 3), np.uint8)
    picture[:16, :16] = 255
    video = write_video(tmp_path / "v.mp4", size=(32, 32), frames=1, colour=lambda _: picture, tone=None)
    still = tmp_path / "s.png"
    cv2.imwrite(str(still), picture)
    cases = {
        "top right": [Effect(type="Flip", params={"Direction": "horizontal"})],
        "bottom left": [Effect(type="Flip", params={"Direction": "vertical"})],
        "bottom right": [Effect(type="Rotate", params={"Degree": 180})],
        "top left": [
            Effect(type="Rotate", params={"Degree": 90}),
            Effect(type="Flip", params={"Direction": "horizontal"}),
        ],
    }
    for path, kind in ((video, "Video"), (still, "Image")):
        for where, effects in cases.items():
            (frame,) = frames_of(timeline([shot(path, 0, 1, *effects, type=kind)]), assets, 0)
            rows, columns = np.nonzero(frame.min(axis=2) > 128)
            found = ("top" if rows.mean() < 16 else "bottom") + (" left" if columns.mean() < 16 else " right")
            assert found == where, kind
        crop = Effect(type="Crop", params={"X": 0, "Y": 0, "Width": 0.5, "Height": 0.5})
        assert frames_of(timeline([shot(path, 0, 1, crop, type=kind)]), assets, 0)[0].min() > 200
    freeze = Effect(type="FreezeFrame", params={"Duration": 0.3})
    frozen = shot(counted, 0, 6, freeze, source_in=0, source_out=0.3, material=(0, 3))
    shown = [level(frame) for frame in frames_of(timeline([frozen]), assets)]
    assert shown == pytest.approx([grey(n) for n in (0, 1, 2, 2, 2, 2)], abs=4)


def test_the_hidden_colours_of_a_transparent_picture_do_not_show_in_its_blur(tmp_path: Path, assets: Assets) -> None:
    hidden = write_image(tmp_path / "h.png", size=(40, 20), colour=(255, 255, 255, 0), mode="RGBA")
    blur = Effect(type="Background", sub_type="Blur", params={"Radius": 0.1})
    (frame,) = frames_of(timeline([shot(hidden, 0, 1, blur, type="Image", box=None)]), assets)
    assert frame.max() == 0


def test_a_still_in_motion_without_a_box_keeps_its_shape_and_its_background(tmp_path: Path, assets: Assets) -> None:
    still = write_image(tmp_path / "s.png", size=(80, 40), colour=(200, 60, 40))
    burns = Effect(type="KenBurns", params={"Start": "0,0,1,1", "End": "0.05,0.05,0.9,0.9"})
    colour = Effect(type="Background", sub_type="Color", params={"Color": "#0000ff"})
    for frame in frames_of(timeline([shot(still, 0, 4, burns, colour, type="Image", box=None)]), assets):
        assert is_close(frame[1, 16], (0, 0, 255))
        assert is_close(frame[16, 0], (200, 60, 40))
        assert is_close(frame[30, 16], (0, 0, 255))


def test_malformed_effects_are_named(tmp_path: Path, assets: Assets) -> None:
    still = write_image(tmp_path / "s.png")
    burns = Effect(type="KenBurns", params={"Start": "1,2", "End": "0,0,1,1"})
    with pytest.raises(TimelineError, match="1,2"):
        Composer(timeline([shot(still, 0, 2, burns, type="Image")]), assets)


@hypothesis_settings(max_examples=30, deadline=None)
@given(
    x=st.floats(-50, 50),
    y=st.floats(-50, 50),
    width=st.floats(0, 100),
    height=st.floats(0, 100),
    opacity=st.floats(0, 1),
)
def test_no_box_breaks_the_frame(
    tmp_path_factory: pytest.TempPathFactory, x: float, y: float, width: float, height: float, opacity: float
) -> None:
    folder = tmp_path_factory.getbasetemp()
    path = folder / "box.png"
    if not path.exists():
        write_image(path, size=(20, 10), colour=WHITE)
    assets = Assets(Settings(home=folder / "home", _env_file=None), trusted=True)
    clip = shot(path, 0, 1, type="Image", box=Box(x=x, y=y, width=width, height=height), opacity=opacity)
    (frame,) = frames_of(timeline([clip]), assets, 0)
    assert frame.shape == (32, 32, 3)

"""Real shots and photos, compared with what libav and Pillow make of them on their own."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from PIL import Image

from s2v_core.media import Assets
from s2v_core.rendering import EncoderOptions, write_video
from s2v_core.rendering.compose import Composer
from s2v_core.settings import Settings
from s2v_core.speech import Speaker
from s2v_core.timeline import Effect, Timeline
from tests.rendering.scene import Picture, read_back, shot, timeline

pytestmark = pytest.mark.real_media

SIZE = (180, 320)


@pytest.fixture
def scene(real_media: Path) -> Timeline:
    """Two shots and a photo in motion, joined by transitions, at 30 frames per second."""
    fade = Effect(type="DLTransition", sub_type="fade", params={"Duration": 0.2})
    burns = Effect(type="KenBurns", params={"Start": "0,0,0.675,0.8", "End": "0.3,0.1,0.675,0.8"})
    return timeline(
        [
            shot(real_media / "footage" / "run.mp4", 0, 20, fade, source_in=0.5, material=(0, 2)),
            shot(next((real_media / "photos").glob("Wine*")), 20, 40, burns, fade, type="Image"),
            shot(real_media / "footage" / "stretch.mp4", 40, 60, source_in=1.0, material=(0, 4)),
        ],
        size=SIZE,
        rate=30,
    )


def covering(picture: Picture) -> Picture:
    """Crop the middle and scale it to ``SIZE``."""
    height, width = picture.shape[:2]
    part = min(width, round(height * SIZE[0] / SIZE[1]))
    left = (width - part) // 2
    return np.asarray(cv2.resize(picture[:, left : left + part], SIZE, interpolation=cv2.INTER_AREA), np.uint8)


def decoded(path: Path, seconds: Fraction) -> Picture:
    """Return the last frame that begins by ``seconds``, by plain decoding from the start."""
    shown = None
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            if frame.pts * frame.time_base > seconds + Fraction(1, 1000):
                break
            shown = frame
    assert shown is not None
    return shown.reformat(format="rgb24", src_colorspace="ITU709").to_ndarray()


def test_footage_looks_as_it_does_alone(real_media: Path, scene: Timeline, assets: Assets) -> None:
    composer = Composer(scene, assets)
    for index, name, moment in ((3, "run", Fraction(6, 10)), (55, "stretch", Fraction(3, 2))):
        expected = covering(decoded(real_media / "footage" / f"{name}.mp4", moment)).astype(int)
        difference = np.abs(composer.frame(index) - expected)
        assert difference.mean() < 4
        assert np.abs((composer.frame(index) - expected).mean(axis=(0, 1))).max() < 2
    composer.close()


def test_photos_keep_their_colours_and_shape(real_media: Path, scene: Timeline, assets: Assets) -> None:
    composer = Composer(scene, assets)
    shown = composer.frame(24)
    composer.close()
    with Image.open(next((real_media / "photos").glob("Wine*"))) as photo:
        whole = np.asarray(photo.convert("RGB"))
    scale = SIZE[1] / 0.8 / whole.shape[0]
    small = cv2.resize(whole, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    likeness = cv2.matchTemplate(small, shown, cv2.TM_CCOEFF_NORMED)
    _, best, _, (left, top) = cv2.minMaxLoc(likeness)
    assert best > 0.98
    part = small[top : top + SIZE[1], left : left + SIZE[0]].astype(int)
    assert np.abs((shown - part).mean(axis=(0, 1))).max() < 2


def test_the_file_has_no_black_or_stuck_stretch(
    scene: Timeline, assets: Assets, settings: Settings, tmp_path: Path
) -> None:
    target = tmp_path / "real.mp4"
    written = write_video(
        scene, target, assets=assets, speaker=Speaker(settings), encoder=EncoderOptions(preset="ultrafast")
    )
    frames = read_back(target)
    assert written.frames == len(frames) == 60
    assert min(frame.mean() for frame in frames) > 20
    edges = [edge.max() for frame in frames for edge in (frame[0], frame[-1], frame[:, 0], frame[:, -1])]
    assert min(edges) > 20
    still = [np.abs(a.astype(int) - b).mean() < 0.05 for a, b in zip(frames[:-3], frames[3:], strict=True)]
    assert not any(still)

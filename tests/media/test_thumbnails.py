"""Small pictures of assets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from s2v_core.errors import MediaUnreadable
from s2v_core.media import probe, thumbnail
from tests.support import media

LIMIT = 10**8


def small(path: Path, size: tuple[int, int], at: float | None = None) -> NDArray[np.uint8]:
    return thumbnail(path, probe(path, max_pixels=LIMIT), size=size, at=at, max_pixels=LIMIT)


@pytest.mark.parametrize(
    ("size", "shape"), [((32, 32), (18, 32, 3)), ((400, 9), (9, 16, 3)), ((400, 400), (36, 64, 3))]
)
@pytest.mark.parametrize("kind", ["video", "still", "animation"])
def test_it_fits_into_the_box_and_is_never_enlarged(
    tmp_path: Path, kind: str, size: tuple[int, int], shape: tuple[int, int, int]
) -> None:
    path = {
        "video": lambda: media.write_video(tmp_path / "a.mp4", frames=3, tone=None),
        "still": lambda: media.write_image(tmp_path / "a.png"),
        "animation": lambda: media.write_animation(tmp_path / "a.gif"),
    }[kind]()
    assert small(path, size).shape == shape


def test_a_turned_video_stands_upright(tmp_path: Path) -> None:
    path = media.write_video(tmp_path / "a.mp4", frames=2, rotation=90, tone=None)
    assert small(path, (32, 32)).shape == (32, 18, 3)


def test_the_moment_of_a_video_can_be_chosen(tmp_path: Path) -> None:
    def grey(index: int) -> NDArray[np.uint8]:
        return np.full((36, 64, 3), index * 10, np.uint8)

    path = media.write_video(tmp_path / "a.mp4", frames=24, colour=grey, tone=None)
    assert small(path, (16, 16), at=0.0).mean() == pytest.approx(0, abs=4)
    assert small(path, (16, 16), at=20 / 24).mean() == pytest.approx(200, abs=4)
    assert small(path, (16, 16)).mean() == pytest.approx(80, abs=12)


def test_transparent_parts_lie_on_white(tmp_path: Path) -> None:
    path = media.write_image(tmp_path / "a.png", mode="RGBA", colour=(0, 0, 0, 0))
    assert small(path, (16, 16)).min() == 255


def test_sound_has_no_picture(tmp_path: Path) -> None:
    with pytest.raises(MediaUnreadable, match=r"'a\.wav' has no picture"):
        small(media.write_tone(tmp_path / "a.wav", seconds=0.1), (16, 16))


@pytest.mark.parametrize("name", ["a.webm", "a.mov"])
def test_transparent_video_lies_on_white(tmp_path: Path, name: str) -> None:
    picture = small(media.write_alpha_video(tmp_path / name), (64, 64))
    assert picture.shape == (36, 64, 3)
    assert picture[:, :20].min() > 245

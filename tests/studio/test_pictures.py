"""Small pictures of assets."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pages.widgets.pictures import picture, picture_uri
from tests.support.media import write_image, write_tone, write_video


@pytest.mark.parametrize("size", [(64, 36), (36, 64), (500, 500)])
def test_pictures_of_every_shape_fill_the_same_frame(tmp_path: Path, size: tuple[int, int]) -> None:
    made = picture(str(write_image(tmp_path / "home" / "a.png", size=size, colour=(200, 40, 40))), (96, 54))
    assert made is not None
    shown = Image.open(made).convert("RGB")
    assert shown.size == (96, 54)
    for corner in ((1, 1), (94, 52)):
        red, green, blue = shown.getpixel(corner)
        assert (abs(red - 200) < 12, abs(green - 40) < 12, abs(blue - 40) < 12) == (True, True, True)


def test_a_film_has_a_picture_which_is_made_anew_when_the_file_changes(tmp_path: Path) -> None:
    path = tmp_path / "home" / "a.mp4"
    first = picture(str(write_video(path, colour=(200, 40, 40))))
    assert first == picture(str(path))
    write_video(path, colour=(40, 40, 200), frames=12)
    second = picture(str(path))
    assert second is not None
    assert second != first


@pytest.mark.parametrize(
    "reference", ["", "missing.mp4", "https://example.com/a.jpg", "s3://bucket/a.jpg", "media://no"]
)
def test_what_is_not_here_has_none(reference: str) -> None:
    assert picture(reference) is None
    assert picture_uri(reference) is None


@pytest.mark.parametrize(
    "reference", ["HTTPS://example.com/a.jpg", "gs://bucket/a.jpg", "zip::https://example.com/a.zip"]
)
def test_nothing_is_fetched_for_a_picture(monkeypatch: pytest.MonkeyPatch, reference: str) -> None:
    fetched: list[object] = []
    monkeypatch.setattr("s2v_core.media.locate.Locator._fetched", lambda *asked: fetched.append(asked))
    assert picture(reference) is None
    assert fetched == []


def test_sound_and_damaged_files_have_none(tmp_path: Path) -> None:
    damaged = tmp_path / "home" / "a.jpg"
    damaged.parent.mkdir()
    damaged.write_bytes(b"no picture")
    assert picture(str(damaged)) is None
    assert picture(str(write_tone(tmp_path / "home" / "a.wav"))) is None


def test_a_picture_for_a_cell_is_an_address_that_holds_it(tmp_path: Path) -> None:
    address = picture_uri(str(write_image(tmp_path / "home" / "a.png")))
    assert address is not None
    assert address.startswith("data:image/jpeg;base64,")
    assert len(address) < 4000

"""Small pictures of assets."""

from __future__ import annotations

import wave
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from s2v_core.errors import MediaNotFound, MediaUnreadable
from s2v_core.media.library import Library
from s2v_core.media.library.pictures import waveform
from tests.support import media


def pixels(path: Path) -> NDArray[np.uint8]:
    with Image.open(path) as image:
        assert image.format == "WEBP"
        return np.asarray(image.convert("RGBA"))


def test_a_thumbnail_fits_its_box_stands_upright_and_is_made_once(library: Library, tmp_path: Path) -> None:
    photo = media.write_oriented_jpeg(tmp_path / "a.jpg", orientation=6)
    asset = library.add_file(photo).asset
    path = library.thumbnail(asset.id, (32, 32))
    shown = pixels(path)
    assert shown.shape == (32, 18, 4)
    assert shown[2, 9, 0] > 200 > 60 > shown[2, 9, 2]
    made = path.stat().st_ino
    assert library.thumbnail(asset.id, (32, 32)).stat().st_ino == made
    assert pixels(library.thumbnail(asset.id, (16, 16))).shape == (16, 9, 4)


def test_a_thumbnail_follows_the_content(library: Library, tmp_path: Path) -> None:
    asset = library.add_file(media.write_image(tmp_path / "a.png", colour=(255, 0, 0))).asset
    red = library.thumbnail(asset.id)
    library.replace(asset.id, media.write_image(tmp_path / "b.png", colour=(0, 0, 255)))
    assert pixels(red)[9, 9, 0] > 200
    assert pixels(library.thumbnail(asset.id))[9, 9, 2] > 200


def test_a_thumbnail_that_the_cache_has_lost_is_made_again(library: Library, tmp_path: Path) -> None:
    asset = library.add_file(media.write_image(tmp_path / "a.png")).asset
    library.thumbnail(asset.id).unlink()
    assert library.thumbnail(asset.id).is_file()


def test_a_strip_shows_a_film_from_begin_to_end(library: Library, tmp_path: Path) -> None:
    def brighter(index: int) -> NDArray[np.uint8]:
        return np.full((36, 64, 3), index * 12, np.uint8)

    film = media.write_video(tmp_path / "a.mp4", frames=20, rate=20, colour=brighter, tone=None)
    shown = pixels(library.strip(library.add_file(film).asset.id, frames=5, height=18))
    assert shown.shape == (18, 160, 4)
    greys = [float(shown[:, place * 32 : place * 32 + 32, :3].mean()) for place in range(5)]
    assert greys == pytest.approx([2 * 12, 6 * 12, 10 * 12, 14 * 12, 18 * 12], abs=8)


@pytest.mark.parametrize("name", ["a.webm", "a.mov"])
def test_transparent_films_lie_on_white_in_strips(library: Library, tmp_path: Path, name: str) -> None:
    asset = library.add_file(media.write_alpha_video(tmp_path / name)).asset
    assert pixels(library.strip(asset.id, frames=2, height=36))[:, :20].min() > 235


def test_a_still_is_its_own_strip(library: Library, tmp_path: Path) -> None:
    asset = library.add_file(media.write_image(tmp_path / "a.png")).asset
    assert pixels(library.strip(asset.id, height=18)).shape == (18, 32, 4)


def test_sound_has_a_waveform_on_no_background(library: Library, tmp_path: Path) -> None:
    asset = library.add_file(media.write_tone(tmp_path / "a.wav", seconds=0.5)).asset
    shown = pixels(library.thumbnail(asset.id, (60, 60)))
    assert shown.shape == (30, 60, 4)
    assert set(np.unique(shown[:, :, 3])) == {0, 255}
    assert pixels(library.strip(asset.id, frames=5, height=20)).shape == (20, 100, 4)


def test_a_waveform_is_high_where_it_is_loud(tmp_path: Path) -> None:
    loud = np.concatenate([np.zeros(24000), np.tile(np.repeat([20000, -20000], 8), 1500)]).astype("<i2")
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setparams((1, 2, 48000, 0, "NONE", ""))
        file.writeframes(loud.tobytes())
    bars = (waveform(tmp_path / "a.wav", None, (60, 40))[:, ::3, 3] > 0).sum(axis=0)
    # Of an unknown length the first half minute is shown, of which one second has sound.
    assert bars[1:].max() <= 2
    bars = (waveform(tmp_path / "a.wav", Fraction(1), (60, 40))[:, ::3, 3] > 0).sum(axis=0)
    assert bars[:9].max() <= 2
    assert bars[11:].min() >= 38


def test_an_asset_whose_file_is_gone_or_damaged_has_no_new_picture(library: Library, tmp_path: Path) -> None:
    asset = library.add_file(media.write_image(tmp_path / "a.png")).asset
    path = library.path(asset.id)
    path.write_bytes(b"broken")
    with pytest.raises(MediaUnreadable):
        library.thumbnail(asset.id)
    path.unlink()
    with pytest.raises(MediaNotFound):
        library.strip(asset.id)


def test_many_thumbnails_come_at_once_with_what_is_wrong(library: Library, folder: Path) -> None:
    ids = [step.added.asset.id for step in library.add_folder(folder) if step.added]
    library.path(ids[0]).unlink()
    shown = library.thumbnails([*ids, "unknown"], (32, 32))
    assert set(shown) == set(ids)
    assert isinstance(shown[ids[0]], MediaNotFound)
    assert [shown[asset_id] for asset_id in ids[1:]] == [library.thumbnail(asset_id, (32, 32)) for asset_id in ids[1:]]

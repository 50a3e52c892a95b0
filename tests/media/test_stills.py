"""Pictures as arrays: upright, sRGB, 8 bit, no larger than needed."""

from __future__ import annotations

import io
import tracemalloc
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps

from s2v_core.errors import MediaNotFound, MediaTooLarge, MediaUnreadable
from s2v_core.media import load_animation, probe
from s2v_core.media import load_still as load
from tests.support import media

LIMIT = 150_000_000


def load_still(path: Path, max_size: tuple[int, int] | None = None) -> NDArray[np.uint8]:
    return load(path, max_size=max_size, max_pixels=LIMIT)


def close(pixel: NDArray[np.uint8], colour: tuple[int, ...], within: int = 4) -> bool:
    return bool(np.all(np.abs(pixel.astype(int) - colour) <= within))


def test_an_opaque_picture_is_rgb_in_this_order(tmp_path: Path) -> None:
    picture = load_still(media.write_image(tmp_path / "a.png", size=(7, 5), colour=(200, 60, 40)))
    assert picture.shape == (5, 7, 3)
    assert picture.dtype == np.uint8
    assert tuple(picture[2, 3]) == (200, 60, 40)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("max_size", [None, (20, 10)])
def test_every_exif_orientation_is_turned_upright(
    tmp_path: Path, orientation: int, max_size: tuple[int, int] | None
) -> None:
    path = media.write_oriented_jpeg(tmp_path / "a.jpg", orientation=orientation)
    with Image.open(path) as image:
        expected = np.asarray(ImageOps.exif_transpose(image))
    picture = load_still(path, max_size)
    if max_size is None:
        assert np.array_equal(picture, expected)
    else:
        assert (picture.shape[0] < picture.shape[1]) == (expected.shape[0] < expected.shape[1])
        assert close(picture[0, 0], tuple(expected[0, 0]), 30)
        assert close(picture[-1, -1], tuple(expected[-1, -1]), 30)


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".avif"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_other_formats_are_turned_upright_once(tmp_path: Path, suffix: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = Image.new("RGB", (40, 24), (0, 0, 255))
    stored.paste((255, 0, 0), (0, 0, 20, 12))
    stored.save(tmp_path / f"a{suffix}", exif=exif, quality=100)
    picture = load_still(tmp_path / f"a{suffix}")
    red = {1: (0, 0), 3: (-1, -1), 6: (0, -1), 8: (-1, 0)}[orientation]
    info = probe(tmp_path / f"a{suffix}", max_pixels=LIMIT)
    assert picture.shape[:2] == ((24, 40) if orientation in (1, 3) else (40, 24)) == (info.height, info.width)
    assert close(picture[red], (255, 0, 0), 12)
    assert close(picture[-1 - red[0], -1 - red[1]], (0, 0, 255), 12)


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [
        ("L", 90, (90, 90, 90)),
        ("1", 1, (255, 255, 255)),
        ("P", 0, None),
        ("LA", (90, 128), (90, 90, 90, 128)),
        ("RGBA", (10, 20, 30, 128), (10, 20, 30, 128)),
        ("RGBA", (10, 20, 30, 255), (10, 20, 30)),
        ("I;16", 32768, (128, 128, 128)),
    ],
)
def test_every_kind_of_pixel_becomes_rgb(
    tmp_path: Path, mode: str, colour: object, expected: tuple[int, ...] | None
) -> None:
    picture = load_still(media.write_image(tmp_path / "a.png", mode=mode, colour=colour))
    assert picture.shape == (36, 64, len(expected or (0, 0, 0)))
    assert expected is None or tuple(picture[5, 5]) == expected


@pytest.mark.parametrize("name", ["a.png", "a.tif"])
def test_sixteen_bits_become_eight(tmp_path: Path, name: str) -> None:
    picture = load_still(media.write_deep_image(tmp_path / name, colour=(65535, 32768, 0)))
    assert close(picture[5, 5], (255, 128, 0), 1)


def test_floating_point_pixels_are_read(tmp_path: Path) -> None:
    Image.fromarray(np.full((4, 6), 0.5, np.float32)).save(tmp_path / "a.tif")
    assert tuple(load_still(tmp_path / "a.tif")[0, 0]) == (128, 128, 128)


def test_a_palette_with_a_transparent_colour_keeps_it(tmp_path: Path) -> None:
    image = Image.new("P", (8, 4), 0)
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.paste(1, (4, 0, 8, 4))
    image.save(tmp_path / "a.png", transparency=0)
    picture = load_still(tmp_path / "a.png")
    assert picture[0, 0, 3] == 0
    assert tuple(picture[0, 7]) == (0, 0, 255, 255)


def test_cmyk_from_adobe_is_not_inverted(tmp_path: Path) -> None:
    path = media.write_image(tmp_path / "a.jpg", mode="CMYK", colour=(0, 255, 255, 0))
    assert b"Adobe" in path.read_bytes()
    assert close(load_still(path)[5, 5], (255, 0, 0))


def test_cmyk_without_adobes_mark_is_read_as_it_stands(tmp_path: Path) -> None:
    path = media.write_image(tmp_path / "a.jpg", mode="CMYK", colour=(0, 255, 255, 0))
    data = path.read_bytes()
    start = data.index(b"\xff\xee")
    path.write_bytes(data[:start] + data[start + 2 + int.from_bytes(data[start + 2 : start + 4], "big") :])
    assert close(load_still(path)[5, 5], (0, 0, 0))  # the stored inks are 255, 0, 0, 255: cyan under black


def test_black_ink_darkens(tmp_path: Path) -> None:
    path = media.write_image(tmp_path / "a.tif", mode="CMYK", colour=(0, 0, 0, 128))
    assert close(load_still(path)[5, 5], (127, 127, 127), 1)


def test_a_colour_profile_is_converted_to_srgb(tmp_path: Path) -> None:
    profile = _swapped_profile()
    Image.new("RGB", (8, 8), (200, 60, 40)).save(tmp_path / "a.png", icc_profile=profile)
    converted = load_still(tmp_path / "a.png")[0, 0]
    assert not close(converted, (200, 60, 40), 20)
    with Image.open(tmp_path / "a.png") as image:
        expected = ImageCms.profileToProfile(
            image, ImageCms.getOpenProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
        assert expected is not None
        assert close(converted, expected.getpixel((0, 0)), 3)  # type: ignore[arg-type]


def test_a_profile_keeps_the_alpha(tmp_path: Path) -> None:
    Image.new("RGBA", (8, 8), (200, 60, 40, 77)).save(tmp_path / "a.png", icc_profile=_swapped_profile())
    pixel = load_still(tmp_path / "a.png")[0, 0]
    assert pixel[3] == 77
    assert not close(pixel[:3], (200, 60, 40), 20)


@pytest.mark.parametrize("profile", [b"no profile at all", b""])
def test_a_damaged_profile_is_ignored(tmp_path: Path, profile: bytes) -> None:
    Image.new("RGB", (8, 8), (200, 60, 40)).save(tmp_path / "a.png", icc_profile=profile)
    assert tuple(load_still(tmp_path / "a.png")[0, 0]) == (200, 60, 40)


def test_an_srgb_profile_changes_nothing(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (8, 8), (200, 60, 40)).save(tmp_path / "a.png", icc_profile=profile)
    assert tuple(load_still(tmp_path / "a.png")[0, 0]) == (200, 60, 40)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif"])
@pytest.mark.parametrize(
    ("size", "wanted", "expected"),
    [
        ((640, 360), (64, 64), (114, 64)),
        ((360, 640), (64, 64), (64, 114)),
        ((640, 360), (64, 36), (64, 36)),
        ((64, 36), (640, 360), (64, 36)),
        ((64, 36), (32, 36), (64, 36)),
    ],
)
def test_a_picture_is_as_small_as_still_covers_and_never_larger(
    tmp_path: Path, suffix: str, size: tuple[int, int], wanted: tuple[int, int], expected: tuple[int, int]
) -> None:
    picture = load_still(media.write_image(tmp_path / f"a{suffix}", size=size), wanted)
    assert picture.shape[1::-1] == expected
    assert close(picture[0, 0], (200, 60, 40))


def test_fine_detail_is_averaged_and_not_picked(tmp_path: Path) -> None:
    checks = (np.indices((64, 64)).sum(axis=0) % 2 * 255).astype(np.uint8)
    Image.fromarray(checks).save(tmp_path / "a.png")
    assert close(load_still(tmp_path / "a.png", (16, 16))[:, :, 0], (128,) * 16, 1)


def test_transparent_pixels_lend_no_colour_when_scaled_down(tmp_path: Path) -> None:
    values = np.zeros((64, 64, 4), np.uint8)
    values[:, :31] = (255, 0, 0, 255)
    values[:, 31:] = (0, 255, 0, 0)
    Image.fromarray(values).save(tmp_path / "a.png")
    edge = load_still(tmp_path / "a.png", (16, 16))[8, 7]
    assert 0 < edge[3] < 255
    assert close(edge[:3], (255, 0, 0), 3)


def test_a_large_jpeg_is_decoded_at_a_fraction_of_its_size(tmp_path: Path) -> None:
    path = media.write_image(tmp_path / "a.jpg", size=(8000, 6000))
    tracemalloc.start()
    picture = load_still(path, (500, 300))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert picture.shape == (375, 500, 3)
    assert peak < 8000 * 6000 * 3 / 8


def test_the_pixels_are_counted_before_decoding(tmp_path: Path) -> None:
    path = media.write_image(tmp_path / "a.png", size=(100, 100))
    with pytest.raises(MediaTooLarge, match="100 x 100"):
        load(path, max_size=None, max_pixels=9_999)


@pytest.mark.parametrize("suffix", [".jpg", ".png"])
def test_a_picture_cut_short_is_unreadable(tmp_path: Path, suffix: str) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (100, 100, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / f"a{suffix}")
    with pytest.raises(MediaUnreadable, match=f"a{suffix}"):
        load_still(media.truncate(tmp_path / f"a{suffix}", 0.6))


def test_a_video_is_no_still(tmp_path: Path) -> None:
    with pytest.raises(MediaUnreadable, match=r"'a\.mp4' is no picture"):
        load_still(media.write_video(tmp_path / "a.mp4", frames=1))


def test_a_missing_picture_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(MediaNotFound, match=r"gone\.png"):
        load_still(tmp_path / "gone.png")


@pytest.mark.parametrize("suffix", [".gif", ".webp", ".png"])
def test_an_animation_gives_composited_frames_and_times(tmp_path: Path, suffix: str) -> None:
    path = media.write_animation(tmp_path / f"a{suffix}", milliseconds=[100, 250, 100])
    animation = load_animation(path, max_pixels=LIMIT)
    assert animation.durations == (Fraction(1, 10), Fraction(1, 4), Fraction(1, 10))
    assert [frame.shape for frame in animation.frames] == [(36, 64, 4)] * 3
    colours = [tuple(int(value) for value in frame[20, 60]) for frame in animation.frames]
    assert colours == [(255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 255, 255)]
    assert all(frame[20, 3, 3] == 0 for frame in animation.frames)


def test_the_still_that_an_animated_png_shows_old_readers_is_no_frame(tmp_path: Path) -> None:
    still, *frames = (Image.new("RGB", (8, 8), colour) for colour in ("white", "red", "blue"))
    still.save(tmp_path / "a.png", save_all=True, default_image=True, append_images=frames, duration=100)
    animation = load_animation(tmp_path / "a.png", max_pixels=LIMIT)
    assert [tuple(int(value) for value in frame[0, 0, :3]) for frame in animation.frames] == [(255, 0, 0), (0, 0, 255)]


def test_frames_that_change_only_a_part_show_the_rest_from_before(tmp_path: Path) -> None:
    first = Image.new("RGB", (64, 36), (255, 0, 0))
    second = first.copy()
    second.paste((0, 0, 255), (0, 0, 8, 8))
    first.save(tmp_path / "a.gif", save_all=True, append_images=[second], duration=100)
    last = load_animation(tmp_path / "a.gif", max_pixels=LIMIT).frames[1]
    assert tuple(last[2, 2]) == (0, 0, 255, 255)
    assert tuple(last[30, 60]) == (255, 0, 0, 255)


def test_an_animation_is_scaled_down(tmp_path: Path) -> None:
    animation = load_animation(media.write_animation(tmp_path / "a.webp"), max_size=(16, 9), max_pixels=LIMIT)
    assert {frame.shape for frame in animation.frames} == {(9, 16, 4)}


def test_a_still_is_an_animation_of_one_frame(tmp_path: Path) -> None:
    animation = load_animation(media.write_image(tmp_path / "a.png"), max_pixels=LIMIT)
    assert len(animation.frames) == 1
    assert animation.durations == (Fraction(0),)


def test_an_animation_with_too_many_pixels_in_all_is_refused(tmp_path: Path) -> None:
    path = media.write_animation(tmp_path / "a.gif", colours=[(index, 0, 0) for index in range(0, 250, 25)])
    with pytest.raises(MediaTooLarge, match="10 frames of 64 x 36"):
        load_animation(path, max_pixels=64 * 36 * 9)


@pytest.mark.real_media
def test_a_real_photo_looks_the_same_at_a_reduced_size(real_media: Path) -> None:
    path = real_media / "photos" / "seeding_by_Clements_Engelhardt.jpg"
    small = load_still(path, (1080, 720))
    assert small.shape[:2] == (720, 1280)
    whole = load_still(path)
    assert np.abs(small.mean(axis=(0, 1)) - whole.mean(axis=(0, 1))).max() < 1


def _swapped_profile() -> bytes:
    """Return an sRGB profile under another name whose red and blue primaries change places."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")
    renamed = swapped.replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be"))
    return renamed.replace(b"sRGB built-in", b"test built-in")

"""What a file is: decided by its content, with size, length and rate as a viewer sees them."""

from __future__ import annotations

import contextlib
import struct
import warnings
import zlib
from fractions import Fraction
from pathlib import Path

import hypothesis
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from s2v_core.errors import MediaError, MediaNotFound, MediaTooLarge, MediaUnreadable
from s2v_core.media import MediaInfo
from s2v_core.media import probe as probe_file
from tests.support import media

LIMIT = 150_000_000


def probe(path: Path) -> MediaInfo:
    return probe_file(path, max_pixels=LIMIT)


def test_a_video_gives_its_exact_length_rate_and_frames(tmp_path: Path) -> None:
    info = probe(media.write_video(tmp_path / "a.mp4", frames=31, rate=Fraction(30000, 1001)))
    assert (info.kind, info.codec, info.width, info.height) == ("video", "h264", 64, 36)
    assert (info.rate, info.frames, info.duration) == (Fraction(30000, 1001), 31, Fraction(31 * 1001, 30000))
    assert info.has_audio
    assert not info.variable_rate
    assert info.size == (tmp_path / "a.mp4").stat().st_size


@pytest.mark.parametrize("suffix", [".mov", ".mkv", ".ts", ".webm"])
def test_other_containers_agree_on_the_frames(tmp_path: Path, suffix: str) -> None:
    codec = "libvpx-vp9" if suffix == ".webm" else "libx264"
    info = probe(media.write_video(tmp_path / f"a{suffix}", frames=12, codec=codec, tone=None))
    assert (info.kind, info.frames, info.rate, info.duration) == ("video", 12, Fraction(24), Fraction(1, 2))


@pytest.mark.parametrize(("rotation", "size"), [(0, (64, 36)), (90, (36, 64)), (180, (64, 36)), (270, (36, 64))])
def test_rotation_is_applied_to_the_size(tmp_path: Path, rotation: int, size: tuple[int, int]) -> None:
    info = probe(media.write_video(tmp_path / "a.mp4", frames=2, rotation=rotation, tone=None))
    assert (info.rotation, (info.width, info.height)) == (rotation, size)


def test_pixels_that_are_not_square_stretch_the_width(tmp_path: Path) -> None:
    path = media.write_video(tmp_path / "a.mp4", frames=2, tone=None, aspect=Fraction(4, 3))
    assert (probe(path).width, probe(path).height) == (85, 36)


def test_odd_sizes_are_kept(tmp_path: Path) -> None:
    info = probe(media.write_video(tmp_path / "a.mp4", size=(65, 37), frames=2))
    assert (info.width, info.height) == (65, 37)


def test_a_video_without_sound_says_so(tmp_path: Path) -> None:
    assert not probe(media.write_video(tmp_path / "a.mp4", frames=2, tone=None)).has_audio


def test_sound_that_begins_before_the_picture_counts_into_the_length(tmp_path: Path) -> None:
    times = [Fraction(1, 4) + Fraction(index, 25) for index in range(10)]
    path = media.write_video(tmp_path / "a.mkv", rate=25, times=times)
    assert probe(path).duration == Fraction(1, 4) + Fraction(10, 25)


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_a_variable_rate_is_noticed_and_averaged(tmp_path: Path, suffix: str) -> None:
    info = probe(media.write_variable_video(tmp_path / f"a{suffix}"))
    assert info.variable_rate
    assert info.frames == 8
    assert info.duration is not None
    assert info.rate is not None
    assert 0.52 < info.duration < 0.65
    assert float(info.rate) == pytest.approx(8 / float(info.duration), rel=0.01)


def test_a_dropped_frame_makes_the_rate_variable(tmp_path: Path) -> None:
    times = [Fraction(index, 25) for index in range(10) if index != 5]
    assert probe(media.write_video(tmp_path / "a.mp4", times=times, rate=25, tone=None)).variable_rate


@pytest.mark.parametrize("name", ["a.webm", "a.mov"])
def test_transparent_video_is_flagged(tmp_path: Path, name: str) -> None:
    info = probe(media.write_alpha_video(tmp_path / name))
    assert (info.kind, info.has_alpha) == ("video", True)


def test_opaque_video_is_not_flagged(tmp_path: Path) -> None:
    assert not probe(media.write_video(tmp_path / "a.mp4", frames=2)).has_alpha


def test_a_still_has_no_length(tmp_path: Path) -> None:
    info = probe(media.write_image(tmp_path / "a.png", size=(7, 5)))
    assert (info.kind, info.codec, info.width, info.height) == ("image", "png", 7, 5)
    assert (info.duration, info.rate, info.frames) == (None, None, None)


def test_a_picture_of_one_pixel_is_accepted(tmp_path: Path) -> None:
    info = probe(media.write_image(tmp_path / "a.png", size=(1, 1)))
    assert (info.width, info.height) == (1, 1)


@pytest.mark.parametrize(("orientation", "size", "rotation"), [(1, (64, 36), 0), (3, (64, 36), 180), (6, (36, 64), 90)])
def test_exif_orientation_is_applied_to_the_size(
    tmp_path: Path, orientation: int, size: tuple[int, int], rotation: int
) -> None:
    info = probe(media.write_oriented_jpeg(tmp_path / "a.jpg", orientation=orientation))
    assert ((info.width, info.height), info.rotation) == (size, rotation)


@pytest.mark.parametrize(("mode", "alpha"), [("RGB", False), ("RGBA", True), ("LA", True), ("L", False)])
def test_alpha_of_stills_is_flagged(tmp_path: Path, mode: str, alpha: bool) -> None:
    path = media.write_image(tmp_path / "a.png", mode=mode, colour=0 if mode == "L" else (9,) * len(mode))
    assert probe(path).has_alpha is alpha


@pytest.mark.parametrize("name", ["a.png", "a.tif"])
def test_deep_stills_are_images(tmp_path: Path, name: str) -> None:
    assert probe(media.write_deep_image(tmp_path / name)).kind == "image"


def test_cmyk_stills_are_images(tmp_path: Path) -> None:
    assert probe(media.write_image(tmp_path / "a.jpg", mode="CMYK", colour=(0, 255, 255, 0))).kind == "image"


@pytest.mark.parametrize("suffix", [".gif", ".webp", ".png"])
def test_more_than_one_frame_is_an_animation(tmp_path: Path, suffix: str) -> None:
    info = probe(media.write_animation(tmp_path / f"a{suffix}", milliseconds=[100, 200, 300]))
    assert (info.kind, info.frames, info.duration) == ("animation", 3, Fraction(6, 10))
    assert (info.rate, info.variable_rate, info.has_alpha) == (Fraction(5), True, True)


@pytest.mark.parametrize("suffix", [".gif", ".webp", ".png"])
def test_an_animation_of_one_frame_is_a_still(tmp_path: Path, suffix: str) -> None:
    path = media.write_animation(tmp_path / f"a{suffix}", colours=[(255, 0, 0)])
    assert (probe(path).kind, probe(path).duration) == ("image", None)


def test_frames_without_a_delay_are_shown_as_browsers_do(tmp_path: Path) -> None:
    info = probe(media.write_animation(tmp_path / "a.gif", milliseconds=0))
    assert info.duration == Fraction(3, 10)


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".opus", ".m4a", ".mkv"])
def test_sound_gives_its_length(tmp_path: Path, suffix: str) -> None:
    info = probe(media.write_tone(tmp_path / f"a{suffix}", seconds=0.5))
    assert (info.kind, info.has_audio, info.width, info.rate) == ("audio", True, 0, None)
    assert float(info.duration or 0) == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("name", ["song.m4a", "song.mp4"])
def test_sound_with_a_cover_picture_is_sound(tmp_path: Path, name: str) -> None:
    assert probe(media.write_audio_with_cover(tmp_path / name)).kind == "audio"


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    video = media.write_video(tmp_path / "a.mp4", frames=2).rename(tmp_path / "a.jpg")
    still = media.write_image(tmp_path / "b.png").rename(tmp_path / "b.mp4")
    assert (probe(video).kind, probe(still).kind) == ("video", "image")


def test_equal_content_has_one_identity_under_any_name(tmp_path: Path) -> None:
    first = media.write_image(tmp_path / "a.png")
    second = tmp_path / "b.bin"
    second.write_bytes(first.read_bytes())
    other = media.write_image(tmp_path / "c.png", colour=(1, 2, 3))
    assert probe(first).identity == probe(second).identity
    assert probe(first).identity != probe(other).identity


def test_a_video_cut_short_is_as_long_as_its_packets(tmp_path: Path) -> None:
    path = media.write_video(tmp_path / "a.mkv", frames=48, colour=media.moving(), tone=None, keyframes=6)
    whole = probe(path)
    cut = probe(media.truncate(path, 0.6))
    assert whole.frames == 48
    assert cut.frames is not None
    assert 5 < cut.frames < 45
    assert cut.duration == Fraction(cut.frames, 24)


@pytest.mark.parametrize(
    "make",
    [
        lambda path: media.truncate(media.write_video(path / "a.mp4"), 0.5),
        lambda path: media.truncate(media.write_video(path / "a.mkv", tone=None), 0.1),
        lambda path: media.truncate(media.write_image(path / "a.jpg", size=(640, 360), colour=(9, 9, 9)), 0.5),
        lambda path: media.truncate(media.write_image(path / "a.png", size=(640, 360)), 0.5),
        lambda path: media.truncate(media.write_animation(path / "a.gif"), 0.1),
        lambda path: media.truncate(media.write_animation(path / "a.webp"), 0.3),
        lambda path: media.truncate(media.write_tone(path / "a.m4a"), 0.3),
    ],
)
def test_a_file_without_a_whole_frame_is_unreadable_by_name(tmp_path: Path, make: object) -> None:
    path = make(tmp_path)  # type: ignore[operator]
    with pytest.raises(MediaUnreadable, match=path.name) as error:
        probe(path)
    assert error.value.where == str(path)
    assert error.value.hint


def test_an_empty_file_says_that_it_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").touch()
    with pytest.raises(MediaUnreadable, match=r"'a\.mp4' is empty"):
        probe(tmp_path / "a.mp4")


@pytest.mark.parametrize("name", ["notes.mp4", "notes.jpg", "notes.mp3"])
def test_a_text_under_a_media_name_is_unreadable(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Buy eggs and milk.\n" * 500, encoding="utf-8")
    with pytest.raises(MediaUnreadable, match=name):
        probe(tmp_path / name)


@pytest.mark.parametrize(
    ("start", "name", "instead"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC", "JPEG"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heicmiaf", "HEIC", "JPEG"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG", "PNG"),
        (b"<svg/>", "SVG", "PNG"),
        (b"8BPS\0\1", "Photoshop", "PNG"),
        (b"%PDF-1.7", "PDF", "PNG"),
        (b"\0\0\0\x0cJXL \r\n", "JPEG XL", "PNG"),
    ],
)
def test_well_known_formats_that_are_not_read_are_named(tmp_path: Path, start: bytes, name: str, instead: str) -> None:
    (tmp_path / "a.png").write_bytes(start + bytes(2000))
    with pytest.raises(MediaUnreadable, match=f"'a.png' is an? {name}") as error:
        probe(tmp_path / "a.png")
    assert instead in error.value.hint


def test_avif_is_read(tmp_path: Path) -> None:
    info = probe(media.write_image(tmp_path / "a.avif"))
    assert (info.kind, info.codec, info.width, info.height) == ("image", "avif", 64, 36)


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".jpg", ".png", ".tif", ".gif", ".webp", ".avif", ".flac"])
@given(data=st.data())
@hypothesis.settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_of_any_kind_is_a_media_error_or_none(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, data: st.DataObject
) -> None:
    folder = tmp_path_factory.getbasetemp() / "damage"
    whole = _sample(folder, suffix).read_bytes()
    damaged = bytearray(whole[: data.draw(st.integers(1, len(whole)))])
    for place in data.draw(st.lists(st.integers(0, len(damaged) - 1), max_size=8)):
        damaged[place] ^= data.draw(st.integers(1, 255))
    path = folder / f"damaged{suffix}"
    path.write_bytes(damaged)
    with contextlib.suppress(MediaError), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow remarks on damaged metadata
        assert probe(path).size == len(damaged)


def test_random_bytes_are_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(bytes(range(1, 256)) * 400)
    with pytest.raises(MediaUnreadable, match=r"a\.mp4"):
        probe(tmp_path / "a.mp4")


def test_a_folder_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(MediaUnreadable, match="folder"):
        probe(tmp_path)


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(MediaNotFound, match=r"gone\.mp4"):
        probe(tmp_path / "gone.mp4")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.ffconcat", "ffconcat version 1.0\nfile {target}\n"),
        ("list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{target}\n#EXT-X-ENDLIST\n"),
        ("list.mp4", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{target}\n#EXT-X-ENDLIST\n"),
    ],
)
def test_lists_that_point_to_other_files_are_refused(tmp_path: Path, name: str, text: str) -> None:
    target = media.write_video(tmp_path / "secret.ts", frames=2)
    (tmp_path / name).write_text(text.format(target=target), encoding="utf-8")
    with pytest.raises(MediaUnreadable, match=name):
        probe(tmp_path / name)


def test_too_many_pixels_are_refused_by_their_number_before_decoding(tmp_path: Path) -> None:
    path = _png_that_claims(tmp_path / "huge.png", 20_000, 10_000)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(MediaTooLarge, match=r"'huge\.png' is 20000 x 10000 pixels \(200\.0 megapixels\)"):
            probe(path)


def test_a_large_picture_within_the_limit_raises_no_warning(tmp_path: Path) -> None:
    path = media.write_image(tmp_path / "a.png", size=(12_000, 9_000), mode="1", colour=1)
    assert probe(path).width == 12_000


def test_a_video_of_too_many_pixels_is_refused(tmp_path: Path) -> None:
    path = media.write_video(tmp_path / "a.mp4", frames=1, tone=None)
    with pytest.raises(MediaTooLarge, match=r"64 x 36 pixels"):
        probe_file(path, max_pixels=1000)


@pytest.mark.real_media
def test_real_footage_is_as_documented(real_media: Path) -> None:
    for path in sorted((real_media / "footage").iterdir()):
        info = probe(path)
        assert (info.kind, info.width, info.height, info.rate, info.has_audio) == ("video", 1280, 720, 24, True)
        assert info.duration is not None
        assert 1.3 < info.duration < 8.6


@pytest.mark.real_media
def test_real_photos_and_music_are_recognised(real_media: Path) -> None:
    photos = [probe(path) for path in sorted((real_media / "photos").iterdir())]
    assert {info.kind for info in photos} == {"image"}
    assert max(info.width * info.height for info in photos) > 15_000_000
    music = [probe(path) for path in sorted((real_media / "music").iterdir())]
    assert all(info.kind == "audio" and info.duration and 31 < info.duration < 34 for info in music)


def _sample(folder: Path, suffix: str) -> Path:
    path = folder / f"whole{suffix}"
    if path.exists():
        return path
    if suffix in (".mp4", ".mkv"):
        return media.write_video(path, frames=4)
    if suffix == ".flac":
        return media.write_tone(path, seconds=0.1)
    return media.write_animation(path) if suffix in (".gif", ".webp") else media.write_image(path)


def _png_that_claims(path: Path, width: int, height: int) -> Path:
    """Write a few bytes of PNG whose header names a size that was never drawn."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )
    return path

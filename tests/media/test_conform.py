"""What is made of decoded frames: their part, size and pose, and their colours in 4:2:0."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from s2v_core.media import conform as conforming
from s2v_core.media.frames import Conform, VideoReader
from s2v_core.media.planes import Planes
from tests.support.media import write_alpha_video, write_video
from tests.support.pictures import Picture, counting, grey, level, noise, same, write_noise


def quarters(size: tuple[int, int]) -> Picture:
    """Red, green, blue and white quarters: top left, top right, bottom left, bottom right."""
    picture = np.empty((size[1], size[0], 3), np.uint8)
    half_w, half_h = size[0] // 2, size[1] // 2
    picture[:half_h, :half_w] = (200, 20, 20)
    picture[:half_h, half_w:] = (20, 200, 20)
    picture[half_h:, :half_w] = (20, 20, 200)
    picture[half_h:, half_w:] = (220, 220, 220)
    return picture


def corners(picture: Picture) -> str:
    """Name the colours of the corners: top left, top right, bottom left, bottom right."""
    height, width = picture.shape[:2]
    places = (
        (height // 4, width // 4),
        (height // 4, -width // 4),
        (-height // 4, width // 4),
        (-height // 4, -width // 4),
    )
    names = []
    for row, column in places:
        r, g, b = (int(v) for v in picture[row, column, :3])
        names.append("W" if min(r, g, b) > 150 else "RGB"[int(np.argmax((r, g, b)))])
    return "".join(names)


@pytest.mark.parametrize(("rotation", "expected"), [(0, "RGBW"), (90, "BRWG"), (180, "WBGR"), (270, "GWRB")], ids=str)
def test_rotation_in_the_file_is_undone(tmp_path: Path, rotation: int, expected: str) -> None:
    path = write_video(
        tmp_path / "a.mp4", size=(64, 32), frames=2, colour=lambda _: quarters((64, 32)), tone=None, rotation=rotation
    )
    with VideoReader(path) as reader:
        picture = reader.frame_at(0.0)
    assert picture.shape == ((64, 32, 3) if rotation % 180 else (32, 64, 3))
    assert corners(picture) == expected


@pytest.mark.parametrize(("rotation", "expected"), [(0, "G"), (90, "R"), (180, "B"), (270, "W")])
def test_the_crop_is_a_part_of_the_picture_as_displayed(tmp_path: Path, rotation: int, expected: str) -> None:
    path = write_video(
        tmp_path / "a.mp4", size=(64, 32), frames=2, colour=lambda _: quarters((64, 32)), tone=None, rotation=rotation
    )
    with VideoReader(path, Conform((20, 30), crop=(0.5, 0.0, 0.5, 0.5))) as reader:
        picture = reader.frame_at(0.0)
    assert picture.shape == (30, 20, 3)
    assert corners(picture[4:-4, 4:-4]) == expected * 4


@pytest.mark.parametrize(
    ("conform", "expected"),
    [
        (Conform((32, 64), turn=90), "BRWG"),
        (Conform((64, 32), turn=180), "WBGR"),
        (Conform((64, 32), mirror_x=True), "GRWB"),
        (Conform((64, 32), mirror_y=True), "BWRG"),
        (Conform((32, 64), turn=90, mirror_x=True), "RBGW"),
    ],
    ids=["turned", "upside down", "mirrored", "flipped", "turned, then mirrored"],
)
def test_pictures_are_turned_and_mirrored(tmp_path: Path, conform: Conform, expected: str) -> None:
    path = write_video(tmp_path / "a.mp4", size=(64, 32), frames=1, colour=lambda _: quarters((64, 32)), tone=None)
    with VideoReader(path, conform) as reader:
        picture = reader.frame_at(0.0)
    assert picture.shape[1::-1] == conform.size
    assert corners(picture) == expected


BARS = [
    (180, 180, 180),
    (180, 180, 16),
    (16, 180, 180),
    (16, 180, 16),
    (180, 16, 180),
    (180, 16, 16),
    (16, 16, 180),
    (8, 8, 8),
]


def bars(width: int, height: int) -> Picture:
    """Eight colour bars, each of them a multiple of two pixels wide."""
    return np.repeat(np.array(BARS, np.uint8), width // 8, axis=0)[np.newaxis].repeat(height, 0)


def write_tagged(path: Path, picture: Picture, *, pixels: str, matrix: int, full: bool, codec: str = "ffv1") -> Path:
    """Write ``picture`` losslessly in YUV by the matrix with that H.273 number, tagged with it and its range."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=25)
        stream.height, stream.width = picture.shape[:2]
        stream.pix_fmt = pixels
        context = stream.codec_context
        context.colorspace, context.color_range = matrix, 2 if full else 1
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(
            format=pixels,
            dst_colorspace={1: "ITU709", 5: "ITU601", 6: "ITU601"}[matrix],
            dst_color_range="JPEG" if full else "MPEG",
        )
        frame.pts = 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


@pytest.mark.parametrize("pixels", ["yuv420p", "yuv422p", "yuv444p", "yuv420p10le", "yuv444p12le"])
@pytest.mark.parametrize("matrix", [1, 6])
@pytest.mark.parametrize("full", [False, True])
def test_colours_come_out_as_they_went_in(tmp_path: Path, pixels: str, matrix: int, full: bool) -> None:
    path = write_tagged(tmp_path / "a.mkv", bars(128, 32), pixels=pixels, matrix=matrix, full=full)
    with VideoReader(path) as reader:
        picture = reader.frame_at(0.0)
    shown = picture[16, 8::16].astype(int)
    assert np.abs(shown - np.array(BARS)).max() <= 4


@pytest.mark.parametrize("pixels", ["yuv420p", "yuv444p", "yuv420p10le"])
@pytest.mark.parametrize("matrix", [1, 6])
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("size", [(256, 32), (512, 80)])
def test_planes_are_bt709_in_limited_range_whatever_the_file_is(
    tmp_path: Path, pixels: str, matrix: int, full: bool, size: tuple[int, int]
) -> None:
    path = write_tagged(tmp_path / "a.mkv", bars(256, 32), pixels=pixels, matrix=matrix, full=full)
    with VideoReader(path, Conform(size)) as reader:
        planes = planes_at(reader, 0.0)
    luma = np.array(BARS) @ (0.2126, 0.7152, 0.0722)
    blue, red = (np.array(BARS)[:, 2] - luma) / 1.8556, (np.array(BARS)[:, 0] - luma) / 1.5748
    wanted = (16 + luma * 219 / 255, 128 + blue * 224 / 255, 128 + red * 224 / 255)
    for plane, values in zip(planes.all, wanted, strict=True):
        across = plane.shape[1] // 8
        assert np.abs(plane[plane.shape[0] // 2, across // 2 :: across] - values).max() <= 2.5


def planes_at(reader: VideoReader, seconds: float, then: float | None = None) -> Planes:
    planes = reader.planes_at(seconds, then)
    assert isinstance(planes, Planes)
    return planes


@pytest.fixture(scope="module")
def moving(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each frame but the first three is decoded from the one three before it."""
    path = tmp_path_factory.mktemp("moving") / "a.mp4"
    return write_noise(path, noise(3), bf="0", refs="4", g="100", sc_threshold="0")


@pytest.mark.parametrize(
    "conform",
    [
        None,
        Conform((16, 16), crop=(0.5, 0, 0.5, 0.5)),
        Conform((32, 32), mirror_y=True),
        Conform((32, 32), turn=180),
        Conform((20, 28), mirror_y=True),
    ],
    ids=["as it is", "cropped", "flipped", "turned", "scaled"],
)
def test_drawing_on_a_picture_spoils_none_that_is_decoded_from_it(moving: Path, conform: Conform | None) -> None:
    with VideoReader(moving, conform) as reader:
        untouched = [planes_at(reader, index / 10).copy() for index in range(12)]
    with VideoReader(moving, conform) as reader:
        for index in range(12):
            planes = planes_at(reader, index / 10, then=(index + 1) / 10)
            assert same(planes, untouched[index])
            planes.y[:] = planes.u[:] = planes.v[:] = 0


def test_footage_that_needs_no_conversion_keeps_every_value(moving: Path) -> None:
    with av.open(str(moving)) as container:
        stored = [Planes(frame) for frame in container.decode(video=0)]
    with VideoReader(moving) as reader, VideoReader(moving, Conform((32, 32), mirror_y=True)) as flipped:
        for index, planes in enumerate(stored):
            assert same(planes_at(reader, index / 10), planes)
            mirrored = planes_at(flipped, index / 10)
            assert all(np.array_equal(a[::-1], b) for a, b in zip(planes.all, mirrored.all, strict=True))


def test_a_picture_shown_several_times_is_scaled_once_and_drawn_on_by_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_video(tmp_path / "a.mp4", size=(32, 32), frames=5, rate=10, colour=counting(), tone=None)
    scaled = []
    through = conforming._through
    monkeypatch.setattr(conforming, "_through", lambda *all_of_it: scaled.append(1) or through(*all_of_it))
    with VideoReader(path, Conform((20, 20))) as reader:
        for index in range(15):
            planes = planes_at(reader, index / 30, then=(index + 1) / 30)
            assert level(planes.y) == pytest.approx(16 + grey(index // 3) * 219 / 255, abs=3)
            planes.y[:] = 0
    assert len(scaled) == 5


def test_nothing_that_was_attached_to_a_frame_goes_on_with_its_picture(tmp_path: Path) -> None:
    path = write_video(tmp_path / "a.mp4", size=(64, 32), frames=2, tone=None, rotation=90)
    with av.open(str(path)) as container:
        assert len(next(container.decode(video=0)).side_data) > 0
    with VideoReader(path) as reader:
        frame = planes_at(reader, 0.0).frame
    assert len(frame.side_data) == 0
    assert frame.pict_type == 0


def test_untagged_footage_is_taken_for_what_its_size_suggests(tmp_path: Path) -> None:
    for size, matrix in (((128, 32), 6), ((1280, 720), 1)):
        path = write_tagged(tmp_path / f"{matrix}.mkv", bars(*size), pixels="yuv420p", matrix=matrix, full=False)
        plain = tmp_path / f"{matrix}.y4m.avi"
        with av.open(str(path)) as source, av.open(str(plain), "w") as target:
            stream = target.add_stream("rawvideo", rate=25)
            stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
            for frame in source.decode(video=0):
                frame.colorspace, frame.color_range = 2, 0
                target.mux(stream.encode(frame))
        with VideoReader(plain) as reader:
            shown = reader.frame_at(0.0)[16, size[0] // 16 :: size[0] // 8].astype(int)
        assert np.abs(shown - np.array(BARS)).max() <= 4


@pytest.mark.parametrize("size", [(63, 35), (33, 64), (2, 2), (1, 1)])
def test_odd_and_tiny_sizes_are_read_and_scaled(tmp_path: Path, size: tuple[int, int]) -> None:
    path = write_video(
        tmp_path / "a.mkv", size=size, frames=2, colour=(200, 60, 40), tone=None, codec="ffv1", pixels="yuv444p"
    )
    with VideoReader(path) as reader:
        assert reader.frame_at(0.0).shape == (size[1], size[0], 3)
    with VideoReader(path, Conform((31, 17), crop=(0.1, 0.1, 0.7, 0.7))) as reader:
        picture = reader.frame_at(0.0)
    assert picture.shape == (17, 31, 3)
    assert np.abs(picture.astype(int) - (200, 60, 40)).max() <= 4


def test_rgb_footage_keeps_its_colours_exactly(tmp_path: Path) -> None:
    path = write_video(
        tmp_path / "a.avi", size=(32, 32), frames=1, colour=(201, 61, 41), tone=None, codec="ffv1", pixels="bgr0"
    )
    with VideoReader(path) as reader:
        assert (reader.frame_at(0.0)[..., :3] == (201, 61, 41)).all()


@pytest.mark.parametrize("name", ["a.webm", "a.mov"])
def test_transparent_footage_has_a_fourth_channel(tmp_path: Path, name: str) -> None:
    with VideoReader(write_alpha_video(tmp_path / name), Conform((32, 18))) as reader:
        picture = reader.frame_at(0.1)
    assert picture.shape == (18, 32, 4)
    assert picture[9, 4, 3] < 8
    assert picture[9, 28, 3] > 247

"""The contract that every visual effect keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations, pairwise
from types import MappingProxyType

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from s2v_core.effects import Entry, Frame, FrameAt, VisualEffect, visual_effects

_ALL = [pytest.param(entry, id=entry.name) for entry in visual_effects]
_SIZE = (96, 54)
_SIZES = [(16, 16), (17, 33), (64, 37), (37, 64), (16, 300), (301, 16), (228, 128), (128, 228)]
"""Height and width."""
_DURATION = 4.0
_MOMENTS = tuple(0.02 + 0.247 * number for number in range(17))
_SEEN = 0.8
"""Mean difference of all values from which on a change is called visible."""
_JUMP = 24.0
"""Most that a spot of the picture may change within a millisecond."""

_ALIKE = 16.0
"""Most by which softened pictures of two resolutions may differ on average; fine lines and letters are not the same."""

_ABRUPT = {
    "dynamic": "smalljitter",
    "retro": "blackwhitetv oldtv",
    "advanced": "OV0001-bad_singal_1 OV0001-bad_singal_2 OV0001-bad_singal_3 OV0001-bad_singal_4 OV0001-bad_singal_5 "
    "OV0001-singal_glitch_1 OV0001-singal_glitch_2 OV0001-hacker_world_1 OV0001-hacker_world_2 OV0001-hacker_world_3",
}
"""Effects that jump on purpose."""

_ALIASES: set[tuple[str, str]] = set()
"""Pairs of names of one look."""

_DOCUMENTED = {
    "basic": "open close h_blur v_blur blur slightshake zoominout movie zoomslight color_difference withcircleopen "
    "withcircleclose withcircleshake withcircleflashlight disappear shock bluropen blurclose photograph black blurring "
    "color_to_grey grey_to_color slightrectshow slightshow wipecross whiteshow image_in_image",
    "atmosphere": "colorfulradial colorfulstarry flyfire heartfireworks meteorshower moons_and_stars sparklestarfield "
    "spotfall starexplosion starry",
    "dynamic": "white minus_glitter jitter soulout scanlight swing heartbeat flashingscreen illusion segmentation "
    "neolighting curl shine smalljitter flashinglight windowblur windowblur2 kaleidoscope",
    "light": "moon_projection star_projection heart_projection sunset_projection carwindow_projection "
    "shinningstar_light anglelight darknight_rainbow fallingcircle lightcenter lightsweep moon rotationspotlight",
    "retro": "blackwhitetv edgescan oldtv oldtvshine nightvision tvshow",
    "dreamy": "colorfulsun bigsun fallingheart colorfulfireworks heartshot starfieldshinee starfieldshinee2 fireworks "
    "heartsurround risingheartbubble starfield colorfulripples colorfulbubbles heartbubbleshinee starsparkle",
    "nature": "rainy waterripple snow foggy meteor stormlaser simpleripple fadeshadow",
    "split": "marquee livesplit splitstill2 splitstill3 splitstill4 splitstill6 splitstill9 blackwhitesplit "
    "blurthreesplit",
    "colour": "colorful blackfade rainbowfilter movingrainbow discolights",
    "distortion": "fisheye mosaic_rect glass planet",
    "mask": "mask_circle mask_rec mask_linear mask_minor",
    "advanced": "bad_singal_1 bad_singal_2 bad_singal_3 bad_singal_4 bad_singal_5 singal_glitch_1 singal_glitch_2 "
    "camera_viewer vertical_video vertical_video2 tv_crt_1 tv_crt_2 tv_crt_3 tv_crt_4 tv_crt_old_1 flow_move_light_1 "
    "flow_move_light_2 flow_move_light_3 flow_move_light_4 flow_move_light_5 flow_move_light_6 flow_move_light_7 "
    "flow_move_light_8 flow_move_light_9 flow_move_light_10 flow_move_light_11 flow_move_light_12 flow_move_light_13 "
    "center_light_1 center_light_2 center_light_3 center_light_4 center_light_5 center_light_6 center_light_7 "
    "center_light_8 center_light_9 hacker_world_1 hacker_world_2 hacker_world_3 particles_1 particles_2 particles_3 "
    "pop_up_color_1 pop_up_color_2 pop_up_color_3 pop_up_color_4 pop_up_color_5 pop_up_color_6 pop_up_color_7 "
    "pop_up_color_8 rain_1 rain_2 snow_1 snow_2 snow_3 snow_4 rain_glass_2 rain_glass_3 rain_glass_4 rain_glass_5 "
    "reflection_water wave_1 wave_2 wave_3 box_1 box_2 blur_1 bottom_burn bottom_burn2 smog_1",
}
_PREFIX = {"advanced": "OV0001-"}


def _is_abrupt(entry: Entry[VisualEffect]) -> bool:
    return entry.name in _ABRUPT.get(entry.category, "").split()


@lru_cache
def _board(height: int, width: int) -> Frame:
    """A picture with soft and hard edges of all colours, larger than it is shown."""
    noise = np.random.default_rng(5)
    small = noise.integers(0, 256, (17, 17, 3), dtype=np.uint8)
    board = cv2.resize(small, (width * 2, height * 2), interpolation=cv2.INTER_CUBIC)
    for x, y, *colour in noise.integers(0, 256, (24, 5)).tolist():
        left, top = x * width // 128, y * height // 128
        cv2.rectangle(board, (left, top), (left + width // 5, top + height // 7), colour, -1)
    return np.asarray(board, np.uint8)


@lru_cache(256)
def _picture(height: int, width: int, moment: float) -> Frame:
    """The clip at ``moment``: it drifts evenly; write-protected."""
    way = (0.1 + 0.12 * moment) * min(height, width)
    matrix = np.array([[1, 0, -way], [0, 1, -way / 2]])
    picture = cv2.warpAffine(_board(height, width), matrix, (width, height), borderMode=cv2.BORDER_REFLECT)
    picture.setflags(write=False)
    return np.asarray(picture, np.uint8)


def _clip(height: int, width: int, t: float, duration: float = _DURATION) -> FrameAt:
    return lambda dt: _picture(height, width, min(max(t + dt, 0.0), duration))


def _in_size(size: tuple[int, int], t: float) -> FrameAt:
    """The clip at ``t`` in another size (width, height)."""
    return lambda dt: np.asarray(cv2.resize(_clip(640, 360, t)(dt), size, interpolation=cv2.INTER_AREA), np.uint8)


def _drawn(
    entry: Entry[VisualEffect],
    t: float,
    size: tuple[int, int] = _SIZE,
    *,
    seed: int = 1,
    params: Mapping[str, float] = MappingProxyType({}),
) -> Frame:
    return entry.function(_clip(*size, t), t, _DURATION, seed, params)


@lru_cache(None)
def _film(name: str) -> NDArray[np.uint8]:
    """An effect at all moments, each drawn once."""
    return np.stack([_drawn(visual_effects[name], t) for t in _MOMENTS])


def _jump(one: Frame, other: Frame) -> float:
    """Return how much the spot that changed most has changed."""
    return float(cv2.blur(cv2.absdiff(one, other), (5, 5)).max())


@lru_cache(None)
def _small(name: str) -> NDArray[np.int16]:
    size = (_SIZE[1] // 2, _SIZE[0] // 2)
    frames = [cv2.resize(frame, size, interpolation=cv2.INTER_AREA) for frame in _film(name)]
    return np.stack(frames).reshape(len(frames), -1).astype(np.int16)


@pytest.mark.parametrize("entry", _ALL)
class TestEveryVisualEffect:
    def test_changes_the_picture_visibly(self, entry: Entry[VisualEffect]) -> None:
        plain = np.stack([_picture(*_SIZE, t) for t in _MOMENTS]).astype(np.int16)
        assert np.abs(_film(entry.name) - plain).mean(axis=(1, 2, 3)).max() > _SEEN

    def test_draws_a_picture_of_its_own_of_any_size(self, entry: Entry[VisualEffect]) -> None:
        for number, (height, width) in enumerate(_SIZES):
            given: list[Frame] = []
            t = 0.3 + 0.49 * number
            shown = _clip(height, width, t)

            def frame_at(dt: float, shown: FrameAt = shown, given: list[Frame] = given) -> Frame:
                assert abs(dt) <= entry.reach
                given.append(shown(dt))
                return given[-1]

            drawn = entry.function(frame_at, t, _DURATION, 1, {})
            assert drawn.shape == (height, width, 3)
            assert drawn.dtype == np.uint8
            assert drawn.flags.c_contiguous
            assert drawn.flags.writeable
            assert not any(np.may_share_memory(drawn, frame) for frame in given)

    def test_looks_alike_in_any_resolution(self, entry: Entry[VisualEffect]) -> None:
        for t in (0.6, 2.3):
            drawn = [entry.function(_in_size(size, t), t, _DURATION, 1, {}) for size in ((360, 640), (144, 256))]
            shrunk = [cv2.resize(frame, (72, 128), interpolation=cv2.INTER_AREA) for frame in drawn]
            soft = [cv2.GaussianBlur(frame, (0, 0), 3).astype(np.int16) for frame in shrunk]
            assert np.abs(soft[0] - soft[1]).mean() < _ALIKE

    def test_draws_the_same_again_whatever_was_drawn_before(self, entry: Entry[VisualEffect]) -> None:
        film = _film(entry.name)
        for number in (13, 4, 9):
            _drawn(entry, _MOMENTS[number] / 2, (37, 64), seed=2)
            assert np.array_equal(_drawn(entry, _MOMENTS[number]), film[number])

    def test_can_be_drawn_at_any_moment_of_the_shortest_and_the_longest(self, entry: Entry[VisualEffect]) -> None:
        for t, duration in ((-0.2, 1.0), (1.2, 1.0), (0.02, 0.04), (0.0, 0.0), (71.3, 3600.0)):
            drawn = entry.function(_clip(*_SIZE, t, duration), t, duration, -(2**70), {})
            assert drawn.shape == (*_SIZE, 3)

    def test_holds_its_parameters_within_their_ranges(self, entry: Entry[VisualEffect]) -> None:
        for name, parameter in entry.parameters.items():
            assert parameter.low <= parameter.default <= parameter.high
            for beyond, held in (
                (parameter.low - 1000, parameter.low),
                (parameter.high + 1000, parameter.high),
                (float("nan"), parameter.default),
            ):
                one, other = (_drawn(entry, 1.1, (36, 20), params={name: value}) for value in (beyond, held))
                assert np.array_equal(one, other), (name, beyond)

    def test_a_parameter_changes_something(self, entry: Entry[VisualEffect]) -> None:
        between = {name: 0.63 * parameter.low + 0.37 * parameter.high for name, parameter in entry.parameters.items()}
        for name, parameter in entry.parameters.items():
            values = (parameter.low, between[name], parameter.high)
            films = [
                np.stack([_drawn(entry, t, params={**others, name: value}) for t in _MOMENTS[1::3]])
                for others in ({}, between)
                for value in values
            ]
            pairs = (*pairwise(films[:3]), *pairwise(films[3:]))
            assert any(not np.array_equal(one, other) for one, other in pairs), name

    def test_says_in_one_line_how_it_looks(self, entry: Entry[VisualEffect]) -> None:
        assert 5 < len(entry.look) < 100
        assert "\n" not in entry.look
        assert all(parameter.meaning for parameter in entry.parameters.values())
        assert 0 <= entry.reach <= 1


@pytest.mark.parametrize(
    "entry", [pytest.param(entry, id=entry.name) for entry in visual_effects if not _is_abrupt(entry)]
)
def test_a_visual_effect_moves_smoothly(entry: Entry[VisualEffect]) -> None:
    film = _film(entry.name)
    steps = [_jump(one, other) for one, other in pairwise(film)]
    for start in np.argsort(steps)[-2:]:
        t = _sharpest(entry, float(_MOMENTS[start]), float(_MOMENTS[start + 1]), film[start], film[start + 1])
        assert t is None, f"jumps at {t:.3f} s"


def _sharpest(entry: Entry[VisualEffect], start: float, end: float, first: Frame, last: Frame) -> float | None:
    """Return where the picture jumps between two moments; None where it does not."""
    while end - start > 0.001:
        middle = (start + end) / 2
        between = _drawn(entry, middle)
        if _jump(first, between) > _jump(between, last):
            end, last = middle, between
        else:
            start, first = middle, between
    return start if _jump(first, last) > _JUMP else None


def _documented() -> Iterator[tuple[str, str]]:
    for category, names in _DOCUMENTED.items():
        for name in names.split():
            yield category, _PREFIX.get(category, "") + name


def test_the_whole_documented_catalogue_is_there() -> None:
    assert {(entry.category, entry.name) for entry in visual_effects} == set(_documented())
    assert len(visual_effects) == 191


def test_no_two_visual_effects_look_alike() -> None:
    names = [entry.name for entry in visual_effects]
    alike = [
        (one, other)
        for one, other in combinations(names, 2)
        if (one, other) not in _ALIASES and np.abs(_small(one) - _small(other)).mean(axis=1).max() < _SEEN
    ]
    assert not alike

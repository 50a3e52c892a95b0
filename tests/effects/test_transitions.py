"""The contract that every transition keeps, and what single ones must show."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
import pytest

from s2v_core.effects import Entry, Frame, Transition, transitions
from s2v_core.effects.frames import Field
from s2v_core.effects.transitions.catalogue import transition

_ALL = [pytest.param(entry, id=entry.name) for entry in transitions]
_SIZES = [(16, 16), (17, 33), (36, 64), (64, 37), (96, 54), (16, 300), (301, 16)]
"""Height and width."""
_MOMENTS = (0.02, 0.3, 0.5, 0.77, 0.98)
_BRINGS_ITS_OWN_COLOUR = {
    "burn",
    "circle",
    "circlecrop",
    "cube",
    "doorway",
    "fadecolor",
    "gridflip",
    "multiplyblend",
    "rotatescalefade",
    "swap",
    "undulatingburnout",
    "OT0001-atom_memoirs_pull_screen1",
    "OT0001-atom_memoirs_pull_screen2",
    "OT0001-atom_memoirs_pull_screen3",
    "OT0001-atom_push_away2",
    "OT0001-atom_space_rotation",
    "OT0001-atom_turn_page",
    "OT0001-blink",
    "OT0001-bounce_flash",
    "OT0001-color_glitch_2",
    "OT0001-color_up",
    "OT0001-exposure",
    "OT0001-flash_black",
    "OT0001-flash_white",
    "OT0001-flashback",
    "OT0001-jump_flash",
    "OT0001-light_shake",
    "OT0001-overlay",
    "OT0001-spin_flash",
    "OT0001-spin_glow",
    "OT0001-trapezoid",
}
_DOCUMENTED = {
    "fade": "fade fadecolor fadegrayscale multiplyblend colorphase burn colordistance luma perlin",
    "wipe": "wiperight wipeleft wipedown wipeup directionalwipe directional windowslice windowblinds radial angular "
    "pinwheel wind doomscreentransition_up doomscreentransition_down bounce_up bounce_down squeeze",
    "shape": "circleopen circle circlecrop bowTieVertical bowTieHorizontal heart polarfunction undulatingburnout polka",
    "blur": "linearblur",
    "zoom": "simplezoom dreamyzoom rotatescalefade zoomincircles crosswarp",
    "warp": "swirl ripple waterdrop dreamy directionalwarp displacement morph crazyparametricfun kaleidoscope flyeye "
    "glitchdisplace",
    "grid": "pixelize randomsquares squareswire crosshatch hexagonalize glitchmemories",
    "solid": "cube swap doorway gridflip mosaic",
    "advanced": "atom_camera_move2 atom_move_blur1 atom_horizontal_move_blur atom_memoirs_pull_screen1 "
    "atom_memoirs_pull_screen2 atom_memoirs_pull_screen3 atom_zoom_in atom_zoom_out atom_down_glide "
    "atom_shaking_camera atom_space_rotation atom_unlimited_wear1 atom_unlimited_wear2 atom_push_away2 atom_drag_down "
    "atom_turn_page atom_melt_down atom_sector_shape atom_side_segmentation atom_flying_up color_up normal_pan "
    "dispersion_pan bounce_flash spin_flash jump_flash shake_spin lower_left upper_right jitter jitter_2 surface_blur "
    "feather_dissolve horizontal_blur vertical_blur lower_left_radial_blur upper_right_radial_blur center_radial_blur "
    "flash_black dissolve flash_white elastic_ease_out overlay bounce_feather_camera spin_glow mixed_spin light_shake "
    "exposure heat_wave water_drop distortion_mask distortion_dissolve spin_stretch flashback compression blink "
    "horizontal_slice trapezoid spin_slice color_glitch color_glitch_2 color_glitch_3",
}
_FIRST = ["directional", "displacement", "windowslice"]


@lru_cache(maxsize=16)
def _pictures(height: int, width: int) -> tuple[Frame, Frame]:
    """Two different pictures with structure in all directions, write-protected."""
    noise = np.random.default_rng(height * 10_000 + width)
    found = []
    for low, high in ((120, 255), (0, 140)):
        small = noise.integers(low, high, (19, 15, 3), dtype=np.uint8)
        picture = np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
        picture.setflags(write=False)
        found.append(picture)
    return found[0], found[1]


def _plain(value: tuple[int, int, int], height: int = 54, width: int = 96) -> Frame:
    return np.full((height, width, 3), value, np.uint8)


def _difference(a: Frame, b: Frame) -> float:
    return float(np.abs(a.astype(np.int16) - b).mean())


@pytest.mark.parametrize("entry", [entry for entry in transitions if entry.linear], ids=lambda entry: entry.name)
@pytest.mark.parametrize("p", _MOMENTS)
def test_what_is_called_linear_is_the_weighted_mean(entry: Entry[Transition], p: float) -> None:
    a, b = _pictures(36, 64)
    parameters = {name: parameter.high for name, parameter in entry.parameters.items()}
    mean = a * (1 - p) + b * p
    assert np.abs(entry.function(a, b, p, 7, parameters) - mean).max() <= 0.51


@pytest.mark.parametrize("entry", _ALL)
class TestEveryTransition:
    def test_is_exactly_a_at_its_beginning_and_exactly_b_at_its_end(self, entry: Entry[Transition]) -> None:
        for size in _SIZES:
            a, b = _pictures(*size)
            assert np.array_equal(entry.function(a, b, 0.0, 1, {}), a), size
            assert np.array_equal(entry.function(a, b, 1.0, 1, {}), b), size

    def test_draws_a_picture_of_the_same_form_and_leaves_its_inputs_alone(self, entry: Entry[Transition]) -> None:
        for height, width in _SIZES:
            a, b = _pictures(height, width)
            before = a.tobytes(), b.tobytes()
            for p in (0.0, *_MOMENTS, 1.0):
                drawn = entry.function(a, b, p, 1, {})
                assert drawn.shape == (height, width, 3)
                assert drawn.dtype == np.uint8
                assert drawn.flags.writeable
                assert not np.shares_memory(drawn, a)
                assert not np.shares_memory(drawn, b)
            assert (a.tobytes(), b.tobytes()) == before

    def test_draws_the_same_again_whatever_was_drawn_between(self, entry: Entry[Transition]) -> None:
        a, b = _pictures(54, 96)
        first = [entry.function(a, b, p, 3, {}) for p in _MOMENTS]
        entry.function(*_pictures(36, 64), 0.4, 9, {})
        again = [entry.function(a, b, p, 3, {}) for p in reversed(_MOMENTS)]
        assert all(np.array_equal(old, new) for old, new in zip(first, reversed(again), strict=True))

    def test_is_neither_of_the_two_pictures_at_the_middle(self, entry: Entry[Transition]) -> None:
        a, b = _pictures(54, 96)
        drawn = [entry.function(a, b, p, 1, {}) for p in (0.3, 0.5, 0.7)]
        assert all(_difference(picture, a) > 1 for picture in drawn)
        assert max(_difference(picture, b) for picture in drawn) > 1

    def test_begins_and_ends_without_a_jump(self, entry: Entry[Transition]) -> None:
        a, b = _pictures(216, 384)
        whole = _difference(a, b)
        assert _difference(entry.function(a, b, 0.003, 1, {}), a) < 0.06 * whole
        assert _difference(entry.function(a, b, 0.997, 1, {}), b) < 0.06 * whole

    def test_holds_its_parameters_within_their_ranges(self, entry: Entry[Transition]) -> None:
        a, b = _pictures(36, 64)
        for name, parameter in entry.parameters.items():
            assert parameter.low <= parameter.default <= parameter.high
            for beyond, held in (
                (parameter.low - 1000, parameter.low),
                (parameter.high + 1000, parameter.high),
                (float("nan"), parameter.default),
            ):
                drawn = entry.function(a, b, 0.4, 1, {name: beyond})
                assert np.array_equal(drawn, entry.function(a, b, 0.4, 1, {name: held})), (name, beyond)

    def test_a_parameter_changes_something(self, entry: Entry[Transition]) -> None:
        a, b = _pictures(108, 192)
        for name, parameter in entry.parameters.items():
            drawn = [
                [entry.function(a, b, p, 1, {name: value}) for p in (0.3, 0.5)]
                for value in (parameter.low, parameter.default, parameter.high)
            ]
            assert any(not np.array_equal(one, two) for one, two in zip(drawn[0], drawn[2], strict=True)) or any(
                not np.array_equal(one, two) for one, two in zip(drawn[0], drawn[1], strict=True)
            ), name

    def test_takes_pictures_that_are_part_of_larger_ones(self, entry: Entry[Transition]) -> None:
        a, b = _pictures(54, 96)
        crop = (slice(3, 40), slice(70, 10, -1))
        expected = entry.function(a[crop].copy(), b[crop].copy(), 0.4, 1, {})
        assert np.array_equal(entry.function(a[crop], b[crop], 0.4, 1, {}), expected)

    def test_refuses_two_sizes(self, entry: Entry[Transition]) -> None:
        with pytest.raises(ValueError, match="one size"):
            entry.function(_plain((0, 0, 0)), _plain((0, 0, 0), 10, 10), 0.5, 0, {})

    def test_says_in_one_line_how_it_looks(self, entry: Entry[Transition]) -> None:
        assert 10 < len(entry.look) < 100
        assert "\n" not in entry.look
        assert all(parameter.meaning for parameter in entry.parameters.values())


@pytest.mark.parametrize("name", [entry.name for entry in transitions if entry.name not in _BRINGS_ITS_OWN_COLOUR])
def test_a_plain_surface_stays_plain(name: str) -> None:
    grey = _plain((130, 130, 130), 101, 77)
    for p in _MOMENTS:
        assert np.abs(transitions[name].function(grey, grey, p, 1, {}).astype(np.int16) - 130).max() <= 1


def test_the_whole_documented_catalogue_is_there() -> None:
    for category, names in _DOCUMENTED.items():
        prefix = "OT0001-" if category == "advanced" else ""
        wanted = {prefix + name for name in names.split()}
        assert wanted == {entry.name for entry in transitions if entry.category == category}
    assert len(transitions) == 63 + 62
    assert len(transitions.standard()) == 63


def test_the_catalogue_is_in_documented_order_the_advanced_ones_last() -> None:
    names = [entry.name for entry in transitions]
    assert names[:3] == _FIRST
    assert names[62:] == ["wind", *(f"OT0001-{name}" for name in _DOCUMENTED["advanced"].split())]


def test_no_two_transitions_look_alike() -> None:
    a, b = _pictures(108, 192)
    names = [entry.name for entry in transitions]
    drawn = np.stack([_looks(entry, a, b) for entry in transitions])
    alike = []
    for index, name in enumerate(names):
        differences = np.abs(drawn[index + 1 :] - drawn[index]).mean(axis=1)
        alike += [(name, names[index + 1 + place]) for place in np.flatnonzero(differences < 1.5)]
    assert not alike


def _looks(entry: Entry[Transition], a: Frame, b: Frame) -> Field:
    """Return what is seen of a transition, small, as one row of numbers."""
    frames = [entry.function(a, b, p, 1, {}) for p in (0.25, 0.5, 0.75)]
    small = [cv2.resize(frame, (64, 36), interpolation=cv2.INTER_AREA) for frame in frames]
    return np.concatenate(small, axis=None).astype(np.float32)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "perlin",
            "wind",
            "randomsquares",
            "crosshatch",
            "glitchdisplace",
            "doomscreentransition_down",
            "displacement",
        ),
        *(f"OT0001-{name}" for name in ("dissolve", "color_glitch", "water_drop", "atom_melt_down")),
    ],
)
def test_the_seed_changes_what_is_random(name: str) -> None:
    a, b = _pictures(54, 96)
    function = transitions[name].function
    assert not np.array_equal(function(a, b, 0.5, 1, {}), function(a, b, 0.5, 2, {}))
    assert function(a, b, 0.5, -(2**70), {}).shape == a.shape


@pytest.mark.parametrize(
    ("name", "new", "old"),
    [
        ("wiperight", (27, 10), (27, 85)),
        ("wipeleft", (27, 85), (27, 10)),
        ("wipedown", (5, 48), (48, 48)),
        ("wipeup", (48, 48), (5, 48)),
        ("circleopen", (27, 48), (0, 0)),
        ("heart", (25, 48), (0, 0)),
        ("bowTieVertical", (2, 48), (27, 48)),
        ("bowTieHorizontal", (27, 2), (27, 48)),
        ("radial", (10, 60), (10, 36)),
        ("angular", (20, 90), (34, 90)),
        ("directionalwipe", (2, 2), (51, 93)),
        ("squeeze", (1, 48), (27, 48)),
        ("bounce_down", (2, 48), (51, 48)),
        ("bounce_up", (51, 48), (2, 48)),
        ("doomscreentransition_down", (0, 48), (53, 48)),
        ("doomscreentransition_up", (53, 48), (0, 48)),
        ("wind", (27, 2), (27, 93)),
        ("crosshatch", (27, 48), (0, 0)),
        ("directional", (2, 2), (51, 93)),
        ("OT0001-normal_pan", (27, 94), (27, 2)),
        ("OT0001-atom_down_glide", (2, 48), (51, 48)),
        ("OT0001-atom_turn_page", (52, 94), (2, 2)),
    ],
)
def test_shows_b_here_and_a_there_on_the_way(name: str, new: tuple[int, int], old: tuple[int, int]) -> None:
    red, blue = _plain((200, 0, 0)), _plain((0, 0, 200))
    drawn = transitions[name].function(red, blue, 0.4, 1, {})
    assert tuple(drawn[new]) == (0, 0, 200)
    assert tuple(drawn[old]) == (200, 0, 0)


def test_a_wipe_advances_evenly() -> None:
    red, blue = _plain((200, 0, 0), 20, 200), _plain((0, 0, 200), 20, 200)
    widths = [(transitions["wiperight"].function(red, blue, p / 10, 0, {})[..., 2] > 100).mean() for p in range(11)]
    assert np.allclose(widths, np.arange(11) / 10, atol=0.01)


def test_a_fade_is_half_of_each_at_its_middle() -> None:
    drawn = transitions["fade"].function(_plain((200, 0, 100)), _plain((0, 100, 50)), 0.5, 0, {})
    assert np.abs(drawn.astype(int) - (100, 50, 75)).max() <= 1


def test_fading_through_a_colour_reaches_that_colour() -> None:
    a, b = _pictures(54, 96)
    drawn = transitions["fadecolor"].function(a, b, 0.5, 0, {"red": 255, "green": 255, "blue": 250})
    assert (drawn == (255, 255, 250)).all()


def test_fading_through_grey_has_no_colour_at_its_middle() -> None:
    a, b = _pictures(54, 96)
    drawn = transitions["fadegrayscale"].function(a, b, 0.5, 0, {})
    assert (drawn[..., 0] == drawn[..., 1]).all()
    assert (drawn[..., 1] == drawn[..., 2]).all()


def test_close_colours_change_before_distant_ones() -> None:
    a, b = _plain((100, 100, 100)), _plain((120, 120, 120))
    b[:, 48:] = 250
    drawn = transitions["colordistance"].function(a, b, 0.45, 0, {})
    near, far = drawn[27, 10, 0] - 100.0, drawn[27, 90, 0] - 100.0
    assert near / 20 > 0.8
    assert far / 150 < 0.2


def test_round_shapes_are_round_in_pixels() -> None:
    red, blue = _plain((200, 0, 0), 200, 400), _plain((0, 0, 200), 200, 400)
    inside = transitions["circleopen"].function(red, blue, 0.3, 0, {"softness": 0.01})[..., 2] > 100
    assert inside.any(axis=0).sum() == pytest.approx(inside.any(axis=1).sum(), abs=2)


def test_a_name_cannot_be_taken_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        transition("Fade", category="fade", look="another plain cross-fade")(transitions["fade"].function)


def test_colours_that_part_at_one_border_do_not_come_in_at_the_other() -> None:
    picture = _plain((0, 0, 0), 216, 384)
    picture[:, -100:] = 255
    drawn = transitions["flyeye"].function(picture, picture, 0.5, 1, {"size": 0.3})
    assert drawn[..., 2].any()
    assert not drawn[:, :100].any()

"""The contract that every ready-made look of letters keeps."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from s2v_core.effects.looks import LookMaker, looks
from s2v_core.effects.looks.recipe import Paint, Recipe
from s2v_core.effects.registry import Entry
from s2v_core.rendering.overlay import Overlay
from s2v_core.rendering.text import draw_caption
from s2v_core.rendering.text.look import resolve
from s2v_core.timeline.model import Canvas
from s2v_core.timeline.style import SubtitleStyle

CANVAS = Canvas(320, 200)
TEXT = "Ag 新"
_ALL = [pytest.param(entry, id=entry.name) for entry in looks]
_NAMED = (
    "white_grad red_grad blue_grad yellow_grad random_grad cd brushed_aluminium golden wood_1 wood_2 "
    "flare_glow_angular_1 flare_glow_radial_1 flare_glow_radial_2 flare_glow_radial_3 flare_glow_radial_4 neon_green "
    "neon_cyan tropical_colors skyline sunrise cold_steel deep_sea burning_paper metallic_something abstract_2"
)
_NUMBERED = {1: 16, 2: 16, 3: 25, 4: 19}


def draw(text: str, canvas: Canvas = CANVAS, **fields: Any) -> Overlay:
    style = {"FontSize": 56, "Font": "Inter ExtraBold", "Alignment": "CenterCenter", "Y": 0, **fields}
    return draw_caption(text, SubtitleStyle.model_validate(style), canvas)


@lru_cache(maxsize=256)
def drawn(name: str) -> Overlay:
    return draw(TEXT, EffectColorStyle=name)


def over(overlay: Overlay, ground: tuple[int, int, int], canvas: Canvas = CANVAS) -> NDArray[np.float32]:
    """Return the canvas in one colour with ``overlay`` on it."""
    picture = np.empty((canvas.height, canvas.width, 3), np.float32)
    picture[:] = ground
    here = np.s_[overlay.y : overlay.y + overlay.height, overlay.x : overlay.x + overlay.width]
    alpha = overlay.rgba[..., 3:].astype(np.float32) / 255
    picture[here] += (overlay.rgba[..., :3] - picture[here]) * alpha
    return picture


def luminance(colours: NDArray[np.float32]) -> NDArray[np.float32]:
    parts = colours / 255
    linear = np.where(parts <= 0.04, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722], np.float32), np.float32)


@lru_cache(maxsize=1)
def letters() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return the inside of the letters, and what lies closely around them."""
    plain = draw(TEXT, Outline=0, Shadow=0)
    mask = np.zeros((CANVAS.height, CANVAS.width), np.uint8)
    mask[plain.y : plain.y + plain.height, plain.x : plain.x + plain.width] = plain.rgba[..., 3]
    letter = np.asarray(mask > 128, np.uint8)
    inside = cv2.erode(letter, np.ones((3, 3), np.uint8)) > 0
    ring = (cv2.dilate(letter, np.ones((5, 5), np.uint8)) > 0) & (mask < 16)
    return np.asarray(inside), np.asarray(ring)


def test_every_documented_look_is_there() -> None:
    numbered = {f"CS{family:04}-{n:06}" for family, count in _NUMBERED.items() for n in range(1, count + 1)}
    assert {entry.name for entry in looks} == numbered | {"CS0005-000003"} | set(_NAMED.split())
    assert Counter(len(entry.category) > 0 and len(entry.look) > 3 for entry in looks) == {True: 102}


@pytest.mark.parametrize("entry", _ALL)
def test_letters_stand_out_on_black_and_on_white(entry: Entry[LookMaker]) -> None:
    """Seen from what lies closely around them; WCAG asks 3 of large text on a ground that is known."""
    inside, ring = letters()
    for ground in ((0, 0, 0), (255, 255, 255)):
        light = luminance(over(drawn(entry.name), ground))
        a, b = float(np.median(light[inside])), float(np.median(light[ring]))
        assert (max(a, b) + 0.05) / (min(a, b) + 0.05) > 1.9


def test_nothing_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """With more room around to paint on, no more is painted."""
    measured = {entry.name: draw("fj", EffectColorStyle=entry.name).rgba.shape for entry in looks}
    monkeypatch.setattr("s2v_core.rendering.text.paint._pad", lambda block, look: 150.0)
    for entry in looks:
        roomy = draw("fj", EffectColorStyle=entry.name).rgba.shape
        assert np.abs(np.subtract(roomy, measured[entry.name])).max() <= 1, entry.name


@pytest.mark.parametrize("entry", _ALL)
def test_it_is_inside_the_picture_at_any_size_and_in_any_script(entry: Entry[LookMaker]) -> None:
    for text, size, canvas in (("fj", 40, Canvas(300, 200)), ("今天🎉", 24, Canvas(128, 128)), ("مرحبا", 90, CANVAS)):
        overlay = draw(text, canvas, EffectColorStyle=entry.name, FontSize=size)
        assert overlay.x >= 1
        assert overlay.y >= 1
        assert overlay.x + overlay.width <= canvas.width - 1
        assert overlay.y + overlay.height <= canvas.height - 1


def test_no_two_looks_are_alike() -> None:
    small = np.stack([cv2.resize(over(drawn(e.name), (128, 128, 128)), (80, 50)).ravel() for e in looks])
    names = [entry.name for entry in looks]
    for number, picture in enumerate(small[:-1]):
        apart = np.abs(small[number + 1 :] - picture).mean(axis=1)
        nearest = int(apart.argmin())
        assert apart[nearest] > 2.0, (names[number], names[number + 1 + nearest])


def test_every_paint_can_be_read() -> None:
    for entry in looks:
        for paint in paints_of(entry.function(5)):
            places = [place for place, _ in paint.stops]
            assert places == sorted(places)
            assert all(len(colour) == 7 and int(colour[1:], 16) >= 0 for _, colour in paint.stops)


def paints_of(recipe: Recipe) -> list[Paint]:
    return [*(layer.paint for layer in (*recipe.below, *recipe.above)), *([recipe.fill] if recipe.fill else [])]


def test_a_look_is_the_same_at_twice_the_size() -> None:
    for name in ("CS0003-000011", "golden", "CS0004-000007"):
        small = draw("Ag", Canvas(400, 300), EffectColorStyle=name, FontSize=60)
        large = draw("Ag", Canvas(800, 600), EffectColorStyle=name, FontSize=120)
        half = cv2.resize(over(large, (90, 90, 90), Canvas(800, 600)), (400, 300), interpolation=cv2.INTER_AREA)
        assert np.abs(half - over(small, (90, 90, 90), Canvas(400, 300))).mean() < 2.5


def test_emoji_and_words_in_colours_of_their_own_keep_them() -> None:
    for name in ("golden", "CS0002-000010"):
        plain = draw("🎉", Outline=0, Shadow=0)
        ready = draw("🎉", EffectColorStyle=name)
        top, left = plain.y - ready.y, plain.x - ready.x
        same = ready.rgba[top : top + plain.height, left : left + plain.width]
        inked = plain.rgba[..., 3] == 255
        assert np.abs(same[inked].astype(int) - plain.rgba[inked]).max() <= 3
        marked = draw("ab{\\1c&H00FF00&}cd", EffectColorStyle=name).rgba
        assert (np.abs(marked[..., :3].astype(int) - (0, 255, 0)).max(axis=2) < 3).sum() > 200


def test_gradients_begin_anew_in_each_line() -> None:
    two = draw("HH\nHH", EffectColorStyle="CS0002-000011", FontSize=60).rgba
    yellow = (two[..., 2] < 60) & (two[..., 0] > 200) & (two[..., 3] == 255)
    rows = yellow.sum(axis=1) > 5
    assert int((rows[1:] & ~rows[:-1]).sum()) == 2


def test_the_text_decides_the_colours_of_random_grad_and_of_no_other() -> None:
    assert len({str(looks["random_grad"].function(number)) for number in range(24)}) == 24
    assert all(e.function(1) == e.function(2) for e in looks if e.name != "random_grad")
    colours = {tuple(draw(text, EffectColorStyle="random_grad").rgba.max(axis=(0, 1))) for text in ("AA", "AB", "AC")}
    assert len(colours) > 1


def test_a_turned_text_keeps_its_look() -> None:
    fields = {"EffectColorStyle": "CS0002-000015", "FontSize": 36}
    level, turned = draw("HHH", **fields), draw("HHH", Angle=90, **fields)
    assert abs(turned.height - level.width) <= 8
    first, last = ((picture.rgba[..., 2].astype(int) * (picture.rgba[..., 3] == 255)) for picture in (level, turned))
    assert last[: turned.height // 3].max() > last[-turned.height // 3 :].max() - 5
    assert first[:, -level.width // 3 :].max() >= first[:, : level.width // 3].max() - 5


def test_one_of_several_names_is_drawn_by_the_text_and_an_unknown_one_is_plain() -> None:
    one = draw("x", EffectColorStyle="GOLDEN")
    assert np.array_equal(draw("x", EffectColorStyle="nothing, golden").rgba, one.rgba)
    assert len({str(resolve(style("golden,cd"), CANVAS, text=text).recipe) for text in "abcdefgh"}) == 2
    assert len({str(resolve(style("random"), CANVAS, text=text).recipe) for text in "abcdefgh"}) > 4
    assert np.array_equal(draw("x", EffectColorStyle="nothing").rgba, draw("x").rgba)


def style(name: str) -> SubtitleStyle:
    return SubtitleStyle(effect_color_style=name)

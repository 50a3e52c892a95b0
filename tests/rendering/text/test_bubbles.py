"""The contract that every bubble keeps, and where bubbles and their texts stand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from s2v_core.effects.bubbles import Bubble, bubbles
from s2v_core.effects.registry import Entry
from s2v_core.media.planes import Planes, to_rgb
from s2v_core.rendering.overlay import Overlay
from s2v_core.rendering.text import draw_caption, measure_text
from s2v_core.rendering.text.font_book import font_book
from s2v_core.rendering.text.look import Plate, resolve
from s2v_core.rendering.text.markup import parse_markup
from s2v_core.rendering.text.motion import motion_of
from s2v_core.rendering.text.plate import laid_out
from s2v_core.rendering.text.runs import runs_of
from s2v_core.rendering.text.typeset import Block
from s2v_core.timeline.model import Canvas, Span
from s2v_core.timeline.style import SubtitleStyle

CANVAS = Canvas(360, 240)
SHORT, LONG = "新 Go", "Fresh cakes every morning 每天早上都有新鲜的蛋糕 and coffee"
_ALL = [pytest.param(entry, id=entry.name) for entry in bubbles]


def style(**fields: Any) -> SubtitleStyle:
    given = {"FontSize": 26, "Font": "Inter Bold", "Alignment": "CenterCenter", "Y": 0, **fields}
    return SubtitleStyle.model_validate(given)


def draw(text: str, canvas: Canvas = CANVAS, **fields: Any) -> Overlay:
    return draw_caption(text, style(**fields), canvas)


def laid(text: str, **fields: Any) -> tuple[Block, Plate]:
    book = font_book()
    look = resolve(style(**fields), CANVAS)
    block, inner = laid_out(runs_of(parse_markup(text), look, book), look, book)
    assert inner.plate is not None
    return block, inner.plate


def luminance(rgb: tuple[float, ...]) -> float:
    linear = [part / 12.92 if part <= 0.04 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: NDArray[Any], other: NDArray[Any]) -> float:
    light, dark = sorted((luminance(tuple(one / 255)), luminance(tuple(other / 255))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_documented_bubble_is_there() -> None:
    counts = {family: 3 if family == 7 else 5 for family in range(1, 8)}
    assert {entry.name for entry in bubbles} == {f"BS{f:04}-{n:06}" for f, m in counts.items() for n in range(1, m + 1)}
    assert len({entry.category for entry in bubbles}) == 7


@pytest.mark.parametrize("entry", _ALL)
def test_the_text_is_wrapped_and_scaled_to_the_room_of_its_bubble(entry: Entry[Bubble]) -> None:
    inset, share = entry.function.inset, entry.function.share
    for text, fields in ((SHORT, {}), (LONG, {}), (LONG, {"BubbleWidth": 200, "BubbleHeight": 0.3}), (SHORT, {"Y": 1})):
        block, plate = laid(text, BubbleStyleId=entry.name, **fields)
        unit = min(26 * block.scale, 0.36 * plate.height, 0.16 * plate.width) if not fields else 0
        assert plate.left >= share[0] * plate.width + inset[0] * unit - 0.51
        assert plate.top >= share[1] * plate.height + inset[1] * unit - 0.51
        assert plate.left + block.width <= plate.width * (1 - share[2]) - inset[2] * unit + 0.51
        assert plate.top + block.height <= plate.height * (1 - share[3]) - inset[3] * unit + 0.51
    assert laid(LONG, BubbleStyleId=entry.name)[0].lines > 1


@pytest.mark.parametrize("entry", _ALL)
def test_the_bubble_is_inside_the_picture_and_its_text_legible(entry: Entry[Bubble]) -> None:
    for text, canvas in ((LONG, CANVAS), (SHORT, Canvas(128, 128))):
        overlay = draw(text, canvas, BubbleStyleId=entry.name)
        assert min(overlay.x, overlay.y) >= 1
        assert overlay.x + overlay.width <= canvas.width - 1
        assert overlay.y + overlay.height <= canvas.height - 1
    shown, hidden = (
        draw("HHHH", BubbleStyleId=entry.name, FontColorOpacity=opacity).rgba.astype(float) for opacity in (1, 0)
    )
    letters = np.abs(shown - hidden)[..., :3].max(axis=2) > 60
    assert letters.sum() > 150
    for ground in (0, 255):
        seen = [
            np.median(part * alpha / 255 + ground * (1 - alpha / 255), axis=0)
            for picture in (shown, hidden)
            for part, alpha in [(picture[letters][:, :3], picture[letters][:, 3:])]
        ]
        assert contrast(*seen) > 3


@pytest.mark.parametrize("entry", _ALL)
def test_nothing_of_a_bubble_is_stretched(entry: Entry[Bubble]) -> None:
    """What is round stays as round as it is when the bubble becomes wider and higher."""
    small, large = (entry.function(width, height, 30) for width, height in ((240, 110), (480, 230)))
    assert rounds(small) <= rounds(large)
    assert {part.stroke for part in small} == {part.stroke for part in large}


def rounds(parts: Any) -> set[tuple[float, float]]:
    """Return the width and height of every ellipse."""
    found = set()
    for part in parts:
        if [name for name, *_ in part.path] == ["M", "C", "C", "C", "C", "Z"]:
            points = np.array([values[-2:] for _, *values in part.path if values])
            found.add(tuple(np.round(np.ptp(points, axis=0), 3)))
    return found


def test_no_two_bubbles_are_alike() -> None:
    pictures = [draw("Hello", BubbleStyleId=e.name, BubbleWidth=300, BubbleHeight=120).rgba for e in bubbles]
    small = [np.asarray(picture[:: max(picture.shape[0] // 40, 1)][:40, :250]) for picture in pictures]
    for number, one in enumerate(small):
        for other in small[number + 1 :]:
            rows, columns = (min(a, b) for a, b in zip(one.shape[:2], other.shape[:2], strict=True))
            assert np.abs(one[:rows, :columns].astype(int) - other[:rows, :columns]).mean() > 4


def test_x_and_y_are_the_top_left_corner_of_a_bubble_of_the_size_asked_for() -> None:
    fields = {"BubbleStyleId": "BS0002-000003", "BubbleWidth": 200, "BubbleHeight": 100, "Alignment": "TopCenter"}
    overlay = draw(SHORT, X=50, Y=60, **fields)
    assert (overlay.x, overlay.y, overlay.width, overlay.height) == (50, 60, 200, 100)
    middle = draw(SHORT, Y=60, **fields)
    assert (middle.x, middle.y, middle.width) == (80, 60, 200)


def test_a_bubble_grows_with_its_text_and_is_never_larger_than_the_canvas() -> None:
    one, two = (draw(text, BubbleStyleId="BS0002-000003") for text in ("Go", "Go there\\Nat once"))
    assert two.height > one.height + 20
    assert two.width > one.width
    huge = draw(SHORT, BubbleStyleId="BS0002-000003", BubbleWidth=4000, BubbleHeight=3000)
    assert 350 <= huge.width <= 356
    assert 230 <= huge.height <= 236


def test_a_text_in_a_bubble_may_have_its_own_colour_or_a_ready_made_look() -> None:
    plain = draw("HHHH", BubbleStyleId="BS0002-000001").rgba
    red = draw("HHHH", BubbleStyleId="BS0002-000001", FontColor="#ff0000").rgba
    gold = draw("HHHH", BubbleStyleId="BS0002-000001", EffectColorStyle="golden").rgba
    assert (plain[..., :3] == (0x14, 0x21, 0x3D)).all(axis=2).sum() > 100
    assert (red[..., :3] == (255, 0, 0)).all(axis=2).sum() > 100
    assert not np.array_equal(gold, plain)


def test_a_colour_that_would_be_lost_on_a_bubble_gives_way() -> None:
    plain = draw("HHHH", BubbleStyleId="BS0002-000001").rgba
    assert np.array_equal(draw("HHHH", BubbleStyleId="BS0002-000001", FontColor="#ffffff").rgba, plain)
    assert np.array_equal(draw("HHHH", BubbleStyleId="BS0002-000001", FontColor="#ffee88").rgba, plain)


def test_a_turned_bubble_keeps_its_middle() -> None:
    fields = {"BubbleStyleId": "BS0004-000004", "BubbleWidth": 180, "BubbleHeight": 80}
    level, turned = draw(SHORT, **fields), draw(SHORT, Angle=90, **fields)
    assert abs(level.width - turned.height) <= 2
    assert abs(level.height - turned.width) <= 2
    for extent, place in (("width", "x"), ("height", "y")):
        middles = [getattr(one, place) + getattr(one, extent) / 2 for one in (level, turned)]
        assert abs(middles[0] - middles[1]) <= 12


def test_what_is_measured_is_what_stands_in_the_bubble() -> None:
    fields = {"BubbleStyleId": "BS0001-000001", "BubbleWidth": 120, "BubbleHeight": 40}
    assert measure_text(LONG, style(**fields), CANVAS, role="title").scale < 0.7
    assert measure_text("Go", style(BubbleStyleId="BS0001-000001"), CANVAS, role="title").scale == 1


def test_letters_move_within_a_bubble_that_stands_still() -> None:
    fields = {"BubbleStyleId": "BS0001-000003", "AaiMotionInEffect": "wave_in", "AaiMotionIn": 1.0}
    motion = motion_of(style(**fields), 30, Fraction(10), text="Hello")
    overlay = draw_caption("Hello", style(**fields), CANVAS, motion=motion).during(Span(0, 30))
    moving, still = Planes.plain(360, 240, (90, 90, 90)), Planes.plain(360, 240, (90, 90, 90))
    stamp = overlay.stamp_at(6)
    assert stamp is not None
    stamp.draw(moving)
    overlay.stamp.draw(still)
    apart = np.abs(to_rgb(moving).astype(int) - to_rgb(still)).max(axis=2)
    assert apart.max() > 100
    assert apart[:, : overlay.x + 30].max() <= 3


def test_lines_begin_at_the_side_from_which_they_are_read() -> None:
    fields = {"BubbleStyleId": "BS0002-000001", "BubbleWidth": 300}
    _, latin = laid("Go", **fields)
    block, arabic = laid("مرحبا", **fields)
    assert latin.left < 40
    assert arabic.left + block.width > 270

"""What ``SubtitleEffects`` draws behind letters, and other ways in which documents give sizes, places and shadows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from s2v_core.errors import MediaError
from s2v_core.rendering.overlay import Overlay
from s2v_core.rendering.text import draw_caption
from s2v_core.rendering.text.layers import read_layers
from s2v_core.rendering.text.look import resolve
from s2v_core.timeline.model import Canvas
from s2v_core.timeline.style import SubtitleStyle
from tests.support.media import write_image

CANVAS = Canvas(400, 300)
RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)


def style(*layers: dict[str, Any], **fields: Any) -> SubtitleStyle:
    given = {"FontSize": 60, "Font": "Inter ExtraBold", "Alignment": "CenterCenter", "Y": 0, **fields}
    return SubtitleStyle.model_validate(given | ({"SubtitleEffects": layers} if layers else {}))


def draw(text: str, *layers: dict[str, Any], **fields: Any) -> Overlay:
    return draw_caption(text, style(*layers, **fields), CANVAS)


def extent(overlay: Overlay, colour: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom on the canvas of what is about that colour."""
    found = near(overlay, colour)
    rows, columns = np.flatnonzero(found.any(axis=1)), np.flatnonzero(found.any(axis=0))
    left, right, top, bottom = columns[0], columns[-1], rows[0], rows[-1]
    return int(left + overlay.x), int(top + overlay.y), int(right + overlay.x), int(bottom + overlay.y)


def near(overlay: Overlay, colour: tuple[int, int, int]) -> NDArray[np.bool_]:
    close = np.abs(overlay.rgba[..., :3].astype(int) - colour).max(axis=2) < 40
    return np.asarray(close & (overlay.rgba[..., 3] > 128))


def test_a_line_is_as_wide_as_asked_for_in_pixels_or_in_parts_of_the_font_size() -> None:
    bare = extent(draw("H", {"Type": "Shadow", "Opacity": 0}, FontColor="#ffffff"), (255, 255, 255))
    for width in (6, 0.1):
        outer = extent(draw("H", {"Type": "Outline", "Color": "#ff0000", "Bord": width}), RED)
        assert np.abs(np.subtract(outer, bare) - (-6, -6, 6, 6)).max() <= 1


def test_a_line_may_be_wider_than_it_is_high() -> None:
    bare = extent(draw("H", {"Type": "Shadow", "Opacity": 0}), (255, 255, 255))
    outer = extent(draw("H", {"Type": "Outline", "Color": "#ff0000", "XBord": 12, "YBord": 3}), RED)
    assert np.abs(np.subtract(outer, bare) - (-12, -3, 12, 3)).max() <= 1


def test_narrow_lines_lie_above_wide_ones_in_whatever_order_they_are_given() -> None:
    narrow, wide = ({"Type": "Outline", "Color": c, "Bord": b} for c, b in (("#00ff00", 4), ("#ff0000", 10)))
    one, other = draw("H", narrow, wide), draw("H", wide, narrow)
    assert np.array_equal(one.rgba, other.rgba)
    assert near(one, GREEN).sum() > 50
    assert near(one, RED).sum() > 50


def test_a_shadow_is_moved_and_softened() -> None:
    bare = extent(draw("H", {"Type": "Shadow", "Opacity": 0}), (255, 255, 255))
    hard = draw("H", {"Type": "Shadow", "Color": "#0000ff", "XShift": 20, "YShift": -0.5})
    _, top, right, _ = extent(hard, BLUE)
    assert abs(right - bare[2] - 20) <= 1
    assert abs(top - bare[1] + 30) <= 1
    soft = draw("H", {"Type": "Shadow", "Color": "#0000ff", "Blur": 24})
    assert soft.width > hard.width + 20
    assert 0 < int(soft.rgba[soft.height // 2, 3, 3]) < 200


def test_layers_take_the_place_of_the_usual_outline_and_shadow_but_not_of_those_asked_for() -> None:
    alone = draw("H", {"Type": "Shadow", "Opacity": 0})
    assert alone.width < draw("H").width
    kept = draw("H", {"Type": "Outline", "Color": "#ff0000", "Bord": 9}, Outline=4, OutlineColour="#00ff00")
    assert near(kept, GREEN).sum() > 50
    assert near(kept, RED).sum() > 50


def test_a_box_has_padding_corners_colour_and_opacity() -> None:
    overlay = draw("HH", {"Type": "Box", "Color": "#0000ff", "Opacity": 0.5, "XBord": 30, "YBord": 10, "Radius": 20})
    text = draw("HH", {"Type": "Shadow", "Opacity": 0})
    assert abs(overlay.width - text.width - 60) <= 8
    assert overlay.rgba[0, 0, 3] == 0
    assert abs(int(overlay.rgba[overlay.height // 2, 5, 3]) - 128) <= 2
    assert near(draw("HH", {"Type": "Box"}), (0, 0, 0)).sum() > 500


def test_a_box_may_be_a_picture_of_a_file(tmp_path: Path) -> None:
    paper = write_image(tmp_path / "paper.png", size=(40, 20), colour=GREEN)
    local = draw("HH", {"Type": "Box", "ImageURL": str(paper)})
    assert near(local, GREEN).sum() > 500
    named = style({"Type": "Box", "ImageURL": "media://paper"})
    found = draw_caption("HH", named, CANVAS, font_path={"media://paper": paper}.__getitem__)
    assert np.array_equal(found.rgba, local.rgba)
    with pytest.raises(MediaError):
        draw("HH", {"Type": "Box", "ImageURL": str(tmp_path / "missing.png")})


def test_a_bubble_of_ones_own_has_its_size_and_the_area_of_its_text(tmp_path: Path) -> None:
    paper = write_image(tmp_path / "paper.png", size=(40, 20), colour=GREEN)
    fields = {"X": 40, "Y": 50, "FontSize": 30, "FontColor": "#ff0000", "Outline": 0}
    own = {"Type": "Box", "ImageURL": str(paper), "Width": 300, "Height": 0.5, "TextArea": "0.5,0,0.5,0.5"}
    overlay = draw("HH", own, **fields)
    assert (overlay.x, overlay.y, overlay.width, overlay.height) == (40, 50, 300, 150)
    left, top, right, bottom = extent(overlay, RED)
    assert abs((left + right) / 2 - (40 + 225)) <= 3
    assert abs((top + bottom) / 2 - (50 + 37)) <= 4
    long = extent(draw("HH " * 12, own, **fields), RED)
    assert long[0] >= 188
    assert long[3] <= 126
    plain = draw("HH", {**own, "ImageURL": "", "Color": "#0000ff", "TextArea": "nonsense"}, **fields)
    assert near(plain, BLUE).sum() > 10_000


def test_what_cannot_be_understood_is_passed_over() -> None:
    odd: list[dict[str, Any]] = [{}, {"Type": 7}, {"Type": "Glow"}, {"Type": "Outline", "Bord": "wide", "Color": []}]
    layers = read_layers(odd * 9, CANVAS, 40, (255, 255, 255))
    assert layers.box is None
    assert {layer.grow for layer in layers.below} == {(0.06, 0.06)}
    assert len(layers.below) == 5
    assert draw("H", {"Type": "Shadow", "XShift": 1e9, "Blur": 1e9, "Bord": float("nan")}).width <= CANVAS.width


@pytest.mark.parametrize("code", ["\\4c&H0000FF&", "\\4c&HFF&"])
def test_the_shadow_of_words_may_have_its_own_colour(code: str) -> None:
    overlay = draw(f"H{{{code}}}H", Outline=0, Shadow=12, BackColour="#0000ff")
    red, blue = extent(overlay, RED), extent(overlay, BLUE)
    assert red[0] > blue[0] + 20
    assert near(draw("HH", Outline=0, Shadow=12, BackColour="#0000ff"), RED).sum() == 0


def test_a_size_of_real_dimensions_is_the_height_of_the_font_not_of_its_em() -> None:
    nominal, real = (
        resolve(style(Font=font, FontSize=60, SizeRequestType=kind), CANVAS).size
        for font in ("Inter",)
        for kind in ("Nominal", "RealDim")
    )
    assert nominal == 60
    assert real == pytest.approx(60 / 1.21, rel=0.02)
    assert resolve(style(FontSize=0, SizeRequestType="RealDim"), CANVAS).size == resolve(style(FontSize=0), CANVAS).size


def test_fixed_sizes_and_places_are_pixels_and_win() -> None:
    look = resolve(style(FixedFontSize=31, FixedX=0.5, FixedY=70, X=0.5, Alignment="TopLeft"), CANVAS)
    assert (look.size, look.anchor.x, look.anchor.y) == (31, 0.5, 70)
    assert resolve(style(X=0.5, Y=70, Alignment="TopLeft"), CANVAS).anchor.x == 200

"""How large texts come out on the canvas."""

from __future__ import annotations

from s2v_core.rendering.text import measure_text
from s2v_core.timeline.model import Canvas
from s2v_core.timeline.style import SubtitleStyle

UPRIGHT = Canvas(width=1080, height=1920)
STYLE = SubtitleStyle(font_size=81, adapt_mode="AutoWrap")


def test_a_text_takes_as_many_lines_as_it_needs_at_its_size() -> None:
    assert measure_text("Short", STYLE, UPRIGHT, role="title").lines == 1
    long = measure_text("A title that needs more room than one line has", STYLE, UPRIGHT, role="title")
    assert long.lines > 1
    assert long.scale == 1
    assert measure_text("One\nTwo\nThree", STYLE, UPRIGHT, role="title").lines == 3


def test_a_text_that_is_too_large_for_the_canvas_becomes_smaller() -> None:
    large = STYLE.model_copy(update={"font_size": 900})
    assert measure_text("Much too large for this", large, UPRIGHT, role="title").scale < 0.9


def test_a_text_that_shows_nothing_has_no_lines() -> None:
    assert measure_text("", STYLE, UPRIGHT, role="title").lines == 0

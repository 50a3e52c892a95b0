"""Texts that travel across the picture."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from s2v_core.media.planes import Planes, to_rgb
from s2v_core.rendering.text import draw_caption
from s2v_core.rendering.text.motion import motion_of
from s2v_core.rendering.text.scrolling import Scroll, ScrollingOverlay, scroll_of
from s2v_core.timeline.model import Canvas, Span
from s2v_core.timeline.style import SubtitleStyle

CANVAS, RATE = Canvas(300, 200), Fraction(10)
FRAMES = 41


def travelling(text: str = "HHH", frames: int = FRAMES, **fields: Any) -> ScrollingOverlay:
    style = SubtitleStyle.model_validate(
        {"FontSize": 30, "Outline": 0, "Shadow": 0, "Alignment": "TopCenter", **fields}
    )
    motion = motion_of(style, frames, RATE, text=text)
    overlay = draw_caption(text, style, CANVAS, motion=motion)
    assert isinstance(overlay, ScrollingOverlay)
    return overlay


def test_credits_come_from_below_and_have_left_at_the_end() -> None:
    overlay = travelling("one\\Ntwo\\Nthree\\N" * 6, ScrollSpeed=None, ScrollStartY=1)
    assert overlay.height > CANVAS.height
    assert overlay.place(0)[1] == CANVAS.height
    assert overlay.place(FRAMES - 1)[1] == pytest.approx(-overlay.height, abs=25)
    assert abs(overlay.place(20)[0] + overlay.width / 2 - 150) <= 1
    rows = [overlay.place(frame)[1] for frame in range(FRAMES)]
    assert rows == sorted(rows, reverse=True)


def test_a_ticker_runs_in_one_line_to_the_left_or_to_the_right() -> None:
    long = "Fresh cakes every morning, baked by hand " * 3
    left, right = (travelling(long, ScrollDirection=way, Y=150) for way in ("Left", "Right"))
    assert left.height < 45
    assert left.width > 2 * CANVAS.width
    assert left.place(0)[0] == CANVAS.width
    assert right.place(0)[0] == -right.width
    assert left.place(9)[0] < left.place(0)[0]
    assert right.place(9)[0] > right.place(0)[0]
    assert all(150 <= overlay.place(5)[1] <= 165 for overlay in (left, right))


def test_it_travels_between_the_places_and_at_the_speed_asked_for() -> None:
    overlay = travelling(ScrollStartY=0.5, ScrollEndY=20, ScrollSpeed=40, ScrollStartFreeze=1, ScrollEndShift=10)
    assert [overlay.place(frame)[1] for frame in (0, 10, 15, 40)] == [100, 100, 80, 30]


def test_without_a_speed_it_arrives_in_time_for_its_rest() -> None:
    overlay = travelling(ScrollStartX=0, ScrollEndX=200, ScrollStartFreeze=1, ScrollEndFreeze=1.1)
    assert [overlay.place(frame)[0] for frame in (0, 10, 20, 30, 40)] == [0, 0, 100, 200, 200]


def test_it_begins_anew() -> None:
    every = travelling(ScrollStartY=100, ScrollEndY=0.0, ScrollSpeed=100, ScrollLoopTime=2)
    assert [every.place(frame)[1] for frame in (0, 5, 10, 19, 20, 25)] == [100, 50, 0, 0, 100, 50]
    endless = travelling(ScrollStartX=100, ScrollEndX=0.0, ScrollSpeed=100, ScrollLoop=True)
    assert [endless.place(frame)[0] for frame in (0, 5, 10, 15)] == [100, 50, 100, 50]


def test_what_is_drawn_is_the_picture_at_its_place() -> None:
    overlay = travelling("HH", ScrollStartX=11, ScrollEndX=90, Y=50).during(Span(5, 46))
    for frame in (5, 18, 30):
        planes = Planes.plain(300, 200, (0, 0, 0))
        stamp = overlay.stamp_at(frame)
        assert stamp is not None
        stamp.draw(planes)
        columns = np.flatnonzero(to_rgb(planes).max(axis=(0, 2)) > 100)
        x = overlay.place(frame - 5)[0]
        assert abs(columns[0] - x) <= 2
        assert abs(columns[-1] - (x + overlay.width - 1)) <= 2


def test_a_text_that_says_nothing_of_it_does_not_travel() -> None:
    assert scroll_of(SubtitleStyle()) is None
    assert scroll_of(SubtitleStyle(scroll_loop=False, scroll_direction="", scroll_end_freeze=3)) is None
    assert scroll_of(SubtitleStyle(scroll_speed=30)) == Scroll(upright=True, speed=30)


def test_frames_of_a_travelling_text_depend_on_when_they_are() -> None:
    motion = motion_of(SubtitleStyle(scroll_speed=30), FRAMES, RATE, text="x")
    assert motion is not None
    assert motion.facts(0, 9) != motion.facts(10, 19)

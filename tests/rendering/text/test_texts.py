"""Titles and sub-headings of a timeline: stacked, measured, inside the frame, credited."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from s2v_core.rendering.overlay import Overlay
from s2v_core.rendering.text import credits_for
from s2v_core.rendering.text.texts import draw_stack, stacks_of
from s2v_core.timeline.model import Canvas, Span, SubtitleClip
from s2v_core.timeline.style import SubtitleStyle

CANVAS = Canvas(360, 640)


def clip(content: str, role: str, span: Span | None = None, **fields: Any) -> SubtitleClip:
    style = SubtitleStyle.model_validate({"Alignment": "TopCenter", **fields})
    return SubtitleClip(content=content, span=span, style=style, extra={"S2V": {"Role": role}})


def draw_texts(clips: list[SubtitleClip], canvas: Canvas, *, floor: float | None = None) -> list[Overlay]:
    """Return the overlays of all clips, in their order."""
    drawn: dict[int, Overlay] = {}
    for stack in stacks_of(clips):
        overlays = draw_stack([clips[number] for number in stack], canvas, floor=floor)
        drawn.update(zip(stack, overlays, strict=True))
    return [drawn[number] for number in range(len(clips))]


def bottom(overlay: Overlay) -> int:
    return overlay.y + overlay.height


def test_sub_headings_without_a_place_stand_below_the_text_before_them() -> None:
    title, first, second = draw_texts(
        [clip("A long title that wraps", "title", Y=0.1), clip("One", "subheading"), clip("Two", "subheading")], CANVAS
    )

    assert bottom(title) - 12 < first.y < bottom(title) + 30
    assert bottom(first) - 12 < second.y < bottom(first) + 30


def test_a_longer_title_pushes_the_sub_heading_down() -> None:
    short = draw_texts([clip("Title", "title"), clip("Sub", "subheading")], CANVAS)
    long = draw_texts([clip("Title " * 12, "title"), clip("Sub", "subheading")], CANVAS)

    assert long[1].y - short[1].y == pytest.approx(long[0].height - short[0].height, abs=6)


def test_a_sub_heading_with_a_place_stays_there() -> None:
    _, free = draw_texts([clip("Title", "title"), clip("Sub", "subheading", Y=0.6, Outline=0, Shadow=0)], CANVAS)

    assert free.y == pytest.approx(0.6 * 640, abs=8)


def test_texts_that_are_never_seen_together_are_not_stacked() -> None:
    late = clip("Sub", "subheading", Span(50, 90))
    alone = draw_texts([late], CANVAS)[0]

    assert draw_texts([clip("Title", "title", Span(0, 50)), late], CANVAS)[1].y == alone.y


@pytest.mark.parametrize("fields", [{"Y": 0.1}, {"Alignment": "BottomCenter", "Y": 0}, {"Y": 0.95}])
@pytest.mark.parametrize("words", [2, 60, 400])
def test_a_stack_never_leaves_the_frame_and_never_overlaps(fields: dict[str, Any], words: int) -> None:
    texts = [clip("title " * words, "title", **fields)]
    texts += [clip("below " * words, "subheading") for _ in range(3)]

    overlays = draw_texts(texts, CANVAS)

    assert all(o.y >= 1 and bottom(o) <= 639 and o.x >= 1 and o.x + o.width <= 359 for o in overlays)
    assert all(above.y < below.y for above, below in pairwise(overlays))


@pytest.mark.parametrize("floor", [300, 500, 600])
def test_a_stack_ends_above_the_captions(floor: int) -> None:
    texts = [clip("A title of some length", "title", Y=0.08)]
    texts += [clip("A sub-heading of some length, too", "subheading") for _ in range(5)]

    overlays = draw_texts(texts, CANVAS, floor=floor)

    assert all(bottom(overlay) <= floor for overlay in overlays)
    assert overlays[0].y >= 0.02 * CANVAS.height


def test_a_stack_that_begins_below_the_captions_stays_there() -> None:
    texts = [clip("Title", "title", Y=0.6), clip("Sub", "subheading")]

    assert [o.y for o in draw_texts(texts, CANVAS, floor=100)] == [o.y for o in draw_texts(texts, CANVAS)]


def test_overlays_come_in_order_with_the_spans_of_their_clips() -> None:
    spans = [None, Span(0, 10), Span(20, 30)]

    overlays = draw_texts([clip("Text", "", span) for span in spans], CANVAS)

    assert [overlay.span for overlay in overlays] == spans


def test_only_texts_with_emoji_owe_a_credit() -> None:
    assert credits_for(["Plain", "今天 {\\b1}bold"]) == ()
    assert "CC BY-SA 4.0" in credits_for(["Plain", "Sale 🎉"])[0]

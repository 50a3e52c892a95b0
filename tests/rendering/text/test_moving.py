"""Texts that move: whole letters at every moment, and in the end exactly the picture at rest."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any, get_args

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from s2v_core.effects import Entry
from s2v_core.effects.kernels.mask import FULL
from s2v_core.effects.lettering import Animation, Pose, Unit, entrances, loops
from s2v_core.effects.lettering.poses import Reveal, RevealKind
from s2v_core.rendering.stamps import premultiplied_stamp, stamp_of
from s2v_core.rendering.text import draw_caption
from s2v_core.rendering.text.board import Board
from s2v_core.rendering.text.hiding import visible
from s2v_core.rendering.text.motion import Motion, Voice, motion_of
from s2v_core.rendering.text.moving import MovingOverlay
from s2v_core.rendering.text.sprites import Area, premultiplied
from s2v_core.timeline.model import Canvas, Span, Word
from s2v_core.timeline.style import SubtitleStyle

CANVAS = Canvas(640, 360)
WINDOW = Area(-5000, -5000, 5000, 5000)
RATE = Fraction(10)
TEXTS = ["Office AV fi gj", "今天天气，很好。", "مرحبا بالعالم today", "ภาษาไทยที่นี่", "Tea 🎉👩‍❤️‍👨🇫🇷 now", "शुभ दिन"]
LOOKS: list[tuple[dict[str, Any], int]] = [
    ({}, 16),
    ({"Outline": 7, "OutlineColour": "#ffffff", "FontColor": "#d01020", "Spacing": -3}, 16),
    ({"FontFace": {"Italic": True, "Underline": True}, "Shadow": 6}, 16),
    ({"EffectColorStyle": "CS0003-000001"}, 100),
]
"""Styles, and how much all but 3 % of the ink may differ: two outlines of one letter lie on both of its neighbour."""

SIGNS = (
    *("A", "fi", "g ", "今", "，", "م", "رح", "ש", "ไ", "ที่", "🎉", "👩‍❤️‍👨", "🇫🇷", "->", "…", " ", "\\N"),
    *("Z\u0351\u036b", "\u200d", "\u200b", "\ufe0f", "ी", "\u202e", "\u3000"),
)
STYLES = st.fixed_dictionaries(
    {},
    optional={
        "FontSize": st.sampled_from([3, 24, 200]),
        "Angle": st.sampled_from([33, 90]),
        "BorderStyle": st.just(3),
        "Spacing": st.sampled_from([-20, 30]),
        "BubbleStyleId": st.just("BS0002-000001"),
        "EffectColorStyle": st.just("CS0004-000002"),
        "FontFace": st.just({"Underline": True, "Italic": True}),
    },
)

UNITS: tuple[Unit, ...] = ("letter", "word", "line")


def moving(text: str, frames: int = 20, words: tuple[Word, ...] = (), **fields: Any) -> MovingOverlay:
    """Return a text of 40 pixels in the middle of the canvas; without an animation of its own it fades in."""
    given = {"FontSize": 40, "Alignment": "CenterCenter", "Y": 0, "AaiMotionInEffect": "fade_in", **fields}
    style = SubtitleStyle.model_validate(given)
    motion = motion_of(style, frames, RATE, text=text, words=words)
    assert motion is not None
    overlay = draw_caption(text, style, CANVAS, motion=motion).during(Span(0, frames))
    assert isinstance(overlay, MovingOverlay)
    return overlay


def drawn(overlay: MovingOverlay, animation: Animation, moment: float) -> Board | None:
    return overlay.composition.drawn([Voice(animation, moment, passing=True)], WINDOW)


def on_canvas(board: Board | None) -> NDArray[np.uint8]:
    """Return what a board shows around the still picture, 600 pixels on every side of its corner."""
    whole = np.zeros((1200, 1200, 4), np.uint8)
    if board is not None:
        top, left = int(board.area.top) + 600, int(board.area.left) + 600
        whole[top : top + board.pixels.shape[0], left : left + board.pixels.shape[1]] = board.pixels
    return whole


def still(overlay: MovingOverlay, dx: int = 0) -> NDArray[np.uint8]:
    whole = np.zeros((1200, 1200, 4), np.uint8)
    whole[600 : 600 + overlay.height, 600 + dx : 600 + dx + overlay.width] = premultiplied(overlay.rgba)
    return whole


def difference(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.int16]:
    return np.abs(one.astype(np.int16) - other)


@pytest.fixture(scope="module")
def caption() -> MovingOverlay:
    return moving("Fresh fish,\\N今天 🎉 مرحبا", Outline=3)


@pytest.mark.parametrize("entry", entrances, ids=lambda entry: entry.name)
def test_an_entrance_goes_from_nothing_to_the_picture_at_rest(entry: Entry[Animation], caption: MovingOverlay) -> None:
    assert drawn(caption, entry.function, 0.0) is None
    end = on_canvas(drawn(caption, entry.function, 0.9999))
    assert difference(end, still(caption)).mean() < 0.05
    middle = on_canvas(drawn(caption, entry.function, 0.5))
    assert middle[..., 3].sum() > 0
    assert difference(middle, still(caption)).mean() > 0.1


@pytest.mark.parametrize("entry", entrances, ids=lambda entry: entry.name)
def test_letters_are_cut_at_no_moment(entry: Entry[Animation], caption: MovingOverlay) -> None:
    for moment in (0.08, 0.3, 0.55, 0.8, 0.97):
        board = drawn(caption, entry.function, moment)
        if board is None:
            continue
        alpha = board.pixels[..., 3]
        edges = np.concatenate([alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]])
        resting = board.area.left == 0 or board.area.top == 0
        assert edges.max() <= (255 if resting else 8), moment
        assert (board.pixels[..., :3].max(axis=2) <= alpha).all()


@pytest.mark.parametrize("text", TEXTS)
def test_letters_put_together_are_the_whole_text(text: str) -> None:
    for fields, worst in LOOKS:
        overlay = moving(text, **fields)
        for unit in UNITS:
            beside = Animation(unit, lambda _moment, _place: Pose(dx=1.0))
            whole = still(overlay, 40)
            apart = difference(on_canvas(drawn(overlay, beside, 0.5)), whole)
            assert apart.mean() < 0.05, (fields, unit)
            assert np.percentile(apart[whole[..., 3] > 0], 97) <= worst, (fields, unit)


@pytest.mark.parametrize("text", TEXTS)
def test_words_and_letters_of_a_turned_text_stay_whole(text: str) -> None:
    overlay = moving(text, Angle=30, Outline=4)
    away = Animation("letter", lambda _moment, place: Pose(dx=3 * place.x, dy=-0.5))
    board = drawn(overlay, away, 0.5)
    assert board is not None
    ink = float(premultiplied(overlay.rgba)[..., 3].sum())
    assert board.pixels[..., 3].sum() == pytest.approx(ink, rel=0.35)
    assert board.pixels[[0, -1]].max() == 0


def test_after_it_has_come_the_picture_at_rest_is_drawn_as_if_nothing_had_moved() -> None:
    overlay = moving("Fresh", AaiMotionInEffect="wave_in", AaiMotionIn=0.8)
    assert overlay.stamp_at(7) is not overlay.stamp
    assert [overlay.stamp_at(frame) is overlay.stamp for frame in range(8, 20)] == [True] * 12


def test_a_frame_looks_the_same_whatever_was_drawn_before() -> None:
    style: dict[str, Any] = {"AaiMotionInEffect": "rotateup_in", "AaiMotionIn": 1.5}
    first, second = moving("Fresh fish", **style), moving("Fresh fish", **style)
    for frame in (12, 3, 9):
        first.stamp_at(frame)
    one, other = first.stamp_at(6), second.stamp_at(6)
    assert one is not None
    assert other is not None
    assert all(
        np.array_equal(a, b) for x, y in zip(one.parts, other.parts, strict=True) for a, b in zip(x, y, strict=True)
    )


def test_neighbouring_frames_are_alike() -> None:
    overlay = moving("Fresh fish", AaiMotionInEffect="wave_in")
    wave = entrances["wave_in"].function
    pictures = [on_canvas(drawn(overlay, wave, step / 400)) for step in range(396, 401)]
    steps = [difference(one, other).max() for one, other in pairwise(pictures)]
    assert max(steps) < 60


@pytest.mark.parametrize("entry", loops, ids=lambda entry: entry.name)
def test_a_loop_keeps_every_letter(entry: Entry[Animation], caption: MovingOverlay) -> None:
    for moment in (0.05, 0.37, 1.3):
        board = caption.composition.drawn([Voice(entry.function, moment, passing=False)], WINDOW)
        assert board is not None
        ink = premultiplied(caption.rgba)[..., 3].astype(float).sum()
        assert 0.4 * ink < board.pixels[..., 3].astype(float).sum() < 1.3 * ink


def test_words_are_lit_when_they_are_spoken() -> None:
    words = (Word("Hot", 0, 0.0, 0.5), Word("tea", 4, 1.0, 1.5))
    overlay = moving("Hot tea", words=words, AaiMotionInEffect="", AaiMotionLoopEffect="normal_display")
    halves = []
    for frame in (7, 18):
        board = overlay.composition.drawn(overlay.motion.voices(frame), WINDOW)
        assert board is not None
        alpha = on_canvas(board)[..., 3].astype(float)
        middle = 600 + overlay.width // 2
        halves.append((alpha[:, :middle].sum(), alpha[:, middle:].sum()))
    (first, waiting), (later, lit) = halves
    assert later == pytest.approx(first, rel=0.05)
    assert lit > 1.8 * waiting


def test_the_spoken_word_stands_out_in_its_colour() -> None:
    words = (Word("Hot", 0, 0.0, 0.9), Word("tea", 4, 1.0, 1.9))
    own = {"ByWord": "line", "WordColor": "#ff0000"}
    overlay = moving("Hot tea", words=words, AaiMotionInEffect="", S2V=own, Shadow=0, Outline=0)
    for frame, side in ((5, 0), (15, 1)):
        board = overlay.composition.drawn(overlay.motion.voices(frame), WINDOW)
        picture = on_canvas(board).astype(int)
        red = picture[..., 0] - picture[..., 1] > 100
        third = overlay.width // 3
        counts = [int(red[:, : 600 + third].sum()), int(red[:, 600 + 2 * third :].sum())]
        assert counts[side] > 50
        assert counts[1 - side] == 0


def test_what_lies_behind_a_text_fades_in_with_its_letters() -> None:
    overlay = moving("Hot tea", BorderStyle=3, BackColour="#00ff00", AaiMotionInEffect="wave_in")
    wave = entrances["wave_in"].function
    corner = (slice(600, 600 + overlay.height), slice(602, 606))
    seen = [int(on_canvas(drawn(overlay, wave, moment))[corner][..., 1].max()) for moment in (0.05, 0.2, 0.6)]
    assert 0 < seen[0] < seen[1] < seen[2] == 255


def test_nothing_is_drawn_outside_the_frame() -> None:
    overlay = moving("Fresh fish", AaiMotionInEffect="close_in", AaiMotionIn=1.0, FontSize=90)
    stamp = overlay.stamp_at(1)
    assert stamp is not None
    height, width = stamp.parts[0][0].shape
    assert stamp.x >= -2
    assert stamp.x + width <= CANVAS.width + 2
    assert height <= CANVAS.height + 2


def test_a_stamp_of_premultiplied_pixels_is_that_of_the_straight_ones() -> None:
    rgba = np.random.default_rng(5).integers(0, 256, (21, 33, 4), np.uint8)
    rgba = np.asarray(cv2.GaussianBlur(rgba, (0, 0), 3), np.uint8)
    straight, other = stamp_of(rgba, 3, 5), premultiplied_stamp(premultiplied(rgba), 3, 5)
    assert (straight.x, straight.y) == (other.x, other.y)
    for (values, remaining), (its, rest) in zip(straight.parts, other.parts, strict=True):
        assert np.abs(values.astype(int) - its).max() <= 2
        assert np.abs(remaining.astype(int) - rest).max() <= 1


@settings(max_examples=20, deadline=None)
@given(
    text=st.lists(st.sampled_from(SIGNS), min_size=1, max_size=8).map("".join),
    fields=STYLES,
    entry=st.sampled_from([*entrances]),
)
def test_any_text_in_any_style_moves(text: str, fields: dict[str, Any], entry: Entry[Animation]) -> None:
    style = SubtitleStyle.model_validate({"AaiMotionInEffect": "fade_in", **fields})
    motion = motion_of(style, 10, RATE, text=text)
    overlay = draw_caption(text, style, CANVAS, motion=motion)
    for moment in (0.05, 0.5, 0.95) if isinstance(overlay, MovingOverlay) else ():
        window = Area(-overlay.x, -overlay.y, CANVAS.width - overlay.x, CANVAS.height - overlay.y)
        board = overlay.composition.drawn([Voice(entry.function, moment, passing=True)], window)
        assert board is None or board.pixels.size <= 4 * CANVAS.width * CANVAS.height


@pytest.mark.parametrize("kind", get_args(RevealKind))
def test_signs_without_room_of_their_own_are_revealed_as_well(kind: RevealKind) -> None:
    area, room = Area(-2, -2, 2, 2), Area(0, 0, 0, 0)
    seen = [visible(Reveal(kind, amount), area, room, size=20, angle=0) for amount in (0.0, 1.0)]
    assert seen[0].max() == 0
    assert seen[1].min() == FULL


def test_a_very_long_text_moves_as_a_whole() -> None:
    overlay = moving("word " * 101, FontSize=8)
    assert len(overlay.composition._text.letters) == 1
    assert drawn(overlay, entrances["wave_in"].function, 0.5) is not None


class TestMotion:
    def motion(self, frames: int = 50, **fields: Any) -> Motion | None:
        return motion_of(SubtitleStyle.model_validate(fields), frames, RATE, text="tea")

    def test_there_is_none_without_a_known_name(self) -> None:
        assert self.motion() is None
        assert self.motion(AaiMotionInEffect="", AaiMotionIn=2) is None
        assert self.motion(AaiMotionInEffect="nothing_in") is None

    def test_in_and_out_that_are_too_long_become_shorter_by_the_same_factor(self) -> None:
        made = self.motion(
            30, AaiMotionInEffect="fade_in", AaiMotionIn=4, AaiMotionOutEffect="fade_out", AaiMotionOut=2
        )
        assert made is not None
        assert [made.coming, made.going] == pytest.approx([20, 10])

    def test_both_last_half_a_second_unless_the_style_says_else(self) -> None:
        made = self.motion(AaiMotionInEffect="fade_in", AaiMotionOutEffect="blur_out", AaiMotionOut=1.2)
        assert made is not None
        assert [made.coming, made.going] == pytest.approx([5, 12])

    def test_a_loop_excludes_coming_and_going(self) -> None:
        made = self.motion(AaiMotionInEffect="fade_in", AaiMotionLoopEffect="naughty_display", Ratio=2)
        assert made is not None
        assert (made.entrance, made.loop, made.speed) == (None, "naughty_display", 2)
        (voice,) = made.voices(9)
        assert voice.moment == pytest.approx(1.9)

    def test_of_several_names_the_text_draws_one(self) -> None:
        names = "wave_in, FADE_in ,nothing"
        drawn = {
            motion_of(SubtitleStyle(aai_motion_in_effect=names), 9, RATE, text=text).entrance  # type: ignore[union-attr]
            for text in ("a", "b", "c", "d", "e", "f")
        }
        assert drawn == {"wave_in", "fade_in"}

    def test_frames_in_which_nothing_moves_have_no_facts(self) -> None:
        made = self.motion(50, AaiMotionInEffect="fade_in", AaiMotionOutEffect="fade_out")
        assert made is not None
        assert made.facts(5, 44) is None
        assert made.facts(4, 44) is not None
        assert made.facts(20, 45) is not None

"""Texts as pictures: inside the frame, uncut, readable, where and how the style says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from s2v_core.errors import MediaError
from s2v_core.media.fonts import font_families
from s2v_core.rendering.overlay import Overlay
from s2v_core.rendering.text import draw_caption
from s2v_core.timeline.model import Canvas
from s2v_core.timeline.style import SubtitleStyle

CANVAS = Canvas(640, 480)
NINE = [f"{down}{across}" for down in ("Top", "Center", "Bottom") for across in ("Left", "Center", "Right")]


def draw(text: str, canvas: Canvas = CANVAS, highlights: Any = (), **fields: Any) -> Overlay:
    """Draw without outline and shadow unless asked for."""
    style = SubtitleStyle.model_validate({"Outline": 0, "Shadow": 0, "FontSize": 40, **fields})
    return draw_caption(text, style, canvas, highlights=highlights)


def ink(overlay: Overlay) -> NDArray[np.bool_]:
    return overlay.rgba[..., 3] > 96


def coverage(overlay: Overlay) -> float:
    return float(overlay.rgba[..., 3].sum()) / 255


def lines_of(overlay: Overlay) -> int:
    """Count the bands of ink from top to bottom."""
    rows = ink(overlay).any(axis=1)
    return int(rows[0]) + int((rows[1:] & ~rows[:-1]).sum())


def colours_of(overlay: Overlay) -> set[tuple[int, ...]]:
    return {tuple(map(int, pixel)) for pixel in overlay.rgba[overlay.rgba[..., 3] == 255][:, :3] // 16}


WORDS = [
    "Sale",
    "gjpqy",
    "Ünï",
    "今天，天气很好。",
    "مرحبا",
    "🎉",
    "👩‍❤️‍👨",
    "हिन्दी",
    "x" * 90,
    "Z\u0351\u036b\u0343",
    "\\N",
    "{\\fs90}",
    "ไทย",
]
STYLES = st.fixed_dictionaries(
    {},
    optional={
        "FontSize": st.sampled_from([0, 1, 20, 90, 5000]),
        "X": st.sampled_from([-300.0, 0.0, 0.3, 0.99, 40.0, 9999.0]),
        "Y": st.sampled_from([-300.0, 0.0, 0.5, 0.97, 9999.0]),
        "Alignment": st.sampled_from([*NINE, "Left", "Center", "Right", "nowhere"]),
        "AdaptMode": st.sampled_from(["AutoWrap", "AutoScale", "AutoWrapAtSpaces", "AutoWrapAtSpacesStrict"]),
        "TextWidth": st.sampled_from([0.01, 0.4, 1.0, 50.0, 9000.0]),
        "Angle": st.sampled_from([10.0, 45.0, 90.0, 180.0, -33.0]),
        "Outline": st.sampled_from([0.0, 3.0, 60.0]),
        "Shadow": st.sampled_from([0.0, 5.0, -40.0]),
        "BorderStyle": st.sampled_from([1, 3]),
        "Spacing": st.sampled_from([-20.0, -1.0, 60.0]),
        "LineSpacing": st.sampled_from([-100.0, 80.0]),
    },
)


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=8),
    fields=STYLES,
    canvas=st.sampled_from([Canvas(128, 128), Canvas(128, 600), Canvas(600, 128), Canvas(360, 640)]),
)
def test_every_text_is_inside_the_frame(words: list[str], fields: dict[str, Any], canvas: Canvas) -> None:
    overlay = draw_caption(" ".join(words), SubtitleStyle.model_validate(fields), canvas)

    if not overlay.rgba.any():
        assert not "".join(words).replace("\\N", "").replace("{\\fs90}", "").strip()
        return
    assert overlay.x >= 1
    assert overlay.y >= 1
    assert overlay.x + overlay.width <= canvas.width - 1
    assert overlay.y + overlay.height <= canvas.height - 1


@pytest.mark.parametrize("text", ["fÅgjpy", "﷽", "Z\u0351\u036b\u0343\u036a", "كَلِمَة", "ไทย", "中文字", "🎉👍🏽"])
@pytest.mark.parametrize("face", [{}, {"Italic": True, "Bold": True}])
def test_no_letter_is_cut_off(text: str, face: dict[str, bool]) -> None:
    """Drawn with room around, the ink is as large as drawn in the tightest place."""
    free = draw(text, FontFace=face, Alignment="CenterCenter")
    tight = draw(text, FontFace=face, Alignment="BottomRight", X=0, Y=0)

    assert free.rgba.shape == tight.rgba.shape
    assert abs(coverage(free) - coverage(tight)) / coverage(free) < 0.02


def test_no_letter_of_a_huge_inline_size_is_cut_off() -> None:
    small, huge = draw("{\\i1}fj", FontSize=300), draw("{\\i1\\fs4000}fj", FontSize=8)
    factor = small.height / huge.height

    assert coverage(small) / coverage(huge) == pytest.approx(factor**2, rel=0.05)
    assert small.width / huge.width == pytest.approx(factor, rel=0.03)


@pytest.mark.parametrize("alignment", NINE)
def test_each_alignment_puts_the_text_where_it_says(alignment: str) -> None:
    overlay = draw("HHHH", Alignment=alignment, X=50, Y=60)
    middle = (overlay.x + overlay.width / 2, overlay.y + overlay.height / 2)
    left, right, top, bottom = overlay.x, overlay.x + overlay.width, overlay.y, overlay.y + overlay.height

    across = {"Left": left - 50, "Right": right - 590, "Center": middle[0] - 370}
    down = {"Top": top - 60, "Bottom": bottom - 420, "Center": middle[1] - 300}
    name = alignment.removeprefix("Top").removeprefix("Bottom")
    assert abs(across[name[6:] if len(name) > 6 else name]) <= 5
    vertical = alignment[: -len(name[6:] if len(name) > 6 else name)]
    assert abs(down[vertical]) <= (2 if vertical == "Center" else 12)


@pytest.mark.parametrize(("alignment", "edge"), [("Left", 0.0), ("Center", 0.5), ("Right", 1.0)])
def test_the_precise_alignments_pin_a_point_of_the_top_edge(alignment: str, edge: float) -> None:
    overlay = draw("HHHH", Alignment=alignment, X=0.5, Y=0.25)

    assert abs(overlay.x + overlay.width * edge - 320) <= 5
    assert 120 <= overlay.y <= 132


@pytest.mark.parametrize("text", ["Grand opening", "盒马鲜生开业", "مرحبا بالعالم"])
def test_bold_is_a_heavier_weight(text: str) -> None:
    inks = [coverage(draw(text, Font=f"Alibaba PuHuiTi {weight}")) for weight in ("Light", "Regular", "Black")]

    assert inks[0] * 1.1 < inks[1] < inks[2] / 1.2
    assert coverage(draw(text, FontFace={"Bold": True}, Font="Inter")) > 1.15 * inks[1]


def test_bold_latin_is_wider_not_smeared() -> None:
    assert draw("Grand opening", Font="Inter Black").width > 1.06 * draw("Grand opening", Font="Inter").width


def test_arabic_letters_are_joined() -> None:
    joined, apart = draw("سلام"), draw("س\u200cل\u200cا\u200cم")

    assert joined.width < 0.9 * apart.width


def test_letter_spacing_spreads_latin_but_never_tears_arabic() -> None:
    assert draw("word", Spacing=20).width == draw("word").width + 60
    assert draw("سلام", Spacing=20).width == draw("سلام").width


def test_arabic_sentences_end_at_the_left() -> None:
    with_mark, without = draw("مرحبا!", Alignment="TopLeft"), draw("مرحبا", Alignment="TopLeft")
    added = with_mark.width - without.width

    assert added > 4
    assert np.abs(ink(with_mark)[:, added:].sum(0) - ink(without).sum(0)[: with_mark.width - added]).sum() < 60


@pytest.mark.parametrize("emoji", ["🎉", "👍🏽", "🇨🇳", "1️⃣", "❤️", "🏳️‍🌈"])
def test_emoji_have_colours_and_no_outline(emoji: str) -> None:
    plain, outlined = draw(emoji), draw(emoji, Outline=10, OutlineColour="#00ff00")

    assert len(colours_of(plain)) >= 3
    assert plain.rgba.shape == outlined.rgba.shape


def test_an_emoji_sequence_is_one_picture() -> None:
    assert draw("🏳️‍🌈").width < 1.4 * draw("🎉").width
    assert draw("👨‍👩‍👧").width < 1.4 * draw("🎉").width


def test_long_text_is_wrapped_into_lines_of_even_length() -> None:
    overlay = draw("Fresh cakes every morning, all baked by hand in our own bakery", FontSize=44)
    rows = ink(overlay).any(axis=1)
    starts = np.flatnonzero(rows & ~np.roll(rows, 1))
    widths = []
    for start in starts:
        columns = np.flatnonzero(ink(overlay)[start : start + 25].any(axis=0))
        widths.append(columns[-1] - columns[0])

    assert len(widths) >= 2
    assert min(widths) > 0.7 * max(widths)


def test_wrapping_keeps_all_ink() -> None:
    text = "今天天气很好我们去公园玩"
    one_line = draw(text, canvas=Canvas(2000, 480))
    wrapped = draw(text, TextWidth=170)

    assert lines_of(one_line) == 1
    assert wrapped.width <= 170
    assert wrapped.height > 2.5 * one_line.height
    assert coverage(wrapped) == pytest.approx(coverage(one_line), rel=0.03)


def test_chinese_punctuation_never_begins_a_line() -> None:
    """Four signs fit a line; the comma takes the last sign before it along to the next line."""
    overlay = draw("今天天气，很好", TextWidth=165, Alignment="TopLeft")
    first = draw("今天天", Alignment="TopLeft")

    top_line = ink(overlay)[: first.height]
    assert abs(np.flatnonzero(top_line.any(axis=0))[-1] - first.width) <= 3


def test_a_word_slightly_too_long_shrinks_and_a_much_too_long_one_breaks() -> None:
    word = "Donaudampfschifffahrt"
    full = draw(word, canvas=Canvas(4000, 480))
    shrunk, broken = draw(word, TextWidth=0.85 * full.width), draw(word, TextWidth=0.4 * full.width)

    assert shrunk.height < full.height
    assert shrunk.width <= 0.85 * full.width
    assert broken.height > 2 * full.height
    assert coverage(broken) == pytest.approx(coverage(full), rel=0.03)


def test_auto_scale_stays_on_one_line() -> None:
    overlay = draw("H" * 40, AdaptMode="AutoScale", TextWidth=400)

    assert lines_of(overlay) == 1
    assert 380 <= overlay.width <= 400


def test_wrapping_at_spaces_keeps_words_together() -> None:
    text, width = "HHHHHH well-made-thing", 340
    free, kept = draw(text, TextWidth=width), draw(text, TextWidth=width, AdaptMode="AutoWrapAtSpaces")

    assert abs(free.width - draw("HHHHHH well-").width) <= 3
    assert abs(kept.width - draw("well-made-thing").width) <= 3


def test_chinese_lines_break_between_phrases() -> None:
    overlay = draw("今天天气好，我们去公园玩吧", TextWidth=340)

    assert abs(overlay.width - draw("我们去公园玩吧").width) <= 3


def test_chinese_lines_stay_even_where_phrases_are_not() -> None:
    overlay = draw("好，今天天气很好真不错呀", TextWidth=420)

    assert overlay.width < 270


def test_korean_lines_break_between_words() -> None:
    overlay = draw("새로운 가게가 오늘", TextWidth=200)

    assert abs(overlay.width - draw("새로운").width) <= 3 or abs(overlay.width - draw("가게가 오늘").width) <= 3


def test_strict_wrapping_shrinks_until_the_longest_word_fits() -> None:
    text = "a " + "H" * 40
    overlay = draw(text, AdaptMode="AutoWrapAtSpacesStrict", TextWidth=300)

    assert overlay.width <= 300
    assert lines_of(overlay) <= 2
    assert overlay.height < 40


def test_both_line_breaks_break() -> None:
    assert lines_of(draw("HH\\NHH")) == lines_of(draw("HH\\nHH")) == lines_of(draw("HH\nHH")) == 2


def test_line_spacing_moves_lines_apart() -> None:
    assert draw("HH\nHH", LineSpacing=30).height == pytest.approx(draw("HH\nHH").height + 30, abs=1)


def test_a_box_fills_behind_the_text() -> None:
    overlay = draw("box", BorderStyle=3, BackColour="#203040", FontColor="#ffffff")
    middle_row = overlay.rgba[overlay.height // 8]

    assert (middle_row[20:-20] == (32, 48, 64, 255)).all()
    assert overlay.width > draw("box").width + 15


def test_the_outline_lies_behind_the_fill() -> None:
    plain = draw("HHH", FontColor="#ff0000")
    outlined = draw("HHH", FontColor="#ff0000", Outline=6, OutlineColour="#0000ff")
    core = outlined.rgba[6:-6, 6:-6]

    assert (outlined.width, outlined.height) == (plain.width + 12, plain.height + 12)
    assert np.array_equal(core[..., 0] > 250, plain.rgba[..., 3] > 250)
    assert tuple(outlined.rgba[outlined.height // 2, 2]) == (0, 0, 255, 255)


def test_the_shadow_lies_down_and_right_in_its_colour() -> None:
    plain, shadowed = draw("HH"), draw("HH", Shadow=10, BackColour="#00ff00")
    corner = shadowed.rgba[-8, -8]

    assert shadowed.width == pytest.approx(plain.width + 12, abs=6)
    assert corner[1] > 200
    assert corner[0] < 60


def test_the_default_look_is_white_with_a_dark_edge() -> None:
    overlay = draw_caption("HHHH", SubtitleStyle(), Canvas(1080, 1920))

    assert {(15, 15, 15), (1, 1, 1)} <= colours_of(overlay)


def test_opacity_fades_text_and_outline_together() -> None:
    overlay = draw("HHH", Outline=5, FontColorOpacity=0.5)

    assert overlay.rgba[..., 3].max() == pytest.approx(128, abs=1)


def test_angle_turns_counter_clockwise_about_the_middle() -> None:
    level, turned = (
        draw("IIIIIIIIIIIL", Alignment="CenterCenter"),
        draw("IIIIIIIIIIIL", Alignment="CenterCenter", Angle=90),
    )
    upright = np.rot90(level.rgba[..., 3])

    assert (turned.width, turned.height) == (level.height, level.width)
    assert np.abs(turned.rgba[..., 3].astype(int) - upright).mean() < 12
    assert abs(turned.x + turned.width / 2 - 320) <= 4
    assert abs(turned.y + turned.height / 2 - (level.y + level.height / 2)) <= 4


def test_characters_that_no_font_has_become_empty_squares() -> None:
    overlay = draw("a\U000f1234b")

    assert np.array_equal(overlay.rgba, draw("a□b").rgba)


@pytest.mark.parametrize("look", [{}, {"Outline": None, "Shadow": None}])
def test_texts_pushed_up_from_the_lower_edge_stand_on_one_line(look: dict[str, Any]) -> None:
    flat, deep = (draw(text, Alignment="TopCenter", Y=0.97, **look) for text in ("HHHH", "Hgpj"))

    assert flat.y == deep.y
    assert deep.y + deep.height > 470


def test_inline_codes_change_the_look_and_are_not_shown() -> None:
    plain = draw("Hello you")

    assert draw("{\\pos(1,2)}Hello you").rgba.shape == plain.rgba.shape
    assert (15, 0, 0) in colours_of(draw("{\\1c&H0000FF&}Hello{\\1c} you"))
    assert draw("{\\fs80}Hello").height > 1.7 * draw("Hello").height
    assert coverage(draw("{\\b1}Hello", Font="Inter")) > 1.15 * coverage(draw("Hello", Font="Inter"))
    assert coverage(draw("{\\u1}Hello")) > coverage(draw("Hello"))


def test_italic_leans_in_scripts_with_and_without_italic_fonts() -> None:
    for text in ("HHH", "中中中"):
        leaning = draw(text, FontFace={"Italic": True})
        columns = [np.flatnonzero(row)[0] for row in ink(leaning)[[3, -4]]]
        assert columns[0] > columns[1] + 2


def test_highlighted_words_have_their_own_look() -> None:
    overlay = draw("big sale now", highlights=[{"Words": ["sale"], "Style": {"FontColor": "#ff0000", "FontSize": 60}}])

    assert {(15, 0, 0), (15, 15, 15)} <= colours_of(overlay)
    assert overlay.height > draw("big sale now").height


def test_a_font_file_wins_over_the_font_name() -> None:
    path = font_families()["noto-sans-cjk-sc"][0].path
    named = draw("Grand opening", Font="Roboto")

    overlay = draw("Grand opening", Font="Roboto", FontUrl=str(path))

    assert abs(overlay.width - named.width) > 5


def test_a_font_file_that_is_none_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"gone\.ttf"):
        draw("text", FontUrl=str(tmp_path / "gone.ttf"))


def test_the_caller_may_say_where_a_font_file_lies() -> None:
    path = font_families()["noto-sans-cjk-sc"][0].path
    style = SubtitleStyle.model_validate({"FontUrl": "https://example.com/a.ttf"})

    overlay = draw_caption("Grand", style, CANVAS, font_path={"https://example.com/a.ttf": path}.__getitem__)

    assert np.array_equal(overlay.rgba, draw_caption("Grand", SubtitleStyle(font_url=str(path)), CANVAS).rgba)


def test_highlights_that_the_style_carries_are_used() -> None:
    marked = {"Highlight": [{"Words": ["sale"], "Style": {"FontColor": "#ff0000"}}]}

    assert (15, 0, 0) in colours_of(draw("big sale now", highlights=None, S2V=marked))
    assert (15, 0, 0) not in colours_of(draw("big sale now", highlights=None, S2V={"Highlight": 7}))


@pytest.mark.parametrize("text", ["", "  \n ", "{\\b1}", "\x00", "\u202e", "\u200b", "\U0001e2ec"])
def test_nothing_to_show_is_a_transparent_pixel(text: str) -> None:
    overlay = draw(text)

    assert overlay.rgba.shape == (1, 1, 4)
    assert not overlay.rgba.any()


def test_five_thousand_characters_shrink_until_they_fit() -> None:
    overlay = draw("lorem ipsum dolor " * 280)

    assert overlay.height <= 480
    assert coverage(overlay) > 1000


def test_equal_arguments_give_equal_pictures_from_any_thread() -> None:
    texts = ["Sale 🎉", "今天天气很好", "مرحبا بالعالم", "Plain words"] * 4
    job = partial(draw, Outline=3, Shadow=2)
    expected = [job(text).rgba for text in texts]

    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(job, texts))

    assert all(np.array_equal(one.rgba, other) for one, other in zip(drawn, expected, strict=True))

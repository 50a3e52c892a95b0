"""Inline codes are honoured or vanish; highlighted words are found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s2v_core.rendering.text.markup import Change, Piece, highlighted, parse_markup, plain_text
from s2v_core.rendering.values import colour


@pytest.mark.parametrize(
    ("code", "change"),
    [
        (r"\1c&H0080FF&", Change(fill=(255, 128, 0))),
        (r"\c&0080FF&", Change(fill=(255, 128, 0))),
        (r"\3c&HFF0000&", Change(outline_colour=(0, 0, 255))),
        (r"\4c&H0000FF&", Change(shadow_colour=(255, 0, 0))),
        (r"\b1", Change(bold=True)),
        (r"\b0", Change(bold=False)),
        (r"\i1\u1\s1", Change(italic=True, underline=True, strike=True)),
        (r"\fs48", Change(size=48.0)),
        (r"\fnRoboto", Change(font="Roboto")),
        (r"\bord2.5", Change(outline=2.5)),
        (r"\xbord3", Change(outline=3.0)),
        (r"\pos(10,20)\an8\blur3\be1\fad(1,2)\fscx120\shad1\unknown", Change()),
    ],
)
def test_a_code_changes_the_text_after_it(code: str, change: Change) -> None:
    assert parse_markup("a{" + code + "}b") == (Piece("a"), Piece("b", change))


def test_a_bare_code_takes_back_its_own_change_and_r_takes_back_all() -> None:
    pieces = parse_markup(r"{\b1\fs40}a{\b}b{\1c&H0000FF&}c{\r}d")

    assert [piece.change for piece in pieces] == [
        Change(bold=True, size=40),
        Change(size=40),
        Change(size=40, fill=(255, 0, 0)),
        Change(),
    ]


def test_braces_without_a_backslash_are_text() -> None:
    assert plain_text("a {b} c") == "a {b} c"


def test_both_spellings_of_a_line_break_break() -> None:
    assert plain_text("a\\nb\\Nc\nd\r\ne") == "a\nb\nc\nd\ne"


def test_the_whole_text_is_trimmed_but_not_its_pieces() -> None:
    assert parse_markup("  a {\\b1} b  ") == (Piece("a "), Piece(" b", Change(bold=True)))


def test_what_cannot_be_drawn_is_removed() -> None:
    tower = "Z" + "\u0351\u036b\u0343\u036a\u0342\u036b\u033d\u034f\u0334"

    assert plain_text("a\x00b\ud800c\u0007d") == "abcd"
    assert len(plain_text(tower)) == 5


@settings(deadline=None)
@given(st.text(max_size=60))
def test_codes_never_remain_and_nothing_else_is_lost(text: str) -> None:
    inside = text.replace("{", "").replace("}", "").replace("\\", "")

    assert plain_text("{\\" + inside + "}x{\\b1}y") == "xy"


def test_words_are_highlighted_whole_and_in_any_case() -> None:
    look = Change(fill=(255, 0, 0), size=40, bold=True)
    style = {"FontColor": "#ff0000", "FontSize": 40, "FontFace": {"Bold": True}}

    pieces = highlighted((Piece("Sale! No salesman, SALE"),), [{"Words": ["sale"], "Style": style}])

    assert pieces == (Piece("Sale", look), Piece("! No salesman, "), Piece("SALE", look))


def test_words_of_scripts_without_spaces_are_highlighted_anywhere() -> None:
    pieces = highlighted((Piece("今天开业了"),), [{"Words": ["开业", ""], "Style": {"OutlineColour": "00ff00"}}])

    assert pieces == (Piece("今天"), Piece("开业", Change(outline_colour=(0, 255, 0))), Piece("了"))


@pytest.mark.parametrize(
    "entry",
    [
        {"Words": 7},
        {"Words": [None, 5]},
        {"Words": ["a"], "Style": 3},
        {"Words": ["a"], "Style": {"FontFace": 1, "FontName": 2, "FontColor": [], "FontSize": {}}},
    ],
)
def test_malformed_highlights_change_nothing(entry: dict[str, object]) -> None:
    assert highlighted((Piece("a"),), [entry]) == (Piece("a"),)


def test_a_highlight_keeps_what_its_style_leaves_open() -> None:
    pieces = highlighted(parse_markup(r"{\i1}big sale"), [{"Words": ["sale"], "Style": {"FontColor": "#fff"}}])

    assert pieces[1].change == Change(italic=True, fill=(255, 255, 255))


@pytest.mark.parametrize(
    ("text", "rgb"),
    [("#102030", (16, 32, 48)), ("ff8000", (255, 128, 0)), ("#f80", (255, 136, 0)), ("red", None), (None, None)],
)
def test_colours_are_read_with_and_without_the_sign(text: str | None, rgb: tuple[int, int, int] | None) -> None:
    assert colour(text) == rgb

"""Emoji, shared punctuation and joining scripts are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s2v_core.rendering.text.segments import is_right_to_left, segments, shows_emoji


@pytest.mark.parametrize(
    "sequence",
    [
        "🎉",
        "👍🏽",
        "🇨🇳",
        "1️⃣",
        "❤️",
        "👨‍👩‍👧",
        "🏳️‍🌈",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "👩‍❤️‍👨",
    ],
)
def test_an_emoji_sequence_stays_whole(sequence: str) -> None:
    assert list(segments(f"a {sequence} b")) == [("text", "a "), ("emoji", sequence), ("text", " b")]


@pytest.mark.parametrize("text", ["❤", "☀ ©", "🎉\ufe0e", "12 # *"])
def test_signs_that_are_text_by_default_stay_text(text: str) -> None:
    assert all(kind == "text" for kind, _ in segments(text))


def test_punctuation_beside_chinese_is_chinese() -> None:
    assert list(segments("去“公园”玩 don’t")) == [
        ("text", "去"),
        ("cjk", "“"),
        ("text", "公园"),
        ("cjk", "”"),
        ("text", "玩 don’t"),
    ]


def test_arabic_words_and_the_spaces_between_them_are_one_segment() -> None:
    assert list(segments("say مرحبا بالعالم now")) == [
        ("text", "say "),
        ("joined", "مرحبا بالعالم"),
        ("text", " now"),
    ]


@settings(deadline=None)
@given(st.text(alphabet="a 中，“🎉\u200d\ufe0fم🏽1\u20e3❤🇨🇳\n", max_size=40))
def test_segments_joined_are_the_text(text: str) -> None:
    assert "".join(part for _, part in segments(text)) == text


@pytest.mark.parametrize(("text", "shown"), [("Sale 🎉", True), ("No emoji ❤ 中文", False), ("done ✔", True)])
def test_emoji_font_use_is_known(text: str, shown: bool) -> None:
    assert shows_emoji(text) is shown


@pytest.mark.parametrize(
    ("line", "leftward"), [("مرحبا Bob", True), ("Bob مرحبا", False), ("50% שלום", True), ("...", False), ("", False)]
)
def test_the_first_letter_decides_the_direction(line: str, leftward: bool) -> None:
    assert is_right_to_left(line) is leftward

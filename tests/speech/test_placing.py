"""Times of displayed words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.speech.hosts.espeak import _with_ends
from s2v_core.speech.hosts.neural import place_words as place_spoken
from s2v_core.speech.placing import place_words, proportional, tidy
from s2v_core.speech.tokens import split_tokens
from s2v_core.timeline.model import Word

TEXTS = st.text(alphabet=st.sampled_from(list("ab 9.,。你🎉-$")), max_size=40)
TIMES = st.floats(-1, 12)


@st.composite
def timed_texts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, float, float]]]:
    text = draw(TEXTS)
    spans = []
    for _ in range(draw(st.integers(0, 6)) if text else 0):
        first = draw(st.integers(0, len(text) - 1))
        last = draw(st.integers(first + 1, len(text)))
        start = draw(TIMES)
        spans.append((first, last, start, start + draw(st.floats(0, 3))))
    return text, spans


@given(timed_texts())
def test_times_never_go_back_and_words_are_the_displayed_ones(timed: tuple[str, list]) -> None:
    text, spans = timed
    words = place_words(text, spans, 10.0)
    assert [(word.offset, word.offset + len(word.text)) for word in words] == list(split_tokens(text))
    assert all(text[word.offset : word.offset + len(word.text)] == word.text for word in words)
    moments = [moment for word in words for moment in (word.start, word.end)]
    assert moments == sorted(moments)
    assert all(0 <= moment <= 10 for moment in moments)


@given(TEXTS, st.floats(0, 5), st.floats(0, 5))
def test_shared_time_is_used_up(text: str, start: float, length: float) -> None:
    words = proportional(text, start, start + length)
    assert len(words) == len(split_tokens(text))
    if words:
        assert words[0].start == start
        assert words[-1].end == pytest.approx(start + length)


def test_a_number_spoken_as_several_words_is_one_word() -> None:
    words = place_words(
        "It costs 3.14 now", [(0, 2, 0, 1), (3, 8, 1, 2), (9, 10, 2, 3), (11, 13, 3, 5), (14, 17, 5, 6)], 6
    )
    assert [(word.text, word.start, word.end) for word in words] == [
        ("It", 0, 1),
        ("costs", 1, 2),
        ("3.14", 2, 5),
        ("now", 5, 6),
    ]


def test_a_span_over_several_words_is_shared_by_their_letters() -> None:
    words = place_words("ab cdef", [(0, 7, 1.0, 8.0)], 9.0)
    assert [(word.start, word.end) for word in words] == [(1.0, 3.0), (4.0, 8.0)]


def test_words_without_time_fill_the_gap_between_their_neighbours() -> None:
    words = place_words("a bb c", [(0, 1, 0.0, 1.0), (5, 6, 3.0, 4.0)], 5.0)
    assert [(word.start, word.end) for word in words] == [(0.0, 1.0), (1.0, 3.0), (3.0, 4.0)]


def test_overlapping_engine_words_become_one() -> None:
    words = tidy([Word("42", 0, 0.0, 0.3), Word("2 ", 1, 0.3, 0.6), Word("x", 3, 0.6, 9.0)], 1.0)
    assert [(word.offset, word.start, word.end) for word in words] == [(0, 0.0, 0.6), (3, 0.6, 1.0)]


def test_normalised_speech_is_found_in_the_written_text() -> None:
    text = "At 9:30am Dr. Smith’s café"
    spoken = [
        ("At", 0.0, 0.1),
        ("nine", 0.1, 0.3),
        ("thirty", 0.3, 0.5),
        ("A.M.", 0.5, 0.8),
        ("Doctor", 0.8, 1.0),
        ("Smith's", 1.0, 1.2),
        ("café", 1.2, 1.5),
    ]
    words = place_words(text, [(at, at + size, a, b) for at, size, a, b in place_spoken(text, spoken)], 2.0)
    assert [word.text for word in words] == ["At", "9:30am", "Dr.", "Smith’s", "café"]
    assert words[0].end == pytest.approx(0.1)
    assert words[1].start == pytest.approx(0.1)
    assert words[3].start == pytest.approx(1.0)
    assert words[4].end == pytest.approx(1.5)


def test_espeak_tells_only_the_first_character_of_a_chinese_word() -> None:
    assert _with_ends("你好，世", [(0, 1, 0.0), (3, 1, 0.5)], 1.0) == ((0, 2, 0.0, 0.5), (3, 1, 0.5, 1.0))
    assert _with_ends("x", [], 1.0) == ()

"""Captions of a word or a few at a time."""

from __future__ import annotations

from itertools import pairwise

import pytest

from s2v_core.timeline import Cue, cues, to_srt
from tests.timeline.test_captions import at, spoken, timeline

TEXT = "Fresh cakes every morning, baked with love."
TIMES = at(
    *(("Fresh", 0.0, 0.3), ("cakes", 0.3, 0.7), ("every", 0.7, 1.0), ("morning", 1.0, 1.6)),
    *(("baked", 1.9, 2.3), ("with", 2.3, 2.5), ("love", 2.5, 3.0)),
    text=TEXT,
)


def captions(kind: str, text: str = TEXT) -> tuple[Cue, ...]:
    return cues(timeline(spoken(text, 96, words=TIMES if text == TEXT else (), S2V={"ByWord": kind})))


def test_one_word_is_shown_at_a_time_while_it_is_spoken() -> None:
    found = captions("one")
    assert [cue.text for cue in found] == ["Fresh", "cakes", "every", "morning,", "baked", "with", "love."]
    assert [cue.span.start for cue in found] == [0, 9, 21, 30, 57, 69, 75]
    assert all(one.span.end == other.span.start for one, other in pairwise(found[:4]))


def test_a_few_words_are_shown_at_a_time() -> None:
    assert [cue.text for cue in captions("Few")] == ["Fresh cakes", "every morning,", "baked with love."]


def test_chinese_is_shown_by_a_few_characters() -> None:
    found = captions("one", "今天天气很好，快来看看新品吧。")
    assert all(1 <= len(cue.text) <= 3 for cue in found)
    assert "".join(cue.text for cue in found).replace("，", "") == "今天天气很好快来看看新品吧"


@pytest.mark.parametrize("kind", ["line", "", "other"])
def test_lines_stay_as_they_are(kind: str) -> None:
    assert [cue.text for cue in captions(kind)] == [cue.text for cue in cues(timeline(spoken(TEXT, 96, words=TIMES)))]


def test_subtitle_files_have_whole_sentences() -> None:
    by_word = timeline(spoken(TEXT, 96, words=TIMES, S2V={"ByWord": "one"}))
    assert to_srt(by_word) == to_srt(timeline(spoken(TEXT, 96, words=TIMES)))

"""Languages, sentences and words of texts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.speech.language import fits, is_speakable, language_of
from s2v_core.speech.sentences import split_sentences
from s2v_core.speech.tokens import split_tokens

MIXED = st.text(alphabet=st.sampled_from(list("ab Z9.,!?。，！你好（）“”-—$%🎉\n'éк가")), max_size=60)


@pytest.mark.parametrize(
    ("text", "hint", "language"),
    [
        ("Hello", "zh", "en"),
        ("Bonjour", "fr", "fr"),
        ("你好", "en", "zh"),
        ("买 iPhone and a MacBook", "en", "zh"),
        ("こんにちは世界", "", "ja"),
        ("世界", "ja", "ja"),
        ("안녕하세요", "", "ko"),
        ("Привет", "zh", "ru"),
        ("Привіт, світ", "", "uk"),
        ("Здравей", "bg", "bg"),
        ("مرحبا", "", "ar"),
        ("سلام چطوری", "", "fa"),
        ("नमस्ते", "", "hi"),
        ("สวัสดี", "", "th"),
        ("2024", "zh", "zh"),
        ("2024", "", "en"),
        ("ＡＢＣ", "", "en"),
        ("你好", "zh-CN", "zh"),
    ],
)
def test_the_script_decides_and_the_hint_helps(text: str, hint: str, language: str) -> None:
    assert language_of(text, hint) == language


def test_a_voice_fits_by_script_not_by_language() -> None:
    assert fits(("fr",), "Hello")
    assert fits(("zh",), "你好, iPhone")
    assert fits(("zh",), "Hello")
    assert fits(("*",), "Привет")
    assert not fits(("en",), "你好")
    assert not fits(("zh",), "Привет")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Dr. Smith paid $3.14. Really?", ["Dr. Smith paid $3.14.", "Really?"]),
        ("J. K. Rowling wrote it.", ["J. K. Rowling wrote it."]),
        ("In the U.S. Army. Yes", ["In the U.S. Army.", "Yes"]),
        ("It is 5 p.m. now. Go.", ["It is 5 p.m. now.", "Go."]),
        ("Wait... what? Ok", ["Wait... what?", "Ok"]),
        ("你好，世界。我来了！真的吗？", ["你好，世界。", "我来了！", "真的吗？"]),
        ("“你好！”他说。", ["“你好！”", "他说。"]),
        ("你好!世界", ["你好!", "世界"]),
        ('He said "Stop." Then left.', ['He said "Stop."', "Then left."]),
        ("First line\nsecond line", ["First line", "second line"]),
        ("!!! ... 🎉", []),
        ("Visit example.com today.", ["Visit example.com today."]),
        ("नमस्ते। आप कैसे हैं?", ["नमस्ते।", "आप कैसे हैं?"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[one.start : one.end] for one in split_sentences(text)] == sentences


@pytest.mark.parametrize("unit", ["word ", "字", "clause, ", "x"])
def test_endless_sentences_are_cut_into_breaths(unit: str) -> None:
    text = unit * (5000 // len(unit))
    found = split_sentences(text)
    assert all(one.end - one.start <= 250 for one in found)
    assert "".join(text[one.start : one.end] for one in found).replace(" ", "") == text.replace(" ", "")
    assert [one.whole for one in found] == [False] * (len(found) - 1) + [True]


@given(MIXED)
def test_sentences_lose_no_word(text: str) -> None:
    found = split_sentences(text)
    said = "".join(text[one.start : one.end] for one in found)
    assert [c for c in said if is_speakable(c)] == [c for c in text if is_speakable(c)]
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hello, world!", ["Hello,", "world!"]),
        ("“Hi” — he said 🎉.", ["“Hi” —", "he", "said 🎉."]),
        ("🎉 Buy $3.14 now", ["🎉 Buy", "$3.14", "now"]),
        ("50% off!!! 🎉", ["50%", "off!!! 🎉"]),
        ("你好，世界。", ["你", "好，", "世", "界。"]),
        ("我有42个iPhone（新）", ["我", "有", "42", "个", "iPhone", "（新）"]),
        ("well-known it's", ["well-known", "it's"]),
        ("スーパー", ["スー", "パー"]),
        ("한국어 문장", ["한국어", "문장"]),
        ("!!!", []),
    ],
)
def test_words_of_a_caption(text: str, words: list[str]) -> None:
    assert [text[first:last] for first, last in split_tokens(text)] == words


@given(MIXED)
def test_words_cover_all_that_is_seen(text: str) -> None:
    tokens = split_tokens(text)
    covered = {index for first, last in tokens for index in range(first, last)}
    assert all(a[1] <= b[0] for a, b in pairwise(tokens))
    assert all(is_speakable(text[first:last]) for first, last in tokens)
    if is_speakable(text):
        assert all(index in covered for index, character in enumerate(text) if not character.isspace())

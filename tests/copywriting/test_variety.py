"""How alike texts are, and what of a text is not accepted."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.copywriting import CopyRequest, checked_request
from s2v_core.copywriting.request import tidied
from s2v_core.copywriting.screening import Screen
from s2v_core.copywriting.variety import VarietyIndex
from s2v_core.errors import JobError


def alike(one: str, other: str, *keywords: str) -> float:
    index = VarietyIndex(keywords)
    index.add(one)
    return index.nearest(other)[0]


def test_texts_are_compared_without_their_keywords() -> None:
    assert alike("Ready for coffee?", "Ready for fresh bread?", "coffee", "fresh bread") == 1
    assert alike("Premium handmade soap: yes", "Premium handmade soap? Try", "premium handmade soap") < 0.3


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("Come and see the new shop", "Come and see the new shop!", 1, 1),
        ("Come and see the new shop", "Come and see our new shops", 0.6, 0.99),
        ("Come and see the new shop", "The new shop: come and see", 0.9, 1),
        ("Come and see the new shop", "Nothing beats a warm bath", 0, 0.2),
        ("好咖啡，慢慢喝", "好咖啡，慢慢品", 0.6, 0.99),
        ("好咖啡，慢慢喝", "今天也要早点睡", 0, 0.2),
    ],
)
def test_similarity_is_what_a_reader_would_say(one: str, other: str, low: float, high: float) -> None:
    assert low <= alike(one, other) <= high
    assert alike(one, other) == pytest.approx(alike(other, one))


@given(st.text(max_size=60), st.text(max_size=60))
def test_similarity_is_between_0_and_1_and_of_a_text_to_itself_1(one: str, other: str) -> None:
    assert 0 <= alike(one, other) <= 1
    assert alike(one, one) == 1


def test_the_nearest_of_many_is_found() -> None:
    index = VarietyIndex(())
    for number in range(300):
        index.add(f"text number {number:b} of {number:o} and {number:x}")
    assert index.nearest("text number 11 of 3 and 3") == (1.0, "text number 11 of 3 and 3")
    assert len(index.nearest_neighbours()) == len(index) == 300


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("…", "empty"),
        ("x" * 51, "too long"),
        ("It CURES  everything", "forbidden"),
        ("Secures everything", None),
        ("Buy <b>now</b>", "markup"),
        ("2 < 3 and 4 > 1", None),
        ("Visit shop.example.com", "address"),
        ("Write to me@evil.example", "address"),
        ("See https://example.com/a", "address"),
        ("GOOD MORNING, BERLIN!", "duplicate"),
        ("Good mornings in Berlin", "alike"),
        ("Guten Abend, Hamburg", None),
    ],
)
def test_texts_are_judged(text: str, reason: str | None) -> None:
    request = checked_request(CopyRequest(kind="Title", keywords=("tea",), forbidden=("cures",)))
    screen = Screen(request, 0.6, None, ("Good morning, Berlin",))
    rejected = screen.rejection(screen.cleaned(text))
    assert (rejected.reason if rejected else None) == reason


def test_texts_are_cleaned() -> None:
    request = checked_request(CopyRequest(kind="Title", keywords=("tea",), brand_words=("TeaTime",)))
    screen = Screen(request, 0.6, None)
    assert screen.cleaned(' "**Try\x00 TEATIME\u202e\n now**" ') == "Try TeaTime now"
    assert screen.cleaned("“One” and “two”") == "“One” and “two”"


@given(st.text(max_size=80))
def test_what_is_tidied_is_one_clean_line(text: str) -> None:
    line = tidied(text)
    assert line == tidied(line)
    assert all(letter == "\u200d" or unicodedata.category(letter)[0] != "C" for letter in line)


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"keywords": ()}, "keywords"),
        ({"keywords": tuple(map(str, range(21)))}, "keywords"),
        ({"keywords": ("x" * 101,)}, "keywords"),
        ({"kind": "Poem"}, "kind"),
        ({"count": 0}, "count"),
        ({"count": 1001}, "count"),
        ({"longest": 4}, "longest"),
        ({"longest": 1001}, "longest"),
        ({"seconds": (20.0, 15.0), "kind": "MarketingCopy"}, "seconds"),
        ({"seconds": (5.0, 15.0)}, "seconds"),
        ({"nodes": 41}, "nodes"),
        ({"tone": "x" * 101}, "tone"),
    ],
)
def test_requests_that_cannot_be_carried_out_name_the_field(wrong: dict[str, object], path: str) -> None:
    request = CopyRequest(**{"kind": "Title", "keywords": ("tea",)} | wrong)  # type: ignore[arg-type]
    with pytest.raises(JobError) as told:
        checked_request(request)
    assert [problem.path for problem in told.value.problems] == [path]


def test_a_request_is_tidied() -> None:
    request = checked_request(CopyRequest(kind="Title", keywords=(" tea\n", "TEA", "\x00", "cake"), language="EN_us"))
    assert request.keywords == ("tea", "cake")
    assert request.language == "en"
    assert checked_request(CopyRequest(kind="Title", keywords=("咖啡", "NASA"))).language == "zh"
    assert (request.limit, checked_request(CopyRequest(kind="MarketingCopy", keywords=("tea",))).limit) == (50, 1000)

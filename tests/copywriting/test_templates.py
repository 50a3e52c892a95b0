"""Texts from templates: enough of them for any keywords, all different, well-formed, and free of invented claims."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from s2v_core.copywriting import ANGLES, TEMPLATES, TONES, CopyRequest, CopyText, write
from s2v_core.copywriting.templates.english import finished, term_of
from s2v_core.errors import JobError
from s2v_core.settings import Settings
from s2v_core.speech import estimated_seconds

KEYWORDS = (
    ("coffee", "slow mornings", "Berlin"),
    ("yoga mat", "organic", "save money"),
    ("fresh", "handmade", "waterproof"),
    ("on sale", "made in Italy", "24h"),
    ("relax", "learn to cook", "lose weight"),
    ("iPhone 15", "LEGO", "Adidas"),
    ("FREE SHIPPING", "Summer Sale", "eco-friendly"),
    ("noise-cancelling headphones", "long-distance travel", "comfort"),
    ("a", "b", "c"),
    ("咖啡", "清晨", "手工"),
    ("新鲜", "便宜", "好吃"),
    ("跑步鞋", "iPhone 15", "三十天内免费退货"),
    ("咖啡", "slow living", "Zürich"),
)
STOCK = re.compile(r"[{}\x00]|  |\bnull\b|\bNone\b| [,.!?;:]|[.!?]{2}|[。！？]{2}|，，|[.!?] [a-hj-z]")


def written(here: Settings, **request: object) -> tuple[list[CopyText], str]:
    found = write(CopyRequest(**request), here, seconds_of=estimated_seconds)  # type: ignore[arg-type]
    return list(found), found.report().shortfall


@pytest.mark.parametrize("keywords", KEYWORDS, ids="/".join)
def test_fifty_titles_and_fifty_scripts_are_written_for_any_three_keywords(
    settings: Settings, keywords: tuple[str, ...]
) -> None:
    for request in ({"kind": "Title"}, {"kind": "MarketingCopy", "seconds": (15, 20)}):
        found = write(CopyRequest(**request, keywords=keywords, count=50), settings, seconds_of=estimated_seconds)
        texts, report = list(found), found.report()
        assert (report.written, report.shortfall) == (50, "")
        assert report.model == TEMPLATES
        assert report.variety.highest < settings.copy_similarity
        assert set(report.variety.angles) == set(ANGLES)
        assert max(report.variety.angles.values()) <= 8
        for text in texts:
            assert not STOCK.search(text.text), text.text
            assert any(word.casefold().split()[-1][:4] in text.text.casefold() for word in keywords), text.text
        if request["kind"] == "Title":
            assert all(len(text.text) <= 50 for text in texts)
        else:
            assert all(15 <= (text.seconds or 0) <= 20 for text in texts)


def test_the_same_seed_writes_the_same_and_more_begins_with_fewer(settings: Settings) -> None:
    request = {"kind": "MarketingCopy", "keywords": ("coffee", "Berlin"), "seconds": (10, 14)}
    few, many = (written(settings, **request, count=count)[0] for count in (5, 9))
    assert [text.text for text in few] == [text.text for text in many[:5]]
    other = written(settings, **request, count=5, seed=1)[0]
    assert {text.text for text in few}.isdisjoint(text.text for text in other)


def test_there_are_a_thousand_or_a_reason_why_not(settings: Settings) -> None:
    titles, why = written(settings, kind="Title", keywords=("coffee", "Berlin"), count=1000)
    assert 250 < len(titles) < 1000
    assert "no more texts" in why
    assert len({text.text for text in titles}) == len(titles)
    scripts, why = written(settings, kind="MarketingCopy", keywords=("咖啡", "清晨"), count=300, longest=60)
    assert (len(scripts), why) == (300, "")
    assert all(len(text.text) <= 60 for text in scripts)


@pytest.mark.parametrize("longest", [5, 12, 30, 120, 1000])
def test_no_text_is_longer_than_asked_for(settings: Settings, longest: int) -> None:
    for kind in ("Title", "MarketingCopy"):
        texts, why = written(settings, kind=kind, keywords=("tea", "茶"), count=8, longest=longest)
        assert all(len(text.text) <= longest for text in texts)
        assert len(texts) == 8 or why


def test_points_audience_brands_and_what_is_forbidden_are_heeded(settings: Settings) -> None:
    texts, _ = written(
        settings,
        kind="MarketingCopy",
        keywords=("acme", "coffee"),
        brand_words=("ACMÉ", "AcMe"),
        selling_points=("Roasted on Tuesdays.", "keeps hot for 12 hours"),
        audience="night owls",
        forbidden=("day", "simple"),
        count=12,
        seconds=(12, 20),
    )
    said = [text.text for text in texts]
    assert len(said) == 12
    assert all("oasted on Tuesdays" in text or "eeps hot for 12 hours" in text for text in said)
    assert any("ight owls" in text for text in said)
    assert not any(re.search(r"\b(day|simple|acme|Acme)\b", text) for text in said)
    assert any("AcMe" in text for text in said)


def test_numbers_come_from_the_request_alone(settings: Settings) -> None:
    for kind in ("Title", "MarketingCopy"):
        texts, _ = written(settings, kind=kind, keywords=("coffee", "Berlin", "tea"), count=100)
        assert not any(re.search(r"\d", text.text.replace("1, 2, 3", "")) for text in texts)
        claims = re.compile(r"cheap|percent|award|guarantee|discount|bestsell|customers|limited|deliver", re.IGNORECASE)
        assert not any(claims.search(text.text) for text in texts)


@pytest.mark.parametrize("tone", TONES)
def test_tones_leave_angles_out(settings: Settings, tone: str) -> None:
    texts, _ = written(settings, kind="Title", keywords=("coffee",), count=24, tone=tone)
    assert not {text.angle for text in texts} & set(TONES[tone])
    assert len(texts) == 24


def test_a_storyboard_has_a_part_for_every_keyword(settings: Settings) -> None:
    [one, two], _ = written(settings, kind="StoryboardScript", keywords=("coffee", "fresh", "Berlin"), count=2)
    assert [part.name for part in one.parts][0::4] == ["Opening", "Closing"]
    assert {part.name for part in one.parts[1:4]} == {"coffee", "fresh", "Berlin"}
    assert one.text == " ".join(part.text for part in one.parts)
    assert one.text != two.text


def test_a_text_of_ones_own_is_divided_and_not_changed(settings: Settings) -> None:
    story = (
        "We bake at four. The street is dark.\n\nAt six we open! Who comes first? The baker's cat.\n晚上关门。明天见！"
    )
    for nodes in (1, 2, 3, 7):
        [board], why = written(settings, kind="StoryboardScript", origin_text=story, count=1, nodes=nodes)
        assert len(board.parts) == nodes
        assert not why
        assert "".join(board.text.split()) == "".join(story.split())
    _, why = written(settings, kind="StoryboardScript", origin_text=story, count=2)
    assert "one way only" in why


def test_other_languages_need_a_model(settings: Settings) -> None:
    with pytest.raises(JobError) as told:
        written(settings, kind="Title", keywords=("Kaffee",), language="de-AT")
    assert told.value.problems[0].path == "language"


@pytest.mark.parametrize(
    ("keyword", "kind", "text"),
    [
        ("coffee", "noun", "coffee"),
        ("Coffee", "noun", "coffee"),
        ("COFFEE", "noun", "coffee"),
        ("yoga mat", "noun", "yoga mats"),
        ("Yoga Mat", "noun", "yoga mats"),
        ("child seat", "noun", "child seats"),
        ("accessory", "noun", "accessories"),
        ("watch", "noun", "watches"),
        ("Bakery", "noun", "the bakery"),
        ("headphones", "noun", "headphones"),
        ("hiking", "noun", "hiking"),
        ("skincare", "noun", "skincare"),
        ("iPhone 15", "noun", "iPhone 15"),
        ("Nike", "noun", "Nike"),
        ("Adidas", "noun", "Adidas"),
        ("NASA mug", "noun", "NASA mugs"),
        ("FREE SHIPPING", "noun", "free shipping"),
        ("latte art.", "noun", "latte art"),
        ("Sale!", "noun", "sales"),
        ("wine bar,", "noun", "the wine bar"),
        ("U.S.A.", "noun", "U.S.A."),
        ("Waterproof!", "adjective", "waterproof"),
        ("why wait?", "name", "why wait?"),
        ("C++", "name", "C++"),
        ("咖啡", "noun", "咖啡"),
        ("fresh", "adjective", "fresh"),
        ("Waterproof", "adjective", "waterproof"),
        ("sugar-free", "adjective", "sugar-free"),
        ("save money", "action", "save money"),
        ("relax", "action", "relax"),
        ("made in Italy", "name", "made in Italy"),
        ("24h", "name", "24h"),
        ("2026", "name", "2026"),
    ],
)
def test_english_keywords_are_known_for_what_they_are(keyword: str, kind: str, text: str) -> None:
    term = term_of(keyword, {})
    assert (term.kind, term.text) == (kind, text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a umbrella and a hour", "An umbrella and an hour"),
        ("a university, an LED, a NASA mug", "A university, an LED, a NASA mug"),
        ("iPhone 15. really? yes. \u201cno\u201d", "iPhone 15. Really? Yes. \u201cNo\u201d"),
        ("is it good?.", "Is it good?"),
    ],
)
def test_articles_and_capitals_are_set_right(text: str, wanted: str) -> None:
    assert finished(text) == wanted


@examples(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4), st.sampled_from(["Title", "MarketingCopy"]))
def test_any_keywords_give_texts_or_a_reason(keywords: list[str], kind: str) -> None:
    here = Settings(_env_file=None)  # type: ignore[call-arg]
    request = CopyRequest(kind=kind, keywords=tuple(keywords), count=3, language="en")  # type: ignore[arg-type]
    try:
        found = write(request, here)
    except JobError:
        return
    texts = list(found)
    assert all(0 < len(text.text) <= 1000 for text in texts)
    assert len(texts) == 3 or found.report().shortfall

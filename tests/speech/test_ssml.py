"""Voiceover texts: what is shown, what is spoken, and that tags are neither."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.speech import display_text
from s2v_core.speech.passages import passages_of, shown_span
from s2v_core.speech.ssml import Pause, Run, parse_script


def spoken(text: str) -> str:
    return "".join(item.spoken for item in parse_script(text).items if isinstance(item, Run))


def pauses(text: str) -> list[float]:
    return [item.seconds for item in parse_script(text).items if isinstance(item, Pause) and item.seconds]


def test_plain_text_is_shown_and_spoken_as_it_is() -> None:
    assert display_text("Fish & chips: 5 < 6") == "Fish & chips: 5 < 6"
    assert spoken("Fish & chips: 5 < 6") == "Fish & chips: 5 < 6"


@pytest.mark.parametrize(
    ("ssml", "shown", "said"),
    [
        ("<speak>Hello</speak>", "Hello", "Hello"),
        ('<speak voice="zhitian" pitch="100">Hi</speak>', "Hi", "Hi"),
        ("<speak><s>One.</s><s>Two.</s></speak>", "One. Two.", "One. Two."),
        ('<sub alias="World Wide Web">WWW</sub> works', "WWW works", "World Wide Web works"),
        ("<sub>WWW</sub> works", "WWW works", "WWW works"),
        ("The <w>word</w>", "The word", "The word"),
        ('<phoneme alphabet="py" ph="dian3 dang4">典当</phoneme>行', "典当行", "典当行"),
        ('Dial <say-as interpret-as="telephone">138-0013</say-as>', "Dial 138-0013", "Dial 1 3 8, 0 0 1 3"),
        ('<say-as interpret-as="digits">42</say-as>', "42", "4 2"),
        ('<say-as interpret-as="characters">ABC</say-as>', "ABC", "A, B, C"),
        ('<say-as interpret-as="id">a1</say-as>', "a1", "a, 1"),
        ('<say-as interpret-as="cardinal">42</say-as>', "42", "42"),
        ('<say-as interpret-as="date">2024-10-01</say-as>', "2024-10-01", "2024-10-01"),
        ('<emotion category="happy" intensity="1.0">Great</emotion>!', "Great!", "Great!"),
        ('A<soundEvent src="http://x/y.mp3"/> B', "A B", "A B"),
        ("<speak>Tom &amp; Jerry &#20320;</speak>", "Tom & Jerry 你", "Tom & Jerry 你"),
        ("<speak><unknown a='b'>text</unknown></speak>", "text", "text"),
        ("<SPEAK>loud</SPEAK>", "loud", "loud"),
        ("<speak><!-- hidden <s> -->seen<?php x ?></speak>", "seen", "seen"),
        ("<speak>\n  <s>你好，</s>\n  <s>世界。</s>\n</speak>", "你好，世界。", "你好，世界。"),
    ],
)
def test_tags_are_honoured_or_removed_and_never_spoken(ssml: str, shown: str, said: str) -> None:
    assert display_text(ssml) == shown
    assert spoken(ssml) == said


@pytest.mark.parametrize(
    ("ssml", "shown"),
    [
        ("<speak>5 < 6 & 7</speak>", "5 < 6 & 7"),
        ("<speak>never closed", "never closed"),
        ("<s>a</speak>", "a"),
        ("I <3 you", "I <3 you"),
        ("a <break", "a <break"),
        ("<speak>x &nosuch; y</speak>", "x &nosuch; y"),
    ],
)
def test_malformed_markup_is_text(ssml: str, shown: str) -> None:
    assert display_text(ssml) == shown


def test_entities_are_never_defined_or_fetched() -> None:
    attack = (
        '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        "<speak>&lol2; &f;</speak>"
    )
    assert display_text(attack) == "&lol2; &f;"


@pytest.mark.parametrize(
    ("time", "seconds"),
    [("1s", 1.0), ("500ms", 0.5), ("1.5s", 1.5), ("2", 2.0), ("20s", 10.0), ("1ms", 0.05), ("soon", 0.5), ("-1s", 0.5)],
)
def test_breaks_are_exact_within_their_range(time: str, seconds: float) -> None:
    assert pauses(f'Hi<break time="{time}"/>there') == [pytest.approx(seconds)]


def test_a_break_parts_words_also_on_the_screen() -> None:
    assert display_text('Hi<break time="1s"/>there') == "Hi there"
    assert display_text('你<break time="1s"/>好') == "你好"


@pytest.mark.parametrize(("rate", "expected"), [("200", 200), ("-900", -500), ("fast", 0), ("nan", 0), ("inf", 0)])
def test_the_rate_of_the_root_is_read_and_bounded(rate: str, expected: int) -> None:
    assert abs(parse_script(f'<speak rate="{rate}">x</speak>').rate) <= 500
    if rate != "inf":
        assert parse_script(f'<speak rate="{rate}">x</speak>').rate == expected


def test_emoji_are_shown_but_not_read_out() -> None:
    assert display_text("Buy now 🎉👍🏽") == "Buy now 🎉👍🏽"
    assert spoken("Buy now 🎉👍🏽").strip() == "Buy now"


def test_halves_of_surrogate_pairs_and_control_characters_do_no_harm() -> None:
    assert display_text("a\ud83d b\x00c") == "a\ufffd bc"


def test_a_spoken_alias_stands_for_what_is_shown() -> None:
    passages, _ = passages_of(parse_script('See <sub alias="World Wide Web">WWW</sub> now'))
    (passage,) = passages
    at = passage.spoken.index("Wide")
    assert shown_span(passage, at, at + 4) == (4, 7)
    now = passage.spoken.index("now")
    assert shown_span(passage, now, now + 3) == (8, 11)


FRAGMENTS = [*"<>/&;\"'= ab你🎉\n", "<s>", "<break/>", "<sub alias='x'>", "</sub>", "<say-as interpret-as='id'>"]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=20))
def test_any_text_can_be_read(fragments: list[str]) -> None:
    script = parse_script("".join(fragments))
    assert script.display == script.display.strip()
    at = 0
    for item in script.items:
        if isinstance(item, Run):
            assert item.start == at
            assert not item.literal or len(item.spoken) == item.end - item.start
            at = item.end
    assert at == len(script.display)

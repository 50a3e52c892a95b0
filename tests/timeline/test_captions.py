"""Captions: where they break, when they show, and what always holds."""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s2v_core.errors import TimelineError
from s2v_core.timeline import AudioClip, Canvas, Cue, Effect, Span, Timeline, Track, Word, cues
from s2v_core.timeline.tokens import display_width
from tests.timeline.strategies import RATES

PORTRAIT, LANDSCAPE = Canvas(1080, 1920), Canvas(1920, 1080)


def spoken(text: str, frames: int, *, start: int = 0, words: tuple[Word, ...] = (), **style: Any) -> AudioClip:
    effect = Effect(type="AI_ASR", params={"AlignmentText": text, **style})
    return AudioClip(type="AI_TTS", content=text, span=Span(start, start + frames), words=words, effects=(effect,))


def timeline(*clips: AudioClip, canvas: Canvas = PORTRAIT, rate: Fraction = Fraction(30)) -> Timeline:
    tracks = tuple(Track(clips=(clip,)) for clip in clips)
    return Timeline(canvas=canvas, rate=rate, length=max(clip.span.end for clip in clips), audio_tracks=tracks)


def shown(text: str, seconds: float, canvas: Canvas = PORTRAIT, **style: Any) -> list[str]:
    return [cue.text for cue in cues(timeline(spoken(text, round(seconds * 30), **style), canvas=canvas))]


def at(*times: tuple[str, float, float], text: str) -> tuple[Word, ...]:
    words, position = [], 0
    for word, start, end in times:
        position = text.index(word, position)
        words.append(Word(word, position, start, end))
        position += len(word)
    return tuple(words)


def test_sentences_are_captions() -> None:
    text = "Fresh cakes every morning. Come by before noon! Will you?"
    assert shown(text, 8) == ["Fresh cakes every morning.", "Come by before noon!", "Will you?"]


def test_a_long_sentence_breaks_at_its_comma() -> None:
    text = "Slow roasted in small batches, and delivered to your door by Friday."
    assert shown(text, 6) == ["Slow roasted in small batches,", "and delivered to your door by Friday."]


def test_a_sentence_that_fits_is_left_whole() -> None:
    assert shown("Rich, round, and never bitter.", 3) == ["Rich, round, and never bitter."]


def test_without_punctuation_the_parts_are_balanced_and_no_article_is_left_behind() -> None:
    text = "The quick brown fox jumps over the lazy dog while the evening sun sinks slowly behind a hill"
    parts = shown(text, 8)
    assert " ".join(parts) == text
    assert len(parts) == 3
    assert max(map(len, parts)) - min(map(len, parts)) <= 10
    assert all(part.split()[-1] not in {"the", "a"} for part in parts)


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith drinks it daily.",
        "It costs $3.50, not 1,000.75 at all.",
        "Open from 7.30 a.m. to 5 p.m. on weekdays.",
        "Ask for No. 5, e.g. with milk.",
        "Mr. J. R. Brown roasts it.",
    ],
)
def test_abbreviations_and_figures_do_not_end_a_sentence(text: str) -> None:
    assert shown(text, 4) == [text]


def test_an_abbreviation_at_the_end_of_a_sentence_does() -> None:
    assert shown("We ship tea, cups, filters, etc. Orders leave our house daily.", 6) == [
        "We ship tea, cups, filters, etc.",
        "Orders leave our house daily.",
    ]


def test_chinese_breaks_at_its_punctuation_and_drops_the_final_one() -> None:
    text = "每天清晨，老巷子里飘出咖啡香。慢一点，香气才会留下来！现在下单，立享3.5折优惠，满199元包邮。"
    parts = shown(text, 14)
    assert parts == [
        "每天清晨，老巷子里飘出咖啡香",
        "慢一点，香气才会留下来！",
        "现在下单，立享3.5折优惠",
        "满199元包邮",
    ]


def test_chinese_captions_hold_about_sixteen_characters() -> None:
    text = "我们把山间的晨雾和阳光都收进了这一颗颗慢慢成熟的咖啡豆里再用双手送到你的杯中"
    parts = shown(text, 10)
    assert "".join(parts) == text
    assert all(len(part) <= 20 for part in parts)
    assert len(parts) == 3


def test_a_break_never_falls_inside_a_spoken_word() -> None:
    text = "我们把山间的晨雾和阳光都收进了这一颗颗慢慢成熟的咖啡豆里再用双手送到你的杯中"
    pairs = [text[k : k + 2] for k in range(0, len(text), 2)]
    words = tuple(Word(pair, 2 * k, k * 0.5, k * 0.5 + 0.5) for k, pair in enumerate(pairs))
    found = cues(timeline(spoken(text, 300, words=words)))
    assert len(found) > 1
    assert all(len(cue.text) % 2 == 0 for cue in found[:-1])


def test_a_large_font_or_a_narrow_text_box_makes_shorter_captions() -> None:
    text = "The quick brown fox jumps over the lazy dog"
    assert len(shown(text + " and runs home", 5)) == 2
    assert len(shown(text + " and runs home", 5, FontSize=120, TextWidth=0.6)) == 3
    assert shown(text, 5, LANDSCAPE) == [text]


def test_an_emoji_stays_with_the_word_before_it() -> None:
    assert shown("Order now 🎉 and save. 🙂 Thank you all!", 5) == ["Order now 🎉 and save. 🙂", "Thank you all!"]


def test_short_sentences_share_a_caption_rather_than_flash() -> None:
    assert shown("Fresh. Local. Yours.", 2) == ["Fresh. Local. Yours."]


def test_no_caption_ends_one_sentence_and_breaks_off_the_next() -> None:
    text = "Small! Every cup is roasted slowly in small batches, by people who care about it."
    parts = ["Small!", "Every cup is roasted slowly in small batches,", "by people who care about it."]
    assert shown(text, 5) == parts


def test_no_single_word_is_left_alone() -> None:
    parts = shown("This caption would be exactly one single word wider than comfortable", 5)
    assert all(len(part.split()) > 1 for part in parts)


def test_cues_begin_with_their_first_word() -> None:
    text = "Good morning everyone. Coffee is ready now."
    words = at(
        ("Good", 0.05, 0.4),
        ("morning", 0.4, 0.9),
        ("everyone", 0.9, 1.5),
        ("Coffee", 3.0, 3.5),
        ("is", 3.5, 3.7),
        ("ready", 3.7, 4.1),
        ("now", 4.1, 4.6),
        text=text,
    )
    first, second = cues(timeline(spoken(text, 180, start=30, words=words)))
    assert first.span == Span(30, 30 + 45)
    assert second.span == Span(30 + 90, 30 + 138)


def test_a_small_gap_is_closed_by_the_earlier_cue() -> None:
    text = "Good morning everyone. Coffee is ready now."
    words = at(("everyone", 0.9, 1.5), ("Coffee", 1.7, 2.5), ("now", 2.6, 3.0), text=text)
    first, second = cues(timeline(spoken(text, 120, words=words)))
    assert first.span.end == second.span.start == 51


def test_the_last_cue_ends_with_the_speech_and_not_with_the_silence_after_it() -> None:
    text = "Good morning everyone."
    words = at(("Good", 0, 0.4), ("morning", 0.4, 0.9), ("everyone", 0.9, 1.5), text=text)
    assert [cue.span for cue in cues(timeline(spoken(text, 300, words=words)))] == [Span(0, 45)]


def test_a_short_cue_is_held_where_there_is_room() -> None:
    words = (Word("Yes", 0, 0.0, 0.2),)
    assert cues(timeline(spoken("Yes!", 300, words=words)))[0].span == Span(0, 24)


def test_words_are_placed_in_the_caption_and_in_the_timeline() -> None:
    text = "One two.  Three   four five."
    words = at(("One", 0, 0.9), ("two", 0.9, 1.8), ("Three", 2.5, 3.0), ("four", 3.0, 4), ("five", 4, 5), text=text)
    found = cues(timeline(spoken(text, 150, start=60, words=words)))
    assert [cue.text for cue in found] == ["One two.", "Three four five."]
    second = found[1]
    assert second.words == (Word("Three", 0, 4.5, 5.0), Word("four", 6, 5.0, 6.0), Word("five", 11, 6.0, 7.0))
    assert second.clip.span == Span(60, 210)


def test_the_style_comes_from_the_caption_effect() -> None:
    (cue,) = cues(timeline(spoken("Hello there.", 60, FontSize=44, Y=0.8, Foreign=1)))
    assert (cue.style.font_size, cue.style.y, cue.style.model_extra) == (44, 0.8, {"Foreign": 1})


def test_a_malformed_style_is_a_timeline_error() -> None:
    with pytest.raises(TimelineError):
        cues(timeline(spoken("Hello there.", 60, FontSize=[])))


def test_tags_are_not_shown_when_the_text_to_show_is_missing() -> None:
    clip = AudioClip(
        type="AI_TTS",
        content='<speak>Taste it.<break time="500ms"/> Salt &amp; sugar.</speak>',
        span=Span(0, 120),
        effects=(Effect(type="AI_ASR"),),
    )
    assert " ".join(cue.text for cue in cues(timeline(clip))) == "Taste it. Salt & sugar."


def test_only_clips_that_ask_for_captions_have_them() -> None:
    clip = AudioClip(type="AI_TTS", content="Hello.", span=Span(0, 60))
    assert cues(timeline(clip)) == ()
    assert shown("🎉 …", 2) == []


def test_voices_that_speak_at_once_never_overlap_in_captions() -> None:
    found = cues(timeline(spoken("Hello dear friends.", 60), spoken("Good evening to you.", 60, start=20)))
    assert [cue.span for cue in found] == [Span(0, 20), Span(20, 80)]


LETTERS = st.text(
    alphabet=st.sampled_from(
        "abcXYZ 0189.,;:!?—-…'\"()\n 你好咖啡，。！？；、“”（）コーヒーสวักمرحبا،؟🎉👨‍👩‍👧é한국 $%"
    ),
    max_size=160,
)


@st.composite
def speeches(draw: st.DrawFn) -> AudioClip:
    """A spoken clip with a text in any script and with word times that may be missing, partial or absurd."""
    text = draw(LETTERS) or "a"
    frames = draw(st.integers(0, 600))
    kind = draw(st.sampled_from(["none", "even", "wild"]))
    words: list[Word] = []
    if kind == "even":
        pieces = [k for k in range(len(text)) if text[k].isalnum()]
        step = frames / 30 / max(1, len(pieces))
        words = [Word(text[k], k, index * step, (index + 1) * step) for index, k in enumerate(pieces)]
    if kind == "wild":
        moments = st.floats(0, 100, allow_nan=False)
        one = st.builds(
            lambda o, n, a, d: Word("w" * n, o, a, a + d), st.integers(0, 200), st.integers(1, 9), moments, moments
        )
        words = draw(st.lists(one, max_size=6))
    size = draw(st.sampled_from([None, 0, 30, 0.1, 400]))
    style = {} if size is None else {"FontSize": size}
    return spoken(text, frames, start=draw(st.integers(0, 50)), words=tuple(words), **style)


def _letters(text: str) -> list[str]:
    return [character for character in text if character.isalnum()]


@given(st.lists(speeches(), min_size=1, max_size=3), st.sampled_from(RATES), st.sampled_from([PORTRAIT, LANDSCAPE]))
@settings(max_examples=150, deadline=None)
def test_what_always_holds_for_captions(clips: list[AudioClip], rate: Fraction, canvas: Canvas) -> None:
    made = timeline(*clips, rate=rate, canvas=canvas)
    found = cues(made)
    for cue in found:
        assert 0 <= cue.span.start < cue.span.end <= made.length
        assert cue.text == cue.text.strip()
        assert _letters(cue.text)
        assert "\n" not in cue.text
        _words_lie_in(cue)
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
        gap = after.span.start - before.span.end
        assert gap == 0 or gap >= Fraction(3, 10) * rate


@given(speeches(), st.sampled_from(RATES))
@settings(max_examples=150, deadline=None)
def test_captions_show_every_letter_once_in_order(clip: AudioClip, rate: Fraction) -> None:
    made = timeline(clip, rate=rate)
    text = clip.effects[0].params["AlignmentText"]
    expected = _letters(text) if len(clip.span) else []
    assert [letter for cue in cues(made) for letter in _letters(cue.text)] == expected


def _words_lie_in(cue: Cue) -> None:
    for word in cue.words:
        assert cue.text[word.offset : word.offset + len(word.text)] == word.text
        assert word.start <= word.end


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("咖啡", 4), ("é", 1), ("🎉", 2), ("한", 2), ("", 0)])
def test_display_width_counts_full_width_characters_twice(text: str, width: int) -> None:
    assert display_width(unicodedata.normalize("NFD", text) if text == "é" else text) == width

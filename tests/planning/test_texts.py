"""Titles, sub-headings and captions: what is drawn and what they look like in the timeline."""

from __future__ import annotations

from typing import Any

import pytest

from s2v_core.job import SpecialWords
from s2v_core.planning import plan
from s2v_core.planning.words import highlights, masked, masked_words
from s2v_core.timeline import SubtitleClip, Timeline, Word
from tests.planning.fakes import FakeAssets, FakeSpeaker, group, job_of


def made(**fields: Any) -> list[Timeline]:
    job = job_of([group("a", "a1.png", "a2.png"), group("b", "b1.png", "b2.png")], **fields)
    return [
        output.timeline for output in plan(job, assets=FakeAssets(), speaker=FakeSpeaker()).outputs if output.timeline
    ]


def texts(timeline: Timeline) -> tuple[SubtitleClip, ...]:
    return timeline.subtitle_tracks[0].clips


def caption(timeline: Timeline) -> dict[str, Any]:
    effect = next(timeline.voices()).effect("AI_ASR")
    assert effect is not None
    return dict(effect.params)


def test_titles_spread_over_the_outputs() -> None:
    timelines = made(count=6, given={"TitleArray": ["one", "two", "three"]})
    assert sorted(texts(timeline)[0].content for timeline in timelines) == [
        "one",
        "one",
        "three",
        "three",
        "two",
        "two",
    ]


def test_a_title_stands_for_the_whole_output_unless_it_has_times() -> None:
    (timeline,) = made(given={"TitleArray": ["one"]})
    assert texts(timeline)[0].span is not None
    assert (texts(timeline)[0].span.start, texts(timeline)[0].span.end) == (0, timeline.length)  # type: ignore[union-attr]
    (timed,) = made(given={"TitleArray": ["one"]}, editing={"TitleConfig": {"TimelineIn": 1, "TimelineOut": 2.4}})
    assert (texts(timed)[0].span.start, texts(timed)[0].span.end) == (25, 60)  # type: ignore[union-attr]


def test_times_beyond_the_output_are_cut_at_its_end() -> None:
    (timeline,) = made(given={"TitleArray": ["one"]}, editing={"TitleConfig": {"TimelineIn": 1, "TimelineOut": 99}})
    assert texts(timeline)[0].span.end == timeline.length  # type: ignore[union-attr]
    (late,) = made(given={"TitleArray": ["one"]}, editing={"TitleConfig": {"TimelineIn": 99}})
    assert late.subtitle_tracks == ()


def test_every_sub_heading_level_draws_its_own_text() -> None:
    levels = [{"Level": 2, "TitleArray": ["c", "d"]}, {"Level": 1, "TitleArray": ["a", "b"]}]
    timelines = made(count=8, given={"SubHeadingArray": levels})
    pairs = {tuple(clip.content for clip in texts(timeline)) for timeline in timelines}
    assert {clip.extra["S2V"]["Level"] for clip in texts(timelines[0])} == {1, 2}
    assert {first for first, _ in pairs} == {"a", "b"}
    assert len(pairs) > 2


@pytest.mark.parametrize(
    ("size", "title", "caption_y"), [((216, 384), 0.1, 0.8), ((384, 216), 0.05, 0.9), ((216, 216), 0.08, 0.85)]
)
def test_positions_follow_the_shape_of_the_canvas(size: tuple[int, int], title: float, caption_y: float) -> None:
    output = {"Width": size[0], "Height": size[1]}
    (timeline,) = made(scripts=["Hello there"], given={"TitleArray": ["one"]}, output=output)
    assert texts(timeline)[0].style.y == title
    assert caption(timeline)["Y"] == caption_y


def test_sizes_are_resolved_from_the_canvas() -> None:
    given = {"TitleArray": ["one"], "SubHeadingArray": [{"Level": 1, "TitleArray": ["two"]}]}
    (timeline,) = made(scripts=["Hello there"], given=given)
    assert [clip.style.font_size for clip in texts(timeline)] == [16, 11]
    assert caption(timeline)["FontSize"] == 10


def test_a_sub_heading_without_a_height_of_its_own_is_left_to_be_stacked() -> None:
    given = {"SubHeadingArray": [{"Level": 1, "TitleArray": ["a"]}, {"Level": 3, "TitleArray": ["b"]}]}
    (timeline,) = made(given=given, editing={"SubHeadingConfig": {"3": {"Y": 0.3, "FontSize": 40}}})
    assert [(clip.style.y, clip.style.font_size) for clip in texts(timeline)] == [(None, 11), (0.3, 40)]


def test_comma_alternatives_of_a_style_are_drawn_per_output() -> None:
    asr = {
        "Font": "KaiTi, SimSun",
        "AaiMotionInEffect": "wave_in,fade_in,zoom_in",
        "EffectColorStyle": "golden,CD",
        "BubbleStyleId": "bs0001-000001",
    }
    timelines = made(count=6, scripts=["Hello there"], editing={"SpeechConfig": {"AsrConfig": asr}})
    assert {caption(timeline)["EffectColorStyle"] for timeline in timelines} == {"golden", "cd"}
    assert {caption(timeline)["BubbleStyleId"] for timeline in timelines} == {"BS0001-000001"}
    assert {caption(timeline)["Font"] for timeline in timelines} == {"KaiTi", "SimSun"}
    assert {caption(timeline)["AaiMotionInEffect"] for timeline in timelines} == {"wave_in", "fade_in", "zoom_in"}


def test_any_look_is_drawn_for_each_output() -> None:
    title = {"EffectColorStyle": "random"}
    timelines = made(count=8, given={"TitleArray": ["one"]}, editing={"TitleConfig": title})
    assert len({texts(timeline)[0].style.effect_color_style for timeline in timelines}) == 8


def test_a_picture_behind_a_text_is_named_so_that_rendering_finds_it() -> None:
    layers = [{"Type": "Box", "ImageURL": "paper.png"}, {"Type": "Box", "ImageURL": "missing.png"}]
    job = job_of(
        [group("a", "a.png")], given={"TitleArray": ["one"]}, editing={"TitleConfig": {"SubtitleEffects": layers}}
    )
    made_plan = plan(job, assets=FakeAssets(), speaker=FakeSpeaker())
    assert [problem.path for problem in made_plan.problems] == ["EditingConfig.TitleConfig.SubtitleEffects"]
    assert made_plan.outputs[0].timeline is not None
    style = texts(made_plan.outputs[0].timeline)[0].style
    assert style.subtitle_effects == ({"Type": "Box", "ImageURL": "/media/paper.png"}, {"Type": "Box"})


def test_an_own_font_is_named_so_that_rendering_finds_it() -> None:
    (timeline,) = made(given={"TitleArray": ["one"]}, editing={"TitleConfig": {"FontUrl": "brand.ttf"}})
    assert texts(timeline)[0].style.font_url == "/media/brand.ttf"


def test_a_font_that_is_not_there_is_left_out_with_a_problem() -> None:
    job = job_of(
        [group("a", "a.png")], given={"TitleArray": ["one"]}, editing={"TitleConfig": {"FontUrl": "missing.ttf"}}
    )
    made_plan = plan(job, assets=FakeAssets(), speaker=FakeSpeaker())
    assert [problem.path for problem in made_plan.problems] == ["EditingConfig.TitleConfig.FontUrl"]
    assert made_plan.outputs[0].timeline is not None
    assert texts(made_plan.outputs[0].timeline)[0].style.font_url is None


def special(kind: str, *words: str, **fields: Any) -> SpecialWords:
    return SpecialWords.model_validate({"Type": kind, "WordsList": list(words), **fields})


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        ("The best cake", "best", "The **** cake"),
        ("BEST of all", "best", "**** of all"),
        ("The bestseller", "best", "The bestseller"),
        ("全国最好的蛋糕", "最好", "全国**的蛋糕"),
        ("我爱apple手机", "apple", "我爱*****手机"),
        ("No. 1 choice", "No. 1", "***** choice"),
        ("a+b (c)", "(c)", "a+b ***"),
    ],
)
def test_forbidden_words_are_hidden_character_by_character(text: str, word: str, shown: str) -> None:
    assert masked(text, [special("Forbidden", word)]) == shown


def test_the_longest_forbidden_word_is_hidden_first() -> None:
    assert masked("number one", [special("Forbidden", "number", "number one")]) == "**********"


def test_word_times_show_the_hidden_text_too() -> None:
    words = (Word("The", 0, 0, 1), Word("best", 4, 1, 2))
    assert [word.text for word in masked_words(words, "The **** cake")] == ["The", "****"]


def test_highlighted_words_travel_with_the_captions() -> None:
    words = [
        {"Type": "Highlight", "WordsList": ["cake"], "Style": {"FontColor": "#ff0000"}},
        {"Type": "Forbidden", "WordsList": ["best"]},
    ]
    (timeline,) = made(scripts=["The best cake"], editing={"SpeechConfig": {"SpecialWordsConfig": words}})
    params = caption(timeline)
    assert params["AlignmentText"] == "The **** cake"
    assert params["S2V"] == {"Highlight": [{"Words": ["cake"], "Style": {"FontColor": "#ff0000"}}]}
    assert [word.text for word in next(timeline.voices()).words] == ["The", "****", "cake"]
    assert next(timeline.voices()).content == "The best cake"


def test_an_empty_list_of_words_highlights_nothing() -> None:
    assert highlights([special("Highlight", " ")]) == []


def test_captions_show_the_text_without_tags() -> None:
    (timeline,) = made(scripts=['<speak>Taste it.<break time="500ms"/> Love it.</speak>'])
    assert caption(timeline)["AlignmentText"] == "Taste it. Love it."


def test_letters_that_no_font_has_are_named_by_the_plan_too() -> None:
    job = job_of([group("a", "a.png")], given={"TitleArray": ["Rune \U00012000"]})
    problems = plan(job, assets=FakeAssets(), speaker=FakeSpeaker()).problems
    assert [(problem.severity, problem.path) for problem in problems] == [("warning", "InputConfig.TitleArray[0]")]

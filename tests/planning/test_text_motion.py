"""Animations of texts and forbidden words: from the document to the timeline."""

from __future__ import annotations

from typing import Any

import pytest

from s2v_core.effects.lettering import entrances
from s2v_core.job import SpecialWords
from s2v_core.planning import plan
from s2v_core.planning.lettering import lettering_problems
from s2v_core.planning.words import silenced
from s2v_core.timeline import SubtitleClip, Timeline, Word, from_json, to_json
from tests.planning.fakes import FakeAssets, FakeSpeaker, group, job_of


def made(**fields: Any) -> list[Timeline]:
    job = job_of([group("a", "a1.png", "a2.png")], **fields)
    outputs = plan(job, assets=FakeAssets(), speaker=FakeSpeaker()).outputs
    return [output.timeline for output in outputs if output.timeline]


def problems(editing: dict[str, Any]) -> list[tuple[str, str, str]]:
    found = lettering_problems(job_of([group("a", "a.png")], editing=editing))
    return [(problem.path, problem.severity, problem.hint) for problem in found]


def titles(timeline: Timeline) -> tuple[SubtitleClip, ...]:
    return timeline.subtitle_tracks[0].clips


def caption(timeline: Timeline) -> dict[str, Any]:
    effect = next(timeline.voices()).effect("AI_ASR")
    assert effect is not None
    return dict(effect.params)


def test_animations_travel_with_titles_sub_headings_and_captions() -> None:
    motion = {"AaiMotionInEffect": "wave_in", "AaiMotionIn": 0.4, "AaiMotionOutEffect": "fade_out", "AaiMotionOut": 0.3}
    loop = {"AaiMotionLoopEffect": "naughty_display", "Ratio": 1.5}
    (timeline,) = made(
        scripts=["Hello there"],
        given={"TitleArray": ["one"], "SubHeadingArray": [{"Level": 1, "TitleArray": ["two"]}]},
        editing={"TitleConfig": motion, "SubHeadingConfig": {"1": loop}, "SpeechConfig": {"AsrConfig": motion}},
    )
    title, heading = (clip.style.to_json() for clip in titles(timeline))
    assert {name: title[name] for name in motion} == motion
    assert {name: heading[name] for name in loop} == loop
    assert {name: caption(timeline)[name] for name in motion} == motion


def test_unknown_animations_are_never_drawn_beside_known_ones() -> None:
    timelines = made(
        count=4, given={"TitleArray": ["one"]}, editing={"TitleConfig": {"AaiMotionInEffect": "wavy_in, WAVE_in"}}
    )
    assert {titles(timeline)[0].style.aai_motion_in_effect for timeline in timelines} == {"wave_in"}


@pytest.mark.parametrize(
    ("field", "name", "meant"),
    [
        ("AaiMotionInEffect", "wav_in", "Did you mean 'wave_in'?"),
        ("AaiMotionOutEffect", "fade_in", "Did you mean 'fade_out'?"),
        ("AaiMotionLoopEffect", "heartbeat", "Did you mean 'heartbeat_display'?"),
        ("AaiMotionInEffect", "xyzzy", "`effects list --kind entrance` shows all of them."),
    ],
)
@pytest.mark.parametrize("where", ["TitleConfig", "SpeechConfig.AsrConfig", "SubHeadingConfig.2"])
def test_an_unknown_animation_is_an_error_with_the_closest_known_one(
    where: str, field: str, name: str, meant: str
) -> None:
    editing: dict[str, Any] = {field: f"fade_in,{name}" if field == "AaiMotionInEffect" else name}
    for part in reversed(where.split(".")):
        editing = {part: editing}
    assert problems(editing) == [(f"EditingConfig.{where}.{field}", "error", meant)]


def test_every_known_name_passes_in_any_case() -> None:
    assert problems({"TitleConfig": {"AaiMotionInEffect": ",".join(entry.name.upper() for entry in entrances)}}) == []


def test_a_loop_beside_an_entrance_is_pointed_out() -> None:
    style = {"AaiMotionLoopEffect": "heartbeat_display", "AaiMotionInEffect": "fade_in"}
    assert [path for path, severity, _ in problems({"TitleConfig": style}) if severity == "warning"] == [
        "EditingConfig.TitleConfig.AaiMotionLoopEffect"
    ]


def test_captions_by_words_travel_beside_highlights() -> None:
    speech = {
        "AsrConfig": {"S2V": {"ByWord": "Line", "WordColor": "#ff8800", "WordScale": 1.3}},
        "SpecialWordsConfig": [{"Type": "Highlight", "WordsList": ["cake"], "Style": {"FontColor": "#ff0000"}}],
    }
    (timeline,) = made(scripts=["The best cake"], editing={"SpeechConfig": speech})
    own = caption(timeline)["S2V"]
    assert (own["ByWord"], own["WordColor"], own["WordScale"]) == ("line", "#ff8800", 1.3)
    assert own["Highlight"][0]["Words"] == ["cake"]


def forbidden(*words: str, by: str = "beep") -> SpecialWords:
    return SpecialWords.model_validate({"Type": "Forbidden", "WordsList": list(words), "SoundReplaceMode": by})


WORDS = (Word("The", 0, 0.0, 0.3), Word("very", 4, 0.4, 0.7), Word("best", 9, 0.8, 1.2), Word("cake", 14, 1.3, 1.6))


@pytest.mark.parametrize(
    ("word", "start", "end"), [("best", 0.77, 1.23), ("very best", 0.37, 1.23), ("The", 0.0, 0.33)]
)
def test_a_forbidden_word_is_replaced_while_it_is_spoken(word: str, start: float, end: float) -> None:
    (stretch,) = silenced("The very best cake", WORDS, 2.0, [forbidden(word, by="BEEP")])
    assert stretch == {"Start": pytest.approx(start), "End": pytest.approx(end), "By": "beep"}


def test_without_word_times_characters_share_the_time() -> None:
    (stretch,) = silenced("The best", (), 2.0, [forbidden("best", by="mute")])
    assert (stretch["Start"], stretch["End"]) == (pytest.approx(0.97), pytest.approx(2.03))


def test_without_a_mode_words_are_only_hidden() -> None:
    assert silenced("The best", WORDS, 2.0, [forbidden("best", by="")]) == []


def test_the_voice_clip_says_what_is_replaced_and_keeps_it_in_its_document() -> None:
    words = [{"Type": "Forbidden", "WordsList": ["best"], "SoundReplaceMode": "beep"}]
    (timeline,) = made(scripts=["The best cake"], editing={"SpeechConfig": {"SpecialWordsConfig": words}})
    clip = next(timeline.voices())
    assert clip.extra["S2V"]["Replaced"] == [{"Start": 0.37, "End": 0.83, "By": "beep"}]
    assert next(from_json(to_json(timeline)).voices()).extra == clip.extra
    assert clip.content == "The best cake"

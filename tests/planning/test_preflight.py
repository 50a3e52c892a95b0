"""Preflight: every finding at its path, all at once."""

from __future__ import annotations

from typing import Any

import pytest

from s2v_core.errors import JobError, MediaUnreadable, Problem
from s2v_core.job import parse_job
from s2v_core.planning import plan, preflight
from tests.planning.fakes import FakeAssets, FakeSpeaker, document, group, job_of, sound, video


def found(groups: list[dict[str, Any]], assets: FakeAssets | None = None, **fields: Any) -> dict[str, Problem]:
    problems = preflight(job_of(groups, **fields), assets=assets or FakeAssets(), speaker=FakeSpeaker())
    assert len({problem.path for problem in problems}) == len(problems), problems
    return {problem.path: problem for problem in problems}


def test_a_good_job_has_no_problem() -> None:
    assert found([group("a", "a.png", "a_9.mp4")], scripts=["Hello there."], given={"TitleArray": ["x"]}) == {}


def test_every_broken_asset_is_found_at_its_path() -> None:
    assets = FakeAssets({"broken_3.mp4": MediaUnreadable("It is damaged.", hint="Export it again.")})
    given = {
        "StickerArray": [{"MediaURL": "s.png"}, {"MediaURL": "missing.png"}, {"MediaId": "missing"}],
        "BackgroundMusicArray": ["missing.mp3"],
        "BackgroundImageArray": ["missing.jpg"],
    }
    groups = [group("a", "a.png", "missing.mp4"), group("b", "broken_3.mp4", "b.png")]
    problems = found(groups, assets, given=given, editing={"SpeechConfig": {"AsrConfig": {"FontUrl": "missing.ttf"}}})
    assert set(problems) == {
        "InputConfig.MediaGroupArray[0].MediaArray[1]",
        "InputConfig.MediaGroupArray[1].MediaArray[0]",
        "InputConfig.StickerArray[1].MediaURL",
        "InputConfig.StickerArray[2].MediaId",
        "InputConfig.BackgroundMusicArray[0]",
        "InputConfig.BackgroundImageArray[0]",
        "EditingConfig.SpeechConfig.AsrConfig.FontUrl",
    }
    assert {problem.severity for problem in problems.values()} == {"error"}
    assert problems["InputConfig.MediaGroupArray[1].MediaArray[0]"].hint == "Export it again."


def test_an_asset_that_is_used_twice_is_asked_for_once() -> None:
    assets = FakeAssets()
    found([group("a", "a.png", "b.png"), group("b", "a.png")], assets)
    assert assets.asked["a.png"] == 1


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"groups": [group("a", "a.mp3", "a.png")]}, "InputConfig.MediaGroupArray[0].MediaArray[0]"),
        ({"given": {"StickerArray": [{"MediaURL": "s_3.mp4"}]}}, "InputConfig.StickerArray[0].MediaURL"),
        ({"given": {"BackgroundImageArray": ["b_3.mp4"]}}, "InputConfig.BackgroundImageArray[0]"),
        ({"given": {"BackgroundMusicArray": ["b.png"]}}, "InputConfig.BackgroundMusicArray[0]"),
    ],
)
def test_media_of_the_wrong_kind_is_an_error(fields: dict[str, Any], path: str) -> None:
    problems = found(fields.pop("groups", [group("a", "a.png")]), **fields)
    assert {place: problem.severity for place, problem in problems.items()} == {path: "error"}


def test_music_without_sound_is_an_error() -> None:
    silent = video(3)
    silent = type(silent)(**{**silent.__dict__, "has_audio": False})
    problems = found(
        [group("a", "a.png")], FakeAssets({"m_3.mp4": silent}), given={"BackgroundMusicArray": ["m_3.mp4"]}
    )
    assert "no sound" in problems["InputConfig.BackgroundMusicArray[0]"].message


def test_a_group_with_no_usable_asset_is_named_as_a_whole_too() -> None:
    problems = found([group("a", "a.mp3"), group("b", "b.png")])
    assert "'a'" in problems["InputConfig.MediaGroupArray[0].MediaArray"].message


def test_a_video_without_frames_is_an_error() -> None:
    problems = found([group("a", "a.png", "z_0.mp4")], FakeAssets({"z_0.mp4": video(0)}))
    assert "no frames" in problems["InputConfig.MediaGroupArray[0].MediaArray[1]"].message


def ranged(*ranges: tuple[float, float]) -> dict[str, Any]:
    listed = [{"In": low, "Out": high} for low, high in ranges]
    return {"MediaConfig": {"MediaMetaDataArray": [{"Media": "a_9.mp4", "GroupName": "a", "TimeRangeList": listed}]}}


def test_a_time_range_behind_the_end_of_the_material_is_an_error() -> None:
    path = "EditingConfig.MediaConfig.MediaMetaDataArray[0].TimeRangeList[1]"
    problems = found([group("a", "a_9.mp4")], editing=ranged((1, 4), (10, 12)))
    assert {place: problem.severity for place, problem in problems.items()} == {path: "error"}
    assert "9.00 s" in problems[path].message


def test_a_time_range_that_reaches_beyond_the_end_is_a_warning() -> None:
    (problem,) = found([group("a", "a_9.mp4")], editing=ranged((1, 14))).values()
    assert problem.severity == "warning"


def test_a_group_whose_only_ranges_lie_outside_has_nothing_usable() -> None:
    problems = found([group("a", "a_9.mp4")], editing=ranged((10, 12)))
    assert "InputConfig.MediaGroupArray[0].MediaArray" in problems


@pytest.mark.parametrize(
    "text", ["?!...", "😀😀", "<speak><break time='1s'/></speak>", "<speak><sub alias='!'>word</sub></speak>"]
)
def test_a_text_that_cannot_be_spoken_is_an_error_at_its_path(text: str) -> None:
    problems = found([group("a", "a.png")], scripts=["Hello", text])
    assert {place: problem.severity for place, problem in problems.items()} == {
        "InputConfig.SpeechTextArray[1]": "error"
    }


def test_a_text_of_a_group_is_found_at_its_path() -> None:
    problems = found([group("a", "a.png", SpeechTextArray=["Hello", "..."])])
    assert "InputConfig.MediaGroupArray[0].SpeechTextArray[1]" in problems


def test_a_vendor_voice_is_one_warning_however_many_texts_it_speaks() -> None:
    texts = [f"Text number {number}" for number in range(20)]
    problems = found([group("a", "a.png")], scripts=texts, editing={"SpeechConfig": {"Voice": "zhiru,ann"}})
    assert {place: problem.severity for place, problem in problems.items()} == {
        "EditingConfig.SpeechConfig.Voice": "warning"
    }


def test_a_voice_that_nobody_has_is_an_error_at_the_texts() -> None:
    problems = found([group("a", "a.png")], scripts=["Hello"], editing={"SpeechConfig": {"Voice": "nobody"}})
    assert problems["InputConfig.SpeechTextArray[0]"].severity == "error"


def test_a_voice_that_nobody_has_leaves_the_others() -> None:
    fields: dict[str, Any] = {"scripts": ["Hello"], "editing": {"SpeechConfig": {"Voice": "nobody,ann"}}}
    (problem,) = found([group("a", "a.png", "b.png")], **fields).values()
    assert (problem.path, problem.severity) == ("EditingConfig.SpeechConfig.Voice", "warning")
    made = plan(job_of([group("a", "a.png", "b.png")], count=4, **fields), assets=FakeAssets(), speaker=FakeSpeaker())
    assert {output.draws["voice"] for output in made.outputs} == {"ann"}


def test_chinese_that_only_a_robot_can_speak_is_a_warning() -> None:
    class Robot(FakeSpeaker):
        def choose(self, requested: str | None, **given: Any) -> Any:
            choice = super().choose(requested, **given)
            return type(choice)(type(choice.voice)("pyttsx3:cmn", ("zh",)), None)

    job = job_of([group("a", "a.png")], scripts=["你好，世界", "再见"])
    (problem,) = preflight(job, assets=FakeAssets(), speaker=Robot())
    assert problem.severity == "warning"
    assert "eSpeak" in problem.message
    english = job_of([group("a", "a.png")], scripts=["Hello"])
    assert preflight(english, assets=FakeAssets(), speaker=Robot()) == ()


def test_pools_too_small_for_the_count_are_a_warning() -> None:
    problems = found([group("a", "a.png")], count=5, given={"TitleArray": ["x", "y"]})
    assert problems["OutputConfig.Count"].severity == "warning"
    assert "Only 2" in problems["OutputConfig.Count"].message


def test_nothing_is_spoken() -> None:
    speaker = FakeSpeaker()
    preflight(job_of([group("a", "a.png")], scripts=["Hello"]), assets=FakeAssets(), speaker=speaker)
    assert not speaker.said


def templates(name: str) -> dict[str, Any]:
    known = {
        "good": {"EditingTemplateConfig": {"TitleConfig": {"FontColor": "#ff0000"}}},
        "broken sticker": {"InputTemplateConfig": {"StickerArray": [{"MediaURL": "missing.png"}]}},
    }
    if name not in known:
        raise JobError(f"There is no template {name!r}.", hint="Put it there.")
    return known[name]


def test_templates_are_looked_up_and_looked_into() -> None:
    raw = document([group("a", "a.png")])
    ids = ["good", "gone", "broken sticker"]
    job, _ = parse_job({**raw, "TemplateConfig": {"BatchEditingTemplateIdArray": ids}})
    if job is None or len(job.template_config.batch_editing_template_id_array) < 3:
        job = job_of([group("a", "a.png")])
        config = type(job.template_config)(batch_editing_template_id_array=tuple(ids))
        job = job.model_copy(update={"template_config": config})
    problems = preflight(job, assets=FakeAssets(), speaker=FakeSpeaker(), templates=templates)
    paths = {problem.path: problem.message for problem in problems}
    assert set(paths) == {f"TemplateConfig.BatchEditingTemplateIdArray[{n}]" for n in (1, 2)}
    assert "no template 'gone'" in paths["TemplateConfig.BatchEditingTemplateIdArray[1]"]
    assert "StickerArray[0].MediaURL" in paths["TemplateConfig.BatchEditingTemplateIdArray[2]"]


def test_a_sound_file_as_music_is_fine() -> None:
    assert found([group("a", "a.png")], FakeAssets({"m": sound()}), given={"BackgroundMusicArray": ["m"]}) == {}


@pytest.mark.parametrize("seconds", [0.0, -1.0, 1e-308, 1e300])
def test_lengths_of_shots_beyond_their_limits_do_not_hide_other_faults(seconds: float) -> None:
    process = {"ProcessConfig": {"SingleShotDuration": seconds, "ImageDuration": seconds}}
    job, _ = parse_job(document([group("a", "a_30.mp4", "a.png", "missing.mp4")], editing=process))
    assert job is not None
    problems = preflight(job, assets=FakeAssets(), speaker=FakeSpeaker())
    assert "InputConfig.MediaGroupArray[0].MediaArray[2]" in {problem.path for problem in problems}

from __future__ import annotations

import pickle
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

import s2v_core.job
from s2v_core.job import (
    InputConfig,
    Job,
    MediaGroup,
    OutputConfig,
    OutputS2V,
    Video,
    check_job,
    limits,
    mode_of,
    parse_job,
)
from s2v_core.timeline.model import Canvas
from s2v_core.timeline.style import SubtitleStyle
from tests.job.documents import GLOBAL, SEGMENTED, SILENT, changed, found_in, job_of


def test_the_public_surface_is_sorted() -> None:
    assert sorted(s2v_core.job.__all__) == s2v_core.job.__all__


@pytest.mark.parametrize("document", [GLOBAL, SEGMENTED, SILENT], ids=["global", "segmented", "silent"])
def test_a_job_comes_back_from_its_json_and_from_another_process(document: dict[str, Any]) -> None:
    job = job_of(document)
    assert Job.model_validate(job.to_json()) == job
    assert pickle.loads(pickle.dumps(job)) == job


def test_what_is_not_given_has_the_documented_default_and_is_not_written() -> None:
    job = job_of(SILENT)
    editing, output = job.editing_config, job.output_config
    assert job.to_json() == SILENT
    assert editing.media_config.volume == 0
    assert (editing.speech_config.volume, editing.speech_config.speech_rate) == (1, 0)
    assert editing.speech_config.speech_language == "zh"
    assert editing.background_music_config.volume == 0.2
    assert editing.background_image_config.sub_type is None
    process = editing.process_config
    assert (process.single_shot_duration, process.image_duration, process.transition_duration) == (3, 3, 0.5)
    assert (process.enable_clip_split, process.allow_transition, process.use_uniform_transition) == (True, False, True)
    assert process.alignment_mode == "AutoSpeed"
    assert process.transition_list == limits.DEFAULT_TRANSITIONS
    assert process.vfx_effect_probability == 0.5
    assert job.input_config.media_group_array[0].split_mode == "AverageSplit"
    assert (editing.s2v.fit, editing.s2v.motion) == ("contain", True)
    assert (output.s2v.seed, output.s2v.index_base, output.s2v.draws) == (0, 0, ())
    assert Job().output_config.count == 1


def test_stills_are_shown_as_long_as_a_shot_unless_said_otherwise() -> None:
    path = "EditingConfig.ProcessConfig"
    assert (
        job_of(changed(SILENT, **{path: {"SingleShotDuration": 5}})).editing_config.process_config.image_duration == 5
    )
    values = {"SingleShotDuration": 5, "ImageDuration": 2}
    assert job_of(changed(SILENT, **{path: values})).editing_config.process_config.image_duration == 2


def test_numbers_and_switches_may_be_written_as_texts() -> None:
    job = job_of(
        changed(
            GLOBAL,
            **{
                "InputConfig.MediaGroupArray[0].Volume": "0.50",
                "InputConfig.SubHeadingArray[0].Level": "1",
                "EditingConfig.MediaConfig.Volume": "1.25",
                "EditingConfig.MediaConfig.MediaMetaDataArray[0].TimeRangeList[0]": {"In": "0.5", "Out": "4"},
                "EditingConfig.SpeechConfig.SpeechRate": "-100",
                "EditingConfig.SpeechConfig.AsrConfig.FontSize": "44",
                "EditingConfig.ProcessConfig.AllowTransition": "true",
                "EditingConfig.ProcessConfig.UseUniformTransition": "False",
                "OutputConfig.Count": "3",
                "OutputConfig.Video.Fps": "30000/1001",
            },
        )
    )
    part = job.editing_config.media_config.media_meta_data_array[0].time_range_list[0]
    assert job.input_config.media_group_array[0].volume == 0.5
    assert job.input_config.sub_heading_array[0].level == 1
    assert job.editing_config.media_config.volume == 1.25
    assert (part.in_, part.out) == (0.5, 4)
    assert job.editing_config.speech_config.speech_rate == -100
    assert job.editing_config.speech_config.asr_config.font_size == 44
    assert job.editing_config.process_config.allow_transition is True
    assert job.editing_config.process_config.use_uniform_transition is False
    assert job.output_config.count == 3
    assert job.rate == Fraction(30000, 1001)


def test_null_counts_as_not_given() -> None:
    values = {"EditingConfig": None, "UserData": None, "TemplateConfig": None}
    assert parse_job(SILENT | values)[0] == job_of(SILENT)
    document = changed(SILENT, **{"EditingConfig.ProcessConfig": {"ImageDuration": 2}})
    document["EditingConfig"]["ProcessConfig"]["SingleShotDuration"] = None
    document["EditingConfig"]["SpeechConfig"] = {"AsrConfig": {"X": None, "Y": 0.5}}
    job = job_of(document)
    assert job.editing_config.process_config.single_shot_duration == 3
    assert job.to_json()["EditingConfig"]["SpeechConfig"] == {"AsrConfig": {"Y": 0.5}}


def test_older_single_values_are_part_of_the_lists_and_keep_their_spelling() -> None:
    document = changed(
        SILENT,
        **{
            "InputConfig.SpeechText": "Hello.",
            "InputConfig.Sticker": {"MediaURL": "badge.png", "X": 0.5},
            "InputConfig.BackgroundMusic": "calm.mp3",
            "OutputConfig.FixedDuration": None,
        },
    )
    job = job_of(document)
    assert job.input_config.speech_text_array == ("Hello.",)
    assert [sticker.media for sticker in job.input_config.sticker_array] == ["badge.png"]
    assert job.input_config.background_music_array == ("calm.mp3",)
    assert job.mode == "global"
    assert job.to_json() == document
    assert Job.model_validate(job.to_json()) == job


def test_an_older_single_value_joins_the_list_that_is_given_too() -> None:
    document = changed(GLOBAL, **{"InputConfig.SpeechText": "Third."})
    job = job_of(document)
    assert job.input_config.speech_text_array[2:] == ("Third.",)
    assert Job.model_validate(job.to_json()) == job


def test_an_older_single_value_that_was_taken_off_the_list_stays_off() -> None:
    inputs = InputConfig.model_validate({"SpeechText": "Old.", "SpeechTextArray": ["New."]})
    edited = inputs.model_copy(update={"speech_text_array": ("New.",)})
    again = InputConfig.model_validate(edited.model_dump(by_alias=True, exclude_unset=True))
    assert again.speech_text_array == ("New.",)


@pytest.mark.parametrize("name", ["SpeechConfig", "BackgroundMusicConfig"])
def test_gain_is_the_older_spelling_of_volume(name: str) -> None:
    editing = job_of(changed(SILENT, **{f"EditingConfig.{name}": {"Gain": 0.7}})).editing_config
    config = editing.speech_config if name == "SpeechConfig" else editing.background_music_config
    assert config.volume == 0.7


@pytest.mark.parametrize("name", ["SubType", "Type"])
def test_both_spellings_of_the_background_fill_are_read(name: str) -> None:
    job = job_of(changed(SILENT, **{"EditingConfig.BackgroundImageConfig": {name: "blur"}}))
    assert job.editing_config.background_image_config.sub_type == "Blur"


@pytest.mark.parametrize(("value", "chance"), [(0, 0), (0.25, 0.25), (1, 1), (30, 0.3), ("45", 0.45), (100, 1)])
def test_a_probability_above_one_is_percent(value: Any, chance: float) -> None:
    job = job_of(changed(SILENT, **{"EditingConfig.ProcessConfig.VfxEffectProbability": value}))
    assert job.editing_config.process_config.vfx_effect_probability == pytest.approx(chance)


@pytest.mark.parametrize(
    "value",
    [
        {"BatchEditingTemplateIdArray": ["t1", "t2"]},
        ["t1", "t2"],
        '["t1", "t2"]',
        '{"BatchEditingTemplateIdArray": ["t1", "t2"]}',
    ],
)
def test_templates_are_named_in_an_object_or_a_list(value: Any) -> None:
    job = job_of(SILENT | {"TemplateConfig": value})
    assert job.template_config.batch_editing_template_id_array == ("t1", "t2")
    assert Job.model_validate(job.to_json()) == job


@pytest.mark.parametrize("value", ["t1", '"t1"', " t1 "])
def test_a_single_template_may_be_named_alone(value: str) -> None:
    assert job_of(SILENT | {"TemplateConfig": value}).template_config.batch_editing_template_id_array == ("t1",)


def test_names_of_choices_are_read_in_any_case() -> None:
    document = changed(
        SEGMENTED,
        **{
            "InputConfig.MediaGroupArray[2].SplitMode": "nosplit",
            "EditingConfig.ProcessConfig.AlignmentMode": "CUT",
            "EditingConfig.S2V.Fit": "Cover",
            "OutputConfig.Video": {"Preset": "Slow", "Profile": "High"},
        },
    )
    job = job_of(document)
    assert job.input_config.media_group_array[2].split_mode == "NoSplit"
    assert job.editing_config.process_config.alignment_mode == "Cut"
    assert job.editing_config.s2v.fit == "cover"
    assert (job.output_config.video.preset, job.output_config.video.profile) == ("slow", "high")


def test_own_additions_are_read() -> None:
    draws = [{"Output": 3, "Decision": "title", "Slot": "", "Redraw": 1}, {"Decision": "music", "Value": "calm.mp3"}]
    job = job_of(
        changed(
            SILENT,
            **{
                "OutputConfig.S2V": {"Seed": 7, "IndexBase": 1, "Draws": draws},
                "EditingConfig.S2V": {"Fit": "blur", "Motion": False},
            },
        )
    )
    own = job.output_config.s2v
    assert (own.seed, own.index_base) == (7, 1)
    assert (own.draws[0].output, own.draws[0].decision, own.draws[0].redraw) == (3, "title", 1)
    assert (own.draws[1].output, own.draws[1].value) == (None, "calm.mp3")
    assert (job.editing_config.s2v.fit, job.editing_config.s2v.motion) == ("blur", False)


def test_user_data_is_handed_through_unchanged() -> None:
    for value in ('{"NotifyAddress": "https://host/path"}', {"NotifyAddress": None}, ""):
        assert job_of(SILENT | {"UserData": value}).user_data == value


def test_unknown_keys_survive() -> None:
    document = changed(
        SILENT,
        **{
            "Mine": {"a": [1, None, "x"]},
            "InputConfig.Mine": 1,
            "InputConfig.MediaGroupArray[0].Mine": [],
            "EditingConfig.TitleConfig": {"Mine": 1.5},
            "OutputConfig.Video": {"Mine": True},
        },
    )
    document["InputConfig"]["Nothing"] = None
    assert job_of(document).to_json() == document


def test_the_comma_list_of_voices_is_taken_apart() -> None:
    speech = job_of(
        changed(GLOBAL, **{"EditingConfig.SpeechConfig.Voice": " zhiru, zhilun，ava,"})
    ).editing_config.speech_config
    assert speech.voices == ("zhiru", "zhilun", "ava")


def test_caption_style_is_a_subtitle_style() -> None:
    assert isinstance(job_of(GLOBAL).editing_config.speech_config.asr_config, SubtitleStyle)


def test_a_job_does_not_change() -> None:
    job = job_of(GLOBAL)
    with pytest.raises(ValidationError):
        job.output_config = SILENT["OutputConfig"]


def test_a_job_built_in_code_is_checked_by_the_same_rules() -> None:
    job = job_of(SILENT)
    output = job.output_config.model_copy(update={"count": 500})
    assert check_job(job) == ()
    assert [problem.path for problem in check_job(job.model_copy(update={"output_config": output}))] == [
        "OutputConfig.Count"
    ]


@pytest.mark.parametrize(
    ("scripts", "groups", "mode"),
    [
        ([], [{}], "global"),
        (["a"], [{}], "global"),
        (["a"], [{"Duration": 3}], "global"),
        ([], [{"Duration": 3}], "segmented"),
        ([], [{}, {"SpeechTextArray": ["a"]}], "segmented"),
        ([], [{"SpeechTextArray": [], "SplitMode": "NoSplit", "Volume": 1}], "global"),
    ],
)
def test_the_mode_follows_from_texts_and_durations(scripts: list[str], groups: list[dict[str, Any]], mode: str) -> None:
    inputs = InputConfig.model_validate({"SpeechTextArray": scripts, "MediaGroupArray": groups})
    assert mode_of(inputs) == mode


@pytest.mark.parametrize(("given", "even"), [((1080, 1920), (1080, 1920)), ((719, 1281), (720, 1282))])
def test_the_canvas_is_even(given: tuple[int, int], even: tuple[int, int]) -> None:
    document = changed(SILENT, **{"OutputConfig.Width": given[0], "OutputConfig.Height": given[1]})
    assert job_of(document).canvas == Canvas(*even)


@pytest.mark.parametrize(
    ("fps", "rate"),
    [
        (25, Fraction(25)),
        (29.97, Fraction(30000, 1001)),
        (23.976, Fraction(24000, 1001)),
        (23.98, Fraction(24000, 1001)),
        (59.94, Fraction(60000, 1001)),
        (30000 / 1001, Fraction(30000, 1001)),
        (12.5, Fraction(25, 2)),
        (24, Fraction(24)),
    ],
)
def test_decimal_rates_stand_for_exact_ones(fps: float, rate: Fraction) -> None:
    assert Job(output_config=OutputConfig(video=Video(fps=fps))).rate == rate


def test_the_rate_is_thirty_when_not_given() -> None:
    assert job_of(SILENT).rate == 30


def test_a_malformed_config_text_is_refused_by_the_model_too() -> None:
    with pytest.raises(ValidationError, match="not valid JSON"):
        Job.model_validate({"InputConfig": "{"})
    assert found_in({"InputConfig": "{"})


def test_a_job_may_be_built_in_code_by_the_names_of_the_language() -> None:
    group = MediaGroup(group_name="g1", media_array=("a.mp4",), duration=2)
    output = OutputConfig(media_url="a_{index}.mp4", s2v=OutputS2V(seed=3))
    job = Job(input_config=InputConfig(media_group_array=(group,)), output_config=output)
    assert check_job(job) == ()
    assert job.to_json() == {
        "InputConfig": {"MediaGroupArray": [{"GroupName": "g1", "MediaArray": ["a.mp4"], "Duration": 2.0}]},
        "OutputConfig": {"MediaURL": "a_{index}.mp4", "S2V": {"Seed": 3}},
    }

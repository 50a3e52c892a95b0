from __future__ import annotations

import json
from typing import Any

import pytest

from s2v_core.errors import JobError
from s2v_core.job import load_template, with_template
from s2v_core.settings import Settings
from tests.job.documents import GLOBAL, SEGMENTED, SILENT, changed, job_of

TEMPLATE: dict[str, Any] = {
    "InputTemplateConfig": {
        "StickerArray": [{"MediaURL": "frame.png"}],
        "BackgroundMusicArray": ["house.mp3"],
    },
    "EditingTemplateConfig": {
        "TitleConfig": {"FontColor": "#ff0000", "Y": 0.3},
        "SpeechConfig": {"Gain": 0.5, "AsrConfig": {"FontSize": 60, "Outline": 5}},
    },
    "OutputTemplateConfig": {"Width": 720, "Height": 1280, "Video": {"Crf": 20}},
}


def write(settings: Settings, name: str, text: str) -> None:
    settings.templates_dir.mkdir(parents=True, exist_ok=True)
    (settings.templates_dir / name).write_text(text, encoding="utf-8")


def test_a_template_gives_what_the_request_leaves_open() -> None:
    job = with_template(job_of(SEGMENTED), TEMPLATE)
    assert job.input_config.background_music_array == ("house.mp3",)
    assert job.editing_config.title_config.font_color == "#ff0000"
    assert job.editing_config.speech_config.volume == 0.5
    assert job.output_config.video.crf == 20


def test_what_the_request_gives_wins() -> None:
    job = with_template(job_of(GLOBAL), TEMPLATE)
    assert [sticker.media for sticker in job.input_config.sticker_array] == ["file:///assets/badge.png"]
    assert job.input_config.background_music_array == ("media://calm.mp3",)
    assert (job.editing_config.title_config.y, job.editing_config.title_config.font_color) == (0.1, "#ff0000")
    asr = job.editing_config.speech_config.asr_config
    assert (asr.font_size, asr.outline, job.editing_config.speech_config.volume) == (44, 2, 1)
    assert (job.output_config.width, job.output_config.video.crf, job.output_config.video.fps) == (1080, 27, 25)


def test_an_older_single_value_of_the_request_replaces_the_list_of_the_template() -> None:
    job = with_template(job_of(changed(SILENT, **{"InputConfig.Sticker": {"MediaURL": "own.png"}})), TEMPLATE)
    assert [sticker.media for sticker in job.input_config.sticker_array] == ["own.png"]


def test_an_empty_list_of_the_request_wins() -> None:
    job = with_template(job_of(changed(SILENT, **{"InputConfig.StickerArray": []})), TEMPLATE)
    assert job.input_config.sticker_array == ()


def test_an_empty_template_changes_nothing() -> None:
    assert with_template(job_of(GLOBAL), {}) == job_of(GLOBAL)


def test_unknown_keys_of_the_template_are_kept() -> None:
    job = with_template(job_of(SILENT), {"EditingTemplateConfig": {"Mine": 1}})
    assert job.to_json()["EditingConfig"]["Mine"] == 1


@pytest.mark.parametrize("config", [TEMPLATE, json.dumps(TEMPLATE)], ids=["object", "text"])
def test_the_template_may_be_wrapped_as_the_vendor_stores_it(config: Any) -> None:
    wrapped = {"TemplateId": "t1", "Name": "House", "Type": "BatchEditing", "Config": config}
    assert with_template(job_of(SILENT), wrapped) == with_template(job_of(SILENT), TEMPLATE)


def test_parts_may_be_texts() -> None:
    parts = {name: json.dumps(part) for name, part in TEMPLATE.items()}
    assert with_template(job_of(SILENT), parts) == with_template(job_of(SILENT), TEMPLATE)


def test_a_template_of_another_type_is_refused() -> None:
    with pytest.raises(JobError, match="BatchEditing"):
        with_template(job_of(SILENT), {"Type": "Timeline", "Config": "{}"})


@pytest.mark.parametrize("config", ["{", "[]", 5, [1]])
def test_a_template_that_is_no_object_is_refused(config: Any) -> None:
    with pytest.raises(JobError):
        with_template(job_of(SILENT), {"Type": "BatchEditing", "Config": config})


def test_a_malformed_template_names_its_own_place() -> None:
    template = {"Name": "House", "EditingTemplateConfig": {"SpeechConfig": {"SpeechRate": "fast", "Volume": "loud"}}}
    with pytest.raises(JobError, match=r"'House' does not fit \(2 problems\)") as caught:
        with_template(job_of(SILENT), template)
    assert [problem.path for problem in caught.value.problems] == [
        "EditingTemplateConfig.SpeechConfig.SpeechRate",
        "EditingTemplateConfig.SpeechConfig.Volume",
    ]


def test_a_template_that_breaks_a_rule_is_refused() -> None:
    with pytest.raises(JobError) as caught:
        with_template(job_of(SILENT), {"OutputTemplateConfig": {"MaxDuration": 5, "Video": {"Crf": 99}}})
    assert [problem.path for problem in caught.value.problems] == [
        "OutputConfig.FixedDuration",
        "OutputConfig.Video.Crf",
    ]


def test_a_template_is_read_from_the_data_folder(settings: Settings) -> None:
    write(settings, "house-1.json", "\ufeff" + json.dumps(TEMPLATE))
    assert load_template(settings, "house-1") == TEMPLATE


def test_a_template_that_is_not_there_is_named(settings: Settings) -> None:
    with pytest.raises(JobError, match="no template 'house'"):
        load_template(settings, "house")


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../job",
        "a/b",
        "a\\b",
        "/etc/passwd",
        "C:x",
        "a\x00",
        ".hidden",
        "nul",
        "COM1.x",
        "a.",
        "x" * 101,
    ],
)
def test_an_id_never_leads_out_of_the_folder(settings: Settings, name: str) -> None:
    write(settings, "job.json", "{}")
    with pytest.raises(JobError, match="not a template id"):
        load_template(settings, name)


@pytest.mark.parametrize("text", ["{", "[]", "", "5", "[" * 100_000])
def test_a_malformed_template_file_is_refused(settings: Settings, text: str) -> None:
    write(settings, "house.json", text)
    with pytest.raises(JobError, match="'house'"):
        load_template(settings, "house")

"""The page Output, without a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from s2v_core.errors import JobError
from s2v_core.projects import (
    PLATFORMS,
    AddressBook,
    Project,
    ProjectStore,
    length_of,
    set_address,
    set_length,
    set_scripts,
    set_values,
    value_of,
)
from s2v_core.settings import load_settings
from tests.studio.harness import open_studio, shown

PAGE = "pages/8_synthesis.py"

pytestmark = pytest.mark.usefixtures("ran_navigation", "previewed")


def output(store: ProjectStore, project: Project) -> dict[str, Any]:
    found: dict[str, Any] = store.open(project.id).job["OutputConfig"]
    return found


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_platform_sets_its_size_and_is_marked(store: ProjectStore, project: Project, platform: str) -> None:
    store.save(set_values(project, {"OutputConfig.Width": 640, "OutputConfig.Height": 480}))
    studio = open_studio(PAGE, project=project.id)
    marked = [button.key for button in studio.button if button.proto.type == "primary"]
    assert not marked
    studio.button(key=f"synthesis_platform_{platform}").click().run()
    wanted = PLATFORMS[platform]
    assert (output(store, project)["Width"], output(store, project)["Height"]) == (wanted.width, wanted.height)
    assert studio.number_input(key="OutputConfig.Width").value == wanted.width
    assert studio.button(key=f"synthesis_platform_{platform}").proto.type == "primary"


@pytest.mark.parametrize(("path", "value"), [("OutputConfig.Count", 0), ("OutputConfig.Width", 5000)])
def test_a_number_outside_its_range_is_refused_at_the_field(
    store: ProjectStore, project: Project, path: str, value: int
) -> None:
    before = output(store, project)
    studio = open_studio(PAGE, project=project.id)
    studio.number_input(key=path).set_value(value).run()
    assert len(studio.error) == 1
    assert output(store, project) == before


def test_number_size_and_rate_are_saved(store: ProjectStore, project: Project) -> None:
    studio = open_studio(PAGE, project=project.id)
    studio.number_input(key="OutputConfig.Count").set_value(100).run()
    studio.number_input(key="OutputConfig.Height").set_value(1350).run()
    studio.selectbox(key="OutputConfig.Video.Fps").set_value(25.0).run()
    studio.toggle(key="OutputConfig.GeneratePreviewOnly").set_value(True).run()
    saved = output(store, project)
    assert (saved["Count"], saved["Height"], saved["Video"]["Fps"]) == (100, 1350, 25)
    assert saved["GeneratePreviewOnly"] is True


@pytest.mark.parametrize("rate", [29.97, 25])
def test_any_rate_of_the_project_is_shown(store: ProjectStore, project: Project, rate: float) -> None:
    document = project.job | {"OutputConfig": project.job["OutputConfig"] | {"Video": {"Fps": rate}}}
    store.save(project.with_job(document))
    studio = open_studio(PAGE, project=project.id)
    assert studio.selectbox(key="OutputConfig.Video.Fps").value == rate
    assert not studio.error


def test_the_names_are_shown_as_they_will_be(store: ProjectStore, project: Project) -> None:
    studio = open_studio(PAGE, project=project.id)
    assert "video\\_0.mp4 · video\\_1.mp4 · video\\_2.mp4" in shown(studio)
    studio.text_input(key="synthesis_names").set_value("autumn sale {index}").run()
    studio.selectbox(key="OutputConfig.S2V.IndexBase").set_value(1).run()
    assert "autumn sale 1.mp4 · autumn sale 2.mp4" in shown(studio)
    studio.number_input(key="OutputConfig.Count").set_value(9).run()
    assert "autumn sale 3.mp4 …" in shown(studio)


@pytest.mark.parametrize("pattern", ["all the same", "folder/{index}.mp4", ""])
def test_names_that_will_not_do_stay_in_the_field_with_the_reason(
    store: ProjectStore, project: Project, pattern: str
) -> None:
    studio = open_studio(PAGE, project=project.id)
    studio.text_input(key="synthesis_names").set_value(pattern).run()
    assert studio.error
    assert studio.text_input(key="synthesis_names").value == pattern
    assert output(store, project)["MediaURL"] == "video_{index}.mp4"


def test_the_length_follows_one_rule_at_a_time(store: ProjectStore, project: Project) -> None:
    studio = open_studio(PAGE, project=project.id)
    studio.segmented_control(key="synthesis_length").set_value("most").run()
    studio.number_input(key="synthesis_seconds").set_value(12.0).run()
    assert (output(store, project)["MaxDuration"], "FixedDuration" in output(store, project)) == (12, False)
    studio.segmented_control(key="synthesis_length").set_value("exact").run()
    assert (output(store, project)["FixedDuration"], "MaxDuration" in output(store, project)) == (12, False)
    studio.segmented_control(key="synthesis_length").set_value("free").run()
    assert length_of(store.open(project.id)) == ("free", None)


def test_an_exact_length_is_not_offered_beside_a_voiceover(store: ProjectStore, project: Project) -> None:
    spoken = store.save(set_scripts(project, ["Good things take time."])).project
    studio = open_studio(PAGE, project=project.id)
    assert len(studio.segmented_control(key="synthesis_length").options) == 2
    assert "The voiceover sets the length" in shown(studio)
    with pytest.raises(JobError, match="FixedDuration"):
        set_length(spoken, "exact", 8.0)


def test_a_segmented_project_has_no_length_of_its_own(store: ProjectStore) -> None:
    studio = open_studio(PAGE, project=store.create("Scenes", "segmented").id)
    assert "synthesis_length" not in [control.key for control in studio.segmented_control]
    assert not studio.error


def test_a_registered_place_is_chosen_and_can_be_tested(store: ProjectStore, project: Project, tmp_path: Path) -> None:
    book = AddressBook(load_settings(_env_file=None), trusted=True)
    address = book.add("Shop videos", str(tmp_path / "shop")).address
    studio = open_studio(PAGE, project=project.id)
    assert studio.selectbox(key="synthesis_place").value == ""
    studio.selectbox(key="synthesis_place").set_value(address).run()
    assert output(store, project)["MediaURL"] == f"{address}video_{{index}}.mp4"
    assert not studio.button(key="synthesis_test").disabled
    studio.selectbox(key="synthesis_place").set_value("").run()
    assert output(store, project)["MediaURL"] == "video_{index}.mp4"


def test_a_place_that_came_with_the_project_is_kept_and_not_tested_in_an_open_studio(
    store: ProjectStore, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.widgets.services._LOOPBACK", ())
    store.save(set_address(project, "s3://elsewhere/videos/"))
    studio = open_studio(PAGE, project=project.id)
    assert studio.selectbox(key="synthesis_place").value == "s3://elsewhere/videos/"
    assert studio.button(key="synthesis_test").disabled
    assert "is not tested" in shown(studio)


def test_quality_format_and_seed_are_in_the_expander(store: ProjectStore, project: Project) -> None:
    studio = open_studio(PAGE, project=project.id)
    studio.session_state["synthesis_more"] = True
    studio.run()
    studio.selectbox(key="synthesis_quality").set_value("high").run()
    studio.selectbox(key="OutputConfig.Video.Codec").set_value("HEVC").run()
    studio.selectbox(key="OutputConfig.Video.Preset").set_value("slow").run()
    studio.number_input(key="OutputConfig.S2V.Seed").set_value(77).run()
    saved = output(store, project)
    assert saved["Video"] == {"Crf": 19, "Codec": "HEVC", "Preset": "slow"}
    assert saved["S2V"]["Seed"] == 77
    studio.selectbox(key="synthesis_quality").set_value("standard").run()
    assert value_of(store.open(project.id), "OutputConfig.Video.Crf") is None


def test_an_own_quality_is_shown_as_a_number(store: ProjectStore, project: Project) -> None:
    store.save(set_values(project, {"OutputConfig.Video.Crf": 21, "OutputConfig.Video.Preset": "superfast"}))
    studio = open_studio(PAGE, project=project.id)
    studio.session_state["synthesis_more"] = True
    studio.run()
    assert studio.number_input(key="OutputConfig.Video.Crf").value == 21
    assert studio.selectbox(key="OutputConfig.Video.Preset").value == "superfast"
    assert not studio.error


def test_without_a_project_the_sample_is_offered() -> None:
    assert open_studio(PAGE).button(key="open_sample")


def test_the_page_speaks_chinese(store: ProjectStore, project: Project) -> None:
    assert "画面尺寸" in shown(open_studio(PAGE, project=project.id, language="zh-CN"))

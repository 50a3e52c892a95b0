"""The page of the timeline, without a browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.widgets.timeline.decisions import listed
from pages.widgets.timeline.pictures import Strips
from pages.widgets.timeline.view import View
from s2v_core.projects import Project, ProjectStore, add_node, fixed_draws, set_values
from tests.studio.harness import labels, open_studio, shown
from tests.studio.timeline_projects import SCRIPT, QuickSpeaker, small_project

pytestmark = pytest.mark.usefixtures("ran_navigation")

PAGE = "pages/9_timeline.py"


@pytest.fixture(autouse=True)
def _quick_voices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s2v_core.speech.Speaker", QuickSpeaker)


@pytest.fixture
def media(tmp_path: Path) -> Path:
    return tmp_path / "media"


def opened(project: Project) -> AppTest:
    return open_studio(PAGE, project=project.id)


def click(studio: AppTest, key: str) -> AppTest:
    return studio.button(key=key).click().run()


def keys(studio: AppTest) -> list[str]:
    return [button.key or "" for button in studio.button]


def fixed(store: ProjectStore, project: Project) -> set[tuple[str, int | None, bool]]:
    return {(one.decision, one.output, one.locked) for one in fixed_draws(store.open(project.id))}


def select(studio: AppTest, kind: str) -> AppTest:
    """Select the first clip of a kind, as a click on it does."""
    table = studio.dataframe[0].value
    footage = list(table[table["track"] == "Footage"]["kind"])
    clips = {"Title": "text.0", "Caption": "captions.0", "Voiceover": "voice.0"}
    clip = f"video.{footage.index('Video')}" if kind == "Video" else clips[kind]
    view: View = studio.session_state["_s2v_timeline"]
    studio.session_state["_s2v_timeline"] = replace(view, clip=clip, moment=0.5)
    return studio.run()


def test_without_a_project_the_page_leads_to_one() -> None:
    studio = open_studio(PAGE)
    assert "open_sample" in keys(studio)


def test_an_empty_project_is_told_what_is_missing_and_where(store: ProjectStore) -> None:
    studio = opened(store.create("Autumn", "global"))
    assert studio.error
    assert not studio.dataframe
    assert not studio.exception


def test_a_node_without_footage_leads_to_the_nodes(store: ProjectStore) -> None:
    project = store.create("Autumn", "global")
    project = store.save(add_node(project, name="Opening")[0]).project
    studio = opened(project)
    assert studio.error
    assert "Mend it on: Script nodes" in [link.proto.label for link in studio.get("page_link")]


def test_missing_files_are_told_at_the_video_that_needs_them(store: ProjectStore, media: Path) -> None:
    project = small_project(store, media)
    for path in media.iterdir():
        path.unlink()
    studio = opened(project)
    assert studio.error or studio.warning
    assert not studio.exception


def test_the_plan_of_a_video_is_a_table_with_a_row_for_every_clip(store: ProjectStore, media: Path) -> None:
    studio = opened(small_project(store, media, spoken=True))
    table = studio.dataframe[0].value
    assert set(table["track"]) == {"Texts", "Captions", "Footage", "Voice"}
    footage = table[table["track"] == "Footage"]
    assert footage["start"].iloc[0] == 0
    assert footage["duration"].sum() == pytest.approx(footage["end"].iloc[-1], abs=0.05)
    assert footage["transition"].iloc[0]
    assert SCRIPT in set(table["what"])


def test_another_video_is_looked_at_and_its_neighbours_are_reached(store: ProjectStore, media: Path) -> None:
    studio = opened(small_project(store, media))
    first = studio.dataframe[0].value
    click(studio, "timeline_step_chevron_right")
    assert studio.selectbox(key="timeline_video").value == 1
    assert not studio.dataframe[0].value.equals(first)
    studio.selectbox(key="timeline_video").set_value(0).run()
    assert studio.dataframe[0].value.equals(first)


def test_one_decision_is_drawn_again_and_the_rest_stays(store: ProjectStore, media: Path) -> None:
    project = small_project(store, media)
    studio = opened(project)
    before = studio.dataframe[0].value
    select(studio, "Title")
    click(studio, "timeline_title_again")
    after = studio.dataframe[0].value
    assert after["what"].iloc[0] != before["what"].iloc[0]
    assert after.iloc[1:].equals(before.iloc[1:])
    assert fixed(store, project) == {("title", 0, False)}


def test_a_decision_is_locked_for_all_videos_and_freed_again(store: ProjectStore, media: Path) -> None:
    project = small_project(store, media)
    studio = select(opened(project), "Title")
    title = studio.dataframe[0].value["what"].iloc[0]
    studio.segmented_control(key="timeline_scope").set_value("all").run()
    click(studio, "timeline_title_lock")
    assert fixed(store, project) == {("title", None, True)}
    assert studio.button(key="timeline_title_again").disabled
    studio.selectbox(key="timeline_video").set_value(1).run()
    assert studio.dataframe[0].value["what"].iloc[0] == title
    select(studio, "Title")
    click(studio, "timeline_title_unlock")
    assert fixed(store, project) == set()


def test_what_cannot_come_out_otherwise_is_said(store: ProjectStore, media: Path) -> None:
    project = small_project(store, media, spoken=True)
    studio = select(opened(project), "Voiceover")
    click(studio, "timeline_script_again")
    assert "nothing else" in studio.toast[0].value


@pytest.mark.parametrize(("share", "told"), [(0.001, "without"), (0.999, "with")])
def test_of_a_chance_it_is_told_whether_it_was_met(store: ProjectStore, media: Path, share: float, told: str) -> None:
    process = "EditingConfig.ProcessConfig"
    wished = {f"{process}.AllowVfxEffect": True, f"{process}.VfxEffectProbability": share}
    studio = opened(store.save(set_values(small_project(store, media), wished)).project)
    assert f"With or without an effect  \n:gray[{told}]" in shown(studio)


def test_a_whole_video_is_drawn_again(store: ProjectStore, media: Path) -> None:
    project = small_project(store, media)
    studio = opened(project)
    before = studio.dataframe[0].value
    click(studio, "timeline_draw_video")
    assert not studio.dataframe[0].value.equals(before)
    assert {output for _, output, _ in fixed(store, project)} == {0}


def test_a_shot_begins_where_the_slider_is_put(store: ProjectStore, media: Path) -> None:
    project = small_project(store, media)
    studio = select(opened(project), "Video")
    [slider] = [each for each in studio.select_slider if (each.key or "").startswith("timeline_begin_")]
    wanted = float(slider.options[-1].removesuffix(" s"))
    assert slider.value != wanted
    slider.set_value(wanted).run()
    assert fixed(store, project) == {("shot", 0, True)}
    table = studio.dataframe[0].value
    assert table[table["kind"] == "Video"]["begin"].iloc[0] == pytest.approx(wanted, abs=0.06)


def test_shots_change_places(store: ProjectStore, media: Path) -> None:
    project = small_project(store, media)
    studio = opened(project)
    before = studio.dataframe[0].value.query("track == 'Footage'")["what"].tolist()
    assert studio.button(key="timeline_earlier").disabled
    click(studio, "timeline_later")
    after = studio.dataframe[0].value.query("track == 'Footage'")["what"].tolist()
    assert after == [before[1], before[0], *before[2:]]


def test_captions_are_written_otherwise_than_they_are_spoken(store: ProjectStore, media: Path) -> None:
    project = small_project(store, media, spoken=True)
    studio = select(opened(project), "Caption")
    text = studio.text_area(key="timeline_caption_0_voice.0")
    assert text.value == SCRIPT
    text.set_value(SCRIPT.replace("mornng", "morning")).run()
    table = studio.dataframe[0].value
    assert "morning" in " ".join(table[table["track"] == "Captions"]["what"])
    assert SCRIPT in set(table["what"])
    assert {("caption", 0, True), ("script", 0, True)} == fixed(store, project)


def test_what_is_fixed_is_listed_and_freed(store: ProjectStore, media: Path) -> None:
    project = small_project(store, media)
    studio = opened(project)
    click(studio, "timeline_later")
    studio.session_state["timeline_fixed"] = True
    studio.run()
    assert "Order of the shots" in shown(studio)
    click(studio, "timeline_fixed_0")
    assert fixed(store, project) == set()


def test_all_videos_are_shown_drawn_again_locked_and_opened(
    store: ProjectStore, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Strips, "make", lambda *_: None)
    project = small_project(store, media, count=8)
    studio = opened(project)
    studio.segmented_control(key="timeline_view").set_value("all").run()
    assert len([key for key in keys(studio) if key.endswith("_open")]) == 6
    click(studio, "timeline_sheet_2_lock")
    assert studio.button(key="timeline_sheet_2_again").disabled
    click(studio, "timeline_sheet_1_again")
    assert {output for _, output, locked in fixed(store, project) if not locked} == {1}
    click(studio, "timeline_draw_all")
    assert {output for _, output, _ in fixed(store, project)} == {2}
    assert len(listed(store.open(project.id))) == 1
    click(studio, "timeline_sheet_2_lock")
    assert fixed(store, project) == set()
    click(studio, "timeline_sheet_3_open")
    assert studio.selectbox(key="timeline_video").value == 3


def test_a_project_with_one_video_has_nothing_to_choose(store: ProjectStore, media: Path) -> None:
    studio = opened(small_project(store, media, count=1))
    assert not [each for each in studio.selectbox if each.key == "timeline_video"]
    assert "timeline_play" in keys(studio)
    assert studio.dataframe


def test_the_page_speaks_chinese(store: ProjectStore, media: Path) -> None:
    studio = open_studio(PAGE, project=small_project(store, media, spoken=True).id, language="zh")
    assert set(studio.dataframe[0].value["track"]) == {"文字", "字幕", "画面", "口播"}
    assert "重新抽取" in labels(studio)

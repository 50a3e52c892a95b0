"""The page of the music, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from s2v_core.media import music_pool
from s2v_core.projects import ProjectStore, music, set_music, value_of
from tests.studio.harness import open_studio, press_in_table, shown

PAGE = "pages/5_music.py"
VOLUME = "EditingConfig.BackgroundMusicConfig.Volume"
STYLE = "EditingConfig.BackgroundMusicConfig.Style"
pytestmark = pytest.mark.usefixtures("ran_navigation")


@pytest.fixture(autouse=True)
def _quick_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S2V_VOICE_EN", "pyttsx3:en-us")


def make(store: ProjectStore, *tracks: str) -> str:
    project = store.create("Autumn", "global")
    return store.save(set_music(project, tracks)).project.id if tracks else project.id


def rows(studio: AppTest, table: int = 0) -> list[str]:
    return list(studio.dataframe[table].value["name"])


def test_a_project_without_tracks_shows_those_that_come_with_the_studio_and_their_moods(store: ProjectStore) -> None:
    project = make(store)
    studio = open_studio(PAGE, project=project)
    assert "come with the studio" in shown(studio)
    assert len(rows(studio)) == len(music_pool())
    pills = next(each for each in studio.pills if each.key == STYLE)
    pills.set_value("bgm-relaxing").run()
    assert value_of(store.open(project), STYLE) == "bgm-relaxing"
    assert {name.partition(" ")[0] for name in rows(studio)} == {"Calm"}


def test_a_track_that_comes_with_the_studio_is_heard_chosen_and_removed(store: ProjectStore) -> None:
    project = make(store)
    studio = open_studio(PAGE, project=project)
    press_in_table(studio, "music_packaged_hear", 1)
    assert len(studio.get("audio")) == 1
    press_in_table(studio, "music_packaged_hear", 1)
    assert not studio.get("audio")
    press_in_table(studio, "music_packaged_take", 1)
    assert music(store.open(project)) == [music_pool()[1].id]
    assert rows(studio) == ["Calm · acoustic 2"]
    assert "Every video plays this track" in shown(studio)
    press_in_table(studio, "music_own_remove", 0)
    assert not music(store.open(project))


def test_a_track_that_is_gone_says_so(store: ProjectStore, tmp_path: Path) -> None:
    studio = open_studio(PAGE, project=make(store, str(tmp_path / "gone.opus"), music_pool()[0].id))
    assert rows(studio) == ["gone.opus", "Calm · acoustic 1"]
    assert studio.dataframe[0].value["problem"][0]
    press_in_table(studio, "music_own_hear", 0)
    assert studio.error


def test_a_mood_that_nobody_knows_is_kept_and_stands_for_any(store: ProjectStore) -> None:
    project = store.create("Autumn", "global")
    music_config = {"BackgroundMusicConfig": {"Style": "bgm-epic"}}
    store.save(project.with_job({**project.document, "EditingConfig": music_config}))
    studio = open_studio(PAGE, project=project.id)
    assert len(rows(studio)) == len(music_pool())
    assert "bgm-epic" in next(each for each in studio.pills if each.key == STYLE).options


def test_music_is_switched_off_and_on_again(store: ProjectStore) -> None:
    project = make(store, music_pool()[0].id)
    studio = open_studio(PAGE, project=project)
    studio.toggle(key="music_on").set_value(False).run()
    assert value_of(store.open(project), VOLUME) == 0
    assert "no music" in shown(studio)
    assert not studio.dataframe
    studio.toggle(key="music_on").set_value(True).run()
    assert value_of(store.open(project), VOLUME) == pytest.approx(0.2)
    assert rows(studio) == ["Calm · acoustic 1"]


def test_voice_and_music_are_heard_together(store: ProjectStore) -> None:
    studio = open_studio(PAGE, project=make(store))
    studio.button(key="music_balance_hear").click().run()
    assert len(studio.get("audio")) == 1
    studio.button(key="music_balance_hear").click().run()
    assert not studio.get("audio")


@pytest.mark.parametrize("sample", ["global", "segmented"])
def test_the_samples_show_their_music(store: ProjectStore, sample: str) -> None:
    project = store.create_sample(sample)
    studio = open_studio(PAGE, project=project.id, language="zh-CN")
    assert len(rows(studio)) == len(music(project))
    assert not studio.error


def test_without_a_project_the_sample_is_offered() -> None:
    assert open_studio(PAGE).button(key="open_sample")

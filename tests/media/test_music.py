"""The packaged pool of background music."""

from __future__ import annotations

import importlib.util

import pytest

from s2v_core.errors import DependencyMissing, MediaNotFound
from s2v_core.job.limits import MUSIC_STYLES
from s2v_core.media import Assets, music, music_for_style, music_pool
from s2v_core.settings import Settings


@pytest.fixture
def without_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(music, "music_pool", music.music_pool.__wrapped__)


def test_the_pool_has_five_moods_in_a_fixed_order() -> None:
    pool = music_pool()
    assert {track.mood for track in pool} == {"calm", "energetic", "happy", "nostalgic", "tender"}
    assert [track.id for track in pool] == sorted(track.id for track in pool)
    assert all(track.path.is_file() for track in pool)


def test_tracks_are_named_by_mood_and_know_their_tempo() -> None:
    track = next(track for track in music_pool() if track.id == "pool:calm/acoustic_1")
    assert (track.mood, track.path.name, track.bpm) == ("calm", "calm_acoustic_1.opus", 68)
    assert all(track.bpm and 40 < track.bpm < 220 for track in music_pool())


@pytest.mark.parametrize("style", MUSIC_STYLES)
def test_every_style_has_several_tracks_of_its_moods(style: str) -> None:
    tracks = music_for_style(style)
    assert len(tracks) >= 4
    assert {track.mood for track in tracks} == set(music.MUSIC_STYLES[style])


def test_all_styles_are_known() -> None:
    assert set(music.MUSIC_STYLES) == set(MUSIC_STYLES)


@pytest.mark.parametrize("style", ["", "bgm-unheard-of"])
def test_no_style_or_an_unknown_one_offers_everything(style: str) -> None:
    assert music_for_style(style) == music_pool()


def test_a_track_is_an_asset(settings: Settings) -> None:
    assets = Assets(settings)
    assert assets.path("pool:calm/acoustic_1").name == "calm_acoustic_1.opus"
    assert assets.info("pool:calm/acoustic_1").kind == "audio"
    assert assets.canonical("pool:calm/acoustic_1") == "pool:calm/acoustic_1"


def test_an_unknown_track_is_not_found(settings: Settings) -> None:
    with pytest.raises(MediaNotFound, match="pool:calm/nothing"):
        Assets(settings).path("pool:calm/nothing")


@pytest.mark.usefixtures("without_package")
def test_without_the_package_the_pool_is_empty_and_its_use_says_why(settings: Settings) -> None:
    assert music.music_pool() == ()
    with pytest.raises(DependencyMissing, match="pip install immich-memories-music"):
        music.music_for_style("bgm-upbeat")
    with pytest.raises(DependencyMissing):
        Assets(settings).path("pool:calm/acoustic_1")

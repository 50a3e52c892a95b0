"""The sound of a timeline as a file that is made once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

import s2v_core.rendering.sound.track as track_module
from s2v_core.cache import Cache
from s2v_core.errors import MediaNotFound
from s2v_core.media import Assets
from s2v_core.rendering import EncoderOptions
from s2v_core.rendering.sound import sound_track
from s2v_core.speech import Speaker
from s2v_core.timeline import Effect, Timeline, Track
from tests.rendering.scene import FAST, shot, timeline, with_music
from tests.support import media


class Mixer:
    """Makes the sound of timelines, and counts how often one was really mixed."""

    def __init__(self, assets: Assets, speaker: Speaker, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
        self.mixed = 0
        self._given: dict[str, Any] = {"assets": assets, "speaker": speaker}
        self._cache = cache
        mix = track_module.mix

        def counting(*args: Any, **options: Any) -> Any:
            self.mixed += 1
            return mix(*args, **options)

        monkeypatch.setattr(track_module, "mix", counting)

    def __call__(self, scene: Timeline, options: EncoderOptions = FAST, **given: Any) -> Path:
        calls = self._given | {"check": lambda: None} | given
        return sound_track(scene, self._cache, options=options, **calls)


@pytest.fixture
def mixer(assets: Assets, speaker: Speaker, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> Mixer:
    return Mixer(assets, speaker, cache, monkeypatch)


@pytest.fixture
def scene(red: Path, tmp_path: Path) -> Timeline:
    return with_music(timeline([shot(red, 0, 15)]), media.write_tone(tmp_path / "tone.wav", seconds=2))


def with_effects(scene: Timeline, *effects: Effect) -> Timeline:
    (track,) = scene.audio_tracks
    return replace(scene, audio_tracks=(Track(clips=(replace(track.clips[0], effects=effects),)),))


def test_the_sound_is_as_long_as_the_pictures_and_is_heard(scene: Timeline, mixer: Mixer) -> None:
    with av.open(str(mixer(scene))) as container:
        stream = container.streams.audio[0]
        assert float(stream.duration * stream.time_base) == pytest.approx(1.5, abs=0.001)
        heard = np.concatenate([frame.to_ndarray() for frame in container.decode(stream)], axis=1)
    assert np.abs(heard[:, 4800:-4800]).max() > 0.1


def test_a_timeline_without_sound_has_silence(red: Path, mixer: Mixer) -> None:
    with av.open(str(mixer(timeline([shot(red, 0, 5)])))) as container:
        assert max(np.abs(frame.to_ndarray()).max() for frame in container.decode(audio=0)) == 0


def test_the_same_sound_is_mixed_once_whatever_is_seen(scene: Timeline, blue: Path, mixer: Mixer) -> None:
    first = mixer(scene)
    assert mixer(scene) == first
    others = timeline([shot(blue, 0, 15)]).video_tracks
    assert mixer(replace(scene, video_tracks=others)) == first
    assert mixer.mixed == 1


def test_what_is_heard_otherwise_is_mixed_again(scene: Timeline, tmp_path: Path, mixer: Mixer) -> None:
    (track,) = scene.audio_tracks
    late = replace(track.clips[0], source_in=0.3)
    others = [
        scene,
        replace(scene, length=14),
        with_effects(scene, Effect(type="Volume", params={"Gain": 0.5})),
        replace(scene, audio_tracks=(Track(clips=(late,)),)),
        with_music(scene, media.write_tone(tmp_path / "other.wav", frequency=900, seconds=2)),
        replace(scene, audio_tracks=()),
    ]
    files = {mixer(other) for other in others}
    files.add(mixer(scene, replace(FAST, audio_bitrate=96_000)))
    assert len(files) == mixer.mixed == 7


def test_a_sound_that_was_damaged_is_mixed_again(scene: Timeline, mixer: Mixer) -> None:
    path = mixer(scene)
    whole = path.read_bytes()
    media.truncate(path, 0.5)
    assert mixer(scene).read_bytes() == whole
    assert mixer.mixed == 2


def test_stopping_and_missing_music_leave_nothing_in_the_cache(
    scene: Timeline, tmp_path: Path, cache: Cache, mixer: Mixer
) -> None:
    class StoppedError(Exception):
        pass

    def stop() -> None:
        if mixer.mixed:
            raise StoppedError

    with pytest.raises(StoppedError):
        mixer(scene, check=stop)
    with pytest.raises(MediaNotFound):
        mixer(with_music(scene, tmp_path / "gone.mp3"))
    assert [path for path in cache.root.rglob("*") if path.is_file()] == []

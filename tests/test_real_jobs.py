"""Whole runs over real footage, photos and music: from the job document to files that are read back."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from s2v_core.cache import Cache
from s2v_core.job import Job, parse_job
from s2v_core.loudness import integrated_loudness
from s2v_core.media import Assets, read_audio
from s2v_core.production import BatchResult, produce
from s2v_core.rendering.compose import Composer
from s2v_core.rendering.sound import mix
from s2v_core.settings import Settings
from s2v_core.speech import Speaker
from s2v_core.timeline import AudioClip, Timeline, cues, from_json
from tests.support.reading import Finished, read_back

pytestmark = [pytest.mark.real_media, pytest.mark.timeout(400)]

WIDTH, HEIGHT, RATE = 540, 960, 25


def editing(**process: Any) -> dict[str, Any]:
    return {
        "SpeechConfig": {"SpeechLanguage": "en", "AsrConfig": {"FontColor": "#ffffff", "Outline": 3}},
        "BackgroundMusicConfig": {"Volume": 0.2},
        "ProcessConfig": {"SingleShotDuration": 3, "AllowTransition": True, "TransitionDuration": 0.4, **process},
        "S2V": {"Fit": "cover"},
    }


def output(count: int, name: str) -> dict[str, Any]:
    return {
        "MediaURL": f"{name}_{{index}}.mp4",
        "Count": count,
        "Width": WIDTH,
        "Height": HEIGHT,
        "Video": {"Fps": RATE, "Preset": "veryfast"},
    }


def overlays(media: Path) -> dict[str, Any]:
    return {
        "TitleArray": ["A day on the meadow"],
        "SubHeadingArray": [{"Level": 1, "TitleArray": ["with everything in bloom"]}],
        "StickerArray": [
            {
                "MediaURL": str(media / "photos/umang_by_Abhishek_Mudgal.jpg"),
                "X": 0.8,
                "Y": 0.02,
                "Width": 0.15,
                "Height": 0.08,
                "Opacity": 0.8,
            }
        ],
        "BackgroundMusicArray": [str(media / "music/calm_acoustic_1.opus")],
    }


def global_job(media: Path) -> dict[str, Any]:
    footage, photos = media / "footage", media / "photos"
    return {
        "InputConfig": {
            "MediaGroupArray": [
                {"GroupName": "opening", "MediaArray": [str(footage / "sky-pan.mp4"), str(footage / "meadow.mp4")]},
                {
                    "GroupName": "middle",
                    "MediaArray": [
                        str(photos / "Wine_by_Jakkub_Mede.jpg"),
                        str(photos / "seeding_by_Clements_Engelhardt.jpg"),
                        str(footage / "stretch.mp4"),
                    ],
                },
                {"GroupName": "ending", "MediaArray": [str(footage / "bird.mp4"), str(footage / "run.mp4")]},
            ],
            "SpeechTextArray": [
                "The morning is quiet, and the meadow wakes slowly. A bird sings above the burrow. "
                "Come outside, the day is yours.",
                "Look at the sky first. Then look at the grass, the stones and the water. "
                "Everything here takes its time.",
            ],
            **overlays(media),
        },
        "EditingConfig": editing(AlignmentMode="AutoSpeed", TransitionList=["linearblur", "wiperight", "circleopen"]),
        "OutputConfig": output(2, "global"),
    }


def segmented_job(media: Path) -> dict[str, Any]:
    footage, photos = media / "footage", media / "photos"
    return {
        "InputConfig": {
            "MediaGroupArray": [
                {"GroupName": "silent", "MediaArray": [str(footage / "sky-pan.mp4")], "Duration": 2, "Volume": 1},
                {
                    "GroupName": "spoken",
                    "MediaArray": [str(footage / "meadow.mp4"), str(photos / "sunset_by_Aitzol_Berasategi.jpg")],
                    "SpeechTextArray": [
                        "Every evening the light turns to gold.",
                        "Watch how the evening turns to gold.",
                    ],
                    "SplitMode": "AverageSplit",
                },
                {
                    "GroupName": "photo",
                    "MediaArray": [str(photos / "aitzgorri_by_Aitzol_Berasategi.jpg")],
                    "SpeechTextArray": ["And the mountain keeps still.", "Only the mountain does not move."],
                    "SplitMode": "NoSplit",
                },
            ],
            **overlays(media),
        },
        "EditingConfig": editing(TransitionList=["fade"]),
        "OutputConfig": output(2, "segmented"),
    }


class Run:
    """A produced batch with everything that is needed to look at it."""

    def __init__(self, job: Job, folder: Path, settings: Settings, assets: Assets, speaker: Speaker) -> None:
        self.assets, self.speaker = assets, speaker
        self.result: BatchResult = produce(job, out=folder, assets=assets, speaker=speaker, settings=settings)
        self.timelines = [self._timeline(output.files["Timeline"]) for output in self.result.outputs]
        self.films: list[Finished] = [read_back(output.files["Video"]) for output in self.result.outputs]

    @staticmethod
    def _timeline(path: Path) -> Timeline:
        return from_json(json.loads(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="module", params=["global", "segmented"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    media = request.getfixturevalue("media_folder")
    document = {"global": global_job, "segmented": segmented_job}[request.param](media)
    job, problems = parse_job(document)
    assert job is not None, problems
    assert [problem for problem in problems if problem.severity == "error"] == []
    folder = tmp_path_factory.mktemp(request.param)
    settings = Settings(home=folder / "home", _env_file=None)
    with Speaker(settings, Cache(settings.cache_dir)) as speaker:
        yield Run(job, folder / "out", settings, Assets(settings, trusted=True), speaker)


def test_every_output_succeeds_and_has_its_side_files(run: Run) -> None:
    assert [output.state for output in run.result.outputs] == ["Success", "Success"]
    for output in run.result.outputs:
        assert set(output.files) == {"Video", "Subtitles", "Timeline"}
        assert all(path.stat().st_size > 0 for path in output.files.values())


def test_frames_and_duration_are_exact(run: Run) -> None:
    for timeline, film in zip(run.timelines, run.films, strict=True):
        assert len(film.times) == timeline.length
        assert list(film.times) == [timeline.seconds(k) for k in range(timeline.length)]
        assert abs(film.sound.shape[1] / 48000 - float(timeline.duration)) < 1024 / 48000


def test_size_rate_and_tags_are_as_asked(run: Run) -> None:
    for film in run.films:
        assert (film.width, film.height, film.rate) == (WIDTH, HEIGHT, RATE)
        assert (film.codec, film.pixel_format) == ("h264", "yuv420p")
        assert (film.primaries, film.transfer, film.matrix, film.colour_range) == (1, 1, 1, 1)
        assert (film.sound_codec, film.sound_rate, film.channels) == ("aac", 48000, 2)
        assert film.fast_start


def test_captions_are_seen_while_they_are_spoken_and_not_outside(run: Run) -> None:
    for timeline, film in zip(run.timelines, run.films, strict=True):
        shown = cues(timeline)
        assert shown
        bare = Composer(without_captions(timeline), run.assets)
        with closing(bare):
            for cue in shown:
                for frame in (cue.span.start, (cue.span.start + cue.span.end) // 2, cue.span.end - 1):
                    assert changed_pixels(film, bare, frame) > 100, (cue.text, frame)
            covered = {frame for cue in shown for frame in range(cue.span.start, cue.span.end)}
            uncovered = [frame for frame in range(timeline.length) if frame not in covered]
            for frame in uncovered[:: max(1, len(uncovered) // 5)]:
                assert changed_pixels(film, bare, frame) < 30, frame


def test_voice_is_at_speaking_level_and_music_lies_under_it(run: Run) -> None:
    for timeline, film in zip(run.timelines, run.films, strict=True):
        sound = film.sound.T
        assert -20 < integrated_loudness(sound, rate=48000) < -12
        assert np.abs(sound).max() <= 1.0
        spans = [
            (int(clip.span.start / timeline.rate * 48000), int(clip.span.end / timeline.rate * 48000))
            for clip in timeline.voices()
        ]
        spoken = np.concatenate([sound[a:b] for a, b in spans])
        without = mix(without_voices(timeline), assets=run.assets, speaker=run.speaker)
        music = np.concatenate([without[a:b] for a, b in spans])
        assert integrated_loudness(spoken, rate=48000) - integrated_loudness(music, rate=48000) > 6
        assert np.abs(music).max() > 0.001


def test_no_stretch_is_black_or_frozen(run: Run) -> None:
    for film in run.films:
        pictures = film.pictures.astype(np.int16)
        assert pictures.mean(axis=(1, 2, 3)).min() > 16
        moving = np.abs(np.diff(pictures, axis=0)).mean(axis=(1, 2, 3)) > 0.05
        still = 0
        for moves in moving:
            still = 0 if moves else still + 1
            assert still < RATE


def test_the_manifest_names_sources_by_content_and_every_draw(run: Run, media_folder: Path) -> None:
    manifest = json.loads(run.result.manifest.read_text(encoding="utf-8"))
    assert len(manifest["Outputs"]) == 2
    for entry in manifest["Outputs"]:
        used = {reference for reference in entry["Sources"] if Path(reference).is_relative_to(media_folder)}
        assert len(used) >= 4
        assert all(entry["Sources"][reference] for reference in used)
        assert entry["Draws"]
    first, second = (entry["Draws"] for entry in manifest["Outputs"])
    assert first != second


def test_music_is_the_track_that_was_asked_for(run: Run, media_folder: Path) -> None:
    wanted = str(media_folder / "music/calm_acoustic_1.opus")
    assert all(
        wanted in {clip.media for track in timeline.audio_tracks for clip in track.clips} for timeline in run.timelines
    )
    assert read_audio(Path(wanted)).shape[1] == 2


def changed_pixels(film: Finished, bare: Composer, frame: int) -> int:
    """Count pixels of the quarter-size picture, where captions are, that differ clearly from the frame without them."""
    seen = film.pictures[frame].astype(np.int16)
    height, width = seen.shape[:2]
    wanted = cv2.resize(bare.frame(frame), (width, height), interpolation=cv2.INTER_AREA).astype(np.int16)
    band = slice(int(height * 0.78), int(height * 0.92))
    return int((np.abs(seen[band] - wanted[band]).max(axis=2) > 32).sum())


def without_captions(timeline: Timeline) -> Timeline:
    return with_voices(timeline, lambda clip: replace(clip, effects=()))


def without_voices(timeline: Timeline) -> Timeline:
    return with_voices(timeline, lambda clip: None)


def with_voices(timeline: Timeline, change: Callable[[AudioClip], AudioClip | None]) -> Timeline:
    """Return ``timeline`` with every spoken clip changed, or left out where ``change`` answers None."""

    def changed(clip: AudioClip) -> AudioClip | None:
        return change(clip) if clip.type == "AI_TTS" else clip

    tracks = tuple(
        replace(track, clips=tuple(kept for kept in map(changed, track.clips) if kept))
        for track in timeline.audio_tracks
    )
    return replace(timeline, audio_tracks=tracks)

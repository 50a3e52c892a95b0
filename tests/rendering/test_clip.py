"""A timeline as a MoviePy clip."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from moviepy import vfx

from s2v_core.media import Assets
from s2v_core.rendering import TimelineClip, timeline_clip
from s2v_core.rendering.sound import mix
from s2v_core.speech import Speaker
from s2v_core.timeline import AudioClip, Span, Timeline, Track
from tests.rendering.scene import counting, grey, level, read_back, shot, timeline
from tests.support.media import write_tone, write_video


@pytest.fixture
def scene(tmp_path: Path) -> Timeline:
    """Twenty counted frames with a tone."""
    path = write_video(tmp_path / "a.mp4", size=(32, 32), frames=30, rate=10, colour=counting(), tone=None)
    music = AudioClip(media_url=str(write_tone(tmp_path / "tone.wav", seconds=3)), span=Span(0, 20))
    base = timeline([shot(path, 0, 20)])
    return Timeline(**{**base.__dict__, "audio_tracks": (Track(clips=(music,)),)})


@pytest.fixture
def clip(scene: Timeline, assets: Assets, speaker: Speaker) -> TimelineClip:
    return timeline_clip(scene, assets=assets, speaker=speaker)


def test_a_clip_knows_its_size_rate_and_length(clip: TimelineClip) -> None:
    assert clip.size == (32, 32)
    assert clip.fps == 10
    assert clip.duration == 2.0
    assert clip.audio.duration == 2.0
    assert clip.mask is None


def test_moments_give_their_frames_in_any_order(clip: TimelineClip) -> None:
    assert clip.get_frame(0).shape == (32, 32, 3)
    shown = [level(clip.get_frame(t)) for t in (1.5, 0.0, 0.099, 0.1, 1.99, 2.0, 99.0)]
    assert shown == pytest.approx([grey(n) for n in (15, 0, 0, 1, 19, 19, 19)], abs=4)


def test_times_of_frames_are_met_at_every_rate(scene: Timeline, assets: Assets, speaker: Speaker) -> None:
    for rate in (Fraction(30000, 1001), Fraction(24), Fraction(60)):
        other = Timeline(**{**scene.__dict__, "rate": rate, "audio_tracks": ()})
        clip = timeline_clip(other, assets=assets, speaker=speaker)
        for index in range(20):
            assert np.array_equal(clip.get_frame(index / clip.fps), clip._composer.frame(index))
        clip.close()


def test_the_sound_is_the_mix(clip: TimelineClip, scene: Timeline, assets: Assets, speaker: Speaker) -> None:
    heard = clip.audio.to_soundarray(fps=48000)
    assert heard.shape == (96000, 2)
    assert np.allclose(heard, mix(scene, assets=assets, speaker=speaker), atol=1e-6)


def test_moviepys_effects_apply(clip: TimelineClip) -> None:
    mirrored = clip.with_effects([vfx.MirrorX(), vfx.MultiplyColor(0.5)])
    assert level(mirrored.get_frame(0.5)) == pytest.approx(grey(5) * 0.5, abs=4)
    part = clip.subclipped(1.0, 1.5)
    assert level(part.get_frame(0)) == pytest.approx(grey(10), abs=4)


def test_moviepy_can_write_it(clip: TimelineClip, tmp_path: Path) -> None:
    target = tmp_path / "by_moviepy.mp4"
    clip.write_videofile(str(target), preset="ultrafast", logger=None, temp_audiofile_path=str(tmp_path))
    assert len(read_back(target)) == 20


def test_a_closed_clip_opens_again(clip: TimelineClip) -> None:
    first = clip.get_frame(0.3)
    clip.close()
    assert np.array_equal(clip.get_frame(0.3), first)
    clip.close()

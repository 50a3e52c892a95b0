"""The mix: everything at its sample, at its loudness, without clicks."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from s2v_core.errors import EngineFailed, MediaNotFound, MediaUnreadable, TimelineError
from s2v_core.loudness import integrated_loudness, true_peak
from s2v_core.media import read_audio
from s2v_core.media.info import MediaInfo
from s2v_core.rendering.rates import SAMPLE_RATE
from s2v_core.rendering.sound import MUSIC_LOUDNESS, mix, mixing
from s2v_core.speech import Speech, Spoken
from s2v_core.timeline.model import AudioClip, Canvas, Effect, Span, Timeline, Track, VideoClip
from tests.support.media import write_tone, write_video

Samples = NDArray[np.float32]
_HALF = 0.5 / math.sqrt(2)
"""Root mean square of the tones that the tests write, at half of full scale."""


@dataclass
class Folder:
    """Assets that are plain paths."""

    def path(self, ref: str, /) -> Path:
        if not Path(ref).exists():
            raise MediaNotFound(f"There is no file {ref}.")
        return Path(ref)

    def info(self, ref: str, /) -> MediaInfo:
        silent = "silent" in Path(ref).name
        return MediaInfo(kind="video", identity=ref, has_audio=not silent)


@dataclass
class Announcer:
    """Speaks a tone of one second at its own rate, and counts how often it is asked."""

    rate: int = 22_050
    seconds: float = 1.0
    calls: list[tuple[str, str, int]] = field(default_factory=list)

    def say(self, text: str, voice: str, speech_rate: int = 0, /) -> Spoken:
        self.calls.append((text, voice, speech_rate))
        if text == "broken":
            raise EngineFailed("The engine fell silent.")
        time = np.arange(round(self.rate * self.seconds)) / self.rate
        return Spoken(text, Speech((0.5 * np.sin(2 * np.pi * 300 * time)).astype(np.float32), self.rate))


def _timeline(
    *tracks: Track[AudioClip], video: tuple[Track[VideoClip], ...] = (), length: int = 60, rate: Fraction | int = 30
) -> Timeline:
    return Timeline(canvas=Canvas(16, 16), rate=Fraction(rate), length=length, audio_tracks=tracks, video_tracks=video)


def _mix(timeline: Timeline, speaker: Announcer | None = None) -> Samples:
    return mix(timeline, assets=Folder(), speaker=speaker or Announcer())


def _voice(start: int, end: int, *effects: Effect, text: str = "hello") -> Track[AudioClip]:
    clip = AudioClip(type="AI_TTS", content=text, voice="any", span=Span(start, end), effects=effects)
    return Track(clips=(clip,))


def _sound(path: Path, start: int, end: int, *effects: Effect, **more: Any) -> Track[AudioClip]:
    return Track(clips=(AudioClip(media_url=str(path), span=Span(start, end), effects=effects, **more),))


def _footage(path: Path, start: int, end: int, *effects: Effect, gain: float = 1.0, **more: Any) -> VideoClip:
    volume = Effect(type="Volume", params={"Gain": gain})
    return VideoClip(media_url=str(path), span=Span(start, end), effects=(volume, *effects), **more)


def _fade(way: str, seconds: float, curve: str = "tri") -> Effect:
    return Effect(type="AFade", sub_type=way, params={"Duration": seconds, "Curve": curve})


def _volume(gain: float, **interval: float) -> Effect:
    return Effect(type="Volume", params={"Gain": gain, **interval})


def _rms(samples: Samples, start: float, end: float) -> float:
    part = samples[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)]
    return float(np.sqrt((part**2).mean()))


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    return write_tone(tmp_path / "tone.wav", seconds=2)


@pytest.fixture
def video(tmp_path: Path) -> Path:
    return write_video(tmp_path / "video.mkv", frames=72, tone=440.0)


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, float, float]]:
    """What the mix decodes: file, start and duration."""
    calls: list[tuple[str, float, float]] = []

    def read(path: Path, *, rate: int, start: float, duration: float) -> Samples:
        calls.append((path.name, start, duration))
        return read_audio(path, rate=rate, start=start, duration=duration)

    monkeypatch.setattr(mixing, "read_audio", read)
    return calls


@pytest.mark.parametrize(("length", "rate"), [(1, Fraction(30000, 1001)), (901, Fraction(30000, 1001)), (7, 24)])
def test_the_mix_is_exactly_as_long_as_the_pictures(length: int, rate: Fraction | int) -> None:
    result = _mix(_timeline(length=length, rate=rate))
    assert result.shape == (round(length * SAMPLE_RATE / Fraction(rate)), 2)
    assert result.dtype == np.float32
    assert not result.any()


def test_a_voice_sounds_from_the_first_sample_of_its_span() -> None:
    result = _mix(_timeline(_voice(10, 50)))
    first = round(10 * SAMPLE_RATE / 30)
    assert not result[:first].any()
    assert np.abs(result[first : first + 240]).max() > 0.2
    assert _rms(result, 0.5, 1.2) == pytest.approx(_HALF, rel=0.02)


def test_a_voice_is_cut_at_the_end_of_its_span_without_a_click() -> None:
    result = _mix(_timeline(_voice(0, 15)))
    end = SAMPLE_RATE // 2
    assert not result[end:].any()
    assert np.abs(np.diff(result[end - 480 : end + 10], axis=0)).max() < 0.03


def test_a_voice_is_asked_for_with_its_text_voice_and_rate() -> None:
    clip = AudioClip(type="AI_TTS", content="Hi", voice="engine:one", speech_rate=100, span=Span(0, 30))
    announcer = Announcer()
    _mix(_timeline(Track(clips=(clip,))), announcer)
    assert announcer.calls == [("Hi", "engine:one", 100)]


def test_gains_are_plain_factors_and_multiply(tone: Path) -> None:
    result = _mix(_timeline(_sound(tone, 0, 60, _volume(0.5), _volume(0.5))))
    assert _rms(result, 0.2, 1.8) == pytest.approx(_HALF / 4, rel=0.02)


def test_a_volume_with_an_interval_changes_only_that_interval(tone: Path) -> None:
    result = _mix(_timeline(_sound(tone, 0, 60, _volume(0.1, In=0.5, Out=1.0))))
    assert _rms(result, 0.1, 0.45) == pytest.approx(_HALF, rel=0.02)
    assert _rms(result, 0.55, 0.95) == pytest.approx(_HALF / 10, rel=0.02)
    assert _rms(result, 1.05, 1.9) == pytest.approx(_HALF, rel=0.02)
    assert np.abs(np.diff(result, axis=0)).max() < 0.04


def test_straight_fades_are_at_half_in_their_middle(tone: Path) -> None:
    result = _mix(_timeline(_sound(tone, 0, 60, _fade("In", 1), _fade("Out", 1))))
    assert _rms(result, 0.49, 0.51) == pytest.approx(_HALF / 2, rel=0.05)
    assert _rms(result, 1.49, 1.51) == pytest.approx(_HALF / 2, rel=0.05)


def test_an_exponential_fade_is_at_minus_fifty_decibels_in_its_middle(tone: Path) -> None:
    result = _mix(_timeline(_sound(tone, 0, 60, Effect(type="AFade", sub_type="In", params={"Duration": 1}))))
    assert 20 * math.log10(_rms(result, 0.49, 0.51) / _HALF) == pytest.approx(-50, abs=1)


def test_a_fade_out_ends_where_a_short_sound_ends(tone: Path) -> None:
    result = _mix(_timeline(_sound(tone, 0, 90, _fade("Out", 1)), length=90))
    assert _rms(result, 1.49, 1.51) == pytest.approx(_HALF / 2, rel=0.05)


def test_in_and_out_choose_the_part_of_the_file(tmp_path: Path) -> None:
    path = write_tone(tmp_path / "a.wav", seconds=1)
    result = _mix(_timeline(_sound(path, 0, 60, source_in=0.25, source_out=0.5)))
    expected = read_audio(path, start=0.25, duration=0.25)
    assert np.allclose(result[480:11_500], expected[480:11_500], atol=1e-4)
    assert not result[12_000:].any()


def test_speed_shortens_the_sound_and_keeps_its_pitch(tone: Path) -> None:
    result = _mix(_timeline(_sound(tone, 0, 60, speed=2.0)))
    spectrum = np.abs(np.fft.rfft(result[4800:43_200, 0] * np.hanning(38_400)))
    assert spectrum.argmax() * SAMPLE_RATE / 38_400 == pytest.approx(440, rel=0.01)
    assert not result[SAMPLE_RATE + 10 :].any()


def test_a_loop_fills_its_span_without_a_gap(tmp_path: Path) -> None:
    path = write_tone(tmp_path / "a.wav", seconds=0.3)
    own = {"S2V": {"Role": "effect"}}
    result = _mix(_timeline(_sound(path, 0, 60, loop=True, extra=own)))
    assert min(_rms(result, start, start + 0.05) for start in np.arange(0.05, 1.9, 0.05)) > 0.6 * _HALF
    assert np.abs(np.diff(result, axis=0)).max() < 0.05


@pytest.mark.parametrize("level", [1.0, 0.2])
def test_looping_music_lies_fourteen_decibels_below_its_loudness_at_the_usual_gain(
    tmp_path: Path, level: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_tone(tmp_path / "a.wav", seconds=3, frequency=1000)
    monkeypatch.setattr(mixing, "read_audio", lambda *given, **how: read_audio(*given, **how) * np.float32(level))
    result = _mix(_timeline(_sound(path, 0, 180, _volume(0.2), loop=True), length=180))
    assert integrated_loudness(result, rate=SAMPLE_RATE) == pytest.approx(
        MUSIC_LOUDNESS + 20 * math.log10(0.2), abs=0.5
    )


def test_music_next_to_silence_is_raised_by_twelve_decibels_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_tone(tmp_path / "a.wav", seconds=2, frequency=1000)
    monkeypatch.setattr(mixing, "read_audio", lambda *given, **how: read_audio(*given, **how) * np.float32(0.01))
    result = _mix(_timeline(_sound(path, 0, 60, loop=True)))
    assert _rms(result, 0.2, 1.8) == pytest.approx(_HALF * 0.01 * 10 ** (12 / 20), rel=0.02)


def test_the_footage_is_silent_unless_its_volume_says_otherwise(video: Path) -> None:
    clips = (_footage(video, 0, 30, gain=0), VideoClip(media_url=str(video), span=Span(30, 60)))
    assert not _mix(_timeline(video=(Track(clips=clips),))).any()


def test_footage_without_sound_is_simply_silent(tmp_path: Path) -> None:
    path = write_video(tmp_path / "silent.mp4", tone=None)
    assert not _mix(_timeline(video=(Track(clips=(_footage(path, 0, 30),)),))).any()


def test_footage_sounds_in_its_span_at_its_gain(video: Path) -> None:
    track = Track(clips=(_footage(video, 15, 45, gain=0.5, source_in=1.0, source_out=2.0),))
    result = _mix(_timeline(video=(track,)))
    assert not result[: SAMPLE_RATE // 2].any()
    assert not result[SAMPLE_RATE * 3 // 2 :].any()
    assert _rms(result, 0.6, 1.4) == pytest.approx(_HALF / 2, rel=0.05)
    assert np.abs(result[SAMPLE_RATE // 2]).max() < 0.01


def _pair(video: Path, *, material: tuple[float, float] | None = (0.0, 3.0), second_gain: float = 1.0) -> Timeline:
    change = Effect(type="DLTransition", sub_type="fade", params={"Duration": 0.4})
    clips = (
        _footage(video, 0, 30, change, source_in=0.5, source_out=1.5, material=material),
        _footage(video, 30, 60, gain=second_gain, source_in=1.5, source_out=2.5, material=material),
    )
    return _timeline(video=(Track(clips=clips),))


def test_footage_reads_on_through_a_transition(video: Path) -> None:
    result = _mix(_pair(video, second_gain=0.0))
    assert _rms(result, 0.6, 0.79) == pytest.approx(_HALF, rel=0.05)
    assert 0.5 < _rms(result, 0.99, 1.01) / _HALF < 0.9
    assert 0.02 < _rms(result, 1.15, 1.19) / _HALF < 0.35
    assert not result[round(1.2 * SAMPLE_RATE) :].any()


def test_footage_without_more_material_stops_at_its_cut(video: Path) -> None:
    result = _mix(_pair(video, material=None, second_gain=0.0))
    assert not result[SAMPLE_RATE:].any()


def test_both_sounds_of_a_transition_keep_the_level(video: Path) -> None:
    result = _mix(_pair(video))
    assert 0.5 < _rms(result, 0.85, 1.15) / _HALF < 1.5
    assert _rms(result, 1.3, 1.9) == pytest.approx(_HALF, rel=0.05)


def test_an_overlapping_transition_crossfades_in_the_overlap(video: Path) -> None:
    change = Effect(type="Transition", sub_type="fade", params={"Duration": 0.5})
    clips = (_footage(video, 0, 30, change), _footage(video, 15, 45, gain=0))
    result = _mix(_timeline(video=(Track(clips=clips),)))
    assert _rms(result, 0.74, 0.76) == pytest.approx(_HALF * math.sqrt(0.5), rel=0.05)
    assert not result[SAMPLE_RATE:].any()


def test_disabled_tracks_are_not_heard(tone: Path, video: Path) -> None:
    audio = Track(clips=_sound(tone, 0, 60).clips, disabled=True)
    pictures = Track(clips=(_footage(video, 0, 30),), disabled=True)
    assert not _mix(_timeline(audio, video=(pictures,))).any()


def test_sound_beyond_the_output_is_cut(tone: Path) -> None:
    result = _mix(_timeline(_sound(tone, 30, 600), _sound(tone, 100, 200), length=45))
    assert len(result) == round(1.5 * SAMPLE_RATE)
    assert _rms(result, 1.1, 1.4) == pytest.approx(_HALF, rel=0.02)


def test_the_sum_of_loud_sounds_does_not_clip(tone: Path) -> None:
    tracks = [_sound(tone, 0, 60, _volume(3)) for _ in range(4)]
    result = _mix(_timeline(*tracks))
    assert true_peak(result) <= 10 ** (-1 / 20) * 1.001
    assert _rms(result, 0.3, 1.7) > 0.5


def test_each_range_of_a_file_is_decoded_once(tone: Path, decoded: list[tuple[str, float, float]]) -> None:
    _mix(_timeline(_sound(tone, 0, 15), _sound(tone, 15, 30, source_in=0.5), _sound(tone, 30, 45, source_in=1.0)))
    assert len(decoded) == 1


def test_distant_ranges_of_a_long_file_are_decoded_apart(
    tmp_path: Path, decoded: list[tuple[str, float, float]]
) -> None:
    path = write_tone(tmp_path / "long.wav", seconds=30, rate=8000)
    _mix(_timeline(_sound(path, 0, 15), _sound(path, 15, 30, source_in=25.0)))
    assert [round(start) for _, start, _ in decoded] == [0, 25]
    assert sum(duration for *_, duration in decoded) < 2


def test_long_music_is_decoded_only_as_far_as_it_is_heard(
    tmp_path: Path, decoded: list[tuple[str, float, float]]
) -> None:
    path = write_tone(tmp_path / "long.wav", seconds=30, rate=8000)
    _mix(_timeline(_sound(path, 0, 60, loop=True)))
    assert decoded[0][2] < 2.5


def test_a_missing_file_is_named_with_its_clip(tmp_path: Path) -> None:
    with pytest.raises(MediaNotFound) as caught:
        _mix(_timeline(_sound(tmp_path / "gone.mp3", 0, 30)))
    assert "AudioTracks[0].AudioTrackClips[0]" in caught.value.where
    assert "gone.mp3" in str(caught.value)


def test_a_broken_file_is_named_with_its_clip(tmp_path: Path) -> None:
    path = tmp_path / "broken.mp3"
    path.write_bytes(b"not sound at all" * 100)
    with pytest.raises(MediaUnreadable) as caught:
        _mix(_timeline(_sound(path, 0, 30)))
    assert caught.value.where == "AudioTracks[0].AudioTrackClips[0] (broken.mp3)"


def test_samples_that_are_no_numbers_do_not_spoil_the_mix(tone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(path: Path, **how: Any) -> Samples:
        samples = read_audio(path, **how)
        samples[1000], samples[2000] = np.nan, np.inf
        return samples

    monkeypatch.setattr(mixing, "read_audio", read)
    result = _mix(_timeline(_sound(tone, 0, 60)))
    assert np.isfinite(result).all()
    assert _rms(result, 0.2, 1.8) == pytest.approx(_HALF, rel=0.02)


def test_a_failing_voice_is_named_with_its_clip() -> None:
    with pytest.raises(EngineFailed) as caught:
        _mix(_timeline(_voice(0, 30, text="broken")))
    assert caught.value.where == "AudioTracks[0].AudioTrackClips[0]"


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        (_fade("In", 1, curve="zigzag"), "zigzag"),
        (Effect(type="Volume", params={"Gain": "loud"}), "loud"),
        (Effect(type="AFade", sub_type="Out", params={"Duration": float("nan")}), "nan"),
    ],
)
def test_a_value_that_is_not_understood_is_named_with_its_clip(tone: Path, effect: Effect, said: str) -> None:
    with pytest.raises(TimelineError, match=said) as caught:
        _mix(_timeline(_sound(tone, 0, 30, effect)))
    assert caught.value.where == "AudioTracks[0].AudioTrackClips[0]"


@pytest.mark.parametrize("speed", [0.0, -1.0, 50.0, float("nan")])
def test_an_impossible_speed_is_refused(tone: Path, speed: float) -> None:
    with pytest.raises(TimelineError):
        _mix(_timeline(_sound(tone, 0, 30, speed=speed)))


def test_the_same_timeline_sounds_the_same_twice(tone: Path, video: Path) -> None:
    timeline = _timeline(
        _voice(0, 30), _sound(tone, 0, 60, _volume(0.2), loop=True), video=(Track(clips=(_footage(video, 0, 60),)),)
    )
    assert np.array_equal(_mix(timeline), _mix(timeline))


@pytest.mark.real_media
def test_real_music_lies_well_below_real_loudness(real_media: Path) -> None:
    found: Mapping[str, float] = {
        path.name: integrated_loudness(
            _mix(_timeline(_sound(path, 0, 300, _volume(0.2), loop=True), length=300)).astype(np.float32),
            rate=SAMPLE_RATE,
        )
        for path in sorted((real_media / "music").glob("*.opus"))
    }
    assert found
    assert all(value == pytest.approx(-28, abs=1.0) for value in found.values()), found

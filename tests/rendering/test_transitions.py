"""Where transitions lie and which frames they take."""

from __future__ import annotations

import itertools
import logging
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.effects import transitions
from s2v_core.rendering.transitions import arrange
from s2v_core.timeline import Effect, Span, VideoClip
from tests.rendering.scene import shot, timeline

HERE = Path("a.mp4")


def joined(kind: str, seconds: object, name: str = "fade", **params: object) -> Effect:
    return Effect(type=kind, sub_type=name, params={"Duration": seconds, **params})


def test_overlapping_clips_flow_into_each_other_while_both_last() -> None:
    clips = [shot(HERE, 0, 20, joined("Transition", 0.5)), shot(HERE, 15, 40)]
    placed, (window,) = arrange(clips, timeline(clips))
    assert window.span == Span(15, 20)
    assert [clip.visible for clip in placed] == [Span(0, 20), Span(15, 40)]


@pytest.mark.parametrize(("frames", "span"), [(4, Span(18, 22)), (5, Span(18, 23)), (1, Span(20, 21))])
def test_duration_preserving_transitions_lie_around_the_cut(frames: int, span: Span) -> None:
    clips = [shot(HERE, 0, 20, joined("DLTransition", frames / 10)), shot(HERE, 20, 40)]
    placed, (window,) = arrange(clips, timeline(clips))
    assert window.span == span
    assert [clip.visible for clip in placed] == [Span(0, span.end), Span(span.start, 40)]


def test_durations_come_back_exactly_at_2997() -> None:
    rate = Fraction(30000, 1001)
    for frames in range(1, 60):
        clips = [shot(HERE, 0, 100, joined("DLTransition", round(float(frames / rate), 4))), shot(HERE, 100, 200)]
        _, (window,) = arrange(clips, timeline(clips, rate=rate))
        assert len(window.span) == frames


@given(frames=st.integers(1, 40))
def test_progress_goes_in_even_steps_between_both_pictures(frames: int) -> None:
    clips = [shot(HERE, 0, 50, joined("DLTransition", frames / 10)), shot(HERE, 50, 100)]
    _, (window,) = arrange(clips, timeline(clips))
    steps = [0.0, *(window.progress(k) for k in range(window.span.start, window.span.end)), 1.0]
    assert np.diff(steps) == pytest.approx([1 / (frames + 1)] * (frames + 1))


def test_clips_that_do_not_meet_are_cut() -> None:
    apart = [shot(HERE, 0, 10, joined("DLTransition", 0.4)), shot(HERE, 12, 20)]
    abutting = [shot(HERE, 0, 10, joined("Transition", 0.4)), shot(HERE, 10, 20)]
    plain = [shot(HERE, 0, 10), shot(HERE, 8, 20)]
    for clips in (apart, abutting, plain):
        assert arrange(clips, timeline(clips))[1] == ()


def test_a_transition_after_the_last_clip_is_none() -> None:
    clips = [shot(HERE, 0, 10, joined("DLTransition", 0.4))]
    assert arrange(clips, timeline(clips))[1] == ()


@pytest.mark.parametrize(("seconds", "frames"), [("inf", 100), ("nan", 0), (-3, 0), (1e300, 100)])
def test_impossible_durations_are_held_within_the_clips(seconds: object, frames: int) -> None:
    clips = [shot(HERE, 0, 50, joined("DLTransition", seconds)), shot(HERE, 50, 100)]
    _, windows = arrange(clips, timeline(clips))
    assert sum(len(window.span) for window in windows) == frames


@given(lengths=st.lists(st.integers(1, 12), min_size=2, max_size=6), frames=st.integers(0, 40))
def test_windows_never_overlap_nor_leave_their_clips(lengths: list[int], frames: int) -> None:
    clips, start = [], 0
    for length in lengths:
        clips.append(shot(HERE, start, start + length, joined("DLTransition", frames / 10)))
        start += length
    _, windows = arrange(clips, timeline(clips))
    for window in windows:
        a, b = clips[window.earlier].span, clips[window.later].span
        assert a is not None
        assert b is not None
        assert a.start <= window.span.start
        assert window.span.end <= b.end
    for one, two in itertools.pairwise(windows):
        assert one.span.end <= two.span.start


def test_clips_are_put_in_the_order_of_their_starts() -> None:
    clips = [shot(HERE, 10, 20), shot(HERE, 0, 10, joined("DLTransition", 0.2))]
    placed, windows = arrange(clips, timeline(clips))
    assert [clip.span.start for clip in placed] == [0, 10]
    assert len(windows) == 1


def test_clips_without_times_last_for_the_whole_output() -> None:
    clips = [VideoClip(type="GlobalImage", media_url="a.png")]
    placed, _ = arrange(clips, timeline(clips, length=33))
    assert placed[0].visible == Span(0, 33)


def test_unknown_transitions_become_a_cross_fade_and_are_named(caplog: pytest.LogCaptureFixture) -> None:
    clips = [shot(HERE, 0, 10, joined("DLTransition", 0.3, name="teleport")), shot(HERE, 10, 20)]
    with caplog.at_level(logging.WARNING):
        _, (window,) = arrange(clips, timeline(clips))
    assert "teleport" in caplog.text
    black, white = np.zeros((4, 4, 3), np.uint8), np.full((4, 4, 3), 255, np.uint8)
    assert window.mix(black, white, 0.5).mean() == pytest.approx(127.5, abs=1)


@pytest.mark.parametrize(
    ("name", "known"),
    [("random", None), ("WipeUp,nothing, fade", {"wipeup", "fade"}), ("fade，wipeup", {"wipeup", "fade"})],
)
def test_one_of_several_is_drawn_by_what_is_shown(name: str, known: set[str] | None) -> None:
    def drawn(first: str, start: int = 0) -> str:
        a = shot(HERE, start, start + 10, joined("DLTransition", 0.4, name=name), identity=first)
        b = shot(HERE, start + 10, start + 20, identity="z")
        _, (window,) = arrange([a, b], timeline([a, b]))
        return window.name

    found = {drawn(first) for first in "abcdefgh"}
    assert len(found) > 1
    assert found <= (known or {entry.name for entry in transitions.standard()})
    assert drawn("c", start=7) == drawn("c")


def test_malformed_durations_and_parameters_fall_back_to_the_defaults() -> None:
    effect = joined("DLTransition", "soon", ExtParams="strength=often,=,x")
    clips = [shot(HERE, 0, 50, effect), shot(HERE, 50, 100)]
    _, (window,) = arrange(clips, timeline(clips))
    assert len(window.span) == 10


def test_the_same_cut_elsewhere_has_the_same_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    black, white = np.zeros((16, 16, 3), np.uint8), np.full((16, 16, 3), 255, np.uint8)
    pictures = []
    for offset in (0, 7):
        a = shot(HERE, offset, offset + 10, joined("DLTransition", 0.4, name="perlin"), identity="one")
        b = shot(HERE, offset + 10, offset + 20, identity="two")
        _, (window,) = arrange([a, b], timeline([a, b]))
        pictures.append(window.mix(black, white, 0.5))
    assert np.array_equal(*pictures)

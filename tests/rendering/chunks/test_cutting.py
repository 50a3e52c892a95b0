"""Where timelines are cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from s2v_core.rendering.chunks.cutting import cut
from s2v_core.timeline import AudioClip, Canvas, Effect, Span, SubtitleClip, Timeline, Track, VideoClip
from s2v_core.timeline.transitions import in_order, transition_windows

RATES = (Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(30), Fraction(60))
CANVAS = Canvas(32, 32)
SENTENCES = ("Fresh cakes every morning.", "Come by before noon!", "Slow roasted in small batches, and sent today.")


def frames(seconds: float, rate: Fraction) -> int:
    return max(1, round(Fraction(seconds).limit_denominator(1000) * rate))


def picture(start: int, end: int, *effects: Effect) -> VideoClip:
    return VideoClip(media_url="shot.mp4", span=Span(start, end), effects=effects)


def voice(start: int, end: int, text: str) -> AudioClip:
    asr = Effect(type="AI_ASR")
    return AudioClip(type="AI_TTS", content=text, voice="en", span=Span(start, end), effects=(asr,))


def made(
    rate: Fraction,
    shots: Sequence[VideoClip],
    *,
    voices: Sequence[AudioClip] = (),
    titles: Sequence[SubtitleClip] = (),
    stickers: Sequence[VideoClip] = (),
    length: int | None = None,
) -> Timeline:
    return Timeline(
        canvas=CANVAS,
        rate=rate,
        length=max(clip.span.end for clip in shots if clip.span) if length is None else length,
        video_tracks=(Track(clips=tuple(shots), main=True), Track(clips=tuple(stickers))),
        audio_tracks=(Track(clips=tuple(voices)),),
        subtitle_tracks=(Track(clips=tuple(titles)),),
    )


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    rate = draw(st.sampled_from(RATES))
    shots, position = [], 0
    for _ in range(draw(st.integers(1, 9))):
        length = draw(st.one_of(st.integers(1, 9), st.integers(1, round(5 * rate))))
        effect = draw(st.sampled_from(["", "Transition", "DLTransition"]))
        seconds = draw(st.sampled_from([0.1, 0.5, 1.0, 4.0]))
        effects = (Effect(type=effect, params={"Duration": seconds}),) if effect else ()
        shots.append(picture(position, position + length, *effects))
        overlap = min(length - 1, frames(seconds, rate)) if effect == "Transition" else 0
        position += length - overlap
    end = max(shot.span.end for shot in shots if shot.span)

    def spans() -> Span:
        start = draw(st.integers(0, end - 1))
        return Span(start, draw(st.integers(start + 1, end + 20)))

    few = st.integers(0, 3)
    voices = [voice((s := spans()).start, s.end, draw(st.sampled_from(SENTENCES))) for _ in range(draw(few))]
    titles = [SubtitleClip(content="Tea", span=draw(st.sampled_from([None, spans()]))) for _ in range(draw(few))]
    stickers = [picture((s := spans()).start, s.end) for _ in range(draw(few))]
    length = draw(st.sampled_from([end, max(1, end - 5), end + 7]))
    return made(rate, shots, voices=voices, titles=titles, stickers=stickers, length=length)


def shot_edges(timeline: Timeline) -> set[int]:
    """Return where a shot or a transition between two begins or ends, but for shots' edges inside transitions."""
    track = timeline.main_track
    assert track is not None
    timed = in_order(track.clips, timeline)
    windows = [window.span for window in transition_windows(timed, timeline)]
    edges = {edge for _, span in timed for edge in (span.start, span.end)}
    plain = {edge for edge in edges if not any(window.start < edge < window.end for window in windows)}
    return {edge for edge in plain if edge <= timeline.length} | {e for w in windows for e in (w.start, w.end)}


@hypothesis_settings(max_examples=100, deadline=None)
@given(timelines())
def test_chunks_are_all_frames_in_order_and_of_a_fair_length(timeline: Timeline) -> None:
    chunks = cut(timeline)
    assert [frame for chunk in chunks for frame in range(chunk.start, chunk.end)] == list(range(timeline.length))
    assert max(len(chunk) for chunk in chunks) <= 3 * timeline.rate
    assert min(len(chunk) for chunk in chunks) >= min(frames(1 / 6, timeline.rate), timeline.length)


@hypothesis_settings(max_examples=60, deadline=None)
@given(timelines())
def test_shots_and_transitions_that_are_no_slivers_are_cut_apart(timeline: Timeline) -> None:
    edges = shot_edges(timeline) | {0, timeline.length}
    least = frames(0.25, timeline.rate)
    starts = {chunk.start for chunk in cut(timeline)} | {timeline.length}
    for edge in edges:
        if all(other == edge or abs(other - edge) >= least for other in edges) and edge <= timeline.length:
            assert edge in starts


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("length", [1, 2, 5])
def test_the_shortest_timelines_are_one_chunk(rate: Fraction, length: int) -> None:
    assert cut(made(rate, [picture(0, length)])) == (Span(0, length),)


def test_a_stretch_of_up_to_three_seconds_is_whole_and_a_longer_one_is_divided_evenly() -> None:
    rate = Fraction(30)
    assert cut(made(rate, [picture(0, 90)])) == (Span(0, 90),)
    lengths = [len(chunk) for chunk in cut(made(rate, [picture(0, 301)]))]
    assert len(lengths) == 6
    assert max(lengths) - min(lengths) <= 1


def test_captions_titles_and_stickers_are_cut_apart_where_that_leaves_no_splinters() -> None:
    rate = Fraction(30)
    title = SubtitleClip(content="Tea", span=Span(0, 30))
    scene = made(rate, [picture(0, 90)], titles=[title], stickers=[picture(60, 90)])
    assert cut(scene) == (Span(0, 30), Span(30, 60), Span(60, 90))
    late = replace(title, span=Span(0, 50))
    assert cut(made(rate, [picture(0, 90)], titles=[late], stickers=[picture(60, 90)])) == (Span(0, 50), Span(50, 90))


def test_a_transition_is_cut_where_the_captions_of_its_shots_meet() -> None:
    join = Effect(type="DLTransition", params={"Duration": 0.4})
    shots = [picture(0, 60, join), picture(60, 120)]
    assert cut(made(Fraction(30), shots)) == (Span(0, 54), Span(54, 66), Span(66, 120))
    voices = [voice(0, 60, "First."), voice(60, 120, "Second.")]
    told = made(Fraction(30), shots, voices=voices)
    assert cut(told) == (Span(0, 54), Span(54, 60), Span(60, 66), Span(66, 120))


def test_disabled_tracks_cut_nothing() -> None:
    scene = made(Fraction(30), [picture(0, 90)], stickers=[picture(30, 60)])
    main, other = scene.video_tracks
    assert len(cut(scene)) == 3
    assert cut(replace(scene, video_tracks=(main, replace(other, disabled=True)))) == (Span(0, 90),)


@dataclass(frozen=True)
class Scene:
    """Shots of ``lengths`` frames, each with a voice of its own somewhere inside."""

    rate: Fraction
    lengths: tuple[int, ...]
    texts: tuple[str, ...]
    joins: tuple[str, ...]

    @property
    def starts(self) -> list[int]:
        return [sum(self.lengths[:number]) for number in range(len(self.lengths))]

    def timeline(self) -> Timeline:
        shots, voices = [], []
        for start, length, text, join in zip(self.starts, self.lengths, self.texts, self.joins, strict=True):
            effects = (Effect(type="DLTransition", params={"Duration": 0.4}),) if join else ()
            shots.append(picture(start, start + length, *effects))
            if text:
                voices.append(voice(start + frames(0.5, self.rate), start + length - frames(0.5, self.rate), text))
        return made(self.rate, shots, voices=voices)

    def cuts(self) -> list[list[int]]:
        """Return the cuts in each shot, counted from its first frame."""
        starts = [chunk.start for chunk in cut(self.timeline()) if chunk.start]
        bounds = zip(self.starts, self.lengths, strict=True)
        return [[place - first for place in starts if first <= place < first + length] for first, length in bounds]


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    rate = draw(st.sampled_from(RATES))
    count = draw(st.integers(3, 6))
    lengths = st.lists(st.integers(round(2 * rate), round(6 * rate)), min_size=count, max_size=count)
    texts = st.lists(st.sampled_from(("", *SENTENCES)), min_size=count, max_size=count)
    joins = st.lists(st.sampled_from(["", "DLTransition"]), min_size=count, max_size=count)
    return Scene(rate, *(tuple(draw(values)) for values in (lengths, texts, joins)))


def swapped(values: Iterable[object], index: int, value: object) -> tuple[object, ...]:
    return tuple(value if number == index else old for number, old in enumerate(values))


@hypothesis_settings(max_examples=40, deadline=None)
@given(scenes(), st.data())
def test_an_edit_leaves_the_cuts_of_other_shots_where_they_were(scene: Scene, data: st.DataObject) -> None:
    edited = data.draw(st.integers(0, len(scene.lengths) - 1))
    if data.draw(st.booleans()):
        text = data.draw(st.sampled_from(("", *SENTENCES)))
        changed = replace(scene, texts=swapped(scene.texts, edited, text))
    else:
        length = data.draw(st.integers(round(2 * scene.rate), round(6 * scene.rate)))
        changed = replace(scene, lengths=swapped(scene.lengths, edited, length))
    before, after = scene.cuts(), changed.cuts()
    assert [before[n] == after[n] or n == edited for n in range(len(before))] == [True] * len(before)

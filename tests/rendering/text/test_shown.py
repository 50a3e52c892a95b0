"""Which texts of a timeline are seen on a frame, and when they are drawn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

import pytest

from s2v_core.rendering.text import TimelineTexts, shown
from s2v_core.timeline import AudioClip, Canvas, Effect, Span, SubtitleClip, SubtitleStyle, Timeline, Track

DRAWERS = ("draw_stack", "draw_cue")


def text(content: str, span: Span | None, role: str = "title") -> SubtitleClip:
    style = SubtitleStyle(alignment="TopCenter") if role == "subheading" else SubtitleStyle(y=0.1)
    return SubtitleClip(content=content, span=span, style=style, extra={"S2V": {"Role": role}})


def timeline(*clips: SubtitleClip) -> Timeline:
    voice = AudioClip(
        type="AI_TTS", content="Hot tea", voice="en", span=Span(10, 20), effects=(Effect(type="AI_ASR", params={}),)
    )
    return Timeline(
        canvas=Canvas(180, 320),
        rate=Fraction(10),
        length=40,
        audio_tracks=(Track(clips=(voice,)),),
        subtitle_tracks=(Track(clips=clips),),
    )


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what draws, a name for each time."""
    calls: list[str] = []

    def counted(name: str) -> None:
        real = getattr(shown, name)
        monkeypatch.setattr(shown, name, lambda *args, **options: (calls.append(name), real(*args, **options))[1])

    for name in DRAWERS:
        counted(name)
    return calls


def test_each_text_is_seen_in_its_frames_and_captions_lie_above_the_others() -> None:
    texts = TimelineTexts(timeline(text("Always", None), text("Late", Span(15, 40))), Path)
    seen = {frame: [overlay.span for overlay in texts.at(frame)] for frame in (0, 10, 15, 20, 39)}
    assert seen == {
        0: [None],
        10: [None, Span(10, 20)],
        15: [None, Span(15, 40), Span(10, 20)],
        20: [None, Span(15, 40)],
        39: [None, Span(15, 40)],
    }


def test_a_text_is_drawn_when_it_is_first_shown_and_once(drawn: list[str]) -> None:
    texts = TimelineTexts(timeline(text("Early", Span(0, 5)), text("Late", Span(30, 40))), Path)
    assert drawn == []
    for frame in (0, 4, 0):
        assert len(list(texts.at(frame))) == 1
    assert drawn == ["draw_stack"]
    assert [len(list(texts.at(frame))) for frame in (12, 13, 35)] == [1, 1, 1]
    assert drawn == ["draw_stack", "draw_cue", "draw_stack"]


def test_texts_that_stand_below_each_other_are_drawn_together(drawn: list[str]) -> None:
    texts = TimelineTexts(timeline(text("Title", None), text("Below", None, "subheading")), Path)
    title, below = texts.at(0)
    assert title.y < below.y
    assert drawn == ["draw_stack"]


def test_those_who_share_the_texts_draw_each_of_them_once(drawn: list[str]) -> None:
    texts = TimelineTexts(timeline(*(text(f"Text {number}", None) for number in range(6))), Path)
    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(lambda _: list(texts.at(12)), range(32)))
    assert all(overlays == seen[0] for overlays in seen)
    assert len(seen[0]) == 7
    assert sorted(drawn) == ["draw_cue", *["draw_stack"] * 6]

"""How far an edit, a move or another file reaches: which chunks keep their keys."""

from __future__ import annotations

import shutil
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from s2v_core.media import Assets
from s2v_core.media.fonts import font_families
from s2v_core.rendering import recipes
from s2v_core.rendering.chunks.cutting import cut
from s2v_core.settings import load_settings
from s2v_core.timeline import (
    AudioClip,
    Box,
    Canvas,
    Span,
    SubtitleClip,
    SubtitleStyle,
    Timeline,
    Track,
    VideoClip,
    cues,
)
from tests.rendering.chunks.conftest import Shelf
from tests.rendering.chunks.edits import LENGTH, effect, key, keys, look_the_same, scene, still, title
from tests.rendering.scene import FULL, frames_of


def later(timeline: Timeline, by: int) -> Timeline:
    """Return the timeline with everything ``by`` frames later."""

    def moved(track: Track[Any]) -> Track[Any]:
        spans = (item.span or Span(0, timeline.length) for item in track.clips)
        pairs = zip(track.clips, spans, strict=True)
        return replace(track, clips=tuple(replace(c, span=Span(s.start + by, s.end + by)) for c, s in pairs))

    kinds = ("video_tracks", "audio_tracks", "subtitle_tracks")
    tracks = {kind: tuple(moved(track) for track in getattr(timeline, kind)) for kind in kinds}
    return replace(timeline, length=timeline.length + by, **tracks)


@pytest.mark.parametrize("by", [1, 37])
def test_the_same_shown_later_has_the_same_key(shelf: Shelf, by: int) -> None:
    moved = later(scene(shelf), by)
    for chunk in (Span(0, LENGTH), Span(0, 7), Span(7, 20), Span(20, LENGTH)):
        there = Span(chunk.start + by, chunk.end + by)
        assert key(moved, shelf.assets, there) == key(scene(shelf), shelf.assets, chunk)


def test_a_renamed_file_keeps_the_keys_and_another_content_under_its_name_does_not(shelf: Shelf) -> None:
    here, there = shelf.folder / "here.png", shelf.folder / "there.png"
    shutil.copyfile(shelf.still, here)
    one = still(media_url=str(here))(scene(shelf), shelf)
    shot = Span(20, LENGTH)
    first = key(one, shelf.assets, shot)
    here.rename(there)
    assert key(still(media_url=str(there))(one, shelf), shelf.assets, shot) == first
    shutil.copyfile(shelf.tall, here)
    fresh = Assets(load_settings(home=shelf.folder / "home", _env_file=None), trusted=True)
    assert key(one, fresh, shot) != first


def test_the_content_of_a_font_file_counts_and_its_name_does_not(shelf: Shelf) -> None:
    inter, noto = (font_families()[family][0].path for family in ("inter", "noto-sans"))
    names = [shelf.folder / name for name in ("a.ttf", "b.ttf", "c.ttf")]
    for source, name in zip((inter, inter, noto), names, strict=True):
        shutil.copyfile(source, name)
    styles = [SubtitleStyle(font_url=str(name)) for name in names]
    first, second, third = (key(title(style=style)(scene(shelf), shelf), shelf.assets) for style in styles)
    assert first != third
    assert first == second


def test_another_font_in_the_house_makes_other_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    before = recipes.picture_recipe.__wrapped__()
    fewer = {name: faces for name, faces in font_families().items() if name != "noto-sans-thai"}
    monkeypatch.setattr(recipes, "font_families", lambda: fewer)
    assert recipes.picture_recipe.__wrapped__() != before


def test_a_caption_changes_only_the_chunks_that_show_it(shelf: Shelf) -> None:
    style = effect("AI_ASR", FontSize=12, Y=0.6)
    said = AudioClip(type="AI_TTS", content="Hot tea", voice="en", span=Span(12, 20), effects=(style,))
    voices = (said, replace(said, content="Cold milk", span=Span(40, 50)))
    shots = (VideoClip(media_url=str(shelf.counted), span=Span(0, 30), box=FULL),)
    shots += (VideoClip(type="Image", media_url=str(shelf.still), span=Span(30, 60), box=FULL),)
    tracks = (Track(clips=shots, main=True),)
    canvas, rate = Canvas(32, 32), Fraction(10)
    one = Timeline(canvas=canvas, rate=rate, length=60, video_tracks=tracks, audio_tracks=(Track(clips=voices),))
    other = replace(one, audio_tracks=(Track(clips=(voices[0], replace(voices[1], content="Cold beer"))),))
    assert cut(one) == cut(other)
    changed = [a != b for a, b in zip(keys(one, shelf.assets), keys(other, shelf.assets), strict=True)]
    edited = next(b.span for a, b in zip(cues(one), cues(other), strict=True) if a.text != b.text)
    assert changed == [span.start < edited.end and span.end > edited.start for span in cut(one)]
    assert changed.count(True) == 1


def test_a_longer_clip_leaves_the_chunks_of_the_other_shots(shelf: Shelf) -> None:
    lengths = (20, 25, 30)
    longer = (20, 32, 30)

    def timeline(parts: tuple[int, ...]) -> Timeline:
        ends = [sum(parts[: number + 1]) for number in range(len(parts))]
        spans = [Span(end - length, end) for end, length in zip(ends, parts, strict=True)]
        sources = (shelf.counted, shelf.still, shelf.wide)
        shots = tuple(
            VideoClip(media_url=str(path), span=span, box=FULL) for path, span in zip(sources, spans, strict=True)
        )
        return Timeline(
            canvas=Canvas(32, 32), rate=Fraction(10), length=ends[-1], video_tracks=(Track(clips=shots, main=True),)
        )

    first, second = keys(timeline(lengths), shelf.assets), keys(timeline(longer), shelf.assets)
    assert first[0] == second[0]
    assert first[-1] == second[-1]
    assert first[1] != second[1]


def test_a_sticker_elsewhere_leaves_the_other_chunks(shelf: Shelf) -> None:
    one = later(scene(shelf), 20)
    badge = VideoClip(type="Image", media_url=str(shelf.badge), span=Span(0, 10), box=Box(x=0, y=0, width=8))
    other = replace(one, video_tracks=(*one.video_tracks, Track(clips=(badge,))))
    chunk = Span(20, 20 + LENGTH)
    assert key(one, shelf.assets, chunk) == key(other, shelf.assets, chunk)


def test_texts_that_are_seen_elsewhere_leave_the_other_chunks(shelf: Shelf) -> None:
    one = later(scene(shelf), 20)
    early = SubtitleClip(content="Welcome", span=Span(0, 10))
    other = replace(one, subtitle_tracks=(Track(clips=(early,)), *one.subtitle_tracks))
    chunk = Span(20, 20 + LENGTH)
    assert key(one, shelf.assets, chunk) == key(other, shelf.assets, chunk)


def test_a_text_that_hangs_below_another_one_has_the_key_of_the_stack(shelf: Shelf) -> None:
    above = SubtitleClip(content="Tea", span=Span(0, 20), extra={"S2V": {"Role": "title"}})
    below = SubtitleClip(content="Milk", span=Span(10, 30), extra={"S2V": {"Role": "subheading"}})
    stacked = replace(scene(shelf), subtitle_tracks=(Track(clips=(above, below)),))
    apart = replace(scene(shelf), subtitle_tracks=(Track(clips=(replace(above, span=Span(0, 10)), below)),))
    chunk = Span(20, 30)
    assert not np.array_equal(frames_of(stacked, shelf.assets, 25)[0], frames_of(apart, shelf.assets, 25)[0])
    assert key(stacked, shelf.assets, chunk) != key(apart, shelf.assets, chunk)


def test_a_stack_of_texts_makes_room_for_captions_that_are_shown_elsewhere(shelf: Shelf) -> None:
    above = SubtitleClip(content="Tea and milk", span=Span(0, 30), style=SubtitleStyle(y=0.2, font_size=12))
    below = SubtitleClip(content="Hot or cold", span=Span(0, 30), extra={"S2V": {"Role": "subheading"}})
    scenes = []
    for top in (0.55, 0.9):
        said = AudioClip(
            type="AI_TTS", content="Hi", voice="en", span=Span(20, 30), effects=(effect("AI_ASR", FontSize=6, Y=top),)
        )
        tracks = {"subtitle_tracks": (Track(clips=(above, below)),), "audio_tracks": (Track(clips=(said,)),)}
        scenes.append(replace(scene(shelf), canvas=Canvas(64, 64), video_tracks=(), **tracks))
    pictures = [frames_of(one, shelf.assets, 5)[0] for one in scenes]
    assert not np.array_equal(*pictures)
    assert len({key(one, shelf.assets, Span(0, 10)) for one in scenes}) == 2


def test_each_part_of_a_long_transition_has_its_own_key(shelf: Shelf) -> None:
    slow = effect("DLTransition", "fade", Duration=3.0)
    stills = (
        VideoClip(type="Image", media_url=str(shelf.still), span=Span(0, 20), box=FULL, effects=(slow,)),
        VideoClip(type="Image", media_url=str(shelf.tall), span=Span(20, 40), box=FULL),
    )
    tracks = (Track(clips=stills, main=True),)
    one = Timeline(canvas=Canvas(32, 32), rate=Fraction(10), length=40, video_tracks=tracks)
    parts = [Span(start, start + 5) for start in range(5, 35, 5)]
    assert len({key(one, shelf.assets, part) for part in parts}) == len(parts)


def test_it_counts_which_pictures_a_transition_joins(shelf: Shelf) -> None:
    fade = effect("Transition", "fade")
    fields = {"type": "Image", "span": Span(0, 20), "box": FULL, "opacity": 0.5, "identity": "alike"}
    stills = [VideoClip(media_url=str(path), **fields) for path in (shelf.still, shelf.tall, shelf.pattern)]
    scenes = []
    for number in (0, 1):
        clips = (replace(clip, effects=(fade,) * (place == number)) for place, clip in enumerate(stills))
        tracks = (Track(clips=tuple(clips), main=True),)
        scenes.append(Timeline(canvas=Canvas(32, 32), rate=Fraction(10), length=20, video_tracks=tracks))
    assert not look_the_same(*scenes, shelf.assets)
    assert len({key(one, shelf.assets) for one in scenes}) == 2

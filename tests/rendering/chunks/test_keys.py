"""Which edits give a chunk a new key, and which do not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from s2v_core.media import Assets
from s2v_core.media.fonts import font_families
from s2v_core.rendering import EncoderOptions, recipes
from s2v_core.rendering.chunks.cutting import cut
from s2v_core.rendering.chunks.identity import ChunkKeys
from s2v_core.settings import load_settings
from s2v_core.timeline import (
    AudioClip,
    Box,
    Canvas,
    Effect,
    FontFace,
    Span,
    SubtitleClip,
    SubtitleStyle,
    Timeline,
    Track,
    VideoClip,
    cues,
)
from tests.rendering.chunks.conftest import Shelf
from tests.rendering.scene import FAST, FULL, frames_of

Edit = Callable[[Timeline, Shelf], Timeline]
LENGTH = 30


def scene(shelf: Shelf) -> Timeline:
    """Footage that dissolves into a still, a sticker, a title, and a voice with captions."""
    footage = VideoClip(
        media_url=str(shelf.wide),
        span=Span(0, 15),
        source_out=0.75,
        box=FULL,
        adapt_mode="Cover",
        effects=(Effect(type="DLTransition", sub_type="perlin", params={"Duration": 0.8}),),
        identity="wide",
    )
    still = VideoClip(type="Image", media_url=str(shelf.still), span=Span(15, LENGTH), box=FULL, adapt_mode="Cover")
    sticker = VideoClip(type="GlobalImage", media_url=str(shelf.badge), box=Box(x=4, y=4, width=12))
    title = SubtitleClip(content="Tea", span=Span(0, LENGTH), style=SubtitleStyle(y=0.1, font_size=14))
    voice = AudioClip(
        type="AI_TTS",
        content="Hot",
        voice="en",
        span=Span(5, 25),
        effects=(Effect(type="AI_ASR", params={"FontSize": 12, "Y": 0.6}),),
    )
    return Timeline(
        canvas=Canvas(32, 32),
        rate=Fraction(10),
        length=LENGTH,
        video_tracks=(Track(clips=(footage, still), main=True), Track(clips=(sticker,))),
        audio_tracks=(Track(clips=(voice,)),),
        subtitle_tracks=(Track(clips=(title,)),),
        s2v={"Seed": 7, "Output": 1},
    )


def key(timeline: Timeline, assets: Assets, chunk: Span | None = None, options: EncoderOptions = FAST) -> str:
    return ChunkKeys(timeline, assets, options).key(chunk or Span(0, timeline.length))


def keys(timeline: Timeline, assets: Assets) -> list[str]:
    made = ChunkKeys(timeline, assets, FAST)
    return [made.key(chunk) for chunk in cut(timeline)]


def look_the_same(one: Timeline, other: Timeline, assets: Assets) -> bool:
    pairs = zip(frames_of(one, assets), frames_of(other, assets), strict=True)
    return all(np.array_equal(a, b) for a, b in pairs)


def clip(track: int, number: int, **changes: Any) -> Edit:
    """Change fields of a clip of a video track; functions are called with the shelf."""

    def edit(timeline: Timeline, shelf: Shelf) -> Timeline:
        given = {name: value(shelf) if callable(value) else value for name, value in changes.items()}
        tracks = list(timeline.video_tracks)
        clips = list(tracks[track].clips)
        clips[number] = replace(clips[number], **given)
        tracks[track] = replace(tracks[track], clips=tuple(clips))
        return replace(timeline, video_tracks=tuple(tracks))

    return edit


def main(**changes: Any) -> Edit:
    return clip(0, 0, **changes)


def still(**changes: Any) -> Edit:
    return clip(0, 1, **changes)


def sticker(**changes: Any) -> Edit:
    return clip(1, 0, **changes)


def effect(kind: str, sub_type: str | None = None, **params: Any) -> Effect:
    return Effect(type=kind, sub_type=sub_type, params=params)


def title(**changes: Any) -> Edit:
    def edit(timeline: Timeline, _shelf: Shelf) -> Timeline:
        (track,) = timeline.subtitle_tracks
        return replace(timeline, subtitle_tracks=(replace(track, clips=(replace(track.clips[0], **changes),)),))

    return edit


def voice(**changes: Any) -> Edit:
    def edit(timeline: Timeline, _shelf: Shelf) -> Timeline:
        (track,) = timeline.audio_tracks
        return replace(timeline, audio_tracks=(replace(track, clips=(replace(track.clips[0], **changes),)),))

    return edit


def whole(**changes: Any) -> Edit:
    return lambda timeline, _shelf: replace(timeline, **changes)


def both(*edits: Edit) -> Edit:
    def edit(timeline: Timeline, shelf: Shelf) -> Timeline:
        for part in edits:
            timeline = part(timeline, shelf)
        return timeline

    return edit


PAIRS: dict[str, tuple[Edit, Edit] | Edit] = {
    "clip.type": (still(box=None), still(box=None, type="GlobalImage")),
    "clip.media_url": still(media_url=lambda shelf: str(shelf.tall)),
    "clip.media_id": still(media_id=lambda shelf: str(shelf.tall)),
    "clip.span": still(span=Span(18, LENGTH)),
    "clip.source_in": main(source_in=0.3, source_out=1.05),
    "clip.source_out": (main(speed=1.0, source_out=2.0), main(speed=1.0, source_out=0.4)),
    "clip.speed": main(speed=1.7, source_out=1.5),
    "clip.box": sticker(box=Box(x=6, y=4, width=12)),
    "clip.adapt_mode": still(adapt_mode="Contain"),
    "clip.opacity": sticker(opacity=0.4),
    "clip.material": (main(source_out=0.4), main(source_out=0.4, material=(0.0, 0.9))),
    "clip.identity": main(identity="another"),
    "clip.effects": main(effects=()),
    "Crop": still(effects=(effect("Crop", X=0.2, Width=0.5),)),
    "Crop.Y": (still(effects=(effect("Crop", X=0.2, Width=0.5),)), still(effects=(effect("Crop", X=0.4, Width=0.5),))),
    "KenBurns": still(effects=(effect("KenBurns"),)),
    "KenBurns.End": (
        still(effects=(effect("KenBurns", Start="0,0,0.5,0.5", End="0.5,0.5,0.5,0.5"),)),
        still(effects=(effect("KenBurns", Start="0,0,0.5,0.5", End="0.5,0.4,0.5,0.5"),)),
    ),
    "Zoom": still(effects=(effect("Zoom", StartRate=1.0, EndRate=1.5),)),
    "Zoom.EndRate": (still(effects=(effect("Zoom", EndRate=1.5),)), still(effects=(effect("Zoom", EndRate=1.6),))),
    "Zoom.Duration": (
        still(effects=(effect("Zoom", EndRate=1.5, Duration=0.5),)),
        still(effects=(effect("Zoom", EndRate=1.5, Duration=1.0),)),
    ),
    "Rotate": still(effects=(effect("Rotate", Degree=90),)),
    "Flip": still(effects=(effect("Flip", Direction="vertical"),)),
    "Background": still(adapt_mode="Contain", effects=(effect("Background", "Color", Color="#ff0000"),)),
    "Background.Color": (
        still(adapt_mode="Contain", effects=(effect("Background", "Color", Color="#ff0000"),)),
        still(adapt_mode="Contain", effects=(effect("Background", "Color", Color="#fe00ff"),)),
    ),
    "Background.Radius": (
        still(adapt_mode="Contain", effects=(effect("Background", "Blur", Radius=0.1),)),
        still(adapt_mode="Contain", effects=(effect("Background", "Blur", Radius=0.9),)),
    ),
    "FreezeFrame": main(source_out=0.4, material=(0.0, 0.9), effects=(effect("FreezeFrame"),)),
    "transition": main(effects=(effect("DLTransition", "fade", Duration=0.8),)),
    "transition.Duration": main(effects=(effect("DLTransition", "perlin", Duration=1.2),)),
    "transition.ExtParams": main(effects=(effect("DLTransition", "perlin", Duration=0.8, ExtParams="scale=9"),)),
    "track.disabled": lambda timeline, _: replace(
        timeline, video_tracks=(timeline.video_tracks[0], replace(timeline.video_tracks[1], disabled=True))
    ),
    "the order of tracks": both(
        sticker(box=FULL, opacity=0.5), lambda timeline, _: replace(timeline, video_tracks=timeline.video_tracks[::-1])
    ),
    "seed of the draws": whole(s2v={"Seed": 8, "Output": 1}),
    "title.content": title(content="Tee"),
    "title.span": title(span=Span(0, 20)),
    "title.extra": title(style=SubtitleStyle(), extra={"S2V": {"Role": "title"}}),
    "caption.content": voice(content="Cold"),
    "caption.span": voice(span=Span(6, 25)),
    "caption.effects": voice(effects=(effect("AI_ASR", FontSize=18, Y=0.6),)),
    "no captions": voice(effects=()),
}
"""Edits that are seen, or pairs of a scene before and after one."""


@pytest.mark.parametrize("name", PAIRS)
def test_what_is_seen_has_another_key(name: str, shelf: Shelf) -> None:
    found = PAIRS[name]
    before, after = found if isinstance(found, tuple) else (whole(), found)
    one, other = before(scene(shelf), shelf), after(scene(shelf), shelf)
    assert not look_the_same(one, other, shelf.assets)
    assert key(one, shelf.assets) != key(other, shelf.assets)


def test_every_field_of_a_clip_is_thought_of() -> None:
    tried = {name.removeprefix("clip.") for name in (*PAIRS, *UNSEEN) if name.startswith("clip.")}
    assert tried == {field.name for field in fields(VideoClip)}


STYLES: dict[str, Any] = {
    "x": 0.1,
    "y": 0.4,
    "alignment": "TopLeft",
    "adapt_mode": "AutoScale",
    "text_width": 0.3,
    "font": "Noto Sans",
    "font_url": None,
    "font_size": 20,
    "font_color": "#ff0000",
    "font_color_opacity": 0.3,
    "font_face": FontFace(bold=True),
    "spacing": 4,
    "line_spacing": 9,
    "angle": 30,
    "outline": 3,
    "outline_colour": "#00ff00",
    "shadow": 3,
    "back_colour": "#0000ff",
    "border_style": 3,
    "size_request_type": "RealDim",
    "effect_color_style": "CS0001-000001",
    "bubble_style_id": "BS0001-000001",
    "subtitle_effects": ({"Type": "Box", "Color": "#ff0000"},),
    "aai_motion_in_effect": "fade_in",
    "aai_motion_in": 0.5,
    "aai_motion_out_effect": "fade_out",
    "aai_motion_out": 0.5,
    "aai_motion_loop_effect": "swing",
    "ratio": 0.5,
}


@pytest.mark.parametrize("field", STYLES)
def test_every_field_of_a_style_has_another_key_if_it_is_seen(field: str, shelf: Shelf) -> None:
    base = {"y": 0.1, "font_size": 12, "outline": 1, "font_color": "#ffffff"}
    one, other = (
        title(content="Tea or\nmilk", style=SubtitleStyle(**given))(scene(shelf), shelf)
        for given in (base, base | {field: STYLES[field]})
    )
    if field in ("x", "y", "font", "font_size", "font_color", "font_color_opacity", "font_face", "angle", "outline"):
        assert not look_the_same(one, other, shelf.assets)
    if not look_the_same(one, other, shelf.assets):
        assert key(one, shelf.assets) != key(other, shelf.assets)


def test_every_field_of_a_style_is_thought_of() -> None:
    assert set(STYLES) == set(SubtitleStyle.model_fields)


@pytest.mark.parametrize(
    "changed",
    [{"canvas": Canvas(32, 34)}, {"canvas": Canvas(34, 32)}, {"rate": Fraction(12)}, {"length": LENGTH - 1}],
    ids=str,
)
def test_canvas_rate_and_length_are_in_the_key(changed: dict[str, Any], shelf: Shelf) -> None:
    plain = replace(scene(shelf), audio_tracks=())
    assert key(replace(plain, **changed), shelf.assets) != key(plain, shelf.assets)


@pytest.mark.parametrize("changed", [{"preset": "medium"}, {"crf": 11}, {"codec": "libx265"}, {"profile": "high"}])
def test_options_that_change_packets_are_in_the_key(changed: dict[str, Any], shelf: Shelf) -> None:
    options = replace(FAST, **changed)
    assert key(scene(shelf), shelf.assets, options=options) != key(scene(shelf), shelf.assets)


@pytest.mark.parametrize("changed", [{"audio_bitrate": 96_000}, {"title": "Spring"}, {"comment": "Made here"}])
def test_options_that_concern_the_rest_of_the_file_are_not(changed: dict[str, Any], shelf: Shelf) -> None:
    options = replace(FAST, **changed)
    assert key(scene(shelf), shelf.assets, options=options) == key(scene(shelf), shelf.assets)


def more_music(timeline: Timeline, shelf: Shelf) -> Timeline:
    music = Track(clips=(AudioClip(media_url=str(shelf.wide), span=Span(0, 9)),))
    return replace(timeline, audio_tracks=(*timeline.audio_tracks, music))


UNSEEN: dict[str, tuple[Edit, Edit] | Edit] = {
    "clip.extra": main(extra={"Note": "the good take"}),
    "effects that are heard": still(effects=(effect("Volume", Gain=0.5),)),
    "material that is not reached": still(material=(0.0, 50.0), source_out=1.5),
    "a later end of the material": (main(source_out=2.5), main(source_out=2.6)),
    "the number of the output": whole(s2v={"Seed": 7, "Output": 9}),
    "keys that nobody knows": whole(extra={"Project": "Spring"}),
    "music": more_music,
    "the speed of the voice": voice(speech_rate=100),
    "a clip that cannot be seen": lambda timeline, shelf: replace(
        timeline,
        video_tracks=(
            *timeline.video_tracks,
            Track(clips=(VideoClip(media_url=str(shelf.counted), span=Span(0, 9), opacity=0),)),
        ),
    ),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_is_not_seen_keeps_the_key(name: str, shelf: Shelf) -> None:
    found = UNSEEN[name]
    before, after = found if isinstance(found, tuple) else (whole(), found)
    one, other = before(scene(shelf), shelf), after(scene(shelf), shelf)
    assert look_the_same(one, other, shelf.assets)
    assert key(one, shelf.assets) == key(other, shelf.assets)


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

"""What is seen is in a chunk's key, and what is not seen is not."""

from __future__ import annotations

from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

import pytest

from s2v_core.timeline import AudioClip, Box, Canvas, FontFace, Span, SubtitleStyle, Timeline, Track, VideoClip
from tests.rendering.chunks.conftest import Shelf
from tests.rendering.chunks.edits import (
    LENGTH,
    Edit,
    both,
    effect,
    key,
    look_the_same,
    main,
    scene,
    sticker,
    still,
    title,
    voice,
    whole,
)
from tests.rendering.scene import FAST, FULL

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
    "Filter": main(effects=(effect("Filter", "pfb"),)),
    "Filter.ExtParams": (
        still(effects=(effect("Filter", "f7", ExtParams="strength=0.5"),)),
        still(effects=(effect("Filter", "f7", ExtParams="strength=0.9"),)),
    ),
    "Filter.dark_corner_ratio": (
        still(effects=(effect("Filter", "color", ExtParams="dark_corner_ratio=20"),)),
        still(effects=(effect("Filter", "color", ExtParams="dark_corner_ratio=60"),)),
    ),
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
    "bubble_width": 0.8,
    "bubble_height": 0.7,
    "fixed_font_size": 30,
    "fixed_x": 5,
    "fixed_y": 9,
    "scroll_direction": "Left",
    "scroll_start_x": 0.5,
    "scroll_end_x": 0.1,
    "scroll_start_y": 0.6,
    "scroll_end_y": 0.2,
    "scroll_start_shift": 7,
    "scroll_end_shift": 7,
    "scroll_speed": 40,
    "scroll_start_freeze": 0.2,
    "scroll_end_freeze": 0.2,
    "scroll_loop_time": 0.3,
    "scroll_loop": True,
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

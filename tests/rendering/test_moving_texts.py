"""Texts that move in the frames of a timeline, and the keys of chunks with them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from s2v_core.media import Assets
from s2v_core.rendering.chunks.identity import ChunkKeys
from s2v_core.rendering.compose import Composer
from s2v_core.timeline import (
    AudioClip,
    Canvas,
    Effect,
    Span,
    SubtitleClip,
    SubtitleStyle,
    Timeline,
    Track,
    Word,
    from_json,
    to_json,
)
from tests.rendering.scene import FAST, Picture, frames_of, timeline

STYLE = {"FontSize": 20, "Y": 0.4, "Outline": 2}


def titled(span: Span | None = None, length: int = 40, **style: Any) -> Timeline:
    """A title on black."""
    clip = SubtitleClip(content="Tea time", span=span, style=SubtitleStyle.model_validate({**STYLE, **style}))
    return replace(timeline(size=(160, 90), length=length), subtitle_tracks=(Track(clips=(clip,)),))


def captioned(start: int, *texts: str, **style: Any) -> Timeline:
    """Voices of a second and a half, one after another from the frame ``start`` on, each with a caption."""
    clips = []
    for number, text in enumerate(texts):
        words = tuple(
            Word(word, text.index(word), 0.5 * place, 0.5 * place + 0.4) for place, word in enumerate(text.split())
        )
        asked = Effect(type="AI_ASR", params={"AlignmentText": text, **STYLE, **style})
        span = Span(start + 15 * number, start + 15 * number + 15)
        clips.append(AudioClip(type="AI_TTS", content=text, voice="en", span=span, words=words, effects=(asked,)))
    whole = timeline(size=(160, 90), length=start + 15 * len(texts) + 5)
    return replace(whole, audio_tracks=(Track(clips=tuple(clips)),))


def light(frame: Picture) -> int:
    return int((frame.max(axis=2) > 128).sum())


def keys(made: Timeline, assets: Assets, *chunks: tuple[int, int]) -> list[str]:
    known = ChunkKeys(made, assets, FAST)
    return [known.key(Span(*chunk)) for chunk in chunks]


def test_a_title_comes_stays_and_goes(assets: Assets) -> None:
    moving = titled(
        Span(5, 35), AaiMotionInEffect="zoom_in", AaiMotionIn=0.5, AaiMotionOutEffect="wipe_left_out", AaiMotionOut=0.5
    )
    frames, still = frames_of(moving, assets), frames_of(titled(Span(5, 35)), assets)
    assert all(np.array_equal(frames[index], still[index]) for index in (0, 4, *range(10, 30), 35, 39))
    assert light(frames[5]) < light(frames[6]) < light(frames[7])
    assert light(still[20]) > light(frames[31]) > light(frames[33]) > light(frames[34])


def test_frames_do_not_depend_on_those_before(assets: Assets) -> None:
    moving = titled(AaiMotionInEffect="rotateup_in", AaiMotionIn=2.0)
    in_order = frames_of(moving, assets)
    composer = Composer(moving, assets)
    assert all(np.array_equal(composer.frame(index), in_order[index]) for index in (12, 3, 19, 7))
    composer.close()


def test_a_timeline_from_a_document_moves_as_well(assets: Assets) -> None:
    written = titled(Span(0, 20), AaiMotionLoopEffect="naughty_display", Ratio=2)
    frames = frames_of(from_json(to_json(written)), assets, 3, 8)
    assert not np.array_equal(*frames)
    assert all(np.array_equal(one, two) for one, two in zip(frames, frames_of(written, assets, 3, 8), strict=True))


def test_captions_follow_the_voice(assets: Assets) -> None:
    spoken = captioned(5, "Hot tea", S2V={"ByWord": "line", "WordColor": "#ff0000"}, Shadow=0)

    def red(index: int) -> tuple[int, int]:
        (frame,) = frames_of(spoken, assets, index)
        marked = (frame[..., 0].astype(int) - frame[..., 1]) > 90
        return int(marked[:, :75].sum()), int(marked[:, 85:].sum())

    assert red(7)[0] > 20 > red(7)[1]
    assert red(13)[1] > 20 > red(13)[0]


def test_equal_captions_at_other_times_are_one_chunk(assets: Assets) -> None:
    for style in ({"AaiMotionInEffect": "wave_in"}, {"S2V": {"ByWord": "line"}}):
        early, late = captioned(5, "Hot tea", **style), captioned(12, "Hot tea", **style)
        assert keys(early, assets, (5, 12), (12, 20)) == keys(late, assets, (12, 19), (19, 27))


def test_a_chunk_in_which_nothing_moves_is_that_of_a_still_text(assets: Assets) -> None:
    moving, still = titled(Span(0, 40), AaiMotionInEffect="fade_in", AaiMotionIn=0.8), titled(Span(0, 40))
    assert keys(moving, assets, (10, 20), (30, 40)) == keys(still, assets, (10, 20), (30, 40))
    assert keys(moving, assets, (0, 10)) != keys(still, assets, (0, 10))


def test_the_phase_of_what_moves_is_part_of_the_key(assets: Assets) -> None:
    moving = titled(AaiMotionLoopEffect="naughty_display")
    assert len(set(keys(moving, assets, (0, 10), (10, 20), (20, 30)))) == 3


@pytest.mark.parametrize("kind", ["one", "few"])
def test_words_at_a_time_are_shown_one_after_another(kind: str, assets: Assets) -> None:
    shown = frames_of(captioned(0, "Hot chocolate", S2V={"ByWord": kind}), assets, 3, 7)
    assert min(map(light, shown)) > 20
    assert not np.array_equal(*shown)


def test_a_text_as_large_as_the_frame_stays_within_it(assets: Assets) -> None:
    huge = replace(titled(AaiMotionInEffect="zoomin_in", AaiMotionIn=2.0, FontSize=80), canvas=Canvas(160, 90))
    assert all(frame.shape == (90, 160, 3) for frame in frames_of(huge, assets, 0, 5, 12, 19))

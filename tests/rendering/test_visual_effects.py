"""Visual effects on clips and on effect tracks: what is seen of them, and which chunks are alike."""

from __future__ import annotations

import logging
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from s2v_core.cache import Cache
from s2v_core.effects import Frame, FrameAt, filters, visual_effects
from s2v_core.effects.visual.catalogue import visual_effect
from s2v_core.media import Assets
from s2v_core.planning import plan
from s2v_core.rendering import write_video as write_file
from s2v_core.rendering.chunks.identity import ChunkKeys
from s2v_core.rendering.chunks.rendering import Chunks
from s2v_core.speech import Speaker
from s2v_core.timeline import Box, Effect, EffectItem, Span, Timeline, Track, VideoClip
from tests.planning.fakes import group, job_of
from tests.rendering.scene import FAST, FULL, Picture, frames_of, read_back, shot, timeline, transition
from tests.support.media import moving, write_image, write_video


def vfx(name: str, ext: object = None, **params: object) -> Effect:
    return Effect(type="VFX", sub_type=name, params=params | ({} if ext is None else {"ExtParams": ext}))


def on_track(scene: Timeline, *effects: tuple[Effect, Span | None]) -> Timeline:
    items = tuple(EffectItem(effect=effect, span=span) for effect, span in effects)
    return replace(scene, effect_tracks=(Track(clips=items),))


@pytest.fixture
def film(tmp_path: Path) -> Path:
    picture = moving((32, 32), 1)
    return write_video(tmp_path / "film.mp4", size=(32, 32), frames=40, rate=10, colour=picture, tone=None)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return write_image(tmp_path / "photo.png", size=(32, 32), colour=(150, 100, 60))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, float]]:
    """An effect that notes when it is drawn: ``t`` and the duration."""
    noted: list[tuple[float, float]] = []

    def draw(frame_at: FrameAt, t: float, duration: float, seed: int, params: object) -> Frame:
        noted.append((round(t, 4), round(duration, 4)))
        return frame_at(0)

    monkeypatch.setattr(visual_effects, "_entries", {**visual_effects._entries})
    visual_effect("test clock", category="advanced", look="nothing is seen of it")(draw)
    return noted


def close(one: Picture, other: Picture, within: int = 6) -> bool:
    return bool(np.abs(one.astype(int) - other).max() <= within)


@pytest.mark.parametrize("name", ["movie", "color_to_grey", "swing"])
def test_a_clip_is_seen_through_its_effect_from_its_start_to_its_end(film: Path, assets: Assets, name: str) -> None:
    plain = frames_of(timeline([shot(film, 0, 20)]), assets)
    drawn = frames_of(timeline([shot(film, 0, 20, vfx(name))]), assets)
    for number in (0, 3, 11, 19):
        expected = visual_effects[name].function(lambda _, n=number: plain[n], number / 10, 2.0, 0, {})
        assert np.abs(drawn[number].astype(int) - expected).mean() < 4


def test_time_runs_with_the_clip_wherever_it_stands(
    film: Path, assets: Assets, clock: list[tuple[float, float]]
) -> None:
    frames_of(timeline([shot(film, 0, 5), shot(film, 5, 15, vfx("Test Clock"))]), assets)
    assert [t for t, _ in clock] == pytest.approx([n / 10 for n in range(10)])
    assert {duration for _, duration in clock} == {1.0}


def test_it_goes_on_through_transitions(
    film: Path, photo: Path, assets: Assets, clock: list[tuple[float, float]]
) -> None:
    clips = [shot(film, 0, 10, transition("DLTransition", 4)), shot(photo, 10, 20, vfx("test clock"), type="Image")]
    frames_of(timeline(clips), assets)
    assert [t for t, _ in clock] == pytest.approx([n / 10 for n in range(12)])
    assert {duration for _, duration in clock} == {1.2}


def test_it_lasts_as_long_as_its_own_times_say(film: Path, assets: Assets, clock: list[tuple[float, float]]) -> None:
    plain = frames_of(timeline([shot(film, 5, 25)]), assets)
    timed = timeline(
        [shot(film, 5, 25, vfx("test clock", TimelineIn=1.0, TimelineOut=1.6), vfx("white", TimelineIn=9.0))]
    )
    frames = frames_of(timed, assets)
    assert [t for t, _ in clock] == pytest.approx([0, 0.1, 0.2, 0.3, 0.4, 0.5])
    assert {duration for _, duration in clock} == {0.6}
    assert max(np.abs(one.astype(int) - other).mean() for one, other in zip(frames, plain, strict=True)) < 2


def test_parameters_come_from_the_extra_ones(film: Path, assets: Assets) -> None:
    thin, thick = (
        frames_of(timeline([shot(film, 0, 20, vfx("movie", ext))]), assets, 19)[0]
        for ext in ("bars=0.2,x=1", {"bars": "0.5"})
    )
    assert thin[5].any()
    assert not thick[5].any()


def test_an_effect_draws_on_filtered_pictures(film: Path, assets: Assets) -> None:
    grey = Effect(type="Filter", sub_type="pfb")
    (frame,) = frames_of(timeline([shot(film, 0, 20, vfx("movie"), grey)]), assets, 10)
    assert int(np.ptp(frame, axis=2).max()) <= 4


def test_a_moving_effect_moves_on_a_still(photo: Path, assets: Assets) -> None:
    frames = frames_of(timeline([shot(photo, 0, 10, vfx("white"), type="Image")]), assets)
    assert len({frame.tobytes() for frame in frames}) > 5


def test_an_effect_looks_at_other_moments_of_its_clip_held_at_its_ends(
    film: Path, assets: Assets, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[float, Frame] = {}

    def draw(frame_at: FrameAt, t: float, duration: float, seed: int, params: object) -> Frame:
        asked[round(t, 1)] = np.hstack([frame_at(-0.3), frame_at(0.3)])
        return frame_at(0)

    monkeypatch.setattr(visual_effects, "_entries", {**visual_effects._entries})
    visual_effect("test sight", category="advanced", look="looks about", reach=0.3)(draw)
    scene = timeline([shot(film, 0, 20, vfx("test sight"))])
    plain, frames = frames_of(timeline([shot(film, 0, 20)]), assets), frames_of(scene, assets)
    again = frames_of(scene, assets, 12, 4, 19, 5)
    assert all(np.array_equal(frames[number], frame) for number, frame in zip((12, 4, 19, 5), again, strict=True))
    for number in range(20):
        expected = np.hstack([plain[max(0, number - 3)], plain[min(19, number + 3)]])
        assert np.array_equal(asked[number / 10], expected), number


def test_several_effects_are_applied_in_order(photo: Path, assets: Assets) -> None:
    bars_then_white, white_then_bars = (
        frames_of(timeline([shot(photo, 0, 20, *order, type="Image")]), assets, 16)[0]
        for order in ((vfx("movie"), vfx("whiteshow", "seconds=5")), (vfx("whiteshow", "seconds=5"), vfx("movie")))
    )
    assert not white_then_bars[0].any()
    assert bars_then_white[0].any() or bars_then_white[16, 16].mean() < 255


def test_a_picture_that_does_not_fill_the_canvas_has_its_effect_on_all_of_it(film: Path, assets: Assets) -> None:
    wide = timeline([shot(film, 0, 10, vfx("white"), box=None, adapt_mode=None)], size=(32, 64))
    frames = frames_of(wide, assets)
    assert max(frame[2, 16].min() for frame in frames) > 100


def test_a_picture_in_a_box_has_its_effect_there_alone(film: Path, photo: Path, assets: Assets) -> None:
    inset = shot(photo, 0, 10, vfx("white"), box=Box(x=0, y=0, width=0.5, height=0.5), type="Image")
    plain, drawn = (
        frames_of(timeline([shot(film, 0, 10)], [clip]), assets) for clip in (replace(inset, effects=()), inset)
    )
    assert any(not close(one[4, 4], other[4, 4]) for one, other in zip(plain, drawn, strict=True))
    assert all(close(one[20:, 20:], other[20:, 20:]) for one, other in zip(plain, drawn, strict=True))


def test_a_sticker_keeps_its_alpha(tmp_path: Path, film: Path, assets: Assets) -> None:
    badge = write_image(tmp_path / "badge.png", size=(16, 16), mode="RGBA", colour=(250, 40, 40, 0))
    sticker = VideoClip(type="GlobalImage", media_url=str(badge), box=FULL, effects=(vfx("white"),))
    plain, drawn = (
        frames_of(timeline([shot(film, 0, 10)]), assets),
        frames_of(timeline([shot(film, 0, 10)], [sticker]), assets),
    )
    assert all(close(one, other) for one, other in zip(plain, drawn, strict=True))


def test_a_mask_lets_be_seen_what_lies_below(film: Path, photo: Path, assets: Assets) -> None:
    inset = shot(photo, 0, 10, vfx("mask_circle", "radius=0.4"), box=Box(x=0, y=0, width=1, height=1), type="Image")
    below, drawn = (
        frames_of(timeline(*tracks), assets, 5)[0] for tracks in ([[shot(film, 0, 10)]], [[shot(film, 0, 10)], [inset]])
    )
    assert close(drawn[16, 16], np.array([150, 100, 60]))
    assert close(drawn[:4, :4], below[:4, :4])
    (alone,) = frames_of(timeline([inset]), assets, 5)
    assert close(alone[16, 16], np.array([150, 100, 60]))
    assert alone[:4, :4].max() < 6


def test_two_masks_show_what_both_do_and_may_leave_a_hint_of_the_rest(photo: Path, assets: Assets) -> None:
    masks = (vfx("mask_linear", "outer_alpha=0.5"), vfx("mask_minor", "angle=90,size=0.5"))
    (frame,) = frames_of(timeline([shot(photo, 0, 10, *masks, type="Image")]), assets, 5)
    assert close(frame[4, 16], np.array([150, 100, 60]))
    assert close(frame[28, 16], np.array([75, 50, 30]), 8)
    assert frame[4, :4].max() < 6


def test_an_unknown_effect_changes_nothing_and_is_logged(
    film: Path, assets: Assets, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        (frame,) = frames_of(timeline([shot(film, 0, 5, vfx("snowing"))]), assets, 2)
    assert np.array_equal(frame, frames_of(timeline([shot(film, 0, 5)]), assets, 2)[0])
    assert "'snowing'" in caplog.text


@pytest.mark.parametrize("name", ["random", "movie, nothing, black"])
def test_one_of_several_is_drawn_by_what_is_shown(film: Path, assets: Assets, name: str) -> None:
    drawn = [
        frames_of(timeline([shot(film, 0, 10, vfx(name), identity=str(n))]), assets, 9)[0].tobytes() for n in range(8)
    ]
    assert len(set(drawn)) > 1
    assert drawn[3] == frames_of(timeline([shot(film, 0, 10, vfx(name), identity="3")]), assets, 9)[0].tobytes()


class TestEffectTracks:
    def test_an_effect_is_done_to_all_tracks_together_for_its_time(
        self, film: Path, photo: Path, assets: Assets
    ) -> None:
        inset = shot(photo, 0, 20, box=Box(x=0, y=0, width=0.5, height=0.5), type="Image")
        scene = timeline([shot(film, 0, 20)], [inset])
        plain, drawn = frames_of(scene, assets), frames_of(on_track(scene, (vfx("black"), Span(5, 15))), assets)
        changed = [not close(one[4, 4], other[4, 4]) for one, other in zip(plain, drawn, strict=True)]
        assert changed[8:15] == [True] * 7
        assert not any(changed[:5] + changed[15:])

    def test_a_filter_is_done_to_all_tracks_together(self, film: Path, assets: Assets) -> None:
        scene = timeline([shot(film, 0, 6)])
        grey = Effect(type="Filter", sub_type="pfb")
        frames = frames_of(on_track(scene, (grey, Span(2, 4))), assets)
        assert [int(np.ptp(frame, axis=2).max()) <= 4 for frame in frames] == [False, False, True, True, False, False]
        plain = frames_of(scene, assets, 3)[0]
        assert np.abs(frames[3].astype(int) - filters["pfb"].function(plain, {})).max() <= 5

    def test_it_looks_at_other_moments_across_a_cut(self, film: Path, photo: Path, assets: Assets) -> None:
        scene = timeline([shot(film, 0, 6), shot(photo, 6, 12, type="Image")])
        ghosts = frames_of(on_track(scene, (vfx("illusion"), None)), assets)
        cold = [frames_of(on_track(scene, (vfx("illusion"), None)), assets, n)[0] for n in (7, 0, 11)]
        assert [np.array_equal(one, ghosts[n]) for n, one in zip((7, 0, 11), cold, strict=True)] == [True] * 3

    def test_what_is_disabled_does_nothing(self, film: Path, assets: Assets) -> None:
        scene = timeline([shot(film, 0, 3)])
        track = Track(clips=(EffectItem(effect=vfx("white")),), disabled=True)
        off = replace(scene, effect_tracks=(track,))
        assert all(np.array_equal(a, b) for a, b in zip(frames_of(scene, assets), frames_of(off, assets), strict=True))


def key(scene: Timeline, assets: Assets, first: int = 0, end: int = 10) -> str:
    return ChunkKeys(scene, assets, FAST).key(Span(first, end))


def test_whatever_changes_an_effect_changes_the_key(film: Path, assets: Assets) -> None:
    effects = [
        (),
        (vfx("movie"),),
        (vfx("open"),),
        (vfx("movie", "bars=0.3"),),
        (vfx("movie"), vfx("open")),
        (vfx("open"), vfx("movie")),
        (vfx("movie", TimelineIn=0.5),),
        (vfx("movie", TimelineOut=0.5),),
    ]
    scenes = [timeline([shot(film, 0, 20, *given)]) for given in effects]
    scenes += [timeline([shot(film, 0, 15, vfx("movie"))]), replace(scenes[1], s2v={"Seed": 9})]
    scenes += [on_track(scenes[0], *given) for given in (((vfx("movie"), None),), ((vfx("movie"), Span(0, 9)),))]
    scenes += [on_track(scenes[0], (Effect(type="Filter", sub_type=name), None)) for name in ("m1", "m2")]
    found = [key(scene, assets) for scene in scenes]
    assert len(set(found)) == len(found)


def test_the_same_effect_on_the_same_clip_elsewhere_has_the_same_key(film: Path, photo: Path, assets: Assets) -> None:
    one = timeline([shot(film, 0, 20, vfx("shine"))])
    other = timeline([shot(photo, 0, 7, type="Image"), shot(film, 7, 27, vfx("SHINE", "nothing=1"))])
    assert key(one, assets, 5, 12) == key(other, assets, 12, 19)
    assert key(one, assets, 5, 12) != key(one, assets, 6, 13)


def test_a_chunk_whose_effect_looks_into_its_neighbour_depends_on_that(film: Path, photo: Path, assets: Assets) -> None:
    for name, counts in (("illusion", True), ("movie", False)):
        scenes = [
            on_track(timeline([shot(path, 0, 10, identity=path.name), shot(film, 10, 30)]), (vfx(name), None))
            for path in (film, photo)
        ]
        assert (key(scenes[0], assets, 10, 20) != key(scenes[1], assets, 10, 20)) is counts


def test_chunks_look_as_if_rendered_in_one_go(film: Path, tmp_path: Path, assets: Assets, cache: Cache) -> None:
    """Motion goes on at the joints of chunks, of effects that look at other moments as well."""
    for name in ("swing", "illusion"):
        scene = timeline([shot(film, 0, 40, vfx(name), source_out=4.0)], rate=Fraction(10))
        chunks = Chunks(scene, assets, FAST, cache)
        assert len(chunks.spans) > 1
        made = chunks.render({}, lambda _frames: None)
        encoded = [frame for chunk in chunks.in_order(made.files) for frame in read_back(chunk.path)]
        whole = frames_of(scene, assets)
        assert all(np.abs(one.astype(int) - other).mean() < 6 for one, other in zip(encoded, whole, strict=True))
        steps = [float(np.abs(one.astype(int) - other).mean()) for one, other in zip(whole[1:], whole, strict=False)]
        for chunk in chunks.spans[1:]:
            assert steps[chunk.start - 1] <= max(steps[: chunk.start - 1]) + 1


def test_a_job_comes_out_with_the_effects_it_asks_for(
    film: Path, photo: Path, tmp_path: Path, assets: Assets, cache: Cache, speaker: Speaker
) -> None:
    process = {
        "AllowVfxEffect": True,
        "VfxEffectProbability": 1,
        "VfxFirstClipEffectList": ["movie"],
        "VfxNotFirstClipEffectList": ["flashinglight"],
        "AllowTransition": True,
        "TransitionList": ["fade"],
    }
    groups = [group("first", str(film), Duration=2), group("second", str(photo), Duration=2)]
    files = []
    for allowed in (True, False):
        job = job_of(groups, process={**process, "AllowVfxEffect": allowed}, output={"Width": 128, "Height": 128})
        (output,) = plan(job, assets=assets, speaker=speaker).outputs
        files.append(tmp_path / f"{allowed}.mp4")
        scene = output.required_timeline()
        write_file(scene, files[-1], assets=assets, speaker=speaker, cache=cache, encoder=FAST)
    effects, plain = (np.stack(read_back(path)).astype(int) for path in files)
    assert len(effects) == len(plain) == 100
    assert effects[40, :12].max() < 24
    assert plain[40, :12].max() > 60
    changed = np.abs(effects - plain)[80:].mean(axis=(1, 2, 3))
    assert changed.max() > 30

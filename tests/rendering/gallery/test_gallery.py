"""Galleries: moving pictures of entries, and the page that shows them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from s2v_core.effects import Registry, transitions
from s2v_core.effects.kinds import KINDS
from s2v_core.errors import MediaNotFound
from s2v_core.rendering.gallery import (
    Moving,
    build_gallery,
    open_scene,
    photo,
    shown,
    transition_frames,
    usable_media,
    write_moving,
)
from s2v_core.rendering.gallery.page import gallery_page, shown_entry
from s2v_core.rendering.gallery.sheets import write_sheet
from tests.support.media import write_image, write_video


def _few() -> dict[str, Registry[Any]]:
    some: Registry[Any] = Registry("filter")
    some.add("Negative", category="odd", look="turned <over>")(lambda frame, _: 255 - frame)
    some.add("plain", category="odd", look="as it is")(lambda frame, _: frame)
    return {"filter": some, "unseen": some}


def test_the_frames_of_a_transition_begin_and_end_with_the_photos() -> None:
    first, second = np.full((36, 64, 3), 20, np.uint8), np.full((36, 64, 3), 220, np.uint8)
    frames = transition_frames(transitions["fade"], first, second, steps=3)
    assert [int(frame[0, 0, 0]) for frame in frames] == [20, 70, 120, 170, 220]


def test_a_moving_picture_plays_all_frames_for_ever(tmp_path: Path) -> None:
    frames = [np.full((18, 32, 3), 60 * number, np.uint8) for number in range(4)]
    write_moving(Moving(frames, [100, 200, 300, 400]), tmp_path / "moving.webp")
    with Image.open(tmp_path / "moving.webp") as written:
        assert (written.n_frames, written.size, written.info["loop"]) == (4, (32, 18), 0)  # type: ignore[attr-defined]


def test_a_photo_is_cut_to_its_middle(tmp_path: Path) -> None:
    cut = photo(write_image(tmp_path / "wide.png", size=(100, 20), colour=(10, 200, 30)), (16, 16))
    assert cut.shape == (16, 16, 3)
    assert tuple(cut[8, 8]) == (10, 200, 30)


@pytest.mark.parametrize("made", [["photo"], ["video"], ["photo", "video"]])
def test_what_a_scene_lacks_is_taken_from_what_there_is(tmp_path: Path, made: list[str]) -> None:
    if "photo" in made:
        write_image(tmp_path / "a.png", size=(64, 48), colour=(200, 30, 30))
    if "video" in made:
        write_video(tmp_path / "b.mp4")
    scene = open_scene(usable_media(tmp_path), (36, 64))
    assert {frame.shape for frame in (scene.first, scene.second, *scene.clip)} == {(64, 36, 3)}
    assert scene.frame_at(-5) is scene.clip[0]
    assert scene.frame_at(99) is scene.clip[-1]


def test_a_folder_without_pictures_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no picture", "utf-8")
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(MediaNotFound, match="no photos or videos"):
            usable_media(folder)


def test_an_effect_is_shown_from_its_start_to_its_end(tmp_path: Path) -> None:
    moments = []
    effects: Registry[Any] = Registry("effect")

    @effects.add("told", category="odd", look="tells when it is drawn")
    def _told(frame_at: Any, t: float, duration: float, seed: int, params: Any) -> Any:
        moments.append(t / duration)
        return frame_at(0)

    write_image(tmp_path / "a.png", size=(32, 32), colour=(1, 2, 3))
    moving = shown("effect", effects["told"], open_scene(usable_media(tmp_path), (16, 16)))
    assert len(moving.frames) == len(moving.milliseconds) == len(moments)
    assert (moments[0], moments == sorted(moments), moments[-1] > 0.9) == (0, True, True)


def test_a_gallery_goes_on_where_it_was_and_shows_all_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s2v_core.rendering.gallery.build.KINDS", _few())
    media = [write_image(tmp_path / "a.png", size=(64, 48), colour=(200, 30, 30))]
    told: list[tuple[int, int]] = []

    def build() -> Path:
        return build_gallery(
            tmp_path / "out",
            media,
            kinds=["filter", "unseen"],
            shapes=["portrait", "landscape"],
            progress=lambda done, total: told.append((done, total)),
            workers=1,
        )

    page = build()
    assert told == [(number, 4) for number in range(5)]
    told.clear()
    next((tmp_path / "out").rglob("plain-portrait-*.webp")).unlink()
    assert build() == page
    assert told == [(3, 4), (4, 4)]
    data = _data(page.read_text("utf-8"))
    assert [entry["name"] for entry in data["entries"]] == ["Negative", "plain"]
    pictures = [page.parent / address for entry in data["entries"] for address in entry["pictures"].values()]
    assert len(set(pictures)) == 4
    assert all(picture.is_file() for picture in pictures)


def test_nothing_in_a_look_can_end_the_script_of_the_page() -> None:
    registry: Registry[Any] = Registry("filter")
    registry.add("sly", category="odd", look="</script><b>")(lambda frame, _: frame)
    page = gallery_page([shown_entry("filter", registry["sly"], {})], [], ["portrait"])
    assert page.count("</script>") == 2
    assert _data(page)["entries"][0]["look"] == "</script><b>"


def _data(page: str) -> Any:
    found = re.search(r'id="data">(.*?)</script>', page, flags=re.DOTALL)
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize(("kind", "moves"), [("entrance", True), ("exit", True), ("loop", True), ("look", False)])
def test_texts_are_shown_as_they_move_or_stand(tmp_path: Path, kind: str, moves: bool) -> None:
    write_image(tmp_path / "a.png", size=(64, 48), colour=(40, 90, 60))
    entry = next(iter(KINDS[kind]))
    moving = shown(kind, entry, open_scene(usable_media(tmp_path), (90, 51)))
    assert {frame.shape for frame in moving.frames} == {(51, 90, 3)}
    assert np.ptp(moving.frames[len(moving.frames) // 2]) > 60
    assert (len({frame.tobytes() for frame in moving.frames}) > 5) == moves


def test_a_sheet_shows_all_its_pictures_with_their_names(tmp_path: Path) -> None:
    named = []
    for number in range(8):
        path = write_image(tmp_path / f"{number}.png", size=(40, 20), colour=(30 * number, 0, 200))
        named.append((f"entry {number}", path))
    write_sheet(named, tmp_path / "sheet.webp")
    with Image.open(tmp_path / "sheet.webp") as sheet:
        assert sheet.size == (6 * 50 + 10, 2 * 52 + 10)
        place = np.asarray(sheet.convert("RGB"))[72, 80].astype(int)
    assert np.abs(place - (210, 0, 200)).max() < 12

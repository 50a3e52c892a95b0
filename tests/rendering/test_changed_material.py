"""Material that is written to while it is rendered: what was made of it is never kept as made of the old content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import s2v_core.rendering.chunks.rendering as chunks_module
import s2v_core.rendering.sound.track as track_module
from s2v_core.cache import Cache
from s2v_core.errors import MediaUnreadable
from s2v_core.media import Assets
from s2v_core.media.fonts import font_families
from s2v_core.rendering import write_video
from s2v_core.settings import Settings
from s2v_core.speech import Speaker
from s2v_core.timeline import Effect, Span, SubtitleClip, SubtitleStyle, Timeline, Track
from tests.rendering.scene import FAST, shot, timeline, with_music
from tests.support import media

Write = Callable[[Timeline, Path, Cache], None]


@pytest.fixture
def write(settings: Settings, speaker: Speaker) -> Write:
    """Render as a process does that has just been started."""

    def writing(scene: Timeline, target: Path, cache: Cache) -> None:
        write_video(
            scene, target, assets=Assets(settings, trusted=True), speaker=speaker, cache=cache, encoder=FAST, workers=1
        )

    return writing


def changing(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, change: Callable[[], object]) -> None:
    """Have ``change`` done at the moment that a function of ``module`` begins, once."""
    real, changes = getattr(module, name), [change]

    def wrapped(*args: Any, **options: Any) -> Any:
        while changes:
            changes.pop()()
        return real(*args, **options)

    monkeypatch.setattr(module, name, wrapped)


def test_a_film_overwritten_while_it_is_rendered_leaves_no_chunk(
    red: Path, blue: Path, write: Write, cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene, content = timeline([shot(red, 0, 20)]), red.read_bytes()
    write(scene, tmp_path / "right.mp4", Cache(tmp_path / "other"))
    changing(monkeypatch, chunks_module, "encode_chunk", lambda: red.write_bytes(blue.read_bytes()))
    with pytest.raises(MediaUnreadable, match="changed while") as caught:
        write(scene, tmp_path / "out.mp4", cache)
    assert caught.value.where == str(red)
    assert not (tmp_path / "out.mp4").exists()
    red.write_bytes(content)
    write(scene, tmp_path / "out.mp4", cache)
    assert (tmp_path / "out.mp4").read_bytes() == (tmp_path / "right.mp4").read_bytes()


@pytest.mark.parametrize("kind", ["font", "table"])
def test_what_pictures_are_drawn_with_may_not_change_either(
    kind: str, red: Path, write: Write, cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / f"own.{'ttf' if kind == 'font' else 'cube'}"
    if kind == "font":
        before, after = (font_families()[name][0].path.read_bytes() for name in ("inter", "noto-sans"))
        style = SubtitleStyle.model_validate({"FontUrl": str(file)})
        texts = Track(clips=(SubtitleClip(content="Cake", span=Span(0, 20), style=style),))
        scene = replace(timeline([shot(red, 0, 20)]), subtitle_tracks=(texts,))
    else:
        before, after = (b"LUT_3D_SIZE 2\n" + 8 * colour for colour in (b"0.5 0.5 0.5\n", b"0.25 0.5 1\n"))
        scene = timeline([shot(red, 0, 20, Effect(type="Filter", sub_type=str(file)))])
    file.write_bytes(before)
    changing(monkeypatch, chunks_module, "encode_chunk", lambda: file.write_bytes(after))
    with pytest.raises(MediaUnreadable, match="changed while") as caught:
        write(scene, tmp_path / "out.mp4", cache)
    assert caught.value.where == str(file)
    assert not list((cache.root / "chunks").rglob("*.mp4"))


def test_music_overwritten_while_it_is_mixed_leaves_no_sound(
    red: Path, write: Write, cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    music = media.write_tone(tmp_path / "music.wav", seconds=1)
    scene = with_music(timeline([shot(red, 0, 20)]), music)
    changing(monkeypatch, track_module, "mix", lambda: media.write_tone(music, seconds=2))
    with pytest.raises(MediaUnreadable, match="changed while") as caught:
        write(scene, tmp_path / "out.mp4", cache)
    assert caught.value.where == str(music)
    assert list((cache.root / "sound").rglob("*.m4a")) == []

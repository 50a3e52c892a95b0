"""What is rendered once, found again, and made good when it is damaged."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import s2v_core.rendering.write as write_module
from s2v_core.cache import Cache
from s2v_core.errors import RenderError
from s2v_core.rendering import WrittenVideo, write_video
from s2v_core.rendering.chunks import ChunkUnusable
from s2v_core.speech import Speaker
from s2v_core.timeline import Effect, Span, SubtitleClip, SubtitleStyle, Timeline, Track
from tests.rendering.chunks.conftest import Shelf
from tests.rendering.chunks.files import as_composed, check_times, decoded, psnr
from tests.rendering.scene import FAST, shot, timeline, with_music
from tests.support import media

Write = Callable[..., WrittenVideo]


@pytest.fixture
def write(shelf: Shelf, speaker: Speaker, cache: Cache) -> Write:
    def writing(scene: Timeline, target: Path, **options: object) -> WrittenVideo:
        given = {"assets": shelf.assets, "speaker": speaker, "cache": cache, "encoder": FAST} | options
        return write_video(scene, target, **given)

    return writing


def three_shots(shelf: Shelf) -> Timeline:
    """Three chunks, the second one with a title."""
    shots = [shot(shelf.counted, 0, 20), shot(shelf.still, 20, 45), shot(shelf.wide, 45, 65)]
    return titled(timeline(shots), "Tea")


def titled(scene: Timeline, text: str) -> Timeline:
    title = SubtitleClip(content=text, span=Span(20, 45), style=SubtitleStyle(y=0.2, font_size=14))
    return replace(scene, subtitle_tracks=(Track(clips=(title,)),))


def counts(written: WrittenVideo) -> tuple[int, int]:
    return written.chunks_encoded, written.chunks_reused


def chunks_in(cache: Cache) -> list[Path]:
    return sorted((cache.root / "chunks").rglob("*.mp4"), key=lambda path: path.stat().st_size)


def test_the_same_again_is_not_encoded_and_is_the_same_file(
    shelf: Shelf, out: Path, cache: Cache, write: Write
) -> None:
    scene = three_shots(shelf)
    assert counts(write(scene, out)) == (3, 0)
    first = out.read_bytes()
    told: list[int] = []
    again = write(scene, out, cache=Cache(cache.root), progress=lambda done, _: told.append(done))
    assert counts(again) == (0, 3)
    assert told == [65]
    assert out.read_bytes() == first


def test_without_a_cache_everything_is_encoded_again(shelf: Shelf, out: Path, write: Write) -> None:
    scene = three_shots(shelf)
    assert counts(write(scene, out, cache=None)) == (3, 0)
    assert counts(write(scene, out, cache=None)) == (3, 0)


def test_another_text_costs_the_chunks_that_show_it(shelf: Shelf, out: Path, write: Write) -> None:
    write(three_shots(shelf), out)
    scene = titled(three_shots(shelf), "Milk")
    assert counts(write(scene, out)) == (1, 2)
    assert min(psnr(decoded(out), as_composed(scene, shelf.assets))) > 34


def test_other_music_costs_no_chunk(shelf: Shelf, out: Path, tmp_path: Path, write: Write) -> None:
    write(three_shots(shelf), out)
    tones = [media.write_tone(tmp_path / f"{pitch}.wav", frequency=pitch) for pitch in (300, 900)]
    for tone in tones:
        assert counts(write(with_music(three_shots(shelf), tone), out)) == (0, 3)
    write(with_music(three_shots(shelf), tones[0]), out)
    assert len(list((cache_of(out) / "sound").rglob("*.m4a"))) == 3


def cache_of(out: Path) -> Path:
    return out.parent.parent / "cache"


def test_outputs_share_the_chunks_of_the_nodes_they_share(shelf: Shelf, out: Path, write: Write) -> None:
    first = timeline([shot(shelf.counted, 0, 20), shot(shelf.still, 20, 45)])
    second = timeline([shot(shelf.wide, 0, 13), shot(shelf.counted, 13, 33), shot(shelf.still, 33, 58)])
    assert counts(write(first, out)) == (2, 0)
    assert counts(write(second, out)) == (1, 2)
    assert min(psnr(decoded(out), as_composed(second, shelf.assets))) > 34


def test_what_is_shown_twice_in_a_video_is_encoded_once(shelf: Shelf, out: Path, write: Write) -> None:
    scene = timeline([shot(shelf.counted, 0, 20), shot(shelf.still, 20, 45), shot(shelf.counted, 45, 65)])
    assert counts(write(scene, out)) == (2, 1)
    check_times(out, 65, scene.rate)
    assert min(psnr(decoded(out), as_composed(scene, shelf.assets))) > 34


def test_any_number_of_workers_gives_the_same_bytes(shelf: Shelf, out: Path, write: Write) -> None:
    dissolve = Effect(type="DLTransition", sub_type="fade", params={"Duration": 0.6})
    shots = [shot(shelf.panned, 30 * n, 30 * n + 30, dissolve, source_in=n / 5) for n in range(4)]
    files = set()
    for workers in (1, 2, 5):
        written = write(timeline(shots, rate=20), out, cache=None, workers=workers)
        assert written.chunks_encoded == 7
        files.add(out.read_bytes())
    assert len(files) == 1


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


def halve(path: Path) -> None:
    media.truncate(path, 0.5)


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [flip, halve, empty, Path.unlink])
@pytest.mark.parametrize("fresh", [True, False], ids=["another process", "the same one"])
def test_a_chunk_that_was_damaged_is_made_anew(
    shelf: Shelf, out: Path, cache: Cache, write: Write, damage: Callable[[Path], None], fresh: bool
) -> None:
    scene = three_shots(shelf)
    write(scene, out)
    whole = out.read_bytes()
    damage(chunks_in(cache)[1])
    assert counts(write(scene, out, cache=Cache(cache.root) if fresh else cache)) == (1, 2)
    assert out.read_bytes() == whole


@pytest.mark.parametrize("kind", ["chunks", "sound"])
@pytest.mark.parametrize("damage", [halve, empty, Path.unlink])
def test_what_is_damaged_while_the_file_is_written_is_made_anew(
    shelf: Shelf, out: Path, cache: Cache, write: Write, damage: Callable[[Path], None], kind: str
) -> None:
    scene = three_shots(shelf)
    write(scene, out)
    whole = out.read_bytes()

    def interfere(_done: int, _total: int) -> None:
        damage(next(path for path in (cache.root / kind).rglob("*.m*") if path.is_file()))

    written = write(scene, out, progress=interfere)
    assert written.chunks_encoded == (1 if kind == "chunks" else 0)
    assert out.read_bytes() == whole


def test_chunks_that_are_lost_and_made_twice_are_counted_twice(
    shelf: Shelf, out: Path, cache: Cache, write: Write
) -> None:
    lost: list[Path] = []

    def lose_one(done: int, total: int) -> None:
        if done == total and not lost:
            lost.append(chunks_in(cache)[0])
            lost[0].unlink()

    assert counts(write(three_shots(shelf), out, progress=lose_one)) == (4, 0)
    assert lost


def test_a_chunk_that_never_can_be_read_is_an_error_that_names_the_cache(
    shelf: Shelf, out: Path, cache: Cache, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unusable(_target: Path, chunks: list[object], *_args: object, **_options: object) -> None:
        raise ChunkUnusable(chunks_in(cache)[0], "is gone")

    monkeypatch.setattr(write_module, "join", unusable)
    with pytest.raises(RenderError, match="cannot be read again") as caught:
        write(three_shots(shelf), out)
    assert caught.value.where == str(cache.root)
    assert list(out.parent.iterdir()) == []


def test_what_is_done_when_the_work_is_stopped_is_not_done_again(shelf: Shelf, out: Path, write: Write) -> None:
    scene = timeline([shot(shelf.counted, 20 * n, 20 * n + 20, source_in=n / 10) for n in range(5)])

    class StoppedError(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done > 40:
            raise StoppedError

    with pytest.raises(StoppedError):
        write(scene, out, workers=1, progress=stop)
    assert not out.exists()
    written = write(scene, out)
    assert written.chunks_reused >= 2
    assert written.chunks_encoded + written.chunks_reused == 5
    check_times(out, 100, scene.rate)


_PROCESS = """
import sys
from pathlib import Path
from s2v_core.cache import Cache
from s2v_core.media import Assets
from s2v_core.rendering import write_video
from s2v_core.settings import load_settings
from s2v_core.speech import Speaker
from tests.rendering.scene import FAST, shot, timeline

folder, media, name = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
settings = load_settings(home=folder / name, _env_file=None)
scene = timeline([shot(media, 20 * n, 20 * n + 20, source_in=n / 10) for n in range(6)])
print("ready", flush=True)
sys.stdin.readline()
write_video(
    scene,
    folder / f"{name}.mp4",
    assets=Assets(settings, trusted=True),
    speaker=Speaker(settings),
    cache=Cache(folder / "shared"),
    encoder=FAST,
)
"""


def test_two_processes_may_write_the_same_video_with_one_cache_at_once(shelf: Shelf, tmp_path: Path) -> None:
    names = ("one", "two")
    command = [sys.executable, "-c", _PROCESS, str(tmp_path), str(shelf.counted)]
    root = Path(__file__).parents[3]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": root}
    running = [subprocess.Popen([*command, name], **pipes) for name in names]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in running:
        process.communicate(timeout=60)
        assert process.returncode == 0
    files = [tmp_path / f"{name}.mp4" for name in names]
    assert files[0].read_bytes() == files[1].read_bytes()
    check_times(files[0], 120, timeline([], length=1).rate)
    assert len(list((tmp_path / "shared" / "chunks").rglob("*.mp4"))) == 6

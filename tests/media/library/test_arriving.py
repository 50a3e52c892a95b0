"""Files that arrive piece by piece."""

from __future__ import annotations

from pathlib import Path

import pytest

from s2v_core.errors import LibraryFull
from s2v_core.media.library import Arriving, Library, Piece, Reply, Tally
from s2v_core.settings import Settings
from tests.support import media

MOST = 1_000_000


def pieces_of(files: list[tuple[str, bytes]], step: int) -> list[Piece]:
    """The pieces in which a sender gives some files away."""
    cut = [
        (place, name, content, start)
        for place, (name, content) in enumerate(files, 1)
        for start in range(0, max(1, len(content)), step)
    ]
    return [
        Piece(number, place, len(files), name, len(content), start, content[start : start + step])
        for number, (place, name, content, start) in enumerate(cut, 1)
    ]


@pytest.fixture
def picture(tmp_path: Path) -> bytes:
    return media.write_image(tmp_path / "a.png").read_bytes()


def waiting(settings: Settings) -> list[Path]:
    return list((settings.library_dir / "incoming").glob("*"))


def test_files_are_put_together_from_their_pieces(library: Library, settings: Settings, picture: bytes) -> None:
    files = [("shoot/a.png", picture), ("notes.txt", b"no media"), ("empty.png", b""), ("copy.png", picture)]
    arriving = Arriving(library, MOST)
    for piece in pieces_of(files, 40):
        assert not arriving.complete
        arriving.take(piece)
        assert arriving.reply is not None
        assert arriving.reply.number == piece.number
    assert arriving.complete
    tally = arriving.collect()
    assert [(asset.name, asset.folder) for asset in tally.added] == [("a.png", "shoot")]
    assert [step.path for step in tally.refused] == ["notes.txt", "empty.png"]
    assert library.path(tally.added[0].id).read_bytes() == picture
    assert waiting(settings) == []


def test_a_piece_that_comes_twice_counts_once(library: Library, picture: bytes) -> None:
    arriving = Arriving(library, MOST)
    for piece in pieces_of([("a.png", picture)], 40):
        arriving.take(piece)
        arriving.take(piece)
    assert [asset.size for asset in arriving.collect().added] == [len(picture)]


def test_a_file_begins_again_where_pieces_were_lost(library: Library, picture: bytes) -> None:
    arriving = Arriving(library, MOST)
    _, second, *_ = pieces_of([("a.png", picture)], 40)
    arriving.take(second)
    assert arriving.reply == Reply(2, "again")
    assert not arriving.complete
    arriving.take(Piece(3, 1, 1, "a.png", len(picture), 0, picture))
    assert arriving.complete
    assert len(arriving.collect().added) == 1


def test_a_file_that_is_too_large_is_left_out_at_its_first_piece(library: Library, picture: bytes) -> None:
    arriving = Arriving(library, 100)
    arriving.take(Piece(1, 1, 2, "large.mp4", 101, 0, b"x" * 40))
    assert arriving.reply == Reply(1, "skip")
    assert not arriving.complete
    assert "larger than" in arriving.collect().refused[0].error.message  # type: ignore[union-attr]


def test_a_file_that_cannot_be_read_any_more_is_left_out(library: Library, settings: Settings, picture: bytes) -> None:
    arriving = Arriving(library, MOST)
    arriving.take(Piece(1, 1, 1, "a.png", len(picture), 0, picture[:40]))
    arriving.take(Piece(2, 1, 1, "a.png", len(picture), 40, None))
    assert arriving.complete
    assert [step.path for step in arriving.collect().refused] == ["a.png"]
    assert waiting(settings) == []


def test_what_is_half_way_is_dropped_when_the_sender_stops(
    library: Library, settings: Settings, picture: bytes
) -> None:
    arriving = Arriving(library, MOST)
    first, *_ = pieces_of([("a.png", picture)], 40)
    arriving.take(first)
    assert len(waiting(settings)) == 1
    arriving.stop()
    assert (arriving.complete, waiting(settings)) == (True, [])


def test_a_full_library_ends_it_and_keeps_what_has_arrived(settings: Settings, tmp_path: Path) -> None:
    small, large = (
        media.write_image(tmp_path / "small.png").read_bytes(),
        media.write_tone(tmp_path / "large.wav").read_bytes(),
    )
    limited = settings.model_copy(update={"library_limit_gb": (len(small) + 100) / 1e9})
    with Library(limited) as library:
        arriving = Arriving(library, MOST)
        first, second = pieces_of([("small.png", small), ("large.wav", large)], MOST)
        arriving.take(first)
        with pytest.raises(LibraryFull):
            arriving.take(second)
        assert arriving.complete
        assert arriving.reply == Reply(2, "stop")
        assert [asset.name for asset in arriving.collect().added] == ["small.png"]
        assert (arriving.complete, arriving.collect()) == (False, Tally())

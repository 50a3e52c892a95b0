from __future__ import annotations

from pathlib import Path

from s2v_core.cache.files import aside_of
from s2v_core.production.runner.sweeping import sweep


def leave(target: Path) -> Path:
    """Leave what a writer of ``target`` leaves when it is killed."""
    with aside_of(target) as aside:
        pass
    aside.write_bytes(b"half")
    return aside


def test_only_the_unfinished_files_of_one_output_are_deleted(tmp_path: Path) -> None:
    own = [leave(tmp_path / f"film_1{suffix}") for suffix in (".mp4", ".srt", ".timeline.json")]
    others = [leave(tmp_path / name) for name in ("film_11.mp4", "film_2.mp4", "a.film_1.mp4", "film_1.b.mp4")]
    others += [tmp_path / "film_1.mp4", tmp_path / ".film_1.mp4", tmp_path / ".film_1.notes.part.mp4"]
    for path in others:
        path.touch()
    assert sweep(tmp_path / "film_1.mp4") == 3
    assert not any(path.exists() for path in own)
    assert all(path.exists() for path in others)


def test_names_that_look_like_patterns_are_taken_as_they_are(tmp_path: Path) -> None:
    leave(tmp_path / "[a-z]+.*_0.mp4")
    other = leave(tmp_path / "abc_0.mp4")
    assert sweep(tmp_path / "[a-z]+.*_0.mp4") == 1
    assert other.exists()


def test_a_folder_that_is_gone_is_no_trouble(tmp_path: Path) -> None:
    assert sweep(tmp_path / "gone" / "film.mp4") == 0

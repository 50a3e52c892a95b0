"""Several processes on one library at once, and processes that are killed."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from s2v_core.media.library import Library
from s2v_core.settings import Settings
from tests.support import media
from tests.support.library_users import add_all, churn

USERS = 3
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    return [media.write_image(tmp_path / "in" / f"{place}.png", colour=(place, 9, 9)) for place in range(12)]


def content(settings: Settings) -> set[str]:
    return {path.name for path in (settings.library_dir / "content").glob("*/*")}


def agree(library: Library, settings: Settings) -> bool:
    """Tell whether index and store say the same, and all content is whole."""
    checked = library.check(deep=True)
    stored = {asset.stored for asset in library.assets().assets}
    return stored == content(settings) and not (checked.recovered or checked.missing or checked.damaged)


def test_processes_that_add_the_same_files_make_one_asset_of_each(settings: Settings, pictures: list[Path]) -> None:
    with ProcessPoolExecutor(USERS, mp_context=multiprocessing.get_context("spawn")) as pool:
        running = [pool.submit(add_all, settings.home, pictures, user) for user in range(USERS)]
        seen = sum((user.result() for user in running), Counter[str]())
    assert seen == {"new": len(pictures), "known": len(pictures) * (USERS - 1)}
    with Library(settings) as library:
        page = library.assets()
        assert page.total == len(pictures)
        assert all(len(asset.tags) == USERS for asset in page.assets)
        assert agree(library, settings)


def test_processes_that_add_and_delete_the_same_files_lose_none(settings: Settings, pictures: list[Path]) -> None:
    with ProcessPoolExecutor(USERS, mp_context=multiprocessing.get_context("spawn")) as pool:
        running = [pool.submit(churn, settings.home, pictures[:2], user, 40) for user in range(USERS)]
        for user in running:
            user.result()
    with Library(settings) as library:
        assert agree(library, settings)


@pytest.mark.parametrize(("moment", "recovered"), [("received", 0), ("whole", 0), ("placed", 1)])
def test_a_killed_upload_leaves_the_library_in_order(
    settings: Settings, pictures: list[Path], moment: str, recovered: int
) -> None:
    with Library(settings, trusted=True) as library:
        kept = library.add_file(pictures[0]).asset
        code = (
            "import sys; from pathlib import Path; from tests.support.library_users import stop_halfway; "
            "stop_halfway(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])"
        )
        command = [sys.executable, "-c", code, str(settings.home), str(pictures[1]), moment]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"here\n"
            child.kill()
        assert library.assets().assets == (kept,)
        assert len(library.check().recovered) == recovered
        assert agree(library, settings)
        assert library.add_file(pictures[1]).duplicate == bool(recovered)
        _grow_old(settings.library_dir / "incoming")
        library.check()
        assert list((settings.library_dir / "incoming").iterdir()) == []
        assert agree(library, settings)


def _grow_old(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        os.utime(path, (1, 1))

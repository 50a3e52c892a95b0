"""Several files brought in one after the other, what came of them, and where their content lies."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

from s2v_core.media.library import Library, Tally, add_files
from tests.support import media


def test_files_are_taken_in_one_by_one_and_what_is_no_media_is_told(library: Library, tmp_path: Path) -> None:
    picture = media.write_image(tmp_path / "a.png").read_bytes()
    sound = media.write_tone(tmp_path / "a.wav").read_bytes()
    files = [("shoot/a.png", picture), ("notes.txt", b"no media"), ("b.png", picture), ("a.wav", sound)]
    steps = list(add_files(library, [(name, io.BytesIO(content)) for name, content in files], tags=["summer"]))
    assert [(step.done, step.total, step.path) for step in steps] == [
        (place, 4, name) for place, (name, _) in enumerate(files, 1)
    ]
    tally = Tally()
    for step in steps:
        tally = tally.and_then(step)
    assert [(asset.name, asset.folder, asset.tags) for asset in tally.added] == [
        ("a.png", "shoot", ("summer",)),
        ("a.wav", "", ("summer",)),
    ]
    assert tally.known == ()
    assert [step.path for step in tally.refused] == ["notes.txt"]
    assert [asset.name for asset in tally.of(["audio"])] == ["a.wav"]
    again = Tally().and_then(next(add_files(library, [("c.png", io.BytesIO(picture))])))
    assert [asset.name for asset in again.known] == ["a.png"]


def test_every_file_with_the_content_of_an_asset_is_told(library: Library, folder: Path) -> None:
    shutil.copy(folder / "red.png", folder / "copy of red.png")
    for _ in library.reference_folder(folder):
        pass
    assets = {asset.name: asset for asset in library.assets().assets}
    red, blue = assets.get("red.png") or assets["copy of red.png"], assets["blue.png"]
    assert library.places([red.id, blue.id, "0" * 32]) == {
        red.id: (folder / "copy of red.png", folder / "red.png"),
        blue.id: (folder / "close" / "blue.png",),
    }
    library.add_file(folder / "red.png")
    own = library.places([red.id])[red.id]
    assert (own[0].name.startswith(red.identity), own[1:]) == (True, (folder / "copy of red.png", folder / "red.png"))

"""What came of several files, and where their content lies."""

from __future__ import annotations

import shutil
from pathlib import Path

from s2v_core.errors import MediaUnreadable
from s2v_core.media.library import Added, Imported, Library, Tally
from tests.support import media


def test_a_tally_counts_each_asset_once(library: Library, tmp_path: Path) -> None:
    picture, sound = media.write_image(tmp_path / "a.png"), media.write_tone(tmp_path / "a.wav")
    first = library.add_file(picture)
    refusal = MediaUnreadable("No media.", where="notes.txt")
    steps = [
        Imported(1, 4, "a.png", first),
        Imported(2, 4, "copy.png", Added(first.asset, duplicate=True)),
        Imported(3, 4, "notes.txt", error=refusal),
        Imported(4, 4, "a.wav", library.add_file(sound)),
        Imported(4, 4, "taken off the list"),
    ]
    tally = Tally()
    for step in steps:
        tally = tally.and_then(step)
    assert [asset.name for asset in tally.added] == ["a.png", "a.wav"]
    assert tally.known == ()
    assert [step.path for step in tally.refused] == ["notes.txt"]
    assert [asset.name for asset in tally.of(["audio"])] == ["a.wav"]
    assert [asset.name for asset in Tally().and_then(steps[1]).known] == ["a.png"]


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

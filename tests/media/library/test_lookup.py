"""From what a job document names to the file of an asset."""

from __future__ import annotations

from pathlib import Path

import pytest

from s2v_core.errors import MediaNotFound
from s2v_core.media import Assets
from s2v_core.media.library import Asset, Library, asset_id_of
from s2v_core.media.library.index import INDEX_NAME
from s2v_core.settings import Settings


def referenced(library: Library, folder: Path) -> Asset:
    for step in library.reference_folder(folder):
        if step.path == "red.png" and step.added:
            return step.added.asset
    raise AssertionError("the picture is not there")


@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("form", ["{id}", "media://{id}"])
def test_an_uploaded_asset_is_found_by_its_id(
    library: Library, settings: Settings, folder: Path, form: str, trusted: bool
) -> None:
    asset = library.add_file(folder / "red.png").asset
    assets = Assets(settings, base=folder, trusted=trusted)
    reference = form.format(id=asset.id)
    assert assets.path(reference) == library.path(asset.id).resolve()
    assert assets.info(reference) == asset.info
    assert assets.canonical(reference) == reference


@pytest.mark.parametrize("form", ["{id}", "media://{id}"])
def test_a_referenced_asset_is_found_even_by_documents_from_outside(
    library: Library, settings: Settings, folder: Path, form: str
) -> None:
    reference = form.format(id=referenced(library, folder).id)
    assets = Assets(settings, base=settings.home)
    assert assets.path(reference) == folder / "red.png"
    assert assets.canonical(reference) == reference


def test_a_link_put_in_the_place_of_a_referenced_file_is_not_followed(
    library: Library, settings: Settings, folder: Path, tmp_path: Path
) -> None:
    asset = referenced(library, folder)
    (tmp_path / "secret.png").write_bytes((folder / "red.png").read_bytes())
    (folder / "red.png").unlink()
    (folder / "red.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(MediaNotFound, match="moved or deleted"):
        Assets(settings).path(asset.reference)


def test_a_folder_replaced_by_a_link_is_not_followed(library: Library, settings: Settings, folder: Path) -> None:
    asset = referenced(library, folder)
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to(folder.with_name("elsewhere"), target_is_directory=True)
    with pytest.raises(MediaNotFound, match="moved or deleted"):
        Assets(settings).path(asset.reference)


def test_an_asset_whose_file_is_gone_says_so(library: Library, settings: Settings, folder: Path) -> None:
    stored, placed = library.add_file(folder / "close" / "blue.png").asset, referenced(library, folder)
    library.path(stored.id).unlink()
    (folder / "red.png").unlink()
    for asset in (stored, placed):
        with pytest.raises(MediaNotFound, match=f"asset '{asset.id}' was moved or deleted"):
            Assets(settings).path(asset.reference)


def test_a_replaced_or_deleted_asset_is_what_it_is_now(library: Library, settings: Settings, folder: Path) -> None:
    asset = library.add_file(folder / "red.png").asset
    library.replace(asset.id, folder / "close" / "blue.png")
    blue = (folder / "close" / "blue.png").read_bytes()
    assert Assets(settings).path(asset.id).read_bytes() == blue
    library.delete([asset.id])
    for reference in (asset.id, asset.reference):
        with pytest.raises(MediaNotFound):
            Assets(settings, trusted=True).path(reference)


def test_without_a_library_no_index_is_made(settings: Settings) -> None:
    with pytest.raises(MediaNotFound, match="library has no asset"):
        Assets(settings).path(f"media://{'a' * 32}")
    assert not settings.library_dir.exists()


def test_an_index_that_cannot_be_read_is_told(settings: Settings) -> None:
    settings.library_dir.mkdir(parents=True)
    (settings.library_dir / INDEX_NAME).write_bytes(b"no database " * 99)
    with pytest.raises(MediaNotFound, match="library cannot be read"):
        Assets(settings).path(f"media://{'a' * 32}")


def test_a_file_beside_the_job_wins_over_an_asset_of_that_id(
    library: Library, settings: Settings, folder: Path
) -> None:
    asset = library.add_file(folder / "red.png").asset
    (folder / asset.id).write_bytes(b"mine")
    assets = Assets(settings, base=folder, trusted=True)
    assert assets.path(asset.id) == folder / asset.id
    assert assets.canonical(asset.id) == str(folder / asset.id)
    assert assets.path(asset.reference) == library.path(asset.id)


def test_what_names_an_asset_is_told_from_paths_and_addresses() -> None:
    asset_id = "0123456789abcdef" * 2
    assert asset_id_of(asset_id) == asset_id_of(f"media://{asset_id}") == asset_id
    for reference in ("clip.mp4", f"{asset_id}.mp4", f"https://{asset_id}", "media://cake", asset_id.upper(), ""):
        assert asset_id_of(reference) is None

"""From references to files, and the limits of trust."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import fsspec
import pytest

from s2v_core.errors import DependencyMissing, MediaNotFound, MediaRefused, MediaTooLarge
from s2v_core.media import Assets
from s2v_core.media.locate import Locator, reference_kind
from s2v_core.settings import Settings, load_settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of the user's, outside all trusted roots, with one file."""
    path = tmp_path / "mine"
    path.mkdir()
    (path / "clip.mp4").write_bytes(b"clip")
    return path


@pytest.fixture
def library(settings: Settings) -> Path:
    settings.library_dir.mkdir(parents=True)
    return settings.library_dir


def trusted(settings: Settings, base: Path | None = None) -> Locator:
    return Locator(settings, base=base, trusted=True)


def untrusted(settings: Settings, base: Path | None = None) -> Locator:
    return Locator(settings, base=base, trusted=False)


def reader(settings: Settings, *sources: str) -> Locator:
    """What serves documents from outside that may read these sources."""
    return untrusted(load_settings(home=settings.home, sources=sources, max_download_mb=1, _env_file=None))


@pytest.mark.parametrize(
    ("reference", "kind"),
    [
        ("clip.mp4", "path"),
        ("a b/ü.mp4", "path"),
        ("/abs/clip.mp4", "path"),
        ("C:\\films\\clip.mp4", "path"),
        ("C:/films/clip.mp4", "path"),
        ("file:///a.mp4", "file"),
        ("FILE:/a.mp4", "file"),
        ("https://example.com/a.mp4", "http"),
        ("HTTP://example.com/a.mp4", "http"),
        ("media://shop-front.mp4", "library"),
        ("pool:calm/acoustic_1", "pool"),
        ("s3://bucket/a.mp4", "remote"),
        ("local:///etc/passwd", "remote"),
        ("simplecache::file:///etc/passwd", "remote"),
        ("file::/etc/passwd", "remote"),
        ("0123456789abcdef0123456789abcdef", "path"),
    ],
)
def test_references_are_told_apart(reference: str, kind: str) -> None:
    assert reference_kind(reference) == kind


def test_a_trusted_reference_may_name_any_path(settings: Settings, folder: Path) -> None:
    locator = trusted(settings, folder)
    assert locator.find("clip.mp4") == folder / "clip.mp4"
    assert locator.find(str(folder / "clip.mp4")) == folder / "clip.mp4"
    assert locator.find("../mine/clip.mp4") == folder / "clip.mp4"
    assert locator.find((folder / "clip.mp4").as_uri()) == folder / "clip.mp4"


def test_escapes_in_file_urls_are_decoded(settings: Settings, folder: Path) -> None:
    (folder / "ein Käse #1 100%.mp4").write_bytes(b"x")
    locator = trusted(settings)
    assert locator.find((folder / "ein Käse #1 100%.mp4").as_uri()).name == "ein Käse #1 100%.mp4"
    assert locator.find(f"file://localhost{folder.as_posix()}/clip.mp4") == folder / "clip.mp4"


def test_a_file_url_of_another_machine_is_not_found(settings: Settings) -> None:
    with pytest.raises(MediaNotFound, match="another machine"):
        trusted(settings).find("file://server/share/clip.mp4")


@pytest.mark.parametrize("reference", ["", "  ", "a\0b.mp4", "x" * 5000])
def test_malformed_references_are_not_found(settings: Settings, folder: Path, reference: str) -> None:
    with pytest.raises(MediaNotFound):
        trusted(settings, folder).find(reference)


def test_a_missing_file_suggests_a_similar_name(settings: Settings, folder: Path) -> None:
    with pytest.raises(MediaNotFound, match=r"'clipp\.mp4'.*Did you mean 'clip\.mp4'\?"):
        trusted(settings, folder).find("clipp.mp4")


def test_a_folder_is_no_file(settings: Settings, folder: Path) -> None:
    with pytest.raises(MediaNotFound, match="folder"):
        trusted(settings).find(str(folder))


def test_links_that_run_in_a_circle_are_not_found(settings: Settings, folder: Path) -> None:
    (folder / "loop").symlink_to(folder / "loop")
    with pytest.raises(MediaNotFound):
        trusted(settings, folder).find("loop")


@pytest.mark.parametrize(
    "reference",
    ["{folder}/clip.mp4", "file://{folder}/clip.mp4", "../mine/clip.mp4", "{folder}/not-there.mp4", "/etc/passwd"],
)
def test_documents_from_outside_stay_in_the_roots(settings: Settings, folder: Path, reference: str) -> None:
    settings.home.mkdir(exist_ok=True)
    with pytest.raises(MediaRefused, match="outside the folders"):
        untrusted(settings, settings.home).find(reference.format(folder=folder.as_posix()))


def test_a_refusal_does_not_tell_whether_the_file_exists(settings: Settings, folder: Path) -> None:
    messages = []
    for name in ("clip.mp4", "none.mp4"):
        with pytest.raises(MediaRefused) as error:
            untrusted(settings).find(str(folder / name))
        messages.append(str(error.value).replace(name, ""))
    assert messages[0] == messages[1]


def test_files_in_a_named_root_are_read(settings: Settings, folder: Path) -> None:
    settings = load_settings(home=settings.home, roots=(folder,), _env_file=None)
    assert untrusted(settings, folder).find("clip.mp4") == folder / "clip.mp4"


def test_a_root_is_no_prefix_of_its_neighbours_name(settings: Settings, tmp_path: Path, folder: Path) -> None:
    (tmp_path / "mine-too").mkdir()
    (tmp_path / "mine-too" / "clip.mp4").touch()
    settings = load_settings(home=settings.home, roots=(folder,), _env_file=None)
    with pytest.raises(MediaRefused):
        untrusted(settings).find(str(tmp_path / "mine-too" / "clip.mp4"))


def test_symbolic_links_do_not_lead_out_of_the_roots(settings: Settings, folder: Path, library: Path) -> None:
    (library / "link.mp4").symlink_to(folder / "clip.mp4")
    (library / "sub").symlink_to(folder, target_is_directory=True)
    for reference in (str(library / "link.mp4"), str(library / "sub" / "clip.mp4"), "media://link.mp4", "link"):
        with pytest.raises(MediaRefused):
            untrusted(settings).find(reference)
        assert trusted(settings).find(reference) == folder / "clip.mp4"


def test_symbolic_links_within_the_roots_are_followed(settings: Settings, library: Path) -> None:
    (library / "real.mp4").write_bytes(b"x")
    (library / "link.mp4").symlink_to(library / "real.mp4")
    assert untrusted(settings).find("media://link.mp4") == (library / "real.mp4").resolve()


@pytest.mark.parametrize("reference", ["media://cake.mp4", "media://cake", "cake", "cake.mp4", "media://sub/pie.png"])
def test_assets_of_the_library_are_found_with_or_without_suffix(
    settings: Settings, library: Path, reference: str
) -> None:
    (library / "sub").mkdir()
    for name in ("cake.mp4", "cake.json", "sub/pie.png"):
        (library / name).write_bytes(b"x")
    assert untrusted(settings).find(reference).suffix in (".mp4", ".png")


def test_an_escaped_library_name_is_decoded(settings: Settings, library: Path) -> None:
    (library / "my cake.mp4").write_bytes(b"x")
    assert untrusted(settings).find("media://my%20cake.mp4").name == "my cake.mp4"


def test_a_name_with_wildcards_is_taken_as_it_is(settings: Settings, library: Path) -> None:
    (library / "cake.mp4").write_bytes(b"x")
    with pytest.raises(MediaNotFound):
        untrusted(settings).find("media://c*")


@pytest.mark.parametrize(
    "name", ["../secret.mp4", "..%2Fsecret.mp4", "/etc/passwd", "..\\secret.mp4", "C:\\x", "", "."]
)
def test_library_names_do_not_climb(settings: Settings, library: Path, name: str) -> None:
    (library.parent / "secret.mp4").write_bytes(b"x")
    with pytest.raises(MediaNotFound, match="library has no asset"):
        trusted(settings).find(f"media://{name}")


def test_a_file_beside_the_job_wins_over_the_library(settings: Settings, folder: Path, library: Path) -> None:
    (library / "clip.mp4").write_bytes(b"other")
    assert trusted(settings, folder).find("clip.mp4") == folder / "clip.mp4"


def test_timelines_name_files_by_absolute_path_and_everything_else_as_it_was(
    settings: Settings, folder: Path, library: Path
) -> None:
    (library / "cake.mp4").write_bytes(b"x")
    assets = Assets(settings, base=folder, trusted=True)
    assert assets.canonical("clip.mp4") == str(folder / "clip.mp4")
    assert assets.canonical((folder / "clip.mp4").as_uri()) == str(folder / "clip.mp4")
    for reference in ("cake", "media://cake", "https://example.com/a.mp4", "s3://b/a.mp4", "gone.mp4"):
        assert assets.canonical(reference) == reference


@pytest.fixture
def memory() -> str:
    with fsspec.open("memory://bucket/clip.mp4", "wb") as file:
        file.write(b"x" * 1000)
    return "memory://bucket/clip.mp4"


def test_object_stores_are_copied_to_the_cache(settings: Settings, memory: str) -> None:
    path = reader(settings, "memory://bucket/").find(memory)
    assert path.read_bytes() == b"x" * 1000
    assert path.suffix == ".mp4"
    assert path.is_relative_to(settings.cache_dir)
    copied = path.stat().st_ino
    assert reader(settings, "memory://bucket/").find(memory) == path
    assert path.stat().st_ino == copied, "what is there was fetched again"


def test_a_changed_object_is_copied_anew(settings: Settings, memory: str) -> None:
    first = trusted(settings).find(memory)
    with fsspec.open(memory, "wb") as file:
        file.write(b"y" * 999)
    assert trusted(settings).find(memory).read_bytes() == b"y" * 999
    assert first.read_bytes() == b"x" * 1000


def test_an_object_above_the_limit_is_refused(settings: Settings) -> None:
    with fsspec.open("memory://bucket/large.mp4", "wb") as file:
        file.write(bytes(1_000_001))
    with pytest.raises(MediaTooLarge, match="1 MB"):
        reader(settings, "memory://bucket/").find("memory://bucket/large.mp4")


@pytest.mark.parametrize("sources", [(), ("memory://bucket/public/",), ("memory://buck",), ("s3://bucket/",)])
def test_documents_from_outside_read_no_object_store_that_is_not_named(
    settings: Settings, memory: str, sources: tuple[str, ...]
) -> None:
    with pytest.raises(MediaRefused, match="not read for job documents from outside") as error:
        reader(settings, *sources).find(memory)
    assert "S2V_SOURCES" in error.value.hint


def test_a_refusal_tells_nothing_of_the_object_store(settings: Settings, memory: str) -> None:
    messages = []
    for name in (memory, memory.replace("clip", "none")):
        with pytest.raises(MediaRefused) as error:
            untrusted(settings).find(name)
        messages.append(str(error.value).replace("none", "clip"))
    assert messages[0] == messages[1]


def test_a_missing_object_is_not_found(settings: Settings) -> None:
    with pytest.raises(MediaNotFound, match=r"memory://bucket/none\.mp4"):
        trusted(settings).find("memory://bucket/none.mp4")


@pytest.mark.parametrize(
    "reference",
    [
        "local://{path}",
        "file::{path}",
        "simplecache::file://{path}",
        "filecache::local://{path}",
        "simplecache::memory://bucket/clip.mp4",
        "memory::file://{path}",
        "zip://x::http://127.0.0.1/a.zip",
        "sftp://127.0.0.1/a.mp4",
        "ftp://127.0.0.1/a.mp4",
        "github://user:repo@/a.mp4",
        "dir://{path}",
        "reference://{path}",
    ],
)
def test_schemes_that_reach_this_machine_are_refused_from_outside(
    settings: Settings, folder: Path, reference: str
) -> None:
    with pytest.raises(MediaRefused, match="not read for job documents from outside"):
        untrusted(settings).find(reference.format(path=(folder / "clip.mp4").as_posix()))


def test_the_user_may_use_any_scheme(settings: Settings, folder: Path) -> None:
    assert trusted(settings).find(f"local://{folder.as_posix()}/clip.mp4").read_bytes() == b"clip"


def test_the_users_own_options_of_a_store_stay(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, object]] = []

    def opened(_url: str, **options: object) -> None:
        seen.append(options)
        raise FileNotFoundError

    monkeypatch.setattr(fsspec.core, "url_to_fs", opened)
    monkeypatch.setitem(fsspec.config.conf, "s3", {"config_kwargs": {"s3": {"addressing_style": "virtual"}}})
    with pytest.raises(MediaNotFound):
        trusted(settings).find("s3://bucket/a.mp4")
    kept = seen[0]["config_kwargs"]
    assert isinstance(kept, dict)
    assert kept["s3"] == {"addressing_style": "virtual"}
    assert kept["connect_timeout"] == 10


def test_an_unknown_scheme_is_not_found(settings: Settings) -> None:
    with pytest.raises(MediaNotFound, match="nosuch"):
        trusted(settings).find("nosuch://a/b.mp4")


def test_a_store_whose_package_is_missing_says_so(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_url: str, **_: object) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec.core, "url_to_fs", missing)
    with pytest.raises(DependencyMissing, match="Install s3fs") as error:
        trusted(settings).find("s3://bucket/a.mp4")
    assert error.value.hint == "Run `pip install s3fs`."


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such files")
def test_devices_are_no_files(settings: Settings) -> None:
    with pytest.raises(MediaNotFound):
        trusted(settings).find("/dev/zero")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_a_pipe_is_called_so_and_never_opened(settings: Settings, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    with pytest.raises(MediaNotFound, match="a device or a pipe"):
        Locator(settings, base=tmp_path, trusted=True).find("pipe.mp4")


def test_a_folder_that_may_not_be_listed_gives_no_hint(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "film.mp4").write_bytes(b"")
    locator = Locator(settings, base=tmp_path, trusted=True)
    with pytest.raises(MediaNotFound) as caught:
        locator.find("flim.mp4")
    assert "film.mp4" in caught.value.hint

    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(MediaNotFound) as caught:
        locator.find("flim.mp4")
    assert "film.mp4" not in caught.value.hint

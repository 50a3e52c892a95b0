"""Searching, sorting, and changing what is searched by."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from s2v_core.errors import AssetInUse, LibraryError, MediaNotFound
from s2v_core.media.info import MediaInfo
from s2v_core.media.library import Asset, Filter, Library, rows
from s2v_core.media.library.index import Index
from s2v_core.media.library.names import clean_folder, clean_name, clean_tags, folded
from s2v_core.media.library.searching import matching
from s2v_core.settings import Settings
from tests.support import media

WORDS = st.sampled_from(
    ["Red", "red shoe", "Schuh", "鞋子", "straße", "STRASSE", "a/b", "a", "é", "%", "_", "'", "x" * 20]
)


@pytest.fixture
def stocked(settings: Settings, tmp_path: Path) -> Iterator[Library]:
    """Four assets; two projects use the film."""
    usage: dict[str, list[str]] = {}
    with Library(settings, trusted=True, used_by=lambda: usage) as library:
        walk = media.write_video(tmp_path / "Walk in park.mp4", frames=12, tone=None)
        film = library.add_file(walk, folder="Shoes/Summer", tags=["Outdoor"])
        library.add_file(media.write_image(tmp_path / "Red shoe.png"), folder="Shoes", tags=["red", "Close up"])
        library.add_file(media.write_tone(tmp_path / "Song.wav", seconds=1.0), folder="", tags=[])
        library.add_file(media.write_animation(tmp_path / "Sparkle.gif"), folder="Shoestring", tags=["redder"])
        usage[film.asset.id] = ["Spring", "Sale"]
        usage["gone"] = ["Old"]
        yield library


def names(library: Library, wanted: Filter) -> list[str]:
    return [asset.name for asset in library.assets(wanted).assets]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), ["Sparkle.gif", "Song.wav", "Red shoe.png", "Walk in park.mp4"]),
        (Filter(order="oldest"), ["Walk in park.mp4", "Red shoe.png", "Song.wav", "Sparkle.gif"]),
        (Filter(order="name"), ["Red shoe.png", "Song.wav", "Sparkle.gif", "Walk in park.mp4"]),
        (Filter(order="longest", limit=2), ["Song.wav", "Walk in park.mp4"]),
        (Filter(text="SHOE red up"), ["Red shoe.png"]),
        (Filter(text="shoe"), ["Sparkle.gif", "Red shoe.png", "Walk in park.mp4"]),
        (Filter(text="summer wal"), ["Walk in park.mp4"]),
        (Filter(text="close"), ["Red shoe.png"]),
        (Filter(text="%"), []),
        (Filter(text="nothing"), []),
        (Filter(kinds=["audio", "animation"]), ["Sparkle.gif", "Song.wav"]),
        (Filter(tags=["RED"]), ["Red shoe.png"]),
        (Filter(tags=["red", "close up"]), ["Red shoe.png"]),
        (Filter(tags=["red", "outdoor"]), []),
        (Filter(folder=""), ["Song.wav"]),
        (Filter(folder="Shoes"), ["Red shoe.png", "Walk in park.mp4"]),
        (Filter(folder="Shoes/Summer/"), ["Walk in park.mp4"]),
        (Filter(folder="Shoe"), []),
        (Filter(used=True), ["Walk in park.mp4"]),
        (Filter(used=False, kinds=["image"]), ["Red shoe.png"]),
        (Filter(state="missing"), []),
        (Filter(offset=1, limit=2), ["Song.wav", "Red shoe.png"]),
        (Filter(offset=9), []),
    ],
)
def test_what_is_looked_for_is_found(stocked: Library, wanted: Filter, found: list[str]) -> None:
    assert names(stocked, wanted) == found
    assert stocked.count(wanted) == stocked.assets(wanted).total


def test_a_page_says_how_many_match_and_who_uses_them(stocked: Library) -> None:
    page = stocked.assets(Filter(text="shoe", limit=1, offset=2))
    assert page.total == 3
    assert page.usage == {page.assets[0].id: 2}
    assert set(stocked.used_by(page.assets[0].id)) == {"Spring", "Sale"}


def test_names_are_sorted_as_people_count(stocked: Library) -> None:
    ids = [asset.id for asset in stocked.assets().assets]
    for asset_id, name in zip(ids, ("Shot 10", "shot 9", "shot 9b", "SHOT 100"), strict=True):
        stocked.rename(asset_id, name)
    assert names(stocked, Filter(order="name")) == ["shot 9", "shot 9b", "Shot 10", "SHOT 100"]


def test_folders_and_tags_are_counted(stocked: Library) -> None:
    assert stocked.folders() == {"Shoes": 2, "Shoes/Summer": 1, "Shoestring": 1}
    assert stocked.tags() == {"Close up": 1, "Outdoor": 1, "red": 1, "redder": 1}


def test_many_assets_are_read_at_once(stocked: Library) -> None:
    ids = [asset.id for asset in stocked.assets().assets]
    assert set(stocked.assets_by_id([*ids[:2], "unknown"])) == set(ids[:2])


def test_changes_are_found_at_once(stocked: Library) -> None:
    asset = stocked.assets(Filter(text="red shoe.png")).assets[0]
    stocked.rename(asset.id, "../Blue: boot.png")
    stocked.tag([asset.id], "New", "RED", "new ")
    stocked.untag([asset.id], "close UP")
    stocked.move([asset.id], "Boots\\2026")
    changed = stocked.asset(asset.id)
    assert (changed.name, changed.tags, changed.folder) == ("Blue_ boot.png", ("red", "New"), "Boots/2026")
    assert changed.modified >= asset.modified
    assert names(stocked, Filter(text="blue 2026 new")) == ["Blue_ boot.png"]
    assert names(stocked, Filter(text="close")) == []


def test_a_folder_is_renamed_with_all_that_is_below(stocked: Library) -> None:
    stocked.rename_folder("Shoes", "Stock/Boots")
    assert stocked.folders() == {"Shoestring": 1, "Stock": 2, "Stock/Boots": 2, "Stock/Boots/Summer": 1}
    stocked.rename_folder("Stock/Boots", "")
    assert stocked.folders() == {"Shoestring": 1, "Summer": 1}
    stocked.rename_folder("", "Everything")
    assert stocked.folders() == {"Shoestring": 1, "Summer": 1}, "the top is no folder"
    assert names(stocked, Filter(text="summer")) == ["Walk in park.mp4"]


def test_what_does_not_exist_changes_nothing(stocked: Library) -> None:
    asset = stocked.assets(Filter(text="song")).assets[0]
    for act in (
        lambda: stocked.tag([asset.id, "no"], "x"),
        lambda: stocked.untag(["no"], "x"),
        lambda: stocked.move([asset.id, "no"], "x"),
        lambda: stocked.rename("no", "x"),
        lambda: stocked.delete([asset.id, "no"]),
        lambda: stocked.asset("no"),
        lambda: stocked.path("no"),
        lambda: stocked.thumbnail("no"),
    ):
        with pytest.raises(MediaNotFound, match="no asset 'no'"):
            act()
    assert stocked.asset(asset.id) == asset


def test_ranges_are_kept_sorted_and_within_the_asset(stocked: Library) -> None:
    film = stocked.assets(Filter(kinds=["video"])).assets[0]
    assert stocked.set_ranges(film.id, [(0.3, 0.5), (0, 0.1234)]).ranges == ((0.0, 0.123), (0.3, 0.5))
    assert stocked.asset(film.id).ranges == ((0.0, 0.123), (0.3, 0.5))
    for wrong in ((-0.1, 0.2), (0.2, 0.2), (0.3, 0.2), (0.1, 0.6), (float("nan"), 0.2), (0.1, float("inf"))):
        with pytest.raises(LibraryError, match="is no span of"):
            stocked.set_ranges(film.id, [wrong])
    assert stocked.set_ranges(film.id, []).ranges == ()
    still = stocked.assets(Filter(kinds=["image"])).assets[0]
    with pytest.raises(LibraryError, match="is a still"):
        stocked.set_ranges(still.id, [(0, 1)])


def test_ranges_end_with_shorter_content(stocked: Library, tmp_path: Path) -> None:
    film = stocked.assets(Filter(kinds=["video"])).assets[0]
    stocked.set_ranges(film.id, [(0, 0.4), (0.45, 0.5)])
    shorter = media.write_video(tmp_path / "b.mp4", frames=6, tone=None)
    assert stocked.replace(film.id, shorter).ranges == ((0.0, 0.25),)


def test_what_projects_use_is_not_deleted_unless_asked(stocked: Library) -> None:
    ids = [asset.id for asset in stocked.assets().assets]
    film = stocked.assets(Filter(used=True)).assets[0]
    path = stocked.path(film.id)
    with pytest.raises(AssetInUse, match="used by 2 projects") as caught:
        stocked.delete(ids)
    assert "Sale, Spring" in caught.value.hint
    assert stocked.assets().total == 4
    stocked.delete(ids, although_used=True)
    assert stocked.assets().total == 0
    assert not path.exists()
    assert stocked.storage().stored_bytes == 0


def info(identity: int) -> MediaInfo:
    return MediaInfo(kind="video", identity=f"{identity:040x}", width=1, height=1, duration=Fraction(1, 3), size=5)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    made = Index(tmp_path_factory.mktemp("index"))
    yield made
    made.close()


def filled(connection: sqlite3.Connection, labels: list[tuple[str, str, list[str]]]) -> list[Asset]:
    connection.execute("DELETE FROM assets")
    cleaned = [(clean_name(name), clean_folder(folder), clean_tags(tags)) for name, folder, tags in labels]
    return [
        rows.insert(connection, info(place), name=name, folder=folder, tags=tags, stored="x")
        for place, (name, folder, tags) in enumerate(cleaned)
    ]


@limits(deadline=None)
@given(text=st.text(st.characters()), tag=st.text(st.characters()), folder=st.text(st.characters()))
def test_any_text_can_be_looked_for(index: Index, text: str, tag: str, folder: str) -> None:
    with index.writing() as connection:
        filled(connection, [("a", "b", ["c"])])
        found, total = matching(connection, Filter(text=text, tags=[tag], folder=folder), ())
        assert len(found) == total
        assert rows.known(connection, text) is None


LABELS = st.lists(st.tuples(WORDS, WORDS, st.lists(WORDS, max_size=3)), max_size=6)


@limits(deadline=None)
@given(labels=LABELS, text=st.lists(WORDS, max_size=2).map(" ".join), tag=st.none() | WORDS)
def test_a_search_is_what_looking_at_each_asset_would_find(
    index: Index, labels: list[tuple[str, str, list[str]]], text: str, tag: str | None
) -> None:
    with index.writing() as connection:
        assets = filled(connection, labels)
        tags = [tag] if tag else []
        found, total = matching(connection, Filter(text=text, tags=tags, limit=1000), ())

    def matches(asset: Asset) -> bool:
        places = [folded(asset.name), folded(asset.folder), *map(folded, asset.tags)]
        words = all(any(word in place for place in places) for word in folded(text).split())
        return words and all(folded(wanted) in map(folded, asset.tags) for wanted in tags)

    assert {asset.id for asset in found} == {asset.id for asset in assets if matches(asset)}
    assert total == len(found)


@limits(deadline=None)
@given(labels=LABELS, size=st.integers(1, 4))
def test_pages_laid_end_to_end_are_the_whole_list(
    index: Index, labels: list[tuple[str, str, list[str]]], size: int
) -> None:
    with index.writing() as connection:
        filled(connection, labels)
        whole, _ = matching(connection, Filter(order="name", limit=1000), ())
        pages = [
            matching(connection, Filter(order="name", offset=offset, limit=size), ())[0]
            for offset in range(0, len(whole) + size, size)
        ]
    assert tuple(asset for page in pages for asset in page) == whole
    assert len(whole) == len(labels)


def test_facts_survive_the_index(index: Index) -> None:
    facts = MediaInfo(
        kind="animation", identity="f" * 40, width=3, height=4, rotation=90, duration=Fraction(7, 3),
        rate=Fraction(30000, 1001), frames=70, variable_rate=True, has_audio=True, has_alpha=True, codec="gif", size=9,
    )  # fmt: skip
    with index.writing() as connection:
        connection.execute("DELETE FROM assets")
        asset = rows.insert(connection, facts, name="a", folder="", tags=(), stored="x")
    assert asset.info == facts

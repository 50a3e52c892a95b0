"""Names from strangers."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s2v_core.media.library.names import clean_folder, clean_name, clean_tags, folded, split_upload_name

ANY = st.text(st.characters(), max_size=300)
NASTY = st.lists(
    st.sampled_from(["..", "/", "\\", "CON", "nul", ".", " ", "C:", "a", "\u202e", "\x00", "é", "é", "火", "😀" * 60]),
    max_size=20,
).map("".join)


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("clip.mp4", "clip.mp4"),
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\clip.mp4", "clip.mp4"),
        ("CON", "_CON"),
        ("con.mp4", "_con.mp4"),
        ("lpt1.tar.gz", "_lpt1.tar.gz"),
        ("console.mp4", "console.mp4"),
        ("a\x00b\x1b[31m\r\n.mp4", "ab[31m .mp4"),
        ("evil\u202e4pm.exe", "evil4pm.exe"),
        ('a<b>:"|?*.mp4', "a_b______.mp4"),
        (" .hidden. ", "hidden"),
        ("", "untitled"),
        ("...", "untitled"),
        ("e\u0301te\u0301.mp4", "été.mp4"),
        ("两 只\t鞋.mp4", "两 只 鞋.mp4"),
        ("x" * 300 + ".mp4", "x" * 176 + ".mp4"),
        ("鞋" * 100, "鞋" * 60),
    ],
)
def test_a_name_is_made_safe(given_name: str, name: str) -> None:
    assert clean_name(given_name) == name


@settings(deadline=None)
@given(ANY | NASTY)
def test_a_clean_name_can_be_kept_on_any_disk(text: str) -> None:
    name = clean_name(text)
    assert 0 < len(name.encode("utf-8")) <= 180
    assert not set(name) & set('/\\<>:"|?*\x1e')
    assert name not in (".", "..")
    assert name.strip(" .") == name
    assert all(unicodedata.category(char) not in ("Cc", "Cs") for char in name)
    assert clean_name(name) == name


@settings(deadline=None)
@given(ANY | NASTY)
def test_a_clean_folder_never_climbs(text: str) -> None:
    folder = clean_folder(text)
    parts = folder.split("/") if folder else []
    assert len(parts) <= 12
    assert all(part and clean_name(part) == part for part in parts)
    assert clean_folder(folder) == folder


@settings(deadline=None)
@given(st.lists(ANY, max_size=80))
def test_tags_are_distinct_and_plain(tags: list[str]) -> None:
    cleaned = clean_tags(tags)
    assert clean_tags(cleaned) == cleaned
    assert len({folded(tag) for tag in cleaned}) == len(cleaned) <= 64
    assert not any("\x1e" in tag or "," in tag for tag in cleaned)


def test_the_first_spelling_of_a_tag_stays() -> None:
    assert clean_tags(["Red shoe", " red  SHOE", "ＲＥＤ ｓｈｏｅ", "", "\x00"]) == ("Red shoe",)


def test_browsers_name_files_of_a_folder_with_the_folder() -> None:
    assert split_upload_name("shoot/day 1/a.jpg") == ("shoot/day 1", "a.jpg")
    assert split_upload_name("a.jpg") == ("", "a.jpg")
    assert split_upload_name("..\\..\\x/../a.jpg") == ("x", "a.jpg")

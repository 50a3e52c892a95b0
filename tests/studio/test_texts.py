"""The words of the studio: complete in every language, and none missing or left over."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from pages.widgets.i18n import LANGUAGES, texts
from pages.widgets.navigation import PLACES
from tests.studio.harness import ROOT

_LITERAL = re.compile(r"""["']([a-z_]+\.[a-z_.0-9]+)["']""")
_BUILT = re.compile(r"""f["']([a-z_]+\.(?:[a-z_.0-9]*\.)?)\{""")
_QUOTED = re.compile(r"""["']([a-z_]+)["']""")
_NOT_TEXTS = (".json", ".png", ".log", ".webp")


def sources() -> Iterator[Path]:
    yield ROOT / "app.py"
    yield from sorted((ROOT / "pages").rglob("*.py"))


def written() -> str:
    return "\n".join(path.read_text("utf-8") for path in sources())


def variants(text: str | Mapping[str, str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_texts_with_the_same_places(language: str) -> None:
    english, other = texts("en"), texts(language)
    assert sorted(english) == sorted(other)
    for key, text in english.items():
        wanted = set().union(*map(places, variants(text)))
        assert all(places(each) <= wanted for each in variants(other[key])), key
        assert set().union(*map(places, variants(other[key]))) == wanted, key
        assert all(each.strip() for each in variants(other[key])), key


def test_every_text_that_a_page_asks_for_is_there() -> None:
    known = texts("en")
    areas = {key.partition(".")[0] for key in known}
    asked = [key for key in _LITERAL.findall(written()) if key.partition(".")[0] in areas]
    assert asked
    assert [key for key in asked if key not in known and not key.endswith(_NOT_TEXTS)] == []
    begun = [start for start in _BUILT.findall(written()) if start.partition(".")[0] in areas]
    assert [start for start in begun if not any(key.startswith(start) for key in known)] == []


def test_no_text_is_left_over() -> None:
    source = written()
    asked, quoted, begun = (set(each.findall(source)) for each in (_LITERAL, _QUOTED, _BUILT))
    areas = tuple(start for start in begun if start.count(".") == 1)
    parts = tuple(begun.difference(areas))

    def is_used(key: str) -> bool:
        named = key.startswith(areas) and key.split(".")[1] in quoted
        return key in asked or key.startswith(parts) or named

    assert [key for key in texts("en") if not is_used(key)] == []


def test_every_page_has_a_name_and_says_what_it_is_for() -> None:
    known = texts("en")
    assert [place.key for place in PLACES if not {f"nav.{place.key}", f"nav.{place.key}.help"} <= set(known)] == []


def test_texts_that_count_have_a_form_for_one_and_for_several() -> None:
    for language in LANGUAGES:
        for key, text in texts(language).items():
            assert isinstance(text, str) or set(text) == {"one", "other"}, key

"""What the core says, in other languages than its own."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.widgets.i18n import LANGUAGES
from pages.widgets.messages import translated, translations
from tests.studio.harness import ROOT

CORE = ROOT / "s2v_core"
PLACE = re.compile(r"\{\d+\}")
WHOLE = (
    "copywriting/endpoint.py",
    "job/checks.py",
    "production/delivery/trial.py",
    "projects/addresses.py",
    "projects/assets.py",
    "projects/files.py",
    "projects/folder.py",
    "projects/nodes.py",
    "projects/places.py",
    "projects/pools.py",
    "settings/file.py",
    "settings/keeping.py",
)
"""Modules whose errors people of the studio meet every day: every sentence of theirs is translated."""


def template(node: ast.AST) -> str | None:
    """Return a text of the source with its places numbered."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    places = iter(range(len(node.values)))
    return "".join(str(v.value) if isinstance(v, ast.Constant) else f"{{{next(places)}}}" for v in node.values)


def texts_of(path: Path) -> Iterator[str]:
    """Yield the texts of a module, without its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if id(node) not in described | parts and (text := template(node)):
            yield text


@cache
def said() -> frozenset[str]:
    """Return every text of the core."""
    return frozenset(text for path in CORE.rglob("*.py") for text in texts_of(path))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_is_of_something_that_the_core_says(language: str) -> None:
    known = translations(language)
    assert known
    assert [source for source in known if source not in said()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_no_place_that_the_message_has_not(language: str) -> None:
    for source, text in translations(language).items():
        assert set(PLACE.findall(text)) <= set(PLACE.findall(source)), source
        assert text.strip()


@pytest.mark.parametrize("module", WHOLE)
def test_modules_that_people_meet_every_day_are_translated_as_a_whole(module: str) -> None:
    sentences = [text for text in texts_of(CORE / module) if re.match(r"['{A-Z].* .*[.?]$", text)]
    assert [text for text in sentences if text not in translations("zh")] == []


@pytest.mark.parametrize(
    ("message", "chinese"),
    [
        ("The project has no name.", "项目没有名称。"),
        ("The name has 120 characters; at most 100 are allowed.", "名称有 120 个字符，最多允许 100 个。"),
        ("The value must be from 0 to 10, not 11.", "该值必须在 0 到 10 之间，不能是 11。"),
        ("The value must be from 1 to 9 seconds, not 11.", "该值必须在 1 到 9 秒 之间，不能是 11。"),
        ("The value must be a number, not 'x'.", "该值必须是数字，而不是 'x'。"),
        ("This address is registered already, as 'A, as B'.", "该地址已登记，名称为“A, as B”。"),
        ("Nobody has translated this.", "Nobody has translated this."),
        ("", ""),
    ],
)
def test_messages_are_told_with_what_fills_their_places(message: str, chinese: str) -> None:
    assert translated(message, "zh") == chinese
    assert translated(message, "en") == message


def test_english_messages_are_told_in_the_words_of_the_studio() -> None:
    told = translated("There are 41 groups; at most 40 are allowed.", "en")
    assert told == "There are 41 script nodes; at most 40 are allowed."
    assert translated("There are no media groups.", "en") == "There are no script nodes yet."


@given(st.text(max_size=80))
def test_what_users_wrote_comes_through_whole(text: str) -> None:
    if text and text not in translations("zh"):
        assert translated(f"There is no group called {text}.", "zh") == f"没有名为 {text} 的节点。"


def test_the_files_are_plain_json() -> None:
    for path in (ROOT / "pages" / "widgets" / "translations").glob("*.json"):
        pairs = json.loads(path.read_text("utf-8"), object_pairs_hook=list)
        assert len({source for source, _ in pairs}) == len(pairs)

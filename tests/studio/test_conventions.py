"""What every page keeps to, so that the studio behaves the same everywhere."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from pages.widgets.navigation import PLACES, page_files
from tests.studio.harness import ROOT

PAGES = sorted((ROOT / "pages").glob("*.py"))
SOURCES = [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))]
_WRAPPERS = {"fragment": "problems.py", "dialog": "dialogs.py"}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_page_is_known_by_its_place_and_begins_with_the_guard(page: Path) -> None:
    assert re.fullmatch(r"\d+_[a-z]+\.py", page.name)
    key = page.stem.partition("_")[2]
    assert key in [place.key for place in PLACES]
    assert page_files()[key] == f"pages/{page.name}"
    statements = [node for node in ast.parse(page.read_text("utf-8")).body if not _is_preamble(node)]
    assert ast.unparse(statements[0]) == "page_guard(__file__)"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_nothing_lets_a_raw_exception_or_markup_through(source: Path) -> None:
    text = source.read_text("utf-8")
    for name, allowed in _WRAPPERS.items():
        assert source.name == allowed or not re.search(rf"\bst\.{name}\(|@st\.{name}\b", text), f"use {allowed}"
    assert "st.exception" not in text
    assert "unsafe_allow_html" not in text


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_no_page_keeps_a_thread_of_its_own(source: Path) -> None:
    text = source.read_text("utf-8")
    assert not re.search(r"\bThread\(|ThreadPoolExecutor|asyncio", text)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_control_has_a_label(source: Path) -> None:
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
            (".button", "_input", ".selectbox", ".radio")
        ):
            assert node.args or any(keyword.arg == "label" for keyword in node.keywords), ast.unparse(node)
            assert not (node.args and ast.unparse(node.args[0]) in ("''", "' '")), ast.unparse(node)


def test_the_server_is_private_quiet_and_offline_by_default() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["server"]["address"] == "localhost"
    assert config["server"]["allowedHosts"] == ["localhost", "127.0.0.1"]
    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"]["showErrorDetails"] == "none"
    assert "http" not in str(config["theme"])
    assert {"light", "dark"} <= set(config["theme"])


def _is_preamble(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )

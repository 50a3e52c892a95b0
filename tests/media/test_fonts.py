"""Fonts come from packages, under the names documents use."""

from __future__ import annotations

import pytest

from s2v_core.media import fonts
from s2v_core.media.fonts import FontChoice, choose_font, cjk_family, fallback_families, font_families, missing_fonts


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


def test_every_named_font_is_installed_here() -> None:
    assert missing_fonts() == ()


def test_missing_packages_are_named_with_their_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "font_families", lambda: {"inter": ()})

    sentences = missing_fonts()

    assert len(sentences) == 4
    assert any("pip install manimgx-fonts-cjk" in sentence for sentence in sentences)


def test_the_emoji_font_is_the_last_resort() -> None:
    assert fallback_families("text")[0] == "inter"
    assert fallback_families("text")[-1] == "openmoji"

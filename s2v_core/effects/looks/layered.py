"""CS0003: stickers and comics, with several edges, blocks and prints."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.looks.catalogue import add
from s2v_core.effects.looks.recipe import Layer, Paint, block, core, outline, rows, shadow, slope

__all__: list[str] = []

_add = partial(add, category="sticker")

_BLACK, _WHITE = "#121216", "#FFFFFF"


def _lifted(grow: float) -> Layer:
    """Return the shadow of a sticker that lies on the picture."""
    return shadow(0.02, 0.055, "#000000", 0.6, grow=grow, blur=0.06)


_add(
    "CS0003-000001",
    "yellow sticker",
    "#FFD92E",
    _lifted(0.15),
    outline(0.15, _WHITE),
    outline(0.06, _BLACK),
)
_add(
    "CS0003-000002",
    "red sticker with a red rim",
    "#EE1C2E",
    _lifted(0.15),
    outline(0.15, "#EE1C2E"),
    outline(0.085, _WHITE),
)
_add(
    "CS0003-000003",
    "white sticker with a pink rim",
    _WHITE,
    _lifted(0.16),
    outline(0.16, _WHITE),
    outline(0.085, "#FF4F93"),
)
_add(
    "CS0003-000004",
    "blue sticker with a light rim",
    "#1A5BF5",
    _lifted(0.16),
    outline(0.16, "#8FD0FF"),
    outline(0.08, _WHITE),
)
_add(
    "CS0003-000005",
    "black and yellow warning",
    _BLACK,
    _lifted(0.15),
    outline(0.15, _BLACK),
    outline(0.09, "#FFD60A"),
)
_add(
    "CS0003-000006",
    "yellow letters, thick and orange at the side",
    rows("#FFF27A", "#FFCE1F"),
    block(0.1, 0.13, _BLACK, grow=0.095),
    block(0.1, 0.13, "#E8590C", grow=0.045),
    outline(0.045, "#7A2A00"),
)
_add(
    "CS0003-000007",
    "white letters, thick and red at the side",
    _WHITE,
    block(0, 0.15, "#45060C", grow=0.09),
    block(0, 0.14, "#D91B2B", grow=0.05),
    outline(0.05, "#8F0D1A"),
)
_add(
    "CS0003-000008",
    "pink letters, thick and purple at the side",
    rows("#FFB3DA", "#FF5AA8"),
    block(-0.1, 0.12, "#2A0A57", grow=0.08),
    block(-0.1, 0.12, "#7B2FD0", grow=0.04),
    outline(0.04, _WHITE),
)
_add(
    "CS0003-000009",
    "cyan letters, thick and navy at the side",
    rows("#C9FBFF", "#2FD6F2"),
    block(0, 0.16, "#07133F", grow=0.055),
    outline(0.055, "#0B2A80"),
)
_add(
    "CS0003-000010",
    "white with a long teal shadow",
    _WHITE,
    block(0.42, 0.42, "#0A4B52", opacity=0.85),
    outline(0.045, "#06343A"),
)
_add(
    "CS0003-000011",
    "pop art dots",
    Paint("dots", ((0, "#FFE14A"), (1, "#FF3B6B"))),
    shadow(0.07, 0.08, "#18A0FF", 1, grow=0.13, blur=0),
    outline(0.13, _WHITE),
    outline(0.065, _BLACK),
)
_add(
    "CS0003-000012",
    "candy cane",
    Paint("stripes", ((0, "#FFFFFF"), (0.48, "#FFFFFF"), (0.52, "#FF5D73"), (1, "#FF5D73")), angle=40),
    _lifted(0.14),
    outline(0.14, _WHITE),
    outline(0.07, "#8C0A22"),
)
_add(
    "CS0003-000013",
    "misprinted comic",
    _WHITE,
    shadow(-0.09, 0.03, "#00C2FF", 1, grow=0.06, blur=0),
    shadow(0.09, 0.07, "#FF2E93", 1, grow=0.06, blur=0),
    outline(0.06, _BLACK),
)
_add(
    "CS0003-000014",
    "glitch in red and cyan",
    _WHITE,
    shadow(0, 0, "#05060A", 0.75, grow=0.06, blur=0.05),
    shadow(-0.055, 0, "#FF1744", 1, blur=0),
    shadow(0.055, 0, "#00E5FF", 1, blur=0),
    outline(0.018, "#0A0A12"),
)
_add(
    "CS0003-000015",
    "a stack of red, orange and yellow",
    _WHITE,
    shadow(0.15, 0.15, "#B5123B", 1, grow=0.05, blur=0),
    shadow(0.1, 0.1, "#FF6B1A", 1, grow=0.05, blur=0),
    shadow(0.05, 0.05, "#FFC91F", 1, grow=0.05, blur=0),
    outline(0.05, "#33080F"),
)
_add(
    "CS0003-000016",
    "cut out of paper",
    "#17726B",
    shadow(0.03, 0.1, "#000000", 0.55, grow=0.15, blur=0.09),
    outline(0.15, "#FBF6E9"),
    shadow(0.015, 0.03, "#6B6250", 0.8, blur=0.03),
    above=(core(0.02, "#1F8C83", shift=(-0.012, -0.014)),),
)
_add(
    "CS0003-000017",
    "bubble gum",
    rows((0, "#FFE3F1"), (0.34, "#FF9CCB"), (0.36, "#FF69B0"), (1, "#F0388F")),
    _lifted(0.14),
    outline(0.14, _WHITE),
    outline(0.07, "#A80F5C"),
)
_add(
    "CS0003-000018",
    "green jelly",
    rows((0, "#F2FFC4"), (0.4, "#A6F04A"), (0.42, "#6FDB1F"), (1, "#3DB312")),
    _lifted(0.11),
    outline(0.11, "#0D4A12"),
    above=(core(0.05, "#FFFFFF", blur=0.02, opacity=0.5, shift=(-0.03, -0.05)),),
)
_add(
    "CS0003-000019",
    "racing flag",
    Paint("checks", ((0, "#121216"), (0.49, "#121216"), (0.51, "#3C3C46"), (1, "#3C3C46")), scale=0.8),
    _lifted(0.15),
    outline(0.15, "#E11D2A"),
    outline(0.085, _WHITE),
)
_add(
    "CS0003-000020",
    "seventies, in brown, orange and yellow",
    "#FFF3DA",
    outline(0.2, "#6B2D0F"),
    outline(0.15, "#F2762E"),
    outline(0.1, "#FFC145"),
    outline(0.05, "#6B2D0F"),
)
_add(
    "CS0003-000021",
    "waves of teal and navy",
    _WHITE,
    outline(0.2, "#0A1B45"),
    outline(0.15, "#29C7B5"),
    outline(0.1, "#0F6E8C"),
    outline(0.05, "#0A1B45"),
)
_add(
    "CS0003-000022",
    "ruby with an inner line",
    "#8F0A26",
    _lifted(0.1),
    outline(0.1, _WHITE),
    above=(core(0.03, "#FF8FA5"), core(0.048, "#D4143F")),
)
_add(
    "CS0003-000023",
    "big sale",
    rows("#FFFBC2", "#FFD91F", "#FF9D0A"),
    block(0, 0.14, "#6E0710", grow=0.13),
    outline(0.13, "#FFE680"),
    outline(0.085, "#D3122A"),
)
_add(
    "CS0003-000024",
    "college jersey",
    _WHITE,
    _lifted(0.17),
    outline(0.17, "#10204F"),
    outline(0.12, "#F2B632"),
    outline(0.065, "#10204F"),
)
_add(
    "CS0003-000025",
    "arcade",
    rows((0, "#FFFFFF"), (0.3, "#FFF36B"), (0.55, "#FFC400"), (1, "#FF7A00")),
    block(0.12, 0.12, slope(90, "#3A0CA3", "#7209B7", "#F72585"), grow=0.075),
    outline(0.075, "#1B0540"),
    outline(0.025, "#F72585"),
)

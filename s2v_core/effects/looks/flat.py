"""CS0001: one bold colour, one edge, one shadow."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.looks.catalogue import add
from s2v_core.effects.looks.recipe import block, outline, shadow

__all__: list[str] = []

_add = partial(add, category="flat")

_BLACK, _WHITE, _NAVY = "#111114", "#FFFFFF", "#0B1B4D"

_add(
    "CS0001-000001",
    "white and black, with a hard shadow",
    _WHITE,
    shadow(0.055, 0.065, _BLACK, 1, grow=0.07, blur=0),
    outline(0.07, _BLACK),
)
_add(
    "CS0001-000002",
    "sunny yellow and black, with a hard shadow",
    "#FFD62E",
    shadow(0.055, 0.065, _BLACK, 1, grow=0.07, blur=0),
    outline(0.07, _BLACK),
)
_add(
    "CS0001-000003",
    "red with a white edge",
    "#F5222D",
    shadow(0, 0.04, "#3A0206", 0.65, grow=0.08, blur=0.07),
    outline(0.08, _WHITE),
)
_add(
    "CS0001-000004",
    "sky blue with a white edge and a navy shadow",
    "#1488F5",
    shadow(0.05, 0.06, _NAVY, 1, grow=0.075, blur=0),
    outline(0.075, _WHITE),
)
_add(
    "CS0001-000005",
    "white with a red edge",
    _WHITE,
    shadow(0, 0.045, "#4A0008", 0.7, grow=0.09, blur=0.06),
    outline(0.09, "#E0182D"),
)
_add(
    "CS0001-000006",
    "white with a cobalt edge",
    _WHITE,
    shadow(0.05, 0.055, "#081A66", 1, grow=0.085, blur=0),
    outline(0.085, "#2454F0"),
)
_add(
    "CS0001-000007",
    "black with a white edge and a yellow shadow",
    _BLACK,
    shadow(0.075, 0.08, "#FFD400", 1, grow=0.07, blur=0),
    outline(0.07, _WHITE),
)
_add(
    "CS0001-000008",
    "mint with a forest green edge",
    "#43F2B4",
    shadow(0, 0.04, "#021A12", 0.7, grow=0.08, blur=0.06),
    outline(0.085, "#06402F"),
)
_add(
    "CS0001-000009",
    "pink with a white edge and a purple shadow",
    "#FF4C94",
    shadow(0.06, 0.07, "#5B1E8C", 1, grow=0.07, blur=0),
    outline(0.07, _WHITE),
)
_add(
    "CS0001-000010",
    "orange with a brown edge and a cream shadow",
    "#FF8A1F",
    shadow(0.08, 0.085, "#FFE9C4", 1, grow=0.055, blur=0),
    outline(0.075, "#3A1500"),
)
_add(
    "CS0001-000011",
    "cream with a coffee edge",
    "#FFF1D2",
    shadow(0, 0.05, "#2B1206", 0.6, grow=0.09, blur=0.08),
    outline(0.09, "#6B3A1B"),
)
_add(
    "CS0001-000012",
    "violet with a white edge and a lemon shadow",
    "#7A2FF0",
    shadow(0.075, 0.08, "#FFE94A", 1, grow=0.07, blur=0),
    outline(0.07, _WHITE),
)
_add(
    "CS0001-000013",
    "lime on a black block",
    "#C8F52D",
    block(0.11, 0.11, _BLACK, grow=0.05),
    outline(0.05, _BLACK),
)
_add(
    "CS0001-000014",
    "white with a teal edge and a coral shadow",
    _WHITE,
    shadow(0.075, 0.08, "#FF6B57", 1, grow=0.07, blur=0),
    outline(0.075, "#0A5F66"),
)
_add(
    "CS0001-000015",
    "turquoise with a navy edge and a pink shadow",
    "#2BE3E8",
    shadow(0.08, 0.085, "#FF4D9D", 1, grow=0.06, blur=0),
    outline(0.07, _NAVY),
)
_add(
    "CS0001-000016",
    "navy with a wide white edge",
    "#14276B",
    shadow(0, 0.05, _BLACK, 0.6, grow=0.1, blur=0.1),
    outline(0.11, _WHITE),
)

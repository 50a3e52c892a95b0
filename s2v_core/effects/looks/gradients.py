"""CS0002: colours that run into each other."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.looks.catalogue import add
from s2v_core.effects.looks.recipe import Layer, outline, rows, shadow, slope

__all__: list[str] = []

_add = partial(add, category="gradient")

_WHITE = "#FFFFFF"


def _soft(colour: str = "#000000", grow: float = 0.07) -> Layer:
    return shadow(0, 0.05, colour, 0.65, grow=grow, blur=0.08)


_add(
    "CS0002-000001",
    "sunset, with a white edge",
    rows("#FFC21A", "#FF6A2B", "#F0146E"),
    _soft("#4A0630"),
    outline(0.07, _WHITE),
)
_add(
    "CS0002-000002",
    "ocean, with a white edge",
    rows("#19C8FF", "#1552E8", "#101F8F"),
    _soft("#04123F"),
    outline(0.07, _WHITE),
)
_add(
    "CS0002-000003",
    "candy, with a white edge",
    rows("#FF7AC0", "#E23FD0", "#7A2BEF"),
    _soft("#2D0B57"),
    outline(0.07, _WHITE),
)
_add(
    "CS0002-000004",
    "spring green, with a dark edge",
    rows("#F3FF8C", "#8BE83A", "#1FB05A"),
    _soft(),
    outline(0.075, "#053D22"),
)
_add(
    "CS0002-000005",
    "fire, with a dark edge",
    rows("#FFF6A0", "#FFC01F", "#FF5A16"),
    _soft(),
    outline(0.075, "#5A0A08"),
)
_add(
    "CS0002-000006",
    "northern lights, with a dark edge",
    slope(0, "#4DFFC9", "#58B9FF", "#B98BFF", "#FF8BD8"),
    _soft(),
    outline(0.07, "#151042"),
)
_add(
    "CS0002-000007",
    "peach, with a wine edge",
    rows("#FFF4DF", "#FFC49C", "#FF8873"),
    _soft("#2B0714"),
    outline(0.075, "#7A1F3D"),
)
_add(
    "CS0002-000008",
    "ice, with a blue edge",
    rows("#FFFFFF", "#DDF5FF", "#86D3FF"),
    _soft("#03204F"),
    outline(0.08, "#0B56B8"),
)
_add(
    "CS0002-000009",
    "grape, with a lilac edge",
    rows("#A05BFF", "#6620D6", "#35087F"),
    _soft("#160338"),
    outline(0.075, "#F1E2FF"),
)
_add(
    "CS0002-000010",
    "rainbow, with a white edge",
    slope(0, "#F5253D", "#FF7A00", "#E0A800", "#12A150", "#1677FF", "#8A2BE2"),
    _soft(),
    outline(0.07, _WHITE),
)
_add(
    "CS0002-000011",
    "white above yellow, with a black edge",
    rows((0, "#FFFFFF"), (0.52, "#FFFFFF"), (0.52, "#FFD21F"), (1, "#FFB800")),
    shadow(0.05, 0.06, "#111114", 1, grow=0.07, blur=0),
    outline(0.07, "#111114"),
)
_add(
    "CS0002-000012",
    "pink beside blue, with a white edge",
    slope(20, (0, "#FF2E7E"), (0.46, "#FF2E7E"), (0.54, "#1D5BFF"), (1, "#1D5BFF")),
    shadow(0.05, 0.06, "#1A1147", 1, grow=0.07, blur=0),
    outline(0.07, _WHITE),
)
_add(
    "CS0002-000013",
    "champagne, with a chocolate edge",
    rows("#FFFBEA", "#F7E2A8", "#DDAE5A"),
    _soft("#1E0F05"),
    outline(0.07, "#4A2A12"),
)
_add(
    "CS0002-000014",
    "lemon to mint, with a black edge",
    slope(35, "#FFF04A", "#8CF58C", "#25DCC0"),
    _soft(),
    outline(0.075, "#101418"),
)
_add(
    "CS0002-000015",
    "white, with an edge from red to violet",
    _WHITE,
    _soft("#2A0440", 0.1),
    outline(0.1, slope(0, "#FF2D55", "#D41F9B", "#6A23E8")),
)
_add(
    "CS0002-000016",
    "silver blue, with an edge from blue to night",
    rows("#FFFFFF", "#CBD9F2"),
    _soft("#000018", 0.1),
    outline(0.1, rows("#2F7BFF", "#2340C9", "#1A0F6B")),
)

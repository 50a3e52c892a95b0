"""CS0005, and the named looks of metal."""

from __future__ import annotations

from s2v_core.effects.looks.catalogue import add
from s2v_core.effects.looks.recipe import Layer, Paint, Relief, glow, outline, rows, shadow

__all__: list[str] = []

_GOLD = rows((0, "#FFF9D6"), (0.3, "#FFE07A"), (0.5, "#C98A1B"), (0.54, "#8F5A0C"), (0.62, "#E3AC3D"), (1, "#FFF0A8"))
_STEEL = rows((0, "#FFFFFF"), (0.34, "#B9C8D6"), (0.5, "#6C8093"), (0.52, "#33465A"), (0.66, "#8FA5B8"), (1, "#E8F2FA"))


def _below(colour: str) -> Layer:
    return shadow(0.02, 0.06, colour, 0.7, grow=0.06, blur=0.07)


add(
    "CS0005-000003",
    "rose gold, with a fine dark edge",
    rows((0, "#FFF3EC"), (0.3, "#F7C6B4"), (0.5, "#C4796A"), (0.54, "#93473F"), (0.64, "#DE9C8B"), (1, "#FFE4D8")),
    _below("#2B0A0C"),
    outline(0.08, "#3D1218"),
    outline(0.045, rows("#F2B8A6", "#8A3F3A", "#F7D0C2")),
    outline(0.015, "#4F1A1E"),
    category="metal",
    relief=Relief(0.025, light="#FFF8F2", dark="#5A1F1F", strength=0.6),
)
add(
    "brushed_aluminium",
    "brushed aluminium",
    Paint("brushed", ((0, "#8C939B"), (0.4, "#C3C9CF"), (0.7, "#E6EAEE"), (1, "#FFFFFF"))),
    _below("#000000"),
    outline(0.065, "#23282E"),
    category="named",
    relief=Relief(0.03, strength=0.85),
)
add(
    "golden",
    "polished gold",
    _GOLD,
    _below("#1F0F00"),
    outline(0.075, "#4A2A00"),
    outline(0.035, rows("#FFF2B0", "#A66E10", "#FFE48A")),
    outline(0.01, "#6B4206"),
    category="named",
    relief=Relief(0.028, light="#FFFBE0", dark="#5C3300", strength=0.7),
)
add(
    "cold_steel",
    "cold steel",
    _STEEL,
    _below("#000610"),
    outline(0.085, "#0E1B2B"),
    outline(0.06, rows("#F2F9FF", "#6F879F", "#D3E4F2")),
    outline(0.03, "#0E1B2B"),
    category="named",
    relief=Relief(0.028, dark="#0E1B2B", strength=0.8),
)
add(
    "metallic_something",
    "tempered metal, in violet, teal and gold",
    Paint("veins", ((0, "#8A6BFF"), (0.3, "#58C7D9"), (0.55, "#E9E4C9"), (0.75, "#F2B56B"), (1, "#D873B8")), scale=1.3),
    _below("#05020F"),
    outline(0.07, "#1A1230"),
    category="named",
    relief=Relief(0.035, dark="#1A1230", strength=1.0),
)
add(
    "cd",
    "the colours on a compact disc",
    Paint(
        "turn",
        (
            *((0.0, "#F4F6FA"), (0.06, "#FF9CCB"), (0.12, "#FFE07A"), (0.18, "#8FF0BF"), (0.24, "#86C5FF")),
            *((0.3, "#CDA6FF"), (0.38, "#D5DBE3"), (0.5, "#F4F6FA"), (0.56, "#FF9CCB"), (0.62, "#FFE07A")),
            *((0.68, "#8FF0BF"), (0.74, "#86C5FF"), (0.8, "#CDA6FF"), (0.88, "#D5DBE3"), (1.0, "#F4F6FA")),
        ),
    ),
    _below("#000000"),
    glow(0.03, "#101626", 0.6, grow=0.06),
    outline(0.055, "#2A3040"),
    category="named",
    relief=Relief(0.02, dark="#39415A", strength=0.6),
)

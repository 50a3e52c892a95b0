"""CS0004: light. Each has a dark halo of its own, so that it also glows on a white ground."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.looks.catalogue import add
from s2v_core.effects.looks.recipe import Layer, Paint, core, glow, outline, plain, rows, slope

__all__ = ["tube"]

_add = partial(add, category="neon")

_RAINBOW = slope(0, "#FF3B6B", "#FF9F1A", "#FFE81A", "#3DF58A", "#2FB8FF", "#B45CFF")


def _night(colour: str, opacity: float = 0.85) -> Layer:
    """Return the dark halo that lets light be seen by day."""
    return glow(0.1, colour, opacity, grow=0.1)


def tube(name: str, look: str, colour: str, dark: str, light: str = "#FFFFFF", *, category: str = "neon") -> None:
    """Register a glass tube of light: ``colour`` around a ``light`` core, in a ``dark`` halo."""
    add(
        name,
        look,
        colour,
        _night(dark),
        glow(0.2, colour, 0.55, grow=0.05),
        glow(0.06, colour, 0.9, grow=0.045),
        outline(0.035, dark),
        category=category,
        above=(core(0.022, light, blur=0.018, opacity=0.95),),
    )


tube("CS0004-000001", "pink neon", "#FF3DA0", "#3D0226", "#FFE3F3")
tube("CS0004-000002", "blue neon", "#2F8BFF", "#020F3D", "#DCEEFF")
tube("CS0004-000003", "orange neon", "#FF7A1A", "#3D1300", "#FFF0D6")
tube("CS0004-000004", "violet neon", "#A34DFF", "#1C0340", "#F1E0FF")
tube("CS0004-000005", "warm light bulbs", "#FFC53D", "#3D2600", "#FFFBEA")
tube("CS0004-000006", "red neon", "#FF2A3D", "#3D0006", "#FFDADD")
_add(
    "CS0004-000007",
    "pink and cyan neon",
    "#FF8AD1",
    _night("#0B0630"),
    glow(0.16, "#00E5FF", 0.8, grow=0.08),
    outline(0.085, "#00E5FF"),
    outline(0.05, "#120836"),
    glow(0.05, "#FF3DA8", 0.9),
    above=(core(0.02, "#FFF0FA", blur=0.02),),
)
_add(
    "CS0004-000008",
    "white with a blue glow",
    "#FFFFFF",
    _night("#02103D"),
    glow(0.2, "#1E7BFF", 0.9, grow=0.08),
    glow(0.06, "#58A6FF", 1, grow=0.03),
    outline(0.02, "#0A3FB0"),
)
_add(
    "CS0004-000009",
    "eighties night",
    rows((0, "#F7FDFF"), (0.25, "#7DE8FF"), (0.49, "#2A7BFF"), (0.51, "#FFE3F8"), (0.75, "#FF5CC6"), (1, "#A018C9")),
    _night("#14032E", 0.9),
    glow(0.2, "#FF2FB0", 0.8, grow=0.06),
    outline(0.06, "#FF8FE0"),
    outline(0.04, "#1A0540"),
)
_add(
    "CS0004-000010",
    "black letters with a cyan rim of light",
    "#071016",
    glow(0.2, "#00D5FF", 0.7, grow=0.08),
    glow(0.06, "#00E8FF", 1, grow=0.07),
    outline(0.075, "#1FE3FF"),
    outline(0.055, "#E6FDFF"),
    outline(0.03, "#1FE3FF"),
)
_add(
    "CS0004-000011",
    "black letters with a pink rim of light",
    "#14060F",
    glow(0.2, "#FF2E95", 0.7, grow=0.08),
    glow(0.06, "#FF3DA0", 1, grow=0.07),
    outline(0.075, "#FF3DA0"),
    outline(0.055, "#FFE6F3"),
    outline(0.03, "#FF3DA0"),
)
_add(
    "CS0004-000012",
    "golden glow",
    rows("#FFFFFF", "#FFF2C2", "#FFDD80"),
    _night("#2B1500"),
    glow(0.18, "#FFB01F", 0.9, grow=0.06),
    outline(0.03, "#8A4B00"),
)
_add(
    "CS0004-000013",
    "fairy light",
    rows("#FFFFFF", "#FFE3F6", "#E8D6FF"),
    glow(0.12, "#3F1470", 0.8, grow=0.1),
    glow(0.16, slope(0, "#FF7AC8", "#B07CFF", "#6FC3FF"), 0.95, grow=0.08),
    outline(0.03, "#8A3FC9"),
)
_add(
    "CS0004-000014",
    "moonlight",
    rows("#FFFFFF", "#E6F0FF", "#B9CDF2"),
    glow(0.16, "#050B24", 0.9, grow=0.12),
    glow(0.1, "#7FA6E8", 0.65, grow=0.03),
    outline(0.025, "#16264F"),
)
_add(
    "CS0004-000015",
    "embers",
    rows("#FFFDE0", "#FFE45C", "#FFA51F"),
    _night("#260300", 0.9),
    glow(0.22, "#E02200", 0.9, grow=0.1),
    glow(0.07, "#FF6A00", 1, grow=0.04),
    outline(0.02, "#7A1200"),
)
_add(
    "CS0004-000016",
    "toxic green",
    rows("#F4FFB0", "#B9FF2E", "#5BE30F"),
    _night("#0A1F00", 0.9),
    glow(0.17, "#6BFF00", 0.8, grow=0.1),
    outline(0.07, "#0D2B05"),
)
_add(
    "CS0004-000017",
    "white in a rainbow glow",
    "#FFFFFF",
    _night("#0C0820"),
    glow(0.13, _RAINBOW, 1, grow=0.1),
    outline(0.05, "#151027"),
)
_add(
    "CS0004-000018",
    "laser",
    "#FFFFFF",
    _night("#2E0008"),
    Layer(plain("#FF1F3D"), grow=(0.3, 0.01), blur=0.07, opacity=0.9),
    glow(0.05, "#FF2A4D", 1, grow=0.03),
    outline(0.022, "#C8002A"),
)
_add(
    "CS0004-000019",
    "hologram",
    Paint("slope", ((0, "#B8FFF2"), (0.3, "#BFD9FF"), (0.55, "#F3C6FF"), (0.8, "#FFE9C2"), (1, "#B8FFF2")), angle=25),
    _night("#0B1230"),
    Layer(plain("#00F0FF"), shift=(-0.04, 0), blur=0.03, grow=(0.03, 0.03), opacity=0.9),
    Layer(plain("#FF2FD6"), shift=(0.04, 0), blur=0.03, grow=(0.03, 0.03), opacity=0.9),
    outline(0.025, "#1B1F5C"),
)

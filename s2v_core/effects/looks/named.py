"""The looks with names of their own, apart from those of metal."""

from __future__ import annotations

from colorsys import hls_to_rgb
from functools import partial

from s2v_core.effects.looks.catalogue import add, looks
from s2v_core.effects.looks.lights import tube
from s2v_core.effects.looks.recipe import Layer, Paint, Recipe, Relief, glow, outline, rows, shadow, slope

__all__: list[str] = []

_add = partial(add, category="named")

_TURNS = 24
"""Different colours that chance gives; neighbouring numbers are far apart on the colour wheel."""


def _soft(colour: str = "#000000", grow: float = 0.06) -> Layer:
    return shadow(0, 0.045, colour, 0.65, grow=grow, blur=0.07)


_add("white_grad", "white to silver", rows("#FFFFFF", "#FFFFFF", "#C9CED6"), _soft(), outline(0.055, "#20242C"))
_add("red_grad", "light to dark red", rows("#FF8A7A", "#F5222D", "#A8071A"), _soft(), outline(0.06, "#FFF1F0"))
_add("blue_grad", "light to dark blue", rows("#6FC0FF", "#1677FF", "#0A3A9E"), _soft(), outline(0.06, "#EFF6FF"))
_add("yellow_grad", "lemon to amber", rows("#FFFCC4", "#FFE32E", "#FFB300"), _soft(), outline(0.06, "#2E2300"))


@looks.add("random_grad", category="named", look="two colours that the text decides")
def _random_gradient(number: int) -> Recipe:
    """Return a gradient between two colours that go together, in a dark edge of their kind."""
    turn = number % _TURNS
    hue = (turn * 7 % _TURNS) / _TURNS
    apart = (0.11, 0.17, -0.14)[number // _TURNS % 3]
    fill = rows(_colour(hue, 0.82, 1.0), _colour(hue + apart, 0.66, 0.95))
    return Recipe(fill, (_soft(), outline(0.07, _colour(hue + apart, 0.14, 0.7))))


def _colour(hue: float, lightness: float, saturation: float) -> str:
    return "#" + "".join(f"{round(255 * part):02X}" for part in hls_to_rgb(hue % 1, lightness, saturation))


_add(
    "wood_1",
    "light oak",
    Paint("wood", ((0, "#F7DCA8"), (0.5, "#E8BE7C"), (0.85, "#C98F4A"), (1, "#A86E2F"))),
    _soft("#1F0F02"),
    outline(0.065, "#4A2A0E"),
    relief=Relief(0.03, light="#FFF2D6", dark="#5A3210", strength=0.8),
)
_add(
    "wood_2",
    "dark walnut in a light frame",
    Paint("wood", ((0, "#8A5632"), (0.5, "#6B3D20"), (0.85, "#4A2712"), (1, "#331808")), scale=0.8),
    _soft("#0F0500", 0.1),
    outline(0.1, "#2B1408"),
    outline(0.07, "#F2DFC0"),
    relief=Relief(0.03, light="#D9A273", dark="#1A0A02", strength=0.7),
)
_add(
    "flare_glow_angular_1",
    "golden rays around the middle",
    Paint("rays", ((0, "#E87A00"), (0.4, "#FFB52E"), (0.75, "#FFE98A"), (1, "#FFFFF2"))),
    glow(0.12, "#2B1200", 0.85, grow=0.1),
    glow(0.14, "#FF9A00", 0.85, grow=0.06),
    outline(0.04, "#8A4200"),
)
for _number, (_name, _colours, _light, _dark) in enumerate(
    (
        ("a warm light", ("#FFFFFF", "#FFF0A8", "#FFA63D"), "#FF8A00", "#3A1500"),
        ("a blue light", ("#FFFFFF", "#A8E4FF", "#2E8BFF"), "#2E9BFF", "#04143D"),
        ("a purple light", ("#FFFFFF", "#EBC4FF", "#A24DFF"), "#A83DFF", "#1E0440"),
        ("a green light", ("#FFFFFF", "#C9FFB0", "#2FCC6B"), "#2FE07A", "#03260F"),
    ),
    start=1,
):
    _add(
        f"flare_glow_radial_{_number}",
        f"{_name} in the middle",
        Paint("disc", tuple(zip((0.05, 0.4, 1.0), _colours, strict=True))),
        glow(0.12, _dark, 0.85, grow=0.1),
        glow(0.14, _light, 0.8, grow=0.05),
        outline(0.04, _dark),
    )
tube("neon_green", "green neon", "#2EFF6B", "#02290F", "#F0FFF0", category="named")
tube("neon_cyan", "cyan neon", "#1FEFFF", "#022B33", "#F0FFFF", category="named")
_add(
    "tropical_colors",
    "lime, mango and papaya",
    slope(15, "#B8F23D", "#FFE03D", "#FF9A3D", "#FF5A7A"),
    shadow(0.055, 0.065, "#0A5C5C", 1, grow=0.065, blur=0),
    outline(0.065, "#06393D"),
)
_add(
    "skyline",
    "a town at dusk",
    rows((0, "#5B7BFF"), (0.4, "#C48BF2"), (0.62, "#FFA98A"), (0.74, "#FFE08A"), (0.76, "#3A2A66"), (1, "#2A1D52")),
    _soft("#0A0624", 0.08),
    outline(0.085, "#FFF4E3"),
)
_add(
    "sunrise",
    "sunrise over the sea",
    rows((0, "#FFE98A"), (0.3, "#FFC24D"), (0.54, "#FF7A59"), (0.56, "#FFD9A0"), (0.7, "#5FC3D9"), (1, "#1F7FB0")),
    _soft("#1F0A14", 0.07),
    outline(0.075, "#4F1430"),
)
_add(
    "deep_sea",
    "light in deep water",
    Paint("water", ((0, "#0F8FC7"), (0.45, "#29C3E8"), (0.75, "#9DF0FA"), (1, "#FFFFFF"))),
    _soft("#000814"),
    glow(0.08, "#0A5FA8", 0.7, grow=0.06),
    outline(0.065, "#04224F"),
    relief=Relief(0.03, dark="#04305F", strength=0.5),
)
_add(
    "burning_paper",
    "paper that burns from below",
    Paint(
        "fire",
        (
            *((0.0, "#FBF0D2"), (0.5, "#F0DDB0"), (0.62, "#C9945A"), (0.7, "#6B3516"), (0.76, "#FF5A00")),
            *((0.84, "#FFC22E"), (0.92, "#FF7A00"), (1.0, "#C22A00")),
        ),
    ),
    glow(0.1, "#1A0500", 0.9, grow=0.09),
    glow(0.12, "#FF5A00", 0.55, grow=0.05),
    outline(0.05, "#2E0F02"),
)
_add(
    "abstract_2",
    "overlapping discs of colour",
    Paint(
        "discs",
        (
            *((0.0, "#FFE14A"), (0.2, "#FFE14A"), (0.2, "#FF7AA8"), (0.4, "#FF7AA8"), (0.4, "#5FD6E8")),
            *((0.6, "#5FD6E8"), (0.6, "#B894FF"), (0.8, "#B894FF"), (0.8, "#FFFFFF"), (1.0, "#FFFFFF")),
        ),
    ),
    _soft("#000000", 0.07),
    outline(0.07, "#1B1440"),
)

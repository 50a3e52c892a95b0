"""The looks of texts as people adjust them (colours, percentages, places), on top of the fields of the job document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from s2v_core.media.fonts import EMOJI_FAMILY, choose_font, font_families
from s2v_core.planning.transitions import candidates
from s2v_core.projects import Project, set_value, set_values, style_of, value_of, values_of
from s2v_core.projects.values import settings_job
from s2v_core.rendering.text.look import Look, resolve
from s2v_core.timeline import Canvas, SubtitleStyle
from s2v_core.timeline.names import listed_names
from s2v_core.timeline.style_defaults import Role

__all__ = [
    "LOOKS",
    "PLACES",
    "WEIGHTS",
    "choose_transitions",
    "chosen_transitions",
    "font_choices",
    "font_name",
    "give_look",
    "hex_of",
    "look_of",
    "looks_for",
    "names_at",
    "path_of",
    "place_text",
    "rate_of",
    "row_and_column",
    "set_column",
    "set_font",
    "set_height",
    "set_inset",
    "set_marks",
    "set_shadow",
    "toggle_listed",
    "toggle_transition",
]

WEIGHTS: Mapping[str, int] = MappingProxyType(
    {"Light": 300, "Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700, "ExtraBold": 800, "Black": 900}
)
"""Weights of letters, as the names of fonts spell them."""

PLACES: Mapping[str, tuple[str, float]] = MappingProxyType(
    {"top": ("Top", 0.08), "middle": ("Center", 0.0), "lower": ("Top", 0.72), "bottom": ("Bottom", 0.05)}
)
"""Places in the picture: the row of ``Alignment``, and ``Y``."""

_EXTRA = "Inter ExtraBold"
LOOKS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "standard": MappingProxyType({}),
        "bold": MappingProxyType({"Font": _EXTRA, "FontColor": "#FFFFFF", "OutlineColour": "#101010", "Outline": 0.11}),
        "sunny": MappingProxyType({"Font": _EXTRA, "FontColor": "#FFD23F", "OutlineColour": "#1F1A12", "Outline": 0.1}),
        "quiet": MappingProxyType({"Font": "Inter Medium", "FontColor": "#FFFFFF", "Outline": 0.0}),
        "box": MappingProxyType({"FontColor": "#FFFFFF", "BorderStyle": 3, "BackColour": "#1B2423"}),
        "card": MappingProxyType({"FontColor": "#22302D", "BorderStyle": 3, "BackColour": "#FFFFFF"}),
        "sticker": MappingProxyType({"Font": _EXTRA, "EffectColorStyle": "CS0003-000001"}),
        "sale": MappingProxyType({"Font": _EXTRA, "EffectColorStyle": "CS0003-000023"}),
        "sunset": MappingProxyType({"Font": _EXTRA, "EffectColorStyle": "CS0002-000001"}),
        "neon": MappingProxyType({"Font": _EXTRA, "EffectColorStyle": "CS0004-000002"}),
        "golden": MappingProxyType({"Font": _EXTRA, "EffectColorStyle": "golden"}),
        "tag": MappingProxyType({"Font": "Inter Bold", "BubbleStyleId": "BS0001-000001"}),
        "bar": MappingProxyType({"Font": "Inter Bold", "BubbleStyleId": "BS0002-000002"}),
        "speech": MappingProxyType({"Font": "Inter Bold", "BubbleStyleId": "BS0004-000001"}),
    }
)
"""Ready-made looks; ``Outline`` in parts of the font size."""
_CALMER: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "sticker": MappingProxyType({"Font": _EXTRA, "EffectColorStyle": "CS0001-000002"}),
        "sale": MappingProxyType({"Font": _EXTRA, "EffectColorStyle": "CS0001-000005"}),
        "sunset": MappingProxyType({"Font": _EXTRA, "EffectColorStyle": "CS0002-000015"}),
        "neon": MappingProxyType({"Font": _EXTRA, "EffectColorStyle": "CS0004-000008"}),
        "golden": MappingProxyType({"Font": _EXTRA, "EffectColorStyle": "CS0002-000013"}),
        "tag": MappingProxyType({"Font": _EXTRA, "EffectColorStyle": "CS0001-000003"}),
        "bar": MappingProxyType({"Font": "Inter Bold", "BubbleStyleId": "BS0002-000001"}),
    }
)
"""What goes with those of the same names below a title: for captions, which are smaller and change all the time."""

_LOOK_FIELDS = (
    *("Font", "FontColor", "FontColorOpacity", "FontFace", "Outline", "OutlineColour"),
    *("Shadow", "BackColour", "BorderStyle", "SubtitleEffects", "BubbleWidth", "BubbleHeight"),
)
_NAMED_LOOKS = ("EffectColorStyle", "BubbleStyleId")
_REGIONS = ("cjk", "sc", "tc", "jp", "kr", "hk")
_PROCESS = "EditingConfig.ProcessConfig"


def path_of(role: str) -> str:
    """Return where the style of the ``captions``, the ``title`` or a level of sub-headings is in the job document."""
    named = {"captions": "SpeechConfig.AsrConfig", "title": "TitleConfig"}
    return f"EditingConfig.{named.get(role, f'SubHeadingConfig.{role}')}"


def look_of(project: Project, role: str) -> Look:
    """Return everything about how a text looks, in pixels of the output."""
    size = values_of(project, ["OutputConfig.Width", "OutputConfig.Height"])
    roles: dict[str, Role] = {"captions": "caption", "title": "title"}
    style = SubtitleStyle.model_validate(style_of(project, role))
    return resolve(style, Canvas(*size.values()), roles.get(role, "subheading"))


def hex_of(colour: tuple[int, int, int]) -> str:
    """Return a colour as ``#rrggbb``."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def font_choices() -> list[str]:
    """Return the font families to choose from: those that are found again by their names, but not that of emoji."""
    return [
        name for name in font_families() if name != EMOJI_FAMILY and choose_font(_named(name, "Bold")).family == name
    ]


def font_name(family: str) -> str:
    """Return the name of a font family as people write it."""
    return " ".join(part.upper() if part in _REGIONS else part.capitalize() for part in family.split("-"))


def looks_for(role: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the ready-made looks of a text; those of captions match those of titles with the same names."""
    return {**LOOKS, **_CALMER} if role == "captions" else LOOKS


def give_look(project: Project, role: str, name: str) -> Project:
    """Return the project with a ready-made look of a text; its size and place stay.

    Raises:
        KeyError: there is no such look.
        JobError: a value breaks a rule.
    """
    given = dict(looks_for(role)[name])
    if "Outline" in given:
        given["Outline"] = float(round(given["Outline"] * look_of(project, role).size))
    # An empty name keeps a sub-heading from the title's look, which it would have without one.
    fields = dict.fromkeys(_LOOK_FIELDS) | dict.fromkeys(_NAMED_LOOKS, "" if role.isdecimal() else None) | given
    return set_values(project, {f"{path_of(role)}.{field}": value for field, value in fields.items()})


def set_font(project: Project, role: str, *, family: str | None = None, weight: str | None = None) -> Project:
    """Return the project with a text in another font family or weight; what is None stays.

    A weight takes the place of ``Bold``, which would not let letters be lighter.
    """
    now = look_of(project, role).font
    kept = next((name for name, value in WEIGHTS.items() if value >= now.weight), "Black")
    path = path_of(role)
    lighter = {f"{path}.FontFace.Bold": False} if weight else {}
    return set_values(project, {f"{path}.Font": _named(family or now.family, weight or kept), **lighter})


def set_marks(project: Project, role: str, marks: list[str]) -> Project:
    """Return the project with a text in ``Bold``, ``Italic`` and ``Underline``, or not."""
    path = f"{path_of(role)}.FontFace"
    return set_values(project, {f"{path}.{mark}": mark in marks for mark in ("Bold", "Italic", "Underline")})


def set_shadow(project: Project, role: str, kind: str) -> Project:
    """Return the project with a ``soft`` shadow (the usual one), a ``hard`` one or ``none``."""
    distance = {"none": 0.0, "hard": float(max(1, round(0.07 * look_of(project, role).size)))}.get(kind)
    return set_value(project, f"{path_of(role)}.Shadow", distance)


def row_and_column(look: Look) -> tuple[str, str]:
    """Return the two parts of the ``Alignment`` that a look has."""
    rows, columns = {0.0: "Top", 0.5: "Center", 1.0: "Bottom"}, {0.0: "Left", 0.5: "Center", 1.0: "Right"}
    return rows[look.anchor.down], columns[look.anchor.across]


def place_text(project: Project, role: str, place: str) -> Project:
    """Return the project with a text at one of ``PLACES``."""
    row, y = PLACES[place]
    _, column = row_and_column(look_of(project, role))
    path = path_of(role)
    return set_values(project, {f"{path}.Alignment": row + column, f"{path}.Y": y})


def set_height(project: Project, role: str, percent: int) -> Project:
    """Return the project with a text at a height of the picture: 0 is its top, 100 its bottom."""
    row, _ = row_and_column(look_of(project, role))
    share = percent / 100
    y = {"Top": share, "Center": share - 0.5, "Bottom": 1 - share}[row]
    # Exactly 1 and 0 are the ends of the picture; a share must not turn into pixels.
    return set_value(project, f"{path_of(role)}.Y", round(min(max(y, -1.0), 1.0), 4))


def set_column(project: Project, role: str, column: str) -> Project:
    """Return the project with a text at the ``Left``, the ``Center`` or the ``Right``."""
    row, _ = row_and_column(look_of(project, role))
    path = path_of(role)
    values = {f"{path}.Alignment": row + column, f"{path}.X": None if column == "Center" else 0.06}
    if value_of(project, f"{path}.Y") is None and role in ("captions", "title"):
        values[f"{path}.Y"] = style_of(project, role)["Y"]
    return set_values(project, values)


def set_inset(project: Project, role: str, percent: int) -> Project:
    """Return the project with a text so far from the side that it stands at, in percent of the width."""
    return set_value(project, f"{path_of(role)}.X", percent / 100)


def chosen_transitions(project: Project) -> tuple[str, ...]:
    """Return the names that transitions are drawn from when they are on."""
    process = settings_job(project).editing_config.process_config
    return candidates(process.model_copy(update={"allow_transition": True}))


def toggle_transition(project: Project, name: str, wanted: bool) -> Project:
    """Return the project that draws from one transition more or less; without any, transitions are off."""
    listed = [each for each in chosen_transitions(project) if each.lower() != name.lower()]
    return choose_transitions(project, [*listed, name] if wanted else listed)


def choose_transitions(project: Project, names: Iterable[str]) -> Project:
    """Return the project that draws from these transitions; none: the usual ones, and transitions are off."""
    listed = list(names)
    off = {} if listed else {f"{_PROCESS}.AllowTransition": None}
    return set_values(project, {f"{_PROCESS}.TransitionList": listed or None, **off})


def toggle_listed(project: Project, name: str, wanted: bool, *, path: str) -> Project:
    """Return the project with a name more or less in a list; an empty list is given back to its default."""
    listed = [each for each in names_at(project, path) if each.lower() != name.lower()]
    return set_value(project, path, ([*listed, name] if wanted else listed) or None)


def names_at(project: Project, path: str) -> list[str]:
    """Return the names in a list, of whose entries each may hold several with commas between them."""
    return [name for entry in value_of(project, path) for name in listed_names(entry)]


def rate_of(speed: float) -> int:
    """Return the ``SpeechRate`` of a speed: 0.5, 1 and 2 times are -500, 0 and 500; the reverse of `speed_of`."""
    return round((1 - 1 / speed) * (1000 if speed >= 1 else 500))


def _named(family: str, weight: str) -> str:
    return f"{font_name(family)} {weight}"

"""Text style as the vendor's documents spell it, shared by job documents and timelines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import AliasChoices, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_pascal

__all__ = ["FontFace", "SubtitleStyle"]


class _Styled(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_pascal, populate_by_name=True, extra="allow", frozen=True, coerce_numbers_to_str=False
    )


class FontFace(_Styled):
    """Bold, italic, underline."""

    bold: bool = False
    italic: bool = False
    underline: bool = False


class SubtitleStyle(_Styled):
    """The subtitle style fields; None means "not given". Unknown fields survive a round trip.

    Lengths follow the vendor's unit rule: 0 to 1 is a fraction of the canvas, above 1 are pixels.
    Colours are ``#RRGGBB`` (the ``#`` may be missing).
    """

    x: float | None = None
    y: float | None = None
    fixed_x: float | None = None
    fixed_y: float | None = None
    alignment: str | None = None
    adapt_mode: str | None = None
    text_width: float | None = None
    font: str | None = None
    font_url: str | None = Field(default=None, validation_alias=AliasChoices("FontUrl", "FontURL", "font_url"))
    font_size: float | None = None
    fixed_font_size: float | None = None
    font_color: str | None = None
    font_color_opacity: float | None = None
    font_face: FontFace | None = None
    spacing: float | None = None
    line_spacing: float | None = None
    angle: float | None = None
    outline: float | None = None
    outline_colour: str | None = None
    shadow: float | None = None
    back_colour: str | None = None
    border_style: int | None = None
    size_request_type: Literal["Nominal", "RealDim"] | None = None
    effect_color_style: str | None = Field(
        default=None, validation_alias=AliasChoices("EffectColorStyle", "EffectColorStyleId", "effect_color_style")
    )
    bubble_style_id: str | None = None
    bubble_width: float | None = None
    bubble_height: float | None = None
    subtitle_effects: tuple[dict[str, Any], ...] | None = None
    scroll_direction: str | None = None
    scroll_start_x: float | None = None
    scroll_end_x: float | None = None
    scroll_start_y: float | None = None
    scroll_end_y: float | None = None
    scroll_start_shift: float | None = None
    scroll_end_shift: float | None = None
    scroll_speed: float | None = None
    scroll_start_freeze: float | None = None
    scroll_end_freeze: float | None = None
    scroll_loop_time: float | None = None
    scroll_loop: bool | None = None
    aai_motion_in_effect: str | None = None
    aai_motion_in: float | None = None
    aai_motion_out_effect: str | None = None
    aai_motion_out: float | None = None
    aai_motion_loop_effect: str | None = None
    ratio: float | None = None

    @property
    def own(self) -> Mapping[str, Any]:
        """This product's own additions, as a timeline holds them under ``S2V``."""
        given = (self.model_extra or {}).get("S2V")
        return given if isinstance(given, Mapping) else {}

    def references(self) -> tuple[str, ...]:
        """Return what the style names that has to be fetched: its font file, the pictures of its boxes."""
        pictures = (layer.get("ImageURL") for layer in self.subtitle_effects or ())
        return tuple(dict.fromkeys(one for one in (self.font_url, *pictures) if isinstance(one, str) and one))

    def with_references(self, found: Mapping[str, str]) -> Self:
        """Return the style with other names for what ``found`` knows; an empty one takes it out."""
        layers = self.subtitle_effects and tuple(_pictured(layer, found) for layer in self.subtitle_effects)
        font = found.get(self.font_url, self.font_url) if self.font_url else None
        return self.model_copy(update={"font_url": font or None, "subtitle_effects": layers})

    def over(self, base: SubtitleStyle) -> Self:
        """Return this style with every field that is not given taken from ``base``."""
        given = base.model_dump(exclude_none=True, by_alias=True) | self.model_dump(exclude_none=True, by_alias=True)
        return type(self).model_validate(given)

    def to_json(self) -> dict[str, Any]:
        """Return the given fields under the vendor's names."""
        return self.model_dump(exclude_none=True, by_alias=True, mode="json")


def _pictured(layer: Mapping[str, Any], found: Mapping[str, str]) -> dict[str, Any]:
    """Return a layer of ``SubtitleEffects`` whose picture is called as in ``found``."""
    picture = layer.get("ImageURL")
    if not isinstance(picture, str) or picture not in found:
        return dict(layer)
    return {key: value for key, value in {**layer, "ImageURL": found[picture]}.items() if key != "ImageURL" or value}

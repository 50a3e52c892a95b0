"""What all models of the job document are made of: the base model and the types of its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic.alias_generators import to_pascal
from pydantic_core import PydanticCustomError

from s2v_core.timeline.style import SubtitleStyle

__all__ = [
    "AlignmentMode",
    "BackgroundFill",
    "ByWord",
    "Config",
    "Fit",
    "Flag",
    "Lower",
    "Number",
    "Probability",
    "Rate",
    "SplitMode",
    "Style",
    "Whole",
    "WordTreatment",
    "spellings",
]


class _NullIsAbsent(BaseModel):
    @model_validator(mode="before")
    @classmethod
    def _drop_nulls(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and None in data.values():
            known = spellings(cls)
            return {key: value for key, value in data.items() if value is not None or key not in known}
        return data


class Config(_NullIsAbsent):
    """An object of the job document: frozen, PascalCase in JSON, unknown keys kept, null means "not given"."""

    model_config = ConfigDict(
        alias_generator=to_pascal, populate_by_name=True, extra="allow", frozen=True, allow_inf_nan=False
    )


class Style(_NullIsAbsent, SubtitleStyle):
    """Subtitle style fields as a job document gives them."""

    model_config = ConfigDict(allow_inf_nan=False)


def spellings(kind: type[BaseModel]) -> dict[str, str]:
    """Return every name under which a field of ``kind`` may be given, with the vendor's name for it."""
    known: dict[str, str] = {}
    for name, field in kind.model_fields.items():
        vendor = field.serialization_alias or name
        choices = field.validation_alias.choices if isinstance(field.validation_alias, AliasChoices) else ()
        known |= {vendor: vendor, name: vendor} | {str(choice): vendor for choice in choices}
    return known


def _number(value: Any) -> Any:
    if isinstance(value, bool):
        raise PydanticCustomError("number", "must be a number")
    return value


def _rate(value: Any) -> Any:
    """Read ``30000/1001`` as well as a plain number."""
    if isinstance(value, str) and value.count("/") == 1:
        above, below = (part.strip() for part in value.split("/"))
        if above.isdecimal() and below.isdecimal() and int(below) > 0 and len(above) < 10 and len(below) < 10:
            return int(above) / int(below)
    return _number(value)


def _probability(value: Any) -> Any:
    """Read a value above 1 as percent."""
    number = _number(value)
    try:
        chance = float(number)
    except (TypeError, ValueError, OverflowError):
        return number
    return chance / 100 if 1 < chance <= 100 else chance


def _lower(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


def _spelled(*names: str) -> Callable[[Any], Any]:
    """Return a reader that finds one of ``names`` whatever its case."""
    known = {name.lower(): name for name in names}

    def read(value: Any) -> Any:
        return known.get(value.strip().lower(), value) if isinstance(value, str) else value

    return read


Number = Annotated[float, BeforeValidator(_number)]
Whole = Annotated[int, BeforeValidator(_number)]
Rate = Annotated[float, BeforeValidator(_rate)]
Probability = Annotated[float, BeforeValidator(_probability)]
Flag = bool
Lower = Annotated[str, BeforeValidator(_lower)]
SplitMode = Annotated[Literal["AverageSplit", "NoSplit"], BeforeValidator(_spelled("AverageSplit", "NoSplit"))]
AlignmentMode = Annotated[Literal["AutoSpeed", "Cut"], BeforeValidator(_spelled("AutoSpeed", "Cut"))]
BackgroundFill = Annotated[Literal["Color", "Blur"], BeforeValidator(_spelled("Color", "Blur"))]
WordTreatment = Annotated[Literal["Highlight", "Forbidden"], BeforeValidator(_spelled("Highlight", "Forbidden"))]
ByWord = Annotated[Literal["one", "few", "line"], BeforeValidator(_spelled("one", "few", "line"))]
Fit = Annotated[Literal["contain", "cover", "blur"], BeforeValidator(_spelled("contain", "cover", "blur"))]
